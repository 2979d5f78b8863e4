"""Compares the marks of a page with what is on record: first what machines read of them, then the words that people do."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Diagnostic
from ..evidence import normalised
from ..locale import CannotSay
from ..speaker import no_fact
from ._markup import CLAIM, FACT, PARTY, Mark, Markup
from ._record import Record, Subject

AGAIN = "build the page again"
LONGEST_SHOWN = 60


def compare(markup: Markup, record: Record) -> Iterator[Diagnostic]:
    """What a page says of facts that is not on record. A mark that was found right once is right wherever it stands."""
    for mark in markup.marks:
        same = _subject(mark), mark.language, mark.value, mark.words
        if same in record.right:
            continue
        found = _unknown(mark, markup, record) or _of_value(mark, markup, record) or _of_words(mark, markup, record)
        if found:
            yield found
        else:
            record.right.add(same)


def _unknown(mark: Mark, markup: Markup, record: Record) -> Diagnostic | None:
    """A mark that names no fact, or no claim against one."""
    if mark.fact in record.site.facts:
        return _unknown_claim(mark, markup, record) if mark.is_claim else None
    where = markup.place_of(mark, CLAIM if mark.is_claim else FACT)
    if not mark.fact:
        return Diagnostic("unknown-fact", f"`<{mark.name}>` names no fact", where, help="write the id of one, or leave the attribute out")
    message, help = no_fact(record.site, mark.fact)
    return Diagnostic("unknown-fact", message, where, help=help or AGAIN)


def _unknown_claim(mark: Mark, markup: Markup, record: Record) -> Diagnostic | None:
    claims = record.site.facts[mark.fact].claims
    if any(mark.party in claim.by for claim in claims):
        return None
    parties = ", ".join(f"`{party}`" for claim in claims for party in claim.by)
    message = (
        f"`{mark.fact}` has no claim by `{mark.party}`" if mark.party else f"`<data>` does not say whose claim against `{mark.fact}` it is"
    )
    return Diagnostic("unknown-claim", message, markup.place_of(mark, PARTY), help=f"claims are by {parties}" if parties else AGAIN)


def _of_value(mark: Mark, markup: Markup, record: Record) -> Diagnostic | None:
    """What machines read."""
    rule = "outdated-date" if mark.is_date else "outdated-figure"
    try:
        expected = record.values(_subject(mark), record.language_of(mark.language))
    except CannotSay as problem:
        return Diagnostic(rule, str(problem), markup.place_of(mark, FACT), help=AGAIN)
    if mark.value is None:
        help = f'write `{mark.key}="{expected[0]}"`'
        return Diagnostic("no-value", f"`<{mark.name}>` of `{mark.fact}` has no `{mark.key}`", markup.place_of(mark), help=help)
    if normalised(mark.value) in map(normalised, expected):
        return None
    now = " or ".join(f"`{value}`" for value in expected)
    return Diagnostic(
        rule, f"the page has `{_short(mark.value)}`, and {_whose(mark)} is {now}", markup.place_of(mark, mark.key), help=AGAIN
    )


def _of_words(mark: Mark, markup: Markup, record: Record) -> Diagnostic | None:
    """What people read, where the site speaks the language of the page."""
    language = record.language_of(mark.language)
    words = normalised(mark.words)
    if language is None or record.can_say(_subject(mark), language, words):
        return None
    said = normalised(record.said(_subject(mark), language))
    where = markup.place_of_words(mark) if words else markup.place_of(mark)
    if not words:
        return Diagnostic("misquoted", f"`<{mark.name}>` of {_whose(mark)} has no words", where, help=f"write `{said}`")
    return Diagnostic("misquoted", f"the page reads `{_short(words)}`, and {_whose(mark)} is `{said}`", where, help=AGAIN)


def _subject(mark: Mark) -> Subject:
    return mark.fact, mark.party, mark.is_date


def _whose(mark: Mark) -> str:
    if mark.is_claim:
        return f"the claim by `{mark.party}` against `{mark.fact}`"
    return f"the time of `{mark.fact}`" if mark.is_date else f"`{mark.fact}`"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"
