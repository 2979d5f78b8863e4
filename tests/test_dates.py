"""Dates of our EDTF subset: what is read, what is refused, what a period adds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edtf import Interval, Moment, NotADate, parse_period, parse_when


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-09", "2025-09-01", "2025-09-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-09-11", "2025-09-11", "2025-09-11", "day"),
        ("2025-XX", "2025-01-01", "2025-12-31", "year"),
        ("2025-09-XX", "2025-09-01", "2025-09-30", "month"),
        ("2025-11-26~", "2025-11-26", "2025-11-26", "day"),
    ],
)
def test_a_moment_has_a_first_and_a_last_day(text: str, first: str, last: str, precision: str) -> None:
    moment = parse_when(text)
    assert isinstance(moment, Moment)
    assert (moment.first.isoformat(), moment.last.isoformat(), moment.precision) == (first, last, precision)
    assert moment.text == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "25-09-11", "2025-13", "2025-02-30", "2025-9-1", "2025-XX-11"),
        *("11.09.2025", "2025/09/11", "../..", "2025-09-11/2025-09-01", "0000", "٢٠٢٥", "2025-00"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        parse_when(text)


def test_an_interval_may_be_open_at_one_end() -> None:
    since, until = parse_when("2025-01-20/.."), parse_when("../2025-01-20")
    assert isinstance(since, Interval)
    assert isinstance(until, Interval)
    assert (since.first, since.last) == (dt.date(2025, 1, 20), dt.date.max)
    assert (until.first, until.last) == (dt.date.min, dt.date(2025, 1, 20))


def test_a_mark_says_approximate_uncertain_or_both() -> None:
    marks = {text[-1]: parse_when(text) for text in ("2025~", "2025?", "2025%")}
    assert {mark: (when.approximate, when.uncertain) for mark, when in marks.items() if isinstance(when, Moment)} == {
        "~": (True, False),
        "?": (False, True),
        "%": (True, True),
    }


@given(st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)))
def test_every_day_is_read_as_itself(day: dt.date) -> None:
    moment = parse_when(day.isoformat())
    assert isinstance(moment, Moment)
    assert moment.first == moment.last == day
    assert moment.iso == day.isoformat()


@pytest.mark.parametrize(
    ("period", "day", "later"),
    [
        ("P30D", "2025-11-26", "2025-12-26"),
        ("P1M", "2025-01-31", "2025-02-28"),
        ("P1Y", "2024-02-29", "2025-02-28"),
        ("P2W", "2025-12-25", "2026-01-08"),
    ],
)
def test_a_period_leads_to_a_day(period: str, day: str, later: str) -> None:
    assert parse_period(period).after(dt.date.fromisoformat(day)).isoformat() == later


@pytest.mark.parametrize("text", ["", "P", "30D", "P-1D", "PT5H", "P1.5M"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        parse_period(text)
