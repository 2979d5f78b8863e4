"""One wire story is cited twice for one fact, as if two sources had found the same.

Why it matters: a hundred newsrooms that reprint one agency are one source; readers who see two marks believe in two.

Example: two `sources` of a fact whose publications both say `carries: reuters-2025-11-26`, or that have the same words

Write instead: one of the copies; and `carries: …` at every source that reprints a story, so that it is counted once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Citation, Source
from ..places import Route
from ._check import Finding

RULE = "one-story"
WORD = re.compile(r"[^\W_]+")
MANY = 6  # words that two newsrooms do not both find by chance


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        stories: dict[str, Citation] = {}
        wordings: dict[tuple[str, ...], Citation] = {}
        for index, citation in enumerate(fact.sources):
            source = made.site.sources.get(citation.source)
            if source:
                route = ("facts", fact.id, "sources", index)
                yield from _again(citation, source, stories, (*route, "ref"))
                yield from _same_words(made, citation, source, wordings, (*route, "quote"))


def _again(citation: Citation, source: Source, stories: dict[str, Citation], route: Route) -> Iterator[Finding]:
    """A second copy of a story."""
    first = stories.setdefault(source.carries, citation) if source.carries else citation
    if first.source != citation.source:
        message = f"`{first.source}` and `{citation.source}` carry the same wire story `{source.carries}`"
        yield Finding(message, route, "cite one of them", severity=Severity.WARNING)


def _same_words(
    made: Assembled, citation: Citation, source: Source, wordings: dict[tuple[str, ...], Citation], route: Route
) -> Iterator[Finding]:
    """Words that two sources share though they are said to be independent."""
    words = tuple(WORD.findall((citation.quote or "").casefold()))
    if len(words) < MANY:
        return
    first = made.site.sources[wordings.setdefault(words, citation).source]
    if first.id != source.id and first.story != source.story:
        message = f"`{first.id}` and `{source.id}` have the same words, as copies of one story do"
        yield Finding(message, route, "where both reprint one story, say so in sources.yml: `carries: …`", severity=Severity.WARNING)
