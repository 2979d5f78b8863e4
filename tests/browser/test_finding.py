"""Search and the language switch as readers use them, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest
from flagship import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SITE = flagship.checked().made.site
PRISONERS = {"political-prisoners", "political-prisoners-october", "talks-size-min", "who-freed"}
SHEET, FACT = next(iter(SITE.sheets)), "political-prisoners"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A new window: what is remembered of a search must not come from another test."""
    page = chromium.new_page()
    page.set_default_timeout(10_000)
    yield page
    page.close()


def found(page: Page) -> list[str]:
    page.locator("[role=status]:not(:empty)").wait_for()
    addresses: list[str] = page.evaluate("() => [...document.querySelectorAll('.search li a')].map(link => link.getAttribute('href'))")
    return [address.strip("/") for address in addresses]


def test_an_inflected_word_finds_the_facts_and_the_address_can_be_shared(page: Page, address: str) -> None:
    page.goto(address + "/pl/facts/")
    page.get_by_role("searchbox").fill("więźniów")
    results = found(page)
    assert set(results) >= PRISONERS
    assert page.locator("[role=status]").inner_text().endswith(str(len(results)))
    assert not page.locator("#fact-released-june").is_visible()
    shared = page.url
    assert "?q=wi" in shared
    page.goto("about:blank")
    page.goto(shared)
    assert found(page) == results
    assert page.get_by_role("searchbox").input_value() == "więźniów"


def test_the_list_comes_back_when_the_words_go(page: Page, address: str) -> None:
    page.goto(address + "/en/facts/?q=potash")
    assert found(page)
    page.get_by_role("searchbox").fill("")
    page.locator("#fact-released-june").wait_for()
    assert page.locator(".search li").count() == 0
    assert "q=" not in page.url


def test_a_search_in_vain_says_so_and_leaves_the_list(page: Page, address: str) -> None:
    page.goto(address + "/en/facts/?q=elephants")
    assert found(page) == []
    assert "elephants" in page.locator("[role=status]").inner_text()
    assert page.locator("#fact-released-june").is_visible()


def test_search_needs_no_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{SHEET}/")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('href')?.endsWith('#search')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("freed priests")
    page.keyboard.press("Enter")
    assert "released-priests" in found(page)
    for _ in ("the button", "the first result"):
        page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.getAttribute('href')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{address}/en/facts/{first}"


def test_nothing_is_fetched_before_a_reader_types(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "/pl/facts/", wait_until="networkidle")
    assert [url for url in asked if url.endswith(".json")] == []
    page.get_by_role("searchbox").fill("potas")
    found(page)
    page.get_by_role("searchbox").fill("potasu")
    page.locator(".search li").first.wait_for()
    assert [url.rpartition("/")[2] for url in asked if url.endswith(".json")] == ["words-0.json", "entries-0.json"]


def test_without_a_script_the_whole_list_is_there_and_no_useless_box(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/pl/facts/?q=potas")
    assert page.locator("section.facts article").count() == len(SITE.facts)
    assert page.locator("#fact-released-june").is_visible()
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator(".search .without").is_visible()
    context.close()


def test_an_index_that_does_not_come_is_said_in_words(page: Page, address: str) -> None:
    page.route("**/search/*.json", lambda route: route.abort())
    page.goto(address + "/en/facts/?q=potash")
    assert found(page) == []
    assert "could not be loaded" in page.locator("[role=status]").inner_text()
    assert page.locator("#fact-released-june").is_visible()


def test_labels_with_markup_are_shown_as_text(page: Page, address: str) -> None:
    hostile = '<img src=x onerror="document.title=1"><b>bold</b>'
    page.route("**/search/entries-*.json", lambda route: route.fulfill(json=[["x/", hostile, hostile]] * 200))
    page.goto(address + "/en/facts/?q=potash")
    found(page)
    assert page.locator(".search li a").first.inner_text() == hostile
    assert page.locator(".search li :is(img, b)").count() == 0
    page.get_by_role("searchbox").fill("<b>nothing</b>elephants")
    page.locator("[role=status]", has_text="<b>nothing</b>elephants").wait_for()


# ---- the language switch


def switch(page: Page, language: str) -> None:
    with page.expect_navigation():
        page.locator(f'.languages a[hreflang="{language}"]').click()


@pytest.mark.parametrize("anchor", ["statements", f"fact-{FACT}", "known"])
def test_the_language_switch_keeps_the_place_that_the_address_names(anchor: str, page: Page, address: str) -> None:
    page.goto(f"{address}/pl/{SHEET}/#{anchor}")
    page.evaluate("() => scrollTo({top: 0, behavior: 'instant'})")
    switch(page, "en")
    assert page.url == f"{address}/en/{SHEET}/#{anchor}"
    assert page.locator(f"#{anchor}").count() == 1


def test_the_language_switch_keeps_the_place_that_is_on_the_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/pl/{SHEET}/")
    page.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", f"fact-{FACT}")
    box = page.locator(".languages a[hreflang=en]").bounding_box()
    assert box
    assert 0 <= box["y"] < 100, "the switch is on the screen, where a hand finds it"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"{address}/en/{SHEET}/#fact-{FACT}")
    top = page.locator(f"#fact-{FACT}").bounding_box()
    assert top
    assert top["y"] > 60, "what was asked for is not behind the head of the page"


def test_the_language_switch_of_a_fact_leads_to_the_same_fact(page: Page, address: str) -> None:
    page.goto(f"{address}/pl/facts/{FACT}/")
    page.evaluate("() => scrollTo({top: 0, behavior: 'instant'})")
    switch(page, "en")
    assert page.url == f"{address}/en/facts/{FACT}/"


def test_every_anchor_of_a_sheet_is_the_same_in_every_language(site: Path, window: Window) -> None:
    ids = [
        window.open(f"/{language}/{SHEET}/").evaluate("() => [...document.querySelectorAll('main [id]')].map(element => element.id).sort()")
        for language in SITE.languages
    ]
    assert all(others == ids[0] for others in ids)
