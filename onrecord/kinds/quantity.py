"""So much of something measured: 40 km, 2.5 million tonnes, −5 °C. Units are CLDR's, or those of units.yml."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Fields
from ..locale import Said, choose
from ..model import Absent, Amount, Range
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import noun_measure, say_number
from .count import require_unit

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "quantity"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "unit", "per", "also", "part_of", "parts", "claims")
FORMS = ("words", "from-to")


def read(fields: Fields) -> Amount | None:
    amount = read_numeric(fields)
    if amount is not None and not isinstance(amount, Absent) and "derived_from" not in fields:
        require_unit(fields)
    return amount


def say(amount: Amount, ask: Ask) -> Said:
    """``form="words"`` writes a symbol out: 40 kilometres."""
    if ask.form is not None:
        choose("a quantity", ask.form, dict.fromkeys(FORMS))
    noun = ask.noun
    if ask.form == "words" and noun is not None:
        noun = ask.locale.nouns.named(noun.unit, words=True) or noun
    wanted = replace(
        ask, noun=noun, measured=True, mass=True, form=ask.form if isinstance(amount, Range) and ask.form == "from-to" else None
    )
    return say_number(amount, wanted, noun_measure(wanted))
