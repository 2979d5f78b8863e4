"""What a page costs: bytes as a server sends them, requests, and nothing that moves while it loads."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import flagship
import pytest
from flagship import ToolMissing, Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

KB = 1000
SHEET, FACT, FONTS = 40 * KB, 8 * KB, 40 * KB
MOST_REQUESTS = 6
PACKED = (".html", ".css", ".js", ".svg", ".json")  # servers compress these
SITE = flagship.checked().made.site


def sent(site: Path, url: str) -> tuple[str, int]:
    """The file that a request asks for, and its bytes on the way."""
    path = site / urlsplit(url).path.lstrip("/")
    file = path / "index.html" if path.is_dir() else path
    content = file.read_bytes()
    return file.name, len(gzip.compress(content, 9)) if file.suffix in PACKED else len(content)


def weights(window: Window, site: Path, path: str) -> tuple[int, int, int]:
    """Bytes without fonts, bytes of fonts, requests."""
    window.open(path).wait_for_load_state("networkidle")
    found = [sent(site, url) for url in dict.fromkeys(window.requests)]
    fonts = sum(size for name, size in found if name.endswith(".woff2"))
    return sum(size for _, size in found) - fonts, fonts, len(found)


@pytest.mark.parametrize("path", flagship.sheet_pages())
def test_a_sheet_is_light(path: str, window: Window, site: Path) -> None:
    page, fonts, requests = weights(window, site, path)
    assert page <= SHEET
    assert fonts <= FONTS
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize("language", SITE.languages)
def test_every_page_of_a_fact_is_lighter_still(language: str, window: Window, site: Path) -> None:
    pages = {fact: gzip.compress((site / language / "facts" / fact / "index.html").read_bytes(), 9) for fact in SITE.facts}
    heaviest = max(pages, key=lambda fact: len(pages[fact]))
    page, fonts, requests = weights(window, site, f"/{language}/facts/{heaviest}/")
    assert page <= FACT, heaviest
    assert fonts <= FONTS
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", flagship.page_kinds())
def test_nothing_moves_while_a_page_loads(path: str, width: int, window: Window) -> None:
    page = window.open(path, width)
    moved = page.evaluate(
        """() => new Promise(tell => {
            let moved = 0
            new PerformanceObserver(list => list.getEntries().forEach(({value}) => { moved += value })).observe(
                {type: 'layout-shift', buffered: true})
            requestAnimationFrame(() => requestAnimationFrame(() => tell(moved)))
        })"""
    )
    assert moved == 0


@pytest.mark.parametrize("path", flagship.page_kinds())
def test_without_javascript_a_page_says_the_same(path: str, chromium: Browser, address: str, window: Window) -> None:
    """But for the search box, which would be of no use."""
    main = "main > :not(.search)"
    said = "\n".join(window.open(path).locator(main).all_inner_texts())
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + path)
    without = "\n".join(page.locator(main).all_inner_texts())
    context.close()
    assert [line for line in said.splitlines() if line not in without.splitlines()] == []


def test_html_validate_finds_no_error_in_any_page(site: Path, tmp_path: Path, node_package: Callable[[str], Path]) -> None:
    rules = {"long-title": "off", "no-trailing-whitespace": "off", "void-style": "off", "doctype-style": "off", "attr-quotes": "off"}
    settings, report = tmp_path / "htmlvalidate.json", tmp_path / "report.json"
    extends = ["html-validate:recommended", "html-validate:a11y"]
    settings.write_text(json.dumps({"root": True, "extends": extends, "rules": rules | {"require-sri": "off"}}), encoding="utf-8")
    command = [
        "node",
        str(node_package("html-validate/bin/html-validate.mjs")),
        "--config",
        str(settings),
        "--formatter",
        f"json={report}",
        "**/*.html",
    ]
    try:
        subprocess.run(command, cwd=site, capture_output=True, check=False)
    except FileNotFoundError:
        raise pytest.fail.Exception(str(ToolMissing("Node")), pytrace=False) from None
    found = [
        f"{file['filePath']}: {it['line']}: {it['ruleId']}: {it['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for it in file["messages"]
    ]
    assert not found, "\n".join(found[:20])
