"""What is known of every sheet while a build goes on: what it has made so far, before what the last build remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..digests import digest
from ._memory import Memory, pack, unpack
from ._sheet import ABSENT, GATHERED, LINKS, Index, Made, Record

MODULUS = 1 << 128
NAMED = ("fact:", "sheet:", "prose:", "order:")  # what others look up of a sheet, and the order of its facts


def _keys_of(links: Iterable[tuple[str, str, str]]) -> set[str]:
    """The keys under which others look up links, given as link, fact, and the fact that it names."""
    return {f"{LINKS[link]}:{target}" for link, _, target in links}


def _number(told: tuple[str, str, str]) -> int:
    return int(digest(repr(told)), 16)


def _of_kind(record: Record, kind: str) -> list[tuple[str, str, str]]:
    """The things of a kind that a sheet has: sheet, key, digest."""
    return [(record.id, key, told) for key, told in record.own.items() if key.startswith(kind)]


class Ledger(Index):
    """The index of a build. Sheets are those of site.yml, in its order."""

    def __init__(self, memory: Memory, sheets: Iterable[str]) -> None:
        self.memory, self.sheets = memory, list(sheets)
        remembered = memory.sheets()
        self.gone = remembered - set(self.sheets)
        self.new = set(self.sheets) - remembered
        self.made: dict[str, Record] = {}
        self.gathered_now: dict[str, dict[str, tuple[str, bytes]]] = {}
        self.before: dict[str, Record] = {}  # as the last build left them, of those that are made anew or gone
        self.double = False  # whether two sheets have a fact of the same id
        self._sheet_of: dict[str, str | None] = {}
        self._sums: dict[str, int] = {}  # until another sheet is made, as are these
        self._links_made: dict[tuple[str, str], list[tuple[str, str]]] | None = None
        for sheet in self.gone:
            self._forget(self.remembered(sheet))

    def remembered(self, sheet: str) -> Record | None:
        """A sheet as the last build left it."""
        if sheet not in self.before and sheet not in self.new and (record := self.memory.sheet(sheet)) is not None:
            self.before[sheet] = record
        return self.before.get(sheet)

    # ---- what a sheet has turned out to be

    def begin(self, sheets: Iterable[str]) -> None:
        """These are read anew: what they had is no longer thought to be theirs."""
        for sheet in sheets:
            self._forget(self.remembered(sheet))

    def expect(self, sheet: str, own: Iterable[str]) -> None:
        """A sheet was read, and has these things."""
        for key in own:
            if key.startswith(NAMED):
                other = self.sheet_of(key)
                self.double |= other not in (None, sheet)
                self._sheet_of[key] = sheet

    def _forget(self, record: Record | None) -> None:
        if record:
            self._sheet_of |= {key: None for key in record.own if self._sheet_of.get(key, record.id) == record.id}

    def take(self, made: Made) -> None:
        """The work on a sheet, or on a part of it, is done."""
        id, record = made.record.id, made.record
        if id in self.made and self.made[id].files == record.files and self.made[id].own == record.own:
            record.tasks = {**self.made[id].tasks, **record.tasks}
            record.reads = {**self.made[id].reads, **record.reads}
            record.clean = record.clean and self.made[id].clean
            record.whole = record.whole and self.made[id].whole
        self.made[id], self.gathered_now[id] = record, made.gathered
        self._sums.clear()
        self._links_made = None

    def changed_by(self, sheet: str) -> set[str]:
        """The keys of what others may have looked up and would find changed now."""
        before, now = self.remembered(sheet), self.made.get(sheet)
        old, new = before.own if before else {}, now.own if now else {}
        keys = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key) and not key.startswith("all:")}
        return keys | _keys_of(set(before.links if before else ()) ^ set(now.links if now else ()))

    def linked_to(self) -> set[str]:
        """The keys of every fact that a sheet made in this build has a link to."""
        return _keys_of(link for record in self.made.values() for link in record.links)

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The sheets that looked up any of these, as far as they are remembered and not made anew."""
        return self.memory.readers(keys) - self.gone - self.made.keys()

    # ---- as an index

    def sheet_of(self, key: str) -> str | None:
        if key not in self._sheet_of:
            found = self.memory.where(key)
            self._sheet_of[key] = found[0] if found and found[0] not in self.gone else None
        return self._sheet_of[key]

    def linked(self, link: str, id: str) -> list[tuple[str, str]]:
        remembered = [(other, sheet) for other, sheet in self.memory.linked(link, id) if sheet not in self.made and sheet not in self.gone]
        return remembered + self._made_links().get((link, id), [])

    def _made_links(self) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
        """The links of sheets that were made anew."""
        if self._links_made is None:
            self._links_made = {}
            for sheet, record in self.made.items():
                for link, fact, target in record.links:
                    self._links_made.setdefault((link, target), []).append((fact, sheet))
        return self._links_made

    def everything(self) -> dict[str, str]:
        """Where everything stands, or stood before its sheet changed, for other processes."""
        found = {key: sheet for kind in ("fact", "sheet", "prose") for key, sheet, _ in self.memory.named(kind) if sheet not in self.gone}
        return found | {key: sheet for key, sheet in self._sheet_of.items() if sheet is not None}

    def every_link(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Every link to a fact, for other processes."""
        return {(link, target): self.linked(link, target) for link, target in self._made_links().keys() | self.memory.link_targets()}

    # ---- as the pages of the whole site see it

    def digest(self, key: str) -> str:
        """What tells a thing of a sheet now."""
        sheet = self.sheet_of(key)
        if sheet is None:
            return ABSENT
        if sheet in self.made:
            return self.made[sheet].own.get(key, ABSENT)
        found = self.memory.where(key)
        return found[1] if found else ABSENT

    def digest_of_all(self, kind: str) -> str:
        """What tells all things of a kind, and their order."""
        return self._in_order([self._sum(f"{named}:") for named in ((kind, "order") if kind == "fact" else (kind,))])

    def digest_of_gathered(self, name: str) -> str:
        return self._in_order([self._sum(name)])

    def _in_order(self, sums: list[int]) -> str:
        return digest(repr((self.sheets, sums)))

    def _sum(self, name: str) -> int:
        """What tells all that was gathered under a name, or, where it ends in a colon, all things of a kind: the sum of what tells each.

        So it follows from what it was before and from the sheets that have changed. A sum of digests, to a modulus as large as they are,
        is one of a multiset (Clarke and others, Incremental Multiset Hash Functions, ASIACRYPT 2003).
        """
        if name not in self._sums:
            before = (each for sheet in {*self.gone, *self.made} for each in self._told_before(sheet, name))
            now = (each for sheet in self.made for each in self._told_now(sheet, name))
            known = int(self.memory.said(f"sum:{name}") or "0", 16)
            self._sums[name] = (known - sum(map(_number, before)) + sum(map(_number, now))) % MODULUS
        return self._sums[name]

    def _told_before(self, sheet: str, name: str) -> list[tuple[str, str, str]]:
        record = self.remembered(sheet)
        if record is None or name.endswith(":"):
            return _of_kind(record, name) if record else []
        told = self.memory.digest_gathered(sheet, name)
        return [(sheet, name, told)] if told else []

    def _told_now(self, sheet: str, name: str) -> list[tuple[str, str, str]]:
        if name.endswith(":"):
            return _of_kind(self.made[sheet], name)
        gathered = self.gathered_now[sheet].get(name)
        return [(sheet, name, gathered[0])] if gathered else []

    def gathered(self, name: str) -> list[object]:
        """What was gathered under a name, in the order of the site."""
        kept = {sheet: value for sheet, (_, value) in self.memory.gathered(name).items()}
        kept |= {sheet: made[name][1] for sheet, made in self.gathered_now.items() if name in made}
        return [unpack(kept[sheet]) for sheet in self.sheets if sheet in kept]

    # ---- what the next build will know

    def paths_gone(self) -> set[str]:
        """The paths that sheets had and have no more."""
        had = {path for record in self.before.values() for done in record.tasks.values() for path, _ in done.made}
        have = {path for record in self.made.values() for done in record.tasks.values() for path, _ in done.made}
        return had - have

    def owners(self, paths: set[str]) -> set[str]:
        """The sheets that made some paths; slow, for what was lost."""
        tasks = ((sheet, done) for sheet in self.memory.sheets() for done in self.memory.sheet(sheet).tasks.values())
        return {sheet for sheet, done in tasks if any(path in paths for path, _ in done.made)}

    def keep(self) -> None:
        """Write down what has changed."""
        for name in (*GATHERED, *NAMED):
            self.memory.say(f"sum:{name}", f"{self._sum(name):x}")
        for sheet in {*self.gone, *self.made}:
            if record := self.remembered(sheet):
                self.memory.drop(sheet, record.own, record.every_read(), GATHERED)
        for sheet, record in self.made.items():
            own = {key: told for key, told in record.own.items() if key.startswith(NAMED)}
            self.memory.keep(sheet, pack(record), own, record.every_read(), record.links, self.gathered_now[sheet])
