"""`onrecord verify`: built pages, whatever made them, against the content as it is today."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.model import Site
from onrecord.reports import REPORTS
from onrecord.verify import _pages, verify
from onrecord.verify._compare import compare
from onrecord.verify._leftover import leftovers
from onrecord.verify._markup import read_markup
from onrecord.verify._record import Record

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
BASE = REPOSITORY / "tests" / "cases" / "base"
CONTENTS = [REPOSITORY / "content", BASE, *sorted((REPOSITORY / "tests" / "golden").glob("*/content"))]
TODAY = dt.date(2026, 1, 15)
FREED = '<data class="figure" data-fact="freed" value="52">52&nbsp;people</data>'
MET = '<time data-fact="meeting" datetime="2025-09-09">9&nbsp;September 2025</time>'


def site_of(content: Path) -> Site:
    return pipeline.check(content, TODAY).made.site


def write(html: str, name: str = "site/index.html") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(html, encoding="utf-8")


def page(body: str, language: str | None = "en") -> None:
    write(f"<!doctype html>\n<html{'' if language is None else f' lang={language}'}>\n<title>A page</title>\n{body}\n")


def replace(path: str, before: str, after: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert before in text
    Path(path).write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def found(small: Path) -> Callable[..., list[tuple[str, str]]]:
    """The findings in a page's body: their rules and the stretches of the page that they mean."""

    def found(body: str, language: str | None = "en") -> list[tuple[str, str]]:
        page(body, language)
        lines = Path("site/index.html").read_text(encoding="utf-8").split("\n")
        told = verify(Path("site"), site_of(Path("content"))).diagnostics
        shown = [(finding.rule, finding.where) for finding in told if finding.rule != "no-marks"]
        return [(rule, lines[where.line - 1][where.column - 1 :][: where.length]) for rule, where in shown]

    return found


Found = Callable[..., list[tuple[str, str]]]


# ---- our own sites


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.parent.name)
def test_what_we_build_is_on_record(content: Path, tmp_path: Path) -> None:
    checked = pipeline.check(content, TODAY)
    pipeline.build(content, Path("no templates of its own"), tmp_path / "site", checked)
    verified = verify(tmp_path / "site", checked.made.site)
    assert verified.diagnostics == []
    assert min(verified.pages, verified.figures, verified.dates) > 0


def test_a_site_that_holds_says_what_was_compared(small: Path, run: Run) -> None:
    run("build")
    assert run("verify") == (0, "24 figures and 40 dates on 18 pages, all as on record\n", "")
    page(FREED)
    assert run("verify", "site/index.html")[1] == "1 figure and 0 dates on 1 page, all as on record\n"


def test_a_site_saved_before_a_figure_changed_is_found_out(small: Path, run: Run) -> None:
    run("build")
    replace("content/demo/facts.yml", "value: 52", "value: 53")
    replace("content/demo/facts.yml", "2025-09-09", "2025-09-08")
    code, out, _ = run("verify", "--format", "json")
    rules = Counter(finding["rule"] for finding in json.loads(out))
    assert (code, set(rules)) == (1, {"outdated-figure", "outdated-date"})
    assert rules == {"outdated-figure": 24, "outdated-date": 20}


def test_a_finding_is_shown_at_its_place(small: Path, run: Run) -> None:
    page(f"<p>{FREED}</p>")
    replace("content/demo/facts.yml", "value: 52", "value: 53")
    assert run("verify")[1] == (
        "site/index.html:4:50: error[outdated-figure] the page has `52`, and `freed` is `53`\n"
        f"     4 | <p>{FREED}</p>\n"
        f"       | {' ' * 49}^^ build the page again\n"
        "\n1 error\n"
    )


# ---- other generators write the same in other ways

