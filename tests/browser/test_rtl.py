"""A site in Arabic runs from right to left: its pages mirror, foreign words keep their direction, nothing overflows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest

from onrecord import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parent.parent / "golden" / "clinic" / "content"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("clinic") / "site"
    checked = pipeline.check(CONTENT, flagship.TODAY)
    assert checked.diagnostics == []
    pipeline.build(CONTENT, flagship.TEMPLATES, out, checked)
    with flagship.served(out) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, clinic: str) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{clinic}/ar/measles/")
    yield page
    page.close()


def test_a_page_begins_at_the_right(page: Page) -> None:
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    left, right = page.evaluate(
        "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h2'));"
        " const box = range.getBoundingClientRect(); return [box.left, innerWidth - box.right] })()"
    )
    assert right < left


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_foreign_words_keep_their_direction(page: Page) -> None:
    directions = "[...document.querySelectorAll('#sources ~ ol [lang=en]')].map(each => getComputedStyle(each).direction)"
    assert set(page.evaluate(directions)) == {"ltr"}
    assert page.evaluate("getComputedStyle(document.querySelector('nav.languages [lang=en]')).direction") == "ltr"


def test_figures_do_not_mix_with_what_stands_beside_them(page: Page) -> None:
    assert set(page.evaluate("[...document.querySelectorAll('.figure')].map(each => getComputedStyle(each).unicodeBidi)")) == {"isolate"}
