"""Markdown with calls: figures are said, everything else is only text, and nothing in it runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.calls import BadCall, mark, parse, read_wording
from onrecord.model import Call
from onrecord.prose import fill, render
from onrecord.speaker import Speaker
from onrecord.voice import Voice

BASE = Path(__file__).parent / "cases" / "base"


@pytest.fixture(scope="module")
def polish() -> Voice:
    return Voice(Speaker(pipeline.check(BASE, dt.date(2026, 1, 15)).made.site, "pl"))


def html(text: str, voice: Voice) -> str:
    prose, _, bad = mark(text)
    assert bad == []
    return str(render(prose, voice))


FIGURE = '<data class="figure" data-fact="freed" value="52">52&nbsp;osoby</data>'


def test_a_figure_is_said_where_it_is_called(polish: Voice) -> None:
    assert html('Wyszły {{ figure("freed") }}.', polish) == f"<p>Wyszły {FIGURE}.</p>"


def test_a_figure_stands_in_headings_lists_tables_and_links(polish: Voice) -> None:
    text = '## {{ figure("freed") }}\n\n- **{{ figure("freed") }}**\n\n| a |\n|---|\n| {{ figure("freed") }} |\n\n[{{ figure("freed") }}](https://x.example/)'
    assert html(text, polish).count(FIGURE) == 4


def test_code_is_left_as_it_is(polish: Voice) -> None:
    text = '`{{ figure("freed") }}`\n\n```\n{{ figure("freed") }} w domu\n```\n'
    page = html(text, polish)
    assert FIGURE not in page
    assert "w domu" in page


def test_a_title_of_a_link_holds_plain_words(polish: Voice) -> None:
    page = html("[x](https://x.example/ '{{ figure(\"freed\") }}')", polish)
    assert page == '<p><a href="https://x.example/" title="52\u00a0osoby">x</a></p>'


def test_no_attribute_but_a_title_is_put_together_from_what_a_call_says(polish: Voice) -> None:
    """The scanner refuses such calls; should one slip past it, the attribute goes."""
    calls = (parse('{{ name("javascript:alert()") }}'),)
    assert fill('<a href="\ue0000\ue001" title="\ue0000\ue001">x</a>', calls, polish) == '<a title="javascript:alert()">x</a>'


@pytest.mark.parametrize(
    "text",
    [
        '[x]({{ name("javascript:alert()") }})',
        '[x](java{{ name("script:alert()") }})',
        '[x](<{{ name("javascript:alert()") }}>)',
        "<a href='{{ name(\"javascript:alert()\") }}'>x</a>",
        '[x][y]\n\n[y]: {{ name("javascript:alert()") }}',
        '*x*{: id={{ figure("freed") }} }',
    ],
)
def test_a_call_is_refused_where_only_addresses_stand(text: str) -> None:
    assert [bad.message for bad in mark(text)[2]] == ["a call cannot stand in an address or a tag"]


def test_short_words_do_not_end_a_line(polish: Voice) -> None:
    assert html("Idą w las i z lasu, *a* dom.", polish) == "<p>Idą w\u00a0las i\u00a0z\u00a0lasu, <em>a</em>\u00a0dom.</p>"


def test_a_sentence_that_ends_in_a_date_has_one_full_stop(polish: Voice) -> None:
    assert html('Było to {{ when("meeting") }}.', polish).endswith("2025&nbsp;r.</time></p>")
    assert polish.speaker.wording(read_wording('Było to {{ when("meeting") }}.')[0]) == "Było to 9\u00a0września 2025\u00a0r."


def test_capital_letters_begin_a_sentence(polish: Voice) -> None:
    assert ">11&nbsp;września" in html('{{ when("freed", capital=true) }}', polish)
    assert html('{{ by("freed", case="gen", capital=true) }}', polish) == "<p>Agencji na podstawie informacji od urzędu</p>"


def test_citations_are_numbered_in_the_order_of_the_page() -> None:
    voice = Voice(Speaker(pipeline.check(BASE, dt.date(2026, 1, 15)).made.site, "en"))
    page = html('One{{ cite("meeting") }} two{{ cite("freed") }}', voice)
    assert page.count('href="#source-gazette"') == 2
    assert voice.numbers == {"gazette": 1, "bulletin": 2}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(document.cookie)</script>",
        "<img src=x onerror=alert()>",
        "<svg onload=alert()><style>*{display:none}</style></svg>",
        '<p style="position:fixed" onclick="alert()" class="figure">x</p>',
        "[x](javascript:alert())",
        "[x](JaVaScRiPt:alert())",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x) <javascript:alert()>",
        '<a href="javascript&#58;alert()">x</a>',
        '<iframe src="https://x.example/"></iframe><object data="x"></object><embed src="x">',
        '<form action="https://x.example/"><input name="password"></form>',
        '<data class="figure" data-fact="freed" value="9000">9000 osób</data>',
        "<base href='https://x.example/'><meta http-equiv=refresh content='0;url=https://x.example/'>",
        "![x](https://x.example/x.png)",
        '[x](https://x.example/){: onclick="alert()" style="color:red" class="figure" }',
    ],
)
def test_html_in_content_is_made_harmless(polish: Voice, text: str) -> None:
    page = html(text, polish).lower()
    attributes = page.replace("&lt;", "").replace("&quot;", "")
    for danger in (
        "<script",
        "<img",
        "<svg",
        "<style",
        "<iframe",
        "<form",
        "<input",
        "<data",
        "<base",
        "<meta",
        'href="java',
        'href="data',
        'href="vb',
        "onclick=",
        "onerror=",
        "style=",
        "class=",
    ):
        assert danger not in attributes, page


@pytest.mark.parametrize(
    "source",
    [
        '{{ figure("freed").__class__ }}',
        '{{ figure("freed") | upper }}',
        "{{ figure(id) }}",
        '{{ figure("a" "b") }}',
        '{{ figure("a", "b") }}',
        '{{ figure(("freed")) }}',
        "{{ config }}",
        "{{ 7 * 7 }}",
        "{{ }}",
        '{{ figure("freed", case="gen", case="acc") }}',
        '{{ figure("freed", case=true) }}',
        '{{ figure("freed", capital="yes") }}',
        "{{ name() }}",
    ],
)
def test_what_is_no_call_with_constants_is_refused(source: str) -> None:
    with pytest.raises(BadCall):
        parse(source)


NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12)
WORDS = st.text(st.characters(blacklist_characters='"{}\ue000\ue001', blacklist_categories=("Cs", "Cc")), max_size=20)


@given(id=NAMES, one=WORDS, other=WORDS, spaces=st.sampled_from(["", " ", "  "]))
def test_a_call_is_read_as_it_was_written(id: str, one: str, other: str, spaces: str) -> None:
    source = f'{{{{{spaces}agree({spaces}"{id}",{spaces}one="{one}", other={spaces}"{other}"{spaces}){spaces}}}}}'
    assert parse(source) == Call("agree", id, {"one": one, "other": other}, source)


@given(st.text(st.sampled_from("{}%\"'()figure=, `\n\\a"), max_size=60))
def test_no_text_breaks_the_scanner_or_loses_words(text: str) -> None:
    wording, bad = read_wording(text)
    kept = "".join(piece if isinstance(piece, str) else piece.source for piece in wording)
    assert bad or kept == text
    mark(text)
