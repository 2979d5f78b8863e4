"""What SARIF 2.1.0 (OASIS, 27 March 2020) says of the objects that we write: their properties, what they require, their values.

Our own words for the sections named beside each, as strict as the standard: what is not listed here may not be written.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 1}  # lines and columns, §3.30.5 to §3.30.8
INDEX: Schema = {"type": "integer", "minimum": -1}


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(of: Schema, **further: Any) -> Schema:
    return {"type": "array", "items": of, **further}


MESSAGE = _object(["text"], text=TEXT)  # §3.11
DESCRIPTION = _object(["text"], text=TEXT, markdown=TEXT)  # multiformatMessageString, §3.12
ARTIFACT_LOCATION = _object([], uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT, description=MESSAGE)  # §3.4
REGION = _object(["startLine"], startLine=COUNT, startColumn=COUNT, endLine=COUNT, endColumn=COUNT)  # §3.30
PHYSICAL_LOCATION = _object(["artifactLocation"], artifactLocation=ARTIFACT_LOCATION, region=REGION)  # §3.29
LOCATION = _object([], id=INDEX, physicalLocation=PHYSICAL_LOCATION, message=MESSAGE)  # §3.28
RULE = _object(["id"], id=TEXT, shortDescription=DESCRIPTION, fullDescription=DESCRIPTION)  # reportingDescriptor, §3.49
DRIVER = _object(["name"], name=TEXT, semanticVersion=TEXT, rules=_list(RULE, uniqueItems=True))  # toolComponent, §3.19
RESULT = _object(  # §3.27
    ["message"],
    ruleId=TEXT,
    ruleIndex=INDEX,
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    locations=_list(LOCATION),
    relatedLocations=_list(LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)
RUN = _object(  # §3.14
    ["tool"],
    tool=_object(["driver"], driver=DRIVER),  # §3.18
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": ARTIFACT_LOCATION},
    results=_list(RESULT),
)
LOG = _object(["version", "runs"], version={"const": "2.1.0"}, runs=_list(RUN))  # §3.13
