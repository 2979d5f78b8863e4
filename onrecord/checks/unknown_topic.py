"""A fact belongs to a topic, or ranks in one, that no sheet declares.

Why it matters: facts of a topic are compared with each other; under a misspelt topic a fact would be compared with nothing.

Example: `topic: relases`

Write instead: a topic that `topics` of sheet.yml lists, as in `topic: releases`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..assemble import Assembled
from ._check import Finding
from ._references import Use, to_topics, unknown

RULE = "unknown-topic"
NEEDED = True


@dataclass(frozen=True)
class Topics:
    """The topics that sheets have, and where topics are named."""

    known: tuple[str, ...]
    named: tuple[Use, ...]


def gather(made: Assembled) -> Topics:
    return Topics(tuple(topic for sheet in made.site.sheets.values() for topic in sheet.topics), tuple(to_topics(made)))


def find(made: Assembled, today: dt.date, gathered: Sequence[Topics]) -> Iterator[Finding]:
    if any(f"sheet:{sheet}" in made.lost for sheet in made.site.sheets):
        return
    known = {topic for topics in gathered for topic in topics.known}
    named = (use for topics in gathered for use in topics.named)
    yield from unknown(made, "topics", known, named, "no sheet has the topic `{}`")
