"""The write stage: a reader sees the old site or the new one, and never loses a file that somebody else made."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import write
from onrecord.spare import Spare
from onrecord.write import MANIFEST, Artifact, Refused, Remade, Written, write_site

TALKS, HOME, STYLE = "pl/us-belarus-talks/index.html", "index.html", "style.css"
MONDAY = {HOME: "both languages", TALKS: "52 osoby", STYLE: "data {}", "pl/old-sheet/index.html": "withdrawn"}
TUESDAY = {HOME: "both languages", TALKS: "53 osoby", STYLE: "data {}", "en/new-sheet/index.html": "fresh"}

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


def artifacts(pages: dict[str, str]) -> Iterator[Artifact]:
    return (Artifact(path, text.encode()) for path, text in pages.items())


def pages_in(site: Path) -> dict[str, str]:
    """Every file as a visitor finds it, without our manifest; a symlink as `-> target`."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(site).as_posix()] = f"-> {os.readlink(path)}"
        elif path.is_file() and path.name != MANIFEST:
            found[path.relative_to(site).as_posix()] = path.read_text()
    return found


def stamps(*folders: Path) -> dict[Path, tuple[int, int, int]]:
    """Inode, time of content and time of any change at all, for each folder and all that is in it."""
    every = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    return {path: (path.lstat().st_ino, path.lstat().st_mtime_ns, path.lstat().st_ctime_ns) for path in every}


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "web" / "site"


@pytest.fixture(params=["one exchange", "two renames"])
def either_swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(write, "_exchange", lambda left, right: False)
    return str(request.param)


# -- what a build does -------------------------------------------------------------------------------------------------------


def test_a_first_build_makes_the_site_and_leaves_nothing_beside_it(site: Path) -> None:
    assert write_site(artifacts(MONDAY), site) == Written(made=4, kept=0, removed=0)
    assert pages_in(site) == MONDAY
    assert beside(site) == []


def test_an_empty_folder_becomes_the_site(site: Path) -> None:
    site.mkdir(parents=True)
    write_site(artifacts(MONDAY), site)
    assert pages_in(site) == MONDAY


def test_a_site_without_pages_is_a_site(site: Path) -> None:
    assert write_site([], site) == Written(0, 0, 0)
    assert [path.name for path in site.iterdir()] == [MANIFEST]


def test_a_second_build_makes_what_changed_and_removes_what_it_no_longer_makes(site: Path, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)
    assert write_site(artifacts(TUESDAY), site) == Written(made=2, kept=2, removed=1)
    assert pages_in(site) == TUESDAY
    assert not (site / "pl/old-sheet").exists()
    assert beside(site) == []


def test_unchanged_files_keep_their_inode_and_time(site: Path, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site)
    write_site(artifacts(TUESDAY), site)
    after = stamps(site)
    for path in (site / HOME, site / STYLE):
        assert after[path][:2] == before[path][:2]
    assert after[site / TALKS][0] != before[site / TALKS][0]