AS_OTHERS_WRITE = {
    "attributes in another order": '<data value="52" id=x class="figure big" data-fact="freed">52&nbsp;people</data>',
    "single quotes": "<data data-fact='freed' value='52'>52&#160;people</data>",
    "no quotes": "<data data-fact=freed value=52>52&#xa0;people</data>",
    "upper case": "<DATA DATA-FACT=freed VALUE=52>52 people</DATA>",
    "spaces around the sign": '<data data-fact = "freed"\n  value = "52">\n  52\n  people\n</data>',
    "elements inside": "<data data-fact=freed value=52><strong>5<b>2</b></strong><br><span class=noun>people</span></data>",
    "comments inside": "<data data-fact=freed value=52>52<!-- a comment --> people</data>",
    "soft hyphens and narrow spaces": "<data data-fact=freed value=52>52&#8239;peo&shy;ple</data>",
    "a date with its name": "<time datetime=2025-09-09 data-fact=meeting>on 9&nbsp;September 2025</time>",
    "end tags left out": "<ul><li lang=pl>osoby<li><data data-fact=freed value=52>52 people</data></ul>",
    "a paragraph left open": "<p lang=pl>osoby<p><data data-fact=freed value=52>52 people</data>",
    "cells left open": "<table><tr><td lang=pl>osoby<td><data data-fact=freed value=52>52 people</data><tr></table>",
    "a region": '<div lang="en-GB"><data data-fact=freed value=52>52 people</data></div>',
    "another language inside": "<p lang=pl_PL><data data-fact=freed value=52>52 osoby</data></p>",
    "another language of XHTML": '<p xml:lang="pl"><data data-fact=freed value=52>52 osoby</data></p>',
    "the language of the element itself": "<data lang=pl data-fact=freed value=52>52 osób</data>",
    "a language that the site does not speak": "<p lang=fr><data data-fact=freed value=52>52 personnes</data></p>",
    "a conditional comment": "<![if !IE]><data data-fact=freed value=52>52 people</data><![endif]><![x>",
    "an end tag of nothing": "</p></b><i><data data-fact=freed value=52>52 people</data>",
}


@pytest.mark.parametrize("way", AS_OTHERS_WRITE)
def test_a_figure_holds_however_it_is_written(found: Found, way: str) -> None:
    assert found(AS_OTHERS_WRITE[way]) == []


@pytest.mark.parametrize("way", [way for way in AS_OTHERS_WRITE if "date" not in way])
def test_an_old_figure_is_found_however_it_is_written(found: Found, way: str) -> None:
    assert [rule for rule, _ in found(AS_OTHERS_WRITE[way].replace("52", "51").replace("5<b>2", "5<b>1"))] == ["outdated-figure"]


def test_a_page_on_one_line_has_its_finding_at_the_right_column(found: Found) -> None:
    assert found(f"<p>{FREED} {MET}".replace("\n", "").replace("09-09", "09-10")) == [("outdated-date", "2025-09-10")]


def test_a_page_without_a_language_is_compared_by_its_attributes(found: Found) -> None:
    words = "<data data-fact=freed value={}>zweiundfünfzig</data>"
    assert found(words.format(52), None) == []
    assert found(words.format(53), None) == [("outdated-figure", "53")]


# ---- what people read


@pytest.mark.parametrize("words", ["52 people", "52", " 52 people\n"])
def test_words_that_onrecord_can_say_hold(found: Found, words: str) -> None:
    assert found(f"<data data-fact=freed value=52>{words}</data>") == []


@pytest.mark.parametrize("words", ["52 osoby", "52 osób"])
def test_every_case_of_the_language_holds(found: Found, words: str) -> None:
    assert found(f"<data data-fact=freed value=52>{words}</data>", "pl") == []


@pytest.mark.parametrize("words", ["53 people", "52 person", "5 2 people", "about 52 people", "52 people!", "fifty-two", "52 osoby"])
def test_other_words_are_found(found: Found, words: str) -> None:
    assert found(f"<data data-fact=freed value=52> {words} </data>") == [("misquoted", words)]


def test_an_element_without_words_is_found(found: Found) -> None:
    assert found("<data data-fact=freed value=52><script>52 people</script></data>") == [("misquoted", "<data data-fact=freed value=52>")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "more than 1,000 political prisoners"),
        ("en", "More than 1,000 political prisoners"),
        ("en", "1,000"),
        ("en", "1,000 political prisoners"),
        ("pl", "ponad 1000 więźniów politycznych"),
        ("pl", "1000 więźniów politycznych"),
    ],
)
def test_bounds_styles_and_capitals_hold(flagship: Path, run: Run, language: str, words: str) -> None:
    page(f"<data data-fact=political-prisoners value=1000>{words}</data>", language)
    assert run("verify", "--today", "2026-01-15")[0] == 0
    page(f"<data data-fact=political-prisoners value=1000>{words.replace('1', '2')}</data>", language)
    assert "error[misquoted]" in run("verify", "--today", "2026-01-15")[1]


