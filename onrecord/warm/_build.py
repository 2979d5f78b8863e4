"""The flow of a build with a memory: look at what has changed, work on that and on what looked it up, compare, write, remember.

By itself it decides only that nothing is to be found. Wherever anything is, the whole content is checked as `onrecord check` does it, and
that report is the one printed.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from ..artifact import Artifact
from ..compose import Limits
from ..diagnostic import Diagnostic
from ..digests import digest
from ..outputs import Press, Theme, render
from ..outputs._theme import PUBLISHED
from ..pipeline import Checked, check, no_garbage
from ..pipeline import read as read_site
from ..read import list_files
from ..spare import MANIFEST, Spare
from ..write import Kept, NotKept, Refused, Remade, Written, write_site
from . import Wish
from ._crew import FEW, Job, Known, Result, Setting, cores, do_here, do_in_processes, parts_of
from ._ledger import Ledger
from ._looking import Looked, digest_of
from ._memory import Memory, pack, unpack
from ._sheet import COMPARING, PROSE, Blind, Desk, Done, Record, Task, is_clean
from ._stamps import Seen, stamp_of
from ._watch import Watch
from ._whole import Whole

LONGEST = 600  # seconds to wait for another build
ROUNDS = 20  # of looking what looks at what has changed; more come only of files that change all the time

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: findings, what was written, None where they stop it, and seconds by stage, those of all processes together."""

    diagnostics: list[Diagnostic]
    lines: dict[str, list[str]]
    written: Written | None
    spent: Mapping[str, float] = field(default_factory=dict)


@contextmanager
def alone(memory: Memory, out: Path, waiting: Callable[[], None]) -> Iterator[bool]:
    """While no other build of the same site goes on here; whether one did. A lock ends with the process that holds it."""
    lock = FileLock(memory.path.with_name(f"site-{_name_of(out)}.lock"))
    waited = False
    with suppress(OSError):  # where no lock can be kept, what is written is whole all the same
        memory.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waited = True
            waiting()
            _wait(lock, out)
    try:
        yield waited
    finally:
        lock.release()


def _name_of(out: Path) -> str:
    return digest(os.path.realpath(out))[:16]


def _wait(lock: BaseFileLock, out: Path) -> None:
    try:
        lock.acquire(timeout=LONGEST)
    except Timeout:
        raise Refused(f"another build has been writing `{out}` for {LONGEST} seconds", "wait for it, or end it") from None


class Stopped(Exception):
    """Findings stop the build; nothing is to be written."""


class Muddled(Exception):
    """Files change while they are read, or what is remembered is not so: begin again, and remember nothing."""


def build(wish: Wish, memory: Memory, looked: Looked | None = None, progress: Progress | None = None) -> Built:
    """Build the site of a content folder, with what the last build remembered. Raises `Refused`, OSError and `ThemeError`."""
    with no_garbage():
        try:
            return _Build(wish, memory, looked, progress).build()
        except (Muddled, NotKept):
            memory.clear()
            return _Build(wish, memory, None, progress).build()


def why_not(wish: Wish) -> tuple[list[Diagnostic], dict[str, list[str]]]:
    """What a check finds, with the lines of the files."""
    checked = check(wish.content, wish.today)
    return checked.diagnostics, checked.lines


STAGES = {
    "look": "asking what has changed",
    "read": "reading YAML and Markdown",
    "assemble": "assembling facts",
    "check": "checking",
    "gather": "gathering what is compared",
    "render": "rendering pages",
    "wait": "waiting for other processes",
    "compare": "comparing sheets",
    "write": "writing the site",
    "remember": "remembering",
}


def profile(spent: Mapping[str, float]) -> str:
    """Where the time went; that of several processes is added up."""
    longest = max(map(len, STAGES.values()))
    lines = [f"{words:<{longest}}  {spent[stage]:8.3f} s" for stage, words in STAGES.items() if stage in spent]
    return "\n".join([*lines, f"{'in all processes together':<{longest}}  {sum(spent.values()) - spent.get('wait', 0):8.3f} s", ""])


