"""A fact rests on no source.

Why it matters: a figure that nobody can check is not on record. Only an order of two facts, and what is computed from
facts, needs none: their sources prove it.

Example: a fact without `sources`, or with `sources: []`

Write instead: `sources: [{ref: ki-0911, quote: "Belarus has freed 52 prisoners"}]`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Derivation, Fact, Ordered
from ._check import Finding

RULE = "unsourced"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if not fact.sources and not _follows(fact) and fact.id not in made.lost:
            yield Finding(f"the fact `{fact.id}` has no source", ("facts", fact.id, "sources"), "cite one: `sources: [{ref: …, quote: …}]`")
        for index, claim in enumerate(fact.claims):
            if not claim.sources and fact.id not in made.lost:
                route = ("facts", fact.id, "claims", index)
                yield Finding(f"a claim against `{fact.id}` has no source", route, "cite one: `sources: [{ref: …, quote: …}]`")


def _follows(fact: Fact) -> bool:
    """Whether a fact follows from others."""
    return isinstance(fact.amount, Ordered | Derivation) or (fact.derivation is not None and bool(_ids(fact.derivation)))


def _ids(derivation: Derivation) -> list[str]:
    return [operand for operand in derivation.operands if isinstance(operand, str)]
