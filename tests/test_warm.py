"""A build with a memory does what one without would do: the same files byte for byte, the same findings, the same exit code."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pickle
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from test_robust import FLAGSHIP, SITES, mutated
from warm_site import BASE, EDITS, LOOKS, ONE_LARGE_SHEET, Edit, lay_out, written

from onrecord import cli, pipeline, warm
from onrecord.outputs import Press, ThemeError, render
from onrecord.reports import REPORTS
from onrecord.warm import Said, Wish, _build, _memory
from onrecord.warm._crew import Job, Result, do_here
from onrecord.warm._memory import unpack
from onrecord.warm._sheet import Desk
from onrecord.warm._stamps import stamp_of
from onrecord.write import MANIFEST, Refused

DAYS = (dt.date(2025, 7, 1), dt.date(2025, 7, 2), dt.date(2025, 12, 24))
KILLS, PAIRS, SLIPS = 200, 20, 80
Files = dict[str, bytes]
Fresh = tuple[str, Files | type[ThemeError] | None]  # what was said, and what was made
KNOWN: dict[object, Fresh] = {}  # what was built of a state once, wherever its folder was
MOST_KNOWN = 200


class Bench:
    """A content folder, a theme, a site, and a memory in which builds keep what they learn."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.look, self.out = folder, folder / "content", folder / "templates", folder / "site"
        self.edits: set[Edit] = set()
        self.looks: set[Edit] = set()
        self.today, self.strict, self.jobs = DAYS[0], False, 1
        self.published: Files = {}
        self.base = BASE

    def wish(self) -> Wish:
        return Wish(self.content, self.look, self.out, self.today, strict=self.strict, jobs=self.jobs)

    def lay_out(self, edits: set[Edit] | None = None) -> None:
        """Other edits than so far, where any are given."""
        self.edits = self.edits if edits is None else edits
        lay_out(self.content, written(self.edits, self.base))
        lay_out(self.look, written(self.looks, {}))

    def build(self) -> Said | ThemeError:
        """As `onrecord build` does it."""
        self.lay_out()
        memory = warm.memory_of(self.wish())
        try:
            found = warm.said_before(self.wish(), memory)
            return found if isinstance(found, Said) else warm.build(self.wish(), memory, REPORTS["text"], found)
        except ThemeError as error:
            return error
        finally:
            memory.close()

    def remembers(self) -> bool:
        """Whether the next build, of the same, would have nothing to do."""
        memory = warm.memory_of(self.wish())
        with contextlib.closing(memory):
            return not memory.path.is_file() or isinstance(warm.said_before(self.wish(), memory), Said)

    def fresh(self) -> Fresh:
        """What a build that knows nothing finds and makes; None where findings stop it. Known already where it was asked before."""
        state = frozenset(self.edits), frozenset(self.looks), self.today, self.strict, tuple(self.base.items())
        if len(KNOWN) > MOST_KNOWN:
            KNOWN.clear()
        if state not in KNOWN:
            KNOWN[state] = self._fresh()
        return KNOWN[state]

    def somewhere(self, report: str) -> str:
        """A report without the name of the folder."""
        return report.replace(os.fspath(self.folder), "")

    def _fresh(self) -> Fresh:
        checked = pipeline.check(self.content, self.today)
        report = self.somewhere(REPORTS["text"](checked.diagnostics, checked.lines))
        if checked.stops(self.strict):
            return report, None
        try:
            return report, {each.path: each.content for each in render(Press(checked.made.site, pipeline.theme(self.look)))}
        except ThemeError as error:
            return self.somewhere(repr(error.diagnostic)), ThemeError

    def site(self) -> Files:
        files = (path for path in self.out.rglob("*") if path.is_file() and path.name != MANIFEST)
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in files}

    def compare(self) -> None:
        """The law."""
        said, (report, expected) = self.build(), self.fresh()
        if expected is ThemeError:
            assert isinstance(said, ThemeError)
            assert self.somewhere(repr(said.diagnostic)) == report
        else:
            assert isinstance(said, Said)
            assert self.somewhere(said.report) == report
            assert said.code == (1 if expected is None else 0)
            assert said.code or self.remembers()
        if isinstance(expected, dict):
            self.published = dict(expected)
        site = self.site()
        assert {path: content for path, content in site.items() if self.published.get(path) != content} == {}
        assert site.keys() == self.published.keys()


