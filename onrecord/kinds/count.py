"""How many: 52 people, more than 1,000 political prisoners, dozens of detainees, 2–11 cases, not known."""

from __future__ import annotations

from decimal import Decimal

from ..fields import Fields
from ..model import Absent, Amount, Exact, OneOf, Range
from . import _amounts
from ._amounts import say_number as say
from ._amounts import to_json

__all__ = ["KEYS", "NAME", "read", "say", "to_json"]

NAME = "count"
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
        if number < 0:
            fields.error("bad-number", f"a count cannot be {number}", fields.place(), "write 0 or more; a change is another kind")
    if "qualifier" in fields and isinstance(amount, Absent):
        fields.error("bad-shape", "a `qualifier` needs a number", fields.key_place("qualifier"), "leave it out")
    return amount


def _numbers(amount: Amount | None) -> tuple[Decimal, ...]:
    match amount:
        case Exact(number):
            return (number,)
        case Range(low, high):
            return (low, high)
        case OneOf(numbers):
            return numbers
    return ()
