"""A call or a key names a fact that does not exist.

Why it matters: other generators print an empty space where the name is misspelt, and exit 0.

Example: `{{ figure("released-septembr") }}`

Write instead: the id of a fact, as in `{{ figure("released-september") }}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import did_you_mean
from ..texts import calls_of
from ._check import Finding, at_call
from ._references import to_facts

RULE = "unknown-fact"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    known = made.site.facts
    for route, id in to_facts(made):
        if id not in known and id not in made.lost:
            yield Finding(f"there is no fact `{id}`", route, did_you_mean(id, known))
    for spoken in calls_of(made.site, made.prose_offsets):
        target = spoken.target
        if spoken.call.name != "name" and target and target not in known and target not in made.lost:
            yield at_call(spoken, f"there is no fact `{target}`", did_you_mean(target, known))
