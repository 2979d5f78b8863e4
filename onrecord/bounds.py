"""The least and the most that an amount can be, so that amounts with bounds can be compared."""

from __future__ import annotations

from decimal import Decimal

from .model import LOWER_BOUNDS, UPPER_BOUNDS, Amount, Estimated, Exact, OneOf, Range, Vague

NO_END = Decimal("Infinity")
A_LITTLE = Decimal("1e-15")  # what "more than" is more by
Ends = tuple[Decimal, Decimal]
ABOUT = "about"
NEAR: dict[str, tuple[Decimal, Decimal]] = {  # how far from its number each may be, as parts of it; wide on purpose
    ABOUT: (Decimal("0.75"), Decimal("1.25")),
    "nearly": (Decimal("0.85"), Decimal(1)),
    "just_over": (Decimal(1), Decimal("1.15")),
}
VAGUE_ENDS: dict[str, Ends] = {
    "few": (Decimal(2), Decimal(12)),
    "several": (Decimal(2), Decimal(20)),
    "dozens": (Decimal(24), Decimal(99)),  # FIGURES: for comparison only, never printed
    "several_dozen": (Decimal(24), Decimal(99)),
    "hundreds": (Decimal(200), Decimal(999)),
    "several_hundred": (Decimal(200), Decimal(999)),
    "thousands": (Decimal(2000), Decimal(99_999)),
    "tens_of_thousands": (Decimal(20_000), Decimal(99_999)),
    "millions": (Decimal(2_000_000), NO_END),
    "many": (Decimal(2), NO_END),
}


def ends(amount: Amount | None, qualifier: str | None, near: bool = False) -> Ends | None:
    """The least and the most that an amount can be; None for what is no number.

    "About", "nearly" and "just over" are taken at their number, or with ``near`` as wide as anybody would use them; vague words are
    numbers only with ``near``.
    """
    if near and (wide := _near(amount, qualifier)):
        return wide
    match amount:
        case Exact(number):
            return _bounded(number, qualifier or "")
        case Estimated(number, spread):
            return (number - spread.low, number + spread.high) if spread.sort == "margin" else (spread.low, spread.high)
        case Range(low, high):
            return low, high
        case OneOf(numbers):
            return min(numbers), max(numbers)
    return None


def _near(amount: Amount | None, qualifier: str | None) -> Ends | None:
    """The ends of what is told loosely."""
    match amount:
        case Exact(number) if qualifier in NEAR:
            low, high = sorted(number * part for part in NEAR[qualifier])
            return low, high
        case Range(low, high) if qualifier:
            return low * NEAR[ABOUT][0], high * NEAR[ABOUT][1]
        case Vague(word):
            return VAGUE_ENDS[word]
    return None


def _bounded(number: Decimal, bound: str) -> Ends:
    low = number + A_LITTLE if LOWER_BOUNDS.get(bound) else number
    high = number - A_LITTLE if UPPER_BOUNDS.get(bound) else number
    return -NO_END if bound in UPPER_BOUNDS else low, NO_END if bound in LOWER_BOUNDS else high
