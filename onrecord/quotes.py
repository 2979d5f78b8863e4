"""Whether a quote bears a figure: the number must stand in it, and nothing may be told more exactly than the quote tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .bounds import VAGUE_ENDS
from .locale import Mention, Reading
from .model import Amount, Estimated, Exact, Lasting, OneOf, Range, Ratio, Vague

IN_PERCENT = ("percent", "points", "change")  # kinds in which a quarter is 25, and whose number a percent sign may follow
LOOSER = {  # the bound in the quote -> the bounds that tell no more than it does
    None: (None, "about", "at_least", "at_most", "up_to"),
    "at_least": ("at_least",),
    "more_than": ("more_than", "at_least"),
    "at_most": ("at_most", "up_to"),
    "up_to": ("up_to", "at_most"),
    "less_than": ("less_than", "at_most", "up_to"),
    "about": ("about",),
    "nearly": ("nearly", "about", "less_than", "at_most", "up_to"),
    "just_over": ("just_over", "about", "more_than", "at_least"),
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a quote does not bear a figure, and whether the figure tells more than the quote."""

    message: str
    help: str
    more_exact: bool = False


def bears_numbers(amount: Amount | None) -> bool:
    """Whether an amount is one that a quote must hold."""
    return isinstance(amount, Exact | Estimated | Range | OneOf | Vague | Ratio | Lasting)


def misfit(amount: Amount | None, qualifier: str | None, kind: str, mentions: Sequence[Mention], reading: Reading) -> Misfit | None:
    """Why a quote with these numbers does not bear an amount; None where it does, and where the amount is no number."""
    match amount:
        case Vague(word):
            borne, wanted = _has_vague(word, mentions), f"`{word}`"
        case Ratio(part, whole):
            borne, wanted = _has_ratio(part, whole, mentions), f"{part} in {whole}"
        case Lasting(text, parts):
            borne, wanted = all(number in reading.unsaid or _with(number, kind, mentions) for number, _ in parts), text
        case _:
            return _of_numbers(heads_of(amount), qualifier, kind, mentions, reading)
    return None if borne else _no_number(wanted, mentions, reading)


def _of_numbers(
    heads: tuple[Decimal, ...], qualifier: str | None, kind: str, mentions: Sequence[Mention], reading: Reading
) -> Misfit | None:
    """Why none of these numbers stands in the quote with this bound."""
    if not heads or (not mentions and set(heads) & reading.unsaid):
        return None
    found = [mention for number in heads for mention in _with(number, kind, mentions)]
    if not found:
        return _no_number(" or ".join(map(str, heads)), mentions, reading)
    if len(heads) == 1 and qualifier is None and all(mention.ranged for mention in found):
        return Misfit(f"the quote has {heads[0]} only as an end of a range", "write the `range`, or a `qualifier`", more_exact=True)
    if len(heads) == 1 and reading.knows_bounds and not any(qualifier in LOOSER[mention.qualifier] for mention in found):
        return _other_bound(heads[0], qualifier, found[0])
    return None


def heads_of(amount: Amount | None) -> tuple[Decimal, ...]:
    """The numbers of which each quote must have one."""
    match amount:
        case Exact(number) | Estimated(number, _):
            return (number,)
        case Range(low, high):
            return low, high
        case OneOf(numbers):
            return numbers
    return ()


def missing(amount: Amount | None, kind: str, quotes: Sequence[Sequence[Mention]]) -> list[Decimal]:
    """The numbers of an amount that no quote at all has: the ends of an interval, the second of two values."""
    match amount:
        case Estimated(_, spread):
            wanted: tuple[Decimal, ...] = (spread.low, spread.high)
        case Range() | OneOf():
            wanted = heads_of(amount)
        case _:
            return []
    everything = [mention for mentions in quotes for mention in mentions]
    return [number for number in dict.fromkeys(wanted) if not _with(number, kind, everything)]


def _with(number: Decimal, kind: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a number, whatever its sign; a share of 25 percent may be a quarter."""
    wanted = abs(Fraction(number))
    same = [mention for mention in mentions if mention.number == wanted and (not mention.percent or kind in IN_PERCENT)]
    if same or kind not in IN_PERCENT:
        return same
    return [mention for mention in mentions if mention.number is not None and not mention.percent and mention.number * 100 == wanted]


def _has_ratio(part: Decimal, whole: Decimal, mentions: Sequence[Mention]) -> bool:
    """ "1 in 5", "every fifth", "a fifth", "20%"."""
    numbers = {mention.number / 100 if mention.percent else mention.number for mention in mentions if mention.number is not None}
    return {Fraction(part), Fraction(whole)} <= numbers or Fraction(part) / Fraction(whole) in numbers


def _has_vague(word: str, mentions: Sequence[Mention]) -> bool:
    """The same word, a narrower one, or a number that it holds."""
    low, high = VAGUE_ENDS[word]
    words = [VAGUE_ENDS[mention.vague] for mention in mentions if mention.vague]
    numbers = [mention.number for mention in mentions if mention.number is not None]
    return any(low <= least and most <= high for least, most in words) or any(low <= number <= high for number in numbers)


def _no_number(wanted: str, mentions: Sequence[Mention], reading: Reading) -> Misfit:
    vague = [mention.vague for mention in mentions if mention.vague]
    numbers = [_shown(mention) for mention in mentions if mention.number is not None]
    if vague and not numbers:
        return Misfit(f"the quote does not hold {wanted}, it has only `{vague[0]}`", f"write `vague: {vague[0]}`", more_exact=True)
    holds = "it has no number" if not numbers else "it has " + ", ".join(numbers)
    help = "correct the figure, or quote the words that bear it; where the quote bears something else, add `for: context`"
    if not reading.knows_bounds:
        help = "of a language without a pack only digits are read: quote the figure in digits, or accept this until a day (`ignore`)"
    return Misfit(f"the quote does not hold {wanted}: {holds}", help)


def _other_bound(number: Decimal, typed: str | None, mention: Mention) -> Misfit:
    if mention.qualifier is None:  # the quote may have a bound in words that nobody foresaw
        message = f"no bound was recognised at {number} in the quote, and the fact says `{typed}`"
        return Misfit(message, "quote the words that give the bound, or leave `qualifier` out if the source gives none")
    more = ", which is more than it knows" if typed is None else ""
    message = f"the quote says `{mention.qualifier}` {number}, and the fact {_named(typed)}{more}"
    return Misfit(message, f"write `qualifier: {mention.qualifier}`", more_exact=True)


def _named(qualifier: str | None) -> str:
    return f"`{qualifier}`" if qualifier else "exactly"


def _shown(mention: Mention) -> str:
    number = mention.number or Fraction(0)
    plain = str(number) if 10**6 % number.denominator else f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return plain + ("%" if mention.percent else "")
