"""A text, a page or a name lacks one of the site's languages.

Why it matters: readers of that language get the passage in another, with a notice that says so. That is a warning, so that a site can be
published while a translation is on its way; `--strict` refuses it. It is an error where nothing can stand in: the name of the site and of
a party, what stands within a figure, a sheet without a page in any language.

Example: `text: {pl: Białoruś uwolniła {{ figure() }}.}` on a site in Polish and English

Write instead: a text for every language that `languages` of site.yml lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..texts import texts_of
from ._check import Finding
from ._references import to_parties

RULE = "missing-translation"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from _texts(made)
    if "prose" not in made.incomplete:
        yield from _pages(made)
    yield from _names(made)


def _texts(made: Assembled) -> Iterator[Finding]:
    for text in texts_of(made.site):
        if text.texts and text.own not in made.lost:
            severity = Severity.ERROR if text.needed else Severity.WARNING
            for language in made.site.languages:
                if language not in text.texts:
                    message = f"`{text.route[-1]}` has no text in `{language}`"
                    yield Finding(message, text.route, f"add `{language}: …`", severity=severity)


def _pages(made: Assembled) -> Iterator[Finding]:
    for sheet in made.site.sheets.values() if made.site.pages == "here" else ():
        severity = Severity.WARNING if sheet.prose else Severity.ERROR
        for language in made.site.languages:
            if language not in sheet.prose:
                message = f"the sheet `{sheet.id}` has no page in `{language}`"
                yield Finding(message, ("prose", sheet.id, language), f"write `{language}.md`", severity=severity)


def _names(made: Assembled) -> Iterator[Finding]:
    for id in dict.fromkeys(use.name for use in to_parties(made)):
        for language in made.site.languages:
            party = made.site.parties.get(id)
            if party and language not in party.name:
                yield Finding(f"the party `{id}` has no name in `{language}`", ("parties", id, "name"), f"add `{language}: …`")
