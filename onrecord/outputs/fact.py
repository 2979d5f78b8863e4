"""<language>/facts/<id>/index.html: one fact: statement, sources, rivals, history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import paths
from ..artifact import Artifact
from ..model import Fact, Site
from ._sharing import of_fact
from ._standing import standing
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    replaced, parted = _by_successor(press.site), _by_whole(press.site)
    for fact in press.site.facts.values():
        inside = [part for part in parted.get(fact.id, []) if part.id not in fact.parts]
        about: dict[str, Any] = {"standing": standing(press.site, fact), "replaces": replaced.get(fact.id, []), "inside": inside}
        for language in press.site.languages:
            path = paths.fact_page(language, fact.id)
            shared = of_fact(press, language, fact)
            yield Artifact(path, press.page("fact.html", path, language, sheet=press.site.sheets[fact.sheet], fact=fact, **about, **shared))


def _by_successor(site: Site) -> dict[str, list[Fact]]:
    """Fact -> the older facts that it supersedes."""
    older: dict[str, list[Fact]] = {}
    for fact in site.facts.values():
        if fact.superseded_by:
            older.setdefault(fact.superseded_by, []).append(fact)
    return older


def _by_whole(site: Site) -> dict[str, list[Fact]]:
    """Fact -> the facts that say they are part of it."""
    parts: dict[str, list[Fact]] = {}
    for fact in site.facts.values():
        if fact.part_of:
            parts.setdefault(fact.part_of, []).append(fact)
    return parts
