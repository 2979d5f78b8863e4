"""<language>/<sheet>/index.html: the explainer, with everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import paths
from ..artifact import Artifact
from ..model import Citation, Correction, Fact, Sheet, Site
from ._sharing import of_sheet
from ._standing import STANDINGS, standing
from ._theme import Press
from ._timeline import strip


def make(press: Press) -> Iterator[Artifact]:
    for sheet in press.site.sheets.values():
        parts = _parts(press.site, sheet, press.sheets_of_facts[sheet.id])
        for language in press.site.languages:
            path = paths.sheet_page(language, sheet.id)
            about = {**parts, **of_sheet(press, language, sheet)}
            yield Artifact(path, press.page("sheet.html", path, language, noted=True, sheet=sheet, **about))


def _parts(site: Site, sheet: Sheet, facts: tuple[Fact, ...]) -> dict[str, Any]:
    """What the page shows, the same in every language."""
    timeline = sorted((site.facts[id] for id in sheet.timeline if site.facts[id].when), key=_time)
    return {
        "key_facts": [site.facts[id] for id in sheet.key_facts],
        "groups": [(name, [fact for fact in facts if standing(site, fact) == name]) for name in STANDINGS],
        "timeline": timeline,
        "strip": strip(sheet, timeline),
        "quotes": _quotes(site, facts),
        "corrections": _corrections(facts),
        "removals": sorted(sheet.removed, key=lambda removed: removed.date, reverse=True),
    }


def _time(fact: Fact) -> tuple[Any, ...]:
    return (fact.when.first, fact.when.last) if fact.when else ()


def _quotes(site: Site, facts: tuple[Fact, ...]) -> dict[str, list[Citation]]:
    """Every source of the sheet, rivals' sources included, with what is quoted from it."""
    citations = [citation for fact in facts for citation in (*site.citations(fact), *(c for claim in fact.claims for c in claim.sources))]
    quotes: dict[str, list[Citation]] = {}
    for citation in citations:
        quotes.setdefault(citation.source, []).append(citation)
    return quotes


def _corrections(facts: tuple[Fact, ...]) -> list[tuple[Correction, Fact]]:
    """Newest first."""
    found = [(correction, fact) for fact in facts for correction in fact.corrections]
    return sorted(found, key=lambda pair: pair[0].date, reverse=True)
