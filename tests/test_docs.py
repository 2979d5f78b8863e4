"""What docs/ says is true: every figure of docs/figures.md is said as shown, every language of docs/languages.md is as its pack says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import locale as locales
from onrecord import typed
from onrecord.kinds import KINDS
from onrecord.model import OPERATIONS, QUALIFIERS, Exact, Form, Noun, Vague
from onrecord.quotes import misfit

Run = Callable[..., tuple[int, str, str]]
DOCS = Path(__file__).parent.parent / "docs"
FIGURES = (DOCS / "figures.md").read_text(encoding="utf-8")
LANGUAGES = (DOCS / "languages.md").read_text(encoding="utf-8")
EVIDENCE = (DOCS / "evidence.md").read_text(encoding="utf-8")
EDITORS = (DOCS / "editors.md").read_text(encoding="utf-8")
LANGUAGE = "en"


def noun(unit: str, one: str, other: str) -> dict[str, Noun]:
    return {LANGUAGE: Noun(unit, {"nom.one": Form(one), "nom.other": Form(other)})}


UNITS = {
    "person": noun("person", "person", "people"),
    "child": noun("child", "child", "children"),
    "death": noun("death", "death", "deaths"),
}


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading, cell by cell."""
    part = FIGURES.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in part.splitlines() if row.startswith("| ")][1:]


def wish(written: str) -> dict[str, Any]:
    """The keys and options that a cell shows in backticks, up to the first alternative."""
    keys: dict[str, Any] = {}
    for code in re.findall(r"`([^`]+)`", written.partition("; or ")[0]):
        if found := re.fullmatch(r'(\w+)="([^"]+)"', code):
            keys[found[1]] = found[2]
        else:
            keys |= yaml.load(code, yaml.BaseLoader)
    if isinstance(keys.get("of"), dict):
        keys["of"] = keys["of"][LANGUAGE]
    return keys


SAID = [(row[1], row[2]) for row in rows("Kinds") if "`" in row[1] and "among" not in row[1] and "also" not in row[1]]
SHAPES = [(row[1], row[2]) for row in rows("Shapes of an amount")]


@pytest.mark.parametrize(("written", "words"), SAID)
def test_a_kind_is_said_as_shown(written: str, words: str) -> None:
    keys, last = wish(written), words.split("; ")[-1]
    if "or `value: P3Y6M`" in written:
        last = words.split("; ")[0]
    assert typed.say({"lang": LANGUAGE, **keys}, UNITS).text.replace("\u00a0", " ") == last


@pytest.mark.parametrize(("written", "words"), SHAPES)
def test_a_shape_is_said_as_shown(written: str, words: str) -> None:
    keys = wish(written)
    keys |= {"value": "31"} if "interval" in keys else {}
    keys |= {"kind": "percent"} if "%" in words else {} if "absent" in keys else {"unit": "person"}
    assert typed.say({"lang": LANGUAGE, **keys}, UNITS).text.replace("\u00a0", " ") == words


def test_every_kind_bound_and_operation_is_there() -> None:
    first = " ".join(row[0] for row in rows("Kinds"))
    assert [kind for kind in KINDS if not re.search(rf"\b{kind}\b", first)] == []
    assert [name for name in QUALIFIERS if f"`{name}`" not in FIGURES] == []
    told = re.findall(r"derived_from: \{(\w+):", FIGURES)
    assert [name for name in OPERATIONS if name not in told and "change" not in name] == []


def test_every_language_is_there_and_says_who_read_it() -> None:
    packs = {
        language: yaml.load((locales.PACKS / f"{language}.yml").read_bytes(), yaml.BaseLoader) for language in locales.known_languages()
    }
    told = {row[0]: (row[1], row[2]) for row in re.findall(r"^\| (\w\w) \| (\S+) \| (yes|not yet) \|$", LANGUAGES, re.MULTILINE)}
    assert told == {code: (pack["name"], "not yet" if pack["read_by"] == "nobody yet" else "yes") for code, pack in packs.items()}


def test_every_part_of_a_pack_is_there() -> None:
    pack = yaml.load((locales.PACKS / f"{LANGUAGE}.yml").read_bytes(), yaml.BaseLoader)
    frame = {"name", "cldr", "direction", "read_by", "one_of", "comma", "also"}
    assert [key for key in pack if key not in frame and f"`{key}`" not in LANGUAGES] == []


@pytest.mark.parametrize("line", re.findall(r"^onrecord (.+)$", LANGUAGES, re.MULTILINE))
def test_a_command_runs_as_shown(flagship: Path, run: Run, line: str) -> None:
    Path("wishes.jsonl").write_text('{"value": "52", "unit": "person", "case": "gen"}\n', encoding="utf-8")
    code, out, errors = run(*line.split())
    assert (code, errors) == (0, "")
    assert out


@pytest.mark.parametrize("line", ["schema", "schema --print facts"])
def test_a_command_for_editors_runs_as_shown(flagship: Path, run: Run, line: str) -> None:
    assert f"onrecord {line}" in EDITORS
    assert run(*line.split())[::2] == (0, "")


def test_the_settings_for_editors_are_those_of_vs_code() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", EDITORS, re.DOTALL)
    vs_code = json.loads((DOCS.parent / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert json.loads(shown)["yaml.schemas"] == vs_code["yaml.schemas"]


# ---- docs/evidence.md

BEARING = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in EVIDENCE.splitlines() if row.startswith("| `")]


@pytest.mark.parametrize("row", BEARING, ids=lambda row: row[1])
def test_a_quote_bears_a_figure_as_the_page_says(row: list[str]) -> None:
    keys, quote, verdict = wish(row[0]), row[1], row[2]
    amount = Vague(keys["vague"]) if "vague" in keys else Exact(Decimal(keys["value"]))
    reading = locales.reading("en" if quote.isascii() else "pl")
    wrong = misfit(amount, keys.get("qualifier"), "count", reading.mentions(quote), reading)
    told = "passes" if wrong is None else "error" if wrong.more_exact else "warning"
    assert verdict.startswith(told)
    assert wrong is None or wrong.more_exact or wrong.message in verdict
    for code in re.findall(r"`([^`]*)`", verdict):
        assert wrong is not None
        assert code in wrong.help


def test_the_page_on_evidence_has_such_rows() -> None:
    assert len(BEARING) >= len(("passes", "warning", "error"))
