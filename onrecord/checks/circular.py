"""Facts replace each other, or are part of each other, in a circle.

Why it matters: a reader who follows "newer fact" would never arrive, and a total would be part of itself.

Example: a fact with `superseded_by` its own id

Write instead: the id of the fact that came later, or of the total that is larger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Fact
from ._check import Finding

RULE = "circular"
NEEDED = True
LINKS = ("superseded_by", "part_of")


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        for link in LINKS:
            if fact.id not in made.lost and fact.id in _followed(made, fact, link):
                yield Finding(f"`{link}` leads from `{fact.id}` back to itself", ("facts", fact.id, link), "name another fact")


def _followed(made: Assembled, fact: Fact, link: str) -> set[str]:
    """The facts that a link leads to, step by step, until it ends or comes back."""
    seen: set[str] = set()
    after = getattr(fact, link)
    while after and after not in seen:
        seen.add(after)
        found = made.site.facts.get(after)
        after = getattr(found, link) if found else None
    return seen
