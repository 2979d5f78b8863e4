"""Built pages against the model: whatever generator made them, their figures and dates are what is on record today."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostic import Diagnostic, Place, Severity, in_reading_order
from ..model import Site
from ._compare import compare
from ._leftover import leftovers, suspicious
from ._markup import read_markup
from ._pages import find_pages, read_page, shown
from ._record import Record

__all__ = ["Verified", "verify"]


@dataclass(slots=True)
class Verified:
    """What was compared, and what was found; ``lines`` are those of the pages with findings, by the names shown in places."""

    pages: int = 0
    figures: int = 0
    dates: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def stops(self, strict: bool = False) -> bool:
        """Whether the findings are more than notes: errors are, warnings under ``strict``."""
        stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(found.severity in stopping for found in self.diagnostics)

    def __str__(self) -> str:
        return f"{_counted(self.figures, 'figure')} and {_counted(self.dates, 'date')} on {_counted(self.pages, 'page')}"


def verify(path: Path, site: Site) -> Verified:
    """Compares every page of a folder, or a single one, with what the site says today."""
    record, verified = Record(site), Verified()
    pages, verified.diagnostics = find_pages(path)
    for page in pages:
        _verify_page(page, record, verified)
    verified.diagnostics = in_reading_order([*verified.diagnostics, *_nothing_compared(path, verified)])
    return verified


def _verify_page(path: Path, record: Record, verified: Verified) -> None:
    file = shown(path)
    text, found = read_page(path)
    if text is not None:
        markup = read_markup(file, text, cutting=suspicious(text))
        found = [*compare(markup, record), *leftovers(markup)]
        dates = sum(mark.is_date for mark in markup.marks)
        verified.pages += 1
        verified.dates += dates
        verified.figures += len(markup.marks) - dates
    if found:
        verified.diagnostics += found
        verified.lines[file] = (text or "").split("\n")


def _nothing_compared(path: Path, verified: Verified) -> list[Diagnostic]:
    """A verification that looked at nothing must not pass for one that found nothing."""
    where = Place(shown(path))
    if not verified.pages and not verified.diagnostics:
        return [Diagnostic("no-pages", "there is no HTML page here", where, help="build the site first, or name the folder of its pages")]
    if verified.pages and not verified.figures and not verified.dates:
        help = "see whether the generator keeps `<data data-fact>` and `<time data-fact>`"
        return [Diagnostic("no-marks", "no page names a fact, so nothing was compared", where, Severity.WARNING, help)]
    return []


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
