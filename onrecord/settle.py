"""Files into a folder of their own, all or none: written beside it, then moved in. Nothing that stands there is ever replaced."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from .artifact import Artifact
from .write import Refused

OTHER = "name a folder that is new or empty"


def settle(artifacts: Iterable[Artifact], folder: Path) -> None:
    """Make ``folder`` hold these files; an exception leaves it, and what it stands in, as it was."""
    files = list(artifacts)
    free(folder, files)
    home = folder.absolute()
    near = next(place for place in (home, *home.parents) if place.exists())
    staging = Path(tempfile.mkdtemp(prefix=".onrecord-", dir=near))
    try:
        new = staging / "new"
        for file in files:
            target = new / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
        _move_in(new, home)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def free(folder: Path, files: Iterable[Artifact] = ()) -> None:
    """Refuses a folder that holds anything but hidden files and folders, such as ``.git``, that are none of ours."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise Refused(f"`{folder}` is a file", OTHER)
    ours = {file.path.split("/")[0] for file in files}
    there = sorted(name for name in os.listdir(folder) if not name.startswith(".") or name in ours)
    if there:
        raise Refused(f"`{folder}` is not empty: it holds `{there[0]}`", f"nothing is ever replaced; {OTHER}")


def _move_in(new: Path, home: Path) -> None:
    """One step where the folder is new; else file by file, and back again where one cannot be moved."""
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        new.rename(home)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(new.iterdir()):
            _move(entry, home / entry.name)
            moved.append(home / entry.name)
    except BaseException:
        for path in moved:
            path.rename(new / path.name)
        raise


def _move(entry: Path, target: Path) -> None:
    if os.path.lexists(target):  # somebody put it there since `free` looked; a rename would replace it
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    entry.rename(target)