@pytest.mark.parametrize(
    "words", ["9 September 2025", "on 9 September 2025", "in September 2025", "Since 9 September 2025", "September 2025"]
)
def test_every_form_of_a_date_that_has_it_holds(found: Found, words: str) -> None:
    wanted = [] if words != "September 2025" else [("misquoted", words)]
    assert found(f"<time data-fact=meeting datetime=2025-09-09>{words}</time>") == wanted


def test_a_time_that_has_no_datetime_is_a_value(small: Path, found: Found) -> None:
    replace("content/demo/facts.yml", "when: 2025-09-09", "when: 2025-09-09/2025-09-12")
    assert found('<data class="when" data-fact=meeting value=2025-09-09/2025-09-12>9–12 September 2025</data>') == []
    assert found('<data class="when" data-fact=meeting value=2025-09-08/2025-09-12>8–12 September 2025</data>') == [
        ("outdated-date", "2025-09-08/2025-09-12")
    ]
    assert found(MET) == [("outdated-date", "2025-09-09")]


# ---- facts and claims that are not there


def test_an_unknown_fact_is_found_with_the_nearest_one(small: Path, run: Run) -> None:
    page('<data data-fact="fred" value="52">52 people</data>')
    code, out, _ = run("verify")
    assert code == 1
    assert "site/index.html:4:18: error[unknown-fact] there is no fact `fred`\n" in out
    assert "^^^^ did you mean `freed`?" in out


def test_a_page_of_a_removed_fact_is_found(small: Path, run: Run) -> None:
    gone = "\nremoved:\n  - {id: fled, date: 2025-12-01, reason: {pl: Pomyłka., en: A mistake.}, see: freed}\n"
    with Path("content/demo/sheet.yml").open("a", encoding="utf-8") as file:
        file.write(gone)
    page('<data data-fact="fled" value="52">52 people</data>')
    out = run("verify")[1]
    assert "error[unknown-fact] the fact `fled` was removed on 2025-12-01\n" in out
    assert "name `freed` instead" in out


def test_a_fact_that_lost_its_figure_or_its_time_is_found(found: Found) -> None:
    assert found("<data data-fact=meeting value=3>3 people</data>") == [("outdated-figure", "meeting")]
    replace("content/demo/facts.yml", "    when: 2025-09-11\n", "")
    replace("content/demo/facts.yml", " {{ when() }}", "")
    replace("content/demo/facts.yml", ' {{ when(form="on") }}: {{', " {{")
    replace("content/demo/sheet.yml", "timeline: [freed, meeting]", "timeline: [meeting]")
    assert found("<time data-fact=freed datetime=2025-09-11>11 September 2025</time>") == [("outdated-date", "freed")]


def test_a_mark_without_its_attribute_is_found(found: Found) -> None:
    assert found("<data data-fact=freed>52 people</data>") == [("no-value", "<data data-fact=freed>")]
    assert found("<time data-fact='meeting'>9 September 2025</time>") == [("no-value", "<time data-fact='meeting'>")]
    assert found("<data data-fact value=52>52 people</data>") == [("unknown-fact", "<data data-fact value=52>")]


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ('data-by="viasna" value="1184">at least 1,184 political prisoners', None),
        ('data-by="viasna" value="1184">1,184', None),
        ('data-by="viasna" value="1185">at least 1,185 political prisoners', "outdated-figure"),
        ('data-by="viasna" value="1184">more than 1,000 political prisoners', "misquoted"),
        ('data-by="nobody" value="1184">at least 1,184 political prisoners', "unknown-claim"),
        ('value="1184">at least 1,184 political prisoners', "unknown-claim"),
    ],
)
def test_a_rivals_figure_is_compared_with_the_claim(flagship: Path, run: Run, mark: str, rule: str | None) -> None:
    page(f'<data class="figure" data-claim="political-prisoners" {mark}</data>')
    found = re.findall(r"error\[([\w-]+)\]", run("verify", "--today", "2026-01-15")[1])
    assert found == ([rule] if rule else [])


def test_marks_of_others_are_not_ours(found: Found) -> None:
    assert found('<data value="53">53 people</data> <time datetime="2024">2024</time> <span data-fact="x">3</span>') == []


