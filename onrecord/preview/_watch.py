"""Tells when a file of some folders changes."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

STEP = 20  # milliseconds without a further change before one is told: an editor that saves a file changes it several times
PATIENCE = 500  # milliseconds after which we look whether a folder came, went or was replaced


async def changes(folders: Sequence[Path]) -> AsyncIterator[None]:
    """Yields at every change. A folder need not be there yet; one that is replaced, as git does, is watched again."""
    polling = False
    while True:
        watched = _standing(folders)
        watch = awatch(*watched.values(), step=STEP, rust_timeout=PATIENCE, yield_on_timeout=True, force_polling=polling or None)
        try:
            async with aclosing(watch) as seen:
                async for changed in seen:
                    replaced = _standing(folders) != watched
                    if changed or replaced:
                        yield
                    if replaced:
                        break
        except FileNotFoundError:  # one went before it was watched
            continue
        except OSError:  # the system watches no more files for this user: editors watch many
            if polling:
                raise
            polling = True


def _standing(folders: Sequence[Path]) -> dict[tuple[int, int], Path]:
    """The folders that are there, by what tells one from another of the same name."""
    standing = {}
    for folder in folders:
        with suppress(OSError):
            found = folder.stat()
            if stat.S_ISDIR(found.st_mode):
                standing[found.st_dev, found.st_ino] = folder
    return standing
