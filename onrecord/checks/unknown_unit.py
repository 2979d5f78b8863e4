"""A fact counts in a unit that units.yml does not have.

Why it matters: without its forms the figure cannot be said in any language.

Example: `unit: persn`

Write instead: a unit of units.yml, as in `unit: person`, or add it there first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._references import to_units, unknown

RULE = "unknown-unit"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from unknown(made, "units", made.site.units, to_units(made), "`{}` is not in units.yml")
