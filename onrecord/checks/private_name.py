"""A name stands in the content that a list of private persons has.

Why it matters: who was freed, hurt or jailed has a right not to be found through us; a name once published is not taken back.

Example: `Jan Kowalski` in a text, and `- Jan Kowalski` in `private-names.yml`

Write instead: what the person is or did, without the name. The list is a file of the content folder, one name an entry, that is never
published; keep it out of the repository where it would give the names away itself. A word of it may end in `*`: `Kowalsk*`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Site
from ..places import Route
from ..read import Page
from ..texts import citations_of, texts_of, words_in
from ._check import Finding

RULE = "private-name"
SHORT = 3  # letters; a shorter word is looked for as it is
ENDING = r"\w{0,5}"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    if not made.site.private_names:
        return
    names = re.compile("|".join(_pattern(name) for name in made.site.private_names), re.IGNORECASE)
    for route, offset, words in _everything(made):
        for found in names.finditer(words):
            message = f"`{found[0]}` is on the list of private persons"
            yield Finding(message, route, "say what the person is or did", offset + found.start(), len(found[0]), Severity.WARNING)


def _pattern(name: str) -> str:
    """The name in whatever case it stands: a word may lose its last letter and take an ending."""
    words = (re.escape(word) for word in name.replace("*", "").split())
    return r"\b" + r"[\s_+-]+".join((word[:-1] if len(word) > SHORT else word) + ENDING for word in words) + r"\b"


def _everything(made: Assembled) -> Iterator[tuple[Route, int, str]]:
    """Every piece of words that is published, with its route and offset."""
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            yield from (((*text.route, language), start, words) for start, words in words_in(wording))
    yield from ((route, 0, words) for route, words in _names(made.site))
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            page = made.places.nodes["prose", sheet.id, language]
            yield ("prose", sheet.id, language), 0, page.text if isinstance(page, Page) else ""


def _names(site: Site) -> Iterator[tuple[Route, str]]:
    """Plain texts: names of parties, titles of sources, quotes."""
    for party in site.parties.values():
        for language, cases in party.name.items():
            yield from (((("parties", party.id, "name", language, case)), name) for case, name in cases.items())
    for source in site.sources.values():
        fields = {"title": source.title, "author": source.author, "publisher": source.publisher, "url": source.url}
        yield from ((("sources", source.id, key), words) for key, words in fields.items() if words)
    yield from (((*route, "quote"), citation.quote) for route, _, citation in citations_of(site) if citation.quote)
