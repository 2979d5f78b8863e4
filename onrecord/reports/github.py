"""GitHub's workflow commands: each finding becomes an annotation at its line.

GitHub's documentation calls them workflow commands; its runner unescapes `%`, CR and LF, in properties also `:` and `,`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostic import Diagnostic, Severity
from ._machine import sentence

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MOST_IN_SUMMARY = 100  # rows; a step's summary has a limit of one megabyte


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    return "".join(f"{_command(found)}\n" for found in diagnostics)


def _command(found: Diagnostic) -> str:
    where = found.where
    place = {"file": where.file, "line": where.line, "col": where.column, "endColumn": where.column + where.length, "title": found.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{LEVELS[found.severity]} {properties}::{_text(sentence(found))}"


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")


def step_summary(diagnostics: list[Diagnostic], summary: str) -> str:
    """The findings as a Markdown table, for the page of a workflow's run."""
    if not diagnostics:
        return f"### onrecord\n\n{summary}\n"
    rows = [
        f"| `{found.where}` | {found.severity} | `{found.rule}` | {_cell(sentence(found))} |" for found in diagnostics[:MOST_IN_SUMMARY]
    ]
    more = [f"\nand {len(diagnostics) - MOST_IN_SUMMARY} more"] if len(diagnostics) > MOST_IN_SUMMARY else []
    return "\n".join([f"### onrecord: {summary}\n", "| where | | rule | what to do |", "|---|---|---|---|", *rows, *more]) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
