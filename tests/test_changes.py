"""What has changed since is told on the sheet, in one list of the site, in the feed, and beside the fact itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

REPLACED = """
  - id: count-before
    kind: count
    text: {pl: 'Było {{ figure() }}.', en: 'There were {{ figure() }}.'}
    label: {pl: Wcześniejsza liczba, en: The earlier count}
    value: 51
    unit: person
    when: 2025-09-10
    status: superseded
    superseded_by: freed
    sources: [{ref: gazette, quote: 51 people}]
"""
SHEET_MORE = """
removed:
  - {id: talks, date: 2025-12-14, reason: {pl: Nie było ich., en: There were none.}}
"""


@pytest.fixture
def changed(small: Path, run: Run) -> Path:
    content = small / "content"
    facts, sheet = content / "demo/facts.yml", content / "demo/sheet.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + REPLACED, encoding="utf-8")
    sheet.write_text(sheet.read_text(encoding="utf-8") + SHEET_MORE, encoding="utf-8")
    site = content / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "url: https://demo.example.org/\n", encoding="utf-8")
    code, out, err = run("build")
    assert code == 0, out + err
    return small / "site"


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_the_sheet_tells_what_replaced_what_and_what_was_removed(changed: Path) -> None:
    section = re.findall(r'<section class="corrections".*?</section>', read(changed, "en/demo/index.html"), re.DOTALL)[0]
    assert re.findall(r'<li id="([^"]+)"', section) == ["fact-talks", "superseded-count-before"]
    assert '<a href="../facts/count-before/">The earlier count</a>' in section
    assert '<a href="../facts/freed/">' in section
    assert '<a href="../corrections/">' in section


def test_what_no_longer_holds_stands_apart_and_is_marked_in_words(changed: Path) -> None:
    page = read(changed, "en/demo/index.html")
    assert page.index('<section class="replaced"') < page.index('id="fact-count-before"')
    assert "no longer current" in page
    assert "no longer current" in read(changed, "en/facts/index.html")


def test_the_page_of_a_replaced_fact_leads_to_the_newer_one(changed: Path) -> None:
    assert re.search(r'<p class="closed" id="superseded">.*<a href="../freed/">', read(changed, "en/facts/count-before/index.html"))


def test_the_log_lists_the_changes_of_every_sheet_by_year(changed: Path) -> None:
    log = read(changed, "en/corrections/index.html")
    assert re.findall(r'<h2 id="year-(\d+)"', log) == ["2025"]
    assert re.findall(r'<li id="([^"]+)"', log)[:2] == ["fact-talks", "superseded-count-before"]
    assert "https://demo.example.org/en/corrections/" in read(changed, "sitemap.xml")


def test_every_page_leads_to_the_log(changed: Path) -> None:
    pages = [page for page in changed.glob("en/**/index.html") if page.parent.name != "embed"]
    assert [page for page in pages if 'corrections/">Changes and corrections</a>' not in page.read_text(encoding="utf-8")] == [
        changed / "en/corrections/index.html"
    ]


def test_the_feed_tells_of_newer_facts_too(changed: Path) -> None:
    feed = read(changed, "en/feed.xml")
    assert "<id>https://demo.example.org/en/facts/count-before/#superseded</id>" in feed
    assert "<title>Replaced by a newer fact: The earlier count</title>" in feed


def test_a_log_without_changes_says_so(small: Path, run: Run) -> None:
    run("build")
    assert "Nothing that we published has been corrected" in read(small / "site", "en/corrections/index.html")
