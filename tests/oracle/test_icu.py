"""Our numbers, percentages, dates, sums of money and plural categories are ICU's, asked through Node's Intl, but where `WHY_NOT` says so.

Run by .ci/run (marker `oracle`): it needs Node, and no network.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import locale as locales
from onrecord import typed

pytestmark = pytest.mark.oracle
INTL = Path(__file__).parent / "intl.mjs"
LANGUAGES = locales.known_languages()
WHY_NOT = {
    "minus": "a true minus (U+2212); ICU writes a hyphen",
    "space": "the number and its sign, the day and its month keep together; ICU mostly has an ordinary or a narrow space",
    "pl date": "newsrooms write „11 września 2025 r.”; CLDR's long date has no „r.”",
}
_chance = random.Random(20251122)
DECIMALS = [
    Decimal(text) for text in ("0", "0.5", "1.0", "1.5", "2.5", "3.0", "10.25", "21.1", "1234.5", "9999.99", "10000.5", "1234567.125")
]
DECIMALS += [Decimal(_chance.randint(0, 10**7)).scaleb(-_chance.randint(1, 4)) for _ in range(300)]
WHOLE = [*map(Decimal, (0, 1, 2, 12, 100, 999, 1000, 1184, 9999, 10_000, 12_345, 123_456, 1_234_567, 10**12))]
NUMBERS = [*WHOLE, *DECIMALS, *(-number for number in (*WHOLE[1:], *DECIMALS[1:20]))]
DAYS = [dt.date(2025, month, day) for month in range(1, 13) for day in (1, 11, 28)]
Request = tuple[Any, ...]


def intl(requests: Iterable[Request]) -> list[str]:
    done = subprocess.run(["node", str(INTL)], input=json.dumps(list(requests)), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@cache
def tag(language: str) -> str:
    """The pack's CLDR locale with its digits, as BCP 47 has it."""
    pack = yaml.load((locales.PACKS / f"{language}.yml").read_bytes(), yaml.BaseLoader)
    return f"{pack['cldr'].replace('_', '-')}-u-nu-{pack['numbers']['digits']}"


def digits(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def alike(text: str) -> str:
    """Without the differences that `WHY_NOT` explains for every language."""
    return text.replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")


def differences(asked: Iterable[Any], ours: Iterable[str], theirs: Iterable[str]) -> list[tuple[str, str, str]]:
    """What was asked, what we say and what ICU says, where the two differ; the first few."""
    told = ((str(what), mine, icu) for what, mine, icu in zip(asked, ours, theirs, strict=True))
    return [(what, mine, icu) for what, mine, icu in told if alike(mine) != alike(icu)][:5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_categories_are_icus_for_every_whole_number_to_10_000_and_for_decimals(language: str) -> None:
    numbers = [*map(Decimal, range(10_001)), *DECIMALS]
    theirs = intl(("plural", tag(language), f"{number:f}", digits(number)) for number in numbers)
    assert differences(numbers, map(locales.load(language).numbers.category, numbers), theirs) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_icus(language: str) -> None:
    theirs = intl(("number", tag(language), f"{number:f}", digits(number)) for number in NUMBERS)
    assert differences(NUMBERS, map(locales.load(language).numbers.digits, NUMBERS), theirs) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_percentages_are_icus(language: str) -> None:
    theirs = intl(("percent", tag(language), f"{number.scaleb(-2):f}", digits(number)) for number in NUMBERS)
    ours = [said(language, kind="percent", value=f"{number:f}") for number in NUMBERS]
    assert differences(NUMBERS, ours, theirs) == []


@pytest.mark.parametrize("currency", ["PLN", "EUR", "USD", "GBP", "UAH"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_icus(language: str, currency: str) -> None:
    theirs = intl(("money", tag(language), f"{number:f}", digits(number), currency) for number in NUMBERS)
    ours = [said(language, kind="money", value=f"{number:f}", currency=currency) for number in NUMBERS]
    assert differences(NUMBERS, ours, theirs) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinals_are_told_apart_as_icu_does(language: str) -> None:
    theirs = intl(("ordinal", tag(language), number) for number in range(1, 1001))
    assert differences(range(1, 1001), map(locales.load(language).numbers.ordinal_category, range(1, 1001)), theirs) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_icus(language: str) -> None:
    theirs = intl(("date", tag(language), day.isoformat()) for day in DAYS)
    ending = " r." if f"{language} date" in WHY_NOT else ""
    ours = [alike(said(language, when=day.isoformat())).removesuffix(ending) for day in DAYS]
    assert differences(DAYS, ours, theirs) == []


def said(language: str, **wish: str) -> str:
    return typed.say({"lang": language, **wish}, {}).text
