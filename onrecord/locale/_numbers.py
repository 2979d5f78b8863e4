"""Numbers as a language writes them: digits, large round numbers, ranges, signs, percent and money.

Symbols, plural categories and the places of signs are CLDR's, through Babel. What Babel gets wrong (FIGURES.md) is ours: grouping
below five digits, digits kept as the editor typed them, a true minus.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import Any

from babel import Locale as Cldr
from babel.numbers import get_currency_name, get_currency_symbol

from ..model import LOWER_BOUNDS, UPPER_BOUNDS
from ._nouns import Nouns, Numeral, noun_of
from ._say import NBSP, NOMINATIVE, CannotSay, choose, government, tied

PRECISION = 120  # digits; no quotient or product of two numbers that can be typed needs more
THOUSAND = 1000
UNROUNDED = ("nearly", "just_over")  # a rounded number would be passed, or far off
MINUS = "\u2212"
POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
ROUNDED_STYLES = ("compact", "short")
EXACT_PLACES, ROUNDED_PLACES = 2, 1  # decimals of a compact number that loses nothing, and of one that is rounded
ROUNDING = {**dict.fromkeys(LOWER_BOUNDS, ROUND_FLOOR), **dict.fromkeys(UPPER_BOUNDS, ROUND_CEILING)}  # a rounded bound stays true


class Numbers:
    """The numbers of one language."""

    def __init__(self, pack: Mapping[str, Any], cldr: Cldr, nouns: Nouns) -> None:
        self._pack, self._cldr, self._nouns = pack, cldr, nouns
        self._symbols: Mapping[str, str] = cldr.number_symbols[pack["numbers"]["digits"]]
        self._minimum_digits = 3 + int(pack["numbers"]["minimum_grouping"])
        self._category_of = cache(lambda shown: str(cldr.plural_form(Decimal(shown))))
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
        return self._category_of(f"{abs(number):f}")

    def ordinal(self, number: int) -> str:
        """ "2nd", by CLDR's ordinal categories."""
        patterns = self._pack["ordinals"]
        return tied(patterns.get(self.ordinal_category(number), patterns["other"])).format(self.digits(Decimal(number)))

    def ordinal_category(self, number: int) -> str:
        return str(self._cldr.ordinal_form(number))

    # ---- numbers with what they ask of a noun

    def numeral(self, number: Decimal, case: str, style: str = "full", bound: str | None = None, signed: bool = False) -> Numeral:
        """One number in a style; ``bound`` is its qualifier, which a rounded number must keep true."""
        (shown,), power = self._scaled([number], style, bound)
        plain = Numeral(self.digits(shown, signed), self.category(shown), case, bare=_is_bare(number, signed))
        return self._large(plain, power, style)

    def span(
        self,
        low: Decimal,
        high: Decimal,
        case: str,
        form: str | None = None,
        style: str = "full",
        bound: str | None = None,
        signed: bool = False,
    ) -> Numeral:
        """A range: the noun follows its upper end, and a magnitude that both ends share is said once."""
        choose("a range", form or "dash", self._pack["ranges"])
        wanted = government(self._pack["ranges"][form or "dash"])
        case = wanted.governs(case)
        (first, last), power = self._scaled([low, high], style, bound)
        start = self.digits(first, signed)
        apart = not power and style in ROUNDED_STYLES and self._power(low) != self._power(high)
        if apart:  # 800 thousand – 1.2 million
            start = self.numeral(low, case, style, bound, signed).text
            (last,), power = self._scaled([high], style, bound)
        end = self.digits(last, signed)
        spaced = form is None and (apart or any(NBSP in each or not each[0].isdigit() for each in (start, end)))
        pattern = government(self._pack["ranges"]["spaced"]) if spaced else wanted
        said = self._large(Numeral(pattern.text.format(low=start, high=end), self.category(last), case), power, style)
        return replace(said, agree=wanted.agree or said.agree)

    def one_of(self, numbers: Sequence[Decimal], case: str, style: str = "full", signed: bool = False) -> Numeral:
        """ "1,300 or 1,400"; the noun follows the last, and a magnitude that all share is said once."""
        shown, power = self._scaled(numbers, style, None)
        *firsts, last = (self.digits(number, signed) for number in shown)
        text = tied(self._pack["one_of"]).format(start=self._pack["comma"].join(firsts), end=last)
        return self._large(Numeral(text, self.category(shown[-1]), case), power, style)

    def with_margin(self, number: Decimal, minus: Decimal, plus: Decimal, case: str, style: str = "full", signed: bool = False) -> Numeral:
        """ "31 ± 3", or "31 (+4/−2)"; the noun follows the number itself."""
        even = minus == plus
        (shown,), power = self._scaled([number], style, None)
        places = max(ROUNDED_PLACES, -int(shown.as_tuple().exponent))
        below, above = (margin.scaleb(-power) for margin in (minus, plus))
        if power and any(margin != rounded(margin, places) for margin in (below, above)):
            (shown, below, above), power = (number, minus, plus), 0  # rounding would make the margin another one
        below, above = (tidy(margin) if power else margin for margin in (below, above))
        words = {"value": self.digits(shown, signed), "minus": self.digits(-below), "plus": self.digits(above, signed=not even)}
        text = tied(self._pack["spreads"]["margin" if even else "uneven"]).format(**words)
        return self._large(Numeral(text, self.category(shown), case), power, style)

    def _scaled(self, numbers: Sequence[Decimal], style: str, bound: str | None) -> tuple[list[Decimal], int]:
        """The digits of a style, and the power of ten that the word behind them stands for; 0 where the numbers share none.

        Numbers that differ differ when they are rounded too, else they are left whole.
        """
        powers = {self._power(number, bound) for number in numbers} if style in ROUNDED_STYLES else {0}
        power = powers.pop() if len(powers) == 1 else 0
        for places in (ROUNDED_PLACES, EXACT_PLACES) if power else ():
            if bound in UNROUNDED and any(each.scaleb(-power) != rounded(each.scaleb(-power), EXACT_PLACES) for each in numbers):
                break
            shown = [_rounded_to(number.scaleb(-power), places, bound) for number in numbers]
            if len(set(shown)) == len(set(numbers)) and sorted(shown) == [each for _, each in sorted(zip(numbers, shown, strict=True))]:
                return shown, power
        return list(numbers), 0

    def _power(self, number: Decimal, bound: str | None = None) -> int:
        """The largest power of ten with a word in the number; what rounds up to the next thousand has that one."""
        power = max((power for power in self._powers if abs(number).scaleb(-power) >= 1), default=0)
        above = min((higher for higher in self._powers if higher > power), default=0)
        lifted = power and above and rounded(abs(number).scaleb(-power), ROUNDED_PLACES, bound) >= THOUSAND
        return above if lifted and rounded(abs(number).scaleb(-above), ROUNDED_PLACES, bound) >= 1 else power

    @property
    def _powers(self) -> tuple[int, ...]:
        return tuple(power for power, _, _ in self._magnitudes)

    def _large(self, small: Numeral, power: int, style: str) -> Numeral:
        """ "2.7" of millions -> "2.7 million"; a power of 0 changes nothing."""
        if not power:
            return small
        short, noun = next((short, noun) for known, short, noun in self._magnitudes if known == power)
        words = self._pack["magnitudes"]
        text = small.text + short if style == "short" else self._nouns.follow(small, noun)
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
        space = NBSP if symbol[-1].isalpha() else ""  # CLDR currencySpacing: letters keep a distance from digits
        marked = before.replace("¤", symbol + space)
        signs = "|".join(re.escape(sign) for sign in (self.minus, self._symbols["plusSign"]))
        number = rf"({signs})?(\d[\d{re.escape(self._symbols['group'] + self._symbols['decimal'])}]*)"
        each = 0 if re.search(signs, numeral.text) else 1  # a sign that stood before the first alone would seem to hold for both
        return re.sub(number, rf"\g<1>{marked}\g<2>", numeral.text, count=each)

    def _currency_name(self, currency: str, numeral: Numeral) -> str:
        """The currency's name by plural category. CLDR has the nominative alone: another case is refused unless the name never changes."""
        names = self._cldr._data["currency_names_plural"].get(currency, {})  # Babel wants a count, which "2.7 million" is not
        if numeral.case != NOMINATIVE and numeral.cell is None and len({str(name) for name in names.values()}) > 1:
            raise CannotSay("missing-form", f"CLDR has no `{numeral.case}` of the name of `{currency}`", "leave `form` out")
        category = numeral.cell.rpartition(".")[2] if numeral.cell else numeral.category
        return str(names.get(category) or get_currency_name(currency, locale=self._cldr))


def _is_bare(number: Decimal, signed: bool) -> bool:
    """Whether a noun may say the number itself: neither a sign nor decimals would be lost."""
    return number >= 0 and not signed and int(number.as_tuple().exponent) >= 0


def rounded(number: Decimal, places: int, bound: str | None = None) -> Decimal:
    """The number with so many decimals; half goes up, and a bound stays true: at least 1.19 is at least 1.1."""
    with localcontext(prec=PRECISION):
        return number.quantize(Decimal(1).scaleb(-places), ROUNDING.get(bound or "", ROUND_HALF_UP))


def _rounded_to(number: Decimal, places: int, bound: str | None) -> Decimal:
    """A scaled number as it is shown: exactly if a few decimals hold it."""
    return tidy(number if number == rounded(number, EXACT_PLACES) else rounded(number, places, bound))


def tidy(number: Decimal) -> Decimal:
    """Without zeros that no editor typed: 50, not 50.0."""
    with localcontext(prec=PRECISION):
        plain = number.normalize()
        return plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain


def _thousands(digits: str) -> list[str]:
    head = len(digits) % 3
    return ([digits[:head]] if head else []) + [digits[at : at + 3] for at in range(head, len(digits), 3)]
