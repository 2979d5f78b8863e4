"""A fact is dated after every publication that it rests on.

Why it matters: nobody reports what has not happened yet; one of the dates is mistyped, or the source is another one.

Example: `when: 2025-11-11` with a single source of `issued: 2025-09-12`

Write instead: the day on which it happened; or a source that could know of it. A plan or a forecast may lie ahead of its sources. A page
that is kept up to date says in `accessed` when it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..freshness import AHEAD
from ..model import Source
from ._check import Finding

RULE = "ahead-of-sources"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        known = [_latest(source) for citation in fact.sources if (source := made.site.sources.get(citation.source))]
        last = max((day for day in known if day), default=None)
        if last is None or None in known or fact.id in made.lost:
            continue  # a source without a date may be of any day
        if fact.when and fact.modality not in AHEAD and fact.when.first > last:
            message = f"`when` of `{fact.id}` lies after its last source, which is of {last}"
            yield Finding(message, ("facts", fact.id, "when"), "correct the date, or cite who reported it", severity=Severity.WARNING)


def _latest(source: Source) -> dt.date | None:
    """The last day on which a source can have said something."""
    return max((time.last for time in (source.issued, source.accessed) if time), default=None)
