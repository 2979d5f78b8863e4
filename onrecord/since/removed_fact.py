"""A fact that was published is gone, and nothing says so.

Why it matters: its address is kept by readers, quoted by others, and would lead to nothing; and who takes a figure back says why.

Example: `released-july` stands in `main` and not in this branch

Write instead: an entry under `removed` of the sheet's sheet.yml. The page at the old address then says when and why it was removed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..checks._check import Finding
from ..history import Past
from ..places import Route
from ._rule import sheets_unread

RULE = "removed-fact"


def find(past: Past, made: Assembled, today: dt.date) -> Iterator[Finding]:
    if "facts" in made.incomplete or sheets_unread(made):
        return  # it may stand in what could not be read
    for fact in past.made.site.facts.values():
        if fact.id in made.site.facts or fact.id in made.site.removed or fact.id in made.lost:
            continue
        sheet = fact.sheet if fact.sheet in made.site.sheets else next(iter(made.site.sheets))
        route: Route = ("sheets", sheet, "removed")
        words = ", ".join(f"{language}: …" for language in made.site.languages)
        entry = f"removed: [{{id: {fact.id}, date: {today}, reason: {{{words}}}}}]"
        help = f"add to `{sheet}/sheet.yml`: `{entry}`; name a fact that replaces it under `see`"
        yield Finding(f"the fact `{fact.id}` was published at `{past.revision}` and is gone", route, help)
