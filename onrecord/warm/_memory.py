"""What builds remember between them: one SQLite file in `.onrecord/`. Losing it costs time and nothing else.

It is written in one transaction, after the new site stands: a build that is killed leaves what the last one remembered, and files that
do not match it are looked at again. What is kept as objects can name no class but those of the model, so that a file from elsewhere, as
a cache of CI may be, cannot make the next build run a program.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ._stamps import Seen

FOLDER = ".onrecord"
LAYOUT = """
create table said (name text primary key, value text) without rowid;
create table seen (kind text, path text, digest text, size integer, mtime integer, ctime integer, inode integer,
    primary key (kind, path)) without rowid;
create table sheets (id text primary key, record blob) without rowid;
create table named (key text primary key, sheet text, digest text) without rowid;
create table reads (key text, sheet text, primary key (key, sheet)) without rowid;
create table linked (link text, target text, place integer, id text, sheet text);
create index linked_to on linked (link, target);
create table gathered (name text, sheet text, digest text, value blob, primary key (name, sheet)) without rowid;
"""
TABLES = ("said", "seen", "sheets", "named", "reads", "linked", "gathered")
PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("decimal", "Decimal"),
    ("fractions", "Fraction"),
    ("datetime", "date"),
    ("datetime", "timedelta"),
}


class Memory:
    """The file of one content folder and one site; ``name`` tells it from those of others.

    Where no file can be kept, as in a folder that may not be written to, nothing is remembered beyond the build.
    """

    def __init__(self, name: str, program: str, folder: Path) -> None:
        self.path, self.program = folder / f"build-{name}.db", program
        self._open: sqlite3.Connection | None = None

    @property
    def _file(self) -> sqlite3.Connection:
        """The open file; a new one where there is none, or where it is not as this program would have written it."""
        if self._open is None:
            try:
                self._open = self._opened(self.path)
            except (OSError, sqlite3.OperationalError):
                self._open = self._opened(None)
            except sqlite3.DatabaseError:
                self.forget()
                self._open = self._opened(self.path)
        return self._open

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=60)
        file.execute("pragma synchronous = off")  # a power cut may cost the memory, never the site
        with suppress(sqlite3.OperationalError):  # no table yet
            if file.execute("select value from said where name = 'program'").fetchone() == (self.program,):
                return file
        file.execute("begin immediate")
        for (table,) in file.execute("select name from sqlite_master where type = 'table'").fetchall():
            file.execute(f'drop table "{table}"')
        for statement in LAYOUT.split(";"):
            file.execute(statement)
        file.execute("insert into said values ('program', ?)", (self.program,))
        file.execute("commit")
        return file

    def forget(self) -> None:
        """Begin anew: the file was not ours, or is broken."""
        self.close()
        for path in self.path.parent.glob(self.path.name + "*"):
            with suppress(OSError):
                path.unlink()

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    # ---- what is asked

    def said(self, name: str) -> str | None:
        row = self._file.execute("select value from said where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def seen(self, kind: str) -> dict[str, Seen]:
        """Files as they were seen: ``content``, ``look`` (of the theme) or ``site``."""
        rows = self._file.execute("select path, digest, size, mtime, ctime, inode from seen where kind = ?", (kind,))
        return {
            path: Seen(digest, None if size is None else (size, mtime, ctime, inode)) for path, digest, size, mtime, ctime, inode in rows
        }

    def sheet(self, id: str) -> Any:
        row = self._file.execute("select record from sheets where id = ?", (id,)).fetchone()
        return unpack(row[0]) if row else None

    def sheets(self) -> set[str]:
        return {id for (id,) in self._file.execute("select id from sheets")}

    def where(self, key: str) -> tuple[str, str] | None:
        """The sheet that has a thing, and the digest of it."""
        return self._file.execute("select sheet, digest from named where key = ?", (key,)).fetchone()  # type: ignore[no-any-return]

    def named(self, kind: str) -> Iterator[tuple[str, str, str]]:
        """Every thing of a kind: its key, its sheet, its digest."""
        return iter(self._file.execute("select key, sheet, digest from named where key >= ? and key < ?", (kind + ":", kind + ";")))

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The sheets that looked up any of these."""
        found: set[str] = set()
        for key in keys:
            found.update(sheet for (sheet,) in self._file.execute("select sheet from reads where key = ?", (key,)))
        return found

    def linked(self, link: str, target: str) -> list[tuple[str, str]]:
        """The facts that have a link to a fact, with their sheets, in the order of each sheet."""
        return self._file.execute("select id, sheet from linked where link = ? and target = ? order by place", (link, target)).fetchall()

    def link_targets(self) -> set[tuple[str, str]]:
        """Every link and fact that has one."""
        return set(self._file.execute("select distinct link, target from linked").fetchall())

    def gathered(self, name: str) -> dict[str, tuple[str, bytes]]:
        """What was gathered under a name from each sheet: digest, and what `unpack` reads."""
        rows = self._file.execute("select sheet, digest, value from gathered where name = ?", (name,))
        return {sheet: (digest, value) for sheet, digest, value in rows}

    def gathered_from(self, sheet: str, name: str) -> bytes | None:
        """The same of one sheet."""
        row = self._file.execute("select value from gathered where name = ? and sheet = ?", (name, sheet)).fetchone()
        return row[0] if row else None

    def digest_gathered(self, sheet: str, name: str) -> str | None:
        """The digest alone."""
        row = self._file.execute("select digest from gathered where name = ? and sheet = ?", (name, sheet)).fetchone()
        return row[0] if row else None

    # ---- what is told

    @contextmanager
    def telling(self) -> Iterator[None]:
        """All of what is told, or, where it cannot be kept, none: the next build then looks at more than it had to."""
        with suppress(sqlite3.OperationalError, OSError):
            self._file.execute("begin immediate")
            try:
                yield
                self._file.execute("commit")
            finally:
                if self._file.in_transaction:
                    self._file.execute("rollback")

    def say(self, name: str, value: str) -> None:
        self._file.execute("insert or replace into said values (?, ?)", (name, value))

    def see(self, kind: str, files: Mapping[str, Seen], gone: Iterable[str] = ()) -> None:
        rows = ((kind, path, seen.digest, *(seen.stamp or (None,) * 4)) for path, seen in files.items())
        self._file.executemany("insert or replace into seen values (?, ?, ?, ?, ?, ?, ?)", rows)
        self._file.executemany("delete from seen where kind = ? and path = ?", ((kind, path) for path in gone))

    def drop(self, sheet: str, named: Iterable[str], reads: Iterable[str], gathered: Iterable[str]) -> None:
        """Forget a sheet; what is named here is all that is known of it."""
        self._file.execute("delete from sheets where id = ?", (sheet,))
        self._file.execute("delete from linked where sheet = ?", (sheet,))
        self._file.executemany("delete from named where key = ? and sheet = ?", ((key, sheet) for key in named))
        self._file.executemany("delete from reads where key = ? and sheet = ?", ((key, sheet) for key in reads))
        self._file.executemany("delete from gathered where name = ? and sheet = ?", ((name, sheet) for name in gathered))

    def keep(
        self,
        sheet: str,
        record: bytes,
        named: Mapping[str, str],
        reads: Iterable[str],
        linked: Iterable[tuple[str, str, str]],
        gathered: Mapping[str, tuple[str, bytes]],
    ) -> None:
        """Remember a sheet; ``linked`` are links as (link, fact, the fact that it names)."""
        self._file.execute("insert into sheets values (?, ?)", (sheet, record))
        self._file.executemany("insert or replace into named values (?, ?, ?)", ((key, sheet, digest) for key, digest in named.items()))
        self._file.executemany("insert into reads values (?, ?)", ((key, sheet) for key in reads))
        rows = ((link, target, place, id, sheet) for place, (link, id, target) in enumerate(linked))
        self._file.executemany("insert into linked values (?, ?, ?, ?, ?)", rows)
        found = ((name, sheet, digest, value) for name, (digest, value) in gathered.items())
        self._file.executemany("insert into gathered values (?, ?, ?, ?)", found)

    def clear(self) -> None:
        """Forget everything but the program."""
        for table in TABLES:
            self._file.execute(
                f"delete from {table} where {'name' if table == 'said' else 1} {'!= ' + repr('program') if table == 'said' else ''}"
            )


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith(("onrecord.model", "onrecord.edtf", "onrecord.checks.", "onrecord.warm.", "onrecord.places"))
        if (module, name) in PLAIN or (ours and isinstance(found := super().find_class(module, name), type)):
            return super().find_class(module, name) if (module, name) in PLAIN else found
        raise pickle.UnpicklingError(f"{module}.{name} is none of ours")


def pack(thing: object) -> bytes:
    return pickle.dumps(thing, protocol=5)


def unpack(kept: bytes) -> Any:
    """What `pack` packed; raises UnpicklingError for anything that names another class."""
    return _Reader(io.BytesIO(kept)).load()
