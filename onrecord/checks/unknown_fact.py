"""A call or a key names a fact that does not exist, or that was removed.

Why it matters: other generators print an empty space where the name is misspelt, and exit 0.

Example: `{{ figure("released-septembr") }}`

Write instead: the id of a fact, as in `{{ figure("released-september") }}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..speaker import no_fact
from ._check import Finding
from ._references import to_facts, unknown

RULE = "unknown-fact"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    gone = made.site.removed.keys() - made.site.facts.keys() - made.lost
    uses = list(to_facts(made))
    yield from unknown(made, "facts", made.site.facts, (use for use in uses if use.name not in gone), "there is no fact `{}`")
    for use in uses:
        if use.name in gone:
            message, help = no_fact(made.site, use.name)
            yield Finding(message, use.route, help, use.offset, use.length)
