"""How somebody who was asked responded: declined to comment, did not reply."""

from __future__ import annotations

from ..fields import Fields
from ..locale import Said
from ..model import Absent, Amount
from ._json import to_json
from ._kind import Ask
from ._saying import say_absent

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "response"
OPTIONS: tuple[str, ...] = ()
KEYS = ("absent", "of")
RESPONSES = ("no_comment", "no_reply")


def read(fields: Fields) -> Amount | None:
    fields.require("absent", "of")
    response = fields.choice("absent", RESPONSES)
    return Absent(response) if response else None


def say(amount: Amount, ask: Ask) -> Said:
    return say_absent(amount, ask.locale)
