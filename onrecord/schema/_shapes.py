"""What a value may be, as JSON Schema has it; what a site knows (its languages, its ids) stands in `$defs`, and shapes refer to it.

onrecord reads every scalar as the text that was typed. An editor's language server sees numbers and truth values in some of them, so
shapes allow both: `52`, `"52"`, `3.0`, `1:5`, `2025`, `2025-09-11`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..fields import ID, NUMBER

Schema = dict[str, Any]
BETWEEN = " · "  # the same in several languages, the parts of a title

TEXT: Schema = {"type": ["string", "number", "boolean"]}


def worded(pattern: str | re.Pattern[str], help: str, *types: str) -> Schema:
    """A scalar whose text has a pattern; ``types`` are what a language server may take it for, beside a text."""
    whole = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
    return {"type": ["string", *types] if types else "string", "pattern": f"^(?:{whole})$", "patternErrorMessage": help}


NUMBER_TEXT = worded(NUMBER, "write digits, with a point before decimals: 1184, 52.7", "number")
ID_TEXT = worded(ID, "use small letters a to z, digits and single hyphens: released-september", "number")
RANGE_TEXT = worded(rf"{NUMBER.pattern} *\.\. *{NUMBER.pattern}", "write the ends with two points between them: 2..11")
DAY = worded(r"\d{4}-\d{2}-\d{2}", "write year, month and day: 2025-09-11")
WHEN: Schema = {"type": ["string", "number"]}
PERIOD = worded(r"P\d+[YMWD].*", "write P30D for thirty days, P6M for six months")
URL = worded(r"https?://.+", "copy the whole address, beginning with https://")
LANGUAGE = worded("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "write the code of the language: en, uk, zh-Hant")
PLACES: Schema = {"type": ["integer", "string"]}
TRUE: Schema = {"enum": [True, "true"], "errorMessage": "write true, or leave the key out"}


def ref(name: str) -> Schema:
    """What stands under a name in `$defs`."""
    return {"$ref": f"#/$defs/{name}"}


def one_of(words: Collection[str], help: str = "") -> Schema:
    """One of some words; ``help`` is said of any other."""
    return {"enum": list(words), **({"errorMessage": help} if help else {})}


def either(shapes: Mapping[str, Schema]) -> Schema:
    """One of several shapes, each with its name for an editor's user."""
    return {"anyOf": [{"title": title, **shape} for title, shape in shapes.items()]}


def listing(shape: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": shape, **({"minItems": least} if least else {})}


def by_id(ids: Schema, shape: Schema) -> Schema:
    """A mapping whose keys are ids."""
    return {"type": "object", "propertyNames": ids, "additionalProperties": shape}


def mapping(properties: Mapping[str, Schema], required: Collection[str] = ()) -> Schema:
    """A mapping with these keys and no other."""
    return {"type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the files: what it holds, what it is for, and how it may look."""

    shape: Schema
    says: str
    examples: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping that a reader knows by name: a fact, a citation, a source."""

    says: str
    keys: Mapping[str, Key]
    required: tuple[str, ...] = ()
    rules: list[Schema] = field(default_factory=list)  # what holds beside: the keys that a kind takes

    def schema(self) -> Schema:
        found = mapping({name: described(key.shape, key.says, key.examples) for name, key in self.keys.items()}, self.required)
        return described(found, self.says) | ({"allOf": self.rules} if self.rules else {})


def described(shape: Schema, says: str, examples: Collection[object] = ()) -> Schema:
    """A shape with words for people: as plain text, and as Markdown for editors that show it."""
    shown = {"examples": list(examples)} if examples else {}
    return {"description": says.replace("`", ""), "markdownDescription": says, **shape, **shown}
