"""SARIF 2.1.0 (OASIS), for code scanning: each check with its page, each finding with its place and a lasting fingerprint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..checks import CHECKS
from ..diagnostic import Diagnostic, Place, Severity
from ._machine import fingerprinted, sentence

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
ROOT = "REPOSITORY"  # what paths are relative to


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    rules = sorted({found.rule for found in diagnostics})
    run = {
        "tool": {"driver": {"name": "onrecord", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(found, fingerprint, rules.index(found.rule)) for found, fingerprint in fingerprinted(diagnostics)],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    """A check's own docstring tells what it is for; what assembling refuses has its name alone."""
    docs = {check.RULE: (check.__doc__ or "").strip() for check in CHECKS}
    about = docs.get(rule)
    return {"id": rule, **({"shortDescription": {"text": about.split("\n", 1)[0]}, "fullDescription": {"text": about}} if about else {})}


def _result(found: Diagnostic, fingerprint: str, index: int) -> dict[str, Any]:
    related = [{"id": number, "message": {"text": words}, **_location(place)} for number, (place, words) in enumerate(found.related, 1)]
    return {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": LEVELS[found.severity],
        "message": {"text": sentence(found)},
        "locations": [_location(found.where)],
        "partialFingerprints": {"onrecord/v1": fingerprint},
        **({"relatedLocations": related} if related else {}),
    }


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.file), "uriBaseId": ROOT}, "region": region}}
