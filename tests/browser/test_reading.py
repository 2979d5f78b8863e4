"""How a reader gets from a figure to what it rests on: by keyboard, by touch, on paper, by a link to a phrase."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import flagship
import pytest
from flagship import Window
from test_pages import AXE_RULES, PHONE, SCREENS

pytestmark = pytest.mark.browser

SITE = flagship.checked().made.site
every_sheet = pytest.mark.parametrize("path", flagship.sheet_pages())
OPEN = "() => [...document.querySelectorAll('[popover]')].filter(note => note.matches(':popover-open')).map(note => note.id)"


@every_sheet
def test_enter_on_the_mark_of_a_figure_opens_its_note_and_escape_closes_it(path: str, window: Window) -> None:
    page = window.open(path)
    mark = page.locator('.prose button[popovertarget="how-released-september"]').first
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) == ["how-released-september"]
    note = page.locator("#how-released-september")
    assert "Belarus has freed 52 prisoners of different nationalities" in note.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.getElementById('how-released-september').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate(OPEN) == []
    assert page.evaluate("() => document.activeElement.getAttribute('popovertarget')") == "how-released-september"


@every_sheet
def test_a_tap_on_a_phone_opens_a_note_within_the_screen_and_its_button_closes_it(path: str, window: Window) -> None:
    page = window.open(path, PHONE)
    page.locator(".key-figures .opener").first.click()
    box = page.locator(":popover-open").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE
    page.locator(':popover-open button[popovertargetaction="hide"]').click()
    assert page.evaluate(OPEN) == []


@every_sheet
def test_every_figure_in_the_text_has_a_mark_that_opens_the_note_of_its_fact(path: str, window: Window) -> None:
    unmarked = window.open(path).evaluate(
        """() => [...document.querySelectorAll('.lead data.figure, .prose data.figure')].filter(figure => {
            const fact = figure.dataset.fact ?? figure.dataset.claim
            const block = figure.closest('p, li, h2, h3, td, th')
            const mark = block.querySelector(`button[popovertarget="how-${fact}"]`)
            return !mark || !document.getElementById(`how-${fact}`)?.matches('[popover]')
        }).map(figure => figure.outerHTML)"""
    )
    assert unmarked == []


@every_sheet
def test_every_note_says_how_sure_and_quotes_its_sources_in_their_own_language(path: str, window: Window) -> None:
    page, language = window.open(path), flagship.language_of(path)
    notes = page.evaluate(
        """() => [...document.querySelectorAll('[popover]')].map(note => [note.id.replace('how-', ''), note.querySelectorAll('.tag').length,
            [...note.querySelectorAll('blockquote')].map(quote => quote.lang || document.documentElement.lang)])"""
    )
    assert notes
    for id, tags, languages in notes:
        fact = SITE.facts[id]
        citations = [*SITE.citations(fact), *(citation for claim in fact.claims for citation in claim.sources)]
        assert tags >= 1, id
        assert languages == [SITE.sources[citation.source].language for citation in citations if citation.quote], (id, language)


@every_sheet
def test_axe_finds_no_violation_in_an_open_note(path: str, window: Window, node_package: Callable[[str], Path]) -> None:
    page = window.open(path)
    page.evaluate(node_package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    for scheme, width in SCREENS:
        window.show(width, scheme)
        page.evaluate("() => document.getElementById('how-political-prisoners').showPopover()")
        found = page.evaluate("rules => axe.run('#how-political-prisoners', rules).then(({violations}) => violations)", AXE_RULES)
        assert not found, (scheme, width, found)


@every_sheet
def test_no_mark_stands_at_the_start_of_a_line(path: str, window: Window) -> None:
    """Browsers break lines at a button; a mark stays with its word."""
    for width in (PHONE, 390, 1280):
        strays = window.open(path, width).evaluate(
            """() => [...document.querySelectorAll('.noted')].filter(noted => {
                const button = noted.querySelector('button').getBoundingClientRect()
                const besideIt = box => box.left < button.left && box.bottom > button.top - 12 && box.top < button.bottom + 12
                return ![...noted.getClientRects()].some(besideIt)
            }).map(noted => noted.textContent)"""
        )
        assert strays == []


@every_sheet
def test_a_sheet_on_paper_holds_the_address_of_every_source(path: str, window: Window) -> None:
    from pypdf import PdfReader  # which those who run the default tests need not have

    page = window.open(path)
    page.emulate_media(media="print")
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = re.sub(r"\s+", "", "".join(leaf.extract_text() for leaf in pdf.pages))
    cited = [source.url for source in SITE.sources.values() if source.url]
    assert [url for url in cited if url and re.sub(r"\s+", "", url) not in text] == []


@every_sheet
def test_a_text_fragment_leads_to_its_phrase(path: str, window: Window) -> None:
    page = window.open(path)
    phrase = page.locator(".timeline li p").last.inner_text().split("\n")[0][:12].strip()
    window.page.goto("about:blank")
    window.open(f"{path}#:~:text={quote(phrase)}")
    page.wait_for_function("() => scrollY > 0")
