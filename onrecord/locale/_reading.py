"""Reads the numbers of a text in one language: digits, number words, fractions, bounds and vague words. The other way round than
saying, and more forgiving: a quote is written by somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from babel import Locale as Cldr

from ._amounts import Amounts, flat
from ._tokens import Cutting, Token, folded

WORD = re.compile(r"[^\W\d_]+")
SIGNS = {"about": ("~", "≈"), "more_than": (">",), "at_least": ("≥",), "less_than": ("<",), "at_most": ("≤",)}
DASHES = "-‐‑–—−"
THOUSANDS, MILLIONS = "thousands", "millions"
LEAST_SCALE = Fraction(1000)
REMEMBERED = 64  # texts that were read last
SCALED = {"few": THOUSANDS, "several": THOUSANDS, "many": THOUSANDS, "dozens": "tens_of_thousands", "several_dozen": "tens_of_thousands"}
LARGE = {THOUSANDS: LEAST_SCALE, MILLIONS: Fraction(10**6)}
YEAR = range(1900, 2100)
LAST_DAY = 31
LONGEST_PHRASE = 5  # words
BETWEEN = 3  # words that may stand between a number and the bound behind it: 12 people at least
NO_WORDS: Mapping[str, Any] = {  # of a language that has no pack
    "reading": {
        **{key: {} for key in ("numbers", "fractions", "scales", "close_scales", "qualifiers", "behind", "vague")},
        **dict.fromkeys(("joins", "fillers", "prefixes", "months", "unsaid", "to", "from", "between"), ()),
        "compounds": "false", "units_first": "false", "percent": ["%"],
    },
    "magnitudes": {"words": {}}, "vague": {}, "months": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that a text holds, with its bound (one of `model.QUALIFIERS`), or a ``vague`` word (one of `kinds.VAGUE`).

    ``percent`` where it is followed by the sign or the word, ``ranged`` where it is an end of a range; ``start`` and ``end`` are offsets of
    the number alone.
    """

    start: int
    end: int
    number: Fraction | None = None
    vague: str | None = None
    qualifier: str | None = None
    percent: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A mention, the places of its first and last token, and the scale that it was multiplied by."""

    mention: Mention
    first: int
    end: int
    scale: Fraction | None = None


@lru_cache(maxsize=1)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


class Reading:
    """Reads one language; without a pack (a source in a language that has none) only digits are read and bounds are not known."""

    def __init__(self, pack: Mapping[str, Any] | None = None, cldr: Cldr | None = None) -> None:
        self.knows_bounds = pack is not None
        pack = pack or NO_WORDS
        words = pack["reading"]
        self.unsaid = frozenset(map(int, words["unsaid"]))  # what a noun alone may tell: one of it, or two
        self._amounts = Amounts(pack)
        bounds = {name: [*words["qualifiers"].get(name, ()), *SIGNS.get(name, ())] for name in {**SIGNS, **words["qualifiers"]}}
        self._to, self._from, self._between = (frozenset(flat(words[key])) for key in ("to", "from", "between"))
        phrases = (bounds, words["behind"], _vague(pack), {"percent": words["percent"]})
        self._cutting = Cutting(
            decimal=cldr.number_symbols[pack["numbers"]["digits"]]["decimal"] if cldr else ".",
            numbers=self._amounts.words,
            known=self._amounts.words.union(_first_words(phrases)),
            prefixes=tuple(flat(words["prefixes"])),
            joins=self._amounts.joins,
            compounds=words["compounds"] == "true",
        )
        self._bounds, self._behind, self._vague, self._percent = (_phrases(named, self._cutting) for named in phrases)
        self._read: dict[str, list[Mention]] = {}  # several checks read the same quotes
        self._fillers = frozenset(flat(words["fillers"]))
        self._months = _phrases({"month": [*words["months"], *_months(pack["months"])]}, self._cutting)

    def mentions(self, text: str) -> Sequence[Mention]:
        """Every number and vague word of a text, in order; days and years of dates are none."""
        if text not in self._read:
            if len(self._read) > REMEMBERED:
                self._read.clear()
            self._read[text] = self._mentions(text)
        return self._read[text]

    def _mentions(self, text: str) -> list[Mention]:
        tokens = self._without_dates(self._cutting.tokens(text))
        found: list[_Read] = []
        at = 0
        while at < len(tokens):
            first = at
            mention, at = self._mention(tokens, at)
            if mention:
                found.append(_Read(mention, first, at, self._amounts.scale_at(tokens, at - 1) if at - first > 1 else None))
                self._join_range(tokens, found)
        return [read.mention for read in found]

    def may_have_words(self, text: str, least: Fraction | int) -> bool:
        """Whether a number of this size may stand in a text in words; quick, for pages that have none."""
        if self._cutting.compounds or self._cutting.prefixes:
            return True
        return not self._amounts.words_from(least).isdisjoint(_words_of(text))

    def vague_in(self, text: str) -> set[str]:
        """The vague words that a text may have, by their names."""
        return {name for word in self._vague.keys() & _words_of(text) for _, name in self._vague[word]}

    def _mention(self, tokens: Sequence[Token], at: int) -> tuple[Mention | None, int]:
        """The number or the vague word that begins at a token, and where to go on."""
        amount, word, bound = self._amounts.read(tokens, at), _phrase_at(self._vague, tokens, at), _phrase_at(self._bounds, tokens, at)
        if bound and not amount and (word is None or bound[1] > word[1]):  # a bound may hold a vague word: fewer than, as many as
            return None, bound[1]
        if word and not (amount and amount[1] >= word[1] and self._bound_before(tokens, at)):  # "over thousands" is over one thousand
            name, end = self._with_scale(tokens, *word)
            if name is None:
                return None, end
            return Mention(tokens[at].start, tokens[end - 1].end, vague=name, qualifier=self._bound(tokens, at, end)), end
        if amount is None:
            return None, at + 1
        number, end = amount
        percent = _phrase_at(self._percent, tokens, end)
        qualifier = self._bound(tokens, at, percent[1] if percent else end)
        return Mention(tokens[at].start, tokens[end - 1].end, number, None, qualifier, percent is not None), end

    def _with_scale(self, tokens: Sequence[Token], name: str, end: int) -> tuple[str | None, int]:
        """A vague word of thousands or millions: "tens of millions" are millions; None for what has no name, as hundreds of thousands."""
        place = self._amounts.past_joins(tokens, end)
        vague = _phrase_at(self._vague, tokens, place)
        scale = self._amounts.scale_at(tokens, place) or (LARGE.get(vague[0]) if vague else None)
        if scale is None or scale < LEAST_SCALE:
            return name, end
        further = vague[1] if vague else place + 1
        if scale >= LARGE[MILLIONS]:
            return MILLIONS, further
        return SCALED.get(name), further

    # ---- ranges

    def _join_range(self, tokens: Sequence[Token], found: list[_Read]) -> None:
        """Where the last two numbers are a range, the lower has the scale and the percent sign of the upper: 5-6 million."""
        if len(found) == 1 or found[-1].mention.number is None or found[-2].mention.number is None:
            return
        low, high = found[-2:]
        between = [token.text for token in tokens[low.end : high.first] if _phrase_at(self._percent, tokens, low.end) is None]
        before = tokens[low.first - 1].text if low.first else ""
        either = before in self._between and len(between) == 1 and between[0] in self._amounts.joins
        if not either and not (len(between) == 1 and (between[0] in self._to or between[0] in DASHES)):
            return
        upper, number = high.mention, low.mention.number or Fraction(0)
        if high.scale and low.scale is None and number * high.scale < (upper.number or Fraction(0)):
            number *= high.scale
        ranged = before not in self._from  # from 5 to 6 may be a rise
        percent = low.mention.percent or upper.percent
        found[-2] = replace(low, mention=replace(low.mention, number=number, percent=percent, ranged=ranged))
        found[-1] = replace(high, mention=replace(upper, ranged=ranged))

    # ---- dates

    def _without_dates(self, tokens: list[Token]) -> list[Token]:
        """The same tokens; days and years beside the name of a month are no numbers any more."""
        dates: set[int] = set()
        for at in range(len(tokens)):
            if month := _phrase_at(self._months, tokens, at):
                dates |= {*self._days_before(tokens, at), *self._dates_behind(tokens, month[1])}
        return [replace(token, number=None) if at in dates else token for at, token in enumerate(tokens)]

    def _days_before(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """The day, or days: 20 and 21 March."""
        while at > 0 and (_day(tokens[at - 1]) or self._within_date(tokens[at - 1])):
            at -= 1
            if tokens[at].number is not None:
                yield at

    def _dates_behind(self, tokens: Sequence[Token], end: int) -> Iterator[int]:
        """The year; and the day before a year: November 4, 2025."""
        places = [place for place in range(end, min(end + 5, len(tokens))) if tokens[place].number is not None]
        for count, place in enumerate(places[:2]):
            between = tokens[places[count - 1] + 1 if count else end : place]
            if not all(self._within_date(token) for token in between):
                return
            if _year(tokens[place]):
                yield from places[: count + 1]
                return
            if not _day(tokens[place]):
                return

    def _within_date(self, token: Token) -> bool:
        return token.number is None and (token.mark or token.close or token.text in self._amounts.joins)

    # ---- bounds

    def _bound(self, tokens: Sequence[Token], start: int, end: int) -> str | None:
        """The bound before a number, or behind it: `more than 1,000`, `1,000 or more`, `100+`."""
        return self._bound_behind(tokens, end) or self._bound_before(tokens, start)

    def _bound_before(self, tokens: Sequence[Token], start: int) -> str | None:
        while start > 0 and (tokens[start - 1].text in self._fillers or unicodedata.category(tokens[start - 1].text[0]) == "Sc"):
            start -= 1
        for length in range(min(LONGEST_PHRASE, start), 0, -1):
            found = _phrase_at(self._bounds, tokens, start - length)
            if found and found[1] == start:
                return found[0]
        return None

    def _bound_behind(self, tokens: Sequence[Token], end: int) -> str | None:
        """It may follow the noun, unless it begins with a join, which may begin another clause."""
        for place in range(end, min(end + BETWEEN + 1, len(tokens))):
            found = _phrase_at(self._behind, tokens, place)
            apart = place > end and tokens[place].text in self._amounts.joins
            if found and not apart and not self._goes_on(tokens, place, found[1]):
                return found[0]
            if tokens[place].mark or tokens[place].number is not None:
                return None
        return None

    def _goes_on(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether what looks like a bound behind a number belongs to the next: 52 people or more than 10 others, 5 plus 6."""
        if end < len(tokens) and self._amounts.read(tokens, end):
            return True
        inside = (_phrase_at(self._bounds, tokens, place) for place in range(start, end))
        return any(found is not None and found[1] > end for found in inside)


