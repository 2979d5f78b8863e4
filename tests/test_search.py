"""Search: what its index holds, and what readers find by the words that they type. The matching itself is that of templates/search.js."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import locale as locales
from onrecord import paths, pipeline
from onrecord.locale._searching import STEM
from onrecord.outputs import OUTPUTS, POLICY, Press, _index
from onrecord.outputs._index import index_of
from onrecord.speaker import Speaker

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 15)
TABLES = REPOSITORY / "tests" / "search"
FIND = TABLES / "find.mjs"
LANGUAGES = locales.known_languages()
WORST_RECALL, WORST_PRECISION = 1.0, 0.9  # over a table; single queries may find more than they should
LARGEST_SCRIPT = {"search.js": 3072, "place.js": 700}  # bytes as sent, compressed


@cache
def checked() -> pipeline.Checked:
    return pipeline.check(REPOSITORY / "content", TODAY)


def speaker(language: str) -> Speaker:
    return Speaker(checked().made.site, language)


def read(language: str) -> tuple[list[Any], list[Any]]:
    """The groups and the entries of an index, of all its files."""
    files = {path: json.loads(content) for path, content in index_of(speaker(language)).files.items()}
    groups = [group for path, part in files.items() if "words-" in path for group in part]
    return groups, [entry for path, part in files.items() if "entries-" in path for entry in part]


FLAGSHIPS = checked().made.site.languages


# ---- the index


@pytest.mark.parametrize("language", FLAGSHIPS)
def test_the_same_site_makes_the_same_index(language: str) -> None:
    assert index_of(speaker(language)) == index_of(speaker(language))


@pytest.mark.parametrize("language", FLAGSHIPS)
def test_every_fact_is_in_it_with_its_label_and_statement_as_text(language: str) -> None:
    site, saying = checked().made.site, speaker(language)
    wanted = [[f"{fact.id}/", saying.plain(fact.label, fact.id), saying.plain(fact.text, fact.id)] for fact in site.facts.values()]
    _, entries = read(language)
    assert [entry for entry in wanted if entry not in entries] == []


@pytest.mark.parametrize("language", FLAGSHIPS)
def test_sheets_and_their_sections_are_in_it_by_addresses_that_exist(language: str, tmp_path: Path) -> None:
    pipeline.build(REPOSITORY / "content", REPOSITORY / "templates", tmp_path / "site", checked())
    here = (tmp_path / "site" / paths.facts_page(language)).parent
    _, entries = read(language)
    anchors = [entry[0].partition("#") for entry in entries if "#" in entry[0]]
    assert len(anchors) > 5
    assert [address for address, _, _ in entries if not (here / address.partition("#")[0] / "index.html").is_file()] == []
    assert [id for page, _, id in anchors if f'id="{id}"' not in (here / page / "index.html").read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("language", FLAGSHIPS)
def test_every_fact_on_the_page_of_all_facts_has_an_anchor(language: str, tmp_path: Path) -> None:
    press = Press(checked().made.site, pipeline.theme(REPOSITORY / "templates"))
    path = paths.facts_page(language)
    page = next(artifact.content.decode() for output in OUTPUTS for artifact in output.make(press) if artifact.path == path)
    assert re.findall(r'<article id="fact-([^"]+)"', page) == [id for sheet in press.site.sheets.values() for id in sheet.facts]


def test_a_large_index_is_cut_where_first_letters_change(monkeypatch: pytest.MonkeyPatch) -> None:
    language = FLAGSHIPS[0]
    whole, _ = read(language)
    monkeypatch.setattr(_index, "LARGEST", 1500)
    monkeypatch.setattr(_index, "ENTRIES", 10)
    index = index_of(speaker(language))
    starts = json.loads(index.settings)["starts"]
    assert len(starts) > 5
    assert starts == sorted(set(starts))
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else "\uffff"
        mine = json.loads(index.files[paths.search_words(language, number)])
        wanted = [group for group in whole if any(start <= word[: _index.INITIALS] < end for word in group[1].split())]
        assert sorted(mine) == sorted(wanted)


def test_forms_of_a_noun_or_a_name_are_one_word() -> None:
    groups, _ = read("pl")
    words = [set(group[1].split()) for group in groups]
    assert any({"wiezien", "wiezniow"} <= group for group in words)
    assert any({"ksiadz", "ksiezy"} <= group for group in words)
    assert any({"lukaszenka", "lukaszenki"} <= group for group in words)


# ---- letters and stems


@pytest.mark.parametrize(("language", "text", "words"), [
    ("pl", "Więźniów, łódź", ["wiezniow", "lodz"]),
    ("en", "Belarus’s 1,000 prisoners", ["belaruss", "1000", "prisoners", "1", "000"]),
    ("pl", "ponad 10\u00a0000 osób", ["ponad", "10000", "osob", "10", "000"]),
    ("de", "Straße", ["strasse"]),
    ("uk", "в'язні, ґрунт", ["вязні", "грунт"]),
    ("ar", "السُّجَناء", ["السجناء"]),
])  # fmt: skip
def test_words_are_folded_to_plain_letters(language: str, text: str, words: list[str]) -> None:
    searching = locales.load(language).searching
    assert [searching.fold(word) for word in searching.words(text)] == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_stems_of_words_and_leaves_numbers_alone(language: str) -> None:
    searching = locales.load(language).searching
    [name, *_] = searching.words(locales.load(language).name)
    assert searching.stem(name)
    assert searching.stem("2025") == "2025"


def test_a_language_without_a_stemmer_falls_back_to_the_first_letters() -> None:
    assert [locales.load("uk").searching.stem(word) for word in ("звільнені", "звільнення")] == ["звільнені"[:STEM]] * 2


# ---- what is found, by the script itself


def find(site: Path, language: str, queries: list[str]) -> list[list[str]]:
    asked = subprocess.run(
        ["node", str(FIND), str(site), language], input=json.dumps(queries), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    found: list[list[str]] = json.loads(asked.stdout)
    return found


def facts_in(addresses: list[str]) -> list[str]:
    return [address.strip("/") for address in addresses if not address.startswith("..")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("searched") / "site"
    pipeline.build(REPOSITORY / "content", REPOSITORY / "templates", out, checked())
    return out


@pytest.mark.oracle
@pytest.mark.parametrize("language", FLAGSHIPS)
def test_readers_find_what_the_table_says(language: str, site: Path) -> None:
    table = yaml.safe_load((TABLES / f"{language}.yml").read_text(encoding="utf-8"))
    asked = [(query, set(row["finds"]) - set(row.get("misses", ())), set(row["finds"])) for row in table for query in row["asked"]]
    found = [set(facts_in(addresses)) for addresses in find(site, language, [query for query, _, _ in asked])]
    known = set(checked().made.site.facts)
    assert [query for query, _, wanted in asked if wanted - known] == []
    assert [(query, reachable - got) for (query, reachable, _), got in zip(asked, found, strict=True) if reachable - got] == []
    exact = [len(got & wanted) / len(got) for (_, _, wanted), got in zip(asked, found, strict=True) if got]
    assert sum(exact) / len(exact) >= WORST_PRECISION


@pytest.mark.oracle
def test_a_word_in_a_label_comes_before_one_in_a_statement(site: Path) -> None:
    [found] = find(site, "pl", ["potas"])
    assert set(facts_in(found)[-2:]) <= {"potash-licence", "potash-licence-companies"}


@pytest.mark.oracle
def test_every_word_must_be_there_but_short_ones(site: Path) -> None:
    sanctions, european, none = find(site, "en", ["sanctions", "EU sanctions", "sanctions elephants"])
    assert facts_in(european)[0] == "eu-sanctions-october"
    assert set(european) == set(sanctions)
    assert none == []


@pytest.mark.oracle
def test_an_index_in_many_files_finds_the_same(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_index, "LARGEST", 1500)
    monkeypatch.setattr(_index, "ENTRIES", 10)
    pipeline.build(REPOSITORY / "content", REPOSITORY / "templates", tmp_path / "site", checked())
    for language in FLAGSHIPS:
        table = yaml.safe_load((TABLES / f"{language}.yml").read_text(encoding="utf-8"))
        queries = [query for row in table for query in row["asked"]]
        assert find(tmp_path / "site", language, queries) == find(site, language, queries)


# ---- the scripts and the policy


@pytest.mark.parametrize("name", LARGEST_SCRIPT)
def test_a_script_is_small_and_makes_no_code_or_markup_out_of_text(name: str) -> None:
    script = (REPOSITORY / "templates" / name).read_bytes()
    assert len(gzip.compress(script, 9)) < LARGEST_SCRIPT[name]
    assert re.findall(rb"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|\.style\b", script) == []


def test_every_page_carries_the_policy_and_so_do_the_headers(site: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    assert [
        page for page in pages if unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0]) != POLICY
    ] == []
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert f"/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  Content-Security-Policy: {POLICY}\n" in headers


def test_no_rule_of_the_headers_keeps_others_from_embedding(site: Path) -> None:
    rules = re.findall(r"^(/\S*)\n((?:  .*\n)+)", (site / "_headers").read_text(encoding="utf-8"), re.MULTILINE)
    unframed = [re.sub(r":\w+", "[^/]+", path) for path, headers in rules if "frame-ancestors" in headers]

    def framed(path: str) -> bool:
        return not any(re.fullmatch(pattern, "/" + paths.address(path)) for pattern in unframed)

    assert not any(framed(path) for path, _ in paths.listed_pages(checked().made.site))
    assert framed("pl/facts/released-june/embed/index.html")
