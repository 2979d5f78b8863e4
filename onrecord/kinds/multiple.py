"""How many times as much: 3 times, 2.5 times."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Fields
from ..locale import Said
from ..model import Amount
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import no_form, noun_measure, say_number

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "multiple"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "claims")
NOUN = "time"  # of the language packs


def read(fields: Fields) -> Amount | None:
    return read_numeric(fields, negative=False)


def say(amount: Amount, ask: Ask) -> Said:
    no_form(ask, amount)
    wanted = replace(ask, noun=ask.locale.nouns.own[NOUN], measured=True)
    return say_number(amount, wanted, noun_measure(wanted))
