"""The tables of tests/readings: what numbers, bounds and vague words a quote holds, as newsrooms of each language write them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord import locale as locales
from onrecord.locale import Mention

TABLES = Path(__file__).parent / "readings"
LANGUAGES = locales.known_languages()
FEWEST = 30


def rows() -> list[tuple[str, str, str]]:
    return [
        (table.stem, text, said) for table in sorted(TABLES.glob("*.yml")) for text, said in yaml.load(table.read_bytes(), yaml.BaseLoader)
    ]


def told(mention: Mention) -> str:
    number = mention.number if mention.number is None or (1000 % mention.number.denominator) else f"{float(mention.number):.15g}"
    return f"{mention.qualifier or ''} {mention.vague or number}{'%' if mention.percent else ''}".strip()


@pytest.mark.parametrize(("language", "text", "said"), rows(), ids=lambda part: str(part))
def test_a_quote_is_read_as_its_table_has_it(language: str, text: str, said: str) -> None:
    assert ", ".join(told(mention) for mention in locales.reading(language).mentions(text)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_table_with_enough_rows(language: str) -> None:
    assert len([row for row in rows() if row[0] == language]) >= FEWEST


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 10**9))
def test_what_we_say_in_digits_we_read_again(language: str, number: int) -> None:
    locale = locales.load(language)
    assert [mention.number for mention in locale.reading.mentions(locale.numbers.digits(number))] == [Fraction(number)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("pl", "tylko pie\u0328c\u0301 oso\u0301b", "pie\u0328c\u0301"),
        ("de", "nur drei\u00adzehn Personen", "drei\u00adzehn"),
        ("uk", "п\u2019ять осіб", "п\u2019ять"),
        ("ar", "\u200f12\u200e شخصا", "12\u200e"),
    ],
)
def test_accents_typed_apart_and_signs_that_nobody_sees_move_no_place(language: str, text: str, number: str) -> None:
    (mention,) = locales.reading(language).mentions(text)
    assert text[mention.start : mention.end] == number


def test_a_language_without_a_pack_has_its_digits_read() -> None:
    said = locales.reading("lt").mentions("daugiau nei 1 200 žmonių, 31 %")
    assert [(mention.number, mention.qualifier, mention.percent) for mention in said] == [(1200, None, False), (31, None, True)]


@given(text=st.text(max_size=60), language=st.sampled_from([*LANGUAGES, "lt"]))
def test_any_text_can_be_read_and_its_mentions_stand_in_it(text: str, language: str) -> None:
    for mention in locales.reading(language).mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
