"""<language>/<sheet>/index.html: the explainer, with everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import paths
from ..artifact import Artifact
from ..freshness import NO_LONGER_CURRENT
from ..model import Citation, Fact, Sheet, Site
from ._changes import changes_of
from ._sharing import of_sheet
from ._standing import STANDINGS, standing
from ._theme import Later, Press
from ._timeline import strip


def make(press: Press) -> Iterator[Artifact]:
    for sheet in press.site.sheets.values():
        parts = _parts(press.site, sheet, [press.site.facts[id] for id in sheet.facts])
        for language in press.site.languages:
            path = paths.sheet_page(language, sheet.id)
            about = {**parts, **of_sheet(press, language, sheet)}
            yield Artifact(path, press.page("sheet.html", path, language, noted=True, sheet=sheet, **about))


def _parts(site: Site, sheet: Sheet, facts: list[Fact]) -> dict[str, Any]:
    """What the page shows, the same in every language."""
    timeline = sorted((site.facts[id] for id in sheet.timeline if site.facts[id].when), key=_time)
    return {
        "key_facts": Later(lambda: [site.facts[id] for id in sheet.key_facts]),
        "groups": Later(lambda: _groups(site, facts)),
        "timeline": timeline,
        "strip": Later(lambda: strip(sheet, timeline)),
        "quotes": Later(lambda: _quotes(site, facts)),
        "changes": Later(lambda: changes_of(site, sheet)),
    }


def _groups(site: Site, facts: list[Fact]) -> list[tuple[str, list[Fact]]]:
    """What is established, claimed and not known today; behind them what no longer holds, so that nobody takes it for current."""
    current = [fact for fact in facts if fact.status not in NO_LONGER_CURRENT]
    groups = [(name, [fact for fact in current if standing(site, fact) == name]) for name in STANDINGS]
    return [*groups, ("replaced", [fact for fact in facts if fact.status in NO_LONGER_CURRENT])]


def _time(fact: Fact) -> tuple[Any, ...]:
    return (fact.when.first, fact.when.last) if fact.when else ()


def _quotes(site: Site, facts: list[Fact]) -> dict[str, list[Citation]]:
    """Every source of the sheet, rivals' sources included, with what is quoted from it."""
    citations = [citation for fact in facts for citation in (*site.citations(fact), *(c for claim in fact.claims for c in claim.sources))]
    quotes: dict[str, list[Citation]] = {}
    for citation in citations:
        quotes.setdefault(citation.source, []).append(citation)
    return quotes
