"""One in so many: 1 in 5 children."""

from __future__ import annotations

from typing import Any

from ..fields import Fields, Refusal, parse_number
from ..locale import Government, Numeral, Said
from ..model import Amount, Exact, Ratio
from . import _json
from ._kind import Ask, By, Words
from ._reading import read_absent, read_one
from ._saying import say_absent, say_number, say_per

NAME = "ratio"
OPTIONS = ("case", "style", "qualifier")
KEYS = ("value", "absent", "qualifier", "unit", "per", "claims")
SEPARATORS = (":", "/", " in ")


def read(fields: Fields) -> Amount | None:
    amount = read_one(fields, {"value": _read_ratio, "absent": read_absent})
    if isinstance(amount, Ratio) and not 0 < amount.part < amount.whole:
        fields.error("bad-range", f"{amount.part} in {amount.whole} is no part of a whole", fields.place("value"), "write 1:5 for 1 in 5")
        return None
    return amount


def _read_ratio(fields: Fields) -> Ratio | None:
    """``value: 1:5``; or ``value: 1`` with ``per: 5:child``, which is read in its own place too."""
    per = fields.text("per") if "per" in fields else None
    text = fields.text("value")
    if text is None:
        return None
    joined = text if per is None else f"{text}:{per.partition(':')[0]}"
    return fields.parsed("value", lambda _: _parse_ratio(joined))


def _parse_ratio(text: str) -> Ratio:
    for separator in SEPARATORS:
        part, found, whole = text.partition(separator)
        if found:
            return Ratio(parse_number(part.strip()), parse_number(whole.strip()))
    raise Refusal("bad-number", f"`{text}` is not a ratio", "write `1:5` for 1 in 5")


def say(amount: Amount, ask: Ask) -> Said:
    if not isinstance(amount, Ratio):
        return say_absent(amount, ask.locale)
    locale = ask.locale
    noun = ask.noun or (ask.per.noun if ask.per else None)
    whole = By(amount.whole, "", None if ask.style == "number" else noun)

    def measure(numeral: Numeral) -> str:
        return say_per(locale, numeral.text, whole, "whole")

    plain = Ask(locale, ask.words, qualifier=ask.qualifier, case=ask.case)
    said = say_number(Exact(amount.part), plain, measure, Government())
    return Said(said.text, said.category, f"{amount.part:f}:{amount.whole:f}")


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"value": f"{amount.part:f}:{amount.whole:f}"} if isinstance(amount, Ratio) else _json.to_json(amount, words)
