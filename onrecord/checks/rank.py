"""A fact's rank is not the one that the facts of the topic give.

Why it matters: "the largest so far" is true until it is not; the build counts for itself, as of the day that the rank is stated for.

Example: `rank: 1, order: largest` for 52 after 123 people were freed

Write instead: the rank that the facts give, or an `as_of` from the time when it held and `status: superseded`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..assemble import Assembled
from ..bounds import ends
from ..model import Fact, Ranked
from ._check import Finding

RULE = "rank"
UNMEASURED = ("event", "date")  # ranked by their time alone


@dataclass(frozen=True)
class Places:
    """Facts that give a place, each with its subject and the day at which its sheet was closed; and those that have a topic."""

    given: tuple[tuple[Fact, Fact, dt.date | None], ...]
    of_topics: tuple[Fact, ...]


def gather(made: Assembled) -> Places:
    facts = made.site.facts.values()
    ranked = [(fact, made.site.facts.get(fact.amount.subject)) for fact in facts if isinstance(fact.amount, Ranked)]
    known = [(fact, subject) for fact, subject in ranked if subject and not {fact.id, subject.id} & made.lost]
    given = tuple((fact, subject, made.site.sheets[fact.sheet].closed) for fact, subject in known)
    return Places(given, tuple(fact for fact in facts if fact.topic))


def find(made: Assembled, today: dt.date, gathered: Sequence[Places]) -> Iterator[Finding]:
    of_topics = [fact for places in gathered for fact in places.of_topics]
    for fact, subject, closed in (given for places in gathered for given in places.given):
        ranked = fact.amount
        if not isinstance(ranked, Ranked):
            continue
        placed = ends(subject.amount, subject.qualifier) if ranked.order in ("largest", "smallest") else subject.when
        if placed is None or subject.topic != ranked.among:
            yield Finding(
                f"`{subject.id}` cannot be ranked among `{ranked.among}`",
                ("facts", fact.id, "subject"),
                "rank a dated number of that topic",
            )
            continue
        as_of = fact.as_of or min(closed or today, today)
        rivals = [other for other in _rivals(of_topics, subject, ranked.among) if other.when and other.when.first <= as_of]
        places = {other.id: _ahead(other, subject, ranked.order) for other in rivals}
        unclear = [id for id, ahead in places.items() if ahead is None]
        rank = 1 + sum(1 for ahead in places.values() if ahead)
        if unclear:
            message = f"whether `{subject.id}` or `{unclear[0]}` comes first cannot be told: their numbers may overlap"
            yield Finding(message, ("facts", fact.id, "rank"), "give them exact values, or another `topic`")
        elif rank != ranked.rank:
            message = f"`{subject.id}` ranks {rank} among `{ranked.among}` as of {as_of}, not {ranked.rank}"
            yield Finding(message, ("facts", fact.id, "rank"), "correct the rank, or set `as_of` to when it held")


def _rivals(facts: Sequence[Fact], subject: Fact, topic: str) -> list[Fact]:
    """The facts of the topic that can be compared: 123 prisoners with 52 people, but no share of 99 percent."""
    others = [other for other in facts if other.topic == topic and other.id != subject.id]
    return [other for other in others if subject.kind in UNMEASURED or _measure(other) == _measure(subject)]


def _measure(fact: Fact) -> tuple[str | None, ...]:
    """What must be alike: of what is counted the kind alone."""
    return (fact.kind,) if fact.kind == "count" else (fact.kind, fact.unit, fact.currency)


def _ahead(other: Fact, subject: Fact, order: str) -> bool | None:
    """Whether a rival stands before the subject; None where their numbers, or their bounds, leave it open."""
    if order in ("earliest", "latest"):
        key, subjects = _day(other, order), _day(subject, order)
        return key is not None and subjects is not None and key < subjects
    theirs, ours = ends(other.amount, other.qualifier), ends(subject.amount, subject.qualifier)
    if theirs is None or ours is None:
        return False  # a vague word has no place in an order of numbers
    if order == "smallest":
        theirs, ours = (-theirs[1], -theirs[0]), (-ours[1], -ours[0])
    if theirs[0] > ours[1] or theirs[1] <= ours[0]:
        return theirs[0] > ours[1]
    return None


def _day(fact: Fact, order: str) -> int | None:
    if fact.when is None:
        return None
    return fact.when.first.toordinal() if order == "earliest" else -fact.when.last.toordinal()
