"""<language>/feed.xml: corrections and updates as an Atom feed (RFC 4287), where the site knows its own address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import paths
from ..artifact import Artifact
from ..model import Correction, Fact
from ..speaker import Speaker
from ._theme import Press

ATOM = "http://www.w3.org/2005/Atom"


def make(press: Press) -> Iterator[Artifact]:
    if not press.site.url:
        return
    for language, speaker in press.speakers.items():
        path = paths.feed(language)
        yield Artifact(path, _feed(press, speaker, path))


def _feed(press: Press, speaker: Speaker, path: str) -> bytes:
    changes = _changes(press)
    home = press.absolute(paths.language_page(speaker.language)) or ""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": speaker.language})
    _add(feed, "id", home)
    _add(feed, "title", f"{speaker.plain(press.site.title)}: {speaker.locale.string('corrections')}")
    _add(feed, "updated", _stamp(max([correction.date for correction, _ in changes], default=_newest(press))))
    SubElement(feed, "link", {"rel": "self", "href": press.absolute(path) or ""})
    SubElement(feed, "link", {"href": home})
    _add(SubElement(feed, "author"), "name", speaker.plain(press.site.title))
    for correction, fact in changes:
        _entry(feed, press, speaker, correction, fact)
    document: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _entry(feed: Element, press: Press, speaker: Speaker, correction: Correction, fact: Fact) -> None:
    address = press.absolute(paths.fact_page(speaker.language, fact.id)) or ""
    entry = SubElement(feed, "entry")
    permalink = f"{address}#correction-{fact.corrections.index(correction) + 1}"
    _add(entry, "id", permalink)
    kind = speaker.locale.string(f"correction_{correction.kind}")
    _add(entry, "title", f"{kind[:1].upper()}{kind[1:]}: {speaker.plain(fact.label, fact.id)}")
    _add(entry, "updated", _stamp(correction.date))
    SubElement(entry, "link", {"href": permalink})
    was = speaker.was(fact, correction.was, correction.was_qualifier)
    _add(entry, "summary", f"{speaker.locale.string('was').format(was=was)} {speaker.plain(correction.note, fact.id)}")


def _changes(press: Press) -> list[tuple[Correction, Fact]]:
    changes = [(correction, fact) for fact in press.site.facts.values() for correction in fact.corrections]
    return sorted(changes, key=lambda change: change[0].date, reverse=True)


def _newest(press: Press) -> dt.date:
    """A feed without changes is as old as the newest day that a fact speaks of."""
    days = [day for fact in press.site.facts.values() for day in (fact.as_of, fact.checked, fact.when and fact.when.first) if day]
    return max(days, default=dt.date.min)


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
