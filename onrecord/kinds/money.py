"""An amount of money, by its ISO 4217 code: PLN 2,700,000, compact PLN 2.7 million."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Fields
from ..locale import CannotSay, Government, Numeral, Said, choose
from ..model import Absent, Amount, Range, Vague
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import Measure, say_number

__all__ = ["KEYS", "NAME", "OPTIONS", "money_measure", "read", "say", "say_money", "to_json"]

NAME = "money"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "currency", "per", "also", "part_of", "parts", "claims")
FORMS = ("words", "from-to")


def read(fields: Fields) -> Amount | None:
    amount = read_numeric(fields)
    if isinstance(amount, Vague):
        fields.error("bad-shape", "an amount of money is a number", fields.key_place("vague"), "count a unit of units.yml instead")
    if amount is not None and not isinstance(amount, Absent) and fields.node.get("text") is not None and "derived_from" not in fields:
        fields.require("currency")
    return amount


def say(amount: Amount, ask: Ask) -> Said:
    """``form="words"`` names the currency instead of its symbol."""
    if ask.form is not None:
        choose("an amount of money", ask.form, dict.fromkeys(FORMS))
    return say_money(amount, ask)


def say_money(amount: Amount, ask: Ask, around: Government | None = None, signed: bool = False) -> Said:
    form = ask.form if isinstance(amount, Range) and ask.form == "from-to" else None
    wanted = replace(ask, noun=None, measured=True, mass=True, form=form, style=ask.locale.numbers.money_style(ask.style))
    return say_number(amount, wanted, money_measure(ask), around, signed)


def money_measure(ask: Ask) -> Measure:

    def measure(numeral: Numeral) -> str:
        if ask.currency is None:
            raise CannotSay("bad-call", "money needs its currency", "add `currency`, as in `currency: PLN`")
        return ask.locale.numbers.money(numeral, ask.currency, words=ask.form == "words")

    return measure