class Editing(RuleBasedStateMachine):
    """An editor at work, who builds after every edit."""

    @initialize()
    def begin(self) -> None:
        self.bench = Bench(Path(tempfile.mkdtemp()))

    def teardown(self) -> None:
        shutil.rmtree(self.bench.folder)

    @rule(edit=st.sampled_from(EDITS))
    def edit(self, edit: Edit) -> None:
        self.bench.edits ^= {edit}

    @rule(edit=st.sampled_from(LOOKS))
    def change_the_look(self, edit: Edit) -> None:
        self.bench.looks ^= {edit}

    @rule()
    def undo_everything(self) -> None:
        self.bench.edits, self.bench.looks = set(), set()

    @rule(day=st.sampled_from(DAYS))
    def wait(self, day: dt.date) -> None:
        self.bench.today = day

    @rule(strict=st.booleans())
    def be_strict(self, strict: bool) -> None:
        self.bench.strict = strict

    @rule(jobs=st.sampled_from((1, 1, 2)))
    def share_the_work(self, jobs: int) -> None:
        self.bench.jobs = jobs

    @rule(at=st.integers(0, 1000))
    def lose_a_file_of_the_site(self, at: int) -> None:
        if paths := sorted(self.bench.published):
            (self.bench.out / (lost := paths[at % len(paths)])).unlink(missing_ok=True)
            del self.bench.published[lost]  # a build that is refused brings nothing back

    @rule(at=st.integers(0, 1000))
    def spoil_a_file_of_the_site(self, at: int) -> None:
        if paths := sorted(self.bench.published):
            spoil(self.bench.out / (spoilt := paths[at % len(paths)]))
            self.bench.published[spoilt] = (self.bench.out / spoilt).read_bytes()

    @invariant()
    def builds_as_if_it_knew_nothing(self) -> None:
        if hasattr(self, "bench"):
            self.bench.compare()


def spoil(path: Path) -> None:
    """Other bytes of the same number, and the same time."""
    if path.is_file():
        status = path.stat()
        path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:] if status.st_size else b"")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
