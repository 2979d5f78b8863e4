"""Reads the numbers of a text in one language: digits, number words, fractions, bounds and vague words. The other way round than
saying, and more forgiving: a quote is written by somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from babel import Locale as Cldr

POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
HUNDRED, THOUSAND = 100, 1000
GROUPING = " .,'’٬\u00a0\u2009\u202f"  # what anybody puts between thousands
TOKEN = re.compile(r"(?P<digits>\d[^\W_A-Za-z]*)|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w])", re.UNICODE)
WORD = re.compile(r"[^\W\d_]+")
YEAR = range(1900, 2100)
LAST_DAY = 31
LONGEST_PHRASE = 5  # words
LONGEST_NUMBER = 40  # characters; nothing that can be typed as a value is longer


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that a text holds, with its bound (one of `model.QUALIFIERS`), or a ``vague`` word (one of `kinds.VAGUE`).

    ``percent`` where it is followed by the sign or the word; ``start`` and ``end`` are offsets of the number alone.
    """

    start: int
    end: int
    number: Fraction | None = None
    vague: str | None = None
    qualifier: str | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A number in digits, a word, or a mark, and whether it touches the one before."""

    text: str
    start: int
    end: int
    number: Fraction | None
    close: bool


class Reading:
    """Reads one language; without a pack (a source in a language that has none) only digits are read and bounds are not known."""

    def __init__(self, pack: Mapping[str, Any] | None = None, cldr: Cldr | None = None) -> None:
        words = pack.get("reading", {}) if pack else {}
        system = pack["numbers"]["digits"] if pack else "latn"
        self.knows_bounds = pack is not None
        self.unsaid = frozenset(int(number) for number in words.get("unsaid", ()))  # what a noun alone may tell: one of it, or two
        self.decimal: str = cldr.number_symbols[system]["decimal"] if cldr else "."
        self._values = _table({Fraction(number): forms for number, forms in words.get("numbers", {}).items()})
        self._parts = _table({Fraction(number): forms for number, forms in words.get("fractions", {}).items()})
        self._scales = _table(_scales(pack, words))
        self._close_scales = _table({Fraction(number): forms for number, forms in words.get("close_scales", {}).items()})
        self._joins = frozenset(words.get("joins", ()))
        self._fillers = frozenset(words.get("fillers", ()))
        self._units_first = words.get("units_first") == "true"
        self._compounds = words.get("compounds") == "true"
        self._prefixes: tuple[str, ...] = tuple(words.get("prefixes", ()))
        self._percent = _phrases({"percent": words.get("percent", ["%"])})
        self._bounds = _phrases(words.get("qualifiers", {}))
        self._bounds_behind = _phrases(words.get("behind", {}))
        self._vague = _phrases(_vague(pack, words))
        self._vocabulary = {*self._values, *self._scales, *self._parts, *self._vague}
        self._months = frozenset(_flat(pack["months"]) if pack else ())
        self._digits = re.compile(self._digits_pattern())

    def mentions(self, text: str) -> list[Mention]:
        """Every number and vague word of a text, in order; days and years of dates are none."""
        tokens = list(self._tokens(text))
        dates = self._dates(tokens)
        found, at = [], 0
        while at < len(tokens):
            mention, end = (None, at + 1) if at in dates else self._mention(tokens, at)
            if mention:
                found.append(mention)
            at = max(end, at + 1)
        return found

    def may_have_words(self, text: str) -> bool:
        """Whether a number word may stand in a text; quick, for long pages that have none."""
        return self._compounds or bool(self._prefixes) or not self._vocabulary.isdisjoint(WORD.findall(text.lower()))

    # ---- tokens

    def _digits_pattern(self) -> str:
        decimal, groups = re.escape(self.decimal), re.escape(GROUPING.replace(self.decimal, ""))
        return rf"\d{{1,3}}(?P<group>[{groups}])\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"

    def _tokens(self, text: str) -> Iterator[_Token]:
        text = _folded(text)
        at = end = 0
        while at < len(text):
            digits = self._digits.match(text, at)
            token = digits or TOKEN.match(text, at)
            if token is None:
                at += 1
                continue
            number = _number(token[0], self.decimal) if digits and len(token[0]) <= LONGEST_NUMBER else None
            pieces = [(token[0], token.start())] if digits else self._split(token[0], token.start())
            for piece, start in pieces:
                yield _Token(piece, start, start + len(piece), number, close=start == end and start > 0)
                end = start + len(piece)
            at = token.end()

    def _split(self, word: str, start: int) -> list[tuple[str, int]]:
        """A compound number word in its parts: ein-und-dreißig; a word that a prefix is written onto without it."""
        if self._known(word):
            return [(word, start)]
        for prefix in self._prefixes:
            rest = word.removeprefix(prefix)
            if rest != word and self._known(rest):
                return [(prefix, start), (rest, start + len(prefix))]
        parts = self._parts_of(word) if self._compounds else None
        return [(part, start + offset) for part, offset in parts] if parts else [(word, start)]

    def _parts_of(self, word: str, offset: int = 0) -> list[tuple[str, int]] | None:
        if not word:
            return []
        for length in range(len(word), 1, -1):
            piece = word[:length]
            if self._known(piece) or (offset and piece in self._joins):
                rest = self._parts_of(word[length:], offset + length)
                if rest is not None:
                    return [(piece, offset), *rest]
        return None

    def _known(self, word: str) -> bool:
        return word in self._values or word in self._scales or word in self._parts

    def _dates(self, tokens: list[_Token]) -> set[int]:
        """The places of days and years beside the name of a month."""
        found: set[int] = set()
        for at, token in enumerate(tokens):
            if token.text not in self._months:
                continue
            before = next((place for place in range(at - 1, max(at - 4, -1), -1) if tokens[place].number is not None), None)
            behind = [place for place in range(at + 1, min(at + 5, len(tokens))) if tokens[place].number is not None]
            near = [place for place in (before, *behind[:2]) if place is not None]
            found |= {place for place in near if _dated(tokens[place].number)}
        return found

    # ---- numbers

    def _mention(self, tokens: list[_Token], at: int) -> tuple[Mention | None, int]:
        """The number or the vague word that begins at a token, and where it ends."""
        start = self._number(tokens, at)
        word = _phrase_at(self._vague, tokens, at)
        if word and (start is None or word[1] >= start[1]):
            return Mention(tokens[at].start, tokens[word[1] - 1].end, vague=word[0], qualifier=self._bound(tokens, at, word[1])), word[1]
        if start is None:
            return None, at + 1
        number, end = start
        percent = _phrase_at(self._percent, tokens, end)
        bound = self._bound(tokens, at, percent[1] if percent else end)
        return Mention(tokens[at].start, tokens[end - 1].end, number, None, bound, percent is not None), end

    def _number(self, tokens: list[_Token], at: int) -> tuple[Fraction, int] | None:
        """Digits or words, and the scale behind them: `1.2 million`, `thirty-one`, `two thirds`, `half a million`."""
        number, end = self._plain(tokens, at)
        if end == at:
            return None
        further = self._skip_joins(tokens, end)
        if (part := self._part(tokens, further)) and tokens[at].number is None:
            number, end = (number + part if further > end else number * part), further + 1
        scale = self._scale(tokens, end)
        if scale:
            number, end = number * scale[0], scale[1]
        return number, end

    def _plain(self, tokens: list[_Token], at: int) -> tuple[Fraction, int]:
        digits = tokens[at].number
        if digits is not None:
            return digits, at + 1
        if part := self._part(tokens, at):
            return part, at + 1
        return self._words(tokens, at)

    def _words(self, tokens: list[_Token], at: int) -> tuple[Fraction, int]:
        """Words that add up to one number; (0, at) where none begins here."""
        total = current = Fraction(0)
        room: Fraction | None = None  # what a further scale must stay below: a thousand follows a million, not the other way round
        end, joined = at, at
        while joined < len(tokens):
            text = tokens[joined].text
            value, scale = self._values.get(text), self._scales.get(text)
            if scale is not None and scale < THOUSAND:
                current = max(current, Fraction(1)) * scale
            elif scale is not None and (room is None or scale < room):
                total, current, room = total + max(current, Fraction(1)) * scale, Fraction(0), scale
            elif value is not None and self._fits(value, current):
                current += value
            else:
                break
            end = joined + 1
            joined = self._skip_joins(tokens, end)
        return (total + current, end) if end > at else (Fraction(0), at)

    def _fits(self, value: Fraction, before: Fraction) -> bool:
        """Whether a word goes on with a number: 31 is thirty-one, but `two three` are two numbers; some languages say one-and-thirty."""
        if not before:
            return True
        tail = before % HUNDRED if before > HUNDRED else before
        ascending = self._units_first and 0 < tail < 10 <= value < HUNDRED and value % 10 == 0
        return ascending or value < _size(before)

    def _part(self, tokens: list[_Token], at: int) -> Fraction | None:
        return self._parts.get(tokens[at].text) if at < len(tokens) else None

    def _scale(self, tokens: list[_Token], at: int) -> tuple[Fraction, int] | None:
        """A scale behind a number, a small word between them: `half a million`; a letter only where it touches: `3m`."""
        if at < len(tokens) and tokens[at].close and tokens[at].text in self._close_scales:
            return self._close_scales[tokens[at].text], at + 1
        for place in dict.fromkeys((at, self._skip_joins(tokens, at))):
            if place < len(tokens) and (scale := self._scales.get(tokens[place].text)):
                return scale, place + 1
        return None

    def _skip_joins(self, tokens: list[_Token], at: int) -> int:
        while at < len(tokens) and (tokens[at].text in self._joins or (tokens[at].text in "-‐‑" and tokens[at].close)):
            at += 1
        return at

    # ---- bounds

    def _bound(self, tokens: list[_Token], start: int, end: int) -> str | None:
        """The bound before a number, or behind it: `more than 1,000`, `1,000 or more`, `100+`."""
        behind = _phrase_at(self._bounds_behind, tokens, end)
        if behind:
            return behind[0]
        while start > 0 and (tokens[start - 1].text in self._fillers or _currency(tokens[start - 1].text)):
            start -= 1
        for length in range(min(LONGEST_PHRASE, start), 0, -1):
            found = _phrase_at(self._bounds, tokens, start - length)
            if found and found[1] == start:
                return found[0]
        return None


# ---- tables and texts


def _table(forms: Mapping[Fraction, Any]) -> dict[str, Fraction]:
    """Word -> number, from number -> its forms, in a text or a list."""
    return {form: number for number, words in forms.items() for form in _flat(words)}


def _flat(words: Any) -> Iterator[str]:
    """Every word of texts, lists and mappings, in small letters."""
    if isinstance(words, str):
        yield from _folded(words).split()
    else:
        for part in words.values() if isinstance(words, Mapping) else words:
            yield from _flat(part)


def _scales(pack: Mapping[str, Any] | None, words: Mapping[str, Any]) -> dict[Fraction, Any]:
    """The words for thousands and millions: those that the pack says, and further ones that it reads."""
    said = pack["magnitudes"]["words"] if pack else {}
    found: dict[Fraction, Any] = {Fraction(10 ** POWERS[name]): [_flat(entry["long"])] for name, entry in said.items()}
    for number, forms in words.get("scales", {}).items():
        found[Fraction(number)] = [*found.get(Fraction(number), []), forms]
    return found


def _vague(pack: Mapping[str, Any] | None, words: Mapping[str, Any]) -> dict[str, list[str]]:
    """The vague words that the pack says, and further ones that it reads."""
    said = pack["vague"] if pack else {}
    found = {
        name: [form for group in ("forms", "alone", "classes") for form in _leaves(entry.get(group, {}))] for name, entry in said.items()
    }
    for name, forms in words.get("vague", {}).items():
        found[name] = [*found.get(name, []), *forms]
    return found


def _leaves(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    else:
        for part in words.values() if isinstance(words, Mapping) else words:
            yield from _leaves(part)


Phrases = dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> phrases, longest first


def _phrases(names: Mapping[str, Iterable[str]]) -> Phrases:
    found: Phrases = {}
    for name, phrases in names.items():
        for phrase in phrases:
            words = tuple(token[0] for token in TOKEN.finditer(_folded(phrase)))
            found.setdefault(words[0], []).append((words, name))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _phrase_at(phrases: Phrases, tokens: list[_Token], at: int) -> tuple[str, int] | None:
    """What the longest phrase that begins at a token means, and where it ends."""
    for words, name in phrases.get(tokens[at].text, ()) if at < len(tokens) else ():
        if all(at + place < len(tokens) and tokens[at + place].text == word for place, word in enumerate(words)):
            return name, at + len(words)
    return None


def _folded(text: str) -> str:
    """Small letters, as many characters as before, so that offsets stay."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def _number(digits: str, decimal: str) -> Fraction:
    whole, _, rest = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    plain = "".join(str(unicodedata.digit(char)) for char in whole if char.isdigit())
    behind = "".join(str(unicodedata.digit(char)) for char in rest)
    return Fraction(int(plain or "0")) + (Fraction(int(behind), 10 ** len(behind)) if behind else 0)


def _size(number: Fraction) -> Fraction:
    """The last power of ten that a number is round in: 30 leaves room below 10, 400 below 100, 31 below 1."""
    size = Fraction(1)
    while number and number % (size * 10) == 0:
        size *= 10
    return size


def _dated(number: Fraction | None) -> bool:
    return number is not None and number.denominator == 1 and (number <= LAST_DAY or int(number) in YEAR)


def _currency(text: str) -> bool:
    return unicodedata.category(text[0]) == "Sc"
