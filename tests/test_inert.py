"""Whatever a text of the content holds, a page shows it and never runs it: no script, no style, no address but those of pages."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from onrecord import model, pipeline
from onrecord.model import Site
from onrecord.outputs.facts_csv import inert
from onrecord.prose import _markdown, sanitise

Run = Callable[..., tuple[int, str, str]]
TODAY = dt.date(2026, 1, 15)
INJECTED = (
    "<script>alert()</script><img src=x onerror=alert()><svg onload=alert()><style>*{}</style>"
    '"\' onmouseover=alert() x=" ]]></title></textarea><!-- {% raw %} {{ self }} javascript:alert()'
)
IN_PAGES = INJECTED.replace("{% raw %} {{ self }} ", "")  # there and in the texts of facts these are refused calls
BLANK = "".join(map(chr, range(0x21)))
PLAIN = ("title", "publisher", "author", "quote", "prefix", "suffix")  # texts of sources, in one language each
MORE_FACTS = """
  - id: everything
    text: {pl: 'Tekst {{ figure() }}', en: 'A text {{ figure() }}'}
    label: {pl: Etykieta, en: A label}
    note: {pl: Przypis, en: A note}
    value: 40
    unit: person
    when: 2025-09-10
    by: [agency]
    distinct_from: {freed: {pl: Inni ludzie, en: Other people}}
    claims: [{value: 45, by: [office], note: {pl: Uwaga, en: A remark}, sources: [{ref: gazette, quote: forty-five}]}]
    corrections: [{date: 2025-10-01, kind: update, was: '41', note: {pl: Nowe dane, en: New figures}}]
    sources: [{ref: bulletin, quote: czterdzieści, prefix: jest, suffix: osób}]
  - id: things
    kind: list
    text: {pl: 'Tekst: {{ figure() }}', en: 'A text: {{ figure() }}'}
    label: {pl: Rzeczy, en: Things}
    values: [{pl: jedna, en: one}, {pl: druga, en: the other}]
    sources: [{ref: bulletin, quote: jedna i druga}]
  - id: state
    kind: status
    text: {pl: 'Tekst: {{ figure() }}', en: 'A text: {{ figure() }}'}
    label: {pl: Stan, en: The state}
    value: {pl: otwarte, en: open}
    sources: [{ref: bulletin, quote: otwarte}]
  - id: portion
    kind: percent
    text: {pl: 'Tekst {{ figure() }}', en: 'A text {{ figure() }}'}
    label: {pl: Udział, en: The share}
    value: 12
    of: {pl: wszystkich, en: all of them}
    sources: [{ref: bulletin, quote: dwanaście}]
"""


class Reader(HTMLParser):
    """What a browser would make of a page: its tags, its attributes and what its scripts hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attributes}
        self.addresses |= {
            (value or "").partition("#:~:text=")[0] for name, value in attributes if name in ("href", "src", "cite", "action")
        }

    def handle_data(self, text: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append(text)


def lay_out(content: Path, change: Callable[[str], str] = str) -> None:
    """The small site with a fact for every text that a fact can have; ``change`` is applied to every text of every file."""
    add_to(content / "demo" / "facts.yml", MORE_FACTS)
    add_to(content / "demo" / "sheet.yml", "removed: [{id: gone, date: 2025-10-01, reason: {pl: Wycofano, en: Withdrawn}}]\n")
    add_to(
        content / "demo" / "sheet.yml",
        "charts: [{id: c, title: {pl: Tytuł, en: A title}, facts: [freed], note: {pl: Uwaga, en: A note}}]\n",
    )
    add_to(content / "site.yml", "url: https://demo.example/\n")
    sources = (content / "sources.yml").read_text(encoding="utf-8")
    more = "\\1  title: Uwolnieni\n  author: A. Pen\n  note: {pl: Przedruk, en: A reprint}\n  archive: https://archive.example/freed\n"
    (content / "sources.yml").write_text(sources.replace("  publisher:", more[2:] + "  publisher:"), encoding="utf-8")
    for file in content.rglob("*.yml"):
        document = changed(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader), change, spoken=False)
        file.write_text(yaml.safe_dump(document, default_style='"', allow_unicode=True, sort_keys=False), encoding="utf-8")


