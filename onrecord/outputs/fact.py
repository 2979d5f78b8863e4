"""<language>/facts/<id>/index.html: one fact: statement, sources, rivals, history."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ..model import Fact, Site
from ._standing import standing
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for fact in press.site.facts.values():
        for language in press.site.languages:
            path = paths.fact_page(language, fact.id)
            context = {"fact": fact, "standing": standing(press.site, fact), "replaces": _replaced_by(press.site, fact)}
            yield Artifact(path, press.page("fact.html", path, language, sheet=press.site.sheets[fact.sheet], **context))


def _replaced_by(site: Site, fact: Fact) -> list[Fact]:
    """The older facts that this one supersedes."""
    return [older for older in site.facts.values() if older.superseded_by == fact.id]
