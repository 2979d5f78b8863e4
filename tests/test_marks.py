"""Where the marks of figures stand: behind figures and words, never in a link, never alone at the start of a line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from markupsafe import Markup

from onrecord import pipeline
from onrecord.outputs._marks import keep_together, mark_figures
from onrecord.prose import headings
from onrecord.speaker import Speaker
from onrecord.voice import Voice

BASE = Path(__file__).parent / "cases" / "base"
FIGURE = '<data class="figure" data-fact="freed" value="52">52&nbsp;people</data>'
MARK = '<sup class="cite"><button type="button" popovertarget="how-freed">1</button></sup>'


@pytest.fixture
def voice() -> Voice:
    return Voice(Speaker(pipeline.check(BASE, dt.date(2026, 1, 15)).made.site, "en"), noted=True)


def test_a_figure_has_a_mark_once_in_a_paragraph(voice: Voice) -> None:
    marked = mark_figures(Markup(f"<p>{FIGURE} and {FIGURE}</p><p>{FIGURE}</p>"), voice)
    assert marked.count("<button") == 2


def test_a_figure_in_a_link_has_no_button_in_it(voice: Voice) -> None:
    linked = f'<p><a href="https://a.example/">to {FIGURE}</a></p>'
    assert mark_figures(Markup(linked), voice) == linked


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (f"<p>They were freed.{MARK}</p>", f'<p>They were <span class="noted">freed.{MARK}</span></p>'),
        (f"<p>So {FIGURE},{MARK} then</p>", f'<p>So <span class="noted">{FIGURE},{MARK}</span> then</p>'),
        (f"<p><b>freed</b>{MARK}</p>", f"<p><b>freed</b>{MARK}</p>"),
    ],
)
def test_a_mark_stays_on_the_line_of_what_it_explains(html: str, kept: str) -> None:
    assert keep_together(html) == kept


def test_a_long_run_without_a_space_is_no_trouble() -> None:
    assert keep_together("x" * 200_000 + MARK).endswith(f"{MARK}</span>")


def test_a_table_of_contents_has_no_marks(voice: Voice) -> None:
    assert headings(f'<h2 id="freed">Freed: {FIGURE}{MARK}</h2>') == [("freed", Markup("Freed: 52&nbsp;people"))]
