"""A sentence needs a form of a noun or a name that is not written down.

Why it matters: guessing gives "55 osoby". The build never falls back to another form; it names exactly the cell that it needs.

Example: a fact of 5 people where `person` has no Polish `many`

Write instead: the form, in units.yml: `person: {pl: {one: osoba, few: osoby, many: osób, other: osoby}}`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._speaking import unsayable

RULE = "missing-form"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from unsayable(made, RULE)