def test_a_build_that_changes_nothing_touches_nothing(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("onrecord.example")
    before = stamps(site.parent)
    assert write_site(artifacts(MONDAY), site) == Written(made=0, kept=4, removed=0)
    assert stamps(site.parent) == before


def test_the_order_of_artifacts_does_not_change_the_site(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site.parent)
    write_site(artifacts(dict(reversed(MONDAY.items()))), site)
    assert stamps(site.parent) == before


def test_a_clean_build_writes_every_page_afresh(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("onrecord.example")
    before = stamps(site)
    assert write_site(artifacts(MONDAY), site, clean=True) == Written(made=4, kept=0, removed=0)
    after = stamps(site)
    assert all(after[site / path][0] != before[site / path][0] for path in [*MONDAY, MANIFEST])
    assert after[site / "CNAME"][0] == before[site / "CNAME"][0]


def test_a_page_that_somebody_changed_or_deleted_by_hand_is_made_again(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    times = (site / TALKS).stat()
    (site / TALKS).write_text("99 osoby")
    os.utime(site / TALKS, ns=(times.st_atime_ns, times.st_mtime_ns))
    (site / STYLE).unlink()
    assert write_site(artifacts(MONDAY), site) == Written(made=2, kept=2, removed=0)
    assert pages_in(site) == MONDAY


def test_a_page_may_become_a_folder_and_a_folder_a_page(site: Path, either_swap: str) -> None:
    write_site(artifacts({"feed": "one", "map/index.html": "two"}), site)
    assert write_site(artifacts({"feed/index.html": "one", "map": "two"}), site) == Written(2, 0, 2)
    assert pages_in(site) == {"feed/index.html": "one", "map": "two"}


def test_the_manifest_lists_each_page_with_its_digest_and_no_time(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    manifest = (site / MANIFEST).read_bytes()
    digests = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in MONDAY.items()}
    assert json.loads(manifest) == {"format": 1, "files": digests}
    assert list(json.loads(manifest)["files"]) == sorted(MONDAY)
    write_site(artifacts(MONDAY), site.with_name("elsewhere"))
    assert (site.with_name("elsewhere") / MANIFEST).read_bytes() == manifest


@needs_modes
def test_a_web_server_may_read_the_site(site: Path) -> None:
    previous = os.umask(0o022)
    try:
        write_site(artifacts(MONDAY), site)
        write_site(artifacts(TUESDAY), site)
    finally:
        os.umask(previous)
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (site, site / "pl", site / "en/new-sheet")} == {0o755}
    assert {stat.S_IMODE((site / path).stat().st_mode) for path in [*TUESDAY, MANIFEST]} == {0o644}


def test_a_link_to_the_site_stays_and_the_site_behind_it_is_written(site: Path, tmp_path: Path, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)
    door = tmp_path / "door"
    door.symlink_to(site, target_is_directory=True)
    write_site(artifacts(TUESDAY), door)
    assert door.is_symlink()
    assert pages_in(site) == TUESDAY


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP])
def test_where_the_file_system_has_no_links_files_are_copied_with_their_time(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, either_swap: str
) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("onrecord.example")
    before = stamps(site)

    def no_link(source: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_link)
    assert write_site(artifacts(TUESDAY), site) == Written(made=2, kept=2, removed=1)
    assert pages_in(site) == TUESDAY | {"CNAME": "onrecord.example"}
    assert all(stamps(site)[site / path][1] == before[site / path][1] for path in (HOME, STYLE, "CNAME"))
    assert beside(site) == []


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux")
def test_linux_exchanges_two_folders_in_one_step(tmp_path: Path) -> None:
    for name in ("left", "right"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name)
    if not write._exchange(tmp_path / "left", tmp_path / "right"):
        pytest.skip("this kernel or file system cannot exchange")
    assert (tmp_path / "left/page").read_text() == "right"
    assert not write._exchange(tmp_path / "left", tmp_path / "absent")


_texts = st.lists(st.sampled_from(["1", "2"]), min_size=1, max_size=2)  # of a page as it is made, and made again
_paths = st.sampled_from(["a", "a/b", "c/d", "c/e", "f"])
_some_pages = st.dictionaries(_paths, _texts, max_size=4).filter(lambda pages: not {"a", "a/b"} <= pages.keys())


def made(pages: dict[str, list[str]]) -> Iterator[Artifact]:
    yield from artifacts({path: first for path, (first, *_) in pages.items()})
    yield from (Remade(path, again.encode()) for path, (_, *more) in pages.items() for again in more)


