"""A page is so long, or so tangled, that turning it into HTML would take minutes or break: `tangled`, found while reading.

Python-Markdown looks for the end of every bracket by reading on, and begins again at the next; it calls itself for every level of a
list, and for every heading or definition that follows another without an empty line. So 8,000 opening brackets take it minutes, and 300
levels break it. A page that asks too much of it is refused before anything else reads it.

Why it matters: one page would stop the whole site, and nobody could see why.

Example: a page with 2,000 times `[`, or a list of 30 levels

Write instead: close every bracket, or write `\\[` and `&lt;` for one that stands alone; nest lists no deeper than a reader can follow;
put an empty line between headings, rules and definitions; split a very long page into several sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST_PAGE: Final = 250_000  # characters: some 40,000 words
LONGEST_LINE: Final = 5_000
DEEPEST: Final = 20  # levels of lists and quotations
STRUNG: Final = 100  # headings, rules and definitions without an empty line between them
STEPS: Final = 1_000_000  # characters between brackets, all brackets taken together; links in ordinary prose take one or two a character
LONGEST_TAG: Final = 500

LEVEL: Final = re.compile(r"[ \t]*(?:>|(?:[-*+:]|\d+\.)(?=[ \t]))")
STRUNG_LINE: Final = re.compile(r"[ \t]*(?:#|(?:[-*_][ \t]*){3,}$|[=-]+[ \t]*$|\[[^\]]*\]:|:[ \t])")
LINK_LINE: Final = re.compile(r"[ \t]*\[[^\]]*\]:[ \t]*\S")
EMPTY_LINE: Final = re.compile(r"\n[ \t]*(?=\n)")
PIECE: Final = re.compile(
    r"(?P<target>\]\((?:[^()\"'\s<>]|\([^()\s<>]*\))*+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\))"
    r"|(?P<fence>^(?:`{3,}|~{3,}))"
    r"|(?P<address>\]\(|\\`+)|(?P<bracket>\[)|(?P<close>\])|(?P<code>`+)|(?P<escape>\\[^<\n])"
    rf"|(?P<tag></?[A-Za-z][^<>]{{0,{LONGEST_TAG}}}>)|(?P<comment><!--)|(?P<loose><[A-Za-z/!?])"
    r"|(?P<end>\n[ \t]*(?=\n))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Tangle:
    """What is too much, what to write instead, and where in the text it stands."""

    message: str
    help: str
    offset: int
    length: int


def find_tangle(text: str) -> Tangle | None:
    """The first thing in a page of Markdown that would take too long to render, or break it; None where nothing would."""
    if len(text) > LONGEST_PAGE:
        return Tangle(f"a page of more than {LONGEST_PAGE} characters is too long", "split it into several sheets", 0, 1)
    return next(_in_lines(text), None) or _in_brackets(text)


def _in_lines(text: str) -> Iterator[Tangle]:
    at = strung = 0
    before = ""
    for line in text.split("\n"):
        if len(line) > LONGEST_LINE:
            yield Tangle(f"a line of more than {LONGEST_LINE} characters is too long", "put an empty line between two paragraphs", at, 1)
        levels, words = _levels(line)
        if levels > DEEPEST:
            yield Tangle(f"this is nested more than {DEEPEST} levels deep", "write it with fewer levels", at, len(line))
        in_a_row = LINK_LINE.match(before) and LINK_LINE.match(line)  # of links: a long list of them is quickly read
        strung += not in_a_row and bool(STRUNG_LINE.match(line) or STRUNG_LINE.match(line, words))
        strung = strung if line.strip(" \t") else 0
        if strung > STRUNG:
            message = f"more than {STRUNG} headings, rules or definitions stand here without an empty line between them"
            yield Tangle(message, "put an empty line before each", at, len(line))
        at, before = at + len(line) + 1, line


def _levels(line: str) -> tuple[int, int]:
    """How many levels of lists and quotations a line opens or stands in, and where its words begin."""
    at = marks = 0
    while level := LEVEL.match(line, at):
        at, marks = level.end(), marks + 1
    spaces = len(line[:at].expandtabs(4)) - marks
    return (spaces // 4 + marks if marks else 0), at


def _in_brackets(text: str) -> Tangle | None:
    """Counts the characters from every bracket to its end: that of its paragraph where nothing closes it, and that of the page in a tag."""
    count = _Count(text)
    for piece in PIECE.finditer(text):
        count.take(str(piece.lastgroup), piece.start(), piece.end())
        if count.steps > STEPS:
            break
    count.end_paragraph(len(text))
    if count.steps <= STEPS:
        return None
    return Tangle(
        "too many brackets are left open from here on", "close them, or write `\\[` or `&lt;` for one alone", -count.longest[1], 1
    )


class _Count:
    """Brackets that are open in a paragraph, and the characters read so far to find their ends."""

    def __init__(self, text: str) -> None:
        self.text, self.last_comment = text, text.rfind("-->")
        self.steps, self.longest = 0, (0, 0)
        self.brackets: list[int] = []
        self.never: list[tuple[int, int]] = []  # where a search begins that ends with the paragraph, and how often
        self.backticks: dict[int, int] = {}  # by how many stand together
        self.tags = self.code = 0

    def take(self, kind: str, start: int, end: int) -> None:
        """One piece of the text, in order. A bracket is not closed across a backtick: what stands in code closes nothing."""
        if kind in ("close", "target") and self.brackets and self.brackets[-1] >= self.code:
            self._add(self.brackets.pop(), end)
        if kind == "bracket":
            self.brackets.append(start)
        elif kind in ("target", "tag"):
            self._add(start, end)
            self.tags += kind == "tag"
        elif kind == "loose" or (kind == "comment" and start > self.last_comment):
            self._add(start, len(self.text))
        elif kind == "fence":
            last = re.compile(rf"^{self.text[start:end]}[ \t]*$", re.MULTILINE).search(self.text, end)
            self._add(start, last.end() if last else len(self.text))
        elif kind == "address":
            self.never.append((start, 1))
        elif kind == "comment":
            self.never.append((start, self.tags))  # for each tag before it, what follows is searched for its end
        elif kind == "code":
            self._take_code(start, end)
        elif kind == "end":
            self.end_paragraph(end)

    def _take_code(self, start: int, end: int) -> None:
        """Backticks are closed by as many; what an escape leaves of them may never be."""
        self.code = end
        first = self.backticks.pop(end - start, None)
        if first is None:
            self.backticks[end - start] = start
        else:
            self._add(first, end)

    def end_paragraph(self, at: int) -> None:
        for start in [*self.brackets, *self.backticks.values()]:
            self._add(start, at)
        for start, times in self.never:
            self._add(start, at, times)
        self.brackets, self.backticks, self.never, self.tags = [], {}, [], 0

    def _add(self, start: int, end: int, times: int = 1) -> None:
        self.steps += (end - start) * times
        self.longest = max(self.longest, ((end - start) * times, -start))
