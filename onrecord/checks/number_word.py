"""A number is written in words where it is the figure of a fact.

Why it matters: "thirty-one" in a sentence goes on saying so when the fact has changed, just as typed digits would.

Example: `Thirty-one people went home.` beside a fact of `value: 31`

Write instead: `{{ figure("ukrainians-freed") }} went home.`, or other words; a number that is none of our figures may be written out, as
`{{ name("forty") }}`. Numbers up to a dozen are looked for in a fact's own sentence alone:
elsewhere they count anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from .. import locale as locales
from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Exact, Fact, OneOf, Range, Vague
from ..places import Route
from ..read import Page
from ..texts import texts_of, words_in
from ._check import Finding
from ._prose import prose_alone

RULE = "number-word"
LEAST = 13  # up to a dozen, words count anything
ANYTHING = ("few", "several", "many")  # vague words that any sentence may need

Number: TypeAlias = "Fraction | int | str"  # or a vague word


@dataclass(frozen=True)
class Written:
    """A number that a text spells out; ``own`` is the fact whose sentence it is, where that has this number."""

    number: Number
    own: str | None
    typed: str
    route: Route
    offset: int


@dataclass(frozen=True)
class Unread:
    """A text that spells out no number, but may one of these ``vague`` words: it is read where a fact has that, as reading takes long."""

    vague: tuple[str, ...]
    language: str
    words: str
    route: Route
    start: int


@dataclass(frozen=True)
class Numbers:
    """The numbers of facts, each with the first fact that has it, and those that texts spell out."""

    figures: Mapping[Number, str]
    written: tuple[Written | Unread, ...]


def gather(made: Assembled) -> Numbers:
    figures = {number: fact for number, fact in _figures(made.site.facts.values()).items() if _counts(number)}
    return Numbers(figures, tuple(_written_in(made)))


def find(made: Assembled, today: dt.date, gathered: Sequence[Numbers]) -> Iterator[Finding]:
    figures: dict[Number, str] = {}
    for numbers in reversed(gathered):
        figures |= numbers.figures
    for written in (read for numbers in gathered for text in numbers.written for read in _read(text, figures)):
        if fact := written.own or figures.get(written.number):
            message = f"`{written.typed}` is written out, and `{fact}` is that figure"
            help = f'call the fact: `{{{{ figure("{fact}") }}}}`; if it is another number, `{{{{ name("{written.typed}") }}}}`'
            yield Finding(message, written.route, help, written.offset, len(written.typed), Severity.WARNING)


def _read(written: Written | Unread, figures: Mapping[Number, str]) -> Iterable[Written]:
    if isinstance(written, Written):
        return [written]
    telling = not figures.keys().isdisjoint(written.vague)
    return _mentioned(written.language, written.words, {}, written.route, written.start) if telling else ()


def _counts(number: Number) -> bool:
    """Whether words for a number can be a figure anywhere."""
    return number not in ANYTHING if isinstance(number, str) else number >= LEAST


def _written_in(made: Assembled) -> Iterator[Written | Unread]:
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            own = _figures([made.site.facts[text.own]]) if text.own and text.route[-1] in ("text", "label") else {}
            for start, words in words_in(wording):
                yield from _written(language, words, own, (*text.route, language), start)
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            page = made.places.nodes["prose", sheet.id, language]
            if isinstance(page, Page):
                yield from _written(language, prose_alone(page.text), {}, ("prose", sheet.id, language))


def _figures(facts: Iterable[Fact]) -> dict[Number, str]:
    """The numbers and vague words of the facts, each with the first fact that has it."""
    found: dict[Number, str] = {}
    for fact in facts:
        match fact.amount:
            case Exact(number):
                found.setdefault(_plain(abs(number)), fact.id)
            case Range(low, high):
                found.setdefault(_plain(low), fact.id)
                found.setdefault(_plain(high), fact.id)
            case OneOf(numbers):
                for number in numbers:
                    found.setdefault(_plain(number), fact.id)
            case Vague(word) if word not in ANYTHING:
                found.setdefault(word, fact.id)
    return found


def _plain(number: Decimal | Fraction) -> Number:
    """A number as it is compared: whole ones as `int`, which equal fractions and are quickly kept."""
    if number == (whole := int(number)):
        return whole
    return Fraction(number)


def _written(language: str, words: str, own: Mapping[Number, str], route: Route, start: int = 0) -> Iterator[Written | Unread]:
    reading = locales.reading(language)
    least = min((LEAST, *(number for number in own if not isinstance(number, str) and number > 0)))
    vague = sorted(reading.vague_in(words) - {*ANYTHING})
    if reading.may_have_words(words, least) or not own.keys().isdisjoint(vague):
        yield from _mentioned(language, words, own, route, start)
    elif vague:
        yield Unread(tuple(vague), language, words, route, start)


def _mentioned(language: str, words: str, own: Mapping[Number, str], route: Route, start: int) -> Iterator[Written]:
    for mention in locales.reading(language).mentions(words):
        typed = words[mention.start : mention.end]
        number: Number = mention.vague or _plain(mention.number or Fraction(0))
        if (number in own or _counts(number)) and mention.number != 0 and not any(char.isdigit() for char in typed):
            yield Written(number, own.get(number), typed, route, start + mention.start)
