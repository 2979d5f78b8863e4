"""A correction, or the entry of a removed fact, was deleted or altered after it had been published.

Why it matters: corrections are a public log. A reader who saw one must find it again, in the words in which it was published.

Example: an entry that stood under `corrections` of `released-september` in `main` is no longer there

Write instead: the entry as it was. What was wrong in it is put right by a further entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..checks._check import Finding
from ..history import Past
from ..model import Correction, Texts
from ._rule import kept, sheets_unread

RULE = "lost-correction"
HELP = "put it back as it was; correct it by a further entry"


def find(past: Past, made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from _corrections(past, made)
    if not sheets_unread(made):
        yield from _removals(past, made)


def _corrections(past: Past, made: Assembled) -> Iterator[Finding]:
    for before, now in kept(past, made):
        for correction in before.corrections:
            if not any(_same(correction, other) for other in now.corrections):
                message = f"the correction of `{now.id}` of {correction.date} is not as it was at `{past.revision}`"
                yield Finding(message, ("facts", now.id, "corrections"), HELP)


def _removals(past: Past, made: Assembled) -> Iterator[Finding]:
    for id, before in past.made.site.removed.items():
        now = made.site.removed.get(id)
        if id not in made.lost and not (now and now.date == before.date and _same_words(before.reason, now.reason)):
            sheet = before.sheet if before.sheet in made.site.sheets else next(iter(made.site.sheets))
            message = f"the removal of `{id}` on {before.date} is not told as it was at `{past.revision}`"
            yield Finding(message, ("sheets", sheet, "removed"), "put its entry under `removed` back")


def _same(before: Correction, now: Correction) -> bool:
    figures = before.date, before.kind, before.was, before.was_qualifier
    return figures == (now.date, now.kind, now.was, now.was_qualifier) and _same_words(before.note, now.note)


def _same_words(before: Texts, now: Texts) -> bool:
    """Whether each language has the words that it had; one that had none may get some."""
    return all(now.get(language) == words for language, words in before.items())
