"""Numbers as a language writes them: digits, large round numbers, ranges, signs, percent and money.

Symbols, plural categories and the places of signs are CLDR's, through Babel. What Babel gets wrong (FIGURES.md) is ours: grouping
below five digits, digits kept as the editor typed them, a true minus.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any

from babel import Locale as Cldr
from babel.numbers import get_currency_name, get_currency_symbol

from ._nouns import Nouns, Numeral, noun_of
from ._say import NBSP, NOMINATIVE, CannotSay, choose, government, tied

PRECISION = 120  # digits; no quotient or product of two numbers that can be typed needs more
MINUS = "\u2212"
POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
ROUNDED_STYLES = ("compact", "short")
EXACT_PLACES, ROUNDED_PLACES = 2, 1  # decimals of a compact number that loses nothing, and of one that is rounded
ROUNDING = {  # a bound stays true when its number is rounded
    "at_least": ROUND_FLOOR, "more_than": ROUND_FLOOR, "just_over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "less_than": ROUND_CEILING, "up_to": ROUND_CEILING, "nearly": ROUND_CEILING,
}  # fmt: skip


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
        return tied(patterns.get(self.ordinal_category(number), patterns["other"])).format(self.digits(Decimal(number)))

    def ordinal_category(self, number: int) -> str:
        return str(self._cldr.ordinal_form(number))

    # ---- numbers with what they ask of a noun

    def numeral(self, number: Decimal, case: str, style: str = "full", bound: str | None = None, signed: bool = False) -> Numeral:
        """One number in a style; ``bound`` is its qualifier, which a rounded number must keep true."""
        shown, power = self._shown(number, style, bound)
        digits, category = self.digits(shown, signed), self.category(shown)
        return self._large(Numeral(digits, category, case), power, style) if power else Numeral(digits, category, case)

    def span(
        self, low: Decimal, high: Decimal, case: str, form: str | None = None, style: str = "full", bound: str | None = None
    ) -> Numeral:
        """A range: the noun follows its upper end, and a magnitude that both ends share is said once."""
        choose("a range", form or "dash", self._pack["ranges"])
        wanted = government(self._pack["ranges"][form or "dash"])
        case = wanted.governs(case)
        (first, lower), (last, power) = (self._shown(end, style, bound) for end in (low, high))
        if (first, lower) == (last, power):  # rounded into one
            (first, lower), (last, power) = (low, 0), (high, 0)
        start = self._joined(first, lower, case, style) if lower != power else self.digits(first)
        ends = start, self.digits(last)
        spaced = form is None and (lower != power or any(NBSP in end or end.startswith(self.minus) for end in ends))
        pattern = government(self._pack["ranges"]["spaced"]) if spaced else wanted
        said = Numeral(pattern.text.format(low=ends[0], high=ends[1]), self.category(last), case, agree=wanted.agree)
        large = self._large(said, power, style) if power else said
        return replace(large, agree=wanted.agree or large.agree)

    def one_of(self, numbers: Sequence[Decimal], case: str, style: str = "full", bound: str | None = None) -> Numeral:
        """ "1,300 or 1,400"; the noun follows the last, and a magnitude that all share is said once."""
        scaled = [self._shown(number, style, bound) for number in numbers]
        shown, power = scaled[-1]
        alike = {power for _, power in scaled} == {power}
        *firsts, last = (self.digits(number) if alike else self._joined(number, own, case, style) for number, own in scaled)
        text = tied(self._pack["one_of"]).format(start=self._pack["comma"].join(firsts), end=last)
        said = self._large(Numeral("", self.category(shown), case), power, style) if power else Numeral("", self.category(shown), case)
        return self._large(replace(said, text=text), power, style) if alike and power else replace(said, text=text)

    def with_margin(self, number: Decimal, minus: Decimal, plus: Decimal, case: str, style: str = "full") -> Numeral:
        """ "31 ± 3", or "31 (+4/−2)"; the noun follows the margin that is said last."""
        shown, power = self._shown(number, style, None)
        below, above = (tidy(margin.scaleb(-power)) if power else margin for margin in (minus, plus))
        even = minus == plus
        words = {"value": self.digits(shown), "minus": self.digits(-below), "plus": self.digits(above, signed=not even)}
        text = tied(self._pack["spreads"]["margin" if even else "uneven"]).format(**words)
        said = Numeral(text, self.category(above if even else shown), case)
        return self._large(said, power, style) if power else said

    def _shown(self, number: Decimal, style: str, bound: str | None) -> tuple[Decimal, int]:
        """The digits of a style, and the power of ten that its word stands for."""
        return _scaled(number, self._powers, bound) if style in ROUNDED_STYLES else (number, 0)

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
        cell = words["noun"] if isinstance(words["noun"], str) else words["noun"][small.case]
        return replace(small, text=text, cell=cell, agree=words.get("agree"))

    # ---- percent and money

    def percent(self, numeral: Numeral, words: bool = False) -> str:
        """ "31%", with the space and the sign of CLDR; in ``words`` as the pack has it: "2,5 proc."."""
        if words:
            pattern = self._pack["percent"]["words"]  # a noun where the word inflects
            return (
                tied(pattern).format(numeral.text) if isinstance(pattern, str) else self._nouns.follow(numeral, noun_of("percent", pattern))
            )
        suffix: str = self._cldr.percent_formats[None].pattern.partition("0")[2].replace("%", self._symbols["percentSign"])
        return numeral.text + suffix

    @property
    def percent_agrees(self) -> str | None:
        """The category of a verb beside a percentage, where it is not the number's."""
        agree: str | None = self._pack["percent"].get("agree")
        return agree

    @property
    def measured_agrees(self) -> str | None:
        """The category of a verb beside money and measures, where it is not the number's: "€3 million was spent"."""
        agree: str | None = self._pack["numbers"].get("measured_agree")
        return agree

    def money_style(self, style: str) -> str:
        """How "compact" money is written: 2,7 mln zł has an abbreviation in Polish, PLN 2.7 million a word in English."""
        return str(self._pack["money"]["compact"]) if style == "compact" else style

    def money(self, numeral: Numeral, currency: str, words: bool = False) -> str:
        """An amount of money, the currency's symbol where CLDR has it; a sign stands before both."""
        if words:
            return f"{numeral.text}{NBSP}{self._currency_name(currency, numeral)}"
        symbol = get_currency_symbol(currency, locale=self._cldr)
        pattern = self._cldr.currency_formats["standard"].pattern.partition(";")[0]
        before, _, after = re.sub(r"[#0,.]+", "0", pattern).partition("0")
        if "¤" in after:
            return before + numeral.text + after.replace("¤", symbol)
        sign = next((sign for sign in (self.minus, self._symbols["plusSign"]) if numeral.text.startswith(sign)), "")
        space = NBSP if symbol[-1].isalpha() else ""  # CLDR currencySpacing: letters keep a distance from digits
        return sign + before.replace("¤", symbol + space) + numeral.text.removeprefix(sign)

    def _currency_name(self, currency: str, numeral: Numeral) -> str:
        """The currency's name by plural category. CLDR has the nominative alone: another case is refused unless the name never changes."""
        names = self._cldr._data["currency_names_plural"].get(currency, {})  # Babel wants a count, which "2.7 million" is not
        if numeral.case != NOMINATIVE and numeral.cell is None and len({str(name) for name in names.values()}) > 1:
            raise CannotSay("missing-form", f"CLDR has no `{numeral.case}` of the name of `{currency}`", "leave `form` out")
        category = numeral.cell.rpartition(".")[2] if numeral.cell else numeral.category
        return str(names.get(category) or get_currency_name(currency, locale=self._cldr))


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
