"""A citation names a source that sources.yml does not have.

Why it matters: a reader could not follow the citation to what it rests on.

Example: `{ref: ki-0912, quote: …}`

Write instead: a source of sources.yml, as in `{ref: ki-0911, quote: …}`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import did_you_mean
from ._check import Finding
from ._references import to_sources

RULE = "unknown-source"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    known = made.site.sources
    for route, id in to_sources(made):
        if id not in known and id not in made.lost:
            yield Finding(f"`{id}` is not in sources.yml", route, did_you_mean(id, known))
