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
from ..places import Route
from ..read import Page
from ..texts import calls_of, texts_of, words_in
from ._check import Finding, at_call

RULE = "typed-digit"
HELP = 'call the fact: `{{ figure("id") }}` or `{{ when("id") }}`; in a proper name write `{{ name("…") }}`'
DIGITS = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉¼-¾\u2150-\u218b\u2460-\u249b]+(?:[.,\u00a0\u202f ]?\d+)*")
CALLS = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
NOT_PROSE = re.compile(
    r"\]\([^)\s]*"  # targets of links
    r"|^ {0,3}\[[^\]]+\]:\s*\S+"  # definitions of links
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>|<https?://[^<>\s]*>"  # tags and automatic links
    r"|\{[:#][^{}\n]*\}"  # attributes
    r"|&#?\w+;"  # character references
    r"|^[ \t]*\d+[.)](?=\s)",  # numbers of a numbered list
    re.MULTILINE | re.DOTALL,
)


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for text in texts_of(made.site):
        for language, wording in text.texts.items():
            for start, words in words_in(wording):
                yield from _typed((*text.route, language), words, start)
    for spoken in calls_of(made.site, made.prose_offsets):
        words = " ".join(word for word in spoken.call.options.values() if isinstance(word, str))
        if spoken.call.name == "agree" and (digits := DIGITS.search(words)):
            yield at_call(spoken, f"the digits `{digits[0]}` are typed", HELP)
    for sheet in made.site.sheets.values():
        for language in sheet.prose:
            route = ("prose", sheet.id, language)
            page = made.places.nodes[route]
            if isinstance(page, Page):
                yield from _typed(route, _prose_alone(page.text))


def _typed(route: Route, words: str, start: int = 0) -> Iterator[Finding]:
    for digits in DIGITS.finditer(words):
        yield Finding(f"the digits `{digits[0]}` are typed", route, HELP, start + digits.start(), len(digits[0]))


def _prose_alone(text: str) -> str:
    """The text with what is not prose blanked out, so that offsets stay."""
    for pattern in (CODE, CALLS, NOT_PROSE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text
