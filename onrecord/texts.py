"""Every text of a site with its route: what translations, digits and calls are checked in, whatever it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import Call, Citation, Fact, Listed, Site, Standing, Texts, Wording
from .places import Route


@dataclass(frozen=True, slots=True)
class Text:
    """Texts and where they stand; ``own`` is the fact that a call without an id means.

    One that is ``needed`` has every language: it is the site's own name, or stands within figures and is bent by their grammar.
    """

    route: Route
    texts: Texts
    own: str | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """A call as it stands in the content, in one language; ``offset`` counts characters of the text at ``route``."""

    route: Route
    language: str
    call: Call
    offset: int
    own: str | None = None

    @property
    def target(self) -> str | None:
        return self.call.id or self.own


def citations_of(site: Site) -> Iterator[tuple[Route, Fact, Citation]]:
    """Every citation of a fact, and of a claim against it, with its route."""
    for fact in site.facts.values():
        base: Route = ("facts", fact.id)
        cited = [(base, fact.sources), *(((*base, "claims", at), claim.sources) for at, claim in enumerate(fact.claims))]
        for stated, citations in cited:
            yield from (((*stated, "sources", index), fact, citation) for index, citation in enumerate(citations))


def texts_of(site: Site) -> Iterator[Text]:
    """Every text that readers see, page prose aside."""
    yield Text(("site", "title"), site.title, needed=True)
    yield Text(("site", "description"), site.description, needed=True)
    for source in site.sources.values():
        if source.note:
            yield Text(("sources", source.id, "note"), source.note)
    for sheet in site.sheets.values():
        yield Text(("sheets", sheet.id, "title"), sheet.title)
        yield Text(("sheets", sheet.id, "lead"), sheet.lead)
        for topic, label in sheet.topics.items():
            yield Text(("topics", sheet.id, topic, "label"), label)
        for chart in sheet.charts:
            yield Text(("charts", sheet.id, chart.id, "title"), chart.title)
            yield Text(("charts", sheet.id, chart.id, "note"), chart.note)
        for index, removed in enumerate(sheet.removed):
            yield Text(("removed", sheet.id, index, "reason"), removed.reason)
    for fact in site.facts.values():
        yield from _texts_of_fact(fact)


def _texts_of_fact(fact: Fact) -> Iterator[Text]:
    base: Route = ("facts", fact.id)
    yield Text((*base, "text"), fact.text, fact.id)
    yield Text((*base, "label"), fact.label, fact.id)
    if fact.note:
        yield Text((*base, "note"), fact.note, fact.id)
    if fact.share_of:
        yield Text((*base, "of"), fact.share_of, fact.id, needed=True)
    for other, reason in fact.distinct_from.items():
        yield Text((*base, "distinct_from", other), reason, fact.id)
    for index, claim in enumerate(fact.claims):
        if claim.note:
            yield Text((*base, "claims", index, "note"), claim.note, fact.id)
    for index, correction in enumerate(fact.corrections):
        yield Text((*base, "corrections", index, "note"), correction.note, fact.id)
    if isinstance(fact.amount, Listed):
        for index, value in enumerate(fact.amount.values):
            yield Text((*base, "values", index), value, fact.id, needed=True)
    if isinstance(fact.amount, Standing) and fact.amount.words:
        yield Text((*base, "value"), fact.amount.words, fact.id, needed=True)


def calls_of(site: Site, prose_offsets: dict[tuple[str, str], list[int]]) -> Iterator[SpokenCall]:
    """Every call of the content. ``prose_offsets`` are the offsets of each page's calls, by sheet and language."""
    for text in texts_of(site):
        for language, wording in text.texts.items():
            for offset, call in calls_in(wording):
                yield SpokenCall((*text.route, language), language, call, offset, text.own)
    for sheet in site.sheets.values():
        for language, prose in sheet.prose.items():
            offsets = prose_offsets[sheet.id, language]
            for call, offset in zip(prose.calls, offsets, strict=True):
                yield SpokenCall(("prose", sheet.id, language), language, call, offset)


def calls_in(wording: Wording) -> Iterator[tuple[int, Call]]:
    """The calls of a wording with their offsets in its text."""
    at = 0
    for piece in wording:
        if isinstance(piece, Call):
            yield at, piece
            at += len(piece.source)
        else:
            at += len(piece)


def words_in(wording: Wording) -> Iterator[tuple[int, str]]:
    """The words between the calls with their offsets."""
    at = 0
    for piece in wording:
        if isinstance(piece, str):
            yield at, piece
        at += len(piece.source if isinstance(piece, Call) else piece)
