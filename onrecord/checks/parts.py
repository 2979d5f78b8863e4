"""The parts of a total do not add up, or differ from the facts that they name.

Why it matters: a reader who adds the parts would find another total. It is a warning: whoever corrects the total sees the site at once,
and `--strict` holds it back until the parts are corrected too.

Example: `value: 52` with `parts: {released-september-belarusians: 38, released-september-foreign: 15}`

Write instead: parts that add up, each with the value of its fact or of one of the claims against it. People and things that are
counted must add up exactly; percentages, and what has decimals or is shown in millions, within the rounding of the last digit shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ..assemble import Assembled
from ..diagnostic import Severity
from ..locale import ROUNDED_STYLES
from ..model import LOWER_BOUNDS, UPPER_BOUNDS, Exact, Fact, Range
from ._check import Finding

RULE = "parts"
NO_END = Decimal("Infinity")
HALF = Decimal("0.5")


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    for fact in made.site.facts.values():
        if fact.parts and fact.id not in made.lost:
            yield from _sum(fact)
            yield from _each(made, fact)


def _sum(fact: Fact) -> Iterator[Finding]:
    total = sum(fact.parts.values(), Decimal())
    low, high = _wanted(fact)
    slack = _slack(fact)
    if not low - slack <= total <= high + slack:
        wanted = (
            f"{low}"
            if low == high
            else f"{low} at least"
            if high == NO_END
            else f"{high} at most"
            if low == -NO_END
            else f"{low} to {high}"
        )
        near = f" (±{slack.normalize():f} for rounding)" if slack else ""
        message = f"the parts of `{fact.id}` add up to {total:f}, not to {wanted}{near}"
        yield Finding(message, ("facts", fact.id, "parts"), "correct the total or a part", severity=Severity.WARNING)


def _wanted(fact: Fact) -> tuple[Decimal, Decimal]:
    """What the parts may add up to, by the total and its bound; anything where the total is vague."""
    match fact.amount:
        case Exact(number) if fact.qualifier is None:
            return number, number
        case Exact(number) if fact.qualifier in LOWER_BOUNDS:
            return number, NO_END
        case Exact(number) if fact.qualifier in UPPER_BOUNDS:
            return -NO_END, number
        case Range(low, high):
            return low, high
    return -NO_END, NO_END


def _slack(fact: Fact) -> Decimal:
    """Half of the last digit shown, of the total and of each part: 38.1 and 61.8 are 100. What is counted exactly has none."""
    shown = (fact.amount.number, *fact.parts.values()) if isinstance(fact.amount, Exact) else tuple(fact.parts.values())
    return sum((half for number in shown if (half := _half_of_last_digit(number, fact)) is not None), Decimal())


def _half_of_last_digit(number: Decimal, fact: Fact) -> Decimal | None:
    """Percentages are rounded, and so is what has decimals or is shown in millions; 5 zł are not, and people never."""
    place = int(number.as_tuple().exponent)
    if fact.kind == "count" and place >= 0:
        return None
    if fact.style in ROUNDED_STYLES and number:
        thousands = number.adjusted() // 3 * 3  # shown with a decimal at least: 2.7 million
        return HALF.scaleb(min(int(number.normalize().as_tuple().exponent), thousands - 1))
    return HALF.scaleb(place) if place < 0 or fact.kind == "percent" else None


def _each(made: Assembled, fact: Fact) -> Iterator[Finding]:
    for id, number in fact.parts.items():
        part = made.site.facts.get(id)
        if part and id not in made.lost and not _alike(part, fact):
            message = f"the part `{id}` is not counted as `{fact.id}` is"
            yield Finding(message, ("facts", fact.id, "parts", id), "name a part in the same unit", severity=Severity.WARNING)
        amounts = [part.amount, *(claim.amount for claim in part.claims)] if part else []
        known = [amount.number for amount in amounts if isinstance(amount, Exact)]
        if known and number not in known and id not in made.lost:
            message = f"the part `{id}` is {number} here and {known[0]} in its fact"
            related = ((("facts", id, "value"), None, "its value"),)
            yield Finding(
                message, ("facts", fact.id, "parts", id), "write the number of the fact", severity=Severity.WARNING, related=related
            )


def _alike(part: Fact, fact: Fact) -> bool:
    """Kinds and currencies must agree, and units too where they measure: a prisoner is a person, a mile is no kilometre."""
    return (part.kind, part.currency) == (fact.kind, fact.currency) and (fact.kind == "count" or part.unit == fact.unit)
