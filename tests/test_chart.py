"""Where the marks of charts and timelines stand: nothing leaves the picture, and what is more is longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.edtf import parse_when
from onrecord.model import Chart, Claim, Drawn, Estimated, Exact, Fact, OneOf, Range, Sheet, Site, Spread
from onrecord.outputs._chart import MOST_TICKS, picture, scale
from onrecord.outputs._timeline import strip

Run = Callable[..., tuple[int, str, str]]
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=2)
CHART = """
charts:
  - id: freed
    title: {pl: Uwolnieni w grupach, en: Freed in groups}
    facts: [freed]
"""


def fact(id: str, amount: object = None, **about: object) -> Fact:
    return Fact(id=id, sheet="s", kind="count", text={}, label={}, amount=amount, **about)  # type: ignore[arg-type]


def drawn(*facts: Fact) -> list[object]:
    site = Site({}, {}, ("xx",), None, {}, {fact.id: fact for fact in facts}, {}, {}, {})
    rows = tuple(Drawn(fact.id, rival) for fact in facts for rival in (None, *(claim.by[0] for claim in fact.claims)))
    return list(picture(site, Chart("c", "bars", {}, rows)).rows)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_a_larger_number_has_a_longer_bar_and_none_leaves_the_picture(numbers: list[Decimal]) -> None:
    rows = drawn(*(fact(f"f{at}", Exact(number)) for at, number in enumerate(numbers)))
    ends = [row.mark.at[0] for row in rows]  # type: ignore[attr-defined]
    assert all(0 <= end <= 100 for end in ends)
    assert sorted(range(len(numbers)), key=lambda at: (ends[at], numbers[at])) == sorted(range(len(numbers)), key=lambda at: numbers[at])


@given(st.decimals(min_value="0.001", max_value=10**12, places=3))
def test_a_scale_has_few_round_steps_and_room_behind_the_largest_number(largest: Decimal) -> None:
    step, top = scale(largest)
    assert largest < top
    assert 1 <= top / step <= MOST_TICKS
    assert str(step.normalize()).replace(".", "").strip("0").split("E")[0] in ("1", "2", "25", "5")


def test_bars_are_as_long_as_their_numbers_are_large() -> None:
    small, large = (row.mark.at[0] for row in drawn(fact("a", Exact(Decimal(13))), fact("b", Exact(Decimal(52)))))  # type: ignore[attr-defined]
    assert large / small == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize(
    ("qualifier", "open", "near"),
    [("at_least", "more", False), ("more_than", "more", False), ("up_to", "less", False), ("about", None, True), (None, None, False)],
)
def test_a_bound_is_an_arrow_and_what_is_not_exact_a_wave(qualifier: str | None, open: str | None, near: bool) -> None:
    mark = drawn(fact("a", Exact(Decimal(100)), qualifier=qualifier))[0].mark  # type: ignore[attr-defined]
    assert (mark.open, mark.near) == (open, near)


def test_a_range_and_a_margin_have_ends_and_one_of_several_values_has_points() -> None:
    spread = Spread(Decimal(5), Decimal(5), "margin")
    amounts = [Range(Decimal(10), Decimal(20)), Estimated(Decimal(50), spread), OneOf((Decimal(1), Decimal(2))), Exact(Decimal(3))]
    marks = [row.mark for row in drawn(*(fact(f"f{at}", amount) for at, amount in enumerate(amounts)))]  # type: ignore[attr-defined]
    assert [len(mark.whisker) for mark in marks] == [2, 2, 0, 0]
    assert [len(mark.at) for mark in marks] == [0, 1, 2, 1], "nobody stated the middle of a range"


def test_estimates_and_rival_claims_do_not_look_like_facts() -> None:
    rival = Claim(Exact(Decimal(2)), None, None, ("them",), "normal", {}, ())
    dropped = Claim(Exact(Decimal(3)), None, None, ("others",), "deprecated", {}, ())
    rows = drawn(fact("a", Exact(Decimal(1)), claims=(rival, dropped)), fact("b", Exact(Decimal(1)), modality="estimate"))
    assert [row.mark.look for row in rows] == ["firm", "soft", "dropped", "soft"]  # type: ignore[attr-defined]


def test_a_scale_without_a_number_above_zero_is_one_of_few_steps() -> None:
    site = Site({}, {}, ("xx",), None, {}, {"a": fact("a", Exact(Decimal(0)))}, {}, {}, {})
    ticks = picture(site, Chart("c", "bars", {}, (Drawn("a", None),))).ticks
    assert str(ticks[0][1]) == "0.00"
    assert len(ticks) <= MOST_TICKS + 1


def test_what_has_no_number_has_a_row_without_a_mark() -> None:
    assert [row.mark is None for row in drawn(fact("a", None), fact("b", Exact(Decimal(1))))] == [True, False]  # type: ignore[attr-defined]


# ---- time


def at(day: str, **about: object) -> Fact:
    return fact(day, when=parse_when(day), **about)


def sheet() -> Sheet:
    return Sheet("s", {}, {}, ())


@given(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), min_size=2, max_size=12, unique=True))
def test_days_stand_in_their_order_within_the_picture(days: list[dt.date]) -> None:
    seen = strip(sheet(), [at(day.isoformat()) for day in sorted(days)])
    assert seen
    places = [stretch.at for stretch in seen.lanes[0].stretches]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


def test_years_without_an_event_are_cut_short() -> None:
    seen = strip(sheet(), [at("2022-02-24"), at("2025-06-21"), at("2025-12-15")])
    assert seen
    assert len(seen.cuts) == 1
    old, june, december = (stretch.at for stretch in seen.lanes[0].stretches)
    assert june - old < december - june


def test_what_goes_on_has_an_open_end_at_the_edge() -> None:
    seen = strip(sheet(), [at("2025-09-11/.."), at("2025-12-15")])
    assert seen
    going_on, last = seen.lanes[0].stretches
    assert going_on.open
    assert going_on.at + going_on.width == pytest.approx(last.at)


@pytest.mark.parametrize(
    "days", [["2025-09-09", "2025-09-11"], ["2020-01-01", "2021-01-01", "2022-01-01"], ["2000-01-01", "2001-01-01", "2001-01-02"]]
)
def test_the_first_and_the_last_day_stand_at_the_edges(days: list[str]) -> None:
    seen = strip(sheet(), [at(day) for day in days])
    assert seen
    places = [stretch.at for stretch in seen.lanes[0].stretches]
    assert (places[0], places[-1]) == (pytest.approx(2), pytest.approx(98))
    assert [day for day, _ in seen.ends] == sorted({day for day, _ in seen.ends}), "no day is written twice"


def test_a_period_that_ends_where_time_is_cut_is_no_single_day() -> None:
    seen = strip(sheet(), [at("2000-01-01/2010-06-01"), at("2020-01-01"), at("2021-01-01")])
    assert seen
    assert seen.cuts
    assert seen.lanes[0].stretches[0].width > 0


@pytest.mark.parametrize("whens", [[], ["2025-01-01"], ["../2025-01-01", "2025-01-01"]])
def test_a_single_day_is_no_line(whens: list[str]) -> None:
    assert strip(sheet(), [at(when) for when in whens]) is None


# ---- pages


def test_a_chart_without_a_section_stands_above_the_text_with_its_table(small: Path, run: Run) -> None:
    page = Path("content/demo/sheet.yml")
    page.write_text(page.read_text(encoding="utf-8") + CHART, encoding="utf-8")
    assert run("build")[0] == 0
    html = Path("site/en/demo/index.html").read_text(encoding="utf-8")
    assert html.index('id="chart-freed"') < html.index('<div class="prose">')
    assert "<figcaption>Freed in groups</figcaption>" in html
    assert '<th scope="row">' in html.partition('id="chart-freed"')[2].partition("</figure>")[0]


def test_charts_of_the_flagship_stand_in_their_sections(tmp_path: Path) -> None:
    content = Path(__file__).parent.parent / "content"
    checked = pipeline.check(content, dt.date(2026, 1, 1))
    pipeline.build(content, Path("no templates of its own"), tmp_path / "site", checked)
    html = (tmp_path / "site/pl/us-belarus-talks/index.html").read_text(encoding="utf-8")
    assert html.index('id="releases"') < html.index('id="chart-releases"') < html.index('id="washington"')
