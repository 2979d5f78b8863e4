"""A fact in a frame of somebody else's page, and the page of what is not there, looked at in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest
from flagship import Window
from test_pages import AXE_RULES, DESK, FIGURES, PHONE, SCREENS, SHEETS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SITE = flagship.checked().made.site
ALONE = ["/pl/facts/political-prisoners/embed/", "/en/facts/released-september/embed/", "/en/facts/invasion/embed/", "/404.html"]


@pytest.mark.parametrize("language", SITE.languages)
def test_a_frame_in_another_page_shows_the_figure_and_leads_out_of_the_frame(
    chromium: Browser, address: str, site: Path, language: str
) -> None:
    told = json.loads((site / language / "facts" / "political-prisoners" / "oembed.json").read_text(encoding="utf-8"))
    page = chromium.new_page()
    page.set_content(told["html"].replace((SITE.url or "").rstrip("/"), address))
    frame = page.frame_locator("iframe")
    assert FIGURES[language][1] in frame.locator("h1 + p").inner_text()
    assert page.locator("iframe").get_attribute("title") == told["title"]
    frame.locator("a").click()
    page.wait_for_url(f"{address}/{language}/facts/political-prisoners/")
    page.close()


@pytest.mark.parametrize("language", SITE.languages)
def test_no_fact_needs_more_room_than_its_frame_has(window: Window, site: Path, language: str) -> None:
    too_high = []
    for fact in SITE.facts:
        told = json.loads((site / language / "facts" / fact / "oembed.json").read_text(encoding="utf-8"))
        page = window.open(f"/{language}/facts/{fact}/embed/", width=told["width"])
        needed = page.evaluate("document.body.getBoundingClientRect().height")
        if needed > told["height"]:
            too_high.append((fact, needed, told["height"]))
    assert too_high == []


@pytest.mark.parametrize("path", ALONE)
def test_axe_finds_no_violation_in_a_page_that_stands_alone(path: str, window: Window, node_package: Callable[[str], Path]) -> None:
    page = window.open(path)
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    for scheme, width in SCREENS:
        window.show(width, scheme)
        found = page.evaluate("rules => axe.run(document, rules).then(({violations}) => violations)", AXE_RULES)
        assert [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found] == [], (scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [complaint for complaint in window.complaints if "404" not in complaint] == []


@pytest.mark.parametrize("path", [*SHEETS[:1], "/en/facts/political-prisoners/"])
def test_axe_finds_no_violation_where_citation_and_code_are_open(path: str, window: Window, node_package: Callable[[str], Path]) -> None:
    page = window.open(path)
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('.sharing details').forEach(details => { details.open = true })")
    for width in (PHONE, DESK):
        window.show(width, "dark")
        found = page.evaluate("rules => axe.run('.sharing', rules).then(({violations}) => violations)", AXE_RULES)
        assert [violation["id"] for violation in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