@example([{"a": ["1"]}, {"a/b": ["1"], "f": ["1"]}, {"f": ["2"], "a/b": ["1", "2"]}], False, True)
@example([{"a/b": ["1"]}, {"a": ["1"], "f": ["1"]}, {"f": ["2"], "a": ["1", "2"]}], False, True)
@given(builds=st.lists(_some_pages, max_size=6), clean=st.booleans(), spare=st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_after_any_builds_the_site_is_the_last_one(builds: list[dict[str, list[str]]], clean: bool, spare: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site, last = Path(folder) / "site", dict[str, str]()
        for build in builds:
            pages = {path: texts[-1] for path, texts in build.items()}
            written = write_site(made(build), site, clean=clean, spare=Spare(Path(folder) / "spare") if spare else None)
            assert written.made + written.kept == len(pages)
            assert written.removed == len(last.keys() - pages.keys())
            assert pages_in(site) == pages
            last = pages


# -- files of others ---------------------------------------------------------------------------------------------------------


def test_a_file_of_the_editor_in_the_site_survives(site: Path, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("onrecord.example")
    (site / ".well-known").mkdir()
    (site / ".well-known/security.txt").write_text("write to us")
    (site / "pl/old-sheet/notes.txt").write_text("mine, in your folder")
    before = stamps(site)
    write_site(artifacts(TUESDAY), site)
    theirs = {"CNAME": "onrecord.example", ".well-known/security.txt": "write to us", "pl/old-sheet/notes.txt": "mine, in your folder"}
    assert pages_in(site) == TUESDAY | theirs
    assert all(stamps(site)[site / path][:2] == before[site / path][:2] for path in theirs)
    assert beside(site) == []


def test_symlinks_and_empty_folders_of_others_survive_and_are_not_followed(site: Path, tmp_path: Path, either_swap: str) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "2024.html").write_text("last year")
    write_site(artifacts(MONDAY), site)
    (site / "archive").symlink_to(archive, target_is_directory=True)
    (site / "nowhere").symlink_to("gone")
    (site / "uploads/2025").mkdir(parents=True)
    before = stamps(archive)
    write_site(artifacts(TUESDAY), site)
    assert os.readlink(site / "archive") == str(archive)
    assert os.readlink(site / "nowhere") == "gone"
    assert (site / "uploads/2025").is_dir()
    assert stamps(archive) == before
    assert beside(site) == []


@needs_modes
def test_a_private_folder_of_others_stays_private(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "drafts").mkdir(mode=0o700)
    (site / "drafts/note").write_text("not yet")
    write_site(artifacts(TUESDAY), site)
    assert stat.S_IMODE((site / "drafts").stat().st_mode) == 0o700


def test_a_foreign_file_where_a_page_must_go_is_refused_by_name(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "robots.txt").write_text("theirs")
    before = stamps(site.parent)
    with pytest.raises(Refused, match=r"`robots\.txt` was not made by onrecord and stands where `robots\.txt` must go"):
        write_site(artifacts(MONDAY | {"robots.txt": "ours"}), site)
    assert stamps(site) == {path: stamp for path, stamp in before.items() if path != site.parent}


@pytest.mark.parametrize(
    ("foreign", "page"), [("Robots.txt", "robots.txt"), ("feed", "feed/index.html"), ("feed/mine", "feed"), ("pl/mine", "pl")]
)
def test_a_foreign_file_in_the_way_of_a_page_is_refused(site: Path, foreign: str, page: str) -> None:
    write_site(artifacts(MONDAY), site)
    (site / foreign).parent.mkdir(exist_ok=True)
    (site / foreign).write_text("theirs")
    with pytest.raises(Refused, match=f"`{foreign}.*` was not made by onrecord"):
        write_site(artifacts({page: "ours"}), site)
    assert pages_in(site) == MONDAY | {foreign: "theirs"}


def test_a_symlink_in_place_of_our_page_is_refused_and_never_written_through(site: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("53 osoby")
    write_site(artifacts(MONDAY), site)
    (site / TALKS).unlink()
    (site / TALKS).symlink_to(tmp_path / "precious")
    with pytest.raises(Refused, match="was not made by onrecord"):
        write_site(artifacts(TUESDAY), site)
    assert (tmp_path / "precious").read_text() == "53 osoby"


def test_a_foreign_file_with_the_same_bytes_stays_theirs_and_is_never_deleted(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "robots.txt").write_text("all welcome")
    assert write_site(artifacts(MONDAY | {"robots.txt": "all welcome"}), site) == Written(made=0, kept=5, removed=0)
    assert write_site(artifacts(TUESDAY), site) == Written(made=2, kept=2, removed=1)
    assert (site / "robots.txt").read_text() == "all welcome"


def test_one_page_made_twice_is_refused_also_where_a_foreign_file_has_its_bytes(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "robots.txt").write_text("all welcome")
    with pytest.raises(Refused, match="on some systems these are one file"):
        write_site([Artifact("robots.txt", b"all welcome")] * 2, site)


def test_a_file_that_comes_or_changes_during_the_build_is_not_lost(site: Path, monkeypatch: pytest.MonkeyPatch, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("old.example")
    swap = write._swap

    def editor_is_quicker(new: Path, site: Path, old: Path) -> None:
        (site / "uploads").mkdir()
        (site / "uploads/photo").write_text("just now")
        (site / "CNAME.part").write_text("new.example")
        os.replace(site / "CNAME.part", site / "CNAME")
        swap(new, site, old)

    monkeypatch.setattr(write, "_swap", editor_is_quicker)
    write_site(artifacts(TUESDAY), site)
    assert pages_in(site) == TUESDAY | {"CNAME": "new.example", "uploads/photo": "just now"}
    assert beside(site) == []


@needs_fork
def test_a_file_that_cannot_be_moved_over_waits_for_the_next_run(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(artifacts(MONDAY), site)
    (site / "CNAME").write_text("onrecord.example")

    def other_disk(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    def late() -> Iterator[Artifact]:
        yield from artifacts(TUESDAY)
        (site / "photo").write_text("just now")

    def build() -> None:
        monkeypatch.setattr(os, "replace", other_disk)
        write_site(late(), site)

    assert in_a_child(build) == 0
    assert pages_in(site) == TUESDAY | {"CNAME": "onrecord.example"}
    write_site(artifacts(TUESDAY), site)
    assert pages_in(site) == TUESDAY | {"CNAME": "onrecord.example", "photo": "just now"}
    assert beside(site) == []


# -- what it refuses ---------------------------------------------------------------------------------------------------------


def test_it_refuses_a_folder_it_did_not_make(site: Path) -> None:
    site.mkdir(parents=True)
    (site / "thesis.txt").write_text("years of work")
    before = stamps(site.parent)
    with pytest.raises(Refused, match="site` was not made by onrecord") as refused:
        write_site(artifacts(MONDAY), site)
    assert refused.value.help == "choose another folder or empty it"
    assert stamps(site.parent) == before


def test_it_refuses_a_file_in_place_of_the_folder(site: Path) -> None:
    site.parent.mkdir()
    site.write_text("not a folder")
    with pytest.raises(Refused, match="site` is a file"):
        write_site(artifacts(MONDAY), site)
    assert site.read_text() == "not a folder"


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{}",
        b'{"files": []}',
        b'{"files": {"a": 1}}',
        b'{"files": {"a": "short"}}',
        b'{"files": {"../thesis.txt": "%s"}}' % (b"0" * 64),
    ],
)
def test_it_refuses_a_manifest_that_it_did_not_write(site: Path, manifest: bytes) -> None:
    write_site(artifacts(MONDAY), site)
    (site / MANIFEST).write_bytes(manifest)
    with pytest.raises(Refused, match="is not as onrecord wrote it"):
        write_site(artifacts(TUESDAY), site)
    assert pages_in(site) == MONDAY


def test_it_refuses_a_manifest_that_is_a_link_or_a_folder(site: Path, tmp_path: Path) -> None:
    write_site(artifacts(MONDAY), site)
    (site / MANIFEST).rename(tmp_path / "manifest")
    (site / MANIFEST).symlink_to(tmp_path / "manifest")
    with pytest.raises(Refused, match="is not as onrecord wrote it"):
        write_site(artifacts(TUESDAY), site)
    (site / MANIFEST).unlink()
    (site / MANIFEST).mkdir()
    with pytest.raises(Refused, match="is not as onrecord wrote it"):
        write_site(artifacts(TUESDAY), site)


@pytest.mark.parametrize("out", ["/", "home", "home/me", "work", "work/project", "."])
def test_it_refuses_the_root_the_home_and_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    for folder in ("home/me", "work/project"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home/me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home/me"))
    monkeypatch.chdir(tmp_path / "work/project")
    with pytest.raises(Refused, match="is, holds or is inside"):
        write_site(artifacts(MONDAY), Path(out) if out in "/." else tmp_path / out)
    assert pages_in(tmp_path) == {}


def test_it_refuses_a_mount_point_which_cannot_be_exchanged(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.mkdir(parents=True)
    monkeypatch.setattr(os.path, "ismount", lambda folder: folder == site)
    with pytest.raises(Refused, match="site` is a mount point"):
        write_site(artifacts(MONDAY), site)


@pytest.mark.parametrize("out", ["project", "project/content", "project/content/site", "project/link/site"])
def test_it_refuses_to_write_over_around_or_inside_the_content(tmp_path: Path, out: str) -> None:
    content = tmp_path / "project/content"
    content.mkdir(parents=True)
    (tmp_path / "project/link").symlink_to(content, target_is_directory=True)
    with pytest.raises(Refused, match=r"is, holds or is inside `.*content`"):
        write_site(artifacts(MONDAY), tmp_path / out, protected=[content])
    assert list(content.iterdir()) == []


def test_a_site_beside_the_content_is_fine(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    write_site(artifacts(MONDAY), tmp_path / "content-site", protected=[tmp_path / "content"])
    assert pages_in(tmp_path / "content-site") == MONDAY


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "pl/../../x", "pl/./x", ".", "pl//x", "pl/", "pl\\x", "C:/x", "a\0b", "a\nb", "a\x7f", "a\x85", "\ud800"],
)
def test_a_path_that_is_not_plain_is_refused(site: Path, path: str) -> None:
    with pytest.raises(Refused, match="is not a plain relative path"):
        write_site([Artifact(HOME, b"fine"), Artifact(path, b"")], site)
    assert not site.exists()
    assert beside(site) == []


@pytest.mark.parametrize("path", ["ż" * 128, "pl/" + "x" * 256])
def test_a_name_over_255_bytes_is_refused(site: Path, path: str) -> None:
    with pytest.raises(Refused) as refused:
        write_site([Artifact(path, b"")], site)
    assert "at most 255 bytes" in refused.value.help


def test_a_name_of_255_bytes_dots_and_spaces_are_fine(site: Path) -> None:
    pages = {"x" * 255: "long", "..x/.y": "dots", "białoruś/a b": "letters"}
    write_site(artifacts(pages), site)
    assert pages_in(site) == pages


@pytest.mark.parametrize(
    ("path", "other", "why"),
    [
        ("pl/a", "pl/a", "one file"),
        ("pl/A.html", "pl/a.html", "one file"),
        ("Straße", "STRASSE", "one file"),
        ("caf\u00e9", "cafe\u0301", "one file"),
        ("PL/a", "pl/A", "one file"),
        ("pl", "pl/a", "a file cannot be a folder too"),
        ("pl/a/b", "PL/a", "a file cannot be a folder too"),
        (MANIFEST, MANIFEST.upper(), "one file"),
    ],
)
def test_two_pages_in_one_place_are_refused(site: Path, path: str, other: str, why: str) -> None:
    for pair in ((path, other), (other, path)):
        with pytest.raises(Refused, match=why):
            write_site([Artifact(name, b"same bytes") for name in pair], site)
        assert not site.exists()


# -- builds that fail --------------------------------------------------------------------------------------------------------


def failing_after(pages: dict[str, str], error: BaseException) -> Iterator[Artifact]:
    yield from artifacts(pages)
    raise error


@pytest.mark.parametrize("error", [ValueError("a bug in a template"), KeyboardInterrupt(), MemoryError()])
def test_a_failed_build_leaves_the_last_good_site(site: Path, error: BaseException) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site)
    with pytest.raises(type(error)):
        write_site(failing_after(TUESDAY, error), site)
    assert stamps(site) == before
    assert beside(site) == []


def test_a_failed_first_build_leaves_nothing(site: Path) -> None:
    with pytest.raises(ValueError, match="a bug"):
        write_site(failing_after(MONDAY, ValueError("a bug")), site)
    assert not site.exists()
    assert beside(site) == []


@pytest.mark.parametrize("survivors", range(4))
def test_a_full_disk_leaves_the_last_good_site(site: Path, monkeypatch: pytest.MonkeyPatch, survivors: int) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site)
    put = Path.write_bytes
    written: list[Path] = []

    def until_full(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) > survivors:
            put(path, content[:3])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(path, content)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(OSError, match="No space left"):
        write_site(artifacts(MONDAY), site, clean=True)
    assert stamps(site) == before
    assert beside(site) == []


@pytest.mark.parametrize("error", [OSError(errno.EIO, "bad disk"), KeyboardInterrupt()])
def test_where_the_second_rename_fails_the_former_site_goes_back(site: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site / "pl", site / HOME)
    rename = os.rename

    def not_into_place(source: Path, target: Path) -> None:
        if source.name == "new":
            raise error
        rename(source, target)

    monkeypatch.setattr(write, "_exchange", lambda left, right: False)
    monkeypatch.setattr(os, "rename", not_into_place)
    with pytest.raises(type(error)):
        write_site(artifacts(TUESDAY | {HOME: "changed too"}), site)
    assert pages_in(site) == MONDAY
    assert stamps(site / "pl", site / HOME) == before
    assert beside(site) == []


# -- builds that are killed --------------------------------------------------------------------------------------------------

STEPS = [(os, "mkdir"), (os, "link"), (os, "rename"), (os, "replace"), (os, "unlink"), (os, "rmdir"), (Path, "touch")]
STEPS += [(Path, "write_bytes"), (Path, "chmod"), (write, "_exchange")]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(step: int) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Wrap functions that change the disk, so that together they die at their step-th call."""
    left = [step]

    def wrap(change: Callable[..., object]) -> Callable[..., object]:
        def change_or_die(*args: object, **options: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                die()
            return change(*args, **options)

        return change_or_die

    return wrap


def in_a_child(build: Callable[[], object]) -> int:
    """The signal that ended the child, or 0; its pid is free again afterwards."""
    child = os.fork()
    if child == 0:
        try:
            build()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_at(step: int, build: Callable[[], object]) -> bool:
    """Whether the build was killed before it could take that many steps."""

    def doomed() -> None:
        wrap = dying_at(step)
        for owner, name in STEPS:
            setattr(owner, name, wrap(getattr(owner, name)))
        build()

    return in_a_child(doomed) == signal.SIGKILL


@needs_fork
def test_a_build_killed_at_any_step_leaves_a_whole_site_and_the_next_run_cleans_up(tmp_path: Path, either_swap: str) -> None:
    theirs = {"CNAME": "onrecord.example", "pl/old-sheet/notes.txt": "mine"}
    monday = MONDAY | {f"withdrawn-{number}": "" for number in range(6)}  # a removal cut short must bring none of them back
    whole = [monday | theirs, TUESDAY | theirs]
    seen, step, killed = list[dict[str, str]](), 0, True
    while killed:
        site = tmp_path / str(step) / "site"
        write_site(artifacts(monday), site)
        for path, text in theirs.items():
            (site / path).write_text(text)
        killed = kill_at(step, lambda site=site: write_site(artifacts(TUESDAY), site))  # type: ignore[misc]
        if either_swap == "one exchange" or site.exists():
            assert pages_in(site) in whole
        with pytest.raises(ValueError, match="a bug"):
            write_site(failing_after({}, ValueError("a bug")), site)
        assert pages_in(site) in whole
        assert beside(site) == []
        seen.append(pages_in(site))
        write_site(artifacts(TUESDAY), site)
        assert pages_in(site) == whole[1]
        step += 1
    assert step > 20
    assert seen == sorted(seen, key=whole.index)
    assert all(state in seen for state in whole)


@needs_fork
@pytest.mark.parametrize("survivors", range(5))
def test_a_build_killed_between_pages_leaves_the_last_good_site(site: Path, survivors: int) -> None:
    write_site(artifacts(MONDAY), site)
    before = stamps(site)

    def until_killed() -> Iterator[Artifact]:
        for number, artifact in enumerate(artifacts(TUESDAY)):
            if number == survivors:
                die()
            yield artifact
        die()

    assert in_a_child(lambda: write_site(until_killed(), site)) == signal.SIGKILL
    assert stamps(site) == before
    write_site(artifacts(TUESDAY), site)
    assert pages_in(site) == TUESDAY
    assert beside(site) == []


def staging_of(site: Path, pid: int) -> Path:
    return site.with_name(f".{site.name}.onrecord-{pid}-0123abcd")


@needs_fork
def test_the_next_run_removes_only_marked_folders_of_dead_builds(site: Path) -> None:
    write_site(artifacts(MONDAY), site)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    dead, live = staging_of(site, child), staging_of(site, os.getpid())
    unmarked, other = staging_of(site, child).with_name(dead.name[:-1] + "e"), staging_of(site.with_name("site2"), child)
    for folder in (dead, live, unmarked, other):
        (folder / "new/pl").mkdir(parents=True)
        (folder / "new/pl/index.html").write_text("half")
        if folder != unmarked:
            (folder / write._MARKER).touch()
    write_site(artifacts(MONDAY), site)
    assert beside(site) == sorted(folder.name for folder in (live, unmarked, other))
    assert (live / "new/pl/index.html").read_text() == "half"


def test_a_process_that_we_may_not_signal_counts_as_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(pid: int, signal: int) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    if sys.platform != "win32":
        monkeypatch.setattr(os, "kill", denied)
    assert write._is_running(os.getpid())


def test_two_builds_at_once_each_leave_a_whole_site(site: Path, either_swap: str) -> None:
    write_site(artifacts(MONDAY), site)

    def with_a_build_inside() -> Iterator[Artifact]:
        yield Artifact(TALKS, b"53 osoby")
        write_site(artifacts(TUESDAY), site)
        yield Artifact(STYLE, b"data { color: black }")

    write_site(with_a_build_inside(), site)
    assert pages_in(site) == {TALKS: "53 osoby", STYLE: "data { color: black }"}
    assert beside(site) == []
