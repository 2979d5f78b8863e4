"""What an editor adds whole: a fact, a citation, a claim, a correction, a topic, a source, a party, with the places to fill in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

Body = Mapping[str, Any]

CITATION: Body = {"ref": "[source]", "quote": "[the words of the source]"}
SNIPPETS: dict[str, dict[str, Body]] = {  # `[…]` is filled in, `*` stands for every language of the site
    "fact": {
        "a number of people or things": {
            "id": "[new-fact]",
            "text": {"*": "'[text] {{ figure() }} {{ when() }}.'"},
            "label": {"*": "[label]"},
            "value": "[52]",
            "unit": "[person]",
            "when": "[2025-09-11]",
            "sources": [CITATION],
        },
        "a sum of money": {
            "id": "[new-fact]",
            "text": {"*": "'[text] {{ figure() }}.'"},
            "label": {"*": "[label]"},
            "value": "[2700000]",
            "currency": "[EUR]",
            "sources": [CITATION],
        },
        "a percentage": {
            "id": "[new-fact]",
            "kind": "percent",
            "text": {"*": "'[text] {{ figure() }}.'"},
            "label": {"*": "[label]"},
            "value": "[31]",
            "sources": [CITATION],
        },
        "an event": {
            "id": "[new-fact]",
            "kind": "event",
            "text": {"*": "'[text] {{ when() }}.'"},
            "label": {"*": "[label]"},
            "when": "[2025-09-11]",
            "sources": [CITATION],
        },
    },
    "citation": {"a citation": CITATION},
    "claim": {"a rival value": {"value": "[1184]", "by": ["[party]"], "sources": [CITATION]}},
    "correction": {"a correction": {"date": "[2025-12-14]", "kind": "[error]", "was": "[50]", "note": {"*": "[what happened]"}}},
    "chart": {"a chart": {"id": "[new-chart]", "kind": "[bars]", "title": {"*": "[title]"}, "facts": ["[fact]", "[another-fact]"]}},
    "removal": {"a removed fact": {"id": "[old-fact]", "date": "[2025-12-14]", "reason": {"*": "[why]"}}},
    "ignore": {"an accepted finding": {"rule": "[stale]", "until": "[2026-03-01]", "reason": "[why]"}},
    "topic": {"a topic": {"id": "[new-topic]", "label": {"*": "[label]"}}},
    "source": {
        "a source": {
            "id": "[new-source]",
            "type": "[article-newspaper]",
            "title": "[title]",
            "publisher": "[publisher]",
            "issued": "[2025-09-11]",
            "url": "[https://…]",
            "language": "[code]",
        }
    },
    "party": {"a party": {"id": "[new-party]", "type": "[agency]", "name": {"*": "[name]"}}},
}


def snippets(record: str, languages: Collection[str]) -> list[dict[str, Any]]:
    """The snippets of a record, as language servers take them."""
    return [{"label": label, "body": _numbered(body, languages)} for label, body in SNIPPETS[record].items()]


def _numbered(body: Body, languages: Collection[str]) -> Any:
    """The places of a snippet are filled in from the first to the last."""
    places = iter(range(1, 100))

    def shown(part: Any) -> Any:
        if isinstance(part, Mapping):
            spoken = [(each, value) for key, value in part.items() for each in (languages if key == "*" else (key,))]
            return {key: shown(value) for key, value in spoken}
        if isinstance(part, list):
            return [shown(below) for below in part]
        return re.sub(r"\[([^]]*)\]", lambda place: f"${{{next(places)}:{place[1]}}}", part)

    return shown(body)
