"""Nouns beside numbers: their forms by case and plural category, and the agreement that they force. Nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale as Cldr

from ..model import Form, Noun
from ._say import NBSP, NOMINATIVE, CannotSay, Said, missing_form, tied
from ._units import cldr_unit, units_of

CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # CLDR's, in CLDR's order


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in digits and words, and what it asks of the noun behind it.

    ``category`` chooses the noun's form in ``case``; a number such as "2.7 million" names the noun's ``cell`` itself. ``agree`` is
    the category of a verb where the number decides it and not the noun. Only a ``bare`` number, one with neither sign nor company,
    may be said by a noun that holds it: شخصان.
    """

    text: str
    category: str
    case: str
    cell: str | None = None
    agree: str | None = None
    bare: bool = False


class Nouns:
    """The nouns of one language."""

    def __init__(self, pack: Mapping[str, Any], language: str, cldr: Cldr) -> None:
        self.language = language
        self.cases: tuple[str, ...] = tuple(pack["cases"])
        self.classes: frozenset[str] = frozenset(pack["nouns"]["classes"])
        self._pack, self._cldr = pack, cldr

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The plural categories that this language tells apart."""
        known = self._cldr.plural_form.tags | {"other"}
        return tuple(category for category in CATEGORIES if category in known)

    @cached_property
    def own(self) -> Mapping[str, Noun]:
        """The nouns that the pack brings along: units of time, percentage points, times."""
        return {name: noun_of(name, entry) for name, entry in self._pack["nouns"]["own"].items()}

    def named(self, unit: str, words: bool = False) -> Noun | None:
        """A unit that needs no units.yml: the pack's own nouns, else CLDR's symbol, or its name in ``words``; None for others."""
        if unit in self.own:
            return self.own[unit]
        patterns = cldr_unit(unit, self._cldr)
        if patterns is None:
            return None
        cases = (NOMINATIVE,) if words else self.cases  # CLDR's names have no cases; symbols need none
        own = self._pack["nouns"]["symbols"].get(unit)
        symbols = {"other": own} if own and not words else patterns["long" if words else "short"]
        return Noun(unit, _forms_of_symbol(symbols, cases, self.categories))

    def of_cldr(self) -> list[str]:
        """The units that need no units.yml because CLDR has them."""
        return units_of(self._cldr)

    # ---- forms

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

    def cell(self, noun: Noun, cell: str) -> Form:
        """The form of a cell as packs name it: ``gen.many``."""
        case, _, category = cell.partition(".")
        return self.form(noun, case, category)

    def follow(self, numeral: Numeral, noun: Noun | None) -> str:
        """A numeral and the noun behind it; the numeral alone where there is none."""
        if noun is None:
            return numeral.text
        form = self.cell(noun, numeral.cell) if numeral.cell else self.form(noun, numeral.case, numeral.category)
        if form.whole and not numeral.bare:
            form = self._with_digits(noun, numeral)
        return self.beside(numeral.text, form)

    def _with_digits(self, noun: Noun, numeral: Numeral) -> Form:
        """The form beside digits where the noun's own form would hide them: 1–2, −1, 30 ± 2."""
        category = self._pack["nouns"]["with_digits"].get(numeral.category, numeral.category)
        form = self.form(noun, numeral.case, category)
        if form.whole:
            raise missing_form(("units", noun.unit), self.language, f"{numeral.case}.{category}")
        return form

    def counted(self, digits: str, noun: Noun, case: str, category: str) -> str:
        """Digits and noun, in the order and with the space of the language."""
        return self.beside(digits, self.form(noun, case, category))

    def beside(self, digits: str, form: Form) -> str:
        if form.whole:
            return form.text
        if form.close:
            return digits + form.text
        return tied(self._pack["numbers"]["counted"]).format(number=digits, noun=form.text)

    def agreement(self, category: str, noun: Noun | None) -> str:
        """The category of a verb beside a number and this noun: 52 więźniów zostało, though 52 is `few`."""
        for name in sorted(noun.classes) if noun else ():
            category = self._pack["nouns"]["classes"][name].get("agree", {}).get(category, category)
        return category

    def require_case(self, case: str) -> None:
        if case not in self.cases:
            known = ", ".join(f"`{known}`" for known in self.cases)
            raise CannotSay("bad-call", f"`{self.language}` has no case `{case}`", f"its cases are {known}")

    def _same_form(self, classes: frozenset[str]) -> Mapping[str, str]:
        nouns = self._pack["nouns"]
        same = dict(nouns["same_form"])
        for name in sorted(classes):
            same |= nouns["classes"][name].get("same_form", {})
        return same

    # ---- words for what nobody counted

    def vague(self, word: str, noun: Noun | None, case: str) -> Said:
        """Vague words and their noun: `dziesiątki zatrzymanych`, `dozens of detainees`."""
        self.require_case(case)
        entry = self._pack["vague"][word]
        if noun is None:
            return Said(tied(entry.get("alone", entry["forms"])[case]), entry["agree"], word)
        forms = dict(entry["forms"])
        for name in sorted(noun.classes):
            forms |= entry.get("classes", {}).get(name, {})
        cell = entry["noun"] if isinstance(entry["noun"], str) else entry["noun"][case]
        return Said(tied(f"{forms[case]} {self.cell(noun, cell).text}"), entry["agree"], word)


def noun_of(unit: str, entry: Mapping[str, Any]) -> Noun:
    """A noun of a pack, written as units.yml writes it: flat keys are the nominative, a case is a mapping below."""
    forms: dict[str, Form] = {}
    classes = set()
    for key, value in entry.items():
        if value == "true":
            classes.add(key)
        elif key in CATEGORIES:
            forms[f"{NOMINATIVE}.{key}"] = _form(value)
        else:
            forms |= {f"{key}.{category}": _form(form) for category, form in value.items()}
    return Noun(unit, forms, frozenset(classes))


def _form(entry: str | Mapping[str, str]) -> Form:
    return Form(tied(entry)) if isinstance(entry, str) else Form(tied(entry["text"]), whole=True)


def _forms_of_symbol(patterns: Mapping[str, str], cases: tuple[str, ...], categories: tuple[str, ...]) -> dict[str, Form]:
    """CLDR's ``{0} km`` and ``{0}°C``, which stand beside a number in every case alike."""
    forms: dict[str, Form] = {}
    for category in categories:
        symbol = patterns.get(category, patterns["other"]).replace(NBSP, " ")
        spaced, number = "{0} " in symbol, "{0}" in symbol
        text = symbol.replace("{0}", "").strip()
        forms |= {f"{case}.{category}": Form(text, whole=not number, close=number and not spaced) for case in cases}
    return forms
