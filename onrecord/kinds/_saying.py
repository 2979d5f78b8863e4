"""Says a number in any of its shapes: digits, what they count, how far they may be off, what they are counted by, and a bound."""

from __future__ import annotations

from collections.abc import Callable

from ..locale import NOMINATIVE, CannotSay, Government, Locale, Numeral, Said
from ..model import Absent, Amount, Estimated, Exact, OneOf, Range, Vague
from ._kind import Ask, By

Measure = Callable[[Numeral], str]  # a number with what it counts


def say_number(
    amount: Amount, ask: Ask, measure: Measure, around: Government | None = None, signed: bool = False, ends: Measure | None = None
) -> Said:
    """A number with its measure and qualifier, grammatical as the sentence asks.

    ``around`` is a form such as "by {}"; ``ends`` measures the ends of an interval where not as the number itself. The qualifier's
    case wins over the form's, and the form's over the one that the sentence asks for.
    """
    locale, around = ask.locale, around or Government()
    locale.nouns.require_case(ask.case)
    if isinstance(amount, Absent):
        return say_absent(amount, locale)
    if ask.form == "from-to" and ask.qualifier:
        raise CannotSay("bad-call", "a range that is only about has no form `from-to`", "leave `form` out, or write `qualifier=false`")
    bound = bound_of(ask, around)
    asked = around.governs(ask.case)
    case = asked if around.bound == "outside" and bound.outer else bound.governs(asked)
    if isinstance(amount, Vague):
        vague = locale.nouns.vague(amount.word, None if ask.style == "number" else ask.noun, asked)
        return Said(around.text.format(_by(ask, vague.text)), vague.category, vague.value)
    numeral = _numeral(amount, ask, case, signed)
    text = numeral.text if ask.style == "number" else _spread(amount, ask, ends or measure, case, _by(ask, measure(numeral)))
    own = locale.numbers.measured_agrees if ask.mass else None
    category = bound.agree or around.agree or numeral.agree or own or locale.nouns.agreement(numeral.category, ask.noun)
    return Said(bounded(text, bound, around), category, machine(amount))


def bound_of(ask: Ask, around: Government) -> Government:
    """The qualifier's words, fit to stand within a form where there is one."""
    bound = ask.locale.qualifier(ask.qualifier, measured=ask.measured or ask.noun is None)
    return Government(bound.inner) if around.bound == "inner" and bound.inner else bound


def bounded(text: str, bound: Government, around: Government) -> str:
    """ "by at least 5": the bound within the form, or before it where the language wants that."""
    if around.bound == "outside" and bound.outer:
        return bound.outer.format(around.text.format(text))
    return around.text.format(bound.text.format(text))


def say_absent(amount: Amount, locale: Locale) -> Said:
    if not isinstance(amount, Absent):
        raise CannotSay("bad-call", "a fact of this kind has no such amount", "write an amount as the fact itself has it")
    return Said(locale.absence(amount.reason), "other", amount.reason)


def noun_measure(ask: Ask) -> Measure:
    """Digits and a noun: 52 people; digits alone where there is none."""

    return lambda numeral: ask.locale.nouns.follow(numeral, ask.noun)


def no_form(ask: Ask, amount: Amount) -> None:
    """Refuses a form where a kind has none; a range may always be said as "from … to …"."""
    if ask.form is not None and not isinstance(amount, Range):
        raise CannotSay("bad-call", f"the figure has no form `{ask.form}`", "leave it out; a range has `from-to`")


def _numeral(amount: Amount, ask: Ask, case: str, signed: bool) -> Numeral:
    numbers, style = ask.locale.numbers, ask.style
    match amount:
        case Estimated(number, spread) if spread.sort == "margin" and ask.interval and style != "number":
            return numbers.with_margin(number, spread.low, spread.high, case, style, signed)
        case Exact(number) | Estimated(number):
            return numbers.numeral(number, case, style, ask.qualifier, signed)
        case Range(low, high):
            return numbers.span(low, high, case, ask.form, style, ask.qualifier, signed)
        case OneOf(values):
            return numbers.one_of(values, case, style, signed)
    raise CannotSay("bad-call", "a fact of this kind has no such amount", "write an amount as the fact itself has it")


def _spread(amount: Amount, ask: Ask, measure: Measure, case: str, text: str) -> str:
    """The ends of an interval behind the number; their measure is said again only where it is a sign, as in 28–34%."""
    if not isinstance(amount, Estimated) or amount.spread.sort == "margin" or not ask.interval:
        return text
    spread = amount.spread
    ends = ask.locale.numbers.span(spread.low, spread.high, case, None, ask.style)
    span = ends.text if ask.noun else measure(ends)
    level = ask.locale.numbers.percent(ask.locale.numbers.numeral(spread.level, case)) if spread.level is not None else ""
    bare = "" if spread.level is None else ask.locale.numbers.digits(spread.level)
    return ask.locale.spread(spread.sort, text, span=span, level=level, digits=bare)


def _by(ask: Ask, text: str) -> str:
    """The rate's "per 100,000 people" behind a number."""
    return text if ask.per is None else say_per(ask.locale, text, ask.per)


def say_per(locale: Locale, text: str, by: By, pattern: str | None = None) -> str:
    """ "{} per 100,000 people", "{} per person", "{} a year"; ``pattern`` names another, such as the "in" of a ratio."""
    if by.number == 1 and pattern is None and locale.has_per(by.unit):
        return locale.per(by.unit).text.format(text)
    wanted = locale.per(pattern or ("one" if by.number == 1 else "number"))
    case = wanted.governs(NOMINATIVE)
    if by.noun is None or (by.number == 1 and pattern is None):
        words = locale.nouns.form(by.noun, case, locale.numbers.category(by.number)).text if by.noun else locale.numbers.digits(by.number)
    else:
        words = locale.nouns.counted(locale.numbers.digits(by.number), by.noun, case, locale.numbers.category(by.number))
    return wanted.text.format(text, per=words)


def machine(amount: Amount) -> str:
    """The amount for machines, as `<data value>` has it."""
    match amount:
        case Exact(number) | Estimated(number):
            return f"{number:f}"
        case Range(low, high):
            return f"{low:f}..{high:f}"
        case OneOf(numbers):
            return ",".join(f"{number:f}" for number in numbers)
    return ""
