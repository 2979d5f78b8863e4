"""How much more or less than before: +12.5%, −3 people, by 2 percentage points. Computed where both values are on record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..fields import Fields
from ..locale import CannotSay, Government, Numeral, Said
from ..model import MEASURES, Absent, Amount, Derivation, Estimated, Exact, OneOf, Range, Spread, Vague
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
    measure = fields.choice("in", MEASURES) if "in" in fields else None
    for key in ("unit", "currency") if measure in ("percent", "points") else ():
        if key in fields:
            fields.error(
                "bad-shape", f"a change in {measure} has no `{key}`", fields.key_place(key), f"leave `{key}` out, or write `in: number`"
            )
    if "change" in fields:
        return _read_change(fields, measure or ("number" if "unit" in fields or "currency" in fields else "percent"))
    amount = read_numeric(fields)
    if isinstance(amount, Vague) and "unit" not in fields and fields.node.get("text") is not None:
        fields.error("bad-shape", "a percentage is a number", fields.key_place("vague"), "write a number, or count a `unit`")
    return amount


def _read_change(fields: Fields, measure: str) -> Derivation | None:
    given = fields.record("change")
    if given is None:
        return None
    given.require("from", "to")
    texts = tuple(text for key in ("from", "to") if key in given and (text := given.text(key)) is not None)
    operands = read_operands(given, "from", texts)
    given.finish()
    places = read_places(fields)
    if operands is None or len(operands) != len(("from", "to")) or places is None:
        return None
    return Derivation(COMPUTED[measure], operands, places)


def say(amount: Amount, ask: Ask) -> Said:
    """With its sign; ``form="by"`` says how much without it: "rose by 12.5%"."""
    around = ask.locale.form("changes", ask.form, "a change")
    directions = {"up" if number > 0 else "down" if number < 0 else "same" for number in _ends(amount)}
    direction = directions.pop() if len(directions) == 1 else None
    if ask.form and directions and direction is None:
        raise CannotSay("bad-call", "the change may have gone either way", "leave `form` out, so that the signs are seen")
    turned = TURNED.get(ask.qualifier or "", ask.qualifier) if ask.form and direction == "down" else ask.qualifier
    shown = _turned(amount) if ask.form and direction == "down" else amount
    said = _measured(shown, replace(ask, form=None, qualifier=turned), around, signed=ask.form is None)
    return said if isinstance(amount, Absent | Vague) else replace(said, direction=direction, value=machine(amount))


def _ends(amount: Amount) -> tuple[Decimal, ...]:
    """The numbers that a change may be, its margins too."""
    if isinstance(amount, Estimated) and amount.spread.sort == "margin":
        return amount.number - amount.spread.low, amount.number, amount.number + amount.spread.high
    return numbers_of(amount)


def _turned(amount: Amount) -> Amount:
    """The size of a fall: −4 to −2 is a fall by 2 to 4."""
    match amount:
        case Exact(number):
            return Exact(-number)
        case Estimated(number, spread):
            return Estimated(-number, replace(spread, low=_other_end(spread), high=_other_end(spread, upper=True)))
        case Range(low, high):
            return Range(-high, -low)
        case OneOf(numbers):
            return OneOf(tuple(-number for number in numbers))
    return amount


def _other_end(spread: Spread, upper: bool = False) -> Decimal:
    """A margin below becomes one above; an end of an interval changes its sign too."""
    other = spread.low if upper else spread.high
    return other if spread.sort == "margin" else -other


def _measured(amount: Amount, ask: Ask, around: Government, signed: bool) -> Said:
    numbers = ask.locale.numbers
    if ask.measure == "points":
        return say_points(amount, ask, around, signed)
    if ask.measure != "percent" and ask.currency:
        return say_money(amount, ask, around, signed)
    if ask.measure == "number" or (ask.measure is None and ask.noun is not None):
        return say_number(amount, ask, noun_measure(ask), around, signed)

    def percent(numeral: Numeral) -> str:
        return numbers.percent(numeral)

    plain = replace(ask, noun=None)
    return say_number(amount, plain, percent, replace(around, agree=around.agree or numbers.percent_agrees), signed)
