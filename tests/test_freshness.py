"""How current a page is: told in days of the content alone, so that they stay true on a page that nobody touches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from onrecord.edtf import parse_period, parse_when
from onrecord.freshness import last_change, last_change_of_sheet, on_record_since, review_due, review_due_of_sheet
from onrecord.model import Citation, Correction, Derivation, Exact, Fact, Removed, Sheet, Site, Source

DAY = dt.date(2025, 9, 11)
LATER = dt.date(2025, 12, 1)


def site_of(*facts: Fact, closed: dt.date | None = None, removed: tuple[Removed, ...] = (), sources: tuple[Source, ...] = ()) -> Site:
    sheet = Sheet("talks", {}, {}, tuple(fact.id for fact in facts), closed=closed, removed=removed)
    return Site(
        {}, {}, ("en",), None, {"talks": sheet}, {fact.id: fact for fact in facts}, {source.id: source for source in sources}, {}, {}
    )


def fact(id: str = "prisoners", **keys: object) -> Fact:
    return replace(Fact(id, "talks", "count", {}, {}), **keys)  # type: ignore[arg-type]


def changed(one: Fact, *others: Fact, **site: object) -> dt.date | None:
    return last_change(site_of(one, *others, **site), one)  # type: ignore[arg-type]


def test_a_fact_changed_on_the_newest_day_that_it_speaks_of() -> None:
    assert changed(fact(as_of=DAY)) == DAY
    assert changed(fact(as_of=DAY, checked=LATER)) == LATER
    assert changed(fact(as_of=DAY, corrections=(Correction(LATER, "error", Exact(1), None, {}),))) == LATER  # type: ignore[arg-type]


def test_a_fact_of_an_event_cannot_be_older_than_the_event() -> None:
    assert changed(fact(when=parse_when("2025-09-11"))) == DAY


def test_a_day_that_was_still_to_come_is_no_change() -> None:
    assert changed(fact(as_of=DAY, when=parse_when("2030"), modality="goal")) == DAY
    assert changed(fact(when=parse_when("2030"), modality="forecast")) is None


def test_an_open_beginning_is_no_day() -> None:
    assert changed(fact(when=parse_when("../2025-09"))) is None


def test_what_names_no_day_is_on_record_since_its_newest_source() -> None:
    source = Source("ki", "article", "Kyiv Independent", "en", issued=parse_when("2025-09-11"), accessed=parse_when("2025-12-01"))
    cited = fact(sources=(Citation("ki", None),))
    assert on_record_since(site_of(cited, sources=(source,)), cited) == dt.date(2025, 9, 11)
    assert changed(cited, sources=(source,)) == dt.date(2025, 9, 11)  # a page cannot be older than what it cites


def test_what_was_printed_after_a_sheet_was_closed_does_not_change_it() -> None:
    source = Source("journal", "article", "Journal", "en", issued=parse_when("2026-03-02"))
    cited = fact(as_of=DAY, sources=(Citation("journal", None),))
    site = site_of(cited, closed=LATER, sources=(source,))
    assert last_change(site, cited) == LATER


def test_a_fact_changed_when_it_was_superseded() -> None:
    older = fact(as_of=DAY, status="superseded", superseded_by="newer")
    assert changed(older, fact("newer", as_of=LATER)) == LATER


def test_a_computed_fact_changed_with_what_it_is_computed_from() -> None:
    total = fact("total", derivation=Derivation("sum", ("june", "july"), 0))
    assert changed(total, fact("june", as_of=DAY), fact("july", as_of=LATER)) == LATER


def test_a_fact_that_names_no_day_says_none() -> None:
    assert changed(fact()) is None


def test_a_sheet_changed_with_its_facts_its_removals_and_its_closing() -> None:
    def of(site: Site) -> dt.date | None:
        return last_change_of_sheet(site, site.sheets["talks"])

    assert of(site_of()) is None
    assert of(site_of(fact(as_of=DAY), fact("other"))) == DAY
    assert of(site_of(fact(as_of=DAY), removed=(Removed("gone", "talks", LATER, {}),))) == LATER
    assert of(site_of(fact(as_of=DAY), closed=LATER)) == LATER


def test_a_review_is_due_when_the_fact_expires_or_its_time_is_up() -> None:
    month = parse_period("P30D")
    assert review_due(fact(as_of=DAY)) is None
    assert review_due(fact(as_of=DAY, review_after=month)) == dt.date(2025, 10, 11)
    assert review_due(fact(as_of=DAY, checked=LATER, review_after=month)) == dt.date(2025, 12, 31)
    assert review_due(fact(as_of=DAY, review_after=month, expires=dt.date(2025, 10, 1))) == dt.date(2025, 10, 1)


def test_what_has_been_replaced_or_has_happened_is_not_reviewed() -> None:
    keys = {"as_of": DAY, "review_after": parse_period("P30D")}
    assert review_due(fact(**keys, status="superseded")) is None
    assert review_due(fact(**keys, kind="event")) is None


def test_a_sheet_is_due_with_the_first_of_its_facts_and_never_once_it_is_closed() -> None:
    facts = (fact(expires=LATER), fact("other", expires=DAY), fact("third"))
    for closed, due in ((None, DAY), (LATER, None)):
        site = site_of(*facts, closed=closed)
        assert review_due_of_sheet(site, site.sheets["talks"]) == due
