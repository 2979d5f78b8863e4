"""A number is written in words where it is the figure of a fact.

Why it matters: "thirty-one" in a sentence goes on saying so when the fact has changed, just as typed digits would.

Example: `Thirty-one people went home.` beside a fact of `value: 31`

Write instead: `{{ figure("ukrainians-freed") }} went home.`, or other words; a number that is none of our figures may be written out, as
`{{ name("forty") }}`. Numbers up to a dozen are looked for in a fact's own sentence alone:
elsewhere they count anything.
"""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

from .. import locale as locales
from ..assemble import Assembled
from ..diagnostic import Severity
from ..locale import Mention
from ..model import Exact, Fact, OneOf, Range, Vague
from ..places import Route
from ..read import Page
from ..texts import texts_of, words_in
from ._check import Finding
from ._prose import prose_alone

RULE = "number-word"
LEAST = 13  # up to a dozen, words count anything
ANYTHING = ("few", "several", "many")  # vague words that any sentence may need

Figures: TypeAlias = "ChainMap[Fraction | str, str]"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    figures = {key: fact for key, fact in _figures(made.site.facts.values()).items() if isinstance(key, str) or key >= LEAST}
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            own = _figures([made.site.facts[text.own]]) if text.own and text.route[-1] in ("text", "label") else {}
            for start, words in words_in(wording):
                yield from _written(language, words, ChainMap(own, figures), (*text.route, language), start)
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            page = made.places.nodes["prose", sheet.id, language]
            if isinstance(page, Page):
                yield from _written(language, prose_alone(page.text), ChainMap({}, figures), ("prose", sheet.id, language))


def _figures(facts: Iterable[Fact]) -> dict[Fraction | str, str]:
    """The numbers and vague words of the facts, each with the first fact that has it."""
    found: dict[Fraction | str, str] = {}
    for fact in facts:
        match fact.amount:
            case Exact(number):
                found.setdefault(abs(Fraction(number)), fact.id)
            case Range(low, high):
                found.setdefault(Fraction(low), fact.id)
                found.setdefault(Fraction(high), fact.id)
            case OneOf(numbers):
                for number in numbers:
                    found.setdefault(Fraction(number), fact.id)
            case Vague(word) if word not in ANYTHING:
                found.setdefault(word, fact.id)
    return found


def _written(language: str, words: str, figures: Figures, route: Route, start: int = 0) -> Iterator[Finding]:
    """``figures`` are those of the fact whose sentence it is, if any, before those of the site."""
    reading = locales.reading(language)
    least = min([Fraction(LEAST), *(key for key in figures.maps[0] if not isinstance(key, str) and key > 0)])
    for mention in reading.mentions(words) if reading.may_have_words(words, figures.keys(), least) else ():
        typed = words[mention.start : mention.end]
        fact = figures.get(_key(mention))
        if fact and mention.number != 0 and not any(char.isdigit() for char in typed):
            message = f"`{typed}` is written out, and `{fact}` is that figure"
            help = f'call the fact: `{{{{ figure("{fact}") }}}}`; if it is another number, `{{{{ name("{typed}") }}}}`'
            yield Finding(message, route, help, start + mention.start, len(typed), Severity.WARNING)


def _key(mention: Mention) -> Fraction | str:
    return mention.vague or mention.number or Fraction(0)
