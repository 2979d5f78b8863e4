"""A digit is typed into a text instead of being called.

Why it matters: a typed figure has no source, is not updated with its fact, and is not inflected.

Example: `Białoruś uwolniła 52 osoby.`

Write instead: `Białoruś uwolniła {{ figure("released-september") }}.`, or `{{ name("General License 13") }}` where the digits belong to a
proper name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..places import Route
from ..read import Page
from ..texts import texts_of, words_in
from ._check import Finding, at_call, calls_of
from ._prose import prose_alone

RULE = "typed-digit"
HELP = 'call the fact: `{{ figure("id") }}` or `{{ when("id") }}`; in a proper name write `{{ name("…") }}`'
DIGITS = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉¼-¾\u2150-\u218b\u2460-\u249b]+(?:[.,\u00a0\u202f ]?\d+)*")


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            for start, words in words_in(wording):
                yield from _typed((*text.route, language), words, start)
    for spoken in calls_of(made):
        words = " ".join(word for word in spoken.call.options.values() if isinstance(word, str))
        if spoken.call.name == "agree" and (digits := DIGITS.search(words)):
            yield at_call(spoken, f"the digits `{digits[0]}` are typed", HELP)
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            route = ("prose", sheet.id, language)
            page = made.places.nodes[route]
            if isinstance(page, Page):
                yield from _typed(route, prose_alone(page.text))


def _typed(route: Route, words: str, start: int = 0) -> Iterator[Finding]:
    for digits in DIGITS.finditer(words):
        yield Finding(f"the digits `{digits[0]}` are typed", route, HELP, start + digits.start(), len(digits[0]))
