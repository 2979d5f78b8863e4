"""<language>/facts/<id>/index.html: one fact: statement, sources, rivals, history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import paths
from ..artifact import Artifact
from ._sharing import of_fact
from ._standing import standing
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for fact in press.site.facts.values():
        inside = [part for part in press.site.inside(fact.id) if part.id not in fact.parts]
        about: dict[str, Any] = {"standing": standing(press.site, fact), "replaces": press.site.older(fact.id), "inside": inside}
        for language in press.site.languages:
            path = paths.fact_page(language, fact.id)
            shared = of_fact(press, language, fact)
            yield Artifact(path, press.page("fact.html", path, language, sheet=press.site.sheets[fact.sheet], fact=fact, **about, **shared))