@dataclass
class _Build:
    wish: Wish
    memory: Memory
    looked: Looked | None
    progress: Progress | None
    checked: Checked | None = None
    found: list[Diagnostic] = field(default_factory=list)
    clean: bool = True
    spent: dict[str, float] = field(default_factory=dict)  # by those who worked on sheets
    every_sheet_was_read: bool = False  # in this build, or before it
    compared: dict[str, str] = field(default_factory=dict)  # what was gathered for each check that found nothing, by its digest
    whole: dict[Task, Done] = field(default_factory=dict)  # what was made of the site as a whole
    spoilt: bool = False  # whether something could not be made sheet by sheet

    def build(self) -> Built:
        wish = self.wish
        if wish.clean:
            self.memory.clear()
            self.looked = None
        watch = self.watch = Watch()
        self.theme = Theme(wish.folders)
        with watch.stage("look"):
            looked = self._look()
        with watch.stage("read"):
            files = list_files(wish.content, self.found) if looked.listing is None else looked.listing
            self.desk = Desk(wish.content, self.theme, wish.today, wish.to_files, files)
            self.ledger = Ledger(self.memory, [id for id in self.desk.ids if id in self.desk.of_sheets])
            self._check_environment()
            self.desk.watch = watch
        spare = Spare(self.memory.path.with_name(f"spare-{_name_of(wish.out)}"))
        try:
            with watch.stage("write"):
                written = self._write(spare)
        except Stopped:
            written = None
        with watch.stage("remember"):
            if written and not self.spoilt:
                self._remember(written)
            elif written:
                self.memory.forget()
        self._spend(watch.take())
        checked = self.checked
        return Built(checked.diagnostics if checked else [], checked.lines if checked else {}, written, self.spent)

    def _spend(self, seconds: Mapping[str, float]) -> None:
        for stage, spent in seconds.items():
            self.spent[stage] = self.spent.get(stage, 0) + spent

    def _write(self, spare: Spare) -> Written:
        wish, artifacts = self.wish, self.watch.each("wait", self._artifacts())
        return write_site(artifacts, wish.out, protected=[wish.content, *self.theme.folders], clean=wish.clean, spare=spare)

    # ---- what has changed

    def _look(self) -> Looked:
        """At the files that are read, and at those that the last build made."""
        looked = self.looked or Looked(self.wish.content, self.theme.folders, self.wish.out, self.memory)
        self.before_content, self.before_site = looked.before["content"], looked.before["site"]
        self.content, self.names, self.look, self.site = looked.content, looked.names, looked.look, looked.site
        self.lost = self.before_site.keys() - self.site.keys() - {MANIFEST}
        before, now = self.before_content, self.content
        self.changed = {name for name, seen in now.items() if name not in before or seen.digest != before[name].digest}
        self.changed |= before.keys() - now.keys()
        return looked

    def _check_environment(self) -> None:
        """What all sheets and pages depend on: if it changed, none is thought to be done."""
        site, frame = self.desk.frame.site, self.desk.frame
        named = [(name, "" if name.endswith(PUBLISHED) else seen.digest) for name, seen in self.look.items()]
        self.published = digest(repr([(name, seen.digest) for name, seen in self.look.items()]))
        of_site = repr((site.title, site.description, site.languages, site.url, site.private_names, site.pages, site.without))
        pages = digest(repr((named, of_site, self.wish.to_files, self.desk.ids)))
        checks = digest(repr((of_site, self.wish.today, frame.locks)))
        self.same_pages = self.memory.said("pages") == pages
        self.same_checks = self.memory.said("checks") == checks
        self.environment = {"pages": pages, "checks": checks}

    def _dirty(self) -> set[str]:
        """The sheets whose work may come out otherwise than it did."""
        ledger = self.ledger
        if not (self.same_pages and self.same_checks):
            return set(ledger.sheets)
        changed = {name.partition("/")[0] for name in self.changed if "/" in name}
        dirty = {sheet for sheet in ledger.sheets if sheet in changed} | ledger.new
        remembered: dict[str, str] = dict(unpack(bytes.fromhex(self.memory.said("frame") or "")) if self.memory.said("frame") else {})
        digests = self.desk.digests
        keys = {key for key in remembered.keys() | digests.keys() if remembered.get(key) != digests.get(key)}
        for sheet in ledger.gone:
            keys |= ledger.changed_by(sheet)
        lost = ledger.owners(self.lost) if self.lost else set()
        return dirty | ledger.readers(keys) | (lost & set(ledger.sheets))

    # ---- the work

    def _artifacts(self) -> Iterator[Artifact | Kept]:
        """Everything that the site consists of, as it comes; raises Stopped where findings stop the build."""
        whole_before = self._whole_before()
        made: set[str] = set()
        for artifact in self._work(made):
            yield artifact
        with self.watch.stage("compare"):
            clean = self._is_clean()
        if not clean:
            with self.watch.stage("check"):
                self.checked = check(self.wish.content, self.wish.today)
            if self.checked.stops(self.wish.strict):
                raise Stopped
        if self.spoilt:  # only now is it known that it can be published: made at one go, whatever could not be made by itself
            yield from (artifact for artifact in render(self._press()) if artifact.path not in made)
            return
        whole = Whole(self.desk, self.ledger, self.published)
        for artifact in self.watch.each("render", whole.render(whole_before, self.whole)):
            made.add(artifact.path)
            yield artifact
        gone = self.ledger.paths_gone() | self.had_whole - self._paths_of(self.whole)
        yield Kept({path: seen.digest for path, seen in self.site.items() if path not in made and path not in gone and path != MANIFEST})

    def _press(self) -> Press:
        site = self.checked.made.site if self.checked else read_site(self.wish.content)[2].site
        return Press(site, self.theme, to_files=self.wish.to_files)

    def _whole_before(self) -> dict[Task, Done]:
        kept = self.memory.said("whole")
        done: dict[Task, Done] = unpack(bytes.fromhex(kept)) if kept else {}
        self.had_whole = self._paths_of(done)
        return {task: each for task, each in done.items() if self.same_pages and not any(path in self.lost for path, _ in each.made)}

    @staticmethod
    def _paths_of(done: Mapping[Task, Done]) -> set[str]:
        return {path for each in done.values() for path, _ in each.made}

    def _work(self, made: set[str]) -> Iterator[Artifact]:
        """Work on sheets, and again on those that looked up what has turned out otherwise, until nothing does."""
        ledger, desk = self.ledger, self.desk
        dirty = self._dirty()
        processes = self.wish.jobs or cores()
        ledger.begin(dirty)
        self.every_sheet_was_read = len(ledger.new) < len(ledger.sheets)
        desk.index = ledger
        for _ in range(ROUNDS):
            if not dirty:
                return
            sheets = [sheet for sheet in ledger.sheets if sheet in dirty]
            put_off: set[str] = set()
            for job, result in self._done(sheets, processes):
                if isinstance(result, set):
                    put_off.add(job.sheet)
                    ledger.expect(job.sheet, result)
                    continue
                ledger.expect(job.sheet, result.record.own)
                ledger.take(result)
                self._spend(result.spent)
                for artifact in result.artifacts:
                    yield Remade(artifact.path, artifact.content) if artifact.path in made else artifact
                    made.add(artifact.path)
                if self.progress:
                    self.progress(len(ledger.made), len(ledger.sheets))
            keys = set().union(*map(ledger.changed_by, sheets))
            if isinstance(desk.index, Blind):  # which found no link of any other sheet
                keys |= ledger.linked_to()
            desk.index, self.every_sheet_was_read = ledger, True
            desk.close_all()
            dirty = put_off | ledger.readers(keys) | self._misled(keys)
        raise Muddled

    def _misled(self, keys: set[str]) -> set[str]:
        """Sheets made in this build that looked up what is otherwise by now."""
        found = set()
        for sheet, record in self.ledger.made.items():
            reads = record.every_read()
            if any(key in keys and self._digest_for(sheet, key) != told for key, told in reads.items()):
                found.add(sheet)
        return found

    def _digest_for(self, sheet: str, key: str) -> str:
        kind, _, id = key.partition(":")
        if kind in ("older", "inside"):
            link = {"older": "superseded_by", "inside": "part_of"}[kind]
            return digest(repr(self.desk.open(sheet).linking(link, id)))
        return self.ledger.digest(key)

    def _done(self, sheets: list[str], processes: int) -> Iterator[tuple[Job, Result]]:
        """The work on some sheets, here or by others."""
        before = {sheet: self._tasks_before(sheet) for sheet in sheets}
        heavy = {sheet: len(tasks) or 10_000 for sheet, tasks in before.items()}
        jobs = parts_of([Job(sheet, before[sheet], pages=self._pages_before(sheet)) for sheet in sheets], heavy, processes)
        for sheet in sheets:
            self.desk.close(sheet)
        if len(sheets) <= FEW and all(job.parts == 1 for job in jobs):
            self.desk.index = self.ledger
            for sheet in sheets:
                self.ledger.expect(sheet, self.desk.open(sheet).own)
            if any(self.desk.open(sheet).assembling for sheet in sheets):  # perhaps what one has that comes later
                self.desk.close_all()
            return do_here(self.desk, jobs)
        setting = self._setting()
        self.desk.index = Known(setting.index, setting.links or {}) if setting.index is not None else Blind()
        if self.wish.executor:
            from ._cluster import do_in_cluster

            return do_in_cluster(self.desk, setting, jobs, self.wish.executor)
        if processes < 2:
            return do_here(self.desk, jobs)
        return do_in_processes(self.desk, setting, jobs, processes)

    def _pages_before(self, sheet: str) -> dict[str, str]:
        """The prose of a sheet as it was rendered; what has not changed need not be rendered again."""
        kept = self.memory.gathered_from(sheet, PROSE) if self.ledger.remembered(sheet) else None
        return unpack(kept) if kept else {}

    def _setting(self) -> Setting:
        desk, ledger = self.desk, self.ledger
        files = (*desk.top_files, *(name for names in desk.of_sheets.values() for name in names))
        setting = Setting(os.urandom(8).hex(), self.wish.content, self.theme.folders, self.wish.today, self.wish.to_files, files)
        return replace(setting, index=ledger.everything(), links=ledger.every_link()) if self.every_sheet_was_read else setting

    def _tasks_before(self, sheet: str) -> dict[Task, Done]:
        """What was done for a sheet and need not be done again, unless something that it looked up is otherwise now."""
        record: Record | None = self.ledger.made.get(sheet) or self.ledger.remembered(sheet)
        if record is None or not self.same_pages:
            return {} if sheet not in self.ledger.made else dict(self.ledger.made[sheet].tasks)
        return {task: done for task, done in record.tasks.items() if not any(path in self.lost for path, _ in done.made)}

    # ---- whether anything is to be found

    def _is_clean(self) -> bool:
        """Whether a check of the whole content finds nothing."""
        ledger, frame, desk = self.ledger, self.desk.frame, self.desk
        records = ledger.made.values()
        self.spoilt = not all(record.whole for record in records)
        unclean = set(json.loads(self.memory.said("unclean") or "[]")) - ledger.gone - ledger.made.keys()
        self.unclean = unclean | {record.id for record in records if not record.clean}
        self.nodes = self._nodes()
        told = "onrecord:" in "".join("".join(lines) for lines in desk.top.lines.values())
        if self.found or desk.found or frame.diagnostics or told or ledger.double or self.unclean or self.spoilt:
            return False
        if self.nodes + sum(document.nodes for document in desk.top.documents.values()) > Limits().nodes:
            return False
        return is_clean(frame, self.wish.today) and self._compares_clean()

    def _nodes(self) -> int:
        ledger = self.ledger
        before = sum(record.nodes for record in (ledger.remembered(sheet) for sheet in {*ledger.gone, *ledger.made}) if record)
        return int(self.memory.said("nodes") or 0) - before + sum(record.nodes for record in ledger.made.values())

    def _compares_clean(self) -> bool:
        """Whether checks that compare sheets find nothing; they look again where anything that was gathered for them has changed."""
        around = digest(repr((self.environment["checks"], self.desk.digests)))
        for name, comparing in COMPARING.items():
            told = digest(around + self.ledger.digest_of_gathered(name))
            if self.memory.said(name) != told and next(comparing.find(self.desk.frame, self.wish.today, self.ledger.gathered(name)), None):
                return False
            self.compared[name] = told
        return True

    # ---- what the next build will know

    def _remember(self, written: Written) -> None:
        memory = self.memory
        with memory.telling():
            self.ledger.keep()
            memory.see("content", self._content_as_read(), gone=self.before_content.keys() - self.content.keys())
            memory.see("look", self.look, gone=memory.seen("look").keys() - self.look.keys())
            self._see_site(written.renewed)
            said = {**self.environment, **self.compared, "nodes": str(self.nodes)}
            said |= {"unclean": json.dumps(sorted(self.unclean)), "names": self.names, "asked": ""}
            said |= {"frame": pack(self.desk.digests).hex(), "whole": pack(self.whole).hex()}
            for name, value in said.items():
                memory.say(name, value)

    def _content_as_read(self) -> dict[str, Seen]:
        """The files that are not as they were before, with the digests of what was read of them, which is what pages were made of."""
        read = dict(self.desk.top.digests)
        for record in self.ledger.made.values():
            read |= record.files
        found, root = dict[str, Seen](), os.fspath(self.wish.content)
        for name, seen in self.content.items():
            told = read.get(name) or seen.digest or digest_of(f"{root}/{name}")
            if told != seen.digest or seen is not self.before_content.get(name):
                found[name] = Seen(told, seen.stamp)
        return found

    def _see_site(self, renewed: Collection[str]) -> None:
        """The site as it stands: of what was not written anew in this build, as it was seen before, so that no change since is missed."""
        now, root = time.time_ns(), os.path.realpath(self.wish.out)
        made = {path: told for record in self.ledger.made.values() for done in record.tasks.values() for path, told in done.made}
        made |= {path: told for done in self.whole.values() for path, told in done.made}
        gone = (self.ledger.paths_gone() | self.had_whole) - self._paths_of(self.whole)
        every = {path: seen.digest for path, seen in self.before_site.items() if path not in gone} | made
        every[MANIFEST] = sha256(Path(root, MANIFEST).read_bytes()).hexdigest()
        new = [path for path in every if path in renewed or path not in self.site]
        seen = {path: Seen(every[path], stamp_of(os.stat(f"{root}/{path}", follow_symlinks=False), now)) for path in new}
        seen |= {path: self.site[path] for path in every.keys() - seen.keys() if self.site[path] is not self.before_site[path]}
        self.memory.see("site", seen, gone=self.before_site.keys() - every.keys())
