"""Reads the amount that begins at a token: digits or words, their scale, and fractions: `1.2 million`, `thirty-one`, `two thirds`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from ._tokens import Token, folded

POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
HUNDRED, THOUSAND = 100, 1000
ZERO, ONE, TEN = Fraction(0), Fraction(1), Fraction(10)


@dataclass(slots=True)
class _Sum:
    """A number as its words are read: what is settled by thousands and millions, and what is read since."""

    at: int
    end: int
    total: Fraction = ZERO
    current: Fraction = ZERO
    settled: int = 0  # where the last thousand or million ended
    room: Fraction | None = None  # what follows must stay below: a thousand follows a million, not the other way round

    @property
    def counted(self) -> bool:
        """Whether a number stands since the last scale."""
        return self.end > self.settled

    def fits(self, number: Fraction) -> bool:
        return self.room is None or number < self.room

    def settle(self, number: Fraction, room: Fraction, end: int) -> None:
        self.total, self.current, self.room, self.end, self.settled = self.total + number, ZERO, room, end, end


class Amounts:
    """The number words of one language."""

    def __init__(self, pack: Mapping[str, Any]) -> None:
        words = pack["reading"]
        self.values = table(words["numbers"])
        self.parts = table(words["fractions"])
        self.scales = table(words["scales"]) | _said_scales(pack)
        self._close_scales = table(words["close_scales"])
        self.joins = frozenset(flat(words["joins"]))
        self._units_first = words["units_first"] == "true"
        self.words = frozenset([*self.values, *self.parts, *self.scales])

    @cache  # noqa: B019 - there is one for each language, and it lasts as long as the program
    def words_from(self, least: Fraction | int) -> frozenset[str]:
        """The words without which no number of this size is written."""
        small = {word for word, number in (self.values | self.parts).items() if number < least}
        return self.words - small

    def read(self, tokens: Sequence[Token], at: int) -> tuple[Fraction, int] | None:
        """The amount that begins at a token, and where it ends."""
        if (part := self._part(tokens, at)) is not None:
            scale, end = self._scale(tokens, at + 1)
            return part * (scale or ONE), end
        number, end = self._sum(tokens, at)
        return self._with_part(tokens, at, number, end) if end > at else None

    # ---- fractions

    def _with_part(self, tokens: Sequence[Token], at: int, number: Fraction, end: int) -> tuple[Fraction, int]:
        """A fraction behind a number: with a join it is added, without one it is counted: `two and a half`, `two thirds`."""
        behind = self.past_joins(tokens, end)
        joined = behind > past_hyphens(tokens, end)
        part = self._part(tokens, behind)
        if part is None or (not joined and number * part >= ONE):
            return number, end
        scale, further = self._scale(tokens, behind + 1)
        if tokens[at].number is not None and not (joined and scale):
            return number, end
        if not joined:
            return number * part * (scale or ONE), further
        size = scale or _thousands(number)  # a million and a half is half a million more
        return (number + part * size if number >= size else (number + part) * size), further

    def _part(self, tokens: Sequence[Token], at: int) -> Fraction | None:
        return self.parts.get(tokens[at].text) if at < len(tokens) else None

    def _scale(self, tokens: Sequence[Token], at: int) -> tuple[Fraction | None, int]:
        """The scale behind a fraction, and where it ends: `half a million`."""
        place = self.past_joins(tokens, at)
        scale = self.scales.get(tokens[place].text) if place < len(tokens) else None
        return scale, place + 1 if scale else at

    # ---- sums

    def _sum(self, tokens: Sequence[Token], at: int) -> tuple[Fraction, int]:
        """Digits and words that add up to one number; it ends where it begins if there is none."""
        found = _Sum(at, end=at, settled=at)
        while self._go_on(tokens, found):
            pass
        return found.total + found.current, found.end

    def _go_on(self, tokens: Sequence[Token], found: _Sum) -> bool:
        """Whether the next token belongs to the number; the number then holds it."""
        near = past_hyphens(tokens, found.end)
        place = self.past_joins(tokens, near)
        if place >= len(tokens) or (found.end == found.at and place > found.at):
            return False
        joined = place > near
        scale = self._scale_of(tokens, place)
        if scale and (found.counted or tokens[place].text not in self.values):
            return not (joined and found.counted) and self._take_scale(found, scale, place)
        if tokens[place].number is not None:
            return self._take_digits(tokens, found, place, joined)
        return tokens[found.at].number is None and self._take_word(tokens[place].text, found, place, joined)

    def _scale_of(self, tokens: Sequence[Token], at: int) -> Fraction | None:
        token = tokens[at]
        if token.close and token.text in self._close_scales and tokens[at - 1].number is not None:
            return self._close_scales[token.text]
        return self.scales.get(token.text)

    @staticmethod
    def _take_scale(found: _Sum, scale: Fraction, place: int) -> bool:
        factor = found.current if found.counted else ONE
        if scale < THOUSAND:
            found.current, found.end = factor * scale, place + 1
        elif found.fits(scale):
            found.settle(factor * scale, scale, place + 1)
        else:  # two thousand and three thousand: the three is not of the first
            found.current, found.end = ZERO, found.settled
            return False
        return True

    def _take_digits(self, tokens: Sequence[Token], found: _Sum, place: int, joined: bool) -> bool:
        """Digits begin a number, or go on with it behind a scale: 1 million 200 thousand, 2 thousand 300."""
        token = tokens[place]
        number = token.number or ZERO
        if place > found.at:
            scaled = place + 1 < len(tokens) and self.scales.get(tokens[place + 1].text, found.room) != found.room
            goes_on = not found.counted and found.fits(number) and (scaled or token.close or found.room == THOUSAND)
            if not goes_on or (joined and not token.close):
                return False
        found.current, found.end = number, place + 1
        return True

    def _take_word(self, text: str, found: _Sum, place: int, joined: bool) -> bool:
        value = self.values.get(text)
        if value is None or not found.fits(value) or (found.counted and not self._follows(value, found.current, joined)):
            return False
        if value >= THOUSAND and not found.counted:  # one word for two thousand
            found.settle(value, _thousands(value), place + 1)
        else:
            found.current, found.end = found.current + value, place + 1
        return True

    def _follows(self, value: Fraction, before: Fraction, joined: bool) -> bool:
        """Whether a word goes on with a number: 31 is thirty-one, but `two three` are two numbers. Where units stand first, those of
        thirteen touch their ten, and those of thirty-one are joined to it: one-and-thirty."""
        units = before % HUNDRED
        ascending = self._units_first and 0 < units < TEN <= value < HUNDRED and value % 10 == 0 and joined == (value > TEN)
        return ascending or value < _size(before)

    def scale_at(self, tokens: Sequence[Token], at: int) -> Fraction | None:
        """The thousand or the million that stands at a place."""
        return self._scale_of(tokens, at) if 0 < at < len(tokens) else None

    # ---- joins

    def past_joins(self, tokens: Sequence[Token], at: int) -> int:
        while at < len(tokens) and (tokens[at].text in self.joins or tokens[at].hyphen):
            at += 1
        return at


def past_hyphens(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].hyphen:
        at += 1
    return at


def table(forms: Mapping[str, Any]) -> dict[str, Fraction]:
    """Word -> number, from number -> its forms, in a text or a list."""
    return {form: Fraction(number) for number, words in forms.items() for form in flat(words)}


def flat(words: Any) -> Iterator[str]:
    """Every word of texts, lists and mappings, as texts are folded."""
    if isinstance(words, str):
        yield from folded(words.replace("~", " "))[0].split()
    else:
        for part in words.values() if isinstance(words, Mapping) else words:
            yield from flat(part)


def _said_scales(pack: Mapping[str, Any]) -> dict[str, Fraction]:
    """The words for thousands and millions that the pack says."""
    return table({str(10 ** POWERS[name]): entry["long"] for name, entry in pack["magnitudes"]["words"].items()})


def _size(number: Fraction) -> Fraction:
    """The last power of ten that a number is round in: 30 leaves room below 10, 400 below 100, 31 below 1."""
    size = ONE
    while number and number % (size * 10) == 0:
        size *= 10
    return size


def _thousands(number: Fraction) -> Fraction:
    """The last power of a thousand that a number is round in."""
    size = ONE
    while number and number % (size * THOUSAND) == 0:
        size *= THOUSAND
    return size
