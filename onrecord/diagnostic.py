"""The one type in which every stage reports what is wrong: a rule, a sentence, a place, and what to write instead."""

from __future__ import annotations

import datetime as dt
import difflib
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

LONGEST: Final = 400  # characters of a message or a help: what it quotes may be a million long
LONGEST_WORD: Final = 100  # that somebody may have meant another by
MANY: Final = 100  # known words that are all compared with a misspelt one
NEIGHBOURS: Final = 15


class Severity(StrEnum):
    """What a finding stops: an error stops publishing, a warning does under ``--strict``, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line: ``file`` as the reader will see it printed, line and column from 1, length in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``message`` is a lower-case sentence without a full stop, names in backticks; ``help`` says what to write instead;
    ``related`` are further places that the reader needs to see, each with a few words.
    """

    rule: str
    message: str
    where: Place
    severity: Severity = Severity.ERROR
    help: str = ""
    related: tuple[tuple[Place, str], ...] = ()

    def __post_init__(self) -> None:
        for name, words in (("message", self.message), ("help", self.help)):
            if len(words) > LONGEST:
                half = LONGEST // 2
                object.__setattr__(self, name, f"{words[:half]}…{words[-half:]}")


@dataclass(frozen=True, slots=True)
class Ignore:
    """What is accepted: findings of the ``rules`` at ``file``, from the ``first`` line to the ``last``, through the day ``until``."""

    rules: tuple[str, ...]
    until: dt.date
    reason: str
    where: Place
    first: int
    last: int

    def covers(self, found: Diagnostic) -> bool:
        return found.rule in self.rules and found.where.file == self.where.file and self.first <= found.where.line <= self.last


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Every finding once, by file, line and column, so that two runs print the same."""
    return sorted(dict.fromkeys(diagnostics), key=lambda found: (found.where, found.rule, found.message))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean `ki-0911`?``, or nothing where no known word is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, where one does."""
    if len(word) > LONGEST_WORD:
        return None
    return next(iter(difflib.get_close_matches(word, _near(word, tuple(known)), n=1, cutoff=0.6)), None)


def _near(word: str, known: tuple[str, ...]) -> list[str]:
    """All known words where there are few; else those next to it in the dictionary, read forwards and backwards.

    A comparison takes 10 µs: a thousand misspelt ids among a thousand would take 10 seconds.
    """
    if len(known) <= MANY:
        return list(known)
    forwards, backwards = _dictionaries(known)
    at, back = bisect(forwards, word), bisect(backwards, word[::-1])
    return [
        *forwards[max(0, at - NEIGHBOURS) : at + NEIGHBOURS],
        *(other[::-1] for other in backwards[max(0, back - NEIGHBOURS) : back + NEIGHBOURS]),
    ]


@lru_cache(maxsize=8)
def _dictionaries(known: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return sorted(known), sorted(word[::-1] for word in known)
