"""What readers are promised of every page, looked at in Chromium: see flagship.page_kinds for the pages."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import flagship
import pytest
from flagship import Scheme, ToolMissing, Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = flagship.page_kinds()
SHEETS = flagship.sheet_pages()
SITE = flagship.checked().made.site
FIGURES = {
    "pl": ["52\u00a0osoby", "ponad 1000\u00a0więźniów politycznych", "31\u00a0Ukraińców", "co najmniej 100"],
    "en": ["52\u00a0people", "more than 1,000\u00a0political prisoners", "31\u00a0Ukrainians", "at least 100"],
}
PHONE, DESK = 320, 1280
SCREENS: list[tuple[Scheme, int]] = [("light", PHONE), ("light", DESK), ("dark", PHONE), ("dark", DESK)]
AXE_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},  # off unless asked for by name
}

every_page = pytest.mark.parametrize("path", PAGES)
every_sheet = pytest.mark.parametrize("path", SHEETS)


# ---- the files


def test_the_nu_html_checker_finds_no_error_in_any_page_or_in_the_stylesheet(site: Path, node_package: Callable[[str], Path]) -> None:
    options = ["--format", "json", "--stdout", "--errors-only", "--exit-zero-always", "--skip-non-html", "--also-check-css"]
    command = ["java", "-Xss8m", "-jar", str(node_package("vnu-jar/build/dist/vnu.jar")), *options, str(site)]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        raise pytest.fail.Exception(str(ToolMissing("Java")), pytrace=False) from None
    found = [f"{it['url']}:{it.get('lastLine')} {it['message']} {it.get('extract')!r}" for it in json.loads(said)["messages"]]
    assert not found, "\n".join(found)


# ---- what a page asks for and runs


@every_page
def test_a_page_asks_no_other_host_and_nothing_that_its_policy_forbids(path: str, address: str, window: Window) -> None:
    window.open(path)
    assert [url for url in window.requests if not url.startswith(address + "/")] == []
    assert window.complaints == []


@every_page
def test_a_page_holds_no_script_but_module_files_of_the_site(path: str, window: Window) -> None:
    scripts = window.open(path).evaluate(
        """() => [...document.querySelectorAll('*')].filter(element =>
            (element.localName === 'script' && element.type !== 'application/ld+json'
                && !(element.type === 'module' && element.src.startsWith(location.origin + '/') && !element.textContent))
            || [...element.attributes].some(({name, value}) => name.startsWith('on') || /^\\s*javascript:/i.test(value))
        ).map(element => element.outerHTML)"""
    )
    assert scripts == []


@every_page
def test_a_page_carries_its_policy_before_anything_that_it_loads(path: str, window: Window) -> None:
    first = "() => [...document.querySelectorAll('meta[http-equiv], link, script')].map(element => element.content ?? element.outerHTML)[0]"
    assert window.open(path).evaluate(first) == flagship.POLICY


def test_every_page_names_an_icon_so_that_no_browser_asks_for_one_in_vain(window: Window, site: Path) -> None:
    icon = "() => [...document.querySelectorAll('head link[rel~=icon]')].map(link => new URL(link.href).pathname)[0] ?? ''"
    assert [path for path in PAGES if not (site / window.open(path).evaluate(icon).lstrip("/")).is_file()] == []


# ---- for every reader


@every_page
def test_axe_finds_no_violation_light_or_dark_narrow_or_wide(path: str, window: Window, node_package: Callable[[str], Path]) -> None:
    page = window.open(path)
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = []
    for scheme, width in SCREENS:
        window.show(width, scheme)
        violations = page.evaluate("rules => axe.run(document, rules).then(({violations}) => violations)", AXE_RULES)
        found += [f"{scheme}, {width} px wide: {_told(violation)}" for violation in violations]
    assert not found, "\n".join(found)


def _told(violation: dict[str, Any]) -> str:
    """The rule, the first elements that break it and how to mend them."""
    nodes = violation["nodes"]
    told = "; ".join(f"{node['target']} {node['failureSummary']}" for node in nodes[:3])
    return f"{violation['id']} ({violation['impact']}, {len(nodes)} elements) {told}"


@every_page
def test_headings_start_with_the_only_h1_and_skip_no_level(path: str, window: Window) -> None:
    levels = window.open(path).evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.localName[1]))")
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@every_page
def test_tab_reaches_every_link_and_shows_where_it_is(path: str, window: Window) -> None:
    page = window.open(path)
    count = page.evaluate(
        """() => {
            const outline = element => {
                const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element)
                return outlineStyle === 'none' || outlineWidth === '0px' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`
            }
            const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]')]
                .filter(element => element.tabIndex >= 0 && element.checkVisibility({visibilityProperty: true}))
            const atRest = new Map([...document.querySelectorAll('*')].map(element => [element, outline(element)]))
            const reached = new Set(), unmarked = new Set()
            addEventListener('focusin', ({target}) => {
                reached.add(target)
                if ([atRest.get(target), 'none'].includes(outline(target))) unmarked.add(target)
            })
            window.told = () => [wanted.filter(element => !reached.has(element)), [...unmarked]].map(
                elements => elements.map(element => element.outerHTML.slice(0, 200)))
            return wanted.length
        }"""
    )
    scrollers = 3  # Chromium lets Tab stop at panes that scroll, too
    for _ in range(count + scrollers):
        page.keyboard.press("Tab")
    assert page.evaluate("() => window.told()") == [[], []]


@every_page
def test_the_first_tab_shows_the_skip_link_which_leads_into_the_content(path: str, window: Window) -> None:
    page = window.open(path)
    page.keyboard.press("Tab")
    link = page.locator("a:focus")
    assert (link.get_attribute("href") or "").startswith("#")
    box = link.bounding_box()
    assert box
    assert min(box["x"], box["y"]) >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => !document.querySelector(':focus') || document.querySelector('main').contains(document.activeElement)"), (
        "after the skip link, Tab goes elsewhere than into the content"
    )


# ---- on every screen


@every_page
def test_no_page_scrolls_sideways_on_a_narrow_phone(path: str, window: Window) -> None:
    assert _sticking_out(window.open(path, PHONE)) == []


def _sticking_out(page: Page) -> list[str]:
    """The elements that make a page wider than its screen."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : ['the page',
            ...[...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth)
            .map(element => element.outerHTML.slice(0, 200))].slice(0, 5)"""
    )
    return found


@every_page
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_wider_text_spacing_cuts_off_no_text(path: str, width: int, window: Window) -> None:
    """The spacing of WCAG 2.2, criterion 1.4.12."""
    page = window.open(path, width)
    _restyle(page, "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }")
    _restyle(page, "p { margin-block-end: 2em !important }")
    assert _cut_off(page) == []


@every_page
def test_text_of_twice_the_size_grows_and_stays_whole(path: str, window: Window) -> None:
    """A reader's own text size: WCAG 2.2, criterion 1.4.4."""
    page = window.open(path)
    sizes = "() => [...document.querySelectorAll('p, li')].map(element => parseFloat(getComputedStyle(element).fontSize))"
    before = page.evaluate(sizes)
    size = page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
    _restyle(page, f"html {{ font-size: {2 * size}px !important }}")
    assert page.evaluate(sizes) == pytest.approx([2 * size for size in before])
    assert _sticking_out(page) == []
    assert _cut_off(page) == []


def _restyle(page: Page, css: str) -> None:
    """What a reader's own stylesheet would do; the page's policy has no say in it."""
    page.evaluate(
        """css => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(css)
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
        }""",
        css,
    )


def _cut_off(page: Page) -> list[str]:
    """Elements that hide a part of their text, but for those that show themselves to screen readers alone (1 px wide)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body, body *')].filter(element => {
            const {overflowX, overflowY} = getComputedStyle(element)
            const hides = overflow => overflow === 'hidden' || overflow === 'clip'
            return element.textContent.trim() && element.clientWidth > 1 && (
                (hides(overflowX) && element.scrollWidth > element.clientWidth + 1)
                || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1))
        }).map(element => element.outerHTML.slice(0, 200))"""
    )
    return found


@every_page
def test_dark_and_light_pages_differ_in_ground_and_ink(path: str, window: Window) -> None:
    page = window.open(path)
    colours = """() => {
        const [html, body] = [document.documentElement, document.body].map(element => getComputedStyle(element))
        return {ground: body.backgroundColor === 'rgba(0, 0, 0, 0)' ? html.backgroundColor : body.backgroundColor, ink: body.color}
    }"""
    light = page.evaluate(colours)
    window.show(DESK, "dark")
    dark = page.evaluate(colours)
    assert light["ground"] != dark["ground"]
    assert light["ink"] != dark["ink"]


# ---- on paper


@every_page
def test_a_printed_page_leaves_out_navigation_and_spells_out_addresses(path: str, window: Window) -> None:
    page = window.open(path)
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.emulate_media(media="print")
    assert page.evaluate("() => [...document.querySelectorAll('nav')].filter(nav => nav.checkVisibility()).length") == 0
    unspelt = page.evaluate(
        """() => {
            const links = [...document.querySelectorAll('main a[href^="http"]')].filter(link => link.checkVisibility())
            const shown = link => getComputedStyle(link, '::after').content + link.textContent
            const spells = link => link.checkVisibility() && /attr\\(href\\)|http/.test(shown(link))
            const page = link => link.href.split(/#:~:/)[0] // which phrase of it is quoted stands below
            const spelt = new Set(links.filter(spells).map(page))
            return links.map(page).filter(href => !spelt.has(href))
        }"""
    )
    assert unspelt == []


# ---- in every language


@every_page
def test_a_page_names_itself_in_every_language_and_those_files_exist(path: str, window: Window, site: Path) -> None:
    links = window.open(path).evaluate(
        """() => [...document.querySelectorAll('head link[rel=alternate][hreflang]')]
            .map(link => [link.hreflang, link.getAttribute('href')])"""
    )
    assert [code for code, _ in links] == [*SITE.languages, "x-default"]
    top = SITE.url or "http://site/"
    addresses = {code: urljoin(urljoin(top, path.lstrip("/")), href) for code, href in links}
    assert [at for at in addresses.values() if not (at.startswith(top) and (site / at.removeprefix(top) / "index.html").is_file())] == []
    if path != "/":
        assert addresses[flagship.language_of(path)] == urljoin(top, path.lstrip("/"))


@every_page
def test_a_page_says_its_language(path: str, window: Window) -> None:
    assert window.open(path).locator("html").get_attribute("lang") == flagship.language_of(path)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/"])
def test_the_language_switch_leads_to_the_same_page_and_back(path: str, address: str, window: Window) -> None:
    page, own = window.open(path), flagship.language_of(path)
    for other in SITE.languages:
        for language in (other, own):
            _switch(page, language)
            assert page.url == address + path.replace(f"/{own}/", f"/{language}/", 1)
            assert page.locator("html").get_attribute("lang") == language


def test_the_chooser_leads_to_every_language(address: str, window: Window) -> None:
    for language in SITE.languages:
        page = window.open("/")
        _switch(page, language)
        assert page.url == f"{address}/{language}/"


def _switch(page: Page, language: str) -> None:
    """Click the link to this page in a language; a source in that language has an address of its own."""
    with page.expect_navigation():
        page.locator(f'body a[hreflang="{language}"]:not([href*="://"])').first.click()


@every_sheet
def test_a_sheet_shows_its_figures_with_a_space_that_does_not_break(path: str, window: Window) -> None:
    text = window.open(path).locator("main").inner_text()
    assert [figure for figure in FIGURES[flagship.language_of(path)] if figure not in text] == []
