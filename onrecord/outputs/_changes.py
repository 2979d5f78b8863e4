"""What has changed since it was published: corrections, facts that newer ones replaced, and removals, as one list newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..freshness import on_record_since
from ..model import Correction, Fact, Removed, Sheet, Site


@dataclass(frozen=True, slots=True)
class Change:
    """One change to what a sheet says. ``date`` is None where no day is on record for what replaced a fact.

    ``kind`` is that of a correction, ``succession`` or ``removal``; ``anchor`` leads to it on every page that lists changes.
    """

    kind: str
    sheet: str
    anchor: str
    date: dt.date | None
    fact: Fact | None = None
    correction: Correction | None = None
    newer: Fact | None = None
    removed: Removed | None = None

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None


def changes_of(site: Site, sheet: Sheet) -> list[Change]:
    """The changes of a sheet, newest first; those of one day in the sheet's order."""
    facts = [site.facts[id] for id in sheet.facts]
    return newest_first([*_corrections(facts), *_successions(site, facts), *_removals(sheet)])


def changes_of_site(site: Site) -> list[Change]:
    """The changes of all sheets, newest first."""
    return newest_first(change for sheet in site.sheets.values() for change in changes_of(site, sheet))


def newest_first(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.date or dt.date.min, reverse=True)


def _corrections(facts: Iterable[Fact]) -> Iterator[Change]:
    for fact in facts:
        for number, correction in enumerate(fact.corrections, 1):
            anchor = f"correction-{fact.id}-{number}"
            yield Change(correction.kind, fact.sheet, anchor, correction.date, fact=fact, correction=correction)


def _successions(site: Site, facts: Iterable[Fact]) -> Iterator[Change]:
    """A fact was replaced when the newer one could first be told."""
    for fact in facts:
        if fact.superseded_by:
            newer = site.facts[fact.superseded_by]
            yield Change("succession", fact.sheet, f"superseded-{fact.id}", on_record_since(site, newer), fact=fact, newer=newer)


def _removals(sheet: Sheet) -> Iterator[Change]:
    for removed in sheet.removed:
        yield Change("removal", sheet.id, f"fact-{removed.id}", removed.date, removed=removed)
