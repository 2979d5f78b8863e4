"""Documents -> the model. Shape errors are found here, all of them, with what to write instead; policy is for the checks."""

from __future__ import annotations

from dataclasses import dataclass

from .. import locale as locales
from ..diagnostic import Diagnostic, Place, Severity, did_you_mean
from ..fields import Fields, Notebook, Refusal, parse_id
from ..model import Site
from ..places import Places
from ..read import Folder, Mapping
from . import names, sheets

TOP_FILES = ("site.yml", "units.yml", "parties.yml", "sources.yml")


@dataclass(frozen=True, slots=True)
class Assembled:
    """The model and what is known of its making.

    ``lost`` are ids of things that stand in the files but could not be read: naming them is no second error.
    """

    site: Site
    places: Places
    prose_offsets: dict[tuple[str, str], list[int]]
    lost: frozenset[str]
    diagnostics: list[Diagnostic]


def assemble(folder: Folder) -> Assembled:
    """The site that a content folder describes; with errors, as much of it as could be made out."""
    notebook = Notebook(Places(folder.lines))
    top = _site_fields(folder, notebook)
    languages = _languages(top, notebook)
    notebook.languages = languages
    order = top.texts_of("sheets")
    for name in TOP_FILES[1:]:
        _remember_missing(folder, name, notebook)
    made = {sheet: sheets.read_sheet(folder, sheet, notebook) for sheet in _sheet_ids(folder, order, top, notebook)}
    site = Site(
        title=top.texts("title"),
        description=top.texts("description"),
        languages=languages,
        url=top.text("url"),
        sheets={id: read.sheet for id, read in made.items()},
        facts=sheets.facts_by_id(made.values()),
        sources=names.read_sources(folder, notebook),
        parties=names.read_parties(folder, notebook),
        units=names.read_units(folder, notebook),
    )
    if top.node.entries:
        top.require("title", "description", "languages", "sheets")
    top.finish()
    _report_unknown_files(folder, site, notebook)
    lost = frozenset().union(*(document.lost for document in folder.documents.values()), sheets.half_read(made.values()))
    offsets = {(id, language): offsets for id, read in made.items() for language, offsets in read.offsets.items()}
    return Assembled(site, notebook.places, offsets, lost, notebook.diagnostics)


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
    notebook.places.nodes[name.removesuffix(".yml"),] = root or Mapping((), Place(folder.shown(name)))


def _languages(top: Fields, notebook: Notebook) -> tuple[str, ...]:
    """The languages of the site, each of which needs a pack; all that have one where site.yml names none."""
    named = dict.fromkeys(top.texts_of("languages"))
    known = locales.known_languages()
    for language in named:
        if language not in known:
            spoken = did_you_mean(language, known) or "the languages with a pack are " + ", ".join(f"`{code}`" for code in known)
            notebook.error("unknown-language", f"onrecord has no pack for the language `{language}`", top.place("languages"), spoken)
    return tuple(language for language in named if language in known) or tuple(known)


def _sheet_ids(folder: Folder, order: tuple[str, ...], top: Fields, notebook: Notebook) -> list[str]:
    """The sheets in the order of site.yml, then any folder that it forgot, which is an error."""
    folders = dict.fromkeys(path.split("/")[0] for path in [*folder.documents, *folder.pages] if "/" in path)
    ids = []
    for sheet in dict.fromkeys(order):
        if sheet in folders:
            ids.append(sheet)
            continue
        help = did_you_mean(sheet, folders) or f"make the folder `{sheet}` with `sheet.yml` and `facts.yml`"
        notebook.error("unknown-sheet", f"there is no folder for the sheet `{sheet}`", top.place("sheets"), help)
    for name in folders:
        if name not in order:
            notebook.diagnostics.append(
                Diagnostic(
                    "unlisted-sheet",
                    f"the sheet `{name}` is not published",
                    top.place("sheets"),
                    Severity.WARNING,
                    "add it to `sheets` of site.yml",
                )
            )
    for sheet in ids:
        try:
            parse_id(sheet)
        except Refusal as refusal:
            notebook.error(refusal.rule, refusal.message, top.place("sheets"), refusal.help)
    return ids


def _report_unknown_files(folder: Folder, site: Site, notebook: Notebook) -> None:
    """A file that nothing reads is a misspelt one."""
    pages = [f"{language}.md" for language in site.languages]
    for path, file in folder.files():
        *folders, name = path.split("/")
        known = (*sheets.FILES, *pages) if folders else TOP_FILES
        if name in known and len(folders) < 2:
            continue
        help = did_you_mean(name, known) or "the files here are " + ", ".join(f"`{name}`" for name in known)
        notebook.diagnostics.append(Diagnostic("unknown-file", f"nothing reads `{path}`", Place(file), Severity.WARNING, help))
