"""Artifacts to disk, so that a reader never sees half a site: build beside, hard-link what did not change, exchange two folders."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from .artifact import Artifact
from .spare import MANIFEST, File, Spare, bring_up_to_date, folders_around, folders_of, walk

_MARKER, _NEW, _OLD = "made-by-onrecord", "new", "old"  # in a staging folder: that it is ours, the site to be, the former site
_NOT_PLAIN = re.compile(r"^[A-Za-z]:|[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|$)")


@dataclass(frozen=True, slots=True)
class Kept:
    """Artifacts that need not be made: the site has them, and their bytes were compared. SHA-256 by path."""

    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remade(Artifact):
    """An artifact that was made before enough was known: the last one counts."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many artifacts were made, or kept as they stood, and how many of our files went; the manifest is not counted.

    ``renewed`` are the paths where a file was written, or given a new name; the system has nothing new to tell of others.
    """

    made: int
    kept: int
    removed: int
    renewed: Collection[str] = field(default=(), compare=False)


class Refused(Exception):
    """What we will not write, in a sentence for the user; ``help`` says what to do instead."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


class NotKept(Exception):
    """What was thought to stand in the site does not."""


def write_site(
    artifacts: Iterable[Artifact | Kept], out: Path, *, protected: Iterable[Path] = (), clean: bool = False, spare: Spare | None = None
) -> Written:
    """Make ``out`` hold these artifacts and what others put there; an exception before the swap leaves it untouched.

    With a ``spare``, the site that is replaced is kept there, and the next one made of it.
    """
    site = _allowed(out, protected)
    _sweep(site)
    new = _NewSite(site, out, clean, spare)
    try:
        for artifact in artifacts:
            if isinstance(artifact, Kept):
                new.keep(artifact)
            else:
                new.take(artifact)
        written = new.finish()
        if new.staging.exists():
            _swap(new.staging / _NEW, site, new.staging / _OLD)
    finally:
        _clear(new.staging, site, spare)
    return written


def replace_file(path: Path, text: str) -> None:
    """Writes one text beside its old version and puts it in its place, if it says anything new."""
    content = text.encode()
    if _holds(path, content):
        return
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def _allowed(out: Path, protected: Iterable[Path]) -> Path:
    """The folder behind ``out``, unless exchanging it would move what is not a site."""
    site, apart = out.resolve(), [folder.resolve() for folder in protected]
    around = [place for place in (Path.cwd(), Path(os.path.expanduser("~")).resolve(), *apart) if place.is_relative_to(site)]
    for place in around + [place for place in apart if site.is_relative_to(place)]:
        raise Refused(f"`{out}` is, holds or is inside `{place}`", "choose a folder of its own for the site")
    if os.path.ismount(site) or (site.exists() and not site.is_dir()):
        raise Refused(f"`{out}` is {'a mount point' if site.is_dir() else 'a file'}", "choose another folder, or one inside it")
    return site


