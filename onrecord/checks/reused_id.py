"""The id of a removed fact is given away again.

Why it matters: the id is in the address that readers have kept and others have quoted; there they would find another fact.

Example: a fact `released-july`, where `removed` of sheet.yml lists `released-july`

Write instead: another id for the new fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..assemble import Assembled
from ..places import Route
from ._check import Finding

RULE = "reused-id"


@dataclass(frozen=True)
class Ids:
    """The ids of facts, and those that were removed, with the sheet and the place in its list."""

    facts: tuple[str, ...]
    removed: tuple[tuple[str, str, int], ...]


def gather(made: Assembled) -> Ids:
    removed = ((gone.id, sheet.id, index) for sheet in made.site.sheets.values() for index, gone in enumerate(sheet.removed))
    return Ids(tuple(made.site.facts), tuple(removed))


def find(made: Assembled, today: dt.date, gathered: Sequence[Ids]) -> Iterator[Finding]:
    removed: dict[str, Route] = {}
    for id, sheet, index in (gone for ids in gathered for gone in ids.removed):
        route: Route = ("removed", sheet, index, "id")
        first = removed.setdefault(id, route)
        if first != route:
            related = ((first, None, "the first stands here"),)
            yield Finding(f"`{id}` is removed twice", route, "keep one of the two entries", related=related)
    facts = {id for ids in gathered for id in ids.facts}
    for id, route in removed.items():
        if id in facts:
            related = ((route, None, "it is removed here"),)
            yield Finding(f"`{id}` is the id of a removed fact", ("facts", id, "id"), "give the fact another id", related=related)
