"""Numbers as a language writes them: digits, large round numbers, ranges, signs, percent and money.

Symbols, plural categories and the places of signs are CLDR's, through Babel. What Babel gets wrong (FIGURES.md) is ours: grouping
below five digits, digits kept as the editor typed them, a true minus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any

from babel import Locale as Cldr
from babel.numbers import get_currency_name, get_currency_symbol

from ._nouns import Nouns, noun_of
from ._say import NBSP, choose, government, tied

PRECISION = 120  # digits; two numbers of 40 digits need no more
MINUS = "\u2212"
POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
ROUNDED_STYLES = ("compact", "short")
EXACT_PLACES, ROUNDED_PLACES = 2, 1  # decimals of a compact number that loses nothing, and of one that is rounded
ROUNDING = {  # a bound stays true when its number is rounded
    "at_least": ROUND_FLOOR, "more_than": ROUND_FLOOR, "just_over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "less_than": ROUND_CEILING, "up_to": ROUND_CEILING, "nearly": ROUND_CEILING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words and digits, and what it asks of the noun behind it.

    ``category`` chooses the noun's form in ``case``; a ``large`` number such as "2.7 million" chooses the noun's ``cell`` itself.
    ``agree`` is the category of a verb where the number decides it, ``large`` ends in a word such as million.
    """

    text: str
    category: str
    case: str
    cell: str | None = None
    agree: str | None = None


class Numbers:
    """The numbers of one language."""

    def __init__(self, pack: Mapping[str, Any], cldr: Cldr, nouns: Nouns) -> None:
        self._pack, self._cldr, self._nouns = pack, cldr, nouns
        self._symbols: Mapping[str, str] = cldr.number_symbols[pack["numbers"]["digits"]]
        self._minimum_digits = 3 + int(pack["numbers"]["minimum_grouping"])
        self._magnitudes = [
            (POWERS[name], tied(entry["short"]), noun_of(name, entry["long"])) for name, entry in pack["magnitudes"]["words"].items()
        ]

    # ---- digits

    def digits(self, number: Decimal, signed: bool = False) -> str:
        """The digits that the editor typed, with this language's separators and a true minus; ``signed`` shows a plus too."""
        whole, _, fraction = f"{abs(number):f}".partition(".")
        if len(whole) >= self._minimum_digits:
            whole = self._symbols["group"].join(_thousands(whole))
        plus = self._symbols["plusSign"] if signed and number > 0 else ""
        return (self.minus if number < 0 else plus) + whole + (self._symbols["decimal"] + fraction if fraction else "")

    @property
    def minus(self) -> str:
        """The sign; right-to-left languages put a mark before it that keeps it on the number's left."""
        return self._symbols["minusSign"].replace("-", MINUS)

    def category(self, number: Decimal) -> str:
        """The plural category of the number as it is shown: 1 is one, 1.0 is not."""
        return str(self._cldr.plural_form(abs(number)))

    def ordinal(self, number: int) -> str:
        """ "2nd", by CLDR's ordinal categories."""
        patterns = self._pack["ordinals"]
        return tied(patterns.get(self._cldr.ordinal_form(number), patterns["other"])).format(self.digits(Decimal(number)))

    # ---- numbers with what they ask of a noun

    def numeral(self, number: Decimal, case: str, style: str = "full", bound: str | None = None, signed: bool = False) -> Numeral:
        """One number in a style; ``bound`` is its qualifier, which a rounded number must keep true."""
        shown, power = _scaled(number, self._powers, bound) if style in ROUNDED_STYLES else (number, 0)
        digits, category = self.digits(shown, signed), self.category(shown)
        return self._large(Numeral(digits, category, case), power, style) if power else Numeral(digits, category, case)

    def span(
        self, low: Decimal, high: Decimal, case: str, form: str | None = None, style: str = "full", bound: str | None = None
    ) -> Numeral:
        """A range: the noun follows its upper end, and a magnitude that both ends share is said once."""
        choose("a range", form or "dash", self._pack["ranges"])
        wanted = government(self._pack["ranges"][form or "dash"])
        case = wanted.case or case
        (first, lower), (last, power) = (_scaled(end, self._powers, bound) if style in ROUNDED_STYLES else (end, 0) for end in (low, high))
        start = self._joined(first, lower, case, style) if lower != power else self.digits(first)
        ends = start, self.digits(last)
        spaced = form is None and any(NBSP in end or end.startswith(self.minus) for end in ends)
        pattern = government(self._pack["ranges"]["spaced"]) if spaced else wanted
        said = Numeral(pattern.text.format(low=ends[0], high=ends[1]), self.category(last), case, agree=wanted.agree)
        large = self._large(said, power, style) if power else said
        return replace(large, agree=wanted.agree or large.agree)

    def one_of(self, numbers: Sequence[Decimal], case: str) -> Numeral:
        """ "1,300 or 1,400"; the noun follows the last."""
        *firsts, last = (self.digits(number) for number in numbers)
        text = tied(self._pack["one_of"]).format(start=self._pack["comma"].join(firsts), end=last)
        return Numeral(text, self.category(numbers[-1]), case)

    def with_margin(self, number: Decimal, minus: Decimal, plus: Decimal, case: str) -> Numeral:
        """ "31 ± 3", or "31 (+4/−2)"; the noun follows the margin that is said last."""
        pattern = self._pack["spreads"]["margin" if minus == plus else "uneven"]
        text = tied(pattern).format(value=self.digits(number), minus=self.digits(-minus), plus=self.digits(plus, signed=True))
        if minus == plus:
            text = tied(pattern).format(value=self.digits(number), plus=self.digits(plus))
        return Numeral(text, self.category(plus if minus == plus else number), case)

    @property
    def _powers(self) -> tuple[int, ...]:
        return tuple(power for power, _, _ in self._magnitudes)

    def _joined(self, shown: Decimal, power: int, case: str, style: str) -> str:
        plain = Numeral(self.digits(shown), self.category(shown), case)
        return self._large(plain, power, style).text if power else plain.text

    def _large(self, small: Numeral, power: int, style: str) -> Numeral:
        """ "2.7" of millions -> "2.7 million"."""
        short, noun = next((short, noun) for known, short, noun in self._magnitudes if known == power)
        words = self._pack["magnitudes"]
        in_full = style != "short"
        text = self._nouns.counted(small.text, noun, small.case, small.category) if in_full else small.text + short
        return replace(small, text=text, cell=words["noun"], agree=words.get("agree"))

    # ---- percent and money

    def percent(self, numeral: Numeral, words: bool = False) -> str:
        """ "31%", with the space and the sign of CLDR; in ``words`` as the pack has it: "2,5 proc."."""
        if words:
            return tied(self._pack["percent"]["words"]).format(numeral.text)
        suffix: str = self._cldr.percent_formats[None].pattern.partition("0")[2].replace("%", self._symbols["percentSign"])
        return numeral.text + suffix

    @property
    def percent_agrees(self) -> str | None:
        """The category of a verb beside a percentage, where it is not the number's."""
        agree: str | None = self._pack["percent"].get("agree")
        return agree

    def money_style(self, style: str) -> str:
        """How "compact" money is written: 2,7 mln zł has an abbreviation in Polish, PLN 2.7 million a word in English."""
        return str(self._pack["money"]["compact"]) if style == "compact" else style

    def money(self, numeral: Numeral, currency: str, words: bool = False) -> str:
        """An amount of money, the currency's symbol where CLDR has it; a sign stands before both."""
        if words:
            category = numeral.category if numeral.cell is None else numeral.cell.rpartition(".")[2]
            return f"{numeral.text}{NBSP}{_currency_name(currency, category, self._cldr)}"
        symbol = get_currency_symbol(currency, locale=self._cldr)
        before, after = self._around_money
        if not before:
            return f"{numeral.text}{after}{symbol}"
        sign = numeral.text[: len(self.minus)] if numeral.text.startswith(self.minus) else ""
        space = NBSP if symbol[-1].isalpha() else ""  # CLDR currencySpacing: letters keep a distance from digits
        return f"{sign}{symbol}{space}{numeral.text.removeprefix(sign)}"

    @property
    def _around_money(self) -> tuple[bool, str]:
        """Whether the symbol stands first, and the space before one that stands last."""
        pattern = self._cldr.currency_formats["standard"].pattern.partition(";")[0]
        first = pattern.index("¤") < pattern.index("0")
        return first, NBSP if not first and pattern[pattern.index("¤") - 1].isspace() else ""


