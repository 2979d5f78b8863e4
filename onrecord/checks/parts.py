"""The parts of a total do not add up, or differ from the facts that they name.

Why it matters: a reader who adds the parts would find another total. It is a warning: whoever corrects the total sees the site at once,
and `--strict` holds it back until the parts are corrected too.

Example: `value: 52` with `parts: {released-september-belarusians: 38, released-september-foreign: 15}`

Write instead: parts that add up, each with the value of its fact or of one of the claims against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Exact, Fact
from ._check import Finding

RULE = "parts"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.parts and fact.id not in made.lost:
            yield from _sum(fact)
            yield from _each(made, fact)


def _sum(fact: Fact) -> Iterator[Finding]:
    total = sum(fact.parts.values(), Decimal())
    if isinstance(fact.amount, Exact) and total != fact.amount.number:
        message = f"the parts of `{fact.id}` add up to {total}, not to {fact.amount.number}"
        yield Finding(message, ("facts", fact.id, "parts"), "correct the total or a part", severity=Severity.WARNING)


def _each(made: Assembled, fact: Fact) -> Iterator[Finding]:
    for id, number in fact.parts.items():
        part = made.site.facts.get(id)
        amounts = [part.amount, *(claim.amount for claim in part.claims)] if part else []
        known = [amount.number for amount in amounts if isinstance(amount, Exact)]
        if known and number not in known and id not in made.lost:
            message = f"the part `{id}` is {number} here and {known[0]} in its fact"
            related = ((("facts", id, "value"), None, "its value"),)
            yield Finding(
                message, ("facts", fact.id, "parts", id), "write the number of the fact", severity=Severity.WARNING, related=related
            )
