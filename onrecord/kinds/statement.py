"""A sentence that somebody says or thinks, without an amount: an assessment, an opinion, an aim."""

from ._without import read, say, to_json

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "statement"
OPTIONS: tuple[str, ...] = ()
KEYS = ("of",)
