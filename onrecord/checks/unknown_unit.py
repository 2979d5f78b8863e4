"""A fact counts in a unit that units.yml does not have.

Why it matters: without its forms the figure cannot be said in any language.

Example: `unit: persn`

Write instead: a unit of units.yml, as in `unit: person`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..locale import load
from ._check import Finding
from ._references import to_units, unknown

RULE = "unknown-unit"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    nouns = load(made.site.languages[0]).nouns
    units = {use.name for use in to_units(made) if nouns.named(use.name)}
    known = dict.fromkeys((*made.site.units, *units, *nouns.own))
    uses = (use for use in to_units(made) if use.name not in made.site.units)
    yield from unknown(made, "units", known, uses, "`{}` is not in units.yml, and CLDR has no such unit")
