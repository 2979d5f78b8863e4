"""A date that is itself what the fact says: when an election is held, when a law takes effect."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..locale import Said
from ..model import Amount, Date
from . import _json
from ._kind import Ask, Words
from ._reading import read_absent, read_one
from ._saying import say_absent

NAME = "date"
OPTIONS: tuple[str, ...] = ("form",)
KEYS = ("value", "absent", "claims")


def read(fields: Fields) -> Amount | None:
    return read_one(fields, {"value": _read_date, "absent": read_absent})


def _read_date(fields: Fields) -> Date | None:
    when = fields.when("value")
    return Date(when) if when else None


def say(amount: Amount, ask: Ask) -> Said:
    if isinstance(amount, Date):
        return Said(ask.locale.times.say(amount.when, ask.form or "bare"), "one", amount.when.text)
    return say_absent(amount, ask.locale)


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"value": amount.when.text} if isinstance(amount, Date) else _json.to_json(amount, words)
