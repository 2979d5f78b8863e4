"""So many for so many: 3.2 deaths per 100,000 people, 5 km a year, PLN 800 per person."""

from __future__ import annotations

from ..fields import Fields
from ..locale import Said
from ..model import Absent, Amount
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import no_form, noun_measure, say_number
from .money import say_money

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "rate"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "unit", "currency", "per", "claims")


def read(fields: Fields) -> Amount | None:
    amount = read_numeric(fields)
    if amount is not None and not isinstance(amount, Absent) and fields.node.get("text") is not None and "derived_from" not in fields:
        fields.require("per")
    return amount


def say(amount: Amount, ask: Ask) -> Said:
    no_form(ask, amount)
    if ask.currency:
        return say_money(amount, ask)
    return say_number(amount, ask, noun_measure(ask))
