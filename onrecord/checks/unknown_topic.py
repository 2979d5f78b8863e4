"""A fact belongs to a topic, or ranks in one, that no sheet declares.

Why it matters: facts of a topic are compared with each other; under a misspelt topic a fact would be compared with nothing.

Example: `topic: relases`

Write instead: a topic that `topics` of sheet.yml lists, as in `topic: releases`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._references import to_topics, unknown

RULE = "unknown-topic"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    if any(f"sheet:{sheet}" in made.lost for sheet in made.site.sheets):
        return
    known = {topic for sheet in made.site.sheets.values() for topic in sheet.topics}
    yield from unknown(made, "topics", known, to_topics(made), "no sheet has the topic `{}`")
