"""One fact came before another. Their own dates prove it; the order is never typed."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..model import Amount, Ordered
from ._kind import Words
from ._without import say

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "order"
OPTIONS: tuple[str, ...] = ()
KEYS = ("before", "after")


def read(fields: Fields) -> Amount | None:
    fields.require("before", "after")
    before, after = fields.id("before"), fields.id("after")
    return Ordered(before, after) if before and after else None


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"before": amount.before, "after": amount.after} if isinstance(amount, Ordered) else {}
