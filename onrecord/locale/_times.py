"""Dates and spans of time as sentences need them: on, in, since, until; by the months and patterns of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..edtf import Interval, Moment, When
from ._say import NOMINATIVE, CannotSay, choose, tied

FORMS = ("bare", "on", "in", "since", "until", "around", "mid")
NAMES = {"day": "months", "month": "months", "season": "seasons", "quarter": "quarters", "half": "halves"}
IN_FULL = ("day", "month")  # precisions whose intervals may leave a year out


class Times:
    """The dates of one language."""

    forms = FORMS

    def __init__(self, pack: Mapping[str, Any]) -> None:
        self._pack = pack
        self._patterns: Mapping[str, Any] = pack["dates"]

    def say(self, when: When, form: str = "bare") -> str:
        """A time as a sentence needs it; raises CannotSay for a form that does not exist."""
        choose("a date", form, dict.fromkeys(FORMS))
        return tied(self._interval(when, form) if isinstance(when, Interval) else self._moment(when, form))

    def _moment(self, moment: Moment, form: str) -> str:
        precision, form = _fitting(moment.precision, form)
        if form == "mid" and moment.approximate:
            raise CannotSay("bad-call", f"`{moment.text}` is approximate and has no middle", "leave `form` out")
        if moment.approximate and form in ("bare", "on", "in"):
            form = "around_in" if form == "in" else "around"
        wanted = self._patterns["forms"][form]
        said = wanted["text"].format(self._calendar(moment, precision, wanted.get("case", NOMINATIVE)))
        if moment.approximate and form not in ("around", "around_in"):
            said = wanted["text"].format(self._moment(replace(moment, uncertain=False), "around"))
        return str(self._patterns["forms"]["uncertain"]["text"]).format(said) if moment.uncertain else said

    def _calendar(self, moment: Moment, precision: str, case: str, **more: str) -> str:
        pattern = self._patterns[precision][case]
        names = {}
        if precision in NAMES or moment.month:
            table = self._pack[NAMES.get(precision, "months")]
            names = {case: words[moment.place - 1] for case, words in table.items()}
        day = {"day": str(moment.day)} if moment.day else {}
        return str(pattern).format(year=self._years(moment), **day, **names, **more)

    def _years(self, moment: Moment) -> str:
        """The year, or both that a winter or a fiscal year has: 2024/25."""
        first, last = moment.first.year, moment.last.year
        return str(first) if first == last else f"{first!s}/{str(last)[-2:]}"

    def _interval(self, interval: Interval, form: str) -> str:
        start, end = interval.start, interval.end
        fitting = ("bare", "on", "in", *(("since",) if end is None else ("until",) if start is None else ()))
        if form not in fitting:
            raise CannotSay("bad-call", f"`{interval.text}` has two ends, or an open one, and no form `{form}`", "leave `form` out")
        if end is None or start is None:
            return self._moment(start, "since") if start else self._moment(end, "until")  # type: ignore[arg-type]
        plain = not any(side.approximate or side.uncertain for side in (start, end))
        if plain and start.precision == end.precision == "year":
            return self._joined("years", end, form, first=str(start.year))
        if plain and start.day and end.day and (start.year, start.month) == (end.year, end.month):
            return self._joined("days_of_a_month", end, form, first=str(start.day))
        joined = {"start": self._start(start, end), "end": self._moment(end, "to")}
        return str(self._patterns["from_to"]).format(**joined)

    def _joined(self, pattern: str, end: Moment, form: str, **first: str) -> str:
        """An interval that is one phrase: 11–16 September 2025, 2024–2025."""
        case = "in" if form in ("in", "on") and "in" in self._patterns[pattern] else NOMINATIVE
        return self._calendar(end, pattern, case, **first)

    def _start(self, start: Moment, end: Moment) -> str:
        """The beginning of an interval, without the year where its end says it."""
        if start.year != end.year or start.precision not in IN_FULL or start.approximate or start.uncertain:
            return self._moment(start, "from")
        wanted = self._patterns["forms"]["from"]
        return str(wanted["text"]).format(self._calendar(start, f"{start.precision}_of_the_year", wanted.get("case", NOMINATIVE)))


def _fitting(precision: str, form: str) -> tuple[str, str]:
    """``in`` speaks of the month even where the day is known; ``on`` of a month or a year is ``in``."""
    if form == "mid" and precision not in ("month", "year"):
        raise CannotSay("bad-call", "only a month or a year has a middle", "leave `form` out, or give the month alone")
    if form == "in" and precision == "day":
        return "month", form
    if form == "on" and precision != "day":
        return precision, "in"
    return precision, form
