"""What an address gets, and what an open page is told. The artifacts stay as they are built: something is added when answering only."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any

from .. import paths
from ..diagnostic import Diagnostic, Severity
from ..reports import REPORTS, Lines, summary
from ..reports.text import excerpt
from ._site import Looked

OWN = "/_onrecord/"  # no page can stand here: names of languages, sheets and facts begin with a letter
MOST = 50  # findings that a page is told; the terminal has all
SHARED = (".js", ".svg", ".woff2")  # what pages are made of beside their own bytes; stylesheets are exchanged without a reload
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
WAITING = (Path(__file__).parent / "waiting.html").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gets; ``moved`` is the address to ask for instead."""

    status: HTTPStatus
    content: bytes = b""
    type: str = "text/html"
    moved: str = ""


def answer(looked: Looked, asked: str) -> Answer:
    """The artifact at an address, with our script where it is a page."""
    status, path = _found(looked, asked)
    if status == HTTPStatus.TEMPORARY_REDIRECT:
        return Answer(status, moved=path)
    content = looked.site[path] if path else _waiting(looked)
    if path and not path.endswith(".html"):
        return Answer(status, content, TYPES.get(PurePosixPath(path).suffix, "text/plain"))
    return Answer(status, _alive(content, asked, print_of(looked, asked)))


def _found(looked: Looked, asked: str) -> tuple[HTTPStatus, str]:
    """The path of the artifact; none where there is no site yet. A site that stands below a path is found there and at the top."""
    for path in dict.fromkeys((asked.removeprefix("/"), asked.removeprefix(looked.top))):
        page = path + "index.html" if path.endswith("/") or not path else path
        if page in looked.site:
            return HTTPStatus.OK, page
        if f"{page}/index.html" in looked.site:
            return HTTPStatus.TEMPORARY_REDIRECT, f"/{page}/"
    return (HTTPStatus.NOT_FOUND, paths.NOT_FOUND) if looked.site else (HTTPStatus.SERVICE_UNAVAILABLE, "")


def _waiting(looked: Looked) -> bytes:
    """The page before there is any."""
    found = list(looked.diagnostics)
    return WAITING.format(summary=summary(found), report=html.escape(REPORTS["text"](found, looked.lines))).encode()


def _alive(page: bytes, asked: str, print: str) -> bytes:
    """A page with our script, which knows which page it is in and what it was made of."""
    script = f'<script type="module" src="{OWN}live.js" data-page="{html.escape(asked)}" data-print="{print}"></script>\n'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest


# ---- what an open page is told


def print_of(looked: Looked, asked: str) -> str:
    """The fingerprint of a page and what it is made of: where it changes, the page is to be loaded again."""
    status, path = _found(looked, asked)
    return _print([str(status).encode(), looked.site[path] if path in looked.site else _waiting(looked), *_shared(looked, SHARED)])


def news(looked: Looked, asked: str) -> dict[str, Any]:
    """What the script in a page is told, as JSON has it. Before there is a site, the page itself shows what is wrong."""
    found = sorted(looked.diagnostics, key=lambda found: list(Severity).index(found.severity)) if looked.site else []
    return {
        "print": print_of(looked, asked),
        "look": _print(_shared(looked, (".css",))),
        "held": looked.held,
        "summary": summary(found),
        "findings": [_told(finding, looked.lines) for finding in found[:MOST]],
        "more": len(found[MOST:]),
    }


def event(looked: Looked, asked: str) -> bytes:
    """The same as a server-sent event."""
    return f"data: {json.dumps(news(looked, asked))}\n\n".encode()


def _told(found: Diagnostic, lines: Lines) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "rule": found.rule,
        "where": str(found.where),
        "message": found.message,
        "help": found.help,
        "excerpt": "\n".join(excerpt(found.where, lines)),
        "related": [f"{place}: {words}" for place, words in found.related],
    }


def _shared(looked: Looked, suffixes: tuple[str, ...]) -> Iterator[bytes]:
    return (content for path, content in looked.site.items() if path.endswith(suffixes))


def _print(parts: Iterator[bytes] | list[bytes]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]
