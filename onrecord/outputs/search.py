"""<language>/search/*.json: the words of the site and where they lead, fetched by search.js when a reader searches."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for index in press.indexes.values():
        yield from (Artifact(path, content) for path, content in index.files.items())
