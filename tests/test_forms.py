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
from onrecord.assemble.names import read_units
from onrecord.edtf import parse_when
from onrecord.fields import Fields, Notebook, parse_number
from onrecord.kinds import Ask, _amounts, count, status
from onrecord.locale import CannotSay, Said
from onrecord.model import ABSENCES, QUALIFIERS, Noun, Vague
from onrecord.places import Places
from onrecord.read import Folder, Mapping, read_yaml

TABLES = Path(__file__).parent / "locales"
LANGUAGES = locales.known_languages()


def units() -> dict[str, dict[str, Noun]]:
    document, found = read_yaml((TABLES / "units.yml").read_text(encoding="utf-8"), "units.yml")
    assert found == []
    return read_units(Folder(documents={"units.yml": document}), Notebook(Places({}), tuple(LANGUAGES)))


UNITS = units()


def rows() -> list[tuple[str, dict[str, Any], str]]:
    tables = {language: yaml.load((TABLES / f"{language}.yml").read_bytes(), yaml.BaseLoader) for language in LANGUAGES}
    return [(language, wish, words) for language, table in tables.items() for wish, words in table["rows"]]


def say(language: str, wish: dict[str, Any]) -> Said:
    """An amount as a row writes it, read as facts.yml would be."""
    locale = locales.load(language)
    if "when" in wish:
        return Said(locale.when(parse_when(wish["when"]), wish.get("form", "bare")), "", "")
    document, _ = read_yaml(
        yaml.safe_dump({key: wish[key] for key in ("value", "range", "vague", "absent", "values") if key in wish}), "row"
    )
    assert isinstance(document.root, Mapping)
    amount = count.read(Fields(document.root, "row", Notebook(Places({}))))
    assert amount is not None
    noun = UNITS[wish["unit"]][language] if "unit" in wish else None
    options = {key: wish[key] for key in ("qualifier", "case", "style", "form") if key in wish}
    return count.say(amount, Ask(locale, str, noun, **options))


@pytest.mark.parametrize(("language", "wish", "words"), rows(), ids=lambda part: str(part))
def test_a_language_says_what_its_table_has(language: str, wish: dict[str, Any], words: str) -> None:
    said = say(language, wish)
    assert (said.category if "agree" in wish else said.text) == words.replace("~", "\u00a0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_table_and_every_word_that_amounts_need(language: str) -> None:
    locale = locales.load(language)
    assert (TABLES / f"{language}.yml").is_file()
    assert all(locale.absence(reason) for reason in ABSENCES)
    assert all(locale.status(code) for code in status.CODES)
    assert all("{}" in locale.qualifier(name).text for name in QUALIFIERS)
    for word in _amounts.VAGUE:
        for case in locale.cases:
            assert locale.vague(word, UNITS["person"][language], case).text
            assert count.say(Vague(word), Ask(locale, str, None, None, case)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_have_the_same_words(language: str) -> None:
    def shape(language: str) -> dict[str, set[str]]:
        pack = yaml.load((locales.PACKS / f"{language}.yml").read_bytes(), yaml.BaseLoader)
        named = {key: set(pack[key]) for key in ("qualifiers", "ranges", "vague", "absent", "status", "strings")}
        return {**named, "pack": set(pack), "forms": set(pack["dates"]["forms"])}

    assert shape(language) == shape("en")


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    number=st.one_of(st.integers(0, 10_000).map(Decimal), st.decimals(0, 1000, places=2, allow_nan=False), st.decimals(0, 1000, places=1))
)
def test_plural_categories_are_cldrs(language: str, number: Decimal) -> None:
    locale = locales.load(language)
    assert locale.category(number) == Cldr.parse(language).plural_form(number)
    assert locale.category(number) in locale.categories


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.one_of(st.integers(-(10**12), 10**12).map(Decimal), st.decimals(-1000, 1000, places=3, allow_nan=False)))
def test_no_digit_is_lost_or_added(language: str, number: Decimal) -> None:
    said = locales.load(language).number(parse_number(f"{number:f}"))
    assert [digit for digit in said if digit.isdigit()] == [digit for digit in f"{number:f}" if digit.isdigit()]
    assert said.startswith("\u2212") == f"{number:f}".startswith("-")


@pytest.mark.parametrize(
    ("case", "category", "missing"), [("nom", "few", "pl.few"), ("ins", "many", "pl.ins.many"), ("acc", "one", "pl.acc.one")]
)
def test_a_missing_form_names_its_cell(case: str, category: str, missing: str) -> None:
    noun = Noun("person", {})
    with pytest.raises(CannotSay, match="unit `person` has no form") as refused:
        locales.load("pl").form(noun, case, category)
    assert f"`{missing}`" in refused.value.message
