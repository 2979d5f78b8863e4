"""What is made of one sheet, by itself: read, assembled, checked, gathered from, rendered. The unit of work of every build.

A sheet goes through what is its own and looks up what is others'; each look is recorded with the digest of what was found. Until every
sheet has been read nobody knows where a fact of another one stands: the work is then put off (`Elsewhere`) and done again later.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..artifact import Artifact
from ..assemble import Assembled, assemble_frame, assemble_sheet
from ..checks import CHECKS, Comparing
from ..digests import digest
from ..locale import CannotSay
from ..looks import Looked, Looks
from ..model import Fact, Sheet, Site
from ..outputs import GATHERS, OUTPUTS, Output, Press, Theme, ThemeError
from ..prose import html_of
from ..read import Folder, Page, Scalar, Sequence, read_files
from ..read import Mapping as Keys
from ._memory import pack
from ._watch import Watch

LINKS = {"superseded_by": "older", "part_of": "inside"}  # what a fact says of another, and how the other finds it
OF_FRAME = ("source", "party", "unit")
DEEPEST = 20  # sheets that are computed from each other in a row
ABSENT = ""  # the digest of what is not there

JUDGING = tuple(check for check in CHECKS if not isinstance(check, Comparing))
COMPARING = {f"check:{check.RULE}": check for check in CHECKS if isinstance(check, Comparing)}
PROSE = "prose"
GATHERED = (*COMPARING, *GATHERS, "sheet", PROSE)  # the names of what is gathered from each sheet


class Elsewhere(BaseException):
    """What was looked up may stand in a sheet that nobody has read yet."""


@dataclass(frozen=True, slots=True)
class Task:
    """One output of a sheet, or of one of its facts."""

    output: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A task as it was done: what it looked up, with digests, and the paths and SHA-256 of what it made."""

    reads: Mapping[str, str]
    made: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Record:
    """What is remembered of a sheet.

    ``files`` are the digests of its files, ``own`` those of its things by key, ``reads`` what assembling and checking looked up, ``links``
    what its facts say of others as (link, fact, other). ``clean``: nothing was found; ``whole``: every task is done.
    """

    id: str
    files: dict[str, str]
    nodes: int = 0
    own: dict[str, str] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    clean: bool = False
    whole: bool = False
    tasks: dict[Task, Done] = field(default_factory=dict)

    def every_read(self) -> dict[str, str]:
        """What any part of the work looked up outside the sheet."""
        reads = dict(self.reads)
        for done in self.tasks.values():
            reads |= done.reads
        return {key: found for key, found in reads.items() if key not in self.own and not key.startswith(("gist:", "card:"))}


@dataclass(slots=True)
class Made:
    """What one work on a sheet gave: its record, what was gathered from it (digest and bytes), what was rendered, and seconds by stage."""

    record: Record
    gathered: dict[str, tuple[str, bytes]]
    artifacts: list[Artifact]
    spent: dict[str, float]


class Index:
    """Where things stand that are not a sheet's own. Here there is no other sheet."""

    def sheet_of(self, key: str) -> str | None:
        """The sheet that has a thing; raises Elsewhere where nobody knows yet."""
        return None

    def linked(self, link: str, id: str) -> list[tuple[str, str]]:
        """The facts that have a link to one, with their sheets."""
        return []


class Blind(Index):
    """That of a first round, in which no sheet was read: it knows of no link, and the work that needs to know more is put off."""

    def sheet_of(self, key: str) -> str | None:
        raise Elsewhere


