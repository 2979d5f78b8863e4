"""Where the time of a build goes, by stage. What a stage waits for another to do counts for the other."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Thing = TypeVar("Thing")


class Watch:
    """Seconds by stage, of one process."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.clock = clock
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._stages: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """The time until this ends, less that of the stages within it."""
        self._turn()
        self._stages.append(name)
        try:
            yield
        finally:
            self._turn()
            self._stages.pop()

    def _turn(self) -> None:
        now = self.clock()
        if self._stages:
            self.spent[self._stages[-1]] += now - self._since
        self._since = now

    def each(self, name: str, things: Iterable[Thing]) -> Iterator[Thing]:
        """Things as they come; making them is a stage."""
        making = iter(things)
        while True:
            with self.stage(name):
                thing = next(making, None)
            if thing is None:
                return
            yield thing

    def take(self) -> dict[str, float]:
        """What was spent since this was last asked."""
        spent = dict(self.spent)
        self.spent.clear()
        return spent
