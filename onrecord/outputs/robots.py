"""robots.txt: everybody may read everything, and where the sitemap stands (RFC 9309). A site's own templates/robots.txt goes before it."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ._theme import Press

PATH = "robots.txt"


def make(press: Press) -> Iterator[Artifact]:
    if PATH in press.theme.files((".txt",)):
        return
    lines = ["User-agent: *", "Allow: /"]
    if sitemap := press.absolute("sitemap.xml"):
        lines.append(f"Sitemap: {sitemap}")
    yield Artifact(PATH, "".join(f"{line}\n" for line in lines).encode())
