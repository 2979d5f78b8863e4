"""The geometry of a timeline: a lane for each topic, its facts where their days are, in per cent of the width.

Long times in which nothing happened are cut short, and the cut is drawn: else two old events would squeeze a year into a finger's width.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..edtf import Interval
from ..model import Fact, Sheet, Texts

LONG = 0.25  # of the whole time: a longer gap is cut
CUT = 6.0  # per cent of the width that a cut gets
EDGE = 2.0  # per cent left free at both ends


@dataclass(frozen=True, slots=True)
class Stretch:
    """A fact on its lane: where it begins and how wide it is; a day has no width, and what goes on is ``open``."""

    at: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The facts of a topic; a sheet without topics has one lane without a name."""

    label: Texts
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The lanes, where time is cut, and the days at the ends of what lies between the cuts."""

    lanes: tuple[Lane, ...]
    cuts: tuple[float, ...]
    ends: tuple[tuple[dt.date, float], ...]


def strip(sheet: Sheet, facts: Sequence[Fact]) -> Strip | None:
    """The picture of a timeline; None where there is no more than one day to show."""
    facts = [fact for fact in facts if fact.when and fact.when.first > dt.date.min]  # what has no beginning has no place
    days = sorted({fact.when.first for fact in facts if fact.when})
    if len(days) < 2:
        return None
    spans = _between_cuts(days)
    where = _places(spans)
    labels: dict[str | None, Texts] = dict(sheet.topics.items()) | {None: {}}
    lanes = {topic: [_stretch(fact, where, days[-1]) for fact in facts if _topic(fact, sheet) == topic] for topic in labels}
    cuts = tuple(where[start] - CUT / 2 for start, _ in spans[1:])
    ends = {start: where[start] for start, _ in spans} | {days[-1]: where[days[-1]]}
    return Strip(tuple(Lane(labels[topic], tuple(found)) for topic, found in lanes.items() if found), cuts, tuple(ends.items()))


def _topic(fact: Fact, sheet: Sheet) -> str | None:
    return fact.topic if fact.topic in sheet.topics else None


def _between_cuts(days: Sequence[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """The first and the last day of each stretch without a long gap; one stretch where cutting would leave single days alone."""
    whole = days[-1] - days[0]
    gaps = [(before, after) for before, after in pairwise(days) if (after - before) > whole * LONG]
    starts, lasts = [days[0], *(after for _, after in gaps)], [*(before for before, _ in gaps), days[-1]]
    return list(zip(starts, lasts, strict=True)) if starts != lasts else [(days[0], days[-1])]


def _places(spans: Sequence[tuple[dt.date, dt.date]]) -> dict[dt.date, float]:
    """Every day of the spans and where it stands."""
    length = sum((last - first).days for first, last in spans) or 1
    each = (100 - 2 * EDGE - CUT * (len(spans) - 1)) / length
    places, at = {}, EDGE
    for first, last in spans:
        for day in range((last - first).days + 1):
            places[first + dt.timedelta(day)] = round(at + day * each, 2)
        at += (last - first).days * each + CUT
    return places


def _stretch(fact: Fact, where: Mapping[dt.date, float], end: dt.date) -> Stretch:
    if fact.when is None:
        raise ValueError(f"{fact.id} has no time")
    going_on = isinstance(fact.when, Interval) and fact.when.end is None
    at = where[fact.when.first]
    last = end if going_on or fact.when.last > end else fact.when.last
    return Stretch(at, round(max(_until(last, where) - at, 0), 2), going_on)


def _until(day: dt.date, where: Mapping[dt.date, float]) -> float:
    """Where a day stands; in the middle of a cut, if it was cut out."""
    known = sorted(where)
    return where[day] if day in where else where[known[bisect_right(known, day) - 1]] + CUT / 2
