"""Reads a page as browsers do, as far as verifying needs it: marked elements, the language around them, and what is code.

Other generators write attributes in any order, leave quotes and end tags out, and put further elements into ours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate, pairwise

from ..diagnostic import Place
from ._tags import CLOSED_BY, UNSAID, VERBATIM, VOID

ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
FACT, CLAIM, PARTY = "data-fact", "data-claim", "data-by"
MARKED = {"data": (FACT, CLAIM), "time": (FACT,)}
TAG, TEXT, UNSEEN = "tag", "text", "unseen"
DEEPEST = 512  # open elements that browsers keep
Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Mark:
    """An element that names a fact: what its attributes and its words say, the language around it, and where it stands.

    ``begin`` and ``end`` are where its words are; ``tag`` is its start tag as written, at ``at``.
    """

    name: str
    attributes: dict[str, str | None]
    language: str | None
    tag: str
    at: int
    end: int = 0
    words: str = ""

    @property
    def begin(self) -> int:
        return self.at + len(self.tag)

    @property
    def is_claim(self) -> bool:
        return FACT not in self.attributes

    @property
    def is_date(self) -> bool:
        """A date that HTML's ``datetime`` cannot hold is a ``<data class="when">``."""
        return self.name == "time" or (not self.is_claim and "when" in (self.attributes.get("class") or "").split())

    @property
    def key(self) -> str:
        """The attribute that machines read."""
        return "datetime" if self.name == "time" else "value"

    @property
    def fact(self) -> str:
        return (self.attributes.get(CLAIM if self.is_claim else FACT) or "").strip()

    @property
    def party(self) -> str | None:
        return (self.attributes.get(PARTY) or "").strip() if self.is_claim else None

    @property
    def value(self) -> str | None:
        return self.attributes.get(self.key)


@dataclass
class Markup:
    """A page: its text, its marks, and the ``pieces`` of it that readers or browsers see, tags with their attributes and texts."""

    file: str
    text: str
    marks: list[Mark] = field(default_factory=list)
    cuts: list[tuple[int, str]] = field(default_factory=list)  # where something begins: TAG, TEXT or UNSEEN

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """The stretches that are seen, from where to where; a text that html.parser gives in parts is one."""
        return [(begin, end) for (begin, sort), (end, _) in pairwise([*self.cuts, (len(self.text), UNSEEN)]) if sort != UNSEEN]

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def offset(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column

    def place(self, at: int, length: int) -> Place:
        """A stretch of the text, up to the end of its line."""
        line = bisect_right(self._lines, at)
        return Place(self.file, line, at - self._lines[line - 1] + 1, max(1, min(length, self._lines[line] - 1 - at)))

    def place_of(self, mark: Mark, attribute: str | None = None) -> Place:
        """Where a mark's attribute has its value; the start tag where it has none."""
        for found in ATTRIBUTE.finditer(mark.tag, 1 + len(mark.name)):
            if found[1].lower() == attribute and found.lastindex != 1:
                return self.place(mark.at + found.start(found.lastindex or 0), len(found[found.lastindex or 0]))
        return self.place(mark.at, len(mark.tag))

    def place_of_words(self, mark: Mark) -> Place:
        """Where the words of a mark begin."""
        written = self.text[mark.begin : mark.end]
        skipped = len(written) - len(written.lstrip())
        return self.place(mark.begin + skipped, len(written.strip()))


def read_markup(file: str, text: str, cutting: bool = True) -> Markup:
    """The marks of a page; with ``cutting`` its pieces too."""
    markup = Markup(file, text)
    reader = _Reader(markup, cutting)
    reader.feed(text)
    reader.close()
    reader.finish()
    return markup


@dataclass(slots=True)
class _Open:
    """An element that has not ended: what holds for all that is in it."""

    name: str
    language: str | None = None
    verbatim: bool = False
    unsaid: bool = False
    mark: Mark | None = None


class _Reader(HTMLParser):
    """Keeps the elements that are open, and ends those whose end tags may be left out."""

    def __init__(self, markup: Markup, cutting: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._markup, self._cutting = markup, cutting
        self._open: list[_Open] = [_Open("")]
        self._names: Counter[str] = Counter()
        self._marks: list[Mark] = []

    # ---- what html.parser calls

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        self._end_implied(tag)
        around = self._open[-1]
        self._cut(UNSEEN if around.verbatim else TAG)
        named = dict(reversed(attributes))  # the first of equal attributes holds
        language = named["lang"] or "" if "lang" in named else named.get("xml:lang", around.language)
        if tag in VOID:
            self._say(" " if tag == "br" else "")
            return
        mark = self._mark(tag, named, language) if any(name in named for name in MARKED.get(tag, ())) else None
        self._open.append(_Open(tag, language, around.verbatim or tag in VERBATIM, around.unsaid or tag in UNSAID, mark))
        self._names[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self._cut(UNSEEN)
        if self._open[-1].name == tag:
            self._end(len(self._open) - 1)
        elif self._names[tag]:
            self._end(next(at for at in range(len(self._open) - 1, 0, -1) if self._open[at].name == tag))

    def say(self, data: str) -> None:
        self._cut(UNSEEN if self._open[-1].verbatim else TEXT)
        self._say(data)

    def handle_comment(self, data: str) -> None:
        self._cut(UNSEEN)

    def handle_decl(self, decl: str) -> None:
        self._cut(UNSEEN)

    def parse_marked_section(self, at: int, report: int = 1) -> int:
        """``<![…`` is a comment to browsers; some versions of html.parser stumble over it."""
        return self.parse_bogus_comment(at)

    handle_data = say
    handle_pi = unknown_decl = handle_comment

    def finish(self) -> None:
        """Ends what the page leaves open."""
        self._end(1)

    # ---- what is open

    def _mark(self, tag: str, attributes: dict[str, str | None], language: str | None) -> Mark:
        mark = Mark(tag, attributes, language, self.get_starttag_text() or "", self._at)
        self._marks.append(mark)
        self._markup.marks.append(mark)
        return mark

    def _say(self, words: str) -> None:
        if self._marks and not self._open[-1].unsaid:
            for mark in self._marks:
                mark.words += words

    def _end_implied(self, tag: str) -> None:
        """``<li>`` ends the ``<li>`` before it, and so on, up to the list that holds both."""
        closed, within = CLOSED_BY.get(tag, ((), ()))
        if not any(self._names[name] for name in closed):
            return
        found = None
        for at in range(len(self._open) - 1, max(0, len(self._open) - DEEPEST), -1):
            if self._open[at].name in within:
                break
            found = at if self._open[at].name in closed else found
        if found is not None:
            self._end(found)

    def _end(self, first: int) -> None:
        """Ends the open elements from the ``first`` on."""
        for element in self._open[first:]:
            self._names[element.name] -= 1
            if element.mark:
                element.mark.end = self._at
                self._marks.remove(element.mark)
        del self._open[first:]

    # ---- where we are

    @property
    def _at(self) -> int:
        return self._markup.offset(*self.getpos())

    def _cut(self, sort: str) -> None:
        cuts = self._markup.cuts
        if self._cutting and not (cuts and sort == cuts[-1][1] == TEXT):
            cuts.append((self._at, sort))
