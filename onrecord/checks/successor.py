"""A fact is superseded by an older one, or a correction says that a figure was what it still is.

Why it matters: readers are sent to the fact that replaced this one, and to what it said before; neither may lead them back in time or
nowhere.

Example: `superseded_by: released-june` at the release of September; `was: "52"` beside `value: 52`

Write instead: the newer fact; and under `was` the figure that was published before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Amount, Estimated, Exact, Fact
from ._check import Finding

RULE = "successor"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.id in made.lost:
            continue
        newer = made.site.facts.get(fact.superseded_by or "")
        mine, theirs = _known(fact), _known(newer) if newer else None
        if newer and mine and theirs and theirs < mine:
            message = f"`{newer.id}` is of {theirs}, before `{fact.id}`, which it is said to supersede"
            yield Finding(message, ("facts", fact.id, "superseded_by"), "name the newer fact")
        yield from _idle_corrections(made, fact)


def _known(fact: Fact) -> dt.date | None:
    """The last day of a fact's time, or that at which it was known to hold."""
    return fact.when.last if fact.when else fact.as_of


def _idle_corrections(made: Assembled, fact: Fact) -> Iterator[Finding]:
    for index, correction in enumerate(fact.corrections):
        later = made.site.replaced_by(fact, correction)
        became = (later.was, later.was_qualifier) if later else (_plain(fact.amount), fact.qualifier)
        if correction.kind != "clarification" and (correction.was, correction.was_qualifier) == became:
            route = ("facts", fact.id, "corrections", index, "was")
            yield Finding("the figure was already this", route, "write what was published before, or `kind: clarification`")


def _plain(amount: Amount | None) -> Amount | None:
    """An estimate without its interval, which one line cannot hold."""
    return Exact(amount.number) if isinstance(amount, Estimated) else amount