# ---- what should have been replaced

LEFT = {
    '<p>Freed: {{ figure("freed") }}.</p>': '{{ figure("freed") }}',
    "<p>{{ .Site.Title }</p>": "{{",
    "<p>figure() }} were freed</p>": "}}",
    "<p>{% raw %}</p>": "{% raw %}",
    "<p>{% never closed</p>": "{%",
    "<a href='{{ url }}'>there</a>": "{{ url }}",
    "<a href='%7B%7B%20url%20%7D%7D'>there</a>": "%7B%7B%20url%20%7D%7D",
    "<a href='?q=%7b%25 url'>there</a>": "%7b%25",
    "<p>&#123;&lbrace; figure() &#x7D;&rcub;</p>": "&#123;&lbrace; figure() &#x7D;&rcub;",
    "<p>x < y {{ figure() }}</p>": "{{ figure() }}",
    "<p>\ue0000\ue001 were freed</p>": "\ue0000\ue001",
    "<p>&#xE000;0&#57345; were freed</p>": "&#xE000;0&#57345;",
    "<a href='%EE%80%800%EE%80%81'>there</a>": "%EE%80%800%EE%80%81",
    "<p>\ue000</p>": "\ue000",
    "<p>and \ue001</p>": "\ue001",
    "<pre data-title='{{ title }}'>x</pre>": "{{ title }}",
    "<p><code>{{ fine }}</code> {{ left }}</p>": "{{ left }}",
}
NOT_LEFT = [
    "<code>{{ figure() }}</code>",
    "<pre><span title='{{'>{% raw %}</span> }}</pre>",
    "<script>if (a) { b = {c: {d: 1}}}</script>",
    "<style>@media print {a {b: c}}</style>",
    "<template><p>{{ name }}</p></template>",
    "<textarea>{{ name }}</textarea>",
    "<!-- {{ a comment }} -->",
    """<div data-props='{"a": {"b": {"c": 1}}}' x-data="{open: {all: false}}">and {so {on}}</div>""",
    "<a href='?q=%7B%22a%22%3A%7B%22b%22%3A1%7D%7D&r={%22a%22:1}'>there</a>",
    "<i class=icon>\ue000</i> <span aria-hidden=true> &#xe001; </span>",
    "<p>100% {of} them, { and }, } }, 50 %}</p>",
]


@pytest.mark.parametrize("body", LEFT)
def test_a_leftover_is_found(found: Found, body: str) -> None:
    assert found(body) == [("leftover", LEFT[body])]


@pytest.mark.parametrize("body", NOT_LEFT)
def test_code_and_balanced_braces_are_no_leftovers(found: Found, body: str) -> None:
    assert found(body) == []


def test_a_leftover_over_several_lines_is_shown_at_its_first(found: Found) -> None:
    assert found('<p>\n  {{ figure(\n  "freed") }}</p>') == [("leftover", "{{ figure(")]


# ---- pages and folders


def test_pages_are_found_below_a_folder_and_other_files_are_not_read(small: Path, run: Run) -> None:
    write(FREED, "site/a/b/PAGE.HTM")
    write(FREED, "site/c.xhtml")
    write("{{ a template }}", "site/notes.txt")
    write("{{ hidden }}", "site/.cache/page.html")
    assert run("verify", "site/")[1] == "2 figures and 0 dates on 2 pages, all as on record\n"


def test_a_page_in_another_declared_charset_is_read(small: Path, run: Run) -> None:
    Path("site").mkdir()
    html = '<html lang=pl><meta charset="iso-8859-2"><p>więźniów: <data data-fact=freed value=52>52 osób</data>'
    Path("site/old.html").write_bytes(html.encode("iso-8859-2"))
    Path("site/wide.html").write_bytes(b"\xff\xfe" + html.encode("utf-16-le"))
    Path("site/marked.html").write_bytes(b"\xef\xbb\xbf" + html.encode().replace(b"\n", b"\r\n"))
    assert run("verify")[:2] == (0, "3 figures and 0 dates on 3 pages, all as on record\n")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<p>wi\xea\xbcni\xf3w", "the page is not UTF-8 and declares no other charset"),
        (b"<meta charset=klingon><p>wi\xea\xbcni\xf3w", "the page declares `klingon`, and its bytes are not that"),
        (b"<meta charset=rot13><p>wi\xea\xbcni\xf3w", "the page declares `rot13`, and its bytes are not that"),
        (b"<meta charset=ascii><p>wi\xea\xbcni\xf3w", "the page declares `ascii`, and its bytes are not that"),
    ],
)
def test_a_page_that_is_no_text_is_told(small: Path, run: Run, raw: bytes, message: str) -> None:
    Path("site").mkdir()
    Path("site/page.html").write_bytes(raw)
    code, out, _ = run("verify")
    assert (code, f"site/page.html:1:1: error[not-utf8] {message}\n" in out) == (1, True), out


