"""The difference of two percentages: 2.5 percentage points, in short 2.5 pp."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Fields
from ..locale import Government, Said
from ..model import Amount
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import Measure, no_form, noun_measure, say_number

__all__ = ["KEYS", "NAME", "OPTIONS", "points_measure", "read", "say", "to_json"]

NAME = "points"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "claims")
NOUN = "point"  # of the language packs


def read(fields: Fields) -> Amount | None:
    return read_numeric(fields)


def say(amount: Amount, ask: Ask) -> Said:
    no_form(ask, amount)
    return say_points(amount, ask)


def say_points(amount: Amount, ask: Ask, around: Government | None = None, signed: bool = False) -> Said:
    wanted = replace(ask, noun=ask.locale.nouns.own[NOUN], measured=True)
    return say_number(amount, wanted, points_measure(wanted), around, signed)


def points_measure(ask: Ask) -> Measure:
    """In full the noun; in short the pack's abbreviation."""
    return (lambda numeral: ask.locale.points(numeral.text)) if ask.style == "short" else noun_measure(ask)
