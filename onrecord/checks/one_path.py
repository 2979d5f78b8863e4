"""Two pages of the site would stand at one address.

Why it matters: one of them would silently replace the other.

Example: a sheet in the folder `facts`, whose page is where the list of all facts stands

Write instead: another folder name for the sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ..assemble import Assembled
from ..paths import pages_of_contents, pages_of_site
from ..places import Route
from ._check import Finding

RULE = "one-path"
NEEDED = True


def gather(made: Assembled) -> tuple[tuple[str, Route], ...]:
    return tuple(pages_of_contents(made.site))


def find(made: Assembled, today: dt.date, gathered: Sequence[tuple[tuple[str, Route], ...]]) -> Iterator[Finding]:
    owners: dict[str, Route] = {}
    of_site: Iterator[tuple[str, Route]] = ((path, ("site",)) for path in pages_of_site(made.site))
    for path, owner in (*of_site, *(page for pages in gathered for page in pages)):
        first = owners.setdefault(path, owner)
        if first != owner:
            route = owner if owner[0] != "site" else first
            yield Finding(
                f"two pages have the address `{path}`",
                route,
                "rename the folder of the sheet",
                related=((first, None, "the other is this"),),
            )