def _currency_name(currency: str, category: str, cldr: Cldr) -> str:
    """The currency's name by plural category; the ordinary one where CLDR has no other."""
    names = cldr._data["currency_names_plural"].get(currency, {})  # Babel asks for a count, which a range or "2.7 million" is not
    return str(names.get(category) or get_currency_name(currency, locale=cldr))


def rounded(number: Decimal, places: int, bound: str | None = None) -> Decimal:
    """The number with so many decimals; half goes up, and a bound stays true: at least 1.19 is at least 1.1."""
    with localcontext(prec=PRECISION):
        return number.quantize(Decimal(1).scaleb(-places), ROUNDING.get(bound or "", ROUND_HALF_UP))


@lru_cache(maxsize=1024)
def _scaled(number: Decimal, powers: tuple[int, ...], bound: str | None) -> tuple[Decimal, int]:
    """The number in thousands, millions …, and the power of ten; one that is too small as it is."""
    with localcontext(prec=PRECISION):
        for power in sorted(powers, reverse=True):
            scaled = number.scaleb(-power)
            shown = scaled if scaled == rounded(scaled, EXACT_PLACES) else rounded(scaled, ROUNDED_PLACES, bound)
            if abs(shown) >= 1:
                return tidy(shown), power
    return number, 0


def tidy(number: Decimal) -> Decimal:
    """Without zeros that no editor typed: 50, not 50.0."""
    with localcontext(prec=PRECISION):
        plain = number.normalize()
        return plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain


def _thousands(digits: str) -> list[str]:
    head = len(digits) % 3
    return ([digits[:head]] if head else []) + [digits[at : at + 3] for at in range(head, len(digits), 3)]
