"""The dates of two facts do not bear out the order that a third one states.

Why it matters: an order is recomputed, never believed.

Example: `before: released-december`, `after: released-september`

Write instead: the earlier fact under `before`, or correct its date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..model import Ordered
from ._check import Finding

RULE = "order"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if not isinstance(fact.amount, Ordered):
            continue
        before, after = (made.site.facts.get(id) for id in (fact.amount.before, fact.amount.after))
        if not before or not after or {before.id, after.id} & made.lost:
            continue
        if not before.when or not after.when:
            undated = before if not before.when else after
            yield Finding(f"`{undated.id}` has no `when`, so its order cannot be known", ("facts", fact.id), "give it a `when`")
        elif before.when.last >= after.when.first:
            dates = f"{before.when.text} is not before {after.when.text}"
            yield Finding(
                f"`{before.id}` is not known to come before `{after.id}`: {dates}",
                ("facts", fact.id, "before"),
                "swap them, or correct a date",
            )