class TestEditingForLong(Editing.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(TestEditing.settings, max_examples=40, stateful_step_count=25)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("edit", [*EDITS, *LOOKS], ids=repr)
def test_every_edit_and_its_undoing_is_built_as_without_a_memory(bench: Bench, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    at_one_go: list[str] = []
    check = pipeline.check
    monkeypatch.setattr(_build, "check", lambda *given: at_one_go.append("checked") or check(*given))
    monkeypatch.setattr(_build, "render", lambda press: at_one_go.append("rendered") or render(press))
    bench.compare()
    edits = bench.edits if edit in EDITS else bench.looks
    edits.add(edit)
    bench.compare()
    assert at_one_go == [] or bench.fresh() != ("", bench.published), "nothing was found, and yet all of the content was gone through"
    edits.remove(edit)
    bench.compare()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_of_one_large_sheet_is_worked_on_by_several(bench: Bench, jobs: int) -> None:
    bench.jobs, bench.edits = jobs, {ONE_LARGE_SHEET}
    bench.compare()
    bench.compare()


def test_a_fact_that_got_its_old_size_and_time_back_is_read_again(bench: Bench) -> None:
    bench.compare()
    fact = bench.content / "ships/facts.yml"
    status = fact.stat()
    bench.lay_out({named("a fact counts more")})
    os.utime(fact, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (fact.stat().st_size, fact.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    bench.compare()


@pytest.fixture
def by_hand(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """One whose files are changed by other means than an editor's."""
    bench.lay_out()
    monkeypatch.setattr(bench, "lay_out", lambda: None)
    monkeypatch.setattr(bench, "fresh", bench._fresh)
    bench.compare()
    return bench


def test_links_in_the_content_are_followed_or_refused_as_without_a_memory(by_hand: Bench) -> None:
    units, kept, apart = by_hand.content / "units.yml", by_hand.content / "units.txt", by_hand.folder / "units.yml"
    units.rename(kept)
    units.symlink_to("units.txt")
    by_hand.compare()
    kept.write_text(kept.read_text(encoding="utf-8").replace("ships}", "vessels}"), encoding="utf-8")
    by_hand.compare()
    units.unlink()
    kept.rename(apart)
    units.symlink_to(apart)
    by_hand.compare()
    units.unlink()
    apart.rename(units)
    for leads_to in ("ships", "itself", "nowhere"):
        (by_hand.content / "itself").symlink_to(leads_to)
        by_hand.compare()
        (by_hand.content / "itself").unlink()
    by_hand.compare()


def test_a_file_far_below_the_content_is_met_as_without_a_memory(by_hand: Bench) -> None:
    deepest = by_hand.content.joinpath(*["deeper"] * 60)
    deepest.mkdir(parents=True)
    by_hand.compare()
    (deepest / "facts.yml").write_text("facts: []\n", encoding="utf-8")
    by_hand.compare()
    shutil.rmtree(by_hand.content / "deeper")
    by_hand.compare()


SPOILS: dict[str, Callable[[Path], object]] = {
    "lost": lambda page: page.unlink(),
    "with a stranger beside it": lambda page: (page.parent / "stranger.txt").write_text("", encoding="utf-8"),
    "written over": lambda page: page.write_text("", encoding="utf-8"),
    "put in its place": lambda page: (page.unlink(), page.write_text("", encoding="utf-8")),
    "a link to elsewhere": lambda page: (page.unlink(), page.symlink_to("/etc/hosts")),
    "in a folder that is a link": lambda page: (shutil.rmtree(page.parent), page.parent.symlink_to("/etc")),
}


@pytest.mark.parametrize("how", SPOILS)
@pytest.mark.parametrize("page", ["en/ships/index.html", "en/crews/index.html"], ids=["another page", "a page that the edit changes"])
def test_a_former_site_that_somebody_spoilt_spoils_no_site(bench: Bench, page: str, how: str) -> None:
    edits = {named("a fact counts more")}, {named("a fact counts more"), named("a label")}
    for each in edits:
        bench.lay_out(set(each))
        bench.compare()
    (spare,) = (bench.folder / ".onrecord").glob("spare-*")
    SPOILS[how](spare / page)
    for each in edits:
        bench.lay_out(set(each))
        bench.compare()


def test_a_clock_that_was_set_back_hides_no_edit(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.compare()
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 86_400_000_000_000)
    for edits in ({named("a fact counts more")}, {named("a label")}, set[Edit]()):
        bench.lay_out(edits)
        bench.compare()


def test_each_sheet_is_worked_on_a_few_times_at_most(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: Counter[str] = Counter()

    def counted(desk: Desk, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        worked.update(job.sheet for job in jobs)
        return do_here(desk, jobs)

    monkeypatch.setattr(_build, "FEW", 0)
    monkeypatch.setattr(_build, "do_here", counted)
    bench.lay_out({named("two sheets are computed from each other")})
    bench.compare()
    assert set(worked) == {"ships", "crews", "repairs"}
    assert max(worked.values()) <= 3
    worked.clear()
    bench.lay_out(bench.edits | {named("a heading")})
    bench.compare()
    assert worked == {"repairs": 1}


def moved(text: str, chance: random.Random) -> str:
    """Two items of a list change places."""
    items = re.split(r"(?m)^(?= *- )", text)
    if len(items) > 2:
        one, other = chance.sample(range(1, len(items)), 2)
        items[one], items[other] = items[other], items[one]
    return "".join(items)


@pytest.mark.slow
@pytest.mark.parametrize("site", [*SITES.values(), FLAGSHIP], ids=lambda path: path.parent.name)
def test_after_any_slip_of_an_editor_the_build_is_as_without_a_memory(bench: Bench, site: Path) -> None:
    chance = random.Random(site.parent.name)
    good = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.*")) if path.is_file()}
    files = good
    for _ in range(SLIPS):
        files = good if chance.random() < 0.4 else mutated(files, chance)
        name = chance.choice([name for name in good if name.endswith("facts.yml")])
        files = {**files, name: moved(files[name], chance)} if chance.random() < 0.3 else files
        bench.base = {name: text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name, text in files.items()}
        bench.today, bench.jobs = chance.choice(DAYS), chance.choice((1, 1, 1, 2))
        bench.compare()


# ---- builds that end before they should, and builds at the same time

COMMAND = [sys.executable, "-m", "onrecord", "build", "--today", DAYS[0].isoformat()]


def starts(bench: Bench) -> subprocess.Popen[str]:
    return subprocess.Popen(COMMAND, cwd=bench.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def sites_of(bench: Bench, *edits: Edit) -> list[Files]:
    """The site as it is without each of some edits, and with it."""
    found = []
    for made in (set(some) for some in ((), *((edit,) for edit in edits))):
        bench.lay_out(made)
        expected = bench.fresh()[1]
        assert isinstance(expected, dict)
        found.append(expected)
    return found


def named(name: str) -> Edit:
    return next(edit for edit in EDITS if edit.name == name)


@pytest.mark.slow
def test_a_build_that_is_killed_at_any_moment_leaves_one_whole_site_and_the_next_build_is_right(bench: Bench) -> None:
    chance = random.Random(1)
    edits = [named("a fact counts more"), named("a form of a unit"), named("a new sheet")]
    wholes = sites_of(bench, *edits)
    bench.lay_out(set())
    begun = time.monotonic()
    first = starts(bench)
    first.communicate()
    assert first.returncode == 0
    longest = time.monotonic() - begun
    for round in range(KILLS):
        now = chance.choice([set(), *({edit} for edit in edits)])
        bench.lay_out(now)
        building = starts(bench)
        with contextlib.suppress(subprocess.TimeoutExpired):
            building.communicate(timeout=chance.random() * longest)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(building.pid, signal.SIGKILL)
        building.communicate()
        assert bench.site() in wholes, round
        if round % 10 == 9:
            bench.compare()
    bench.lay_out({edits[0]})
    bench.compare()


@pytest.mark.slow
def test_of_two_builds_at_the_same_time_both_end_well_and_the_site_is_whole(bench: Bench) -> None:
    edits = [named("a fact counts more"), named("a label")]
    for round in range(PAIRS):
        bench.lay_out({edits[round % 2]})
        both = [starts(bench), starts(bench)]
        told = [building.communicate()[1] for building in both]
        assert [building.returncode for building in both] == [0, 0], told
        assert bench.site() == bench.fresh()[1], round
    bench.compare()


def test_a_build_waits_for_another_and_says_so(bench: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    bench.lay_out(set())
    monkeypatch.chdir(bench.folder)
    waited: list[str] = []
    memory = warm.memory_of(Wish(Path("content"), Path("templates"), Path("site"), DAYS[0]))
    with _build.alone(memory, Path("site"), lambda: None):
        monkeypatch.setattr(_build, "LONGEST", 0.01)
        with (
            pytest.raises(Refused, match="another build has been writing `site`"),
            _build.alone(memory, Path("site"), lambda: waited.append("x")),
        ):
            pass
    assert waited == ["x"]
    assert cli.main(["build", "--today", DAYS[0].isoformat()]) == 0
    assert "another build" not in capsys.readouterr().err


# ---- where nothing can be kept


def test_a_memory_that_is_none_is_done_without(bench: Bench) -> None:
    bench.compare()
    (path,) = (bench.folder / ".onrecord").glob("build-*.db")
    for spoilt in (
        b"",
        b"no database at all, but something else that stands in its place " * 200,
        path.read_bytes()[: path.stat().st_size // 2],
    ):
        path.write_bytes(spoilt)
        bench.edits ^= {named("a fact counts more")}
        bench.compare()


@pytest.mark.parametrize("lost", ["see", "keep", "say"])
def test_where_the_disk_is_full_when_the_build_remembers_the_site_stands_and_the_next_build_is_right(
    bench: Bench, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.compare()

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    bench.edits = {named("a fact counts more")}
    with monkeypatch.context() as disk:
        disk.setattr(_memory.Memory, lost, full)
        assert isinstance(bench.build(), Said)
    assert bench.site() == bench.fresh()[1]
    bench.compare()
    bench.edits = set()
    bench.compare()


def test_what_was_kept_by_another_program_is_not_believed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.compare()
    monkeypatch.setattr(warm, "_program", lambda: "another")
    memory = warm.memory_of(bench.wish())
    assert not isinstance(warm.said_before(bench.wish(), memory), Said)
    memory.close()
    bench.compare()


def test_a_folder_that_cannot_hold_a_memory_is_built_without_one(bench: Bench) -> None:
    (bench.folder / ".onrecord").write_text("a file, not a folder", encoding="utf-8")
    bench.compare()
    bench.edits = {named("a fact counts more")}
    bench.compare()


def test_nothing_is_kept_that_could_run_a_program() -> None:
    class Bad:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    for thing in (Bad(), os.system, Path("x"), pipeline.check):
        with pytest.raises(pickle.UnpicklingError):
            unpack(pickle.dumps(thing))


def test_a_site_written_a_moment_ago_is_not_believed_by_its_times(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", encoding="utf-8")
    changed = file.stat().st_ctime_ns
    assert stamp_of(file.stat(), changed + 1_000_000) is None  # it may change again within the tick
    assert stamp_of(file.stat(), changed - 3_600_000_000_000) is None  # the clock was set back
    assert stamp_of(file.stat(), changed + 3_600_000_000_000) is not None
