"""Says numbers, nouns, dates and names in one language, by the words of its pack in ``locales/``.

Plural categories and number symbols are CLDR's, through Babel. What Babel gets wrong (FIGURES.md) is ours: grouping below five
digits, digits kept as typed, government of qualifiers, months in the cases that sentences need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale as Cldr
from babel.lists import format_list

from .edtf import Interval, Moment, When
from .model import Form, Noun

NBSP = "\u00a0"
MINUS = "\u2212"
NOMINATIVE = "nom"
FORMS_OF_TIME = ("bare", "on", "in", "since", "until", "around")
PACKS = Path(__file__).parent / "locales"


class CannotSay(Exception):
    """What was asked for cannot be said in this language; ``rule``, a sentence and what to write instead.

    ``owner`` is the unit or the party that lacks a form: ``("units", "person")``.
    """

    def __init__(self, rule: str, message: str, help: str = "", owner: tuple[str, str] | None = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.help, self.owner = rule, message, help, owner


@dataclass(frozen=True, slots=True)
class Government:
    """A pattern, the case it puts its noun in (None: as the sentence asks) and the category a verb beside it takes."""

    text: str = "{}"
    case: str | None = None
    agree: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An amount in words; ``category`` is the plural category of a verb beside it, ``value`` the machine's form."""

    text: str
    category: str
    value: str


@cache
def known_languages() -> list[str]:
    """The languages that have a pack."""
    return sorted(pack.stem for pack in PACKS.glob("*.yml"))


@cache
def load(language: str) -> Locale:
    """The locale of a language code; KeyError where it has no pack."""
    path = PACKS / f"{language}.yml"
    if not path.is_file():
        raise KeyError(language)
    return Locale(language, yaml.load(path.read_bytes(), yaml.BaseLoader))  # our own file: BaseLoader keeps every scalar text


