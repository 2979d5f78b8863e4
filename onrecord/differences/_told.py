"""Everything that a site tells its readers in one language, as lines under the thing that they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from .. import paths
from ..edtf import Moment
from ..locale import CannotSay
from ..model import Call, Citation, Fact, Removed, Sheet, Site, Texts
from ..outputs._standing import standing
from ..prose import render
from ..speaker import Speaker
from ..texts import calls_in
from ..voice import Voice
from ._sentences import CALL, Line, line, sentences, split

Thing = tuple[str, str]  # fact, sheet or site, and its id
WITHOUT_FIGURE = ("event", "statement", "order")


@dataclass(slots=True)
class Told:
    """The lines of a language by thing and part of it, and the pages on which a thing stands. ``unsaid`` counts what cannot be said."""

    lines: dict[tuple[Thing, str], list[Line]] = field(default_factory=dict)
    pages: dict[Thing, tuple[str, ...]] = field(default_factory=dict)
    unsaid: int = 0


def told(site: Site, language: str) -> Told:
    teller = _Teller(Speaker(site, language))
    for fact in site.facts.values():
        teller.fact(fact)
    for removed in site.removed.values():
        teller.removed(removed)
    for sheet in site.sheets.values():
        teller.sheet(sheet)
    teller.site()
    return teller.told


class _Teller:
    def __init__(self, speaker: Speaker) -> None:
        self.speaker, self.told = speaker, Told()
        self.language = speaker.language

    # ---- what is told

    def site(self) -> None:
        thing = ("site", "site")
        self._stands(thing, paths.language_page(self.language))
        self._text(thing, "title", self.speaker.site.title)
        self._text(thing, "description", self.speaker.site.description)

    def sheet(self, sheet: Sheet) -> None:
        thing = ("sheet", sheet.id)
        self._stands(thing, paths.sheet_page(self.language, sheet.id))
        self._text(thing, "title", sheet.title)
        self._text(thing, "lead", sheet.lead)
        if closed := sheet.closed:
            day = Moment(closed.isoformat(), closed.year, closed.month, closed.day)
            self._line(thing, "closed", lambda: self._string("closed").format(date=self.speaker.locale.times.say(day, "on")))
        for label in sheet.topics.values():
            self._text(thing, "topics", label)
        if self.language in sheet.prose:
            self._lines(thing, "page", lambda: sentences(render(sheet.prose[self.language], self._voice())))

    def fact(self, fact: Fact) -> None:
        thing = ("fact", fact.id)
        self._stands(thing, paths.sheet_page(self.language, fact.sheet), paths.fact_page(self.language, fact.id))
        self._text(thing, "label", fact.label, fact.id)
        self._text(thing, "statement", fact.text, fact.id)
        if fact.kind not in WITHOUT_FIGURE:
            self._line(thing, "figure", lambda: self.speaker.figure(fact.id).text)
        if fact.when:
            self._line(thing, "when", lambda: self.speaker.when(fact.id))
        if fact.by:
            self._line(thing, "by", lambda: self.speaker.by(fact.id))
        self._line(thing, "standing", lambda: self._string(f"standing_{standing(self.speaker.site, fact)}"))
        self._line(thing, "modality", lambda: self._string(f"modality_{fact.modality}"))
        self._line(thing, "status", lambda: self._string(f"status_{fact.status}"))
        for key, day in (("as_of", fact.as_of), ("checked", fact.checked)):
            if day:
                self._line(thing, key, day.isoformat)
        self._text(thing, "note", fact.note, fact.id)
        self._disputes(thing, fact)
        self._citations(thing, fact.sources)

    def _disputes(self, thing: Thing, fact: Fact) -> None:
        """Rivals, what a fact is not to be confused with, and what it said before."""
        for claim in fact.claims:
            says = self._pair(lambda claim=claim: self.speaker.names(claim.by), lambda claim=claim: self.speaker.claim(fact, claim).text)  # type: ignore[misc]
            self._line(thing, "rivals", says)
            self._text(thing, "rivals", claim.note, fact.id)
            self._citations(thing, claim.sources)
        for reason in fact.distinct_from.values():
            self._text(thing, "distinct_from", reason, fact.id)
        for change in fact.corrections:
            was = self._pair(change.date.isoformat, lambda change=change: self.speaker.was(fact, change.was, change.was_qualifier))  # type: ignore[misc]
            self._line(thing, "corrections", was)
            self._text(thing, "corrections", change.note, fact.id)

    def removed(self, removed: Removed) -> None:
        thing = ("fact", removed.id)
        self._stands(thing, paths.sheet_page(self.language, removed.sheet), paths.fact_page(self.language, removed.id))
        self._text(thing, "removal", removed.reason)

    # ---- how it is told

    def _stands(self, thing: Thing, *pages: str) -> None:
        self.told.pages[thing] = tuple(f"/{paths.address(page)}" for page in pages)

    def _text(self, thing: Thing, part: str, texts: Texts, own: str | None = None) -> None:
        if self.language in texts:
            called = [fact for _, call in calls_in(texts[self.language]) if call.name != "name" and (fact := call.id or own)]
            self._lines(thing, part, lambda: split(self.speaker.plain(texts, own), called))

    def _line(self, thing: Thing, part: str, say: Callable[[], str]) -> None:
        self._lines(thing, part, lambda: [line(say())])

    def _lines(self, thing: Thing, part: str, say: Callable[[], list[Line]]) -> None:
        try:
            self.told.lines.setdefault((thing, part), []).extend(say())
        except (CannotSay, LookupError):  # of content that is not sound
            self.told.unsaid += 1

    def _citations(self, thing: Thing, citations: tuple[Citation, ...]) -> None:
        for citation in citations:
            self._line(thing, "sources", lambda citation=citation: self._source(citation))  # type: ignore[misc]

    def _source(self, citation: Citation) -> str:
        source = self.speaker.site.sources[citation.source]
        named = ", ".join(dict.fromkeys(name for name in (source.title, source.publisher) if name))
        return f"{named}: {self.speaker.locale.typography.quoted(citation.quote)}" if citation.quote else named

    def _string(self, key: str) -> str:
        return self.speaker.locale.string(key)

    def _pair(self, label: Callable[[], str], value: Callable[[], str]) -> Callable[[], str]:
        return lambda: self._string("label_value").format(label=label(), value=value())

    def _voice(self) -> Voice:
        return _Called(self.speaker, self.told)


class _Called(Voice):
    """Says what it can and marks where each call was; a call that cannot be said stands as it was typed."""

    def __init__(self, speaker: Speaker, told: Told) -> None:
        super().__init__(speaker)
        self.told = told

    def say(self, call: Call, own: str | None = None, depth: int = 0) -> Markup:
        mark = Markup(CALL).format(call.id or own or "") if call.name != "name" else Markup()
        try:
            return mark + super().say(call, own, depth)
        except (CannotSay, LookupError):
            self.told.unsaid += 1
            return Markup("{}").format(call.source)
