"""A share of a hundred: 31%, 2–4%, 4% of those surveyed."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Fields
from ..locale import CannotSay, Government, Numeral, Said, choose
from ..model import Amount, Range, Vague
from ._json import to_json
from ._kind import Ask
from ._reading import NUMERIC, read_numeric
from ._saying import say_number

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "percent"
OPTIONS = ("case", "style", "form", "qualifier", "interval")
KEYS = (*NUMERIC, "qualifier", "of", "part_of", "parts", "claims")
FORMS = ("words", "of", "from-to")


def read(fields: Fields) -> Amount | None:
    amount = read_numeric(fields)
    if isinstance(amount, Vague):
        fields.error("bad-shape", "a percentage is a number", fields.key_place("vague"), "leave `kind` out, or write `value`")
    return amount


def say(amount: Amount, ask: Ask) -> Said:
    """``form="words"`` writes the sign out, ``form="of"`` names the whole."""
    if ask.form == "of" and not ask.share_of:
        raise CannotSay("bad-call", "the percentage does not say what it is a share of", "add `of: {…}`, a text in every language")
    if ask.form is not None:
        choose("a percentage", ask.form, dict.fromkeys(FORMS))
    locale = ask.locale

    def percent(numeral: Numeral) -> str:
        return locale.numbers.percent(numeral, words=ask.form == "words")

    def measure(numeral: Numeral) -> str:
        return locale.share(percent(numeral), ask.words(ask.share_of)) if ask.form == "of" else percent(numeral)

    plain = replace(ask, noun=None, form=ask.form if isinstance(amount, Range) and ask.form == "from-to" else None)
    return say_number(amount, plain, measure, Government(agree=locale.numbers.percent_agrees), ends=percent)
