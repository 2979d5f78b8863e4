"""GitLab's code quality report: a JSON list in Code Climate's terms, shown in a merge request."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..diagnostic import Diagnostic, Severity
from ._machine import fingerprinted, sentence

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    issues = [
        {
            "description": sentence(found),
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[found.severity],
            "location": {"path": found.where.file, "lines": {"begin": found.where.line}},
        }
        for found, fingerprint in fingerprinted(diagnostics)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
