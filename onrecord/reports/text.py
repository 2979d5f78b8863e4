"""For people: each finding with its line, a caret, and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..diagnostic import Diagnostic, Place

WIDEST = 160  # characters of a line that are shown


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    if not diagnostics:
        return ""
    blocks = [_block(found, lines) for found in diagnostics]
    return "\n\n".join([*blocks, summary(diagnostics)]) + "\n"


def _block(found: Diagnostic, lines: Mapping[str, list[str]]) -> str:
    head = f"{found.where}: {found.severity}[{found.rule}] {found.message}"
    related = [f"{place}: note: {words}" for place, words in found.related]
    return "\n".join([head, *_shown(found.where, found.help, lines), *related])


def _shown(where: Place, help: str, lines: Mapping[str, list[str]]) -> list[str]:
    """The line, with carets below what is meant and the help beside them."""
    shown = excerpt(where, lines)
    if not shown:
        return [f"  help: {help}"] if help else []
    return [*shown[:-1], f"{shown[-1]} {help}".rstrip()]


def excerpt(where: Place, lines: Mapping[str, list[str]]) -> list[str]:
    """The line as typed, with carets below what is meant; nothing where there is none to show."""
    typed = lines.get(where.file, [])
    if not 0 < where.line <= len(typed) or not typed[where.line - 1].strip():
        return []
    line = typed[where.line - 1].replace("\t", " ")
    start = max(0, where.column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST].rstrip()
    carets = "^" * max(1, min(where.length, len(shown) - (where.column - 1 - start)))
    gutter = " " * 7
    return [f"{where.line:>6} | {shown}", f"{gutter}| {' ' * (where.column - 1 - start)}{carets}"]


def summary(diagnostics: list[Diagnostic]) -> str:
    """``3 errors, 1 warning``."""
    counts = Counter(found.severity for found in diagnostics)
    return ", ".join(f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in sorted(counts.items()))
