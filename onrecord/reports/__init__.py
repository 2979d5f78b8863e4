"""Ways to print findings: one file each, and one line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..diagnostic import Diagnostic
from . import concise, github, gitlab, json, junit, sarif, text
from ._machine import from_root, repository
from .github import step_summary
from .text import summary

Lines = Mapping[str, list[str]]
Report = Callable[[list[Diagnostic], Lines], str]

REPORTS: dict[str, Report] = {
    "text": text.report,
    "concise": concise.report,
    "json": json.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
FOR_PEOPLE = ("text", "concise")

__all__ = ["REPORTS", "Lines", "report", "step_summary", "summary"]


def report(format: str, diagnostics: list[Diagnostic], lines: Lines, content: Path) -> str:
    """The findings in a format of the table. Those for machines name files from the root of the repository that holds the content."""
    if format not in FOR_PEOPLE:
        diagnostics = from_root(diagnostics, repository(content))
    return REPORTS[format](diagnostics, lines)
