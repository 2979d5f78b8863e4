"""A call asks for what its fact does not have: a figure of a statement, a time of a fact without `when`, parties of one without `by`.

Why it matters: the sentence would have a hole.

Example: `{{ figure("europe-sceptical") }}` where the fact is a statement

Write instead: `{{ statement("europe-sceptical") }}`, or give the fact what is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._speaking import unsayable

RULE = "no-figure"
NEEDED = True
WITHOUT = ("event", "order", "statement")


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from (finding for _, finding in unsayable(made, RULE))
    for sheet in made.site.sheets.values():
        for key, ids in (("timeline", sheet.timeline), ("key_facts", sheet.key_facts)):
            for index, id in enumerate(ids):
                fact = made.site.facts.get(id)
                if fact and id not in made.lost and not fact.when and (key == "timeline" or fact.kind in WITHOUT):
                    missing = "`when`" if key == "timeline" else "figure"
                    yield Finding(f"`{id}` has no {missing} to show here", ("sheets", sheet.id, key, index), "leave it out, or give it one")
