"""Ways to print findings: one file each, and one line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..diagnostic import Diagnostic
from . import concise, json, text

Lines = Mapping[str, list[str]]
Report = Callable[[list[Diagnostic], Lines], str]

REPORTS: dict[str, Report] = {
    "text": text.report,
    "concise": concise.report,
    "json": json.report,
}
