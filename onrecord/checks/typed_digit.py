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
from ..calls import CODE
from ..read import Page
from ..texts import texts_of, words_in
from ._check import Finding

RULE = "typed-digit"
HELP = 'call the fact: `{{ figure("id") }}` or `{{ when("id") }}`; in a proper name write `{{ name("…") }}`'
DIGITS = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉¼-¾]+(?:[.,\u00a0\u202f ]?\d+)*")
NOT_PROSE = re.compile(
    r"\{\{.*?\}\}"  # calls
    r"|\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"  # targets of links
    r"|^ {0,3}\[[^\]]+\]:\s*\S+"  # definitions of links
    r"|<[^<>]*>"  # tags and automatic links
    r"|\{[:#][^}\n]*\}"  # attributes
    r"|&#?\w+;"  # character references
    r"|^\s*\d+[.)](?=\s)",  # numbers of a numbered list
    re.MULTILINE | re.DOTALL,
)


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            for start, words in words_in(wording):
                for digits in DIGITS.finditer(words):
                    yield _finding((*text.route, language), start + digits.start(), digits[0])
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            route = ("prose", sheet.id, language)
            page = made.places.nodes[route]
            if isinstance(page, Page):
                for digits in DIGITS.finditer(_prose_alone(page.text)):
                    yield _finding(route, digits.start(), digits[0])


def _finding(route: tuple[str | int, ...], offset: int, digits: str) -> Finding:
    return Finding(f"the digits `{digits}` are typed", route, HELP, offset, len(digits))


def _prose_alone(text: str) -> str:
    """The text with what is not prose blanked out, so that offsets stay."""
    for pattern in (CODE, NOT_PROSE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text
