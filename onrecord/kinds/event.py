"""Something that happened at a time; `when` says it."""

from ._without import read, say, to_json

__all__ = ["KEYS", "NAME", "OPTIONS", "read", "say", "to_json"]

NAME = "event"
OPTIONS: tuple[str, ...] = ()
KEYS = ("of",)
