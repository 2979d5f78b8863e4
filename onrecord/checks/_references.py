"""Every place of the content where one thing names another; the `unknown_…` checks look through them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ..assemble import Assembled
from ..assemble.derive import route_of
from ..diagnostic import did_you_mean
from ..model import Derivation, Fact, Ordered, Ranked
from ..places import Route
from ..texts import citations_of
from ._check import Finding, calls_of

MANY = 3  # places that are told one by one


@dataclass(frozen=True, slots=True)
class Use:
    """Where a name is used."""

    route: Route
    name: str
    offset: int | None = None
    length: int = 1


def to_facts(made: Assembled) -> Iterator[Use]:
    """Facts that sheets and facts name by key, and that calls name."""
    for sheet in made.site.sheets.values():
        for key, ids in (("key_facts", sheet.key_facts), ("timeline", sheet.timeline)):
            for index, id in enumerate(ids):
                yield Use(("sheets", sheet.id, key, index), id)
        for chart in sheet.charts:
            for index, row in enumerate(chart.rows):
                yield Use(("charts", sheet.id, chart.id, "facts", index), row.fact)
        for index, removed in enumerate(sheet.removed):
            if removed.see:
                yield Use(("removed", sheet.id, index, "see"), removed.see)
    for fact in made.site.facts.values():
        yield from _from_fact(made, fact)
    for spoken in calls_of(made):
        if spoken.call.name != "name" and spoken.target:
            yield Use(spoken.route, spoken.target, spoken.offset, len(spoken.call.source))


def _from_fact(made: Assembled, fact: Fact) -> Iterator[Use]:
    base: Route = ("facts", fact.id)
    for key, id in (("superseded_by", fact.superseded_by), ("part_of", fact.part_of)):
        if id:
            yield Use((*base, key), id)
    for key, ids in (("parts", fact.parts), ("distinct_from", fact.distinct_from)):
        for id in ids:
            yield Use((*base, key, id), id)
    computed = fact.amount if isinstance(fact.amount, Derivation) else fact.derivation
    for index, operand in enumerate(computed.operands if computed else ()):
        if computed and isinstance(operand, str):
            yield Use(route_of(fact.id, computed, made.places, index), operand)
    if isinstance(fact.amount, Ordered):
        yield Use((*base, "before"), fact.amount.before)
        yield Use((*base, "after"), fact.amount.after)
    if isinstance(fact.amount, Ranked):
        yield Use((*base, "subject"), fact.amount.subject)


def to_sources(made: Assembled) -> Iterator[Use]:
    for route, _, citation in citations_of(made.site):
        yield Use((*route, "ref"), citation.source)


def to_parties(made: Assembled) -> Iterator[Use]:
    for fact in made.site.facts.values():
        base: Route = ("facts", fact.id)
        yield from (Use((*base, "by", index), id) for index, id in enumerate(fact.by))
        if fact.of:
            yield Use((*base, "of"), fact.of)
        for at, claim in enumerate(fact.claims):
            yield from (Use((*base, "claims", at, "by", index), id) for index, id in enumerate(claim.by))


def to_units(made: Assembled) -> Iterator[Use]:
    for fact in made.site.facts.values():
        base: Route = ("facts", fact.id)
        if fact.unit and not (fact.derivation and not made.places.has((*base, "unit"))):
            yield Use((*base, "unit"), fact.unit)
        if fact.per:
            yield Use((*base, "per"), fact.per.unit)
        if fact.also and fact.also.unit:
            yield Use((*base, "also", "unit"), fact.also.unit)


def to_topics(made: Assembled) -> Iterator[Use]:
    for fact in made.site.facts.values():
        if fact.topic:
            yield Use(("facts", fact.id, "topic"), fact.topic)
        if isinstance(fact.amount, Ranked):
            yield Use(("facts", fact.id, "among"), fact.amount.among)


def unknown(made: Assembled, kind: str, known: Collection[str], references: Iterable[Use], message: str) -> Iterator[Finding]:
    """A finding for every name that nothing has. Where one is missing in many places, the first of them stands for all."""
    uses: dict[str, list[Use]] = {}
    for use in references if kind not in made.incomplete else ():
        if use.name not in known and use.name not in made.lost:
            uses.setdefault(use.name, []).append(use)
    for name, places in uses.items():
        shown = places if len(places) <= MANY else places[:1]
        related = tuple((use.route, use.offset, "and here") for use in places[1:MANY]) if len(places) > MANY else ()
        help = did_you_mean(name, known)
        if len(places) > MANY:
            help = f"{help or 'add it'} ({len(places)} places name it)"
        for use in shown:
            yield Finding(message.format(name), use.route, help, use.offset, use.length, related=related)
