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
    wrong = False
    for index, row in enumerate(chart.rows):
        fact = made.site.facts.get(row.fact)
        if fact is None:
            continue  # unknown-fact says so
        rivals = {party for claim in fact.claims for party in claim.by}
        if row.rival and row.rival not in rivals:
            wrong = True
            message = f"`{row.fact}` has no claim by `{row.rival}`"
            yield Finding(message, (*route, "facts", index), did_you_mean(row.rival, rivals) or "see its `claims`")
        elif ends(fact.amount, fact.qualifier):
            first = first or fact
            if measure(fact) != measure(first):
                message = f"`{fact.id}` and `{first.id}` are not of one measure"
                yield Finding(message, (*route, "facts", index), "make a chart for each: counts, percentages, one currency, one unit")
    if not (first or wrong) and chart.rows and all(row.fact in made.site.facts for row in chart.rows):
        yield Finding(f"nothing in the chart `{chart.id}` can be drawn", (*route, "facts"), "name facts with numbers")


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
