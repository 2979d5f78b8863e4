"""A call cannot be understood, or asks for something that the language or the fact does not know.

Why it matters: content is data; what is not exactly a call is never run and never guessed.

Example: `{{ figure("released-september", case="genitive") }}`

Write instead: `{{ figure("released-september", case="gen") }}`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ._check import Finding
from ._speaking import unsayable

RULE = "bad-call"
NEEDED = True


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    yield from (finding for _, finding in unsayable(made, RULE))
