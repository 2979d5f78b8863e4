"""What `onrecord say` does: facts by id, amounts typed as options or JSON lines, and the table of a noun's forms."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from . import locale as locales
from . import pipeline, typed
from .diagnostic import Severity, did_you_mean
from .locale import CannotSay, Locale
from .model import Noun
from .pipeline import Checked
from .speaker import Speaker

OF_FACTS = ("case", "style", "form", "rival")
HOW = (*typed.HOW, "rival", "no_qualifier")
WISHES = ("id", *dict.fromkeys((*typed.AMOUNT, *HOW)))
LONGEST_EXPONENT = 2  # digits
SAMPLES = (*map(Decimal, range(1, 30)), Decimal(100), Decimal("1.5"), Decimal(0))  # the first of each plural category is shown


class Saying:
    """One content folder, read when something of it is first asked for. Everything raises CannotSay."""

    def __init__(self, content: Path, today: dt.date) -> None:
        self._content, self._today = content, today

    @cached_property
    def _checked(self) -> Checked:
        return pipeline.check(self._content, self._today)

    @cached_property
    def _units(self) -> typed.Units:
        units, found = typed.read_nouns(self._content)
        for problem in found:
            if problem.severity == Severity.ERROR:
                raise CannotSay(problem.rule, f"{problem.where}: {problem.message}", problem.help)
        return units

    def say(self, wish: dict[str, object]) -> str:
        """One line: the figure of the fact ``id``, or an amount."""
        said = self._fact(wish) if "id" in wish else self._amount(wish)
        return said[:1].upper() + said[1:] if wish.get("capital") in (True, "true") else said

    def _amount(self, wish: dict[str, object]) -> str:
        if "rival" in wish:
            raise CannotSay("bad-call", "`rival` is for a fact", "name the fact by its `id`, or leave `rival` out")
        bare = wish.get("no_qualifier") or wish.get("qualifier") is False
        without = ("no_qualifier", "qualifier") if bare else ("no_qualifier",)
        return typed.say({key: value for key, value in wish.items() if key not in without}, self._units).text

    def _fact(self, wish: dict[str, object]) -> str:
        made = self._checked.made
        language, id = str(wish.get("lang", "")), str(wish["id"])
        if language not in made.site.languages:
            spoken = did_you_mean(language, made.site.languages) or "its languages are " + ", ".join(made.site.languages)
            raise CannotSay("unknown-language", f"the site does not speak `{language}`", spoken)
        for key in wish.keys() - {"id", "lang", "capital", "no_qualifier", "qualifier", *OF_FACTS}:
            raise CannotSay("bad-call", f"`{key}` is for an amount, and `{id}` is a fact", f"leave out `{key}` or the id")
        if id in made.lost or not made.site.facts:
            self._refuse_unreadable(id)
        asked: dict[str, Any] = {key: str(wish[key]) for key in OF_FACTS if key in wish}
        bare = bool(wish.get("no_qualifier")) or wish.get("qualifier") is False
        try:
            return Speaker(made.site, language).figure(id, qualifier=False if bare else None, **asked).text
        except KeyError:  # a text that is not there in this language
            self._refuse_unreadable(id)
            raise

    def _refuse_unreadable(self, id: str) -> None:
        for found in self._checked.diagnostics:
            if found.severity == Severity.ERROR:
                raise CannotSay(found.rule, f"{found.where}: {found.message}", found.help)
        raise CannotSay("unknown-fact", f"there is no fact `{id}`", "run `onrecord check`")

    def forms(self, unit: str, language: str) -> str:
        """A noun's whole table: a line for each case, a column for each plural category, `–` where units.yml has no form."""
        if language not in locales.known_languages():
            raise locales.no_pack(language)
        locale = locales.load(language)
        noun = self._units.get(unit, {}).get(language) or locale.nouns.named(unit)
        if noun is None:
            known = (*self._units, *locale.nouns.own)
            help = did_you_mean(unit, known) or "the nouns are " + ", ".join(f"`{name}`" for name in known)
            raise CannotSay("unknown-unit", f"`{unit}` has no noun in `{language}`", help)
        return table(locale, noun)


def table(locale: Locale, noun: Noun) -> str:
    """A noun with a number of each plural category, in each case; `–` where it has no form."""
    samples = {category: _sample(locale, category) for category in locale.nouns.categories}
    rows = [["", *samples]]
    rows += [[case, *(_cell(locale, noun, case, category, number) for category, number in samples.items())] for case in locale.nouns.cases]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _sample(locale: Locale, category: str) -> Decimal | None:
    return next((number for number in SAMPLES if locale.numbers.category(number) == category), None)


def _cell(locale: Locale, noun: Noun, case: str, category: str, number: Decimal | None) -> str:
    digits = "" if number is None else locale.numbers.digits(number)
    try:
        return locale.nouns.counted(digits, noun, case, category)
    except CannotSay:
        return "–"


def _plain(number: str) -> str:
    """JSON's 2.7e6 as digits; a number that nobody could read stays as it is, and is refused."""
    exponent = number.lower().partition("e")[2]
    return f"{Decimal(number):f}" if exponent and len(exponent.lstrip("+-")) <= LONGEST_EXPONENT else number


def read_wish(line: str, language: str | None) -> dict[str, object]:
    """A JSON object with the names of the command line; numbers keep their digits. Raises CannotSay."""
    try:
        wish = json.loads(line, parse_float=_plain, parse_int=str)
    except (json.JSONDecodeError, RecursionError) as error:
        why = error.msg.lower() if isinstance(error, json.JSONDecodeError) else "it is too deep"
        raise CannotSay("bad-shape", f"the line is not JSON: {why}", 'write `{"value": "52", "unit": "person"}`') from None
    if not isinstance(wish, dict):
        raise CannotSay("bad-shape", "the line is no JSON object", 'write `{"value": "52", "unit": "person"}`')
    known = {name.replace("-", "_"): value for name, value in wish.items() if value is not None}
    for name in known:
        if name not in WISHES:
            raise CannotSay("unknown-key", f"`say` has no `{name}`", did_you_mean(name, WISHES) or "its names are " + ", ".join(WISHES))
    return {"lang": language, **known} if language and "lang" not in known else known
