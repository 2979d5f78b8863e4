"""What docs/templates.md promises to people who change the look."""

from __future__ import annotations

import datetime as dt
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
    Path("templates", name).write_text(shipped.replace("{% macro", "{# mine #}{% macro"), encoding="utf-8")
    assert run("build")[0] == 0
