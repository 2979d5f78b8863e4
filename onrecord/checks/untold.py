"""A fact's sentence does not say the fact's figure.

Why it matters: the figure is what was checked and sourced; a sentence without it says something else than the record does.

Example: `value: 52` with `text: {en: 'Belarus freed prisoners {{ when(form="on") }}.'}`

Write instead: `Belarus freed {{ figure() }} {{ when(form="on") }}.`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..model import Fact
from ..quotes import bears_numbers
from ..texts import calls_in
from ._check import Finding

RULE = "untold"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.id in made.lost or not bears_numbers(fact.amount):
            continue
        for language, wording in fact.text.items():
            if not any(call.name == "figure" and (call.id or fact.id) == fact.id for _, call in calls_in(wording)):
                yield _finding(fact, language)


def _finding(fact: Fact, language: str) -> Finding:
    message = f"the sentence of `{fact.id}` in `{language}` leaves out its figure"
    return Finding(message, ("facts", fact.id, "text", language), "say it: `{{ figure() }}`", severity=Severity.WARNING)
