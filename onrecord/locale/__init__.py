"""Says numbers, nouns, dates and names in one language, by the words of its pack in ``locales/``.

A pack is data that a translator edits; no Python knows a word of any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from babel import Locale as Cldr
from babel import UnknownLocaleError
from babel.lists import format_list

from ..diagnostic import did_you_mean
from ._names import Names, Typography
from ._nouns import Nouns, Numeral
from ._numbers import PRECISION, ROUNDED_STYLES, Numbers, rounded, tidy
from ._reading import Mention, Reading
from ._say import NBSP, NOMINATIVE, CannotSay, Government, Said, choose, government, missing_form, tied
from ._searching import Searching
from ._times import Times

__all__ = [
    "NBSP", "NOMINATIVE", "PRECISION", "ROUNDED_STYLES", "CannotSay", "Government", "Locale", "Mention", "Numeral", "Reading", "Said",
    "choose", "direction_of", "known_languages", "load", "missing_form", "no_pack", "reading", "rounded", "tidy",
]  # fmt: skip
BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # keeps every scalar text; libyaml's is ten times as fast
FORMS = ("words", "of", "ordinal")  # of figures, beside those for which packs have a group of patterns
PACKS = Path(__file__).parent.parent / "locales"


@cache
def known_languages() -> list[str]:
    """The languages that have a pack."""
    return sorted(pack.stem for pack in PACKS.glob("*.yml"))


@cache
def load(language: str) -> Locale:
    """The locale of a language code; KeyError where it has no pack."""
    path = PACKS / f"{language}.yml"
    if not path.is_file():
        raise KeyError(language)
    return Locale(language, yaml.load(path.read_bytes(), BASE_LOADER))


@cache
def reading(language: str) -> Reading:
    """How the numbers of a language are read; in one without a pack, digits alone."""
    known = language if language in known_languages() else language.partition("-")[0]
    return load(known).reading if known in known_languages() else Reading()


def no_pack(language: str) -> CannotSay:
    """The refusal of a language that has none, with the nearest that has."""
    known = known_languages()
    help = did_you_mean(language, known) or "the languages with a pack are " + ", ".join(f"`{code}`" for code in known)
    return CannotSay("unknown-language", f"onrecord has no pack for the language `{language}`", help)


@cache
def direction_of(language: str) -> str:
    """``ltr`` or ``rtl``, for any language that a source may have; what CLDR does not know runs left to right."""
    try:
        return str(Cldr.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


class Locale:
    """One language: its pack and CLDR. Numbers, nouns, times and names each have their own part."""

    def __init__(self, language: str, pack: Mapping[str, Any]) -> None:
        cldr = Cldr.parse(pack["cldr"])
        self.language = language
        self.name: str = pack["name"]
        self.direction: str = pack["direction"]
        self.nouns = Nouns(pack, language, cldr)
        self.numbers = Numbers(pack, cldr, self.nouns)
        self.times = Times(pack)
        self.names = Names(pack["attribution"], language)
        self.typography = Typography(pack)
        self.strings: Mapping[str, str] = {key: self.typography.tie(tied(words)) for key, words in pack["strings"].items()}
        self.searching = Searching(pack["search"])
        self._pack, self._cldr = pack, cldr

    @cached_property
    def reading(self) -> Reading:
        """How others write the numbers of this language."""
        return Reading(self._pack, self._cldr)

    # ---- words of the pack

    def qualifier(self, name: str | None, measured: bool = False) -> Government:
        """A bound; what is measured rather than counted may have other words: "less than 5 km"."""
        entry = self._pack["qualifiers"][name] if name else {"text": "{}"}
        return government({**entry, "text": entry["measured"]} if measured and "measured" in entry else entry)

    def form(self, group: str, name: str | None, kind: str) -> Government:
        """A form of a kind's own: `by` of changes, `age` of durations; ``kind`` begins the sentence that refuses another."""
        if name is None:
            return Government()
        choose(kind, name, self._pack[group])
        return government(self._pack[group][name])

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that some kind of figure has."""
        groups = (self._pack[group] for group in ("ranges", "changes", "durations"))
        return tuple(dict.fromkeys([*FORMS, *(name for group in groups for name in group), *self.times.forms]))

    def spread(self, sort: str, words: str, **ends: str) -> str:
        """ "3.2 (95% CI 2.8–3.6)": the ends that a number lies between, behind it."""
        return tied(self._pack["spreads"][sort]).format(value=words, **ends)

    def per(self, pattern: str) -> Government:
        """ "per 100,000 people", "per person", "per year": `number`, `one`, `whole` of a ratio, or a unit of time."""
        return government(self._pack["per"][pattern])

    def has_per(self, unit: str) -> bool:
        """Whether a rate by this unit has words of its own, as `rocznie` has."""
        return unit in self._pack["per"]

    def beside(self, words: str, other: str) -> str:
        """ "40 km (25 miles)"."""
        return tied(self._pack["also"]).format(words, also=other)

    def points(self, digits: str) -> str:
        """ "2.5 pp": percentage points in short."""
        return tied(self._pack["points"]).format(digits)

    def share(self, words: str, whole: str) -> str:
        """ "4% of those surveyed"."""
        return tied(self._pack["percent"]["of"]).format(words, whole=whole)

    def absence(self, reason: str) -> str:
        return str(self._pack["absent"][reason])

    def status(self, code: str) -> str:
        return str(self._pack["status"][code])

    def rank(self, rank: int) -> str:
        return tied(self._pack["rank"]).format(rank=self.numbers.digits(Decimal(rank)))

    def listed(self, parts: Sequence[str]) -> str:
        """ "a, b and c", by CLDR's list patterns."""
        return format_list(list(parts), locale=self._cldr)

    def name_of(self, language: str) -> str:
        """What this language calls another; its code where CLDR has no name."""
        return str(self._cldr.languages.get(language.replace("-", "_"), language))

    def string(self, key: str) -> str:
        """A string of the interface; KeyError for one that the pack lacks."""
        return self.strings[key]