# ---- phrases

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> phrases, longest first


def _phrases(names: Mapping[str, Iterable[str]], cutting: Cutting) -> Phrases:
    found: Phrases = {}
    for name, phrases in names.items():
        for phrase in phrases:
            words = cutting.words(phrase)
            found.setdefault(words[0], []).append((words, name))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _first_words(groups: Iterable[Mapping[str, Iterable[str]]]) -> Iterator[str]:
    return (Cutting().words(phrase)[0] for named in groups for phrases in named.values() for phrase in phrases)


def _phrase_at(phrases: Phrases, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """What the longest phrase that begins at a token means, and where it ends."""
    for words, name in phrases.get(tokens[at].text, ()) if at < len(tokens) else ():
        if tuple(token.text for token in tokens[at : at + len(words)]) == words:
            return name, at + len(words)
    return None


def _vague(pack: Mapping[str, Any]) -> dict[str, list[str]]:
    """The vague words that the pack says, and further ones that it reads. What it says where no noun follows may be any word beside one."""
    said, read = pack["vague"], pack["reading"]["vague"]
    return {
        name: [*read[name], *(form for group in ("forms", "classes") for form in _leaves(entry.get(group, {})))]
        for name, entry in said.items()
    }


def _leaves(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    else:
        for part in words.values():
            yield from _leaves(part)


def _months(names: Mapping[str, Sequence[str]]) -> list[str]:
    """The names of months in every case, without the preposition that is tied to some."""
    return [folded(name)[0].rpartition("~")[2] for forms in names.values() for name in forms]


def _day(token: Token) -> bool:
    return token.number is not None and token.number.denominator == 1 and 0 < token.number <= LAST_DAY


def _year(token: Token) -> bool:
    return token.number is not None and token.number.denominator == 1 and int(token.number) in YEAR
