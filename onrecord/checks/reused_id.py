"""The id of a removed fact is given away again.

Why it matters: the id is in the address that readers have kept and others have quoted; there they would find another fact.

Example: a fact `released-july`, where `removed` of sheet.yml lists `released-july`

Write instead: another id for the new fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..places import Route
from ._check import Finding

RULE = "reused-id"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    removed: dict[str, Route] = {}
    for sheet in made.site.sheets.values():
        for index, gone in enumerate(sheet.removed):
            route: Route = ("removed", sheet.id, index, "id")
            first = removed.setdefault(gone.id, route)
            if first != route:
                related = ((first, None, "the first stands here"),)
                yield Finding(f"`{gone.id}` is removed twice", route, "keep one of the two entries", related=related)
    for id, route in removed.items():
        if id in made.site.facts:
            related = ((route, None, "it is removed here"),)
            yield Finding(f"`{id}` is the id of a removed fact", ("facts", id, "id"), "give the fact another id", related=related)
