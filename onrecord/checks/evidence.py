"""The quote of a citation does not bear the figure: the number does not stand in it, or the fact tells more than the quote.

Why it matters: a figure that its own source does not give is not on record. "More than 1,000" in the source is not 1,000 on the page.

Example: `value: 1000` with `quote: holds more than 1,000 political detainees`

Write instead: the figure with the bound that the quote gives, `qualifier: more_than`, or the words of the source that bear the figure.
A quote that bears something else says so: `for: context`. A number that the quote lacks is a warning, so that whoever corrects a figure
sees the site at once and `--strict` holds it back until the source is cited too; a figure more exact than its quote is an error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from .. import locale as locales
from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Amount, Citation, Claim, Fact
from ..places import Route
from ..quotes import bears_numbers, misfit, missing
from ._check import Finding

RULE = "evidence"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.id in made.lost or fact.derivation is not None:
            continue
        yield from _of(made, fact.kind, fact, ("facts", fact.id))
        for index, claim in enumerate(fact.claims):
            yield from _of(made, fact.kind, claim, ("facts", fact.id, "claims", index))


def _of(made: Assembled, kind: str, stated: Fact | Claim, base: Route) -> Iterator[Finding]:
    """What is wrong with the quotes of a fact, or of a claim against it."""
    if not bears_numbers(stated.amount):
        return
    cited = [(index, citation) for index, citation in enumerate(stated.sources) if citation.source in made.site.sources]
    bearing = [(index, citation) for index, citation in cited if citation.quote and citation.bears == "figure"]
    if cited and not bearing:
        message = "no quote bears this figure"
        yield Finding(message, (*base, "sources"), "quote the words of the source that do: `quote: …`", severity=Severity.WARNING)
    for index, citation in bearing:
        route = (*base, "sources", index, "quote")
        reading = locales.reading(made.site.sources[citation.source].language)
        wrong = misfit(stated.amount, stated.qualifier, kind, reading.mentions(citation.quote or ""), reading)
        if wrong:
            severity = Severity.ERROR if wrong.more_exact else Severity.WARNING
            figure = ((*base, _key(stated.amount)), None, "the figure")
            yield Finding(wrong.message, route, wrong.help, severity=severity, related=(figure,))
    yield from _ends(made, kind, stated, base, [citation for _, citation in bearing])


def _ends(made: Assembled, kind: str, stated: Fact | Claim, base: Route, bearing: list[Citation]) -> Iterator[Finding]:
    """Numbers of an interval, or of several values, that no quote has."""
    quotes = [locales.reading(made.site.sources[citation.source].language).mentions(citation.quote or "") for citation in bearing]
    lacking = missing(stated.amount, kind, quotes) if quotes else []
    if lacking:
        words = " and ".join(f"{number:f}" for number in lacking)
        help = "quote the words that bear it too, or leave it out"
        yield Finding(f"no quote holds {words}", (*base, _key(stated.amount)), help, severity=Severity.WARNING)


def _key(amount: Amount | None) -> str:
    return {"Range": "range", "OneOf": "values", "Vague": "vague", "Estimated": "interval"}.get(type(amount).__name__, "value")
