"""How many: 52 people, more than 1,000 political prisoners, dozens of detainees, 2–11 cases, not known."""

from __future__ import annotations

from ..fields import Fields
from ..locale import Said
from ..model import Absent, Amount
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import no_form, noun_measure, say_number

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "count"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "unit", "part_of", "parts", "claims")


def read(fields: Fields) -> Amount | None:
    amount = read_numeric(fields, negative=False)
    if amount is not None and not isinstance(amount, Absent) and "derived_from" not in fields:
        require_unit(fields)
    return amount


def require_unit(fields: Fields) -> None:
    """A bare number in a sentence says nothing; a claim counts what its fact counts."""
    if fields.node.get("unit") is None and fields.node.get("text") is not None and not fields.misspelt("unit"):
        fields.error("missing-key", f"{fields.owner} does not say what it counts", fields.place(), "add `unit: …`, a unit of units.yml")


def say(amount: Amount, ask: Ask) -> Said:
    no_form(ask, amount)
    return say_number(amount, ask, noun_measure(ask))
