"""A sentence says by how much something changed, and its verb cannot follow when the change turns.

Why it matters: "rose by 5%" goes on saying so when the figures are corrected and the number fell; the amount alone has no sign.

Example: `The number rose {{ figure("change", form="by") }}.`

Write instead: `The number {{ agree("change", up="rose", down="fell", same="did not change") }} {{ figure("change", form="by") }}.`, or
the figure without `form`, which shows its sign.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..assemble import Assembled
from ..calls import DIRECTIONS
from ..read import Page
from ..texts import SpokenCall
from ._check import Finding, at_call, calls_of

RULE = "direction"
BREAK = re.compile(r"\n[ \t]*\n")


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    spoken = [spoken for spoken in calls_of(made) if _is_change(made, spoken)]
    following = {_sentence(made, call) for call in spoken if call.call.name == "agree" and set(DIRECTIONS[:2]) <= call.call.options.keys()}
    for call in spoken:
        if call.call.options.get("form") == "by" and call.call.name == "figure" and _sentence(made, call) not in following:
            help = f'write `{{{{ agree("{call.target}", up="…", down="…", same="…") }}}}` for the verb, or leave `form` out'
            yield at_call(call, f"the verb beside `{call.target}` cannot follow when the change turns", help)


def _is_change(made: Assembled, spoken: SpokenCall) -> bool:
    fact = made.site.facts.get(spoken.target or "")
    return fact is not None and fact.kind == "change"


def _sentence(made: Assembled, spoken: SpokenCall) -> tuple[object, ...]:
    """The text that a call stands in, of a page the paragraph."""
    page = made.places.nodes.get(spoken.route)
    paragraph = len(BREAK.findall(page.text, 0, spoken.offset)) if isinstance(page, Page) else 0
    return spoken.route, paragraph, spoken.target
