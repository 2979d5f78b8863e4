"""The dates that facts need: a small subset of EDTF (ISO 8601-2:2019, levels 0 to 2), and fiscal years.

Read here: ``2025``, ``2025-09``, ``2025-09-11``, ``2025-XX`` and ``2025-09-XX`` (part not known), seasons ``2025-21`` to ``2025-24``
(level 1), quarters ``2025-33`` to ``2025-36`` and halves ``2025-40``, ``2025-41`` (level 2), a trailing ``~`` (approximate), ``?``
(uncertain) or ``%`` (both), and intervals ``A/B``, ``A/..``, ``../B``. EDTF has no fiscal years: ``FY2024-04`` is ours, the year that
begins in April 2024. The text that the editor typed is kept.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

MOMENT = re.compile(r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%])?", re.ASCII)
PERIOD = re.compile(r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?", re.ASCII)
OPEN = ".."
PARTS = {  # EDTF code -> precision, place among its like, first month, months
    **{code: ("season", code - 20, 3 * (code - 20), 3) for code in (21, 22, 23, 24)},  # spring from March; a winter ends in the next year
    **{code: ("quarter", code - 32, 3 * (code - 33) + 1, 3) for code in (33, 34, 35, 36)},
    **{code: ("half", code - 39, 6 * (code - 40) + 1, 6) for code in (40, 41)},
}


class NotADate(ValueError):
    """The text is no date of the subset; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month, a part of a year (``part`` is its EDTF code), a year, or a ``fiscal`` year that begins in ``month``.

    ``month`` and ``day`` are None where the editor gave none or wrote ``XX``.
    """

    text: str
    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    part: int | None = None
    fiscal: bool = False

    @classmethod
    def of(cls, day: dt.date) -> Moment:
        return cls(day.isoformat(), day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``season``, ``quarter``, ``half``, ``year`` or ``fiscal``."""
        if self.fiscal or self.part:
            return "fiscal" if self.fiscal else PARTS[self.part or 0][0]
        return "day" if self.day else "month" if self.month else "year"

    @property
    def place(self) -> int:
        """Its place among the months, quarters … of a year, from 1."""
        return PARTS[self.part][1] if self.part else self.month or 1

    @property
    def first(self) -> dt.date:
        """The earliest day that it can mean."""
        return dt.date(self.year, PARTS[self.part][2] if self.part else self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day that it can mean."""
        if self.day:
            return self.first
        months = PARTS[self.part][3] if self.part else 1 if self.month and not self.fiscal else 12
        month = self.first.year * 12 + self.first.month - 1 + months - 1
        year, month = month // 12, month % 12 + 1
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def iso(self) -> str | None:
        """What HTML's ``datetime`` attribute takes: the certain part, without marks; None where it has no form for such a time."""
        if self.part or self.fiscal:
            return None
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
    part = month if month in PARTS and match["day"] is None and not match["fiscal"] else None
    month = None if part else month
    if match["fiscal"] and (month is None or match["day"] is not None):
        raise NotADate(f"`{text}` does not say in which month the fiscal year begins; write `FY{match['year']}-04` for April")
    mark = match["mark"] or ""
    try:
        dt.date(int(match["year"]), 1 if month is None else month, 1 if day is None else day)
        moment = Moment(text, int(match["year"]), month, day, mark in ("~", "%"), mark in ("?", "%"), part, bool(match["fiscal"]))
        _ = moment.last  # the winter of 9999 ends in no year of the calendar
    except ValueError:
        raise NotADate(f"`{text}` is not in the calendar") from None
    return moment


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