class Desk:
    """Where the work on sheets is done: one content folder, one look, one day."""

    def __init__(self, content: Path, theme: Theme, today: dt.date, to_files: bool, files: Iterable[str]) -> None:
        self.content, self.theme, self.today, self.to_files = content, theme, today, to_files
        self.of_sheets: dict[str, list[str]] = {}
        top: list[str] = []
        for name in files:
            folder, inside, _ = name.partition("/")
            (self.of_sheets.setdefault(folder, []) if inside else top).append(name)
        self.top_files = top
        self.top, self.found = read_files(content, top)
        self.frame, self.ids = assemble_frame(self._with_names())
        self.order = {id: place for place, id in enumerate(self.ids)}
        self.digests = _digests_of(self.frame.site)
        self.index: Index = Blind()
        self.watch = Watch()
        self._open: dict[str, Opened] = {}
        self._opening: list[str] = []
        self._crossed = False  # whether a sheet that is being opened was asked for something

    def _with_names(self) -> Folder:
        """What stands at the top, and the names of what sheets hold: `assemble_frame` asks for no more."""
        names = [name for names in self.of_sheets.values() for name in names if name.endswith((".yml", ".md"))]
        pages = {name: Page(self.top.shown(name), "") for name in names}
        return replace(self.top, pages={**self.top.pages, **pages})

    def open(self, id: str) -> Opened:
        """A sheet of the folder, read and assembled. Others that were opened on the way stay open if they found what they asked for."""
        if id not in self._open:
            before = {} if self._opening else dict(self._open)
            self._opening.append(id)
            try:
                self._open[id] = Opened(self, id)
            finally:
                self._opening.pop()
            if self._crossed and not self._opening:
                self._open, self._crossed = {**before, id: self._open[id]}, False
        return self._open[id]

    def close(self, id: str) -> None:
        """Nothing more is asked of a sheet, or it has changed."""
        if (sheet := self._open.pop(id, None)) is not None:
            sheet.let_go()

    def close_all(self) -> None:
        """More is known now than when they were opened."""
        self._open.clear()

    def things_of(self, id: str) -> set[str]:
        """The keys of what a sheet has, whatever it looks up."""
        if id in self._open:
            return set(self._open[id].own)
        index, self.index = self.index, Index()
        try:
            return set(self.open(id).own)
        finally:
            self.index = index
            self.close(id)

    def elsewhere(self, key: str, me: str) -> Opened | None:
        """The other sheet that has a thing; None where there is none, or while that one is itself opened for something of this one."""
        sheet = self.index.sheet_of(key)
        if sheet is None or sheet == me:
            return None
        if sheet in self._opening or len(self._opening) > DEEPEST:
            self._crossed = True
            return None
        return self.open(sheet)

    def digest(self, key: str, me: str) -> str:
        """What tells the thing of a key that is not a sheet's own."""
        if key.partition(":")[0] in OF_FRAME:
            return self.digests.get(key, ABSENT)
        other = self.elsewhere(key, me)
        return other.own.get(key, ABSENT) if other else ABSENT


def _digests_of(site: Site) -> dict[str, str]:
    """What tells sources, parties and units; sets have no order of their own."""
    units = {
        f"unit:{id}": digest(repr([(code, sorted(noun.forms.items(), key=str), sorted(noun.classes)) for code, noun in nouns.items()]))
        for id, nouns in site.units.items()
    }
    sources = {f"source:{id}": digest(repr(source)) for id, source in site.sources.items()}
    return {**units, **sources, **{f"party:{id}": digest(repr(party)) for id, party in site.parties.items()}}


