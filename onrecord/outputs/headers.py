"""_headers: the pages' policy and who may frame them, for hosts that read such a file (Netlify, Cloudflare Pages and others).

Every page carries the policy itself, so a host that reads no such file loses only what a page cannot say: who may frame it. Hosts add up
the headers of all rules that match, and a page must obey each of several policies; so no rule here covers what others may embed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ._policy import POLICY
from ._theme import Press

EVERYWHERE = ("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", f"Content-Security-Policy: {POLICY}")
PAGES = ("/", "/:language/", "/:language/:page/", "/:language/facts/:fact/")  # a name behind a colon stands for one folder
UNFRAMED = ("Content-Security-Policy: frame-ancestors 'none'",)


def make(press: Press) -> Iterator[Artifact]:
    rules = [("/*", EVERYWHERE), *((page, UNFRAMED) for page in PAGES)]
    lines = [line for path, headers in rules for line in (path, *(f"  {header}" for header in headers))]
    yield Artifact("_headers", ("\n".join(lines) + "\n").encode())
