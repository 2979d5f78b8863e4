"""Kinds that have no amount: what they say is in their text."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..locale import CannotSay, Said
from ..model import Amount
from ._kind import Ask, Words


def read(fields: Fields) -> Amount | None:
    return None


def say(amount: Amount, ask: Ask) -> Said:
    raise CannotSay("no-figure", "the fact has no figure", 'use `when("id")` or `statement("id")`')


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {}
