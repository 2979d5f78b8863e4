"""A list of things named in words: former presidential candidates and Nobel laureates."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..locale import Said
from ..model import Amount, Listed, Texts
from . import _amounts
from ._kind import Ask, Words

NAME = "list"
OPTIONS: tuple[str, ...] = ()
KEYS = ("values", "absent", "of", "claims")


def read(fields: Fields) -> Amount | None:
    return _amounts.read_one(fields, {"values": _read_values, "absent": _amounts.read_absent})


def _read_values(fields: Fields) -> Listed | None:
    values: list[Texts] = [value.wordings() for _, value in fields.records("values", "a value of a list")]
    return Listed(tuple(values)) if values else None


def say(amount: Amount, ask: Ask) -> Said:
    if isinstance(amount, Listed):
        return Said(ask.locale.listed([ask.words(value) for value in amount.values]), "other", str(len(amount.values)))
    return _amounts.say_absent(amount, ask.locale)


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"values": [words(value) for value in amount.values]} if isinstance(amount, Listed) else _amounts.to_json(amount, words)
