"""<language>/feed.xml: corrections, updates and removals as an Atom feed (RFC 4287), where the site knows its own address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import paths
from ..artifact import Artifact
from ..speaker import Speaker
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
    entries = sorted([*_corrections(press, speaker), *_removals(press, speaker)], key=lambda entry: entry.date, reverse=True)
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


def _corrections(press: Press, speaker: Speaker) -> Iterator[_Entry]:
    for fact in press.site.facts.values():
        address = press.absolute(paths.fact_page(speaker.language, fact.id)) or ""
        for number, correction in enumerate(fact.corrections, 1):
            was = speaker.was(fact, correction.was, correction.was_qualifier)
            summary = f"{speaker.locale.string('was').format(was=was)} {speaker.plain(correction.note, fact.id)}"
            permalink = f"{address}#correction-{number}"
            yield _Entry(correction.date, permalink, correction.kind, speaker.plain(fact.label, fact.id), summary)


def _removals(press: Press, speaker: Speaker) -> Iterator[_Entry]:
    """What was removed has no name any more; its sheet does."""
    for removed in press.site.removed.values():
        address = press.absolute(paths.fact_page(speaker.language, removed.id)) or ""
        sheet = speaker.plain(press.site.sheets[removed.sheet].title)
        yield _Entry(removed.date, address, "removal", sheet, speaker.plain(removed.reason))


def _newest(press: Press) -> dt.date:
    """A feed without changes is as old as the newest day that a fact speaks of."""
    days = [day for fact in press.site.facts.values() for day in (fact.as_of, fact.checked, fact.when and fact.when.first) if day]
    return max(days, default=dt.date.min)


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
