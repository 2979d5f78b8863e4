"""A chart compares what cannot be compared, or names a claim or a section that is not there.

Why it matters: bars of one scale say that their figures are of one kind; euros beside people, or shares beside counts, mislead at a glance.

Example: `charts: [{id: money, title: …, facts: [released-september, budget-2025]}]`

Write instead: one chart for each kind of measure; a rival claim as `fact/party`; under `section` the id of a heading of the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..bounds import ends
from ..diagnostic import did_you_mean
from ..model import Chart, Fact, Sheet
from ..places import Route
from ._check import Finding
from ._pages import sections_of

RULE = "chart"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for sheet in made.site.sheets.values():
        for chart in sheet.charts:
            route: Route = ("charts", sheet.id, chart.id)
            yield from _rows(made, chart, route)
            yield from _section(made, sheet, chart, route)


def _rows(made: Assembled, chart: Chart, route: Route) -> Iterator[Finding]:
    first: Fact | None = None
    told = not chart.rows or any(row.fact not in made.site.facts for row in chart.rows)  # unknown-fact says so
    if not chart.rows:
        yield Finding(f"the chart `{chart.id}` has no facts", route, "name facts with numbers")
    for index, row in enumerate(chart.rows):
        fact, here = made.site.facts.get(row.fact), (*route, "facts", index)
        if row in chart.rows[:index]:
            yield Finding("this stands in the chart already", here, "leave it out")
        if fact is None:
            continue
        claims = [claim for claim in fact.claims if row.rival in claim.by]
        if row.rival and len(claims) != 1:
            told = True
            yield _no_rival(fact, row.rival, len(claims), here)
            continue
        stated = claims[0] if claims else fact
        if not (found := ends(stated.amount, stated.qualifier)):
            continue
        first = first or fact
        if measure(fact) != measure(first):
            message = f"`{fact.id}` and `{first.id}` are not of one measure"
            yield Finding(message, here, "make a chart for each: counts, percentages, one currency, one unit")
        if any(end < 0 for end in found if end.is_finite()):
            told = True
            yield Finding(f"`{fact.id}` is below zero, where a chart has no room", here, "leave it out; the text can say it")
    if not (first or told):
        yield Finding(f"nothing in the chart `{chart.id}` can be drawn", (*route, "facts"), "name facts with numbers")


def _no_rival(fact: Fact, rival: str, many: int, route: Route) -> Finding:
    if many:
        return Finding(f"`{rival}` makes {many} claims against `{fact.id}`", route, "draw that of another party: nobody could tell which")
    rivals = {party for claim in fact.claims for party in claim.by}
    return Finding(f"`{fact.id}` has no claim by `{rival}`", route, did_you_mean(rival, rivals) or "see its `claims`")


def measure(fact: Fact) -> tuple[str | None, ...]:
    """What a figure is counted in. Counts may be of different nouns: people, Ukrainians, prisoners are all heads."""
    if fact.kind == "count":
        return (fact.kind,)
    return (fact.kind, fact.currency, fact.unit, fact.per.text if fact.per else None, fact.measure)


def _section(made: Assembled, sheet: Sheet, chart: Chart, route: Route) -> Iterator[Finding]:
    for language in sheet.prose:
        known = [id for _, id in sections_of(made, ("prose", sheet.id, language))]
        if chart.section and chart.section not in known:
            message = f"`{language}.md` has no heading with the id `{chart.section}`"
            yield Finding(message, (*route, "section"), did_you_mean(chart.section, known) or "see the `{#…}` behind its headings")
            return
