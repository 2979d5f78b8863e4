"""A unit or a party lacks a form that no sentence needs today and another number, or another sentence, would.

Why it matters: whoever corrects 52 to 55 on a busy evening should not have to look for a genitive plural first.

Example: `person: {pl: {one: osoba, few: osoby}}`, which cannot say 55 people

Write instead: every form that the language tells apart, in the nominative and in each case that the unit has at all; and for a party
the cases in which sentences call for parties in that language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .. import locale as locales
from ..assemble import Assembled
from ..diagnostic import Severity
from ..locale import NOMINATIVE, CannotSay
from ..model import Noun
from . import missing_form
from ._check import Finding, calls_of
from ._speaking import unsayable

RULE = "incomplete-forms"


@dataclass(frozen=True)
class Asked:
    """The cases in which texts name parties, by language, and whether somebody is cited by somebody else."""

    cases: Mapping[str, tuple[str, ...]]
    chains: bool


def gather(made: Assembled) -> Asked:
    cases: dict[str, dict[str, None]] = {}
    for spoken in calls_of(made):
        if spoken.call.name == "by":
            cases.setdefault(spoken.language, {}).setdefault(str(spoken.call.options.get("case", NOMINATIVE)))
    chains = any(len(fact.by) > 1 for fact in made.site.facts.values())
    return Asked({language: tuple(asked) for language, asked in cases.items()}, chains)


def find(made: Assembled, today: dt.date, gathered: Sequence[Asked]) -> Iterator[Finding]:
    told = {problem.owner for problem, _ in unsayable(made, missing_form.RULE)}
    for language in made.site.languages:
        for unit, nouns in made.site.units.items():
            if language in nouns and unit not in made.lost and ("units", unit) not in told:
                lacking = list(_lacking(nouns[language], language))
                if lacking:
                    yield _finding(f"unit `{unit}` lacks `{'`, `'.join(lacking)}` in `{language}`", ("units", unit, language))
        wanted = _cases_called(gathered, language)
        for party in made.site.parties.values():
            missing = [case for case in wanted if case not in party.name.get(language, wanted)]
            if missing and party.id not in made.lost and ("parties", party.id) not in told:
                lacks = f"lacks `{'`, `'.join(missing)}` in `{language}`"
                yield _finding(f"party `{party.id}` {lacks}", ("parties", party.id, "name", language))


def _finding(message: str, route: tuple[str, ...]) -> Finding:
    return Finding(f"{message}, which other numbers or sentences need", route, "write it now", severity=Severity.WARNING)


def _lacking(noun: Noun, language: str) -> Iterator[str]:
    """The cells without which some number could not be said, of the nominative and of every case that the noun has."""
    nouns = locales.load(language).nouns
    cases = dict.fromkeys((NOMINATIVE, *(cell.partition(".")[0] for cell in noun.forms)))
    for case in cases:
        for category in nouns.categories:
            try:
                nouns.form(noun, case, category)
            except CannotSay:
                yield category if case == NOMINATIVE else f"{case}.{category}"


def _cases_called(gathered: Sequence[Asked], language: str) -> list[str]:
    """The cases in which texts of a language name parties, whoever cites whom."""
    locale = locales.load(language)
    asked = dict.fromkeys((NOMINATIVE, *(case for each in gathered for case in each.cases.get(language, ()))))
    chains = any(each.chains for each in gathered)
    cited = [inner for case in asked if (inner := locale.names.cited_in(case))] if chains else []
    return [case for case in dict.fromkeys((*asked, *cited)) if case in locale.nouns.cases]
