"""Our subset of EDTF agrees with the `edtf` library on the strings of the library's own tests; what lies outside it is refused."""

from __future__ import annotations

import datetime as dt
import time

import edtf
import pytest

from onrecord.edtf import Interval, NotADate, parse_when

INSIDE = (
    *("2001-02-03", "2008-12", "2008", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02", "2004-02-01/2005"),
    *("2005/2006-02", "1984?", "2004-06-11?", "2004-06?", "1984~", "1984%", "1999-XX", "1999-01-XX", "1999-XX-XX", "../2006"),
    *("2004-01-01/..", "1984~/2004-06", "1984/2004-06~", "1984?/2004%", "1984~/2004~", "1984-06?/2004-08?", "1984-06-02?/2004-08-08~"),
    *("2001-21", "2003-22", "2000-23", "2004-06-11%", "2004-06-XX/2004-07-03", "2001-34"),
)
DIFFERS = {"2010-24": "a winter ends in February of the next year; the library ends it with December"}
OUTSIDE = (  # years that no fact sheet has, times of day, unknown ends, marks on a part of a date, sets, the southern hemisphere
    *("-0999", "0000", "2001-02-03T09:30:01", "2004-01-01T10:10:10Z", "2004-01-01T10:10:10+05:00", "1985-04-12T23:20:30", "-2005/-1999-02"),
    *("199X", "19XX", "-0275~", "-0001~", "0000~", "/2006", "2004-06-01/", "1984-06-02?/", "Y170000002", "Y-170000002", "2004?-06-11"),
    *("2004-06~-11", "2004-06-~11", "2004-%06", "2004-?06-?11", "2004?-06-~11", "?2004-%06", "2004?-%06", "2004?-~06-~04", "2011-~06-~04"),
    *("156X-12-25", "15XX-12-25", "1560-XX-25", "15XX-12-XX", "XXXX-XX-23", "[1667, 1668, 1670..1672]", "[..1760-12-03]", "[1760-12..]"),
    *("[1760-01, 1760-02, 1760-12..]", "[1667, 1760-12]", "{1667,1668, 1670..1672}", "{1960, 1961-12}", "196X", "2004-06-~01/2004-06-~20"),
    *("Y17E7", "Y-17E7", "2001-29"),
)
BAD = (
    *("", "not a edtf string", "Y17E7-12-26", "2016-13-08", "2016-02-39", "-0000-01-01", "2004-(06)?-11", "2004-06-(11)~", "2004-(06)%"),
    *(
        "2004-(06-11)?",
        "2004?-06-(11)~",
        "(2004-(06)~)?",
        "(2004)?-06-04~",
        "(2011)-06-04~",
        "2011-(06-04)~",
        "2004-06-(01)~/2004-06-(20)~",
    ),
)


def day(end: time.struct_time | float, open_end: dt.date) -> dt.date:
    """The library's day; infinity is an open end."""
    return open_end if isinstance(end, float) else dt.date(*end[:3])


@pytest.mark.parametrize("text", INSIDE)
def test_a_date_begins_and_ends_where_the_library_says(text: str) -> None:
    theirs, ours = edtf.parse_edtf(text), parse_when(text)
    assert (ours.first, ours.last) == (day(theirs.lower_strict(), dt.date.min), day(theirs.upper_strict(), dt.date.max))
    moment = ours.start or ours.end if isinstance(ours, Interval) else ours
    assert moment is not None


@pytest.mark.parametrize("text", DIFFERS)
def test_where_we_differ_we_know_why(text: str) -> None:
    theirs, ours = edtf.parse_edtf(text), parse_when(text)
    assert ours.first == day(theirs.lower_strict(), dt.date.min)
    assert ours.last != day(theirs.upper_strict(), dt.date.max)


@pytest.mark.parametrize("text", [*OUTSIDE, *BAD])
def test_what_lies_outside_our_subset_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        parse_when(text)
