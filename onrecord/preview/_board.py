"""What was seen last, and who waits for what is seen next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from ._site import Looked


class Board:
    """Requests read it, open pages watch it. Everything here happens in the server's own thread."""

    def __init__(self) -> None:
        self._looked: Looked | None = None
        self._changed = asyncio.Event()
        self._closed = False

    def show(self, looked: Looked) -> None:
        self._looked = looked
        self._wake()

    def close(self) -> None:
        """Ends the wait of every page: the server stops, and would wait for them."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        before, self._changed = self._changed, asyncio.Event()
        before.set()

    async def looked(self) -> Looked:
        """What was seen last; at the start, the first look."""
        async for looked in self.watched():
            return looked
        return Looked()  # the server stopped before it had seen anything

    async def watched(self) -> AsyncIterator[Looked]:
        """What was seen last, then every time something new is. Whoever is slow misses what has been replaced meanwhile."""
        while not self._closed:
            changed = self._changed
            if self._looked is not None:
                yield self._looked
            await changed.wait()
