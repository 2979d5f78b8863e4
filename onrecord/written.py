"""An amount in one line, as facts.yml has it and as `was` of a correction takes it: ``more_than 1100``, ``2..11``, ``dozens``."""

from __future__ import annotations

from decimal import Decimal

from .model import Absent, Amount, Date, Estimated, Exact, Lasting, OneOf, Range, Ranked, Ratio, Standing, Vague


def written(amount: Amount | None, qualifier: str | None = None) -> str | None:
    """The line; None for what one line cannot hold: lists, orders, an editor's own words. Of an estimate it is the number alone."""
    line = _line(amount)
    return f"{qualifier} {line}" if qualifier and line else line


def _line(amount: Amount | None) -> str | None:  # noqa: PLR0911 - a table of shapes
    match amount:
        case Exact(number) | Estimated(number):
            return _digits(number)
        case Ratio(part, whole):
            return f"{_digits(part)}:{_digits(whole)}"
        case Range(low, high):
            return f"{_digits(low)}..{_digits(high)}"
        case OneOf(numbers):
            return " or ".join(map(_digits, numbers))
        case Lasting(text=line) | Vague(line) | Absent(line) | Standing(code=str(line)):
            return line
        case Date(when):
            return when.text
        case Ranked(rank):
            return str(rank)
    return None


def _digits(number: Decimal) -> str:
    return f"{number:f}"
