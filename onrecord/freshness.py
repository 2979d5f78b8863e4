"""How current a page is, in days that stay true on a page that nobody touches: when it last changed, when it is to be looked at again.

The content keeps no diary. A page changed on the newest day that it speaks of as past: it cannot have been written earlier. Neither
reads a clock, so the same content always gives the same days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from .model import Fact, Sheet, Site

AHEAD = ("forecast", "plan", "goal", "proposal", "demand", "option", "intention")  # of what had not happened when it was told
NO_LONGER_CURRENT = ("superseded", "retracted")


def ages(fact: Fact) -> bool:
    """Whether a fact can go out of date: an event has happened for good, and what was replaced is shown for the record."""
    return fact.kind != "event" and fact.status not in NO_LONGER_CURRENT


def known(fact: Fact) -> dt.date | None:
    """The day at which a fact was last known to hold; None where nothing says so."""
    day = max((day for day in (fact.checked, fact.as_of) if day), default=fact.when.last if fact.when else None)
    return None if day == dt.date.max else day


def review_due(fact: Fact) -> dt.date | None:
    """The last day on which a fact may be believed without being looked up again: `expires`, or `review_after` it was known to hold."""
    if not ages(fact):
        return None
    day = known(fact)
    return _earliest([fact.expires, fact.review_after.after(day) if fact.review_after and day else None])


def review_due_of_sheet(site: Site, sheet: Sheet) -> dt.date | None:
    """The first day on which a fact of a sheet falls due; None for a closed sheet, which nobody reviews."""
    return None if sheet.closed else _earliest(review_due(site.facts[id]) for id in sheet.facts)


def on_record_since(site: Site, fact: Fact) -> dt.date | None:
    """The day from which a fact can be told: its `as_of`, else the day on which it began, else its newest source."""
    return fact.as_of or _begun(fact) or _latest(_published(site, fact))


def last_change(site: Site, fact: Fact) -> dt.date | None:
    """The newest day on which what a fact's page says can have changed; None where the content names no day at all."""
    return _latest(day for other in site.followed(fact) for day in _days(site, other))


def last_change_of_sheet(site: Site, sheet: Sheet) -> dt.date | None:
    """The newest day on which a sheet can have changed: with its facts, with what was removed from it, or by closing."""
    changes = [last_change(site, site.facts[id]) for id in sheet.facts]
    return _latest([*changes, *(removed.date for removed in sheet.removed), sheet.closed])


def _days(site: Site, fact: Fact) -> Iterator[dt.date | None]:
    """The past days that a fact speaks of, and those on which its sources were published: a page is no older than what it cites.

    A closed sheet changes no more, so what was printed later, as official journals are, counts as known when it was closed.
    """
    yield from (fact.as_of, fact.checked, _begun(fact))
    closed = (site.sheets[fact.sheet].closed if fact.sheet in site.sheets else None) or dt.date.max
    yield from (min(day, closed) for day in _published(site, fact))
    yield from (correction.date for correction in fact.corrections)
    successor = site.facts.get(fact.superseded_by or "")
    yield on_record_since(site, successor) if successor else None


def _begun(fact: Fact) -> dt.date | None:
    """The first day of a fact's time; None where that is open, or still to come when it is told: a plan, a forecast."""
    begun = fact.when.first if fact.when and fact.modality not in AHEAD else dt.date.min
    return None if begun == dt.date.min else begun


def _published(site: Site, fact: Fact) -> Iterator[dt.date]:
    """When the sources of a fact, and of the claims against it, were published, or opened where nobody knows that."""
    for citation in (*fact.sources, *(citation for claim in fact.claims for citation in claim.sources)):
        source = site.sources[citation.source]
        yield from (when.first for when in (source.issued or source.accessed,) if when)


def _latest(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day and day != dt.date.min), default=None)


def _earliest(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day), default=None)
