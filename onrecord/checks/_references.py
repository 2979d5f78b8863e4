"""Every place of the content where one thing names another; the `unknown_…` checks look through them."""

from __future__ import annotations

from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Citation, Fact, Ordered, Ranked
from ..places import Route

Reference = tuple[Route, str]


def to_facts(made: Assembled) -> Iterator[Reference]:
    """Facts that sheets and facts name by key; calls are looked at apart."""
    for sheet in made.site.sheets.values():
        for key, ids in (("key_facts", sheet.key_facts), ("timeline", sheet.timeline)):
            for index, id in enumerate(ids):
                yield ("sheets", sheet.id, key, index), id
    for fact in made.site.facts.values():
        yield from _from_fact(fact)


def _from_fact(fact: Fact) -> Iterator[Reference]:
    base: Route = ("facts", fact.id)
    for key, id in (("superseded_by", fact.superseded_by), ("part_of", fact.part_of)):
        if id:
            yield (*base, key), id
    for key, ids in (("parts", fact.parts), ("distinct_from", fact.distinct_from)):
        for id in ids:
            yield (*base, key, id), id
    if isinstance(fact.amount, Ordered):
        yield (*base, "before"), fact.amount.before
        yield (*base, "after"), fact.amount.after
    if isinstance(fact.amount, Ranked):
        yield (*base, "subject"), fact.amount.subject


def to_sources(made: Assembled) -> Iterator[Reference]:
    for fact in made.site.facts.values():
        base: Route = ("facts", fact.id)
        yield from _citations(fact.sources, base)
        for index, claim in enumerate(fact.claims):
            yield from _citations(claim.sources, (*base, "claims", index))


def _citations(citations: tuple[Citation, ...], base: Route) -> Iterator[Reference]:
    for index, citation in enumerate(citations):
        yield (*base, "sources", index, "ref"), citation.source


def to_parties(made: Assembled) -> Iterator[Reference]:
    for fact in made.site.facts.values():
        base: Route = ("facts", fact.id)
        yield from (((*base, "by", index), id) for index, id in enumerate(fact.by))
        if fact.of:
            yield (*base, "of"), fact.of
        for at, claim in enumerate(fact.claims):
            yield from (((*base, "claims", at, "by", index), id) for index, id in enumerate(claim.by))


def to_units(made: Assembled) -> Iterator[Reference]:
    yield from ((("facts", fact.id, "unit"), fact.unit) for fact in made.site.facts.values() if fact.unit)


def to_topics(made: Assembled) -> Iterator[Reference]:
    for fact in made.site.facts.values():
        if fact.topic:
            yield ("facts", fact.id, "topic"), fact.topic
        if isinstance(fact.amount, Ranked):
            yield ("facts", fact.id, "among"), fact.amount.among
