"""The site as it is edited: served from memory, looked at again after every change, with what is wrong shown in the page."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from ._board import Board
from ._server import Server, address_of, bind
from ._site import Looked, Preview
from ._watch import changes

__all__ = ["Looked", "Preview", "Round", "address_of", "bind", "serve"]


@dataclass(frozen=True, slots=True)
class Round:
    """One look: what it found, what was there before, and how long it took."""

    looked: Looked
    before: Looked
    seconds: float


async def serve(preview: Preview, listening: socket.socket, host: str, tell: Callable[[Round], None]) -> None:
    """Serves until it is interrupted; every look is told."""
    board = Board()
    wanted = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        work = [tasks.create_task(_wish(preview, wanted)), tasks.create_task(_look(preview, board, wanted, tell))]
        await Server(board, host).serve(sockets=[listening])
        for task in work:
            task.cancel()


async def _wish(preview: Preview, wanted: asyncio.Event) -> None:
    """Wants a look at every change."""
    async for _ in changes((preview.content, preview.templates)):
        wanted.set()


async def _look(preview: Preview, board: Board, wanted: asyncio.Event, tell: Callable[[Round], None]) -> None:
    """Looks once, then whenever it is wanted: what changes during a look wants one more. Pages are served meanwhile."""
    looked = Looked()
    while True:
        began = time.perf_counter()
        before, looked = looked, await asyncio.to_thread(preview.look, looked)
        board.show(looked)
        tell(Round(looked, before, time.perf_counter() - began))
        await wanted.wait()
        wanted.clear()
