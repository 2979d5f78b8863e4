"""Two facts of one topic and one time give values that cannot both hold.

Why it matters: a reader who meets 31 on one page and 33 on another cannot know which is ours, or why there are two.

Example: `value: 31` and `value: 33`, both in `unit: ukrainian`, of the topic `freed` and the day `2025-11-22`

Write instead: the rival value under `claims` of the fact that you adopt, or under `distinct_from` why the two are not the same thing.
Bounds are compared as bounds: "more than 1,000" and 1,184 can both hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from ..assemble import Assembled
from ..bounds import ends
from ..model import Fact
from ._check import Finding

RULE = "contradiction"
MOST = 20  # others that a fact is compared with in full
SETTLED = ("superseded", "retracted")


@dataclass(frozen=True)
class Comparable:
    """The facts that have a topic and a time, and those that one fact holds together: as its parts, or as what it is computed from."""

    facts: tuple[Fact, ...]
    together: tuple[tuple[str | Decimal, ...], ...]


def gather(made: Assembled) -> Comparable:
    facts = made.site.facts.values()
    current = (fact for fact in facts if fact.status not in SETTLED and fact.id not in made.lost)
    held = (tuple(dict.fromkeys((*fact.parts, *(fact.derivation.operands if fact.derivation else ())))) for fact in facts)
    return Comparable(
        tuple(fact for fact in current if fact.topic and (fact.when or fact.as_of)), tuple(ids for ids in held if len(ids) > 1)
    )


def find(made: Assembled, today: dt.date, gathered: Sequence[Comparable]) -> Iterator[Finding]:
    alike: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in (fact for comparable in gathered for fact in comparable.facts):
        alike.setdefault(_what(fact), []).append(fact)
    together = [set(ids) for comparable in gathered for ids in comparable.together]
    for facts in alike.values():
        for first, second in _disjoint(facts):
            if not _explained(first, second) and not any({first.id, second.id} <= ids for ids in together):
                message = f"`{second.id}` and `{first.id}` cannot both hold: same topic, same time, other values"
                help = f"give one as a claim against the other, or say why under `distinct_from: {{{first.id}: {{…}}}}`"
                related = ((("facts", first.id, "value"), None, "the other value"),)
                yield Finding(message, ("facts", second.id, "value"), help, related=related)


def _what(fact: Fact) -> tuple[Any, ...]:
    """What two facts must have in common to be about the same thing at the same time."""
    time = (fact.when.first, fact.when.last) if fact.when else fact.as_of
    whole = tuple(sorted((language, str(words)) for language, words in fact.share_of.items()))
    per = fact.per.text if fact.per else None
    return fact.topic, time, fact.kind, fact.unit, fact.currency, fact.measure, per, fact.of, fact.modality, whole


def _disjoint(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs that cannot both hold; of very many facts in a muddle, each with a few others."""
    known = [(fact, span) for fact in facts if (span := ends(fact.amount, fact.qualifier, near=True))]
    for at, (second, (low, high)) in enumerate(known):
        others = (first for first, (least, most) in known[:at] if most < low or high < least)
        yield from ((first, second) for first in islice(others, MOST))


def _explained(first: Fact, second: Fact) -> bool:
    """Whether the content says why there are two: a distinction, a rival claim, a part of the other, of one whole, or computed from it."""
    return any(
        other.id in fact.distinct_from
        or fact.part_of == other.id
        or (fact.part_of is not None and fact.part_of == other.part_of)
        or other.id in fact.parts
        or any(claim.amount == other.amount for claim in fact.claims)
        or (fact.derivation is not None and other.id in fact.derivation.operands)
        for fact, other in ((first, second), (second, first))
    )