class Locale:
    """One language: its pack and CLDR."""

    def __init__(self, language: str, pack: Mapping[str, Any]) -> None:
        self.language = language
        self.name: str = pack["name"]
        self.direction: str = pack["direction"]
        self.cases: tuple[str, ...] = tuple(pack["cases"])
        self.classes: frozenset[str] = frozenset(pack["nouns"]["classes"])
        self.strings: Mapping[str, str] = pack.get("strings", {})
        self.quotes: tuple[str, str] = (pack["quotes"][0], pack["quotes"][1])
        self._keep_with_next = _keeping(pack["typography"]["keep_with_next"])
        self._pack = pack
        self._cldr = Cldr.parse(pack["cldr"])
        self._minimum_digits = 3 + int(pack["numbers"]["minimum_grouping"])

    # ---- numbers

    def number(self, number: Decimal) -> str:
        """The digits that the editor typed, with this language's separators and a true minus."""
        symbols = self._cldr.number_symbols["latn"]
        whole, _, fraction = f"{abs(number):f}".partition(".")
        if len(whole) >= self._minimum_digits:
            whole = symbols["group"].join(_thousands(whole))
        return (MINUS if number < 0 else "") + whole + (symbols["decimal"] + fraction if fraction else "")

    def category(self, number: Decimal) -> str:
        """The plural category of the number as it is shown: 1 is one, 1.0 is not."""
        return self._cldr.plural_form(abs(number))

    @property
    def categories(self) -> tuple[str, ...]:
        """The plural categories that this language tells apart, in CLDR's order."""
        known = self._cldr.plural_form.tags | {"other"}
        return tuple(category for category in ("zero", "one", "two", "few", "many", "other") if category in known)

    # ---- nouns

    def form(self, noun: Noun, case: str, category: str) -> Form:
        """The noun's form; raises CannotSay naming exactly the cell that units.yml lacks."""
        self.require_case(case)
        cell = f"{case}.{category}"
        same = self._same_form(noun.classes)
        while cell not in noun.forms and cell in same:
            cell = same[cell]
        if cell not in noun.forms:
            raise missing_form(("units", noun.unit), self.language, cell)
        return noun.forms[cell]

    def _same_form(self, classes: frozenset[str]) -> Mapping[str, str]:
        nouns = self._pack["nouns"]
        same = dict(nouns["same_form"])
        for name in sorted(classes):
            same |= nouns["classes"][name].get("same_form", {})
        return same

    def agreement(self, category: str, noun: Noun | None) -> str:
        """The category of a verb beside a number and this noun: 52 więźniów zostało, though 52 is `few`."""
        for name in sorted(noun.classes) if noun else ():
            category = self._pack["nouns"]["classes"][name].get("agree", {}).get(category, category)
        return category

    def require_case(self, case: str) -> None:
        if case not in self.cases:
            known = ", ".join(f"`{known}`" for known in self.cases)
            raise CannotSay("bad-call", f"`{self.language}` has no case `{case}`", f"its cases are {known}")

    # ---- words of the pack

    def qualifier(self, name: str | None) -> Government:
        return _government(self._pack["qualifiers"][name]) if name else Government()

    def range_form(self, form: str) -> Government:
        forms = self._pack["ranges"]
        if form not in forms:
            known = ", ".join(f"`{known}`" for known in forms)
            raise CannotSay("bad-call", f"a range has no form `{form}`", f"its forms are {known}")
        return _government(forms[form])

    def vague(self, word: str, noun: Noun | None, case: str) -> Said:
        """Vague words and their noun: `dziesiątki zatrzymanych`, `dozens of detainees`."""
        self.require_case(case)
        entry = self._pack["vague"][word]
        if noun is None:
            return Said(entry.get("alone", entry["forms"])[case], entry["agree"], word)
        forms = dict(entry["forms"])
        for name in sorted(noun.classes):
            forms |= entry.get("classes", {}).get(name, {})
        cell = entry["noun"] if isinstance(entry["noun"], str) else entry["noun"][case]
        return Said(f"{forms[case]} {self.form(noun, *cell.split('.')).text}", entry["agree"], word)

    def absence(self, reason: str) -> str:
        return str(self._pack["absent"][reason])

    def status(self, code: str) -> str:
        return str(self._pack["status"][code])

    def rank(self, rank: int) -> str:
        return tied(self._pack["rank"]).format(rank=rank)

    def one_of(self, parts: Sequence[str]) -> str:
        """ "1,300 or 1,400"."""
        *firsts, last = parts
        return str(self._pack["one_of"]).format(start=", ".join(firsts), end=last)

    def listed(self, parts: Sequence[str]) -> str:
        """ "a, b and c", by CLDR's list patterns."""
        return format_list(list(parts), locale=self._cldr)

    def quoted(self, text: str) -> str:
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    # ---- who says so

    def attribution(self, chain: Sequence[Mapping[str, str]], parties: Sequence[str], case: str) -> str:
        """Names of a chain of parties, outermost first; raises CannotSay for a name without the case it needs."""
        self.require_case(case)
        named = zip(chain, parties, strict=True)
        said = self._name(*next(named), case)
        for depth, (name, party) in enumerate(named):
            if depth:
                said = str(self._pack["attribution"]["further"]).format(chain=said, inner=self._name(name, party, NOMINATIVE))
            else:
                pattern = self._pack["attribution"].get(case)
                if pattern is None:
                    raise CannotSay("bad-call", f"`by` of a chain of parties cannot stand in the case `{case}`", "name a single party")
                said = str(pattern["text"]).format(outer=said, inner=self._name(name, party, pattern["inner"]))
        return said

    def _name(self, name: Mapping[str, str], party: str, case: str) -> str:
        if case not in name:
            raise missing_form(("parties", party), self.language, case)
        return name[case]

    # ---- times

    def when(self, when: When, form: str = "bare") -> str:
        """A time as a sentence needs it; raises CannotSay for a form that does not exist."""
        if form not in FORMS_OF_TIME:
            known = ", ".join(f"`{name}`" for name in FORMS_OF_TIME)
            raise CannotSay("bad-call", f"a date has no form `{form}`", f"its forms are {known}")
        return tied(self._interval(when, form) if isinstance(when, Interval) else self._moment(when, form))

    def _moment(self, moment: Moment, form: str) -> str:
        precision, form = _fitting(moment.precision, form)
        if moment.approximate and form in ("bare", "on", "in"):
            form = "around"
        wanted = self._pack["dates"]["forms"][form]
        said = wanted["text"].format(self._calendar(moment, precision, wanted.get("case", NOMINATIVE)))
        if moment.approximate and form not in ("around",):
            said = wanted["text"].format(self._moment(replace(moment, uncertain=False), "around"))
        return str(self._pack["dates"]["forms"]["uncertain"]["text"]).format(said) if moment.uncertain else said

    def _calendar(self, moment: Moment, precision: str, case: str, **more: object) -> str:
        pattern = self._pack["dates"][precision][case]
        months = {name: names[(moment.month or 1) - 1] for name, names in self._pack["months"].items()}
        return str(pattern).format(day=moment.day, year=moment.year, **months, **more)

    def _interval(self, interval: Interval, form: str) -> str:
        start, end = interval.start, interval.end
        if end is None or start is None:
            return self._moment(start, "since") if start else self._moment(end, "until")  # type: ignore[arg-type]
        if start.day and end.day and start.iso[:7] == end.iso[:7] and not (start.approximate or end.approximate):
            wanted = self._pack["dates"]["forms"][form if form in ("since", "until", "around") else "bare"]
            return str(wanted["text"]).format(self._calendar(end, "days_of_a_month", wanted.get("case", NOMINATIVE), first=start.day))
        return f"{self._start(start, end)} {self._moment(end, 'to')}"

    def _start(self, start: Moment, end: Moment) -> str:
        """The beginning of an interval, without the year where its end says it."""
        if start.year != end.year or start.precision == "year" or start.approximate or start.uncertain:
            return self._moment(start, "from")
        wanted = self._pack["dates"]["forms"]["from"]
        return str(wanted["text"]).format(self._calendar(start, f"{start.precision}_of_the_year", wanted.get("case", NOMINATIVE)))

    # ---- the interface

    def string(self, key: str) -> str:
        """A string of the interface; KeyError for one that the pack lacks."""
        return self.strings[key]

    def typeset(self, text: str) -> str:
        """Prose whose short words do not end a line."""
        return self._keep_with_next.sub(r"\1" + NBSP, text) if self._keep_with_next else text


