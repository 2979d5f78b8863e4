"""What has changed since it was published: corrections, facts that newer ones replaced, and removals, as one list newest first.

Of each: the ``kind`` (that of a correction, ``succession`` or ``removal``), the ``date``, the ``sheet``, and the ``anchor`` that leads to
it on every page that lists changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..freshness import on_record_since
from ..model import Correction, Fact, Removed, Sheet, Site


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of a fact; ``number`` is its place among them, from 1."""

    fact: Fact
    correction: Correction
    number: int

    @property
    def kind(self) -> str:
        return self.correction.kind

    @property
    def date(self) -> dt.date:
        return self.correction.date

    @property
    def sheet(self) -> str:
        return self.fact.sheet

    @property
    def anchor(self) -> str:
        return f"correction-{self.fact.id}-{self.number}"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A fact and the newer one that replaced it, on the day from which that could be told; None where the content names none."""

    fact: Fact
    newer: Fact
    date: dt.date | None

    kind = "succession"

    @property
    def sheet(self) -> str:
        return self.fact.sheet

    @property
    def anchor(self) -> str:
        return f"superseded-{self.fact.id}"


@dataclass(frozen=True, slots=True)
class Gone:
    """A fact that was removed."""

    removed: Removed

    kind = "removal"

    @property
    def date(self) -> dt.date:
        return self.removed.date

    @property
    def sheet(self) -> str:
        return self.removed.sheet

    @property
    def anchor(self) -> str:
        return f"fact-{self.removed.id}"


Change = Corrected | Replaced | Gone


def changes_of(site: Site, sheet: Sheet) -> list[Change]:
    """The changes of a sheet, newest first; those of one day in the sheet's order."""
    facts = [site.facts[id] for id in sheet.facts]
    return _newest_first([*_corrections(facts), *_successions(site, facts), *map(Gone, sheet.removed)])


def changes_of_site(site: Site) -> list[Change]:
    """The changes of all sheets, newest first."""
    return _newest_first(change for sheet in site.sheets.values() for change in changes_of(site, sheet))


def _newest_first(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.date or dt.date.min, reverse=True)


def _corrections(facts: Iterable[Fact]) -> Iterator[Corrected]:
    for fact in facts:
        yield from (Corrected(fact, correction, number) for number, correction in enumerate(fact.corrections, 1))


def _successions(site: Site, facts: Iterable[Fact]) -> Iterator[Replaced]:
    for fact in facts:
        if fact.superseded_by:
            newer = site.facts[fact.superseded_by]
            yield Replaced(fact, newer, on_record_since(site, newer))
