"""The day on which something last changed, by what the content itself says: no clock, and no history of files.

Pages, the sitemap and what machines read of a page tell the same day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from .model import Fact, Sheet, Site

AHEAD = ("forecast", "plan", "goal", "proposal", "demand", "option", "intention")  # what these speak of has not happened yet


def last_change(site: Site, fact: Fact) -> dt.date | None:
    """The newest day that a fact, or a fact that it follows from, names as one on which it was so, was looked at or was corrected."""
    return _newest(day for other in site.followed(fact) for day in _days(other))


def last_change_of_sheet(site: Site, sheet: Sheet) -> dt.date | None:
    """The newest day of its facts, of what was removed from it, and of its closing."""
    facts = (last_change(site, site.facts[fact]) for fact in sheet.facts)
    return _newest([*facts, *(removed.date for removed in sheet.removed), sheet.closed])


def last_change_of_site(site: Site) -> dt.date | None:
    """The newest day of its sheets."""
    return _newest(last_change_of_sheet(site, sheet) for sheet in site.sheets.values())


def _days(fact: Fact) -> Iterable[dt.date | None]:
    held = fact.when.first if fact.when and fact.modality not in AHEAD else None
    return (fact.as_of, fact.checked, held, *(correction.date for correction in fact.corrections))


def _newest(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day), default=None)
