"""A fact names a party that parties.yml does not have.

Why it matters: a reader could not see who says it.

Example: `by: [reutres]`

Write instead: a party of parties.yml, as in `by: [reuters]`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import did_you_mean
from ._check import Finding
from ._references import to_parties

RULE = "unknown-party"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    known = made.site.parties
    for route, id in to_parties(made):
        if id not in known and id not in made.lost:
            yield Finding(f"`{id}` is not in parties.yml", route, did_you_mean(id, known))
