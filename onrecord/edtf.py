"""The dates that facts need: a small subset of EDTF (ISO 8601-2:2019, levels 0 and 1).

Read here: ``2025``, ``2025-09``, ``2025-09-11``, ``2025-XX`` and ``2025-09-XX`` (part not known), a trailing ``~`` (approximate),
``?`` (uncertain) or ``%`` (both), and intervals ``A/B``, ``A/..``, ``../B``. The text that the editor typed is kept.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

MOMENT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%])?", re.ASCII)
PERIOD = re.compile(r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?", re.ASCII)
OPEN = ".."


class NotADate(ValueError):
    """The text is no date of the subset; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year. ``month`` and ``day`` are None where the editor gave none or wrote ``XX``."""

    text: str
    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> dt.date:
        """The earliest day that it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """What HTML's ``datetime`` attribute takes: the certain part, without marks."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to another; None stands for an open end (``..``), never for both."""

    text: str
    start: Moment | None
    end: Moment | None

    @property
    def first(self) -> dt.date:
        return self.start.first if self.start else dt.date.min

    @property
    def last(self) -> dt.date:
        return self.end.last if self.end else dt.date.max


When = Moment | Interval


def parse_when(text: str) -> When:
    """A moment or an interval; raises NotADate with a sentence for the editor."""
    if "/" not in text:
        return parse_moment(text)
    start, _, end = text.partition("/")
    if start == end == OPEN:
        raise NotADate("an interval needs at least one date")
    interval = Interval(text, None if start == OPEN else parse_moment(start), None if end == OPEN else parse_moment(end))
    if start == end:
        raise NotADate(f"the interval ends where it begins; write `{start}`")
    if interval.first > interval.last:
        raise NotADate(f"the interval ends ({end}) before it begins ({start})")
    return interval


def parse_moment(text: str) -> Moment:
    """A single date, with its mark; raises NotADate."""
    match = MOMENT.fullmatch(text)
    if not match:
        raise NotADate(f"`{text}` is not a date")
    if match["month"] == "XX" and match["day"] not in (None, "XX"):
        raise NotADate(f"`{text}` gives a day of a month that is not known")
    month, day = (None if part in (None, "XX") else int(part) for part in (match["month"], match["day"]))
    try:
        dt.date(int(match["year"]), 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise NotADate(f"`{text}` is not in the calendar") from None
    mark = match["mark"] or ""
    return Moment(text, int(match["year"]), month, day, mark in ("~", "%"), mark in ("?", "%"))


@dataclass(frozen=True, slots=True)
class Period:
    """An ISO 8601 duration of whole years, months, weeks and days, as in ``P30D``."""

    text: str
    months: int
    days: int

    def after(self, day: dt.date, times: int = 1) -> dt.date:
        """The day that lies the period, taken ``times`` times, after ``day``; a month too short gives its last day."""
        month = day.year * 12 + day.month - 1 + self.months * times
        year, month = month // 12, month % 12 + 1
        start = dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        return start + dt.timedelta(days=self.days * times)


def parse_period(text: str) -> Period:
    """An ISO 8601 duration such as ``P30D``; raises NotADate."""
    match = PERIOD.fullmatch(text)
    if not match or not any(match.groups()):
        raise NotADate(f"`{text}` is not a period")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Period(text, years * 12 + months, weeks * 7 + days)
