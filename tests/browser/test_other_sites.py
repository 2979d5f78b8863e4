"""The theme holds the long figures of another subject: rates, intervals and money in three languages fit a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest

from onrecord import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parent.parent / "golden" / "roads" / "content"


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("roads") / "site"
    checked = pipeline.check(CONTENT, flagship.TODAY)
    assert not checked.stops()
    pipeline.build(CONTENT, flagship.TEMPLATES, out, checked)
    with flagship.served(out) as address:
        yield address


@pytest.mark.parametrize("language", ["pl", "en", "de"])
@pytest.mark.parametrize("path", ["zebronia/", "facts/", "facts/death-rate/", "facts/belts/", "facts/spending/"])
def test_nothing_is_wider_than_a_phone(chromium: Browser, roads: str, language: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{roads}/{language}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
