"""404.html: what a host shows for an address at which there is nothing. It may stand at any depth, so its links start at the host's top."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from .. import paths
from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    top = urlsplit(press.site.url or "").path.rstrip("/") + "/"
    language = press.site.languages[0]
    yield Artifact(paths.NOT_FOUND, press.page("404.html", paths.NOT_FOUND, language, top=top))
