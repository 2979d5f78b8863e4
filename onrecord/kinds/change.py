"""How much more or less than before: +12.5%, −3 people, by 2 percentage points. Computed where both values are on record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..fields import Fields
from ..locale import Government, Numeral, Said
from ..model import MEASURES, Absent, Amount, Derivation, Exact, Range
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, numbers_of, read_numeric, read_operands, read_places
from ._saying import machine, noun_measure, say_number
from .money import say_money
from .points import say_points

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "change"
OPTIONS = ("case", "style", "form", "qualifier")
KEYS = (*NUMERIC, "change", "in", "unit", "currency", "qualifier", "claims")
TURNED = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}  # at least −5 fell by at most 5
COMPUTED = {"percent": "percent_change", "points": "points_change", "number": "change"}


def read(fields: Fields) -> Amount | None:
    """A signed number as a source gives it, or ``change: {from: a, to: b}``, facts or numbers, from which it is computed."""
    if "change" not in fields:
        return read_numeric(fields)
    given = fields.record("change")
    if given is None:
        return None
    given.require("from", "to")
    texts = tuple(text for key in ("from", "to") if key in given and (text := given.text(key)) is not None)
    operands = read_operands(given, "from", texts)
    given.finish()
    measure = fields.choice("in", MEASURES) if "in" in fields else "percent"
    places = read_places(fields)
    if operands is None or len(operands) != len(("from", "to")) or measure is None or places is None:
        return None
    return Derivation(COMPUTED[measure], operands, places)


def say(amount: Amount, ask: Ask) -> Said:
    """With its sign; ``form="by"`` says how much without it: "rose by 12.5%"."""
    if isinstance(amount, Absent):
        return say_number(amount, ask, lambda numeral: numeral.text)
    around = ask.locale.form("changes", ask.form, "a change")
    directions = {"up" if number > 0 else "down" if number < 0 else "same" for number in numbers_of(amount)}
    direction = directions.pop() if len(directions) == 1 else None
    turned = TURNED.get(ask.qualifier or "", ask.qualifier) if ask.form and direction == "down" else ask.qualifier
    said = _measured(_size(amount) if ask.form else amount, replace(ask, form=None, qualifier=turned), around, signed=ask.form is None)
    return replace(said, direction=direction, value=machine(amount))


def _size(amount: Amount) -> Amount:
    """Without a sign: a fall by 2 to 4."""
    match amount:
        case Exact(number):
            return Exact(abs(number))
        case Range(low, high) if high <= Decimal(0):
            return Range(-high, -low)
    return amount


def _measured(amount: Amount, ask: Ask, around: Government, signed: bool) -> Said:
    numbers = ask.locale.numbers
    if ask.measure == "points":
        return say_points(amount, ask, around, signed)
    if ask.currency:
        return say_money(amount, ask, around, signed)
    if ask.noun is not None or ask.measure == "number":
        return say_number(amount, ask, noun_measure(ask), around, signed)

    def percent(numeral: Numeral) -> str:
        return numbers.percent(numeral)

    return say_number(amount, ask, percent, replace(around, agree=around.agree or numbers.percent_agrees), signed)
