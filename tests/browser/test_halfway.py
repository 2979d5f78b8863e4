"""A site whose translation is on its way: what is not translated is marked with its language, and readers see a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest

from onrecord import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parent.parent / "golden" / "halfway" / "content"
PAGES = ("en/library/", "ar/library/", "en/archive/", "pl/facts/fire/", "en/corrections/")


@pytest.fixture(scope="module")
def halfway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("halfway") / "site"
    pipeline.build(CONTENT, flagship.TEMPLATES, out, pipeline.check(CONTENT, flagship.TODAY))
    with flagship.served(out) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    yield page
    page.close()


def test_a_page_of_prose_has_its_own_language_and_a_notice_in_that_of_the_reader(page: Page, halfway: str) -> None:
    page.goto(f"{halfway}/en/library/")
    notice = page.get_by_text("This passage has not been translated yet; it is shown in Polish.").first
    assert notice.is_visible()
    assert notice.evaluate("element => element.closest('[lang]').lang") == "en"
    assert page.evaluate("[document.documentElement.lang, document.querySelector('.prose').lang]") == ["en", "pl"]


def test_a_passage_runs_in_its_own_direction(page: Page, halfway: str) -> None:
    page.goto(f"{halfway}/en/archive/")
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).direction") == "rtl"
    page.goto(f"{halfway}/ar/library/")
    assert page.evaluate("[document.dir, getComputedStyle(document.querySelector('.prose p')).direction]") == ["rtl", "ltr"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation_and_nothing_is_wider_than_a_phone(
    path: str, page: Page, halfway: str, node_package: Callable[[str], Path]
) -> None:
    page.goto(f"{halfway}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run(document).then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
    assert violations == []
