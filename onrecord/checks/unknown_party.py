"""A fact names a party that parties.yml does not have.

Why it matters: a reader could not see who says it.

Example: `by: [reutres]`

Write instead: a party of parties.yml, as in `by: [reuters]`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._references import to_parties, unknown

RULE = "unknown-party"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from unknown(made, "parties", made.site.parties, to_parties(made), "`{}` is not in parties.yml")