class Opened:
    """A sheet, read and assembled in the frame of its site."""

    def __init__(self, desk: Desk, id: str) -> None:
        self.desk, self.id = desk, id
        with desk.watch.stage("read"):
            self.folder, self.found = read_files(desk.content, desk.of_sheets.get(id, ()))
        with desk.watch.stage("assemble"):
            looks = Looks()
            self.made = assemble_sheet(self.folder, id, desk.frame, Looked("fact", {}, looks, self._fact_elsewhere))
            self.assembling = looks.seen
            self.sheet = self.made.site.sheets[id]
            self.own = self._digests()
        self._said: dict[object, Any] = {}

    def let_go(self) -> None:
        """Free what it holds now: it looks itself up, and would stay until garbage is searched for, which takes long."""
        self.__dict__.clear()

    def _fact_elsewhere(self, id: str) -> Fact | None:
        other = self.desk.elsewhere(f"fact:{id}", self.id)
        return other.made.site.facts.get(id) if other else None

    def _sheet_elsewhere(self, id: str) -> Sheet | None:
        other = self.desk.elsewhere(f"sheet:{id}", self.id)
        return other.sheet if other else None

    @property
    def clean(self) -> bool:
        """Whether nothing was found yet, and nothing is there that hides findings."""
        told = "onrecord:" in "".join("".join(lines) for lines in self.folder.lines.values())  # a comment may ignore a finding
        return not (self.found or self.made.diagnostics or self.made.lost or self.made.ignores or told)

    # ---- what tells its things

    def _digests(self) -> dict[str, str]:
        id, facts = self.id, self.made.site.facts
        own = {f"prose:{id}:{language}": digest(prose.marked + repr(prose.calls)) for language, prose in self.sheet.prose.items()}
        own[f"all:prose:{id}"] = digest(repr(list(self.sheet.prose)))
        own[f"sheet:{id}"] = digest(repr((self._text("sheet.yml"), list(facts))))
        own["all:sheet"] = id
        own["all:fact"] = own[f"order:{id}"] = digest(repr(list(facts)))
        texts, plain = self._texts_of_facts(), list[str]()
        for fact in facts.values():
            if fact.derivation is None:
                own[f"fact:{fact.id}"] = digest(texts[fact.id])
            else:
                plain.append(fact.id)
        for fact_id in plain:
            self._digest_computed(fact_id, texts, own)
        return own

    def _digest_computed(self, id: str, texts: Mapping[str, str], own: dict[str, str]) -> str:
        """A computed figure changes with those that it is computed from."""
        key = f"fact:{id}"
        if key not in own:
            if id not in self.made.site.facts:
                return self.desk.digest(key, self.id)
            own[key] = ABSENT  # where it is computed from itself, a check says so
            derivation = self.made.site.facts[id].derivation
            below = [str(operand) for operand in derivation.operands] if derivation else []
            own[key] = digest(repr((texts[id], [self._digest_computed(other, texts, own) for other in below])))
        return own[key]

    def _text(self, name: str) -> str:
        return "\n".join(self.folder.lines.get(self.folder.shown(f"{self.id}/{name}"), ()))

    def _texts_of_facts(self) -> Mapping[str, str]:
        """The lines in which each fact was typed; all of the file where they cannot be told apart, as where one alias stands for many."""
        text, document = self._text("facts.yml"), self.folder.documents.get(f"{self.id}/facts.yml")
        root = document.root if document else None
        nodes = root.get("facts") if isinstance(root, Keys) else root
        items = nodes.items if isinstance(nodes, Sequence) else ()
        starts = [item.place.line - 1 for item in items]
        if not starts or ("&" in text and "*" in text) or starts != sorted(set(starts)):
            return defaultdict(lambda: text)
        lines = text.split("\n")
        named = [item.get("id") if isinstance(item, Keys) else None for item in items]
        spans = {
            node.text: "\n".join(lines[start:end])
            for node, start, end in zip(named, starts, [*starts[1:], len(lines)], strict=True)
            if isinstance(node, Scalar)
        }
        return defaultdict(lambda: text, spans)

    # ---- as its pages and checks see the site

    def view(self, looks: Looks, fact: str = "") -> Site:
        """The site as this sheet, or one fact of it, goes through it and looks things up in it."""
        facts, frame = self.made.site.facts, self.desk.frame.site
        sheet = replace(self.sheet, prose=Looked(f"prose:{self.id}", self.sheet.prose, looks))
        site = replace(
            self.made.site,
            sheets=Looked("sheet", {self.id: sheet}, looks, self._sheet_elsewhere),
            facts=Looked("fact", {fact: facts[fact]} if fact else facts, looks, lambda id: facts.get(id) or self._fact_elsewhere(id)),
            sources=Looked("source", {}, looks, frame.sources.get),
            parties=Looked("party", {}, looks, frame.parties.get),
            units=Looked("unit", {}, looks, frame.units.get),
            once=partial(looks.again, self._said),
        )
        for link, kind in LINKS.items():
            site._linked[link] = Looked(kind, {}, looks, partial(self._linked, site, link))
        return site

    def _linked(self, site: Site, link: str, id: str) -> list[Fact] | None:
        return [site.facts[other] for other in self.linking(link, id)] or None

    def linking(self, link: str, id: str) -> list[str]:
        """The facts that have a link to one, in the order of the site."""
        mine = [(self.id, fact.id) for fact in self.made.site.facts.values() if getattr(fact, link) == id]
        others = [(sheet, other) for other, sheet in self.desk.index.linked(link, id) if sheet != self.id]
        return [other for _, other in sorted((*mine, *others), key=lambda pair: self.desk.order[pair[0]])]

    def links(self) -> list[tuple[str, str, str]]:
        """What its facts say of others: link, fact, other."""
        facts = self.made.site.facts.values()
        return [(link, fact.id, other) for link in LINKS for fact in facts if (other := getattr(fact, link))]


def is_clean(made: Assembled, today: dt.date) -> bool:
    """Whether no check finds anything, of those that judge each sheet by itself."""
    return not any(next(check.find(made, today), None) for check in JUDGING)


