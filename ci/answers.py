"""Answers the scripts beside it out of JSON, which a shell cannot read: python ci/answers.py QUESTION … < JSON.

changed              what `onrecord diff --format json` says: does anything change for readers? true or false
ours MARKER AUTHOR   a list of comments, notes or issues: the number of the first that is ours. Ours is what we wrote and what begins with
                     our marker; that of anybody else who typed the marker is left alone
name                 the name of a GitLab user
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any


def changed(told: dict[str, Any]) -> str:
    """Whether a line changes, comes or goes, or a language does."""
    return "true" if told["groups"] or any(told["languages"].values()) else "false"


def ours(things: list[dict[str, Any]], marker: str, author: str) -> str:
    """The number of an issue, or the id of a comment; nothing where none is ours. A pull request is listed as an issue, but is none."""
    mine = (thing for thing in things if _author(thing) == author and (thing.get("body") or "").startswith(marker))
    first = next((thing for thing in mine if "pull_request" not in thing), {})
    return str(first.get("number") or first.get("id") or "")


def _author(thing: dict[str, Any]) -> str:
    return str((thing.get("user") or {}).get("login") or (thing.get("author") or {}).get("username"))


def documents(text: str) -> Iterator[Any]:
    """The JSON documents of a text, one behind another: a list a page is what `gh api --paginate` prints."""
    text = text.strip()
    while text:
        document, end = json.JSONDecoder().raw_decode(text)
        yield document
        text = text[end:].lstrip()


def main(question: str, *more: str) -> None:
    """Prints the answer."""
    told = list(documents(sys.stdin.read()))
    if question == "ours":
        print(ours([thing for page in told for thing in page], *more))
    else:
        print(changed(told[0]) if question == "changed" else told[0]["username"])


if __name__ == "__main__":
    main(*sys.argv[1:])
