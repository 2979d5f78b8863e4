"""Something that happened at a time; `when` says it."""

from ._without import read, say, to_json

__all__ = ["KEYS", "NAME", "read", "say", "to_json"]

NAME = "event"
KEYS = ("of",)
