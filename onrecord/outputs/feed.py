"""<language>/feed.xml: corrections, newer facts and removals as an Atom feed (RFC 4287), where the site knows its own address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import paths
from ..artifact import Artifact
from ..freshness import last_change_of_sheet
from ..model import Texts
from ..speaker import Speaker
from ._changes import Change, Corrected, Gone, Replaced, changes_of_site
from ._theme import Press

ATOM = "http://www.w3.org/2005/Atom"


def make(press: Press) -> Iterator[Artifact]:
    if not press.site.url:
        return
    for language, speaker in press.speakers.items():
        path = paths.feed(language)
        yield Artifact(path, _feed(press, speaker, path))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One change, as the feed of a language tells it."""

    date: dt.date
    permalink: str
    kind: str
    about: str
    summary: str


def _feed(press: Press, speaker: Speaker, path: str) -> bytes:
    entries = list(_entries(press, speaker))
    home = press.absolute(paths.language_page(speaker.language)) or ""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": speaker.language})
    _add(feed, "id", home)
    _add(feed, "title", f"{speaker.plain(press.site.title)}: {speaker.locale.string('corrections')}")
    _add(feed, "updated", _stamp(max([entry.date for entry in entries], default=_newest(press))))
    SubElement(feed, "link", {"rel": "self", "href": press.absolute(path) or ""})
    SubElement(feed, "link", {"href": home})
    _add(SubElement(feed, "author"), "name", speaker.plain(press.site.title))
    for entry in entries:
        _write(feed, speaker, entry)
    document: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _write(feed: Element, speaker: Speaker, told: _Entry) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", told.permalink)
    kind = speaker.locale.string(f"correction_{told.kind}")
    _add(entry, "title", f"{kind[:1].upper()}{kind[1:]}: {told.about}")
    _add(entry, "updated", _stamp(told.date))
    SubElement(entry, "link", {"href": told.permalink})
    _add(entry, "summary", told.summary)


def _entries(press: Press, speaker: Speaker) -> Iterator[_Entry]:
    """Newest first; what replaced a fact on no known day is told on the pages alone, as an entry of a feed has a date."""
    for change in changes_of_site(press.site):
        if change.date:
            yield _Entry(change.date, _permalink(press, speaker, change), change.kind, *_told(press, speaker, change))


def _permalink(press: Press, speaker: Speaker, change: Change) -> str:
    if not press.site.makes("facts"):
        return f"{press.absolute(paths.sheet_page(speaker.language, change.sheet))}#{change.anchor}"
    match change:
        case Gone(removed):
            return press.absolute(paths.fact_page(speaker.language, removed.id)) or ""
        case Corrected(fact, _, number):
            return f"{press.absolute(paths.fact_page(speaker.language, fact.id))}#correction-{number}"
        case Replaced(fact):
            return f"{press.absolute(paths.fact_page(speaker.language, fact.id))}#superseded"


def _told(press: Press, speaker: Speaker, change: Change) -> tuple[str, str]:
    """What a change is about, and what happened. What was removed has no name any more; its sheet does."""
    string = speaker.locale.string
    match change:
        case Gone(removed):
            return _plain(speaker, press.site.sheets[removed.sheet].title), _plain(speaker, removed.reason)
        case Replaced(fact, newer):
            return _plain(speaker, fact.label, fact.id), string("newer_fact").format(fact=_plain(speaker, newer.text, newer.id))
        case Corrected(fact, correction):
            was = string("was").format(was=speaker.was(fact, correction.was, correction.was_qualifier))
            return _plain(speaker, fact.label, fact.id), f"{was} {_plain(speaker, correction.note, fact.id)}"


def _plain(speaker: Speaker, texts: Texts, own: str | None = None) -> str:
    """A text; behind one that is not translated, its language."""
    said, language = speaker.plain(texts, own), speaker.language_of(texts)
    if language == speaker.language:
        return said
    return f"{said} ({speaker.locale.string('untranslated_short').format(language=speaker.locale.name_of(language))})"


def _newest(press: Press) -> dt.date:
    """A feed without changes is as old as the newest day on which a sheet can have changed."""
    days = [last_change_of_sheet(press.site, sheet) for sheet in press.site.sheets.values()]
    return max((day for day in days if day), default=dt.date.min)


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
