"""A fact's rank is not the one that the facts of the topic give.

Why it matters: "the largest so far" is true until it is not; the build counts for itself, as of the day that the rank is stated for.

Example: `rank: 1, order: largest` for 52 after 123 people were freed

Write instead: the rank that the facts give, or an `as_of` from the time when it held and `status: superseded`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Exact, Fact, Range, Ranked
from ._check import Finding, judged_at

RULE = "rank"
UNMEASURED = ("event", "date")  # ranked by their time alone


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
        rivals = [other for other in _rivals(made, subject, ranked.among) if other.when and other.when.first <= as_of]
        unclear = [other.id for other in rivals if _overlaps(other, subject, ranked.order)]
        rank = 1 + sum(1 for other in rivals if (rival := _key(other, ranked.order)) is not None and rival < key)
        if unclear:
            message = f"whether `{subject.id}` or `{unclear[0]}` comes first cannot be told: one is a range"
            yield Finding(message, ("facts", fact.id, "rank"), "give that fact a `value`, or another `topic`")
        elif rank != ranked.rank:
            message = f"`{subject.id}` ranks {rank} among `{ranked.among}` as of {as_of}, not {ranked.rank}"
            yield Finding(message, ("facts", fact.id, "rank"), "correct the rank, or set `as_of` to when it held")


def _rivals(made: Assembled, subject: Fact, topic: str) -> list[Fact]:
    """The facts of the topic that can be compared: 123 prisoners with 52 people, but no share of 99 percent."""
    others = [other for other in made.site.facts.values() if other.topic == topic and other.id != subject.id]
    return [other for other in others if subject.kind in UNMEASURED or _measure(other) == _measure(subject)]


def _measure(fact: Fact) -> tuple[str | None, ...]:
    """What must be alike: of what is counted the kind alone."""
    return (fact.kind,) if fact.kind == "count" else (fact.kind, fact.unit, fact.currency)


def _overlaps(other: Fact, subject: Fact, order: str) -> bool:
    """Whether the subject's number lies inside another's range."""
    ranged = order in ("largest", "smallest") and isinstance(other.amount, Range) and isinstance(subject.amount, Exact)
    return ranged and other.amount.low < subject.amount.number < other.amount.high  # type: ignore[union-attr]


def _key(fact: Fact, order: str) -> float | None:
    """Smaller ranks first; None for a fact that has no place in the order."""
    if order in ("largest", "smallest"):
        low = fact.amount.number if isinstance(fact.amount, Exact) else fact.amount.low if isinstance(fact.amount, Range) else None
        return None if low is None else -float(low) if order == "largest" else float(low)
    if fact.when is None:
        return None
    return float(fact.when.first.toordinal() if order == "earliest" else -fact.when.last.toordinal())
