"""Marks that a template or onrecord itself should have replaced: ``{{ … }}``, ``{% … %}`` and the two private characters of `calls.py`.

Text in code is left alone, and so are braces that balance, as in JSON. A private character alone in ``<i>`` or ``<span>`` is an icon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..calls import FIRST_MARK, LAST_MARK
from ..diagnostic import Diagnostic
from ._markup import Markup

LONGEST_SHOWN = 60


def _written(character: str, *names: str) -> str:
    """A pattern for the ways to write a character: itself, by number, by name, percent-encoded."""
    number = ord(character)
    encoded = "".join(f"%{byte:02x}" for byte in character.encode())
    ways = [re.escape(character), f"&#0*{number};?", f"&#x0*{number:x};?", *(f"&{name};" for name in names), encoded]
    return f"(?:{'|'.join(ways)})"


OPEN, CLOSE = _written("{", "lbrace", "lcub"), _written("}", "rbrace", "rcub")
FIRST, LAST = _written(FIRST_MARK), _written(LAST_MARK)
STATEMENT = rf"(?:(?!%){OPEN}(?:%|&#0*37;?|&#x0*25;?|&percnt;)(?!2[0-9a-f])|%7b%25)"  # no quote of JSON in an address: {%22
SIGNS = ("{{", "}}", "{%", "%7b", "%7d", "&#", "&lbrace", "&lcub", "&rbrace", "&rcub", "%ee%80", FIRST_MARK, LAST_MARK)
SUSPECT = re.compile(rf"{OPEN}{{2}}|{CLOSE}{{2}}|{STATEMENT}|{FIRST}|{LAST}", re.IGNORECASE)
LEFTOVER = re.compile(
    rf"{OPEN}{{2}}(?:.{{0,500}}?{CLOSE}{{2}})?|{STATEMENT}(?:.{{0,500}}?(?:%|%25){CLOSE})?|{FIRST}(?:\d+{LAST})?|{LAST}",
    re.IGNORECASE | re.DOTALL,
)
BRACE = re.compile(rf"(?P<open>{OPEN})|{CLOSE}", re.IGNORECASE)
ALONE = re.compile(rf"\s*(?:{FIRST}|{LAST})\s*", re.IGNORECASE)
ICON = re.compile(r"<(?:i|span)\b[^<>]*>\Z", re.IGNORECASE)
LONGEST_TAG = 1000


def suspicious(text: str) -> bool:
    """Whether a page may hold a leftover at all; most hold none, and need not be cut into pieces."""
    small = text.lower()
    return any(sign in small for sign in SIGNS) and SUSPECT.search(text) is not None


def leftovers(markup: Markup) -> Iterator[Diagnostic]:
    """Every leftover in what readers and browsers see of a page."""
    for begin, end in markup.pieces:
        piece = markup.text[begin:end]
        if SUSPECT.search(piece) and not _is_icon(markup.text, begin, piece):
            for at, length in _found_in(piece):
                yield _leftover(markup, begin + at, length)


def _is_icon(text: str, begin: int, piece: str) -> bool:
    return bool(ALONE.fullmatch(piece) and ICON.search(text, max(0, begin - LONGEST_TAG), begin))


def _found_in(piece: str) -> Iterator[tuple[int, int]]:
    """Where leftovers stand in a piece, and how long they are."""
    at = 0
    for found in LEFTOVER.finditer(piece):
        yield from _unopened(piece, at, found.start())
        yield found.start(), len(found[0])
        at = found.end()
    yield from _unopened(piece, at, len(piece))


def _unopened(piece: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Two closing braces that follow each other and that nothing opened."""
    depth, last = 0, -1
    for brace in BRACE.finditer(piece, begin, end):
        if brace["open"]:
            depth += 1
        elif depth:
            depth -= 1
        elif brace.start() == last:
            yield brace.start() - len(brace[0]), 2 * len(brace[0])
            last = -1
        else:
            last = brace.end()


def _leftover(markup: Markup, at: int, length: int) -> Diagnostic:
    where = markup.place(at, length)
    words = " ".join(markup.text[at : at + length].split())
    if re.match(f"{FIRST}|{LAST}", words, re.IGNORECASE):
        help = "whatever made the page did not say the figure that belongs here"
        return Diagnostic("leftover", "a mark that stands for a figure was left in the page", where, help=help)
    shown = words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"
    return Diagnostic("leftover", f"`{shown}` was left in the page", where, help="have it replaced, or show it in `<code>`")
