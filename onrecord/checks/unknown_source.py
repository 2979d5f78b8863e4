"""A citation names a source that sources.yml does not have.

Why it matters: a reader could not follow the citation to what it rests on.

Example: `{ref: ki-0912, quote: …}`

Write instead: a source of sources.yml, as in `{ref: ki-0911, quote: …}`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._references import to_sources, unknown

RULE = "unknown-source"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from unknown(made, "sources", made.site.sources, to_sources(made), "`{}` is not in sources.yml")
