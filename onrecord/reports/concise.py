"""One line a finding, for editors and pipes."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostic import Diagnostic


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    return "".join(_line(found) for found in diagnostics)


def _line(found: Diagnostic) -> str:
    help = f" ({found.help})" if found.help else ""
    return f"{found.where}: {found.severity}[{found.rule}] {found.message}{help}\n"