def tied(pattern: str) -> str:
    """``~`` as in TeX: a space at which no line breaks."""
    return pattern.replace("~", NBSP)


def _keeping(words: Sequence[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![^\W_])((?i:{alternatives})) (?=\S|\Z)") if words else None


def missing_form(owner: tuple[str, str], language: str, cell: str) -> CannotSay:
    """The refusal that names exactly the cell that an owner lacks, and how to write it."""
    place = language + "." + cell.removeprefix(f"{NOMINATIVE}.")
    kind = {"units": "unit", "parties": "party"}[owner[0]]
    return CannotSay("missing-form", f"{kind} `{owner[1]}` has no form `{place}`", f"write it: `{_nested(place)}`", owner)


def _nested(path: str) -> str:
    *outer, last = path.split(".")
    return "".join(f"{key}: {{" for key in outer) + f"{last}: …" + "}" * len(outer)


def _thousands(digits: str) -> list[str]:
    head = len(digits) % 3
    return ([digits[:head]] if head else []) + [digits[at : at + 3] for at in range(head, len(digits), 3)]


def _government(entry: Mapping[str, str]) -> Government:
    return Government(tied(entry["text"]), entry.get("case"), entry.get("agree"))


def _fitting(precision: str, form: str) -> tuple[str, str]:
    """``in`` speaks of the month even where the day is known; ``on`` of a month or a year is ``in``."""
    if form == "in" and precision == "day":
        return "month", form
    if form == "on" and precision != "day":
        return precision, "in"
    return precision, form
