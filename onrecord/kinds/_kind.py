"""What every kind of figure can do: read its amount, say it, and give it to machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from ..fields import Fields
from ..locale import NOMINATIVE, Locale, Said
from ..model import Amount, Noun, Texts


@dataclass(frozen=True, slots=True)
class By:
    """What a rate is counted by, with the noun of its unit."""

    number: Decimal
    unit: str
    noun: Noun | None


@dataclass(frozen=True, slots=True)
class Ask:
    """How a sentence wants an amount said, and in which language's words."""

    locale: Locale
    words: Callable[[Texts], str]  # a text of the content in that language
    noun: Noun | None = None
    qualifier: str | None = None
    case: str = NOMINATIVE
    style: str = "full"
    form: str | None = None
    currency: str | None = None
    per: By | None = None
    measure: str | None = None
    share_of: Texts = field(default_factory=dict)
    measured: bool = False  # measured rather than counted: "less than 5 km", "fewer than 5 people"
    mass: bool = False  # said as one thing: "€3 million was spent"
    interval: bool = True  # whether an estimate's interval is said too


Words = Callable[[Texts], dict[str, str]]


class Kind(Protocol):
    """A module of this package.

    ``KEYS`` are the keys of a fact that have a meaning for it beside those of every fact, ``OPTIONS`` what `figure` may ask of it.
    """

    NAME: str
    KEYS: tuple[str, ...]
    OPTIONS: tuple[str, ...]

    def read(self, fields: Fields) -> Amount | None:
        """The amount of a fact or a claim; what is wrong is noted in ``fields`` and gives None."""

    def say(self, amount: Amount, ask: Ask) -> Said:
        """Raises CannotSay where the language lacks a form, or the kind has no figure."""

    def to_json(self, amount: Amount, words: Words) -> dict[str, Any]:
        """The amount as JSON under the keys of facts.yml; numbers are texts, so that no digit is lost, ``words`` gives a text's."""
