"""For programs: a list of findings with their places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from ..diagnostic import Diagnostic


def report(diagnostics: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
    return json.dumps([asdict(found) for found in diagnostics], ensure_ascii=False, indent=1) + "\n"
