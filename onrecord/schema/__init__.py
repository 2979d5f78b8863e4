"""JSON Schemas (2020-12) of the content's files, for editors: generated from the model, the readers' keys and what the site knows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ..assemble import Assembled
from . import facts, names, sheets
from ._choices import choices
from ._known import known
from ._shapes import ID_TEXT, Record, Schema, by_id, described, listing, ref
from ._snippets import snippets

__all__ = ["FILES", "RECORDS", "Record", "schemas"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
RECORDS = facts.RECORDS | names.RECORDS | sheets.RECORDS
LISTS = {  # of records, which an editor adds whole
    "facts": "fact",
    "claims": "claim",
    "citations": "citation",
    "corrections": "correction",
    "topics": "topic",
    "charts": "chart",
    "removals": "removal",
    "ignores": "ignore",
    "sources": "source",
    "parties": "party",
}
FILES: dict[str, Schema] = {
    "facts": described(facts.FILE, "The facts of a sheet."),
    "sheet": ref("sheet"),
    "site": ref("site"),
    "sources": described(ref("sources"), "The publications that citations point to."),
    "parties": described(ref("parties"), "Who says something, and whom facts are about."),
    "units": described(by_id(ID_TEXT, ref("nouns")), "What is counted: the forms of each noun, by language."),
}


def schemas(made: Assembled) -> dict[str, Schema]:
    """The schema of each kind of file, by name, with the ids of a site: as many as could be read."""
    definitions = _definitions(made)
    return {name: {"$schema": DRAFT, "title": f"{name}.yml", **root, "$defs": _reached(root, definitions)} for name, root in FILES.items()}


def _definitions(made: Assembled) -> dict[str, Schema]:
    languages = made.site.languages
    records = {name: record.schema() for name, record in RECORDS.items()}
    lists = {name: listing(ref(record)) | {"defaultSnippets": snippets(record, languages)} for name, record in LISTS.items()}
    return records | lists | choices(languages) | names.definitions(languages) | known(made)


def _reached(root: Schema, definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """The definitions that a file's schema refers to, and those that these refer to."""
    reached: dict[str, Schema] = {}
    wanted = _named_in(root)
    while wanted:
        name = wanted.pop()
        if name not in reached:
            reached[name] = definitions[name]
            wanted += _named_in(reached[name])
    return dict(sorted(reached.items()))


def _named_in(schema: Schema) -> list[str]:
    return re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema))
