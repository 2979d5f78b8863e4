"""What reports for machines share: paths from the repository's root, and names of findings that outlive a moved line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from ..diagnostic import Diagnostic, Place


def from_root(diagnostics: list[Diagnostic], root: Path) -> list[Diagnostic]:
    """The findings with paths relative to the root of the repository, slashes forward; a path outside it stays as it is."""
    return [replace(found, where=_moved(found.where, root), related=_all_moved(found, root)) for found in diagnostics]


def _all_moved(found: Diagnostic, root: Path) -> tuple[tuple[Place, str], ...]:
    return tuple((_moved(place, root), words) for place, words in found.related)


def _moved(place: Place, root: Path) -> Place:
    path = Path(place.file).resolve()
    return replace(place, file=path.relative_to(root).as_posix() if path.is_relative_to(root) else PurePath(place.file).as_posix())


def repository(folder: Path) -> Path:
    """The root of the git repository that a folder lies in, or the folder in which the command runs."""
    folder = folder.resolve()
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), Path.cwd())


def fingerprinted(diagnostics: list[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with a name that depends on its rule, file and message, and on which of equal ones it is, but on no line."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in diagnostics:
        key = found.rule, found.where.file, found.message
        seen[key] += 1
        yield found, hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:32]


def sentence(found: Diagnostic) -> str:
    """The message with what to write instead."""
    return f"{found.message}; {found.help}" if found.help else found.message
