"""A source, a party, a unit, a topic or a fact that nothing names.

Why it matters: what nobody uses is what somebody forgot: a citation that was deleted, a slip in a name, a source never cited.

Example: a source of sources.yml that no fact cites

Write instead: cite it, or delete it. A fact that no page and no other fact names is told in a note, which stops nothing: readers still
find it in the list of facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from ..assemble import Assembled
from ..diagnostic import Severity, nearest
from ._check import Finding
from ._references import Use, to_facts, to_parties, to_sources, to_topics, to_units

RULE = "unused"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    if made.incomplete or made.lost or not made.site.facts:
        return  # what uses them may stand in what could not be read
    yield from _unnamed("sources", made.site.sources, to_sources(made), "the source `{}` is cited nowhere")
    yield from _unnamed("parties", made.site.parties, to_parties(made), "the party `{}` says nothing and is named nowhere")
    yield from _unnamed("units", made.site.units, to_units(made), "nothing is counted in the unit `{}`")
    if made.site.pages == "here":
        yield from _facts(made)
    topics = {use.name for use in to_topics(made)}
    for sheet in made.site.sheets.values():
        for topic in sheet.topics:
            if topic not in topics:
                yield _finding(f"no fact has the topic `{topic}`", ("topics", sheet.id, topic))


def _facts(made: Assembled) -> Iterator[Finding]:
    """Facts that nothing but their own texts names."""
    named = {use.name for use in to_facts(made) if use.route[:2] != ("facts", use.name)}
    for fact in made.site.facts.values():
        if fact.id not in named:
            message = f"no page and no other fact names `{fact.id}`; readers find it only in the list of facts"
            yield Finding(message, ("facts", fact.id), "call it where it belongs, or leave it", severity=Severity.NOTE)


def _unnamed(base: str, known: Collection[str], uses: Iterable[Use], message: str) -> Iterator[Finding]:
    used = {use.name for use in uses}
    misspelt = {nearest(name, known) for name in used.difference(known)}  # told where it stands
    for name in known:
        if name not in used and name not in misspelt:
            yield _finding(message.format(name), (base, name))


def _finding(message: str, route: tuple[str | int, ...]) -> Finding:
    return Finding(message, route, "use it, or delete it", severity=Severity.WARNING)
