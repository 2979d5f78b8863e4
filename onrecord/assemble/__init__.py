"""Documents -> the model. Shape errors are found here, all of them, with what to write instead; policy is for the checks."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from collections.abc import Mapping as Facts
from dataclasses import dataclass, replace

from .. import locale as locales
from ..diagnostic import Diagnostic, Ignore, Place, Severity, did_you_mean
from ..fields import Fields, Notebook, Refusal, parse_id, parse_url
from ..locks import Lock, read_locks
from ..model import OPTIONAL_OUTPUTS, WHERE_PAGES, Fact, Site, Texts
from ..places import Places
from ..read import Folder, Mapping, Sequence
from . import names, sheets
from .derive import derive

TOP_FILES = ("site.yml", "units.yml", "parties.yml", "sources.yml")
OPTIONAL_FILES = ("private-names.yml",)


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """The model and what is known of its making.

    ``lost`` are ids of things that stand in the files but could not be read; ``incomplete`` are the kinds of things (``facts``,
    ``units`` …) of which a file could not be read at all. Naming such a thing is no second error.
    """

    site: Site
    places: Places
    prose_offsets: dict[tuple[str, str], list[int]]
    lost: frozenset[str]
    incomplete: frozenset[str]
    diagnostics: list[Diagnostic]
    ignores: list[Ignore]
    locks: dict[str, Lock]


def assemble(folder: Folder, unread: Collection[str] = ()) -> Assembled:
    """The site that a content folder describes; with errors, as much of it as could be made out.

    ``unread`` are the files of which a part could not be read, as places name them.
    """
    notebook = Notebook(Places(folder.lines))
    top, ids, named = _begin(folder, notebook)
    made = {sheet: sheets.read_sheet(folder, sheet, notebook) for sheet in ids}
    half_read = sheets.half_read(made.values())
    facts, underivable = derive(sheets.facts_by_id(made.values()), notebook, half_read)
    frame, locks = _end(top, named, folder, notebook)
    site = replace(frame, sheets={id: read.sheet for id, read in made.items()}, facts=facts)
    lost = frozenset().union(*(document.lost for document in folder.documents.values()), half_read, underivable)
    offsets = {(id, language): offsets for id, read in made.items() for language, offsets in read.offsets.items()}
    return Assembled(site, notebook.places, offsets, lost, _incomplete(folder, made, unread), notebook.diagnostics, notebook.ignores, locks)


def assemble_frame(folder: Folder) -> tuple[Assembled, list[str]]:
    """The site without what its sheets hold, and their ids; of the files of sheets only the names are looked at."""
    notebook = Notebook(Places(folder.lines))
    top, ids, named = _begin(folder, notebook)
    frame, locks = _end(top, named, folder, notebook)
    return Assembled(frame, notebook.places, {}, frozenset(), frozenset(), notebook.diagnostics, notebook.ignores, locks), ids


def assemble_sheet(folder: Folder, id: str, frame: Assembled, elsewhere: Facts[str, Fact]) -> Assembled:
    """One sheet in its frame: the site as far as this sheet tells of it. ``elsewhere`` are the facts that its own are computed from."""
    notebook = Notebook(Places({**frame.places.lines, **folder.lines}, dict(frame.places.nodes), dict(frame.places.heads)))
    notebook.languages = frame.site.languages
    read = sheets.read_sheet(folder, id, notebook)
    facts, underivable = derive(sheets.facts_by_id([read]), notebook, read.half_read, elsewhere)
    site = replace(frame.site, sheets={id: read.sheet}, facts=facts)
    lost = frozenset().union(*(document.lost for document in folder.documents.values()), read.half_read, underivable)
    offsets = {(id, language): offsets for language, offsets in read.offsets.items()}
    return Assembled(site, notebook.places, offsets, lost, frozenset(), notebook.diagnostics, notebook.ignores, frame.locks)


def _begin(folder: Folder, notebook: Notebook) -> tuple[Fields, list[str], tuple[Texts, Texts]]:
    """site.yml, the sheets that it lists, and the names that it gives the site."""
    top = _site_fields(folder, notebook)
    notebook.languages = _languages(top, notebook)
    for name in TOP_FILES[1:]:
        _remember_missing(folder, name, notebook)
    named = top.texts("title"), top.texts("description")
    return top, _sheet_ids(folder, top.texts_of("sheets"), top, notebook), named


def _end(top: Fields, named: tuple[Texts, Texts], folder: Folder, notebook: Notebook) -> tuple[Site, dict[str, Lock]]:
    """The site without its sheets, and the lock files."""
    site = Site(
        title=named[0],
        description=named[1],
        languages=notebook.languages,
        url=top.parsed("url", parse_url),
        sheets={},
        facts={},
        sources=names.read_sources(folder, notebook),
        parties=names.read_parties(folder, notebook),
        units=names.read_units(folder, notebook),
        private_names=names.read_private_names(folder, notebook),
        pages=top.choice("pages", WHERE_PAGES) or WHERE_PAGES[0],
        without=_without(top, notebook),
    )
    if top.node.entries:
        top.require("title", "description", "languages", "sheets")
    top.finish()
    _report_unknown_files(folder, site, notebook)
    locks, unclear = read_locks(folder)
    notebook.diagnostics += unclear
    return site, locks


def _without(top: Fields, notebook: Notebook) -> tuple[str, ...]:
    """The outputs that the site leaves out."""
    named = dict.fromkeys(top.texts_of("without"))
    for name in named:
        if name not in OPTIONAL_OUTPUTS:
            help = did_you_mean(name, OPTIONAL_OUTPUTS) or "what can be left out is " + ", ".join(
                f"`{known}`" for known in OPTIONAL_OUTPUTS
            )
            notebook.error("bad-choice", f"there is no output `{name}` to leave out", top.place("without"), help)
    return tuple(name for name in OPTIONAL_OUTPUTS if name in named)


def _incomplete(folder: Folder, sheets_made: dict[str, sheets.ReadSheet], unread: Collection[str]) -> frozenset[str]:
    """The kinds of things that a missing, empty or unreadable file would have told of."""
    wanted = [(name.removesuffix(".yml"), name) for name in TOP_FILES] + [("facts", f"{sheet}/facts.yml") for sheet in sheets_made]
    bare = {"facts"} if any(not read.facts for read in sheets_made.values()) else set()
    bare |= {"prose"} if any(page.file in unread for page in folder.pages.values()) else set()
    documents = [(kind, folder.documents.get(path)) for kind, path in wanted]
    return frozenset(bare | {kind for kind, document in documents if document is None or document.file in unread})


def _site_fields(folder: Folder, notebook: Notebook) -> Fields:
    document = folder.documents.get("site.yml")
    nowhere = Mapping((), Place(folder.shown("site.yml")))
    root = document.root if document else None
    if not isinstance(root, Mapping):
        if document is None or not document.lost:
            notebook.error(
                "missing-file", "`site.yml` does not say what the site is", nowhere.place, "give it `title`, `languages` and `sheets`"
            )
        root = nowhere
    notebook.places.nodes["site",] = root
    return Fields(root, "site.yml", notebook)


def _remember_missing(folder: Folder, name: str, notebook: Notebook) -> None:
    """Routes into a file that is missing or empty lead to its first line."""
    document = folder.documents.get(name)
    root = document.root if document else None
    if document is None and folder.documents:
        notebook.error("missing-file", f"there is no `{name}`", Place(folder.shown(name)), "add it, if only as an empty file")
    notebook.places.nodes[name.removesuffix(".yml"),] = root or Mapping((), Place(folder.shown(name)))


def _languages(top: Fields, notebook: Notebook) -> tuple[str, ...]:
    """The languages of the site, each of which needs a pack.

    Where site.yml names none, or misspells one, texts are read in those that it may mean, so that the one slip is told once.
    """
    named = dict.fromkeys(top.texts_of("languages"))
    known = locales.known_languages()
    meant: list[str] = []
    for language in named:
        near = difflib.get_close_matches(language, known, n=1)
        meant += [language] if language in known else near
        if language not in known:
            refused = locales.no_pack(language)
            notebook.error(refused.rule, refused.message, top.place("languages"), refused.help)
    _require_some(top, "languages", "name at least one language: `languages: [en]`", notebook)
    return tuple(dict.fromkeys(meant)) or tuple(known)


def _require_some(top: Fields, key: str, help: str, notebook: Notebook) -> None:
    node = top.node.get(key)
    if isinstance(node, Sequence) and not node.items:
        notebook.error("empty", f"`{key}` is empty", node.place, help)


def _sheet_ids(folder: Folder, order: tuple[str, ...], top: Fields, notebook: Notebook) -> list[str]:
    """The sheets in the order of site.yml; one that has no folder and a folder that is no sheet are errors."""
    folders = dict.fromkeys(path.split("/")[0] for path in [*folder.documents, *folder.pages] if "/" in path)
    _require_some(top, "sheets", "name at least one sheet, a folder of the content", notebook)
    meant: list[str] = []
    for sheet in dict.fromkeys(order):
        if sheet not in folders:
            help = did_you_mean(sheet, folders) or f"make the folder `{sheet}` with `sheet.yml` and `facts.yml`"
            notebook.error("unknown-sheet", f"there is no folder for the sheet `{sheet}`", top.place("sheets"), help)
        meant += [sheet] if sheet in folders else difflib.get_close_matches(sheet, folders, n=1)
    listed = set(meant)
    for name in folders if top.node.entries and top.node.get("sheets") else ():
        if name not in listed:
            help = "add it to `sheets`, or move its folder out of the content"
            notebook.error("unlisted-sheet", f"the sheet `{name}` would not be published", top.place("sheets"), help)
    for sheet in meant:
        try:
            parse_id(sheet)
        except Refusal as refusal:
            notebook.error(refusal.rule, refusal.message, top.place("sheets"), refusal.help)
    return list(dict.fromkeys(meant))


def _report_unknown_files(folder: Folder, site: Site, notebook: Notebook) -> None:
    """A file that nothing reads is a misspelt one."""
    pages = [f"{language}.md" for language in site.languages]
    for path, file in folder.files():
        *folders, name = path.split("/")
        known = (*sheets.FILES, *pages) if folders else (*TOP_FILES, *OPTIONAL_FILES)
        if name in known and len(folders) < 2:
            continue
        help = did_you_mean(name, known) or "the files here are " + ", ".join(f"`{name}`" for name in known)
        notebook.diagnostics.append(Diagnostic("unknown-file", f"nothing reads `{path}`", Place(file), Severity.WARNING, help))
