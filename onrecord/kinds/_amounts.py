"""Amounts that several kinds share: numbers, ranges, vague words, and reasons why there is none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ..fields import Fields, Refusal, parse_number
from ..locale import CannotSay, Locale, Said
from ..model import ABSENCES, Absent, Amount, Exact, Noun, OneOf, Range, Vague
from ..read import Sequence
from ._kind import Ask, Words

NUMERIC = ("value", "range", "vague", "absent", "values")


def read_one(fields: Fields, readers: dict[str, Callable[[Fields], Amount | None]]) -> Amount | None:
    """The amount under the one key that is given; two or none is an error."""
    given = [key for key in readers if key in fields]
    if not given:
        wanted = ", ".join(f"`{key}`" for key in readers)
        fields.error("missing-amount", f"{fields.owner} has no amount", fields.place(), f"give one of {wanted}")
        return None
    for key in given[1:]:
        fields.error("two-amounts", f"{fields.owner} has both `{given[0]}` and `{key}`", fields.key_place(key), "keep the one that holds")
    return readers[given[0]](fields)


def read_value(fields: Fields) -> Exact | None:
    number = fields.number("value")
    return None if number is None else Exact(number)


def read_range(fields: Fields) -> Range | None:
    ends = fields.record("range")
    if ends is None:
        return None
    ends.require("from", "to")
    low, high = ends.number("from"), ends.number("to")
    ends.finish()
    if low is None or high is None:
        return None
    if low >= high:
        fields.error(
            "bad-range", f"the range begins at {low} and ends at {high}", ends.place("to"), "write the smaller number under `from`"
        )
        return None
    return Range(low, high)


def read_vague(fields: Fields) -> Vague | None:
    word = fields.choice("vague", VAGUE)
    return Vague(word) if word else None


def read_absent(fields: Fields) -> Absent | None:
    reason = fields.choice("absent", ABSENCES)
    return Absent(reason) if reason else None


def read_numbers(fields: Fields) -> OneOf | None:
    """Values of which one holds."""
    numbers: list[Decimal] = []
    for text in fields.texts_of("values"):
        try:
            numbers.append(parse_number(text))
        except Refusal as refusal:
            fields.error(refusal.rule, refusal.message, fields.place("values"), refusal.help)
            return None
    if isinstance(fields.get("values"), Sequence) and len(numbers) < 2:
        fields.error(
            "bad-shape", "`values` are at least two numbers of which one holds", fields.place("values"), "write a single one as `value`"
        )
        return None
    return OneOf(tuple(numbers)) if numbers else None


VAGUE = ("several", "dozens", "hundreds", "thousands", "many")


def say_number(amount: Amount, ask: Ask) -> Said:
    """A number with its qualifier and noun, grammatical as the sentence asks."""
    if ask.form is not None and not isinstance(amount, Range):
        raise CannotSay("bad-call", f"`form` is a matter of ranges, and this is no range: {ask.form}", "leave it out")
    match amount:
        case Exact(number):
            return _qualified(ask, lambda case: _counted(ask, ask.locale.number(number), number, case), str(number))
        case Range(low, high):
            return _qualified(ask, lambda case: _range(ask, low, high, case), f"{low}..{high}")
        case OneOf(numbers):
            said = ask.locale.one_of([ask.locale.number(number) for number in numbers])
            return _qualified(ask, lambda case: _counted(ask, said, numbers[-1], case), ",".join(map(str, numbers)))
        case Vague(word):
            return ask.locale.vague(word, _noun(ask), ask.case)
    return say_absent(amount, ask.locale)


def say_absent(amount: Amount, locale: Locale) -> Said:
    if not isinstance(amount, Absent):
        raise CannotSay("bad-call", "a fact of this kind has no such amount", "write an amount as the fact itself has it")
    return Said(locale.absence(amount.reason), "other", amount.reason)


def _noun(ask: Ask) -> Noun | None:
    return None if ask.style == "number" else ask.noun


def _qualified(ask: Ask, say: Callable[[str], tuple[str, str]], value: str) -> Said:
    """What `say` gives for the case that the qualifier governs, in the qualifier's pattern."""
    ask.locale.require_case(ask.case)
    government = ask.locale.qualifier(ask.qualifier)
    text, category = say(government.case or ask.case)
    return Said(government.text.format(text), government.agree or category, value)


def _counted(ask: Ask, digits: str, number: Decimal, case: str) -> tuple[str, str]:
    """Digits and noun, and the category of a verb beside them."""
    category = ask.locale.category(number)
    agrees = ask.locale.agreement(category, ask.noun)
    noun = _noun(ask)
    if noun is None:
        return digits, agrees
    form = ask.locale.form(noun, case, category)
    return form.text if form.whole else f"{digits}\u00a0{form.text}", agrees


def _range(ask: Ask, low: Decimal, high: Decimal, case: str) -> tuple[str, str]:
    """The noun follows the upper end."""
    government = ask.locale.range_form(ask.form or "dash")
    ends = ask.locale.number(low), ask.locale.number(high)
    spaced = ask.form is None and any("\u00a0" in end for end in ends)
    pattern = government.text.replace("–", "\u00a0– ") if spaced else government.text
    text, category = _counted(ask, pattern.format(low=ends[0], high=ends[1]), high, government.case or case)
    return text, government.agree or category


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    match amount:
        case Exact(number):
            return {"value": str(number)}
        case Range(low, high):
            return {"range": {"from": str(low), "to": str(high)}}
        case OneOf(numbers):
            return {"values": [str(number) for number in numbers]}
        case Vague(word):
            return {"vague": word}
        case Absent(reason):
            return {"absent": reason}
    raise TypeError(amount)
