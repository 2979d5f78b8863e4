"""What an editor shows of the content, asked of the real yaml-language-server with the settings that this repository gives to VS Code.

Run by .ci/run (marker `editor`): it needs Node and the package of tests/editor/package.json, and no network.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import SERVER, LanguageServer, running

from onrecord import cli

pytestmark = pytest.mark.editor
REPOSITORY = Path(__file__).parent.parent.parent
SETTINGS = json.loads((REPOSITORY / ".vscode" / "settings.json").read_text(encoding="utf-8"))
FACTS = "content/us-belarus-talks/facts.yml"
FILES = [path.relative_to(REPOSITORY).as_posix() for path in sorted((REPOSITORY / "content").rglob("*.yml"))]
TEXT = (REPOSITORY / FACTS).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the flagship's content and its schemas."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(REPOSITORY / "content", folder / "content")
    write_schemas(folder)
    return folder


def write_schemas(folder: Path) -> None:
    assert cli.main(["schema", "--content", str(folder / "content"), "--out", str(folder / ".onrecord/schema")]) == 0


@pytest.fixture(scope="module")
def server(workspace: Path) -> Iterator[LanguageServer]:
    if not SERVER.is_file():
        pytest.fail("yaml-language-server is missing: run .ci/browser-tools", pytrace=False)
    with running(workspace, SETTINGS) as server:
        yield server


def place(text: str) -> tuple[str, int, int]:
    """A text without its mark `§`, and the line and column of the mark."""
    before, _, after = text.partition("§")
    return before + after, before.count("\n"), len(before) - before.rfind("\n") - 1


def replaced(right: str, wrong: str) -> str:
    assert right in TEXT
    return TEXT.replace(right, wrong, 1)


def completions(server: LanguageServer, text: str) -> dict[str, str]:
    """What is offered at the mark, each with what is told of it."""
    shown, line, column = place(text)
    server.open(FACTS, shown)
    found = server.complete(FACTS, line, column)
    server.close(FACTS)
    return {one["label"]: _told(one.get("documentation", "")) for one in found}


def _told(documentation: str | dict[str, str]) -> str:
    return documentation if isinstance(documentation, str) else documentation.get("value", "")


def findings(server: LanguageServer, text: str) -> list[tuple[int, str]]:
    found = server.open(FACTS, text)
    server.close(FACTS)
    return [(one["range"]["start"]["line"], one["message"]) for one in found]


@pytest.mark.parametrize("file", FILES)
def test_the_flagship_is_shown_without_complaint(server: LanguageServer, file: str) -> None:
    assert server.open(file) == []
    server.close(file)


@pytest.mark.parametrize("file", FILES)
def test_a_misspelt_key_is_underlined_in_every_file(server: LanguageServer, file: str) -> None:
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    slip = {"facts": "label: {", "units": "one: "}.get(Path(file).stem, "title:" if "title:" in text else "name:")
    at = text.index(slip)
    found = server.open(file, text[:at] + "x" + text[at:])
    server.close(file)
    assert {"line": text[:at].count("\n"), "character": len(text[:at]) - text[:at].rfind("\n") - 1} in [
        one["range"]["start"] for one in found if "is not allowed" in one["message"]
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("ref: ki-0911", "ref: ki-0912", "this is no id of sources.yml; if you have just added it, run onrecord schema"),
        ("unit: person", "unit: persn", "this is no id of units.yml"),
        ("topic: releases", "topic: relases", "no sheet.yml has this topic"),
        ("modality: estimate", "modality: estimat", 'Valid values: "fact", "estimate"'),
        ("as_of: 2025-11-26", "as_of: 2025-11", "write year, month and day: 2025-09-11"),
        ("kind: count", "kind: event", "a fact of the kind event does not take this key"),
        ("label: {pl: Uwolnieni w czerwcu, en: Released in June}", "label: {pl: Uwolnieni w czerwcu}", 'Missing property "en"'),
    ],
)
def test_a_slip_is_told_in_words_that_help(server: LanguageServer, right: str, wrong: str, words: str) -> None:
    line = TEXT[: TEXT.index(right)].count("\n")
    found = findings(server, replaced(right, wrong))
    assert any(words in message for at, message in found if at >= line), found


def test_sources_are_offered_with_publisher_and_date(server: LanguageServer) -> None:
    offered = completions(server, replaced("ref: ki-0911", "ref: §"))
    assert offered["ki-0911"] == "Kyiv Independent · 2025-09-11"
    assert "released-june" not in offered


def test_choices_are_offered_with_what_readers_will_see(server: LanguageServer) -> None:
    assert completions(server, replaced("modality: estimate", "modality: §"))["forecast"] == "prognoza · forecast"
    assert completions(server, replaced("kind: count", "kind: §"))["money"].startswith("An amount of money")


def test_parties_units_topics_and_facts_are_offered(server: LanguageServer) -> None:
    assert "viasna" in completions(server, replaced("by: [by-press-service]", "by: [§]"))
    assert "political-prisoner" in completions(server, replaced("unit: person", "unit: §"))
    assert completions(server, replaced("topic: releases", "topic: §"))["talks"] == "Rozmowy · The talks"
    assert "released-june" in completions(server, replaced("parts: {", "parts: {§, "))


def test_keys_are_offered_with_what_they_are_for(server: LanguageServer) -> None:
    offered = completions(server, replaced("    topic: releases\n", "    topic: releases\n    §\n"))
    assert "approximate" not in offered["as_of"]
    assert offered["as_of"] == "The day at which the value was known to hold."
    assert "unit" not in offered, "what the fact has already"


def test_a_fact_a_citation_a_claim_and_a_correction_are_added_whole(server: LanguageServer) -> None:
    assert {"a number of people or things", "an event"} <= set(completions(server, TEXT + "\n  - §"))
    assert {"a number of people or things", "an event"} <= set(completions(server, "facts:\n  §"))
    assert "a citation" in completions(server, replaced("    sources:\n", "    sources:\n      - §\n"))
    assert "a rival value" in completions(server, "facts:\n  - id: new\n    claims:\n      - §")
    assert "a correction" in completions(server, "facts:\n  - id: new\n    corrections:\n      - §")


@pytest.mark.parametrize(("file", "label"), [("content/sources.yml", "a source"), ("content/parties.yml", "a party")])
def test_a_source_and_a_party_are_added_whole(server: LanguageServer, file: str, label: str) -> None:
    text, line, column = place((REPOSITORY / file).read_text(encoding="utf-8") + "\n- §")
    server.open(file, text)
    added = next(one for one in server.complete(file, line, column) if one["label"] == label)
    server.close(file)
    assert "id: ${1:new-" in added["textEdit"]["newText"]


def test_hovering_over_a_key_tells_what_it_is_for(server: LanguageServer) -> None:
    server.open(FACTS)
    text, line, column = place(replaced("qualifier: more_than", "qual§ifier: more_than"))
    assert text == TEXT
    told = server.hover(FACTS, line, column)
    server.close(FACTS)
    assert "The bound of a number; without one it is exact." in told
    assert "* `more_than`: ponad 52 · more than 52" in told


def test_a_source_that_was_just_added_is_known_once_the_schemas_are_made_afresh(server: LanguageServer, workspace: Path) -> None:
    sources = workspace / "content/sources.yml"
    before = sources.read_text(encoding="utf-8")
    added = "\n- {id: just-added, type: webpage, publisher: The Gazette, language: en, url: https://gazette.example/}\n"
    text = replaced("ref: ki-0911", "ref: just-added")
    assert findings(server, text) != []
    sources.write_text(before + added, encoding="utf-8")
    write_schemas(workspace)
    server.changed(".onrecord/schema/facts.json")
    assert findings(server, text) == []
    sources.write_text(before, encoding="utf-8")
    write_schemas(workspace)
    server.changed(".onrecord/schema/facts.json")
