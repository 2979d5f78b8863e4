"""The things that facts name: units, parties and sources."""

from __future__ import annotations

from .. import locale as locales
from ..diagnostic import Place
from ..fields import Fields, Notebook, parse_language, parse_url
from ..model import PARTY_TYPES, Form, Noun, Party, Source
from ..read import Folder, Mapping, Node, Scalar, Sequence

CSL_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "dataset", "document",
    "entry", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "pamphlet", "paper-conference",
    "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "song", "speech", "standard", "thesis",
    "treaty", "webpage",
)  # fmt: skip


def read_units(folder: Folder, notebook: Notebook) -> dict[str, dict[str, Noun]]:
    """units.yml: unit -> language -> forms by plural category, further cases as mappings below."""
    units = {}
    for unit, node in _mapping(folder, "units.yml", notebook):
        notebook.places.heads["units", unit.text] = unit.place
        fields = _named(node, f"unit `{unit.text}`", ("units", unit.text), notebook)
        if fields is not None:
            units[unit.text] = {
                language.text: _noun(unit.text, language.text, below, fields)
                for language, below in fields.node.entries
                if language.text in locales.known_languages() or fields.knows_language(language)
            }
    return units


def _noun(unit: str, language: str, node: Node, fields: Fields) -> Noun:
    locale = locales.load(language)
    forms: dict[str, Form] = {}
    classes = set()
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if key.text in locale.nouns.classes:
            if fields.scalar(value, key.text) == "true":
                classes.add(key.text)
            else:
                fields.error("bad-choice", f"`{key.text}` is `true` or left out", value.place, f"write `{key.text}: true`")
        elif key.text in locale.nouns.categories:
            _add_form(forms, f"{locales.NOMINATIVE}.{key.text}", value, fields)
        elif key.text in locale.nouns.cases and not isinstance(value, Mapping):
            fields.error("bad-shape", f"the case `{key.text}` has forms by number", value.place, f"write `{key.text}: {{one: …, many: …}}`")
        elif key.text in locale.nouns.cases and isinstance(value, Mapping):
            _add_case(forms, key.text, value, locale, fields)
        else:
            _unknown_cell(key, locale, fields)
    if not isinstance(node, Mapping):
        fields.error("bad-shape", f"the forms of unit `{unit}` are a mapping", node.place, "write `{one: …, other: …}`")
    return Noun(unit, forms, frozenset(classes))


def _add_case(forms: dict[str, Form], case: str, node: Mapping, locale: locales.Locale, fields: Fields) -> None:
    if not node.entries:
        fields.error("empty", f"the case `{case}` has no forms", node.place, "write them, or leave the case out")
    for category, form in node.entries:
        if category.text in locale.nouns.categories:
            _add_form(forms, f"{case}.{category.text}", form, fields)
        else:
            _unknown_cell(category, locale, fields)


def _add_form(forms: dict[str, Form], cell: str, node: Node, fields: Fields) -> None:
    """A form is a word, or ``{text: …}`` where it says the number too."""
    whole = isinstance(node, Mapping)
    text = _whole_form(Fields(node, "a form", fields.notebook)) if isinstance(node, Mapping) else fields.scalar(node, cell)
    if text:
        forms[cell] = Form(text, whole)


def _whole_form(fields: Fields) -> str | None:
    text = fields.text("text")
    fields.require("text")
    fields.finish()
    return text


def _unknown_cell(key: Scalar, locale: locales.Locale, fields: Fields) -> None:
    known = ", ".join(f"`{name}`" for name in (*locale.nouns.categories, *locale.nouns.cases[1:], *sorted(locale.nouns.classes)))
    fields.error("unknown-key", f"nouns of the language `{locale.language}` have no `{key.text}`", key.place, f"they have {known}")


def read_parties(folder: Folder, notebook: Notebook) -> dict[str, Party]:
    """parties.yml: who says something; a name by language, in one form or by case."""
    parties = {}
    for id, fields in _records(folder, "parties", notebook):
        fields.require("name", "type")
        parties[id] = Party(id, fields.choice("type", PARTY_TYPES) or "group", _party_name(fields))
        fields.finish()
    return parties


def _party_name(fields: Fields) -> dict[str, dict[str, str]]:
    name = fields.record("name")
    names: dict[str, dict[str, str]] = {}
    for language, node in name.node.entries if name else ():
        if not fields.knows_language(language):
            continue
        if isinstance(node, Mapping):
            below = Fields(node, fields.owner, fields.notebook)
            names[language.text] = {case: text for case in locales.load(language.text).nouns.cases if (text := below.text(case))}
            below.finish()
        elif text := fields.scalar(node, "name"):
            names[language.text] = dict.fromkeys(_cases(language.text), text)
    return names


