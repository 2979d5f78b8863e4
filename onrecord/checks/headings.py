"""A heading of a page cannot be linked to, has an id that another has, skips a level, or is of the first.

Why it matters: the table of contents and the language switch lead readers to sections by their ids, and the title of the sheet is the
page's only heading of the first level.

Example: `## What is known` without an id, or `# What is known {#known}`

Write instead: `## What is known {#known}`, with the same id in every language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..places import Route
from ._check import Finding
from ._pages import HEADING, OWN, OWN_BEGIN, id_of, text_of

RULE = "headings"
OTHER_HEADING = re.compile(r"<h[1-6]\b|(?<=\S\n)(?:={2,}|-{2,})[ \t]*$", re.MULTILINE | re.IGNORECASE)


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for sheet in made.site.sheets.values():
        ids = {language: list(_headings(made, ("prose", sheet.id, language))) for language in sheet.prose}
        for language, headings in ids.items():
            yield from _of_page(("prose", sheet.id, language), headings)
            yield from _elsewhere(made, ("prose", sheet.id, language))
        yield from _across_languages(sheet.id, ids)


def _headings(made: Assembled, route: Route) -> Iterator[re.Match[str]]:
    yield from HEADING.finditer(text_of(made, route))


def _elsewhere(made: Assembled, route: Route) -> Iterator[Finding]:
    """Headings in other ways of writing, which this check could not follow."""
    for other in OTHER_HEADING.finditer(text_of(made, route)):
        yield Finding("a heading is written with `##`", route, "write `## Words {#id}`", other.start(), len(other[0]))


def _of_page(route: Route, headings: list[re.Match[str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    above = 1
    for heading in headings:
        level = len(heading["level"])
        if level > above + 1:
            words = f"`{'#' * (above + 1)}`"
            yield Finding(f"a heading of level {level} stands below one of level {above}", route, f"write {words}", heading.start(), level)
        above = level
        id, start, length = id_of(heading), heading.start(), len(heading[0])
        if len(heading["level"]) == 1:
            yield Finding(
                "a page has no heading of the first level", route, "begin with `##`; the title stands in sheet.yml", start, length
            )
        elif id is None and len(heading["level"]) == 2:
            yield Finding("this heading has no id", route, "add one behind it: `{#known}`", start, length)
        elif id in OWN or (id or "").startswith(OWN_BEGIN):
            yield Finding(f"the id `{id}` is one of the sheet's own sections", route, "choose another", start, length)
        elif id in seen:
            yield Finding(f"two headings have the id `{id}`", route, "choose another", start, length)
        seen |= {id} if id else set()


def _across_languages(sheet: str, ids: dict[str, list[re.Match[str]]]) -> Iterator[Finding]:
    """A section that the other languages do not have: the switch would lose the reader's place."""
    for language, headings in ids.items():
        for heading in headings:
            lacking = [other for other, others in ids.items() if id_of(heading) not in map(id_of, others)]
            if id_of(heading) and lacking:
                message = f"the section `{id_of(heading)}` is missing in `{lacking[0]}`"
                yield Finding(message, ("prose", sheet, language), "give it the same id there", heading.start(), len(heading[0]))
