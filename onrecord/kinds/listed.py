"""A list of things named in words: former presidential candidates and Nobel laureates."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..locale import Said
from ..model import Amount, Listed, Texts
from . import _json
from ._kind import Ask, Words
from ._reading import read_absent, read_one
from ._saying import say_absent

NAME = "list"
OPTIONS: tuple[str, ...] = ()
KEYS = ("values", "absent", "of", "claims")


def read(fields: Fields) -> Amount | None:
    return read_one(fields, {"values": _read_values, "absent": read_absent})


def _read_values(fields: Fields) -> Listed | None:
    values: list[Texts] = [value.wordings() for _, value in fields.records("values", "a value of a list")]
    return Listed(tuple(values)) if values else None


def say(amount: Amount, ask: Ask) -> Said:
    if isinstance(amount, Listed):
        return Said(ask.locale.listed([ask.words(value) for value in amount.values]), "other", str(len(amount.values)))
    return say_absent(amount, ask.locale)


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    return {"values": [words(value) for value in amount.values]} if isinstance(amount, Listed) else _json.to_json(amount, words)
