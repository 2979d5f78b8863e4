"""Who does the work on sheets: this process where there is little of it, else as many as there are cores, or a cluster elsewhere.

Work goes through `concurrent.futures.Executor`, whoever stands behind it.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..outputs import Theme
from ..pipeline import no_garbage
from ..prose import know
from ._sheet import Desk, Done, Elsewhere, Index, Made, Task, Work
from ._watch import Watch

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

FEW = 4  # sheets that are not worth a second process
BUNDLES = 8  # for each process, so that none waits long for the last one
HEAVY = 40  # tasks of one sheet that are worth more than one process


@dataclass(frozen=True, slots=True)
class Setting:
    """What a process must know to work on any sheet of a build."""

    build: str  # tells it from that of another build, for processes that outlive one
    content: Path
    folders: tuple[Path, ...]  # of the theme
    today: dt.date
    to_files: bool
    files: tuple[str, ...]
    index: Mapping[str, str] | None = None  # where everything stands, once that is known
    links: Mapping[tuple[str, str], list[tuple[str, str]]] | None = None

    def desk(self) -> Desk:
        desk = Desk(self.content, Theme(self.folders), self.today, self.to_files, self.files)
        if self.index is not None:
            desk.index = Known(self.index, self.links or {})
        return desk


class Known(Index):
    """Where everything stands, told by whoever has read every sheet."""

    def __init__(self, sheets: Mapping[str, str], links: Mapping[tuple[str, str], list[tuple[str, str]]]) -> None:
        self.sheets, self.links = sheets, links

    def sheet_of(self, key: str) -> str | None:
        return self.sheets.get(key)

    def linked(self, link: str, id: str) -> list[tuple[str, str]]:
        return self.links.get((link, id), [])


@dataclass(frozen=True, slots=True)
class Job:
    """A sheet, or the ``part``-th of several parts of one, and what was done of it before."""

    sheet: str
    before: Mapping[Task, Done]
    part: int = 0
    parts: int = 1
    pages: Mapping[str, str] = field(default_factory=dict)  # of prose as rendered before, see `prose.know`


Result = Made | set[str]


def do(desk: Desk, job: Job) -> Result:
    """The work on one sheet; where it must wait until every sheet was read, no more than the keys of what this one has."""
    know(job.pages)
    try:
        return Work(desk, job.sheet, job.before, job.part, job.parts).made()
    except Elsewhere:
        return desk.things_of(job.sheet)
    finally:
        if job.part + 1 == job.parts:
            desk.close(job.sheet)


# ---- in this process


def do_here(desk: Desk, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
    for job in jobs:
        yield job, do(desk, job)


# ---- in others

FORKED = ""
_desks: dict[str, Desk] = {}  # the one of this process by its build; a fork finds that of the process that it comes from
_one_at_a_time = threading.Lock()  # a worker of a cluster has threads, which would only wait for each other
Results = list[tuple[Job, Result]]


class Unpacked(Protocol):
    """A setting that was sent from elsewhere."""

    def unpacked(self) -> Setting: ...


def _do_bundle(setting: Setting | Unpacked | None, jobs: Sequence[Job]) -> Results:
    with _one_at_a_time, no_garbage():
        setting = setting if setting is None or isinstance(setting, Setting) else setting.unpacked()
        build = setting.build if setting else FORKED
        if setting and build not in _desks:
            _desks.clear()
            _desks[build] = setting.desk()
        desk = _desks[build]
        desk.watch = Watch()
        done = [(replace(job, before={}, pages={}), do(desk, job)) for job in jobs]
        desk.close_all()
        gc.collect(0)
        return done


def do_in_processes(desk: Desk, setting: Setting, jobs: Sequence[Job], processes: int) -> Iterator[tuple[Job, Result]]:
    """The work in bundles, in whatever order it is done; processes are forked where that is safe, and know what this one knows."""
    import multiprocessing  # little work is done here, and need not wait for these
    from concurrent.futures import ProcessPoolExecutor

    forked = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forked else "spawn")
    if forked:
        _desks[FORKED] = desk
    with ProcessPoolExecutor(processes, mp_context=context) as executor:
        yield from do_with(executor, None if forked else setting, jobs, processes, desk)
    _desks.clear()


def do_with(executor: Executor, setting: Any, jobs: Sequence[Job], processes: int, desk: Desk) -> Iterator[tuple[Job, Result]]:
    """The work in bundles by any executor. What is lost with a worker is done here, at ``desk``."""
    from concurrent.futures import as_completed

    size = max(1, len(jobs) // (processes * BUNDLES))
    bundles = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    given: dict[Future[Results], Sequence[Job]] = {executor.submit(_do_bundle, setting, bundle): bundle for bundle in bundles}
    for future in as_completed(list(given)):
        bundle = given.pop(future)
        yield from _results(future, bundle, desk)


def _results(future: Future[Results], bundle: Sequence[Job], desk: Desk) -> Iterator[tuple[Job, Result]]:
    try:
        done = future.result()
    except Exception:  # a worker was killed, or could not be reached: whatever else is wrong is met again here
        done = list(do_here(desk, bundle))
    yield from done


def parts_of(jobs: Sequence[Job], tasks: Mapping[str, int], processes: int) -> list[Job]:
    """The jobs. Where there are fewer large ones than processes, each is worked on by several."""
    split = processes if len(jobs) < processes * 2 else 1
    parts = {job.sheet: split if tasks.get(job.sheet, 0) > HEAVY else 1 for job in jobs}
    return [replace(job, part=part, parts=parts[job.sheet]) for job in jobs for part in range(parts[job.sheet])]


def cores() -> int:
    """How many processes are of use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
