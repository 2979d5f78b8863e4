"""The whole flow on one screen: read -> assemble -> check -> render -> write."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import paths
from .artifact import Artifact
from .assemble import Assembled, assemble
from .checks import IGNORABLE, run_checks
from .diagnostic import Diagnostic, Severity, in_reading_order
from .ignores import accepted, ignores_in_comments
from .read import Folder, read_folder
from .shipped import folders_of_look
from .write import Written, write_site

if TYPE_CHECKING:
    from .outputs import Theme

UNREAD = ("unreadable", "symlink", "not-utf8", "too-large", "tangled", "second-document")  # what these leave out, nobody can know
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A content folder as read, assembled and checked; ``lines`` are its files as typed, by the names shown in places."""

    made: Assembled
    diagnostics: list[Diagnostic]
    lines: dict[str, list[str]]

    def stops(self, strict: bool = False) -> bool:
        """Whether the findings stop publishing: errors do, warnings under ``strict``."""
        stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(found.severity in stopping for found in self.diagnostics)


def check(content: Path, today: dt.date) -> Checked:
    """Read, assemble and check a content folder. Every finding of every file, in reading order."""
    with no_garbage():
        folder, unreadable, made = read(content)
        ignores, unclear = ignores_in_comments(folder.lines)
        judged = accepted(run_checks(made, today), [*made.ignores, *ignores], IGNORABLE, today)
        further = [*made.diagnostics, *unclear, *judged] if content.is_dir() else []
        found = in_reading_order([*unreadable, *further])
    return Checked(made, found, folder.lines)


def read(content: Path) -> tuple[Folder, list[Diagnostic], Assembled]:
    """Read and assemble a content folder; with errors, as much of it as could be made out."""
    folder, unreadable = read_folder(content)
    return folder, unreadable, assemble(folder, _unread(folder, unreadable))


@contextmanager
def no_garbage() -> Iterator[None]:
    """No search for garbage: nearly all that is made stays in use, and looking through it again and again took a quarter of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _unread(folder: Folder, found: list[Diagnostic]) -> set[str]:
    """The files of which a finding says that a part, or the whole, could not be read. An empty file is read: it holds nothing."""
    told = {finding.where.file for finding in found}
    empty = {document.file for document in folder.documents.values() if document.root is None}
    return {finding.where.file for finding in found if finding.rule in UNREAD} | (told & empty)


def build(
    content: Path,
    templates: Path,
    out: Path,
    checked: Checked,
    *,
    clean: bool = False,
    to_files: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Render a checked site and swap it in; call only where nothing stops it. ``to_files`` makes links name files."""
    from .outputs import Press, render  # a check renders nothing, and need not wait for what renders

    press = Press(checked.made.site, theme(templates), to_files=to_files)
    artifacts = _counted(render(press), sum(1 for _ in paths.pages_of(press.site)), progress)
    return write_site(artifacts, out, protected=[content, *press.theme.folders], clean=clean)


def theme(templates: Path) -> Theme:
    """The site's own templates, where it has any, before those that onrecord ships."""
    from .outputs import Theme

    return Theme(folders_of_look(templates))


def _counted(artifacts: Iterable[Artifact], total: int, progress: Progress | None) -> Iterator[Artifact]:
    """The artifacts, each page told to ``progress`` as it passes."""
    done = 0
    for artifact in artifacts:
        done += artifact.path.endswith(".html")
        if progress:
            progress(done, total)
        yield artifact
