"""What checks of page prose share: a page's text without its code, and the ids that a reader can be led to."""

from __future__ import annotations

import re

from ..assemble import Assembled
from ..calls import CODE
from ..places import Route
from ..read import Page

HEADING = re.compile(
    r"^(?P<level>#{1,6})(?!#)[ \t]*(?P<words>.*?)[ \t]*#*[ \t]*(?:\{:?[ \t]*(?P<attributes>[^{}\n]*)\})?[ \t]*$", re.MULTILINE
)
ID = re.compile(r"#([\w-]+)")
OWN = (
    "main", "contents", "key-figures", "statements", "established", "claimed", "not-known", "replaced", "timeline",
    "corrections", "sources",
)  # fmt: skip
OWN_BEGIN = ("fact-", "source-", "how-", "chart-", "correction-", "superseded-")


def text_of(made: Assembled, route: Route) -> str:
    """The page with its code blanked out, so that offsets stay."""
    page = made.places.nodes[route]
    return CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.text if isinstance(page, Page) else "")


def id_of(heading: re.Match[str]) -> str | None:
    found = ID.search(heading["attributes"] or "")
    return found[1] if found else None


def sections_of(made: Assembled, route: Route) -> list[tuple[int, str]]:
    """Where each section of a page begins, and its id; one without an id belongs to the section before."""
    return [(heading.start(), id) for heading in HEADING.finditer(text_of(made, route)) if (id := id_of(heading))]
