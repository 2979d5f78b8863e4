"""Lock files of the content folder: what an editor or a command has confirmed, one line an entry, so that git merges them well.

    facts/released-june/text pl:8f14e45fceea en:c9f0f895fb98
    released-june tvn-0823 45c48cce2e2d page:d3d9446802a4 found:1 2025-12-20

Only hashes, counts and days stand there, never a text. A site without the file has not begun to use it, and nothing is asked of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .diagnostic import Diagnostic, Place
from .read import Folder

TRANSLATIONS, EVIDENCE = "translations.lock", "evidence.lock"
LOCKS = (TRANSLATIONS, EVIDENCE)
HEADS = {
    TRANSLATIONS: "# Texts that say the same in every language, as last confirmed with `onrecord confirm`. Not edited by hand.",
    EVIDENCE: "# Quotes that were found on their pages, or read there by an editor: `onrecord evidence`. Not edited by hand.",
}
DIGITS = 12  # of a hash, in hexadecimal: 48 bits
ENTRY = re.compile(r"(?P<key>\S+(?: [^\s:]+)*?)(?P<values>(?: \S+:\S+| by-eye| \d{4}-\d\d-\d\d)+)")


@dataclass(frozen=True, slots=True)
class Lock:
    """The entries of a lock file: key -> words behind it. ``there`` is False where the site has no such file."""

    there: bool = False
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def hash_of(*texts: str | None) -> str:
    """A short hash of texts; spaces and line ends do not count."""
    plain = "\n".join(" ".join((text or "").split()) for text in texts)
    return hashlib.sha256(plain.encode()).hexdigest()[:DIGITS]


def read_locks(folder: Folder) -> tuple[dict[str, Lock], list[Diagnostic]]:
    """The lock files of a content folder, and what cannot be read of them."""
    locks, bad = {}, []
    for name in LOCKS:
        file = folder.shown(name)
        entries: dict[str, tuple[str, ...]] = {}
        for number, line in enumerate(folder.lines.get(file, ()), 1):
            entry = ENTRY.fullmatch(line)
            if entry:
                entries[entry["key"]] = tuple(entry["values"].split())
            elif line.strip() and not line.startswith("#"):
                help = "where git left a conflict, keep the entries of both sides and delete its marks; else undo the change"
                bad.append(Diagnostic("bad-lock", "this is no entry of a lock file", Place(file, number, 1, len(line)), help=help))
        locks[name] = Lock(file in folder.lines, entries)
    return locks, bad


def lock_text(name: str, entries: Mapping[str, Iterable[str]]) -> str:
    """A lock file, in an order that does not depend on when entries came."""
    lines = (f"{key} {' '.join(values)}" for key, values in sorted(entries.items()))
    return "\n".join([HEADS[name], *lines, ""])
