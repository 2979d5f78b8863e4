"""The place of a fact among the facts of a topic: the largest release so far."""

from __future__ import annotations

import re
from typing import Any

from ..fields import Fields, Refusal
from ..locale import Said, choose
from ..model import Amount, Ranked
from ._kind import Ask, Words
from ._saying import say_absent

NAME = "rank"
OPTIONS: tuple[str, ...] = ("style", "form")
KEYS = ("rank", "order", "among", "subject")
ORDERS = ("largest", "smallest", "earliest", "latest")


def read(fields: Fields) -> Amount | None:
    fields.require("rank", "order", "among", "subject")
    rank = fields.parsed("rank", _parse_rank)
    order = fields.choice("order", ORDERS)
    among, subject = fields.id("among"), fields.id("subject")
    return Ranked(rank, order, among, subject) if rank and order and among and subject else None


def _parse_rank(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise Refusal("bad-number", f"`{text}` is not a rank", "write 1 for the first, 2 for the second")
    return int(text)


def say(amount: Amount, ask: Ask) -> Said:
    """``form="ordinal"`` is for sentences: "the 2nd largest"."""
    if not isinstance(amount, Ranked):
        return say_absent(amount, ask.locale)  # what is no rank, such as the number of a correction, is refused there
    if ask.form is not None:
        choose("a rank", ask.form, {"ordinal": ""})
        return Said(ask.locale.numbers.ordinal(amount.rank), "one", str(amount.rank))
    text = str(amount.rank) if ask.style == "number" else ask.locale.rank(amount.rank)
    return Said(text, "one", str(amount.rank))


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    if not isinstance(amount, Ranked):
        raise TypeError(amount)
    return {"rank": amount.rank, "order": amount.order, "among": amount.among, "subject": amount.subject}
