"""Cuts a text into numbers in digits, words and marks. Forgiving: letters that look alike are one, and what nobody sees is skipped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

APOSTROPHES = frozenset(map(chr, (0x2019, 0x2018, 0x02BC, 0x60, 0xB4)))  # whatever stands for one
GROUPING = " .,'٬\u00a0\u2009\u202f"  # what anybody puts between thousands
DECIMALS = ".,٫"  # what anybody puts before decimals
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[^\s\w]")
DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?![\d-])|\d\d?([./])\d\d?\1(?:\d{4}|\d\d)(?!\d)")
LONGEST_NUMBER = 40  # characters; nothing that can be typed as a value is longer
LONGEST_COMPOUND = 80


@dataclass(frozen=True, slots=True)
class Token:
    """A number in digits, a word, or a mark, and whether it touches the one before."""

    text: str
    start: int
    end: int
    number: Fraction | None = None
    close: bool = False

    @property
    def hyphen(self) -> bool:
        return self.close and self.text in "-‐‑"

    @property
    def mark(self) -> bool:
        return not self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a language writes words together: `numbers` are its number words, `known` these and the words that begin a phrase."""

    decimal: str = "."
    numbers: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    joins: frozenset[str] = frozenset()
    compounds: bool = False

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, with the places that they have in it."""
        seen, places = folded(text)
        found: list[Token] = []
        end = 0
        for token in self._plain_tokens(seen):
            found.append(replace(token, start=places[token.start], end=places[token.end], close=0 < token.start == end))
            end = token.end
        return found

    def words(self, phrase: str) -> tuple[str, ...]:
        """A phrase of a pack, cut as texts are."""
        return tuple(token.text for token in self.tokens(phrase))

    def _plain_tokens(self, text: str) -> Iterator[Token]:
        digits, at = digits_pattern(self.decimal), 0
        while at < len(text):
            token = DATE.match(text, at) or digits.match(text, at) or WORD.match(text, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            if token[0][0].isdecimal():
                number = None if token.re is DATE or len(token[0]) > LONGEST_NUMBER else _number(token)
                yield Token(token[0], token.start(), at, number)
            else:
                yield from self._split(token[0], token.start())

    def _split(self, word: str, start: int) -> Iterator[Token]:
        """A word that a prefix is written onto without it; a compound number in its parts: ein-und-dreißig."""
        for piece in self._pieces(word):
            yield Token(piece, start, start + len(piece))
            start += len(piece)

    def _pieces(self, word: str) -> list[str]:
        if word in self.known:
            return [word]
        for prefix in self.prefixes:
            if word.startswith(prefix) and word.removeprefix(prefix) in self.known:
                return [prefix, word.removeprefix(prefix)]
        return (self._compound(word) if self.compounds and len(word) <= LONGEST_COMPOUND else None) or [word]

    def _compound(self, word: str) -> list[str] | None:
        """The number words, and joins between them, that a word is made of; the longest piece first."""
        for length in range(len(word), 1, -1):
            piece, rest = word[:length], word[length:]
            if piece not in self.numbers and piece not in self.joins:
                continue
            further = self._compound(rest) if rest else []
            if further is not None:
                return [piece, *further]
        return None


@cache
def digits_pattern(decimal: str) -> re.Pattern[str]:
    """Thousands in groups; a separator is the decimal one where it is the language's own or cannot part thousands: 1.5 with a comma."""
    groups = re.escape(GROUPING.replace(decimal, ""))
    own, any_of = re.escape(decimal), re.escape(DECIMALS)
    grouped = rf"\d{{1,3}}(?P<group>[{groups}])\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)(?:[{own}٫](?P<behind>\d+))?"
    return re.compile(rf"{grouped}|\d+(?:[{own}٫](?P<own>\d+)|[{any_of}](?P<other>\d+)(?![{any_of}]?\d))?")


def folded(text: str) -> tuple[str, list[int]]:
    """A text in small letters without accents that are no letter and signs that are not seen; and where each character stood."""
    seen: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        category = unicodedata.category(char)
        if category == "Mn":
            whole = unicodedata.normalize("NFC", seen[-1] + char) if seen else ""
            seen[-1:] = [whole] if len(whole) == 1 else seen[-1:]
        elif category != "Cf":
            small = "'" if char in APOSTROPHES else char.lower()
            seen.append(small if len(small) == 1 else char)
            places.append(place)
    return "".join(seen), [*places, len(text)]


def _number(token: re.Match[str]) -> Fraction:
    behind = token["behind"] or token["own"] or token["other"] or ""
    whole = token[0][: len(token[0]) - len(behind)]
    digits = "".join(str(unicodedata.decimal(char)) for char in whole + behind if char.isdecimal())
    return Fraction(int(digits), 10 ** len(behind))
