"""Whether the files that a build reads, and those that it made, are still the same: asked of the system, and read where it cannot say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from ..digests import digest
from ._memory import Memory
from ._stamps import Seen, look_again

READ = (".yml", ".yaml", ".md", ".lock")  # what is read of the content; of the rest, the names
DEEPEST = 40  # folders in folders: a link may lead into itself


def files_below(folder: str, *, through_links: bool = False) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Every file and link below a folder by its path in it, in no order; of the content not what is hidden, or an editor's copy.

    A folder that may not be looked into has no entry, and its path a slash at the end.
    """
    waiting = [(folder, "")]
    while waiting:
        place, prefix = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            yield prefix, None
            continue
        for entry in entries:
            if not through_links and (entry.name.startswith(".") or entry.name.endswith("~")):
                continue
            if _is_folder(entry, through_links) and not (through_links and prefix.count("/") >= DEEPEST):
                waiting.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                yield prefix + entry.name, entry


def _is_folder(entry: os.DirEntry[str], through_links: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=through_links)
    except OSError:  # a link to itself
        return False


def look_at_content(content: Path, before: Mapping[str, Seen], now: int) -> tuple[dict[str, Seen], list[tuple[str, bool]]]:
    """The files that are read, and the names of all, each with whether it is a plain file; sorted by folder.

    A file that no build has seen has no digest yet: who reads it will know.
    """
    seen: dict[str, Seen] = {}
    names: list[tuple[str, bool]] = []
    for name, entry in files_below(os.fspath(content)):
        names.append((name, entry is not None and not entry.is_symlink()))
        if entry and name.lower().endswith(READ):
            try:
                known = before.get(name)
                tell = partial(digest_of, entry.path) if known else str
                seen[name] = look_again(known, entry.stat(), now, tell)
            except OSError:
                seen[name] = Seen("", None)  # reading it says why
    return seen, sorted(names, key=lambda named: named[0].split("/"))


def digest_of(path: str) -> str:
    """The digest of a file; that of no bytes for what is none."""
    return digest(Path(path).read_bytes() if os.path.isfile(path) else b"")


def look_at_theme(folders: tuple[Path, ...], before: Mapping[str, Seen], now: int) -> dict[str, Seen]:
    """Every file of the theme, by the place of its folder and its path."""
    seen: dict[str, Seen] = {}
    for place, folder in enumerate(folders):
        for name, entry in files_below(os.fspath(folder), through_links=True):
            with suppress(OSError):
                key = f"{place}/{name}"
                if entry:
                    seen[key] = look_again(before.get(key), entry.stat(), now, partial(digest_of, entry.path))
    return dict(sorted(seen.items()))


def look_at_site(out: Path, before: Mapping[str, Seen], now: int) -> dict[str, Seen]:
    """What the last build made, as far as it stands as it was made."""
    found: dict[str, Seen] = {}
    root = os.path.realpath(out)
    for path, seen in before.items():
        file = f"{root}/{path}"
        with suppress(OSError):
            status = os.stat(file, follow_symlinks=False)
            again = look_again(seen, status, now, lambda file=file: sha256(Path(file).read_bytes()).hexdigest())  # type: ignore[misc]
            if again.digest == seen.digest:
                found[path] = again
    return found


class Looked:
    """Every file that a build reads, and every one that the last build made, before and now."""

    def __init__(self, content: Path, folders: tuple[Path, ...], out: Path, memory: Memory) -> None:
        now = time.time_ns()
        self.before = {kind: memory.seen(kind) for kind in ("content", "look", "site")}
        self.content, names = look_at_content(content, self.before["content"], now)
        self.names = digest(repr((content.is_dir(), names)))
        self.listing = [name for name, _ in names] if all(plain for _, plain in names) else None
        self.look = look_at_theme(folders, self.before["look"], now)
        self.site = look_at_site(out, self.before["site"], now)
        self.same = (
            memory.said("names") == self.names
            and _same(self.content, self.before["content"])
            and _same(self.look, self.before["look"])
            and len(self.site) == len(self.before["site"])
        )

    def prove(self, memory: Memory) -> None:
        """What had to be read to know that it is the same need not be read the next time."""
        newly = {
            kind: {path: each for path, each in seen.items() if each is not self.before[kind][path]}
            for kind, seen in (("content", self.content), ("look", self.look), ("site", self.site))
        }
        if not any(newly.values()):
            return
        with memory.telling():
            for kind, seen in newly.items():
                memory.see(kind, seen)


def _same(now: Mapping[str, Seen], before: Mapping[str, Seen]) -> bool:
    return now.keys() == before.keys() and all(seen.digest == before[path].digest for path, seen in now.items())
