"""The content folder as it was at a revision of its git repository, read and assembled as it would be today.

The program `git` tells it; nothing of the repository or of the working tree is changed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from .assemble import Assembled, assemble
from .diagnostic import Diagnostic, Severity, did_you_mean
from .read import read_folder

FILE, LINK = ("100644", "100755"), "120000"  # git's modes
READ = (".yml", ".yaml", ".md")
BRANCHES_AND_TAGS = ("refs/heads", "refs/tags", "refs/remotes")


class NoHistory(Exception):
    """Why the content of a revision cannot be had, and what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message, self.help = message, help


@dataclass(frozen=True, slots=True)
class Past:
    """The content at a revision; ``unread`` is what today's onrecord could not make out in it."""

    revision: str
    commit: str
    made: Assembled
    unread: list[Diagnostic]


def read_past(content: Path, revision: str) -> Past:
    """Reads a content folder as it was; raises NoHistory."""
    if not content.is_dir():
        raise NoHistory(f"there is no folder `{content}`", "name your content folder with `--content`")
    repository = _Repository(content)
    commit = repository.commit(revision)
    with TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name).resolve() / "content"
        folder.mkdir()
        repository.lay_out(commit, folder)
        files, unreadable = read_folder(folder, shown=f"{revision}:{content.as_posix()}")
        made = assemble(files)
    unread = [found for found in [*unreadable, *made.diagnostics] if found.severity == Severity.ERROR]
    return Past(revision, commit, made, unread)


class _Repository:
    """The repository that a folder lies in."""

    def __init__(self, content: Path) -> None:
        self.content, self.folder = content, content.resolve()
        top = self._git("rev-parse", "--show-toplevel")
        if top.returncode:
            why = top.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
            raise NoHistory(f"`{content}` lies in no git repository that can be read", f"git says: {why}")
        self.path = self.folder.relative_to(Path(os.fsdecode(top.stdout.rstrip(b"\n"))).resolve()).as_posix()

    def _git(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, input=given, capture_output=True, env={**os.environ, "LC_ALL": "C"}, check=False)
        except FileNotFoundError:
            raise NoHistory("there is no program `git` here", "install git, which knows what the content was") from None

    def _said(self, *arguments: str) -> str:
        """What git prints, or nothing where it refuses."""
        done = self._git(*arguments)
        return "" if done.returncode else os.fsdecode(done.stdout).strip()

    def commit(self, revision: str) -> str:
        """The commit that a revision names. It is never taken for an option of git."""
        commit = self._said("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if commit:
            return commit
        if self._said("rev-parse", "--is-shallow-repository") == "true":
            help = "this clone is shallow: fetch the whole history (`fetch-depth: 0` of actions/checkout, or `git fetch --unshallow`)"
        else:
            named = self._said("for-each-ref", "--format=%(refname:short)", *BRANCHES_AND_TAGS).split("\n")
            help = did_you_mean(revision, ["HEAD", *named]) or "name a branch, a tag or a commit, as in `main` or `HEAD~1`"
        raise NoHistory(f"git knows no revision `{revision}`", help)

    def lay_out(self, commit: str, folder: Path) -> None:
        """Writes the files that onrecord reads. Links come last, so that nothing is written through one; reading judges where they lead."""
        tree = self._said("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{'' if self.path == '.' else self.path}")
        if not tree or self._said("cat-file", "-t", tree) != "tree":
            raise NoHistory(f"there was no folder `{self.content}` at that revision", "name a later one")
        entries = list(self._entries(tree))
        texts = self._texts([object for _, object, _ in entries])
        for (mode, _, path), text in sorted(zip(entries, texts, strict=True), key=lambda pair: pair[0][0] == LINK):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if mode == LINK:
                file.symlink_to(os.fsdecode(text))
            else:
                file.write_bytes(text)

    def _entries(self, tree: str) -> Iterator[tuple[str, str, str]]:
        """The mode, the object and the path of every text below a tree."""
        for entry in self._git("ls-tree", "-r", "-z", "--full-tree", tree).stdout.split(b"\0")[:-1]:
            about, _, name = os.fsdecode(entry).partition("\t")
            mode, _, object = about.split(" ")
            path = PurePosixPath(name)
            if mode in (*FILE, LINK) and path.suffix.lower() in READ and ".." not in path.parts:
                yield mode, object, name

    def _texts(self, objects: list[str]) -> Iterator[bytes]:
        """The contents of objects, in their order: a line about each, then so many bytes and a line end."""
        told = self._git("cat-file", "--batch", given="".join(f"{object}\n" for object in objects).encode()).stdout
        at = 0
        for object in objects:
            end = told.find(b"\n", at)
            size = told[at:end].rpartition(b" ")[2]
            if end < 0 or not size.isdigit():
                raise NoHistory(f"git cannot read the object {object}", "run `git fsck`, or clone the repository anew")
            at = end + 1 + int(size) + 1
            yield told[end + 1 : at - 1]
