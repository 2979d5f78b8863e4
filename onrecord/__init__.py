"""onrecord turns YAML fact files into a fact-sheet site whose every figure is typed, sourced, dated and grammatical."""

__version__ = "0.1.0"
