"""A build that remembers the last one: it works on what has changed and on what looked that up, and on nothing else.

The law: what it makes, finds and returns is what a build without memory would make, find and return. `_build.py` is its flow.

Nothing is imported here that takes long: where nothing has changed, a build spends its time on asking the system whether that is so.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import digest
from ..shipped import folders_of_look
from ._looking import Looked
from ._memory import FOLDER, Memory

if TYPE_CHECKING:
    from ..diagnostic import Diagnostic
    from ._build import Progress

    Told = Callable[[list[Diagnostic], Mapping[str, list[str]]], str]

CLEAN, FINDINGS = 0, 1
__all__ = ["Looked", "Memory", "Said", "Wish", "build", "memory_of", "said_before"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a build is asked for. ``told`` is how findings are printed, ``executor`` who renders, where that is not this machine."""

    content: Path
    templates: Path
    out: Path
    today: dt.date
    strict: bool = False
    to_files: bool = False
    clean: bool = False
    jobs: int | None = None
    told: str = "text"
    executor: str | None = None
    profile: bool = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """Those of the theme."""
        return folders_of_look(self.templates)


@dataclass(frozen=True, slots=True)
class Said:
    """What a build said, and its exit code."""

    report: str
    line: str
    code: int
    profile: str = ""


def memory_of(wish: Wish) -> Memory:
    """The memory of a site, beside its content: builds into other folders, or with other links, have one of their own."""
    parts = (*(os.path.abspath(path) for path in (wish.content, wish.templates, wish.out)), str(wish.content), wish.to_files)
    return Memory(digest(repr(parts))[:16], _program(), wish.content.parent / FOLDER)


def said_before(wish: Wish, memory: Memory) -> Said | Looked | None:
    """What the last build said, where this one would do and say the same; else what was seen of the files, if they were looked at."""
    if wish.clean or wish.profile or not memory.path.exists() or memory.said("asked") != asked(wish):
        return None
    looked = Looked(wish.content, wish.folders, wish.out, memory)
    if not looked.same:
        return looked
    looked.prove(memory)
    return Said(memory.said("report") or "", memory.said("line") or "", int(memory.said("code") or 0))


def asked(wish: Wish) -> str:
    """What tells a wish from another in the same memory."""
    return digest(repr((wish.today, wish.strict, wish.told, [str(folder) for folder in wish.folders])))


def build(
    wish: Wish,
    memory: Memory,
    told: Told,
    looked: Looked | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Said:
    """Build the site, with what the last build remembered; ``told`` prints findings. Raises `Refused`, OSError and `ThemeError`.

    ``looked`` is what `said_before` has seen. Where another build of the same site goes on, ``waiting`` is called, and its end waited for.
    """
    from . import _build  # not before there is something to build

    if not wish.content.is_dir():  # nothing is to be remembered of it
        return Said(told(*_build.why_not(wish)), _unpublished(wish), FINDINGS)
    with _build.alone(memory, wish.out, waiting) as waited:
        if waited:
            found = said_before(wish, memory)
            if isinstance(found, Said):
                return found
            looked = found
        built = _build.build(wish, memory, looked, progress)
        report, profile = told(built.diagnostics, built.lines), _build.profile(built.spent) if wish.profile else ""
        if built.written is None:
            return Said(report, _unpublished(wish), FINDINGS, profile)
        written = built.written
        stands = f"{written.made + written.kept} unchanged"
        _keep(Said(report, f"{wish.out}: 0 files written, {stands}, 0 removed", CLEAN), wish, memory)
        return Said(
            report, f"{wish.out}: {written.made} files written, {written.kept} unchanged, {written.removed} removed", CLEAN, profile
        )


def _unpublished(wish: Wish) -> str:
    return f"nothing was published; `{wish.out}` is as it was" if wish.out.exists() else "nothing was published"


def _keep(said: Said, wish: Wish, memory: Memory) -> None:
    """What the next build will say, if nothing changes before it."""
    with memory.telling():
        for name, value in (("asked", asked(wish)), ("report", said.report), ("line", said.line), ("code", str(said.code))):
            memory.say(name, value)


def _program() -> str:
    """What tells this program: its own files, and the versions of all that is installed beside it."""
    package = Path(__file__).parent.parent
    files = sorted(
        (entry.path, entry.stat().st_size, entry.stat().st_mtime_ns)
        for folder, _, _ in os.walk(package)
        if not folder.endswith("__pycache__")
        for entry in os.scandir(folder)
        if entry.is_file()
    )
    installed = sorted(name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder) if name.endswith(".dist-info"))
    return digest(repr((sys.version, files, installed)))
