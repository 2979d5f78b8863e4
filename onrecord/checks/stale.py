"""A fact was last known to hold so long ago that it must be looked at again, or has expired.

Why it matters: "more than 1,000 prisoners" is true of a day. `review_after` says how long it may be believed: past that it is a
warning, past twice that an error; past `expires` an error at once. The facts of a closed sheet are judged on the day it was closed.
Events never age.

Example: `as_of: 2025-11-26` with `review_after: P30D`, built on 2026-02-01

Write instead: look the fact up again, then set `checked` to the day on which you did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..freshness import ages, known
from ..model import Fact
from ._check import Finding, judged_at

RULE = "stale"
HELP = "look it up again and set `checked` to that day, or close the sheet"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if ages(fact) and not {fact.id, f"sheet:{fact.sheet}"} & made.lost:
            yield from _age(fact, judged_at(made, fact.sheet, today))


def _age(fact: Fact, day: dt.date) -> Iterator[Finding]:
    if fact.expires and day > fact.expires:
        yield Finding(f"`{fact.id}` expired on {fact.expires}", ("facts", fact.id, "expires"), HELP)
    since = known(fact)
    if fact.review_after is None:
        return
    route = ("facts", fact.id, "review_after")
    if since is None:
        yield Finding(f"`{fact.id}` does not say when it was known to hold", route, "give it an `as_of`")
    elif day > fact.review_after.after(since, 2):
        yield Finding(f"`{fact.id}` was last known to hold on {since}, more than twice {fact.review_after.text} ago", route, HELP)
    elif day > fact.review_after.after(since):
        message = f"`{fact.id}` was last known to hold on {since}, more than {fact.review_after.text} ago"
        yield Finding(message, route, HELP, severity=Severity.WARNING)
