"""How many: 52 people, more than 1,000 political prisoners, dozens of detainees, 2–11 cases, not known."""

from __future__ import annotations

from decimal import Decimal

from ..fields import Fields
from ..model import Absent, Amount, Exact, OneOf, Range, Vague
from . import _amounts
from ._amounts import say_number as say
from ._amounts import to_json

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "count"
OPTIONS = ("case", "style", "form", "qualifier")
THOUSANDS, SMALL = -3, 1000  # 1.140 is how some write 1140
KEYS = (*_amounts.NUMERIC, "qualifier", "unit", "part_of", "parts", "claims")


def read(fields: Fields) -> Amount | None:
    amount = _amounts.read_one(
        fields,
        {
            "value": _amounts.read_value,
            "range": _amounts.read_range,
            "vague": _amounts.read_vague,
            "absent": _amounts.read_absent,
            "values": _amounts.read_numbers,
        },
    )
    for number in _numbers(amount):
        _check_number(number, fields)
    if amount is not None and not isinstance(amount, Absent):
        _require_unit(fields)
    if "qualifier" in fields and isinstance(amount, Absent | Vague):
        fields.error("bad-shape", "a `qualifier` needs a number", fields.key_place("qualifier"), "leave it out")
    return amount


def _check_number(number: Decimal, fields: Fields) -> None:
    where = fields.place("value" if "value" in fields else "range" if "range" in fields else "values")
    if number < 0:
        fields.error("bad-number", f"a count cannot be {number}", where, "write 0 or more; a change is another kind")
    if number.as_tuple().exponent == THOUSANDS and number < SMALL:
        plain = str(number).replace(".", "")
        fields.error("bad-number", f"`{number}` is a fraction; thousands have no separator", where, f"write `{plain}`")


def _require_unit(fields: Fields) -> None:
    """A bare number in a sentence says nothing; a claim counts what its fact counts."""
    if "unit" not in fields and fields.node.get("text") is not None and not fields.misspelt("unit"):
        fields.error("missing-key", f"{fields.owner} does not say what it counts", fields.place(), "add `unit: …`, a unit of units.yml")


def _numbers(amount: Amount | None) -> tuple[Decimal, ...]:
    match amount:
        case Exact(number):
            return (number,)
        case Range(low, high):
            return (low, high)
        case OneOf(numbers):
            return numbers
    return ()
