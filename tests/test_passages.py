"""A passage that is not translated yet is shown in another language of the site, said by that language, and says so."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.speaker import Speaker
from onrecord.voice import Voice

HALFWAY = Path(__file__).parent / "golden" / "halfway" / "content"
TODAY = dt.date(2026, 1, 15)
MADE = pipeline.check(HALFWAY, TODAY)
SITE = MADE.made.site
EN, PL, AR = (Voice(Speaker(SITE, language)) for language in ("en", "pl", "ar"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("halfway") / "site"
    pipeline.build(HALFWAY, Path("no templates of its own"), out, MADE)
    return out


def read(built: Path, path: str) -> str:
    return (built / path).read_text(encoding="utf-8")


def alternates(page: str) -> list[str]:
    return re.findall(r'rel="alternate" hreflang="([^"]+)"', page)


def test_a_missing_translation_is_a_warning_that_strict_refuses() -> None:
    assert not MADE.stops()
    assert MADE.stops(strict=True)


def test_a_passage_is_said_by_the_language_that_it_is_in() -> None:
    assert 'lang="pl" dir="ltr">Policzono <data class="figure" data-fact="visits" value="1234">1234&nbsp;wizyty</data>.' in EN.statement(
        "visits"
    )
    assert EN.speaker.plain(SITE.facts["visits"].text, "visits") == "Policzono 1234\u00a0wizyty."


def test_a_passage_runs_in_the_direction_of_its_own_language() -> None:
    assert 'lang="ar" dir="rtl"' in EN.statement("requests")
    assert 'lang="pl" dir="ltr"' in AR.statement("visits")


def test_a_block_says_in_a_sentence_of_the_reader_that_it_is_not_translated() -> None:
    assert "This passage has not been translated yet; it is shown in Polish." in EN.statement("visits")
    assert "Tego fragmentu jeszcze nie przetłumaczono. Język: angielski." in PL.statement("fire")


def test_a_label_says_it_in_a_word_or_two() -> None:
    assert EN.label("visits") == '<span lang="pl" dir="ltr">Wizyty</span> <span class="tag">in Polish</span>'


def test_what_is_translated_stands_as_it_did() -> None:
    assert EN.label("visits-before") == "Visits a year before"
    assert "span" not in EN.statement("visits-before")


def test_the_first_language_of_the_site_that_has_the_text_stands_in() -> None:
    assert AR.speaker.language_of(SITE.facts["fire"].text) == "en"
    assert AR.speaker.language_of({"en": (), "pl": ()}) == "pl"


def test_sources_keep_their_numbers_in_a_foreign_passage() -> None:
    voice = Voice(Speaker(SITE, "en"))
    voice.in_language("pl").cite("visits")
    assert voice.numbers == {"report": 1}


def test_a_page_of_prose_is_shown_with_its_language_and_a_notice(built: Path) -> None:
    page = read(built, "en/library/index.html")
    assert '<html lang="en" dir="ltr">' in page
    assert '<p class="closed">This passage has not been translated yet; it is shown in Polish.</p>' in page
    assert '<div class="prose" lang="pl" dir="ltr">' in page
    assert '<a href="#who" lang="pl" dir="ltr">Kto przychodzi</a>' in page
    assert '<div class="prose" lang="ar" dir="rtl">' in read(built, "en/archive/index.html")


def test_titles_and_descriptions_fall_back_too(built: Path) -> None:
    page = read(built, "en/library/index.html")
    assert "<title>Biblioteka w\u00a0liczbach – The library</title>" in page
    assert '<meta property="og:description" content="Policzono 1234\u00a0wizyty.">' in page


def test_a_page_that_is_not_translated_is_not_offered_as_the_translation(built: Path) -> None:
    assert alternates(read(built, "pl/library/index.html")) == ["pl", "x-default"]
    assert alternates(read(built, "en/library/index.html")) == []
    assert alternates(read(built, "en/facts/visits-before/index.html")) == ["pl", "en", "ar", "x-default"]
    assert alternates(read(built, "en/facts/visits/index.html")) == []


def test_a_reader_can_still_go_to_every_language(built: Path) -> None:
    switch = re.findall(r'<li><a href="([^"]*)" lang=', read(built, "pl/library/index.html"))
    assert switch == ["./", "../../en/library/", "../../ar/library/"]


def test_the_sitemap_names_the_same_translations_as_the_pages(built: Path) -> None:
    entries = re.findall(r"<url><loc>https://library.example.org/([^<]*)</loc>(.*?)</url>", read(built, "sitemap.xml"))
    assert {address: re.findall(r'hreflang="([^"]+)"', links) for address, links in entries}["pl/library/"] == ["pl", "x-default"]
    for address, links in entries:
        assert re.findall(r'hreflang="([^"]+)"', links) == alternates(read(built, f"{address}index.html")), address


def test_facts_json_and_csv_leave_a_missing_language_out(built: Path) -> None:
    fact = json.loads(read(built, "facts.json"))["facts"]["visits"]
    assert fact["label"] == {"pl": "Wizyty"}
    assert set(fact["corrections"][0]["was"]) == {"pl", "en", "ar"}
    assert "visits,,,1234," in read(built, "en/facts.csv")


def test_the_feed_says_in_which_language_a_text_is(built: Path) -> None:
    assert "<title>Correction: Wizyty (in Polish)</title>" in read(built, "en/feed.xml")


def test_a_page_of_prose_that_is_missing_is_told_once_for_each_language() -> None:
    told = [found.message for found in MADE.diagnostics if found.where.file.endswith(".md")]
    assert sorted(told) == [f"the sheet `{sheet}` has no page in `{code}`" for sheet, code in (
        ("archive", "en"), ("archive", "pl"), ("library", "ar"), ("library", "en"),
    )]  # fmt: skip
