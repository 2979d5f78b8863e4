"""For programs: what changes, under keys that stay; docs/history.md lists them."""

from __future__ import annotations

import json
from dataclasses import asdict

from ._compare import Comparison


def report(comparison: Comparison) -> str:
    document = {
        "revision": comparison.revision,
        "commit": comparison.commit,
        "lines": comparison.sentences,
        "groups": [asdict(group) for group in comparison.groups],
        "languages": {"added": comparison.languages_added, "removed": comparison.languages_removed},
        "unread": comparison.unread,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
