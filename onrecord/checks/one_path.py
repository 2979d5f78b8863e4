"""Two pages of the site would stand at one address.

Why it matters: one of them would silently replace the other.

Example: a sheet in the folder `facts`, whose page is where the list of all facts stands

Write instead: another folder name for the sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..paths import pages_of
from ..places import Route
from ._check import Finding

RULE = "one-path"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    owners: dict[str, Route] = {}
    for path, owner in pages_of(made.site):
        first = owners.setdefault(path, owner)
        if first != owner:
            route = owner if owner[0] != "site" else first
            yield Finding(
                f"two pages have the address `{path}`",
                route,
                "rename the folder of the sheet",
                related=((first, None, "the other is this"),),
            )