def _folded(path: str) -> str:
    """The path as the least particular file system sees it: letter case and Unicode form do not tell names apart."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _listed(site: Path, out: Path) -> set[str]:
    """The manifest and the paths that it says we made; nothing where there is no manifest."""
    manifest = site / MANIFEST
    if not os.path.lexists(manifest):
        return set()
    try:
        files = json.loads(manifest.read_bytes())["files"]
        if manifest.is_symlink() or any(_NOT_PLAIN.search(path) or len(digest) != 64 for path, digest in files.items()):
            raise ValueError(manifest)  # noqa: TRY301 - one refusal, below, for every way to be wrong
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(f"`{MANIFEST}` in `{out}` is not as onrecord wrote it", "restore it, or empty the folder") from error
    return {MANIFEST, *files}


def _holds(file: Path, content: bytes) -> bool:
    """Whether a regular file has these bytes; its time proves nothing."""
    return file.is_file() and not file.is_symlink() and file.stat().st_size == len(content) and file.read_bytes() == content


class _NewSite:
    """The next site, staged beside the present one from the first file that differs; until then nothing is on disk."""

    def __init__(self, site: Path, out: Path, clean: bool, spare: Spare | None) -> None:
        self.staging = site.with_name(f".{site.name}.onrecord-{os.getpid()}-{os.urandom(4).hex()}")
        listed, present = _listed(site, out), dict(walk(site)) if site.exists() else {}
        if present and not listed:
            raise Refused(f"`{out}` was not made by onrecord", "choose another folder or empty it")
        needed = folders_around(listed)
        self._ours = {path: entry.inode() for path, entry in present.items() if path in listed and not entry.is_symlink()}
        self._foreign = [path for path in present if path not in self._ours and path not in needed]
        self._site, self._clean, self._strangers = site, clean, set(self._foreign)
        self._same, self._digests, self._taken = dict[str, None](), dict[str, str](), dict[str, str]()
        self._compares = bool(self._foreign)  # whether paths are compared as they come; ours stood beside each other before
        self._spare = None if self._foreign else spare
        self._held: dict[str, File] = {}  # what is still as it was in the spare that the new site is made of
        for path in [MANIFEST, *self._foreign]:
            self._enter(path)

    def take(self, artifact: Artifact) -> None:
        """Stage an artifact, or note that it stands; where a foreign file has its bytes, that stays foreign: not ours to delete."""
        path = artifact.path
        if _NOT_PLAIN.search(path) or any(len(name.encode()) > 255 for name in path.split("/")):
            raise Refused(f"`{repr(path)[1:-1]}` is not a plain relative path", "join names of at most 255 bytes by `/`, without `..`")
        again = isinstance(artifact, Remade) and path in self._digests
        other = None if again else self._claim(path)
        if again and path in self._same:
            del self._same[path]
        elif again:
            self._unstage(path)
        if other is None:
            self._digests[path] = hashlib.sha256(artifact.content).hexdigest()
            self._keep_or_make(artifact)
        elif other not in self._strangers:
            why = "on some systems these are one file" if _folded(path) == _folded(other) else "a file cannot be a folder too"
            raise Refused(f"`{other}` and `{path}` cannot both be written: {why}", "rename one of them")
        elif other == path and _holds(self._site / path, artifact.content):
            self._strangers.remove(path)
        else:
            raise Refused(f"`{other}` was not made by onrecord and stands where `{path}` must go", "move or rename it")

    def keep(self, kept: Kept) -> None:
        """Note that artifacts stand as they are."""
        for path, sha256 in kept.files.items():
            if path in self._strangers:  # it was somebody else's from the first, and is left so
                self._strangers.remove(path)
                continue
            if path not in self._ours or self._claim(path) is not None:
                raise NotKept(path)
            self._digests[path] = sha256
            self._same[path] = None

    def finish(self) -> Written:
        """Write the manifest and bring over what stays; what we made before and list no more is left behind."""
        kept, left_foreign = len(self._same), len(self._foreign) - len(self._strangers)
        written = Written(len(self._digests) - kept, kept + left_foreign, len(self._ours.keys() - self._digests.keys() - {MANIFEST}))
        listing = json.dumps({"format": 1, "files": self._digests}, ensure_ascii=False, indent=1, sort_keys=True)
        self._keep_or_make(Artifact(MANIFEST, listing.encode() + b"\n"))
        if not self.staging.exists():
            return written
        new, same = self.staging / _NEW, {path: (self._ours[path], self._digests.get(path, "")) for path in self._same}
        lacking = bring_up_to_date(new, self._held, self._digests, same)
        for folder in sorted(folders_around([*self._foreign, *lacking])):
            with suppress(FileExistsError):
                os.mkdir(new / folder)
        for path in self._foreign:
            _bring_over(self._site / path, new / path)
        for path in lacking:
            _link(f"{self._site}/{path}", f"{new}/{path}")
        return replace(written, renewed=(self._digests.keys() | {MANIFEST}) - same.keys() | set(lacking))

    def _claim(self, path: str) -> str | None:
        """Enter a path, unless another has its place."""
        if not self._compares:
            if path in self._ours and path not in self._digests and path != MANIFEST:
                return None
            self._compares = True
            for earlier in self._digests:
                self._enter(earlier)
        return self._enter(path)

    def _enter(self, path: str) -> str | None:
        """Enter a path, unless another has its place: the same, one inside it, or a file where it needs a folder."""
        key = _folded(path)
        folders = folders_of(key)
        names = [key, key + "/", *(folder[:-1] for folder in folders)]
        other = next((self._taken[name] for name in names if name in self._taken), None)
        if other is None:
            self._taken.update(dict.fromkeys([key, *folders], path))
        return other

    def _keep_or_make(self, artifact: Artifact) -> None:
        if not self._clean and artifact.path in self._ours and _holds(self._site / artifact.path, artifact.content):
            self._same[artifact.path] = None
            return
        if not self.staging.exists():
            self.staging.mkdir(parents=True)
            (self.staging / _MARKER).touch()
            self._held = self._spare.lend(self.staging / _NEW) if self._spare else {}
        staged = self.staging / _NEW / artifact.path
        if artifact.path in self._held:
            self._unstage(artifact.path)  # it may be the same file as that of the present site
        elif self._held:
            self._make_room(artifact.path)
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(artifact.content)  # no fsync: a kill loses nothing, and after a power cut the next build compares bytes

    def _make_room(self, path: str) -> None:
        """Rid the spare of files where a path needs folders, and of a folder where it is a file."""
        for folder in folders_of(path):
            if folder[:-1] in self._held:
                self._unstage(folder[:-1])
        if (self.staging / _NEW / path).is_dir():
            shutil.rmtree(self.staging / _NEW / path)
            self._held = {other: file for other, file in self._held.items() if not other.startswith(f"{path}/")}

    def _unstage(self, path: str) -> None:
        self._held.pop(path, None)
        (self.staging / _NEW / path).unlink(missing_ok=True)


def _bring_over(source: Path, target: Path) -> None:
    """What others put into the site: a folder with its mode, a symlink as it is, a file by a second name."""
    if source.is_symlink():
        shutil.copy2(source, target, follow_symlinks=False)
    elif source.is_dir():
        target.mkdir(exist_ok=True)
        target.chmod(source.stat().st_mode & 0o7777 | 0o700)
    else:
        _link(source, target)


def _link(source: Path | str, target: Path | str) -> None:
    """A second name for a file, or a copy with its time where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _swap(new: Path, site: Path, old: Path) -> None:
    """Put the new site in place; where two renames must do and the second fails, `_clear` puts the former site back."""
    exchanged = site.exists() and _exchange(new, site)
    if site.exists():
        os.rename(new if exchanged else site, old)
    if not exchanged:
        os.rename(new, site)


