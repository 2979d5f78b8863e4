"""Amounts as JSON, under the keys that facts.yml has for them. Numbers are texts: no digit is lost on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..model import Absent, Amount, Derivation, Estimated, Exact, OneOf, Range, Spread, Vague
from ._kind import Words
from ._reading import WHOLE


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    match amount:
        case Exact(number):
            found: dict[str, Any] = {"value": _digits(number)}
        case Estimated(number, spread):
            found = {"value": _digits(number), "interval": _spread(spread)}
        case Range(low, high):
            found = {"range": {"from": _digits(low), "to": _digits(high)}}
        case OneOf(numbers):
            found = {"values": [_digits(number) for number in numbers]}
        case Vague(word):
            found = {"vague": word}
        case Absent(reason):
            found = {"absent": reason}
        case _:
            raise TypeError(amount)
    return found


def derivation_to_json(derivation: Derivation) -> dict[str, Any]:
    operands = [operand if isinstance(operand, str) else _digits(operand) for operand in derivation.operands]
    places = {} if derivation.operation in WHOLE else {"round": str(derivation.places)}
    return {"derived_from": {derivation.operation: operands}, **places}


def _spread(spread: Spread) -> dict[str, str]:
    if spread.sort == "margin" and spread.low == spread.high and str(spread.low) == str(spread.high):
        return {"plus_minus": _digits(spread.high)}
    if spread.sort == "margin":
        return {"minus": _digits(spread.low), "plus": _digits(spread.high)}
    sure = {"confidence": _digits(spread.level)} if spread.level is not None else {"likely": "true"} if spread.sort == "likely" else {}
    return {"from": _digits(spread.low), "to": _digits(spread.high), **sure}


def _digits(number: Decimal) -> str:
    return f"{number:f}"
