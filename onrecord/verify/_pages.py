"""Finds the pages of a built site and reads them as text, in whatever encoding they declare."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from ..diagnostic import Diagnostic, Place

SUFFIXES = (".html", ".htm", ".xhtml")
LARGEST = 32 * 1024 * 1024  # bytes; a page of this size takes some five seconds
DECLARATION = 1024  # bytes at the head of a page in which HTML wants its charset
CHARSET = re.compile(rb"<(?:meta\b[^>]*\bcharset|\?xml\b[^>]*\bencoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
BYTE_ORDERS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def shown(path: Path) -> str:
    """The path as the user knows it; a name that is not UTF-8 must be printable too."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def find_pages(path: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Every page below a folder, sorted, and the folders that could not be looked into. A file is a page whatever its name."""
    if not path.is_dir():
        return [path], []
    pages: list[Path] = []
    unread: list[Diagnostic] = []
    for folder, below, names in os.walk(path, onerror=lambda error: unread.append(_unreadable(error, Path(error.filename)))):
        below[:] = [name for name in below if not name.startswith(".")]
        pages += [Path(folder, name) for name in names if name.lower().endswith(SUFFIXES)]
    return sorted(pages), unread


def read_page(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """The text of a page with ``\\n`` line ends, or why it cannot be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would wait for ever
            return None, [_unreadable(OSError(0, "it is not a file"), path)]
        if status.st_size > LARGEST:
            message = f"the page is larger than {LARGEST // 1024 // 1024} MiB and was not compared"
            return None, [Diagnostic("too-large", message, Place(shown(path)), help="split it into several pages")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [_unreadable(error, path)]
    try:
        return _decoded(raw).replace("\r\n", "\n").replace("\r", "\n"), []
    except (UnicodeError, LookupError):
        return None, [_not_text(raw, path)]


def _decoded(raw: bytes) -> str:
    """UTF-8, as nearly every page is; else what its byte order mark or its head declares."""
    for mark, encoding in BYTE_ORDERS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(_declared(raw) or "utf-8")


def _declared(raw: bytes) -> str | None:
    found = CHARSET.search(raw[:DECLARATION])
    return found[1].decode("ascii", "replace") if found else None


def _not_text(raw: bytes, path: Path) -> Diagnostic:
    declared = _declared(raw)
    why = (
        f"the page declares `{declared}`, and its bytes are not that" if declared else "the page is not UTF-8 and declares no other charset"
    )
    help = 'have it written as UTF-8, with `<meta charset="utf-8">`'
    return Diagnostic("not-utf8", why, Place(shown(path)), help=help)


def _unreadable(error: OSError, path: Path) -> Diagnostic:
    reason = (error.strerror or "the system gives no reason").lower()
    return Diagnostic("unreadable", f"this cannot be read: {reason}", Place(shown(path)), help="check what it is and who may read it")
