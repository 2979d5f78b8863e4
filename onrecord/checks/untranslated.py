"""A text is the same in two languages.

Why it matters: a text that was copied and never translated is published as if it were in the reader's language.

Example: `text: {pl: Belarus freed 52 people., en: Belarus freed 52 people.}`

Write instead: the sentence in each language. A name, or what calls say, may be the same everywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Wording
from ..texts import texts_of
from ._check import Finding

RULE = "untranslated"
WORD = re.compile(r"[^\W\d_]{2,}")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FEW = 2  # words that two languages may share: a name, a loan word


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for text in texts_of(made.site):
        if text.own in made.lost:
            continue
        first: dict[str, str] = {}
        for language, wording in text.texts.items():
            words = _words(wording)
            if len(WORD.findall(words)) > FEW and words in first:
                message = f"the text is the same in `{first[words]}` and `{language}`"
                yield Finding(message, (*text.route, language), "translate it", severity=Severity.WARNING)
            first.setdefault(words, language)
    yield from _pages(made)


def _pages(made: Assembled) -> Iterator[Finding]:
    for sheet in made.site.sheets.values():
        first: dict[str, str] = {}
        for language, prose in sheet.prose.items():
            words = COMMENT.sub("", prose.marked).strip()
            if words in first:
                message = f"the page is the same in `{first[words]}` and `{language}`"
                yield Finding(message, ("prose", sheet.id, language), "translate it", severity=Severity.WARNING)
            first.setdefault(words, language)


def _words(wording: Wording) -> str:
    """What is written between the calls."""
    return " ".join("".join(piece if isinstance(piece, str) else " " for piece in wording).split())
