"""A fact's rank is not the one that the facts of the topic give.

Why it matters: "the largest so far" is true until it is not; the build counts for itself, as of the day that the rank is stated for.

Example: `rank: 1, order: largest` for 52 after 123 people were freed

Write instead: the rank that the facts give, or an `as_of` from the time when it held and `status: superseded`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Exact, Fact, Ranked
from ._check import Finding, judged_at

RULE = "rank"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        ranked = fact.amount
        subject = made.site.facts.get(ranked.subject) if isinstance(ranked, Ranked) else None
        if not isinstance(ranked, Ranked) or not subject or {fact.id, subject.id} & made.lost:
            continue
        key = _key(subject, ranked.order)
        if key is None or subject.topic != ranked.among:
            yield Finding(
                f"`{subject.id}` cannot be ranked among `{ranked.among}`",
                ("facts", fact.id, "subject"),
                "rank a dated number of that topic",
            )
            continue
        as_of = fact.as_of or judged_at(made, fact.sheet, today)
        rivals = [other for other in made.site.facts.values() if other.topic == ranked.among and other.when and other.when.first <= as_of]
        rank = 1 + sum(1 for other in rivals if (rival := _key(other, ranked.order)) is not None and rival < key)
        if rank != ranked.rank:
            message = f"`{subject.id}` ranks {rank} among `{ranked.among}` as of {as_of}, not {ranked.rank}"
            yield Finding(message, ("facts", fact.id, "rank"), "correct the rank, or set `as_of` to when it held")


def _key(fact: Fact, order: str) -> float | None:
    """Smaller ranks first; None for a fact that has no place in the order."""
    if order in ("largest", "smallest"):
        number = float(fact.amount.number) if isinstance(fact.amount, Exact) else None
        return -number if number is not None and order == "largest" else number
    if fact.when is None:
        return None
    return float(fact.when.first.toordinal() if order == "earliest" else -fact.when.last.toordinal())
