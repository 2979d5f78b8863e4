"""The words of the model that an editor chooses from, each with what a reader will see in the site's languages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from functools import partial

from .. import locale as locales
from .. import typed
from ..checks import IGNORABLE
from ..kinds import KINDS, VAGUE
from ..kinds.rank import ORDERS
from ..model import (
    ABSENCES,
    BEARS,
    CLAIM_RANKS,
    CORRECTIONS,
    MEASURES,
    MODALITIES,
    OPTIONAL_OUTPUTS,
    PARTY_TYPES,
    QUALIFIERS,
    STATUSES,
    STYLES,
    WHERE_PAGES,
)
from ._shapes import BETWEEN, Schema, one_of

Say = Callable[[str, str], str]  # a language, a word
SAMPLE = "52"


def _string(prefix: str, language: str, word: str) -> str:
    """A string of the interface."""
    return locales.load(language).string(f"{prefix}_{word}")


def _amount(key: str, language: str, word: str) -> str:
    """As onrecord would say it of a number of things."""
    return typed.say({"lang": language, "kind": "count", key: word, **({"value": SAMPLE} if key == "qualifier" else {})}, {}).text


def _style(language: str, word: str) -> str:
    return typed.say({"lang": language, "kind": "money", "currency": "EUR", "value": "2700000", "style": word}, {}).text


CHOICES: dict[str, tuple[Collection[str], Say | None]] = {
    "vague": (VAGUE, partial(_amount, "vague")),
    "absent": (ABSENCES, partial(_amount, "absent")),
    "qualifier": (QUALIFIERS, partial(_amount, "qualifier")),
    "style": (STYLES, _style),
    "modality": (MODALITIES, partial(_string, "modality")),
    "status": (STATUSES, partial(_string, "status")),
    "correction-kind": (CORRECTIONS, partial(_string, "correction")),
    "claim-rank": (CLAIM_RANKS, partial(_string, "rank")),
    "measure": (MEASURES, None),
    "order": (ORDERS, None),
    "party-type": (PARTY_TYPES, None),
    "bears": (BEARS, None),
    "where-pages": (WHERE_PAGES, None),
    "outputs": (OPTIONAL_OUTPUTS, None),
    "rule": (IGNORABLE, None),
}


def choices(languages: Collection[str]) -> dict[str, Schema]:
    """Every choice of the model, and the kinds with what their files say of them."""
    kinds = one_of(KINDS) | {"markdownEnumDescriptions": [inspect.getdoc(kind) or "" for kind in KINDS.values()]}
    return {"kind": kinds} | {name: _choice(words, say, languages) for name, (words, say) in CHOICES.items()}


def _choice(words: Collection[str], say: Say | None, languages: Collection[str]) -> Schema:
    if say is None:
        return one_of(words)
    shown = [BETWEEN.join(dict.fromkeys(say(language, word) for language in languages)) for word in words]
    return one_of(words) | {"markdownEnumDescriptions": shown}
