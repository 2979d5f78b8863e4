"""onrecord turns YAML fact files into a fact-sheet site whose every figure is typed, sourced, dated and grammatical.

What is named here may be relied on (docs/api.md). Each name is imported when it is first asked for, so that `import onrecord` is instant.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Checked", "Diagnostic", "Fact", "Place", "Severity", "Site", "Speaker", "Voice", "__version__", "build", "check"]

if TYPE_CHECKING:
    from .diagnostic import Diagnostic, Place, Severity
    from .model import Fact, Site
    from .pipeline import Checked, build, check
    from .speaker import Speaker
    from .voice import Voice
else:
    STANDS_IN = {
        "diagnostic": ("Diagnostic", "Place", "Severity"),
        "model": ("Fact", "Site"),
        "pipeline": ("Checked", "build", "check"),
        "speaker": ("Speaker",),
        "voice": ("Voice",),
    }

    def __getattr__(name):
        from importlib import import_module

        for module, names in STANDS_IN.items():
            if name in names:
                return getattr(import_module(f".{module}", __name__), name)
        raise AttributeError(f"module `{__name__}` has no `{name}`")

    def __dir__():
        return __all__
