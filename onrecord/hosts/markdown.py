"""The calls in the Markdown of another generator, for anything that hosts Python-Markdown: `markdown_extensions: [onrecord]`.

The host's own Markdown and sanitising stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from ..calls import MARK, BadCall, mark
from ..fields import Refusal, parse_day
from ..locale import CannotSay
from ..model import Call, Prose
from ..pipeline import Checked, check
from ..prose import fill
from ..reports import REPORTS
from ._page import Host, HostPage

BEFORE_CODE = 31  # behind what puts files into a page (pymdownx.snippets: 32), before what reads code blocks
LAST = -100


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a call cannot be said: `source` is the call as it stands on `line` of what Markdown was given."""

    rule: str
    message: str
    help: str
    source: str
    line: int


class Refused(Exception):
    """The content, or a page, that cannot be published as it stands; its message tells every problem, one a line."""


Refuse = Callable[[list[Problem]], None]


def refuse(problems: list[Problem]) -> None:
    """Raises Refused."""
    told = (f"line {each.line}: [{each.rule}] {each.message}" + (f"; {each.help}" if each.help else "") for each in problems)
    raise Refused("\n".join(told))


class FigureExtension(Extension):
    """Calls in Markdown. ``page`` gives the page that is converted; ``refuse`` is told what cannot be said of it."""

    def __init__(self, page: Callable[[], HostPage], refuse: Refuse = refuse, **options: Any) -> None:
        super().__init__(**options)
        self.page, self.refuse = page, refuse

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        self._extend(md)

    def _extend(self, md: Markdown) -> _Mark:
        marks = _Mark(md, self.page, self.refuse)
        md.preprocessors.register(marks, "onrecord-mark", BEFORE_CODE)
        md.postprocessors.register(_Say(md, marks), "onrecord-say", LAST)
        return marks


class Figures(FigureExtension):
    """The extension alone, where a host has no plugins: it reads and checks the content itself, and lists the sources of a page."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "the content folder"],
            "language": ["", "the language of the pages; the site's first if it is left out"],
            "today": ["", "the day at which facts are judged; today if it is left out"],
        }
        super().__init__(self._begin, **options)
        self._host: Host | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_ListSources(md, self._extend(md)), "onrecord-sources", LAST)

    def _begin(self) -> HostPage:
        host = self._host = self._host or Host(read(Path(self.getConfig("content")), str(self.getConfig("today"))))
        return host.page("index.html", host.language([self.getConfig("language")]))


def read(content: Path, today: str) -> Checked:
    """The content, checked at a day; raises Refused with every finding where errors stop it."""
    try:
        checked = check(content, parse_day(today) if today else dt.date.today())
    except Refusal as refusal:
        raise Refused(f"`today`: {refusal.message}; {refusal.help}") from None
    if checked.stops() or not content.is_dir():
        raise Refused(REPORTS["text"](checked.diagnostics, checked.lines) or f"there is no folder `{content}`")
    return checked


class _Mark(Preprocessor):
    """Takes the calls out of a page, and says each once: what cannot be said is told before anything is made of the page."""

    def __init__(self, md: Markdown, page: Callable[[], HostPage], refuse: Refuse) -> None:
        super().__init__(md)
        self._page, self._refuse = page, refuse
        self.calls: tuple[Call, ...] = ()
        self.page: HostPage | None = None  # before the first conversion

    def run(self, lines: list[str]) -> list[str]:
        text = MARK.sub("", "\n".join(lines))
        prose, offsets, bad = mark(text)
        self.page = page = self._page()
        if problems := [*_unreadable(text, bad), *_unsayable(text, prose, offsets, page)]:
            self._refuse(problems)
            prose = Prose("", ())
        self.calls = prose.calls
        return prose.marked.split("\n")


def _unreadable(text: str, bad: list[BadCall]) -> Iterator[Problem]:
    """What is no call."""
    for each in bad:
        source = text[each.offset : each.offset + each.length]
        yield Problem("bad-call", each.message, each.help, source, _line(text, each.offset))


def _unsayable(text: str, prose: Prose, offsets: list[int], page: HostPage) -> Iterator[Problem]:
    """Calls of what is not there, or of what the language cannot say."""
    for call, offset in zip(prose.calls, offsets, strict=True):
        try:
            page.say(call)
        except CannotSay as problem:
            yield Problem(problem.rule, problem.message, problem.help, call.source, _line(text, offset))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


class _Say(Postprocessor):
    """Puts what is said into the page, when everything else has been made of it."""

    def __init__(self, md: Markdown, marks: _Mark) -> None:
        super().__init__(md)
        self.marks = marks

    def run(self, text: str) -> str:
        return fill(text, self.marks.calls, self.marks.page.voice) if self.marks.page else text


class _ListSources(Treeprocessor):
    """Ends a page with the list of what it cites."""

    def __init__(self, md: Markdown, marks: _Mark) -> None:
        super().__init__(md)
        self.marks = marks

    def run(self, root: Element) -> None:
        if self.marks.page and (sources := self.marks.page.sources()):
            SubElement(root, "p").text = self.md.htmlStash.store(str(sources))
