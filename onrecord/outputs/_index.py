"""What search looks into: the words of one language, grouped by stem, and where each leads. `templates/search.js` reads it.

A group is ``[stems, words, [entry, weight, entry, weight ...]]``, an entry ``[address, title, about]``. Groups are cut into files by the
first letters of their words, so that a query loads only those files that can hold its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from .. import paths
from ..model import Fact, Noun, Sheet
from ..prose import render, without_tags
from ..speaker import Speaker
from ..voice import Voice

TITLE, STATEMENT, AROUND = 4, 2, 1  # what a word is worth by where it stands
INITIALS = 3  # letters of a word that say which file it is in
LARGEST = 40_000  # characters in a file of groups, more or less
ENTRIES = 100  # in a file
HEADING = re.compile(r"<h[2-6] id=\"([^\"]+)\"[^>]*>(.*?)</h[2-6]>", re.DOTALL)

Group = tuple[str, str, list[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: a sheet, a section of one, or a fact, and the texts by which it is found, with their weights."""

    address: str
    title: str
    about: str
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The files of one language's index by path, and what the script must know to ask for the right ones."""

    files: Mapping[str, bytes]
    settings: str


def index_of(speaker: Speaker) -> Index:
    """The index of a site in one language; the same site makes the same bytes."""
    entries = list(_entries(speaker))
    shelves = _shelves(_groups(speaker, entries))
    shown = [[entry.address, entry.title, entry.about] for entry in entries]
    files = {paths.search_words(speaker.language, number): _written(groups) for number, (_, groups) in enumerate(shelves)}
    for number, start in enumerate(range(0, len(shown), ENTRIES)):
        files[paths.search_entries(speaker.language, number)] = _written(shown[start : start + ENTRIES])
    settings = {"letters": speaker.locale.searching.letters, "entries": ENTRIES, "starts": [start for start, _ in shelves]}
    return Index(files, _written(settings).decode())


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# ---- what is found


def _entries(speaker: Speaker) -> Iterator[Entry]:
    for sheet in speaker.site.sheets.values():
        yield from _of_sheet(speaker, sheet)
        yield from (_of_fact(speaker, sheet, speaker.site.facts[id]) for id in sheet.facts)


def _of_sheet(speaker: Speaker, sheet: Sheet) -> Iterator[Entry]:
    """A sheet and the sections of its prose."""
    address = paths.link(paths.facts_page(speaker.language), paths.sheet_page(speaker.language, sheet.id))
    title, lead = speaker.plain(sheet.title), speaker.plain(sheet.lead)
    yield Entry(address, title, lead, ((TITLE, title), (STATEMENT, lead)))
    html = render(sheet.prose[speaker.language], Voice(speaker)) if speaker.language in sheet.prose else ""
    for id, words in HEADING.findall(html):
        heading = unescape(without_tags(words))
        yield Entry(f"{address}#{id}", heading, title, ((TITLE, heading),))


def _of_fact(speaker: Speaker, sheet: Sheet, fact: Fact) -> Entry:
    address = paths.link(paths.facts_page(speaker.language), paths.place_of(speaker.site, speaker.language, fact))
    label, statement = speaker.plain(fact.label, fact.id), speaker.plain(fact.text, fact.id)
    parties = [*fact.by, *(party for claim in fact.claims for party in claim.by)]
    around = [*fact.tags, *(name for party in parties for name in speaker.site.parties[party].name[speaker.language].values())]
    around += [speaker.claim(fact, claim).text for claim in fact.claims]
    if fact.topic and fact.topic in sheet.topics:
        around.append(speaker.plain(sheet.topics[fact.topic]))
    return Entry(address, label, statement, ((TITLE, label), (STATEMENT, statement), (AROUND, " ".join(around))))


# ---- by which words


def _groups(speaker: Speaker, entries: Iterable[Entry]) -> list[Group]:
    """The words of all entries and the forms that nouns and names have beside them, those of one word together."""
    searching = speaker.locale.searching
    same = Same()
    stems: dict[str, str] = {}  # of words as they are written
    found: dict[str, dict[int, int]] = {}

    def known(word: str) -> str:
        if word not in stems:
            stems[word] = searching.stem(word)
            same.join("=" + stems[word], searching.fold(word))
        return searching.fold(word)

    for number, entry in enumerate(entries):
        for weight, text in entry.texts:
            for word in {known(word) for word in searching.words(text)}:
                entries_of_word = found.setdefault(word, {})
                entries_of_word[number] = entries_of_word.get(number, 0) + weight
    for forms in _forms(speaker):
        first, *others = [known(form) for form in forms]
        for other in others:
            same.join(first, other)
    return sorted(_gathered(same, found))


class Same:
    """Words that are forms of one: joined two by two, asked for together. A stem stands among them behind a ``=``."""

    def __init__(self) -> None:
        self._towards: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        self._towards[self._root(one)] = self._root(other)

    def _root(self, word: str) -> str:
        while (next := self._towards.setdefault(word, word)) != word:
            word = next
        return word

    def groups(self) -> Iterator[list[str]]:
        """The words of each group, in the order of the alphabet."""
        gathered: dict[str, list[str]] = {}
        for word in sorted(self._towards):
            gathered.setdefault(self._root(word), []).append(word)
        yield from gathered.values()


def _gathered(same: Same, found: Mapping[str, Mapping[int, int]]) -> Iterator[Group]:
    """Groups that lead somewhere. A word that stands in a text in two forms counts once, as the weightier."""
    for members in same.groups():
        stems = [member[1:] for member in members if member.startswith("=")]
        words = [member for member in members if not member.startswith("=")]
        weights: dict[int, int] = {}
        for word in words:
            for entry, weight in found.get(word, {}).items():
                weights[entry] = max(weight, weights.get(entry, 0))
        if weights:
            yield " ".join(stems), " ".join(words), [number for pair in sorted(weights.items()) for number in pair]


def _forms(speaker: Speaker) -> Iterator[list[str]]:
    """The forms of each word of a noun or a name: więzień, więźniów; ksiądz, księży. Only where all forms have as many words."""
    nouns: Iterable[Noun] = (
        by_language[speaker.language] for by_language in speaker.site.units.values() if speaker.language in by_language
    )
    of_nouns = ([form.text for form in noun.forms.values()] for noun in nouns)
    of_names = (list(party.name.get(speaker.language, {}).values()) for party in speaker.site.parties.values())
    for texts in [*of_nouns, *of_names]:
        split = [speaker.locale.searching.words(text) for text in texts]
        if len({len(words) for words in split}) == 1:
            yield from (list(forms) for forms in zip(*split, strict=True))


# ---- in which file


def _shelves(groups: list[Group]) -> list[tuple[str, list[Group]]]:
    """Groups in files of about one size, each with the first letters that it begins with. A group is wherever one of its words is."""
    by_initials: dict[str, list[Group]] = {}
    for group in groups:
        for initials in sorted({word[:INITIALS] for word in group[1].split()}):
            by_initials.setdefault(initials, []).append(group)
    shelves: list[tuple[str, list[Group]]] = [("", [])]
    size = 0
    for initials, alike in sorted(by_initials.items()):
        weight = sum(len(_written(group)) for group in alike)
        if size and size + weight > LARGEST:
            shelves.append((initials, []))
            size = 0
        size += weight
        shelves[-1][1].extend(alike)
    return [(start, _once(alike)) for start, alike in shelves]


def _once(groups: list[Group]) -> list[Group]:
    """Without those that are there already."""
    return list({group[1]: group for group in groups}.values())
