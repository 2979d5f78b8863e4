"""What a page, or a check, looks up: recorded as it is looked up, so that what it depends on is known and never declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from .digests import digest

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Looks:
    """The keys that have been looked up since `seen` was last emptied: `fact:ID`, `source:ID`, `all:fact` …"""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._made: dict[str, tuple[object, str]] = {}
        self._shared: dict[str, tuple[object, set[str]]] = {}

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What several pages share, made once. They depend on what it is, whatever it was made from: `repr` must tell all of it."""
        if key not in self._made:
            before, self.seen = self.seen, set()
            try:
                made = make()
            finally:
                self.seen = before
            self._made[key] = made, digest(repr(made))
        self.seen.add(key)
        return self._made[key][0]  # type: ignore[return-value]

    def shared(self, key: str, make: Callable[[], Made]) -> Made:
        """What several pages share, made once. They depend on all that it was made from."""
        if key not in self._shared:
            before, self.seen = self.seen, set()
            try:
                self._shared[key] = make(), self.seen
            finally:
                self.seen = before
        made, seen = self._shared[key]
        self.seen |= seen
        return made  # type: ignore[return-value]

    def again(self, known: dict[object, tuple[Any, set[str]]], key: object, make: Callable[[], Made]) -> Made:
        """What is made once for several that look for themselves: whoever has it from ``known`` has looked up what it was made from."""
        if key not in known:
            before, self.seen = self.seen, set()
            try:
                known[key] = make(), self.seen
            finally:
                self.seen = before | self.seen
        made, seen = known[key]
        self.seen |= seen
        return made  # type: ignore[no-any-return]

    def digest_of(self, key: str) -> str | None:
        """The digest of what was made once under a key; None for what was not."""
        return self._made[key][1] if key in self._made else None


class Looked(Mapping[str, Thing]):
    """Things of one kind as a sheet, or the whole site, sees them: it goes through its ``own``, and finds those of all."""

    __slots__ = ("_find", "_kind", "_looks", "_own")

    def __init__(self, kind: str, own: Mapping[str, Thing], looks: Looks, find: Callable[[str], Thing | None] = lambda _: None) -> None:
        self._kind, self._own, self._looks, self._find = kind, own, looks, find

    def __getitem__(self, key: str) -> Thing:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Thing | None = None) -> Thing | None:  # type: ignore[override]
        if not key:
            return default  # nothing was named
        self._looks.seen.add(f"{self._kind}:{key}")
        found = self._own.get(key)
        if found is None:
            found = self._find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None

    def __iter__(self) -> Iterator[str]:
        self._looks.seen.add(f"all:{self._kind}")
        return iter(self._own)

    def __len__(self) -> int:
        self._looks.seen.add(f"all:{self._kind}")
        return len(self._own)