def test_what_cannot_be_read_is_told_and_the_rest_is_read(small: Path, run: Run) -> None:
    write(FREED.replace("52", "51"), "site/z.html")
    Path("site/broken.html").symlink_to("nowhere")
    os.mkfifo("site/pipe.html")
    out = run("verify", "--format", "concise")[1]
    assert "site/broken.html:1:1: error[unreadable] this cannot be read: no such file or directory (" in out
    assert "site/pipe.html:1:1: error[unreadable] this cannot be read: it is not a file (" in out
    assert "site/z.html:1:47: error[outdated-figure]" in out


def test_a_huge_page_is_told(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pages, "LARGEST", 1024 * 1024)
    write(FREED + " " * 1024 * 1024)
    assert "error[too-large] the page is larger than 1 MiB and was not compared" in run("verify")[1]


def test_nothing_to_read_is_no_success(small: Path, run: Run) -> None:
    assert run("verify")[::2] == (2, "onrecord: there is no `site`; build the site first, or name the folder of its pages\n")
    Path("site").mkdir()
    code, out, _ = run("verify")
    assert (code, out.startswith("site:1:1: error[no-pages] there is no HTML page here\n")) == (1, True)


def test_pages_without_a_mark_are_a_warning(small: Path, run: Run) -> None:
    page("<p>52 people were freed")
    code, out, _ = run("verify")
    assert (code, "site:1:1: warning[no-marks] no page names a fact, so nothing was compared" in out) == (0, True)
    assert run("verify", "--strict")[0] == 1


def test_content_with_errors_is_told_first(small: Path, run: Run) -> None:
    page(FREED.replace("52", "51"))
    replace("content/demo/facts.yml", "ref: bulletin", "ref: buletin")
    code, out, errors = run("verify")
    assert (code, errors) == (1, "nothing was compared: `content` has 1 error\n")
    assert "error[unknown-source]" in out
    assert "outdated" not in out


@pytest.mark.parametrize("format", REPORTS)
def test_findings_are_told_in_every_format(small: Path, run: Run, format: str) -> None:
    page(FREED.replace("52", "51"))
    code, out, _ = run("verify", "--format", format)
    assert (code, "outdated-figure" in out, "site/index.html" in out) == (1, True, True)
    page(FREED)
    assert run("verify", "--format", format)[0] == 0


def test_github_gets_a_summary(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    page(FREED)
    assert run("verify") == (0, "", "")
    assert Path("summary.md").read_text(encoding="utf-8") == "### onrecord\n\n1 figure and 0 dates on 1 page, all as on record\n"


RECORD = Record(site_of(BASE))
FRAGMENTS = [FREED, MET, "{{", "}}", "{%", "<", ">", "</", "<!--", "<![", "<!", "<?", "&#", '"', "'", "<p ", "<li>", "</data>", "\ue000"]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=9), max_size=30))
def test_no_page_is_too_broken_to_read(parts: list[str]) -> None:
    html = "".join(parts)
    lines = html.split("\n")
    markup = read_markup("page.html", html)
    for finding in (*compare(markup, RECORD), *leftovers(markup)):
        assert finding.where.column <= len(lines[finding.where.line - 1]) + 1


def test_the_rules_are_told_in_the_docs() -> None:
    told = set(re.findall(r"^\| `([\w-]+)` \|", (REPOSITORY / "docs" / "verify.md").read_text(encoding="utf-8"), re.MULTILINE))
    sources = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "onrecord" / "verify").glob("*.py"))
    used = set(re.findall(r"Diagnostic\(\s*\"([\w-]+)\"", sources)) | {"outdated-figure", "outdated-date"}
    assert told == used
