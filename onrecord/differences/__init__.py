"""What changes for a reader between two versions of a site, and the ways to print it: one file each, and one line in this table."""

from __future__ import annotations

from collections.abc import Callable

from . import json, markdown, text
from ._compare import Comparison, Difference, Group, compare

FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": text.report,
    "markdown": markdown.report,
    "json": json.report,
}

__all__ = ["FORMATS", "Comparison", "Difference", "Group", "compare"]
