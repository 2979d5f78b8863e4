"""Something is dated after the day at which it is judged: today, or the day on which its sheet was closed.

Why it matters: what has not happened yet is a forecast, a plan or a slip of the keyboard, and must not read as a fact.

Example: `when: 2052-09-11`

Write instead: the right date, or a `modality` such as `forecast` or `plan`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..edtf import Interval, When
from ..freshness import AHEAD
from ..model import Fact, Sheet
from ._check import Finding, judged_at

RULE = "future-dated"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for sheet in made.site.sheets.values():
        yield from _in_sheet(sheet, today)
    for fact in made.site.facts.values():
        if f"sheet:{fact.sheet}" in made.lost:
            continue
        day = judged_at(made, fact.sheet, today)
        for key, date in _dates(fact):
            if date > day:
                yield Finding(
                    f"`{key}` of `{fact.id}` lies after {day}",
                    ("facts", fact.id, key),
                    "correct the date, or say it is a `plan` or `forecast`",
                )
        for index, claim in enumerate(fact.claims):
            if claim.when and _begun(claim.when) > day:
                yield Finding(
                    f"a claim against `{fact.id}` lies after {day}", ("facts", fact.id, "claims", index, "when"), "correct the date"
                )
        for index, correction in enumerate(fact.corrections):
            if correction.date > day:
                yield Finding(f"a correction of `{fact.id}` is dated after {day}", ("facts", fact.id, "corrections", index, "date"))


def _in_sheet(sheet: Sheet, today: dt.date) -> Iterator[Finding]:
    if sheet.closed and sheet.closed > today:
        help = "close it when that day has come"
        yield Finding(f"the sheet `{sheet.id}` is closed on a day after {today}", ("sheets", sheet.id, "closed"), help)
    for index, removed in enumerate(sheet.removed):
        if removed.date > today:
            yield Finding(f"the removal of `{removed.id}` is dated after {today}", ("removed", sheet.id, index, "date"))


def _dates(fact: Fact) -> Iterator[tuple[str, dt.date]]:
    """The days on which the fact begins to hold; an open or long interval only has to have begun."""
    if fact.when and fact.modality not in AHEAD:
        yield "when", _begun(fact.when)
    if fact.as_of:
        yield "as_of", fact.as_of
    if fact.checked:
        yield "checked", fact.checked


def _begun(when: When) -> dt.date:
    """The first day of the last part of a time: a long interval has to have reached its end."""
    return when.end.first if isinstance(when, Interval) and when.end else when.first
