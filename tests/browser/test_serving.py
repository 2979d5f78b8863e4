"""`onrecord serve` in Chromium: an edit shows by itself, a slip stands in the page with its place, and goes when it is mended."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
REPOSITORY = flagship.HERE.parent.parent
PANEL = "onrecord-live"
SLIP = ('{{ figure("freed") }}', '{{ figure("fred") }}')
VIOLATIONS = """
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) => console.error("refused", violatedDirective, blockedURI));
"""


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def served(content: Path) -> Iterator[Callable[[], str]]:
    """Starts the command in the folder that holds the content, and gives its address once it has looked."""
    running: list[subprocess.Popen[str]] = []

    def serve() -> str:
        command = [sys.executable, "-m", "onrecord", "serve", "--port", "0", "--today", str(flagship.TODAY)]
        here = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        running.append(subprocess.Popen(command, cwd=content.parent, env=here, stdout=subprocess.PIPE, text=True, encoding="utf-8"))
        assert running[0].stdout
        address = running[0].stdout.readline().split()[0]
        for line in running[0].stdout:
            if re.match(r"\d\d:\d\d:\d\d ", line):
                break
        return address.rstrip("/")

    yield serve
    for command in running:
        command.send_signal(signal.SIGINT)
        assert command.wait(30) == 0
        assert command.stdout
        command.stdout.close()


@pytest.fixture
def small(content: Path, served: Callable[[], str]) -> str:
    """The small site of the cases, served."""
    shutil.copytree(REPOSITORY / "tests" / "cases" / "base", content)
    return served()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(chromium: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page whose complaints, of the policy above all, fail the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.set_default_timeout(20_000)
    page.add_init_script(VIOLATIONS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    page.close()
    assert complaints == []


def seen(page: Page, words: str) -> None:
    page.locator("main").get_by_text(words).first.wait_for()


def test_an_edit_shows_by_itself_where_the_reader_was(page: Page, small: str, content: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 300})
    page.goto(f"{small}/en/demo/")
    seen(page, "52 people")
    page.evaluate("scrollTo(0, 150)")
    replace(content / "demo" / "en.md", "A meeting was held", "There was a meeting")
    seen(page, "There was a meeting")
    page.wait_for_function("() => scrollY === 150")
    assert page.locator(f"{PANEL} aside").is_hidden()


def test_a_page_that_says_the_same_is_not_loaded_again(page: Page, small: str, content: Path) -> None:
    page.goto(f"{small}/pl/demo/")
    page.evaluate("window.kept = true")
    replace(content / "demo" / "en.md", "A meeting was held", "There was a meeting")
    replace(content / "demo" / "sheet.yml", "title: {pl: Uwolnieni", "titel: {pl: Uwolnieni")
    page.locator(f"{PANEL} aside").wait_for()
    assert page.evaluate("window.kept")


def test_a_slip_stands_in_the_page_until_it_is_mended(page: Page, small: str, content: Path) -> None:
    page.goto(f"{small}/pl/demo/")
    replace(content / "demo" / "pl.md", *SLIP)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "1 error: this is the last good page"
    told = page.locator(f"{PANEL} li").inner_text()
    assert told.startswith("content/demo/pl.md:1:8 error[unknown-fact] there is no fact `fred`")
    assert "did you mean `freed`?" in told
    assert 'Wyszły {{ figure("fred") }}' in told
    seen(page, "52 osoby")
    replace(content / "demo" / "pl.md", *SLIP[::-1])
    page.locator(f"{PANEL} aside").wait_for(state="hidden")
    replace(content / "demo" / "facts.yml", "value: 52", "value: 53")
    seen(page, "53 osoby")
    assert page.get_by_role("status").inner_text() == "2 warnings"  # both quotes still say 52


def test_content_in_a_finding_is_text(page: Page, small: str, content: Path) -> None:
    page.goto(f"{small}/pl/demo/")
    replace(content / "demo" / "facts.yml", "ref: bulletin", "ref: '<img src=x onerror=alert()>'")
    page.get_by_role("alert").wait_for()
    assert "<img src=x onerror=alert()>" in page.locator(f"{PANEL} li").inner_text()
    assert page.locator(f"{PANEL} img").count() == 0


def test_the_panel_is_folded_with_the_keyboard_and_stays_so(page: Page, small: str, content: Path) -> None:
    page.goto(f"{small}/pl/demo/")
    replace(content / "demo" / "pl.md", *SLIP)
    button, findings = page.get_by_role("button", name="Hide findings"), page.get_by_role("region", name="Findings")
    button.wait_for()
    button.focus()
    page.keyboard.press("Tab")
    assert findings.evaluate("region => region.getRootNode().activeElement === region")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show findings").wait_for()
    assert findings.is_hidden()
    page.reload()
    page.get_by_role("button", name="Show findings").wait_for()
    assert page.get_by_role("alert").inner_text() == "1 error: this is the last good page"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_with_the_panel_open(
    page: Page, small: str, content: Path, complaints: list[str], node_package: Callable[[str], Path], width: int, scheme: flagship.Scheme
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{small}/pl/demo/")
    replace(content / "demo" / "pl.md", *SLIP)
    (content / "notes.md").write_text("# Notes\n", encoding="utf-8")
    page.locator(f"{PANEL} h2").nth(1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run(document).then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
    assert violations == []
    complaints.clear()  # axe's own: it tries inline styles


def test_what_the_panel_covers_can_be_scrolled_to(page: Page, small: str, content: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto(f"{small}/pl/demo/")
    replace(content / "demo" / "pl.md", *SLIP)
    page.get_by_role("alert").wait_for()
    page.wait_for_function("() => document.documentElement.style.scrollPaddingBlockEnd")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = "document.querySelector('footer').getBoundingClientRect().bottom"
    assert page.evaluate(f"{last} <= document.querySelector('{PANEL}').getBoundingClientRect().top + 1")


def test_a_stylesheet_is_exchanged_without_loading_the_page_again(page: Page, small: str, content: Path) -> None:
    templates = content.parent / "templates"
    page.goto(f"{small}/pl/demo/")
    page.evaluate("window.kept = true")
    templates.mkdir()
    (templates / "style.css").write_text("h1 { color: rgb(1, 2, 3) }", encoding="utf-8")
    page.wait_for_function("() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
    assert page.evaluate("window.kept")


def test_a_page_before_there_is_a_site_becomes_it(page: Page, served: Callable[[], str], content: Path, complaints: list[str]) -> None:
    address = served()
    page.goto(f"{address}/pl/demo/")
    page.get_by_text("error[no-content] there is no folder here to read").wait_for()
    shutil.copytree(REPOSITORY / "tests" / "cases" / "base", content)
    seen(page, "52 osoby")
    assert [complaint for complaint in complaints if "503" not in complaint] == []
    complaints.clear()


def test_a_server_that_is_gone_is_told(page: Page, small: str, complaints: list[str]) -> None:
    page.goto(f"{small}/pl/demo/")
    page.route("**/_onrecord/news*", lambda route: route.abort())
    page.reload()
    page.get_by_text("onrecord serve does not answer: this page may be out of date").wait_for()
    complaints.clear()