def _exchange(left: Path, right: Path) -> bool:
    """Swap two folders in one step; False where the system cannot, or will not: two renames then say why."""
    if os.name == "nt":
        return False
    renameat2, at_cwd, rename_exchange = getattr(ctypes.CDLL(None), "renameat2", None), -100, 2
    return renameat2 is not None and bool(renameat2(at_cwd, os.fsencode(left), at_cwd, os.fsencode(right), rename_exchange) == 0)


def _clear(staging: Path, site: Path, spare: Spare | None = None) -> None:
    """End a build, done, failed or killed: a site moved aside goes back, a replaced one goes, the marker goes last."""
    new, old = staging / _NEW, staging / _OLD
    if old.exists() and not site.exists():
        os.rename(old, site)
    with suppress(OSError, Refused):  # what cannot go now is left to the next run
        if old.exists():
            theirs = _rescue(old, site)
            if spare and not theirs:
                spare.keep(old)
            elif spare:
                spare.forget()
            if old.exists():
                os.rename(old, new)
        shutil.rmtree(new, ignore_errors=True)
        if set(os.listdir(staging)) <= {_MARKER}:
            shutil.rmtree(staging)


def _rescue(old: Path, site: Path) -> bool:
    """Move over what others put or changed in the former site during the build; what was linked across is the same file.

    Whether there was anything that we had not made.
    """
    listed = _listed(old, old)
    theirs = {path for path, _ in walk(old)} - listed - folders_around(listed)
    for path in (path for path in theirs if not path.endswith("/")):
        former, present = old / path, site / path
        if not os.path.lexists(present) or os.lstat(former).st_mtime_ns >= os.lstat(present).st_mtime_ns:
            present.parent.mkdir(parents=True, exist_ok=True)
            os.replace(former, present)
    return bool(theirs)


def _sweep(site: Path) -> None:
    """Clear up after killed builds, never after a live one; a staging folder without our marker is ours only while empty."""
    pattern = re.compile(rf"\.{re.escape(site.name)}\.onrecord-(\d{{1,9}})-[0-9a-f]{{8}}")
    for staging in sorted(site.parent.glob(".*")):
        match = pattern.fullmatch(staging.name)
        if match and not _is_running(int(match[1])) and ((staging / _MARKER).is_file() or not any(staging.glob("*"))):
            _clear(staging, site)


def _is_running(pid: int) -> bool:
    """Whether a process lives; where the system will not say, yes, so that no live build loses its staging."""
    if sys.platform == "win32":  # `os.kill` there would end it
        kernel, query, no_such_process = ctypes.WinDLL("kernel32", use_last_error=True), 0x1000, 87
        return bool(kernel.OpenProcess(query, False, pid)) or ctypes.get_last_error() != no_such_process
    try:
        os.kill(pid, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True
