"""The site before the present one, kept apart, so that the next one is made by changing in it what has changed since, and no more.

What did not change between the two is one file with two names. A spare that is not just what its manifest says is thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

MANIFEST = ".onrecord.json"
File = tuple[int, str]  # its inode, and the SHA-256 that its manifest says it has


class Spare:
    """The folder of a spare; there need be none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lend(self, place: Path) -> dict[str, File]:
        """Moves the spare to where the next site is made, and tells which files it holds, by path. Nothing where there is none."""
        try:
            listed: dict[str, str] = {**json.loads((self.folder / MANIFEST).read_bytes())["files"], MANIFEST: ""}
            found = {path: entry.inode() for path, entry in walk(self.folder)}
            if found.keys() == listed.keys() | folders_around(listed):
                os.rename(self.folder, place)
                return {path: (found[path], told) for path, told in listed.items()}
        except (OSError, ValueError, TypeError, KeyError):
            pass
        self.forget()
        return {}

    def keep(self, former: Path) -> None:
        """A site that was replaced becomes the spare; where it cannot be moved it stays, for whoever called to remove."""
        self.forget()
        with suppress(OSError):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            os.rename(former, self.folder)

    def forget(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def bring_up_to_date(place: Path, held: Mapping[str, File], next: Collection[str], same: Mapping[str, File]) -> list[str]:
    """Rid a spare of what is not to be in the next site; the paths of ``same`` that it must still be given, being another file there.

    ``held`` are the files of the spare by path, ``same`` those that the next site takes over from the present one.
    """
    for path in held.keys() - set(next) - {MANIFEST}:
        (place / path).unlink(missing_ok=True)
        for folder in reversed(folders_of(path)):
            with suppress(OSError):  # something else is in it
                (place / folder).rmdir()
    lacking = [path for path, file in same.items() if held.get(path) != file]
    for path in held.keys() & set(lacking):
        (place / path).unlink(missing_ok=True)
    return lacking


def folders_of(path: str) -> list[str]:
    """The folders that a path needs, from the outermost, each ending in a slash."""
    found, at = [], path.find("/")
    while at >= 0:
        found.append(path[: at + 1])
        at = path.find("/", at + 1)
    return found


def folders_around(paths: Iterable[str]) -> set[str]:
    """All the folders that some paths need, each ending in a slash."""
    found: set[str] = set()
    for path in paths:
        at = path.rfind("/") + 1
        while at and (folder := path[:at]) not in found:
            found.add(folder)
            at = path.rfind("/", 0, at - 1) + 1
    return found


def walk(folder: Path | str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every path below a folder, a folder with a slash and before what is in it; no symlink or Windows junction is followed."""
    unseen = [(os.fspath(folder), "")]
    while unseen:
        place, prefix = unseen.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                inside = entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
                path = f"{prefix}{entry.name}/" if inside else prefix + entry.name
                if inside:
                    unseen.append((entry.path, path))
                yield path, entry


def _is_junction(entry: os.DirEntry[str]) -> bool:
    return os.name == "nt" and bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0))
