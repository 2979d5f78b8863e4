"""How something stands: under way, considered, done in part; by a code that every language knows or in the editor's words."""

from __future__ import annotations

from typing import Any

from ..fields import Fields
from ..locale import Said
from ..model import Amount, Standing
from ..read import Mapping
from . import _json
from ._kind import Ask, Words
from ._reading import read_absent, read_one
from ._saying import say_absent

NAME = "status"
OPTIONS: tuple[str, ...] = ()
KEYS = ("value", "absent", "of", "claims")
CODES = ("ongoing", "considered", "intended", "planned", "partial", "done", "suspended", "ended")


def read(fields: Fields) -> Amount | None:
    return read_one(fields, {"value": _read_standing, "absent": read_absent})


def _read_standing(fields: Fields) -> Standing | None:
    if isinstance(fields.get("value"), Mapping):
        words = fields.texts("value")
        return Standing(None, words) if words else None
    code = fields.choice("value", CODES)
    return Standing(code, None) if code else None


def say(amount: Amount, ask: Ask) -> Said:
    match amount:
        case Standing(code=str(code)):
            return Said(ask.locale.status(code), "one", code)
        case Standing(words=words) if words is not None:
            said = ask.words(words)
            return Said(said, "one", said)
    return say_absent(amount, ask.locale)


def to_json(amount: Amount, words: Words) -> dict[str, Any]:
    match amount:
        case Standing(code=str(code)):
            return {"value": code}
        case Standing(words=said) if said is not None:
            return {"value": words(said)}
    return _json.to_json(amount, words)
