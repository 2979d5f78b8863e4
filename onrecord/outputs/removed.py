"""<language>/facts/<id>/index.html of a fact that has gone: when and why, and what to read instead."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for removed in press.site.removed.values():
        for language in press.site.languages:
            path = paths.fact_page(language, removed.id)
            yield Artifact(path, press.page("removed.html", path, language, sheet=press.site.sheets[removed.sheet], removed=removed))
