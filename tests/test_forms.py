"""The forms tables of tests/locales: what every language says for amounts, cases, bounds and dates; and laws of plurals and digits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale as Cldr
from hypothesis import given
from hypothesis import strategies as st

from onrecord import locale as locales
from onrecord import typed
from onrecord.assemble.names import read_units
from onrecord.fields import Notebook, parse_number
from onrecord.kinds import KINDS, Ask, _reading, count, status
from onrecord.locale import CannotSay
from onrecord.model import ABSENCES, QUALIFIERS, Noun, Vague
from onrecord.places import Places
from onrecord.read import Folder, read_yaml

TABLES = Path(__file__).parent / "locales"
LANGUAGES = locales.known_languages()
LEAST_ROWS = {"pl": 150, "en": 60}
FEWEST = 25
NUMBERS = (  # where plurals turn
    *("0", "1", "2", "4", "5", "11", "12", "14", "21", "22", "25", "31", "52", "100", "101", "112", "122"),
    *("1000", "1184", "10000", "1234567", "1.5", "2.5"),
)


def table(language: str) -> dict[str, Any]:
    return yaml.load((TABLES / f"{language}.yml").read_bytes(), yaml.BaseLoader)  # type: ignore[no-any-return]


def units() -> dict[str, dict[str, Noun]]:
    """The nouns of every table, read as units.yml would be."""
    nouns: dict[str, dict[str, Any]] = {}
    for language in LANGUAGES:
        for unit, forms in table(language)["units"].items():
            nouns.setdefault(unit, {})[language] = forms
    document, found = read_yaml(yaml.safe_dump(nouns, allow_unicode=True), "units.yml")
    assert found == []
    notebook = Notebook(Places({}), tuple(LANGUAGES))
    made = read_units(Folder(documents={"units.yml": document}), notebook)
    assert notebook.diagnostics == []
    return made


UNITS = units()


def rows() -> list[tuple[str, dict[str, Any], str]]:
    return [(language, wish, words) for language in LANGUAGES for wish, words in table(language)["rows"]]


@pytest.mark.parametrize(("language", "wish", "words"), rows(), ids=lambda part: str(part))
def test_a_language_says_what_its_table_has(language: str, wish: dict[str, Any], words: str) -> None:
    said = typed.say({"lang": language, **{key: value for key, value in wish.items() if key != "agree"}}, UNITS)
    assert (said.category if "agree" in wish else said.text) == words.replace("~", "\u00a0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_enough_rows_and_no_wish_twice(language: str) -> None:
    wishes = [str(wish) for wish, _ in table(language)["rows"]]
    assert len(wishes) >= LEAST_ROWS.get(language, FEWEST)
    assert len(wishes) == len(set(wishes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_the_numbers_bounds_and_absences_that_each_must_have(language: str) -> None:
    wishes = [wish for wish, _ in table(language)["rows"]]
    counted = {wish["value"] for wish in wishes if "unit" in wish and "kind" not in wish and isinstance(wish.get("value"), str)}
    assert set(NUMBERS) - counted == set()
    assert any(str(wish.get("value")).startswith("-") for wish in wishes)
    assert set(ABSENCES) - {wish.get("absent") for wish in wishes} == set()
    assert set(QUALIFIERS) - {wish.get("qualifier") for wish in wishes} == set()
    assert {"percent", "points", "money", "rate"} - {wish.get("kind") for wish in wishes} == set()
    assert any("range" in wish for wish in wishes)
    assert any("when" in wish for wish in wishes)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("event", "order", "statement")])  # these have no figure
def test_every_kind_has_its_rows(kind: str) -> None:
    for language in LEAST_ROWS:
        kinds = {wish.get("kind") or ("date" if "when" in wish else "count") for wish, _ in table(language)["rows"]}
        assert kind in kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_that_amounts_need(language: str) -> None:
    locale = locales.load(language)
    assert all(locale.absence(reason) for reason in ABSENCES)
    assert all(locale.status(code) for code in status.CODES)
    assert all("{}" in locale.qualifier(name).text for name in QUALIFIERS)
    for word in _reading.VAGUE:
        for case in locale.nouns.cases:
            assert locale.nouns.vague(word, locale.nouns.own["year"], case).text
            assert count.say(Vague(word), Ask(locale, str, None, None, case)).text
    for noun in locale.nouns.own.values():
        for case in locale.nouns.cases:
            for category in locale.nouns.categories:
                assert locale.nouns.form(noun, case, category).text


SAME = (  # what every pack has alike
    "qualifiers", "ranges", "vague", "absent", "status", "strings", "spreads", "per", "changes", "durations", "dates", "nouns.own",
    "dates.forms", "search", "reading", "reading.qualifiers", "reading.behind", "reading.vague",
)  # fmt: skip


def below(pack: dict[str, Any], path: str) -> set[str]:
    for key in path.split("."):
        pack = pack[key]
    return set(pack)


@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_have_the_same_words(language: str) -> None:
    def shape(language: str) -> dict[str, set[str]]:
        pack = yaml.load((locales.PACKS / f"{language}.yml").read_bytes(), yaml.BaseLoader)
        return {"": set(pack), **{path: below(pack, path) for path in SAME}}

    assert shape(language) == shape("en")


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    number=st.one_of(st.integers(0, 10_000).map(Decimal), st.decimals(0, 1000, places=2, allow_nan=False), st.decimals(0, 1000, places=1))
)
def test_plural_categories_are_cldrs(language: str, number: Decimal) -> None:
    locale = locales.load(language)
    assert locale.numbers.category(number) == Cldr.parse(language).plural_form(number)
    assert locale.numbers.category(number) in locale.nouns.categories


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_whole_number_to_10_000_has_cldrs_category(language: str) -> None:
    numbers, plural_form = locales.load(language).numbers, Cldr.parse(language).plural_form
    assert [number for number in range(10_001) if numbers.category(Decimal(number)) != plural_form(number)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.one_of(st.integers(-(10**12), 10**12).map(Decimal), st.decimals(-1000, 1000, places=3, allow_nan=False)))
def test_no_digit_is_lost_or_added(language: str, number: Decimal) -> None:
    said = locales.load(language).numbers.digits(parse_number(f"{number:f}"))
    assert [digit for digit in said if digit.isdigit()] == [digit for digit in f"{number:f}" if digit.isdigit()]
    assert said.startswith(locales.load(language).numbers.minus) == f"{number:f}".startswith("-")


@pytest.mark.parametrize(
    ("case", "category", "missing"), [("nom", "few", "pl.few"), ("ins", "many", "pl.ins.many"), ("acc", "one", "pl.acc.one")]
)
def test_a_missing_form_names_its_cell(case: str, category: str, missing: str) -> None:
    noun = Noun("person", {})
    with pytest.raises(CannotSay, match="unit `person` has no form") as refused:
        locales.load("pl").nouns.form(noun, case, category)
    assert f"`{missing}`" in refused.value.message
