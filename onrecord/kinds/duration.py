"""How long, and how old: 3 years, 2–11 years, P3Y6M for 3 years and 6 months."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..fields import Fields, Refusal
from ..locale import CannotSay, Government, Said
from ..model import Absent, Amount, Lasting, Range
from ..read import Scalar
from . import _json
from ._kind import Ask, Words
from ._reading import NUMERIC, read_numeric
from ._saying import bound_of, bounded, noun_measure, say_number
from .count import require_unit

NAME = "duration"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "unit", "also", "parts", "part_of", "claims")
UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
PERIOD = re.compile(  # ISO 8601 durations of whole numbers
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)


def read(fields: Fields) -> Amount | None:
    value = fields.node.get("value")
    if isinstance(value, Scalar) and value.text.startswith("P"):
        if "unit" in fields:
            fields.error("bad-shape", "an ISO duration names its units itself", fields.key_place("unit"), "leave `unit` out")
        return fields.parsed("value", _parse_period)
    amount = read_numeric(fields, negative=False)
    if amount is not None and not isinstance(amount, Absent) and "derived_from" not in fields:
        require_unit(fields)
    return amount


def _parse_period(text: str) -> Lasting:
    found = PERIOD.fullmatch(text)
    parts = tuple((Decimal(number), unit) for number, unit in zip(found.groups(), UNITS, strict=True) if number) if found else ()
    if not parts:
        raise Refusal("bad-number", f"`{text}` is not an ISO 8601 duration", "write `P3Y6M` for 3 years and 6 months")
    return Lasting(text, parts)


def say(amount: Amount, ask: Ask) -> Said:
    """Forms: `for`, `within`, `after`, `age`; a range also `from-to`."""
    ranged = isinstance(amount, Range) and ask.form == "from-to"
    around = Government() if ranged else ask.locale.form("durations", ask.form, "a duration")
    plain = replace(ask, measured=True, form=ask.form if ranged else None)
    if isinstance(amount, Lasting):
        return _say_lasting(amount, plain, around)
    return say_number(amount, plain, noun_measure(plain), around)


def _say_lasting(amount: Lasting, ask: Ask, around: Government) -> Said:
    locale = ask.locale
    if ask.style == "number":
        raise CannotSay("bad-call", f"`{amount.text}` is no single number", "leave `style` out")
    bound = bound_of(ask, around)
    asked = around.governs(ask.case)
    case = asked if around.bound == "outside" and bound.outer else bound.governs(asked)
    said = [
        locale.nouns.counted(locale.numbers.digits(number), locale.nouns.own[unit], case, locale.numbers.category(number))
        for number, unit in amount.parts
    ]
    category = bound.agree or around.agree or locale.numbers.category(amount.parts[0][0])
    return Said(bounded(locale.listed(said), bound, around), category, amount.text)


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"value": amount.text} if isinstance(amount, Lasting) else _json.to_json(amount, words)
