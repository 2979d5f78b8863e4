"""A call or a key names a fact that does not exist.

Why it matters: other generators print an empty space where the name is misspelt, and exit 0.

Example: `{{ figure("released-septembr") }}`

Write instead: the id of a fact, as in `{{ figure("released-september") }}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._references import to_facts, unknown

RULE = "unknown-fact"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from unknown(made, "facts", made.site.facts, to_facts(made), "there is no fact `{}`")
