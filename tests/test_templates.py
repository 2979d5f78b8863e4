"""What docs/templates.md promises to people who change the look."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.outputs._theme import Page, Press

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
TEMPLATES = REPOSITORY / "templates"
DOCS = re.sub(r"(?s)^```.*?^```$", "", (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
TODAY = dt.date(2026, 1, 15)
CALLS = {"figure", "when", "agree", "by", "cite", "label", "statement"}


def in_backticks(text: str) -> set[str]:
    return {re.split(r"[(\s]", code)[0] for code in re.findall(r"`([^`]+)`", text)}


def test_every_name_that_templates_may_use_is_told(small: Path) -> None:
    checked = pipeline.check(small / "content", TODAY)
    names = Page(Press(checked.made.site, pipeline.theme(TEMPLATES)), "pl/index.html", "pl").names()
    rows = DOCS.partition("## What templates can say")[2].splitlines()
    told = in_backticks("".join(row.split(" | ")[0] for row in rows if row.startswith("| `")))
    assert set(names) - CALLS == told


def test_every_template_and_every_block_is_told() -> None:
    told = in_backticks(DOCS)
    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".css", ".jinja")}
    blocks = set(re.findall(r"{% block (\w+)", (TEMPLATES / "base.html").read_text(encoding="utf-8")))
    assert (files | blocks) - told == set()


def test_every_property_of_the_look_is_told() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"^ +(--[\w-]+):", style, re.MULTILINE)) == {name for name in in_backticks(DOCS) if name.startswith("--")}


def test_every_template_says_what_it_is() -> None:
    assert [path.name for path in TEMPLATES.glob("*.html") if not path.read_text(encoding="utf-8").startswith("{#")] == []


def test_own_css_is_loaded_after_the_shipped_stylesheets(small: Path, run: Run) -> None:
    Path("templates").mkdir()
    Path("templates/own.css").write_text(":root { --accent: #7a1f3d; }", encoding="utf-8")
    assert run("build")[0] == 0
    page = Path("site/en/demo/index.html").read_text(encoding="utf-8")
    assert re.findall(r'rel="stylesheet" href="[^"]*?(\w+\.css)"', page) == ["sheet.css", "own.css"]
    assert Path("site/own.css").is_file()


@pytest.mark.parametrize("name", ["chart.html", "notes.html", "macros.html"])
def test_one_file_of_macros_can_be_replaced(name: str, small: Path, run: Run) -> None:
    Path("templates").mkdir()
    shipped = (TEMPLATES / name).read_text(encoding="utf-8")
    mine = re.sub(r"({% macro \w+\([^)]*\) -?%})", r"\1<!-- mine -->", shipped)
    Path("templates", name).write_text(mine, encoding="utf-8")
    sheet = Path("content/demo/sheet.yml")
    chart = "charts: [{id: one, title: {pl: Jeden, en: One}, facts: [freed]}]\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + chart, encoding="utf-8")
    assert run("build")[0] == 0
    assert "<!-- mine -->" in html.unescape(Path("site/en/demo/index.html").read_text(encoding="utf-8"))


def test_the_colours_that_the_page_shows_hold_in_one_scheme_each() -> None:
    (example,) = re.findall(r"```css\n(.*?)```", (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8"), re.DOTALL)
    assert all(line.startswith("@media screen and (prefers-color-scheme: ") for line in example.splitlines())


@pytest.mark.parametrize("page", ["404.html", "en/facts/freed/embed/index.html"])
def test_own_css_reaches_the_pages_that_stand_alone(page: str, small: Path, run: Run) -> None:
    Path("templates").mkdir()
    Path("templates/own.css").write_text(":root { --measure: 30rem; }", encoding="utf-8")
    assert run("build")[0] == 0
    assert "own.css" in Path("site", page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('{{ t("nokey") }}', "there is no `nokey`"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "a macro calls itself without an end"),
        ("{{ standing_of(none) }}", "'nonetype'"),
    ],
)
def test_whatever_a_template_does_wrong_is_told_with_its_line(wrong: str, told: str, small: Path, run: Run) -> None:
    Path("templates").mkdir()
    shipped = (TEMPLATES / "language.html").read_text(encoding="utf-8")
    Path("templates/language.html").write_text(shipped.replace("{% block content %}", "{% block content %}" + wrong), encoding="utf-8")
    code, _, errors = run("build")
    assert code == 1
    assert "templates/language.html:" in errors
    assert told in errors.lower()
