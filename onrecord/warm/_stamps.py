"""What the system says of files without reading them: enough to know that one is still the same.

A file that is written gets a new change time (``st_ctime``), whatever its size and whatever time it is given afterwards. One that was
changed a moment before it was looked at may change again within the same tick of the clock, so its stamp proves nothing; nor does one
of the future, where the clock was set back. Windows keeps no change time: there every file is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

Stamp = tuple[int, int, int, int]
FINE, COARSE = 20_000_000, 2_000_000_000  # nanoseconds: some ticks of a kernel's clock; FAT's two seconds
SECOND = 1_000_000_000


def stamp_of(status: os.stat_result, now: int) -> Stamp | None:
    """Size, both times and the inode; None where they cannot show a change. ``now`` is in nanoseconds."""
    tick = FINE if status.st_mtime_ns % SECOND else COARSE  # fractions of a second are those of a fine clock
    if sys.platform == "win32" or max(status.st_mtime_ns, status.st_ctime_ns) > now - tick:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Seen:
    """A file as it was seen: what its bytes are, and the stamp that proves it."""

    __slots__ = ("digest", "stamp")

    def __init__(self, digest: str, stamp: Stamp | None) -> None:
        self.digest, self.stamp = digest, stamp


def look_again(before: Seen | None, status: os.stat_result, now: int, tell: Callable[[], str]) -> Seen:
    """A file as it is now; ``tell`` reads it and gives its digest, where its stamp does not prove that it is as before."""
    stamp = stamp_of(status, now)
    if before and stamp and stamp == before.stamp:
        return before
    return Seen(tell(), stamp)
