"""What is made of the whole site: lists, feeds, the sitemap. It looks at sheets through what was gathered from each, where that will do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from ..artifact import Artifact
from ..digests import digest
from ..looks import Looked, Looks
from ..model import Fact, Prose, Sheet, Site
from ..outputs import OUTPUTS, Press
from ._ledger import Ledger
from ._sheet import ABSENT, OF_FRAME, Desk, Done, Task

Thing = TypeVar("Thing")
LOOK = "look:published"  # the files of the theme that are published as they are


class Lazy(Mapping[str, Thing]):
    """Things by id that are fetched when somebody asks."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, id: str) -> Thing:
        raise NotImplementedError


class Facts(Lazy[Fact]):
    """Every fact of the site; its sheet is read when the first of its facts is asked for."""

    def __init__(self, desk: Desk, sheets: list[Sheet]) -> None:
        super().__init__({id: sheet.id for sheet in sheets for id in sheet.facts})
        self.desk = desk

    def __getitem__(self, id: str) -> Fact:
        return self.desk.open(self.ids[id]).made.site.facts[id]


class Pages(Lazy[Prose]):
    """The prose of a sheet by language."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        self.desk, self.sheet = desk, sheet

    @property
    def ids(self) -> Mapping[str, str]:
        return dict.fromkeys(self.desk.open(self.sheet.id).sheet.prose, "")

    @ids.setter
    def ids(self, ids: Mapping[str, str]) -> None: ...

    def __getitem__(self, language: str) -> Prose:
        return self.desk.open(self.sheet.id).sheet.prose[language]


class Whole:
    """The work on the site as a whole."""

    def __init__(self, desk: Desk, ledger: Ledger, published: str) -> None:
        self.desk, self.ledger, self.published = desk, ledger, published
        self.looks = Looks()
        self._all: dict[str, str] = {}

    def render(self, before: Mapping[Task, Done], done: dict[Task, Done]) -> Iterator[Artifact]:
        """Every output of the whole site that is not done yet, or whose looks would find something else now."""
        press: Press | None = None
        for output in OUTPUTS:
            if output.each != "site" or not self.desk.frame.site.makes(output.part):
                continue
            task = Task(output.name)
            was = before.get(task)
            if was is None or any(self._digest(key) != found for key, found in was.reads.items()):
                press = press or self._press()
                self.looks.seen = {LOOK} if output.name == "assets" else set()
                made = list(output.make(press))
                was = Done(self._digests(), tuple((each.path, sha256(each.content).hexdigest()) for each in made))
                yield from made
            done[task] = was

    def _press(self) -> Press:
        sheets: list[Sheet] = self.ledger.gathered("sheet")  # type: ignore[assignment]
        whole = {sheet.id: replace(sheet, prose=Looked(f"prose:{sheet.id}", Pages(self.desk, sheet), self.looks)) for sheet in sheets}
        frame, looks = self.desk.frame.site, self.looks
        site: Site = replace(
            frame,
            sheets=Looked("sheet", whole, looks),
            facts=Looked("fact", Facts(self.desk, sheets), looks),
            sources=Looked("source", frame.sources, looks),
            parties=Looked("party", frame.parties, looks),
            units=Looked("unit", frame.units, looks),
            _linked={},
        )
        press = Press(site, self.desk.theme, to_files=self.desk.to_files, looks=looks, gathered=self.ledger.gathered)
        for language in site.languages:
            press.cards.of_site(language)
        return press

    def _digests(self) -> dict[str, str]:
        seen = self.looks.seen
        every = {key.removeprefix("all:") for key in seen if key.startswith("all:")}  # which holds each of the kind
        return {key: self._digest(key) for key in sorted(seen) if key.partition(":")[0] not in every}

    def _digest(self, key: str) -> str:
        kind, _, name = key.partition(":")
        match kind:
            case "look":
                return self.published
            case "gist":
                return self.ledger.digest_of_gathered(name)
            case "card":
                return ABSENT  # that of the site is made of what site.yml says
            case "all":
                return self._digest_of_all(name)
        return self.desk.digests.get(key, ABSENT) if kind in OF_FRAME else self.ledger.digest(key)

    def _digest_of_all(self, kind: str) -> str:
        if kind not in self._all:
            if kind in OF_FRAME:
                found = digest(repr([pair for pair in self.desk.digests.items() if pair[0].startswith(f"{kind}:")]))
            elif kind.startswith("prose:"):
                found = digest(repr([self.ledger.digest(f"{kind}:{language}") for language in self.desk.frame.site.languages]))
            else:
                found = self.ledger.digest_of_all(kind)
            self._all[kind] = found
        return self._all[kind]