class Work:
    """All that is made of one sheet."""

    def __init__(self, desk: Desk, id: str, before: Mapping[Task, Done], part: int = 0, parts: int = 1) -> None:
        self.desk, self.sheet, self.before, self.part, self.parts = desk, desk.open(id), before, part, parts
        self.checking, self.rendering = Looks(), Looks()
        self.judged = replace(self.sheet.made, site=self.sheet.view(self.checking))
        self.gathered: dict[str, tuple[str, bytes]] = {}
        self._values: dict[str, object] = {}

    def made(self) -> Made:
        """The work as far as it can be done; whatever is wrong with a sheet is told by a check of the whole site."""
        sheet, artifacts, watch = self.sheet, list[Artifact](), self.desk.watch
        record = Record(
            sheet.id, dict(sheet.folder.digests), sum(document.nodes for document in sheet.folder.documents.values()), sheet.own
        )
        record.links = sheet.links()
        try:
            with watch.stage("check"):
                record.clean = sheet.clean and self._is_clean()
            with watch.stage("gather"):
                self._gather()
                record.reads = self._digests(sheet.assembling | self.checking.seen)
            with watch.stage("render"):
                artifacts = self._render(record.tasks)
            self._keep(PROSE, {digest(prose.marked): html_of(prose.marked) for prose in sheet.sheet.prose.values()})
            record.whole = True
        except (ThemeError, CannotSay, KeyError, ValueError):  # what is wrong in the content, or in the look, is told where all of it is
            record.clean = False
        return Made(record, self.gathered, artifacts, watch.take())

    def _is_clean(self) -> bool:
        return self.part > 0 or is_clean(self.judged, self.desk.today)

    def _gather(self) -> None:
        made = self.judged
        found = {name: check.gather(made) for name, check in COMPARING.items()}
        press = Press(made.site, self.desk.theme, to_files=self.desk.to_files, looks=self.checking)
        self._values = {**{name: gather(press) for name, gather in GATHERS.items()}, "sheet": replace(self.sheet.sheet, prose={})}
        for name, value in {**found, **self._values}.items():
            self._keep(name, value)

    def _keep(self, name: str, value: object) -> None:
        kept = pack(value)
        self.gathered[name] = digest(kept), kept

    def _press(self, fact: str = "") -> Press:
        site = self.sheet.view(self.rendering, fact)
        gathered = {name: [value] for name, value in self._values.items()}
        return Press(site, self.desk.theme, to_files=self.desk.to_files, looks=self.rendering, gathered=gathered.__getitem__)

    def _render(self, tasks: dict[Task, Done]) -> list[Artifact]:
        """Every task of this part that is not done yet, or whose looks would find something else now."""
        press, artifacts = self._press(), list[Artifact]()
        for language in press.site.languages if press.site.makes("cards") else ():  # what pages share, to compare it with what they saw
            press.cards.of_sheet(language, self.sheet.sheet)
            press.cards.of_site(language)
            for id in self.sheet.sheet.key_facts if press.site.makes("facts") else ():
                press.cards.of_fact(language, self.sheet.made.site.facts[id])
        for task, output in self._tasks():
            done = self.before.get(task)
            if done is None or any(self._digest(key) != found for key, found in done.reads.items()):
                self.rendering.seen = set()
                made = list(output.make(self._press(task.fact) if task.fact else press))
                done = Done(self._digests(self.rendering.seen), tuple((each.path, sha256(each.content).hexdigest()) for each in made))
                artifacts += made
            tasks[task] = done
        return artifacts

    def _tasks(self) -> list[tuple[Task, Output]]:
        made = [output for output in OUTPUTS if self.desk.frame.site.makes(output.part)]
        of_sheet = [(Task(output.name), output) for output in made if output.each == "sheet"]
        of_facts = [(Task(output.name, id), output) for output in made if output.each == "fact" for id in self.sheet.made.site.facts]
        return [*of_sheet, *of_facts][self.part :: self.parts]

    def _digests(self, keys: Iterable[str]) -> dict[str, str]:
        return {key: self._digest(key) for key in sorted(keys)}

    def _digest(self, key: str) -> str:
        """What tells the thing of a key now."""
        if key in self.sheet.own:
            return self.sheet.own[key]
        kind, _, name = key.partition(":")
        match kind:
            case "gist":
                return self.gathered[name][0]
            case "card":
                return self.rendering.digest_of(key) or ABSENT
            case "all":
                return ABSENT  # a sheet goes through nothing but its own
            case "older" | "inside":
                link = next(link for link, named in LINKS.items() if named == kind)
                return digest(repr(self.sheet.linking(link, name)))
        return self.desk.digest(key, self.sheet.id)
