"""A sheet's folder -> the sheet, its facts and its pages of prose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..calls import mark
from ..diagnostic import Place
from ..fields import MOST_CALLS, Fields, Notebook
from ..ignores import ignores_of
from ..model import CHARTS, Chart, Drawn, Fact, Prose, Removed, Sheet, Texts
from ..read import Folder, Mapping, Page, Sequence
from .facts import read_fact
from .names import identified

CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
FILES = ("sheet.yml", "facts.yml")


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet, its facts, the offsets of its pages' calls, and what has errors: ids of facts, ``sheet:`` or ``prose:`` and the sheet."""

    sheet: Sheet
    facts: list[Fact]
    offsets: dict[str, list[int]]
    half_read: frozenset[str]


def read_sheet(folder: Folder, id: str, notebook: Notebook) -> ReadSheet:
    """sheet.yml, facts.yml and the pages of one sheet's folder."""
    fields = _sheet_fields(folder, id, notebook)
    facts, half_read = _read_facts(folder, id, notebook)
    before = len(notebook.diagnostics)
    prose, offsets = _read_prose(folder, id, notebook)
    if len(notebook.diagnostics) > before:
        half_read |= {f"prose:{id}"}
    start = len(notebook.diagnostics) if fields.node.entries else -1
    if fields.node.entries:
        fields.require("title", "lead")
    sheet = Sheet(
        id=id,
        title=fields.texts("title"),
        lead=fields.texts("lead"),
        facts=tuple(fact.id for fact in facts),
        key_facts=fields.texts_of("key_facts"),
        timeline=fields.texts_of("timeline"),
        topics=_topics(id, fields),
        closed=fields.day("closed"),
        charts=_charts(id, fields),
        removed=_removed(id, fields),
        prose=prose,
    )
    notebook.ignores += ignores_of(fields)
    fields.finish()
    if len(notebook.diagnostics) > start:
        half_read |= {f"sheet:{id}"}
    return ReadSheet(sheet, facts, offsets, half_read)


def _sheet_fields(folder: Folder, id: str, notebook: Notebook) -> Fields:
    document = folder.documents.get(f"{id}/sheet.yml")
    root = document.root if document else None
    if not isinstance(root, Mapping):
        shown = Place(document.file if document else folder.shown(f"{id}/sheet.yml"))
        if document is None or not document.lost:
            notebook.error("missing-file", f"the sheet `{id}` has no `sheet.yml` that says what it is", shown, "give it `title` and `lead`")
        root = Mapping((), shown)
    notebook.places.nodes["sheets", id] = root
    return Fields(root, f"the sheet `{id}`", notebook)


def _topics(sheet: str, fields: Fields) -> dict[str, Texts]:
    topics = {}
    for _, topic in fields.records("topics", "a topic"):
        topic.require("id", "label")
        id, label = topic.id("id"), topic.texts("label")
        topic.finish()
        if id in topics:
            topic.error("duplicate-id", f"two topics have the id `{id}`", topic.place("id"), "give one of them another id")
        elif id:
            topics[id] = label
            fields.notebook.places.nodes["topics", sheet, id] = topic.node
    return topics


def _charts(sheet: str, fields: Fields) -> tuple[Chart, ...]:
    found: dict[str, Chart] = {}
    for _, chart in fields.records("charts", "a chart"):
        chart.require("id", "title", "facts")
        id, kind, title = chart.id("id"), chart.choice("kind", CHARTS) or CHARTS[0], chart.texts("title")
        rows = tuple(Drawn(fact, rival or None) for fact, _, rival in (named.partition("/") for named in chart.texts_of("facts")))
        note, section = chart.texts("note"), chart.id("section") if "section" in chart else None
        chart.finish()
        if id in found:
            chart.error("duplicate-id", f"two charts have the id `{id}`", chart.place("id"), "give one of them another id")
        elif id:
            found[id] = Chart(id, kind, title, rows, note, section)
            fields.notebook.places.nodes["charts", sheet, id] = chart.node
    return tuple(found.values())


def _removed(sheet: str, fields: Fields) -> tuple[Removed, ...]:
    """What the sheet once had, with the place of each under its number: two may have one id, and a check says so."""
    found: list[Removed] = []
    for _, entry in fields.records("removed", "a removed fact"):
        entry.require("id", "date", "reason")
        id, date, reason = entry.id("id"), entry.day("date"), entry.texts("reason")
        see = entry.id("see") if "see" in entry else None
        entry.finish()
        if id and date:
            fields.notebook.places.nodes["removed", sheet, len(found)] = entry.node
            found.append(Removed(id, sheet, date, reason, see))
    return tuple(found)


def _read_facts(folder: Folder, sheet: str, notebook: Notebook) -> tuple[list[Fact], frozenset[str]]:
    document = folder.documents.get(f"{sheet}/facts.yml")
    root = document.root if document else None
    if root is None:
        if document is None or not document.lost:
            shown = Place(document.file if document else folder.shown(f"{sheet}/facts.yml"))
            notebook.error(
                "missing-file", f"the sheet `{sheet}` has no `facts.yml` with facts", shown, "begin it with `facts:` and `- id: …` below"
            )
        return [], frozenset()
    top = Fields(root, "facts.yml", notebook) if isinstance(root, Mapping) else None
    nodes = top.get("facts") if top else root
    if top:
        top.require("facts")
        top.finish()
    if not isinstance(nodes, Sequence):
        if nodes is not None:
            notebook.error("bad-shape", "`facts` is a list", nodes.place, "begin each fact with `- id: …`")
        return [], frozenset()
    return _facts_in(nodes, sheet, notebook)


def _facts_in(nodes: Sequence, sheet: str, notebook: Notebook) -> tuple[list[Fact], frozenset[str]]:
    facts, half_read = [], set()
    for node in nodes.items:
        before = len(notebook.diagnostics)
        found = identified(node, "fact", "facts", notebook)
        if found:
            facts.append(read_fact(found[0], sheet, found[1]))
            if len(notebook.diagnostics) > before:
                half_read.add(found[0])
    return facts, frozenset(half_read)


def _read_prose(folder: Folder, sheet: str, notebook: Notebook) -> tuple[dict[str, Prose], dict[str, list[int]]]:
    """The page of each language that has one; a page that lacks is for a check to find."""
    prose, offsets = {}, {}
    for language in notebook.languages:
        page = folder.pages.get(f"{sheet}/{language}.md")
        shown = page or Page(folder.shown(f"{sheet}/{language}.md"), "")
        notebook.places.nodes["prose", sheet, language] = shown
        if page is None or not page.text.strip():
            continue
        for conflict in CONFLICT.finditer(page.text):
            where = notebook.places.find(("prose", sheet, language), conflict.start(), len(conflict[0]))
            notebook.error("merge-conflict", "git left a conflict here", where, "keep one of the two versions and delete the marks")
        prose[language], offsets[language], bad = mark(page.text)
        for call in bad[:MOST_CALLS]:
            where = notebook.places.find(("prose", sheet, language), call.offset, call.length)
            notebook.error("bad-call", call.message, where, call.help)
    return prose, offsets


def facts_by_id(sheets: Iterable[ReadSheet]) -> dict[str, Fact]:
    """The facts of every sheet; ids are unique over the site."""
    return {fact.id: fact for sheet in sheets for fact in sheet.facts}


def half_read(sheets: Iterable[ReadSheet]) -> frozenset[str]:
    """The facts in which something is wrong: checks do not judge what could not be read."""
    return frozenset().union(*(sheet.half_read for sheet in sheets))
