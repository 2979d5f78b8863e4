"""What a rule about changes is, and which facts it may judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from ..assemble import Assembled
from ..checks._check import Finding
from ..history import Past
from ..model import Fact


class Rule(Protocol):
    """A module of this package; RULE is its name with hyphens, its docstring its page in the handbook."""

    RULE: str

    def find(self, past: Past, made: Assembled, today: dt.date) -> Iterator[Finding]: ...


def sheets_unread(made: Assembled) -> bool:
    """Whether what was removed may stand in a sheet.yml that could not be read in full."""
    return not made.site.sheets or any(name.startswith("sheet:") for name in made.lost)


def kept(past: Past, made: Assembled) -> Iterator[tuple[Fact, Fact]]:
    """Every fact that was published and still is, as it was and as it is; none that could not be read in full."""
    for id, before in past.made.site.facts.items():
        now = made.site.facts.get(id)
        if now and id not in past.made.lost | made.lost:
            yield before, now