def add_to(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text.lstrip("\n"), encoding="utf-8")


def changed(value: Any, change: Callable[[str], str], spoken: bool) -> Any:
    """A document in which every text that readers see is changed: what stands below a language, and what sources are called."""
    if isinstance(value, dict):
        return {key: changed(below, change, spoken or key in ("pl", "en") or key in PLAIN) for key, below in value.items()}
    if isinstance(value, list):
        return [changed(below, change, spoken) for below in value]
    return change(value) if spoken else value


def built(content: Path, out: Path) -> dict[str, bytes]:
    checked = pipeline.check(content, TODAY)
    assert [f"{found.where}: {found.message}" for found in checked.diagnostics if found.severity == "error"] == []
    pipeline.build(content, content / "none", out, checked)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def texts_in(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the model that a reader can meet, by the field that holds it."""
    if isinstance(thing, str):
        yield path, thing
    elif isinstance(thing, dict):
        for below in thing.values():
            yield from texts_in(below, path)
    elif isinstance(thing, tuple):
        for below in thing:
            yield from texts_in(below, path)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from texts_in(getattr(thing, name), f"{type(thing).__name__}.{name}")


def fields_of_texts() -> set[str]:
    """The fields of the model that hold texts by language, names and words of sources, as their types tell."""
    found = {
        "Form.text",
        "Party.name",
        "Source.title",
        "Source.publisher",
        "Source.author",
        "Citation.quote",
        "Citation.prefix",
        "Citation.suffix",
    }
    for thing in (value for value in vars(model).values() if hasattr(value, "__dataclass_fields__")):
        hints = typing.get_type_hints(thing)
        found |= {f"{thing.__name__}.{name}" for name, hint in hints.items() if str(model.Texts) in str(hint)}
    return found


def test_every_text_of_the_model_is_injected_into(small: Path) -> None:
    lay_out(small / "content", lambda text: text + "INJECTED")
    site: Site = pipeline.check(small / "content", TODAY).made.site
    assert {path for path, text in texts_in(site) if "INJECTED" in text} >= fields_of_texts()


def test_what_is_injected_into_any_text_stays_text(small: Path) -> None:
    clean = small / "clean"
    (small / "content").rename(clean)
    copy(clean, small / "content")
    lay_out(clean)
    lay_out(small / "content", lambda text: f"{text} {IN_PAGES}")
    for page in ("demo/pl.md", "demo/en.md"):
        add_to(small / "content" / page, f"\n\n{IN_PAGES}\n\n## {IN_PAGES} {{#known}}\n\n- {IN_PAGES}\n\n[{IN_PAGES}](../)\n")
        add_to(clean / page, "\n\n## Words {#known}\n\n- words\n\n[words](../)\n")
    before, after = built(clean, small / "before"), built(small / "content", small / "after")
    assert before.keys() == after.keys()
    for path, content in after.items():
        if path.endswith(".html"):
            was, now = Reader(before[path].decode()), Reader(content.decode())
            assert {tag: now.tags[tag] for tag in ("script", "style", "svg", "img", "link", "meta", "iframe")} == {
                tag: was.tags[tag] for tag in ("script", "style", "svg", "img", "link", "meta", "iframe")
            }, path
            assert now.attributes <= was.attributes, path
            assert now.addresses <= was.addresses, path
            assert [json.loads(script) for script in now.scripts] or not was.scripts, path
        elif path.endswith(".xml"):
            assert shape(ElementTree.fromstring(content)) == shape(ElementTree.fromstring(before[path])), path
        elif path.endswith(".json"):
            json.loads(content)


def copy(source: Path, target: Path) -> None:
    for path in source.rglob("*.*"):
        (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        (target / path.relative_to(source)).write_bytes(path.read_bytes())


def shape(element: ElementTree.Element) -> list[Any]:
    return [element.tag, sorted(element.attrib), [shape(below) for below in element]]


@pytest.mark.parametrize(
    "statement", ["{{ 7*7 }}", "{% raw %}", "{{ self }}", "{{ ''.__class__ }}", "{{ figure.__globals__ }}", "{% include 'x' %}"]
)
@pytest.mark.parametrize("file", ["demo/en.md", "demo/facts.yml", "demo/sheet.yml"])
def test_template_syntax_in_content_is_refused_where_it_stands(small: Path, run: Run, file: str, statement: str) -> None:
    path = Path("content") / file
    before = {"demo/en.md": "were freed", "demo/facts.yml": "They met", "demo/sheet.yml": "Those freed"}[file]
    text = path.read_text(encoding="utf-8")
    quoted = statement if file.endswith(".md") else statement.replace("'", "''")
    path.write_text(text.replace(before, f"{before} {quoted}"), encoding="utf-8")
    code, out, _ = run("check", "--format", "concise")
    assert code == 1
    assert f"content/{file}:" in out
    assert "[bad-call]" in out


def test_template_syntax_in_the_words_of_a_source_is_shown_as_it_is(small: Path) -> None:
    lay_out(small / "content")
    sources = small / "content" / "sources.yml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("The Gazette", "{{ 7*7 }}{% raw %}"), encoding="utf-8")
    page = built(small / "content", small / "site")["en/demo/index.html"].decode()
    assert "{{ 7*7 }}{% raw %}" in page


# ---- addresses

SCHEMES = ("javascript:alert()", "JaVaScRiPt:alert()", "vbscript:x", "data:text/html,x", "  javascript:alert()", "file:///etc/passwd")
IN_YAML = (
    *SCHEMES,
    "java\tscript:alert()",
    "java\\nscript:x",
    "javascript&colon;alert()",
    "//x.example",
    "https:x",
    "https://",
    "http://[",
    "x",
)
IN_MARKDOWN = (
    *SCHEMES, "java&#9;script:alert()", "java&#x0a;script:alert()", "&#106;avascript:alert()", "javascript&colon;alert()",
    "&#1;javascript:x",
    "java\tscript:alert()", "<javascript:alert()>", "data:image/svg+xml;base64,PHN2Zz4=", "\\javascript:alert()", "%6Aavascript:alert()",
)  # fmt: skip
LINKS = (
    "[a]({})", "![a]({})", "<{}>", "[a][b]\n\n[b]: {}", "![a][b]\n\n[b]: {}", '<a href="{}">a</a>', "<a href={}>a</a>", '<img src="{}">',
    '[a]({} "javascript:x")', '<form action="{}">', '<q cite="{}">a</q>', '<svg><a xlink:href="{}">a</a></svg>', "[a](../){{: href='{}' }}",
    "[a](../){{: onclick='{}' style='{}' }}", '<base href="{}">', '<object data="{}"></object>', '<math href="{}">a</math>',
)  # fmt: skip


@pytest.mark.parametrize("address", IN_YAML)
@pytest.mark.parametrize("key", ["url", "archive"])
def test_a_source_leads_to_a_web_address_or_is_refused(small: Path, run: Run, key: str, address: str) -> None:
    sources = Path("content/sources.yml")
    text = sources.read_text(encoding="utf-8")
    more = f'url: https://gazette.example/freed\n  archive: "{address}"' if key == "archive" else f'url: "{address}"'
    sources.write_text(text.replace("url: https://gazette.example/freed", more), encoding="utf-8")
    code, out, _ = run("check", "--format", "concise")
    assert (code, "error[bad-url]" in out) == (1, True), out


@pytest.mark.parametrize("link", LINKS)
def test_no_link_of_a_page_leads_to_a_program(link: str) -> None:
    for address in IN_MARKDOWN:
        page = Reader(sanitise(_markdown().reset().convert(link.replace("{}", address).replace("{{", "{").replace("}}", "}"))))
        assert page.attributes <= {"href", "title"}, page.attributes
        assert page.tags.keys() <= {"p", "a", "q", "code", "pre"}, page.tags
        for target in page.addresses:
            scheme = re.sub("[\t\n\r]", "", target).strip(BLANK).partition(":")[0].lower()  # as browsers read it
            assert scheme not in ("javascript", "vbscript", "data", "file"), (address, target)


# ---- characters that hide, or turn the order of letters around

ISOLATED = "\u2068\u05d0\u2069"


@pytest.mark.parametrize(
    ("hidden", "name"),
    [
        *((letter, "EMBEDDING") for letter in "\u202a\u202b"),
        ("\u202c", "POP DIRECTIONAL FORMATTING"),
        *((letter, "OVERRIDE") for letter in "\u202d\u202e"),
        *((letter, "ISOLATE") for letter in "\u2066\u2067\u2068\u2069"),
        ("\u2069 \u2068", "ISOLATE"),
        ("\0", "a control character"),
        ("\x1b", "a control character"),
        ("\x85", "a control character"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"),
        ("\ue000", "a character for private use"),
        ("\ue0010\ue001", "a character for private use"),
    ],
)
@pytest.mark.parametrize("file", ["demo/en.md", "demo/facts.yml", "sources.yml"])
def test_a_character_that_hides_is_refused_by_its_name(small: Path, run: Run, file: str, hidden: str, name: str) -> None:
    path = Path("content") / file
    before = {"demo/en.md": "were freed", "demo/facts.yml": "They met", "sources.yml": "The Gazette"}[file]
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    path.write_text(text.replace(before, f"{before}{hidden}x"), encoding="utf-8")
    code, out, _ = run("check", "--format", "concise")
    assert code == 1
    assert f"content/{file}:{line}:" in out
    assert f"U+{ord(hidden[0]):04X} (" in out
    assert name in out


@pytest.mark.parametrize("welcome", ["\u200e", "\u200f", "\u061c", "\u200d", ISOLATED, f"\u2067a{ISOLATED}b\u2069"])
def test_marks_of_right_to_left_scripts_and_closed_isolates_are_welcome(small: Path, run: Run, welcome: str) -> None:
    add_to(Path("content/demo/en.md"), f"\nWords {welcome} and more.\n")
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    "reference",
    ["&#x202E;", "&#8238;", "&#x202e", "&#X202E;", "&#xE000;0&#xE001;", "&#57344;", "&#1;", "&#x0000202E;", "&#0;", "&#99999999;"],
)
def test_a_reference_to_a_character_that_hides_is_refused(small: Path, run: Run, reference: str) -> None:
    add_to(Path("content/demo/en.md"), f"\nWords {reference} and more.\n")
    code, out, _ = run("check", "--format", "concise")
    assert (code, "content/demo/en.md:2:7: error[control-character]" in out) == (1, True), out


def test_an_escape_of_a_character_that_hides_is_refused_in_keys_too(small: Path, run: Run) -> None:
    add_to(Path("content/units.yml"), '"pers\\u202eon": {en: {one: a, other: "b\\u2066"}}\n')
    code, out, _ = run("check", "--format", "concise")
    assert (code, out.count("error[control-character]")) == (1, 2), out


# ---- spreadsheets


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+1 (555)", "'+1 (555)"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("-52.5", "-52.5"),
        ("52", "52"),
        ("Freed: 52", "Freed: 52"),
    ],
)
def test_no_cell_of_the_table_is_a_formula_and_numbers_stay_numbers(cell: str, shown: str) -> None:
    assert inert(cell) == shown


def test_the_table_has_every_fact_in_the_language_of_its_reader(small: Path) -> None:
    facts = small / "content/demo/facts.yml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("pl: Uwolnieni,", "pl: '=A+B; \"Uwolnieni\"',"), encoding="utf-8")
    files = built(small / "content", small / "site")
    for language, label in (("pl", "'=A+B; „Uwolnieni”"), ("en", "Freed")):
        text = files[f"{language}/facts.csv"].decode("utf-8-sig")
        first, second = csv.DictReader(io.StringIO(text))
        assert (first["id"], first["label"], first["figure"], first["when"]) == ("freed", label, "52", "2025-09-11")
        assert (second["id"], second["figure"]) == ("meeting", "")
