"""What a check is: a rule that finds routes; one place here turns routes into places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, runtime_checkable

from .. import texts
from ..assemble import Assembled
from ..diagnostic import Diagnostic, Severity
from ..places import Places, Route
from ..texts import SpokenCall


@runtime_checkable
class Comparing(Protocol):
    """A check that compares sheets with each other."""

    def gather(self, made: Assembled) -> object: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a route; ``offset`` and ``length`` narrow it to characters of a text."""

    message: str
    route: Route
    help: str = ""
    offset: int | None = None
    length: int = 1
    severity: Severity = Severity.ERROR
    related: tuple[tuple[Route, int | None, str], ...] = ()  # route, offset and a few words


class Check(Protocol):
    """A module of this package; RULE is its name with hyphens, its docstring its page in the handbook.

    A check with ``NEEDED = True`` finds what pages cannot be made with: nobody can ignore it. One that compares sheets with each other has
    ``gather(made)``, which takes from each what is compared, and its ``find`` gets what was gathered as a third argument.
    """

    RULE: str

    find: Callable[..., Iterator[Finding]]  # of (made, today), and what was gathered


def at_call(spoken: SpokenCall, message: str, help: str = "") -> Finding:
    """A finding about a call where it stands."""
    return Finding(message, spoken.route, help, spoken.offset, len(spoken.call.source))


@lru_cache(maxsize=1)
def calls_of(made: Assembled) -> tuple[SpokenCall, ...]:
    """Every call of the content, found once for all checks."""
    return tuple(texts.calls_of(made.site, made.prose_offsets))


def judged_at(made: Assembled, sheet: str, today: dt.date) -> dt.date:
    """The day at which a sheet's facts are judged: a closed sheet is judged at its closing."""
    closed = made.site.sheets[sheet].closed
    return min(closed, today) if closed else today


def placed(finding: Finding, rule: str, places: Places) -> Diagnostic:
    where = places.find(finding.route, finding.offset, finding.length)
    related = tuple((places.find(route, offset), words) for route, offset, words in finding.related)
    return Diagnostic(rule, finding.message, where, finding.severity, finding.help, related)
