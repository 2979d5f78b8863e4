"""A text, a page or a name lacks one of the site's languages.

Why it matters: readers of that language would be told less, or be told it in a language that they do not read.

Example: `text: {pl: Białoruś uwolniła {{ figure() }}.}` on a site in Polish and English

Write instead: a text for every language that `languages` of site.yml lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..texts import texts_of
from ._check import Finding
from ._references import to_parties

RULE = "missing-translation"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    languages = made.site.languages
    for text in texts_of(made.site):
        if text.texts and text.own not in made.lost:
            for language in languages:
                if language not in text.texts:
                    yield Finding(f"`{text.route[-1]}` has no text in `{language}`", text.route, f"add `{language}: …`")
    for sheet in made.site.sheets.values():
        for language in languages if "prose" not in made.incomplete else ():
            if language not in sheet.prose:
                yield Finding(
                    f"the sheet `{sheet.id}` has no page in `{language}`", ("prose", sheet.id, language), f"write `{language}.md`"
                )
    yield from _names(made)


def _names(made: Assembled) -> Iterator[Finding]:
    for id in dict.fromkeys(use.name for use in to_parties(made)):
        for language in made.site.languages:
            party = made.site.parties.get(id)
            if party and language not in party.name:
                yield Finding(f"the party `{id}` has no name in `{language}`", ("parties", id, "name"), f"add `{language}: …`")