def _cases(language: str) -> tuple[str, ...]:
    """A name given in one form is that of a language without cases; elsewhere it is the nominative alone."""
    cases = locales.load(language).nouns.cases
    return cases if len(cases) == 1 else (locales.NOMINATIVE,)


def read_sources(folder: Folder, notebook: Notebook) -> dict[str, Source]:
    """sources.yml, in CSL-JSON's field names; a source without an address says why in its note."""
    sources = {}
    for id, fields in _records(folder, "sources", notebook):
        fields.require("publisher", "language", "type")
        note = fields.texts("note")
        sources[id] = Source(
            id=id,
            type=fields.choice("type", CSL_TYPES) or "webpage",
            publisher=fields.text("publisher") or "",
            language=fields.parsed("language", parse_language) or "",
            title=fields.text("title"),
            author=fields.text("author"),
            issued=fields.when("issued"),
            accessed=fields.when("accessed"),
            url=fields.parsed("url", parse_url),
            archive=fields.parsed("archive", parse_url),
            carries=fields.text("carries"),
            cites=fields.text("cites"),
            note=note,
        )
        if sources[id].url is None and "url" not in fields and not note:
            fields.error("missing-key", f"{fields.owner} has no `url`", fields.place(), "add it, or a `note` that says why there is none")
        fields.finish()
    return sources


def read_private_names(folder: Folder, notebook: Notebook) -> tuple[str, ...]:
    """private-names.yml: a list of names that must not be published."""
    document = folder.documents.get("private-names.yml")
    root = document.root if document else None
    if root is None:
        return ()
    names = [node.text for node in root.items if isinstance(node, Scalar) and node.text.strip("* ")] if isinstance(root, Sequence) else []
    if not isinstance(root, Sequence) or len(names) < len(root.items):
        notebook.error("bad-shape", "`private-names.yml` is a list of names", root.place, "write one `- Name Surname` a line")
    return tuple(names)


# ---- the shapes of the files


def _records(folder: Folder, name: str, notebook: Notebook) -> list[tuple[str, Fields]]:
    """A file that is a list of things with ids; the second of two with one id is refused."""
    document = folder.documents.get(f"{name}.yml")
    root = document.root if document else None
    if root is None:
        return []
    if not isinstance(root, Sequence):
        notebook.error("bad-shape", f"`{name}.yml` is a list", root.place, "begin each thing with `- id: …`")
        return []
    kind = SINGULAR[name]
    return [found for node in root.items if (found := identified(node, kind, name, notebook))]


SINGULAR = {"parties": "party", "sources": "source", "facts": "fact"}


def identified(node: Node, kind: str, base: str, notebook: Notebook) -> tuple[str, Fields] | None:
    """A mapping with an id that nothing else of its kind has; its place is remembered under (base, id)."""
    if not isinstance(node, Mapping):
        notebook.error("bad-shape", f"a {kind} is a mapping of keys and values", node.place, "begin it with `- id: …`")
        return None
    fields = Fields(node, f"this {kind}", notebook)
    fields.require("id")
    id = fields.id("id")
    if id is None:
        return None
    fields.owner = f"{kind} `{id}`"
    first = notebook.places.nodes.get((base, id))
    if isinstance(first, Mapping):
        related = ((_id_place(first), "the first stands here"),)
        notebook.error("duplicate-id", f"two {base} have the id `{id}`", fields.place("id"), "ids are unique over the whole site", related)
        return None
    notebook.places.nodes[base, id] = node
    return id, fields


def _id_place(node: Mapping) -> Place:
    found = node.get("id")
    return found.place if found else node.place


def _mapping(folder: Folder, name: str, notebook: Notebook) -> tuple[tuple[Scalar, Node], ...]:
    document = folder.documents.get(name)
    root = document.root if document else None
    if root is None:
        return ()
    if not isinstance(root, Mapping):
        notebook.error("bad-shape", f"`{name}` is a mapping of ids", root.place, "write `person:` and its forms below")
        return ()
    return root.entries


def _named(node: Node, owner: str, route: tuple[str, str], notebook: Notebook) -> Fields | None:
    notebook.places.nodes[route] = node
    if isinstance(node, Mapping):
        return Fields(node, owner, notebook)
    notebook.error("bad-shape", f"{owner} is a mapping of languages", node.place)
    return None
