"""A sentence needs a form of a noun or a name that is not written down.

Why it matters: guessing gives "55 osoby". The build never falls back to another form; it names exactly the cell that it needs.

Example: a fact of 5 people where `person` has no Polish `many`

Write instead: the form, in units.yml: `person: {pl: {one: osoba, few: osoby, many: osób, other: osoby}}`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..places import Route
from ._check import Finding
from ._speaking import unsayable

RULE = "missing-form"
NEEDED = True
MOST_USES = 3


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    owners: dict[tuple[Route, str], list[Finding]] = {}
    for problem, finding in unsayable(made, RULE):
        if problem.owner and made.places.known(problem.owner):
            owners.setdefault((problem.owner, problem.message), []).append(finding)
        else:
            yield finding
    for (owner, _), findings in owners.items():
        yield _at_owner(owner, findings)


def _at_owner(owner: Route, uses: list[Finding]) -> Finding:
    """One finding for a form, where it must be written, however many sentences need it."""
    shown = dict.fromkeys((use.route, use.offset) for use in uses)
    related = tuple((route, offset, "needed here") for route, offset in list(shown)[:MOST_USES])
    return Finding(uses[0].message, owner, uses[0].help, related=related)
