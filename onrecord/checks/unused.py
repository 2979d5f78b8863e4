"""A source, a party, a unit, a topic or a fact that nothing names.

Why it matters: what nobody uses is what somebody forgot: a citation that was deleted, a slip in a name, a source never cited.

Example: a source of sources.yml that no fact cites

Write instead: cite it, or delete it. A fact that no page and no other fact names is told in a note, which stops nothing: readers still
find it in the list of facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..assemble import Assembled
from ..diagnostic import Severity, nearest
from ._check import Finding
from ._references import Use, to_facts, to_parties, to_sources, to_topics, to_units

RULE = "unused"


@dataclass(frozen=True)
class Named:
    """What the sheets name of each kind; ``facts`` are the ids of their own, ``topics`` those that they have, with the sheet."""

    sources: tuple[str, ...]
    parties: tuple[str, ...]
    units: tuple[str, ...]
    of_topics: tuple[str, ...]
    of_facts: tuple[str, ...]
    facts: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]


def gather(made: Assembled) -> Named:
    return Named(
        _names(to_sources(made)),
        _names(to_parties(made)),
        _names(to_units(made)),
        _names(to_topics(made)),
        _names(use for use in to_facts(made) if use.route[:2] != ("facts", use.name)),  # its own texts do not count
        tuple(made.site.facts),
        tuple((sheet.id, topic) for sheet in made.site.sheets.values() for topic in sheet.topics),
    )


def _names(uses: Iterable[Use]) -> tuple[str, ...]:
    """Each name once, in an order that is the same at every build."""
    return tuple(dict.fromkeys(use.name for use in uses))


def find(made: Assembled, today: dt.date, gathered: Sequence[Named]) -> Iterator[Finding]:
    if made.incomplete or made.lost or not any(named.facts for named in gathered):
        return  # what uses them may stand in what could not be read
    yield from _unnamed("sources", made.site.sources, _all(gathered, "sources"), "the source `{}` is cited nowhere")
    yield from _unnamed("parties", made.site.parties, _all(gathered, "parties"), "the party `{}` says nothing and is named nowhere")
    yield from _unnamed("units", made.site.units, _all(gathered, "units"), "nothing is counted in the unit `{}`")
    if made.site.pages == "here":
        yield from _facts(gathered)
    used = _all(gathered, "of_topics")
    for sheet, topic in (pair for named in gathered for pair in named.topics):
        if topic not in used:
            yield _finding(f"no fact has the topic `{topic}`", ("topics", sheet, topic))


def _all(gathered: Sequence[Named], kind: str) -> frozenset[str]:
    return frozenset().union(*(getattr(named, kind) for named in gathered))


def _facts(gathered: Sequence[Named]) -> Iterator[Finding]:
    """Facts that nothing but their own texts names."""
    named = _all(gathered, "of_facts")
    for id in (id for each in gathered for id in each.facts):
        if id not in named:
            message = f"no page and no other fact names `{id}`; readers find it only in the list of facts"
            yield Finding(message, ("facts", id), "call it where it belongs, or leave it", severity=Severity.NOTE)


def _unnamed(base: str, known: Collection[str], used: frozenset[str], message: str) -> Iterator[Finding]:
    misspelt = {nearest(name, known) for name in used.difference(known)}  # told where it stands
    for name in known:
        if name not in used and name not in misspelt:
            yield _finding(message.format(name), (base, name))


def _finding(message: str, route: tuple[str | int, ...]) -> Finding:
    return Finding(message, route, "use it, or delete it", severity=Severity.WARNING)
