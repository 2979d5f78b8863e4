"""A link within the site leads nowhere: to a page or a section that is not there.

Why it matters: a reader who follows it finds an error page, or stays where they are and does not know why.

Example: `[the release](../facts/released-septembr/)`

Write instead: the address of a page of this site, `../facts/released-september/`, or of a section, `#known`. Addresses of other sites
begin with `https://`; files are not judged.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from .. import paths
from ..assemble import Assembled
from ..diagnostic import did_you_mean
from ..model import Site
from ._check import Finding
from ._pages import HEADING, OWN, id_of, text_of

RULE = "dead-link"
LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^\s()<>{}]+)>?(?:\s+[\"'(][^\n]*?)?\s*\)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<reference>[^\s<>{}]+)", re.MULTILINE
)
PAGE = ("", ".html")
SOURCE = "source-"  # begins the ids of what sheets list as sources


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for sheet in made.site.sheets.values():
        for language in sheet.prose if not made.incomplete else ():
            route = ("prose", sheet.id, language)
            text = text_of(made, route)
            here = paths.sheet_page(language, sheet.id)
            sections = {*OWN, *(id for heading in HEADING.finditer(text) if (id := id_of(heading)))}
            facts = (*sheet.facts, *(removed.id for removed in sheet.removed))
            anchors = sections | {f"fact-{fact}" for fact in facts}
            for link in LINK.finditer(text):
                group = "inline" if link["inline"] else "reference"
                problem = _problem(link[group], here, made.site, anchors)
                if problem:
                    yield Finding(*problem[:1], route, problem[1], link.start(group), len(link[group]))


def _problem(target: str, here: str, site: Site, anchors: set[str]) -> tuple[str, str] | None:
    """Why a link leads nowhere, and what to write instead; None where it does not, or leaves the site."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"`{target}` is no address", "copy the whole address, beginning with `https://`"
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        fragment = unquote(parts.fragment)
        if not fragment or fragment in anchors or (fragment.startswith(SOURCE) and fragment.removeprefix(SOURCE) in site.sources):
            return None
        near = sorted([*anchors, *(SOURCE + source for source in site.sources)])
        return f"there is no section `#{parts.fragment}` on this page", did_you_mean(parts.fragment, near)
    if posixpath.splitext(parts.path)[1] not in PAGE:
        return None  # a file of the theme, or one that somebody else puts there
    return _no_page(target, unquote(parts.path), here, site)


def _no_page(target: str, path: str, here: str, site: Site) -> tuple[str, str] | None:
    if path.startswith("/"):
        return f"`{target}` begins at the top of the server, which may not be the site's", "write it from this page: `../`"
    there = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    if any(paths.is_page(site, page) for page in (there, f"{there}/index.html", posixpath.join(there, "index.html").removeprefix("./"))):
        return None
    pages = sorted(path for path, _ in paths.pages_of(site))
    meant = re.search(r"`(.*)`", did_you_mean(f"{there}/index.html", pages))
    return (
        f"there is no page `{target}`",
        f"did you mean `{paths.link(here, meant[1])}`?" if meant else "see the addresses of the built site",
    )
