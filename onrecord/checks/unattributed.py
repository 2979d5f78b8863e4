"""What is no plain fact does not say whose it is.

Why it matters: an estimate, an aim or an opinion is somebody's; without a name it reads as ours, or as true.

Example: `modality: estimate` without `by`

Write instead: `by: [viasna]`, the parties who say so, the one we heard it from first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding

RULE = "unattributed"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.modality != "fact" and not fact.by and fact.derivation is None and fact.id not in made.lost:
            message = f"`{fact.id}` is given as {fact.modality}, and nobody is named who says so"
            yield Finding(message, ("facts", fact.id, "modality"), "name the parties: `by: [one-party]`")
