"""YAML events become nodes, each with its place: a small composer, because the ready-made ones keep too little.

libyaml checks neither equal keys (PyYAML silently keeps the last of two) nor what an alias names, and its own composer recurses in C:
100,000 times `[` end in a segmentation fault. Here nothing recurses, every scalar stays text, and what has no meaning in a fact file
(tags, merge keys, a second document) is refused by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from .diagnostic import Diagnostic, Place

Parser: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # used for its events only; the second where libyaml is missing
INVISIBLE: Final = re.compile(
    "([\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + r"])\1*"
)
ISOLATE: Final = re.compile("[\u2066-\u2069]")
ENDS_ISOLATE: Final = "\u2069"
MOST: Final = 10_000  # spots that are told of one file
UNNAMED: Final = {"Cc": "a control character", "Cs": "half a character", "Co": "a character for private use"}
NO_TAGS: Final = ("a tag (`!…`) has no meaning here", "remove it; a text that begins with `!` needs quotes")
NEEDS_QUOTES: Final = ("a text that begins with `{{` needs quotes", "put the whole text in single quotes: '{{ figure() }} …'")
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text exactly as typed: ``no``, ``1e9``, ``010``, ``12:30``, ``~`` and nothing at all stay text.

    ``plain`` says that it was not quoted; ``end`` is the line and column, from 1, just behind it.
    """

    text: str
    place: Place
    plain: bool
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list in its order."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values in their order; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place, or None."""
        return next((name for name, _ in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: ``size`` in bytes, ``depth`` in levels, ``text`` in characters of one value.

    ``nodes`` are the keys and values of all files together; an alias counts as all that it stands for. Two million are some 60,000
    facts.
    """

    size: int = 8 * 1024 * 1024
    depth: int = 32
    nodes: int = 2_000_000
    text: int = 20_000
    aliases: int = 1_000


def hidden_in(text: str) -> list[tuple[int, int]]:
    """Where characters stand that hide from a reader: controls, marks of our own, and whatever can turn the order of letters around.

    The marks of right-to-left scripts (U+200E, U+200F, U+061C) move no digit and are welcome. Overrides and embeddings (U+202A to U+202E)
    show a figure otherwise than it is stored and are refused everywhere; isolates (U+2066 to U+2069) are refused unless each is closed
    in its own line, since an open one goes on into what the page says next.
    """
    if text.replace("\n", "").replace("\t", "").isprintable():  # as nearly all are, and quickly told
        return []
    return [hit.span() for hit in INVISIBLE.finditer(_without_closed_isolates(text))]


def _without_closed_isolates(text: str) -> str:
    if not ISOLATE.search(text):
        return text
    letters, opened = list(text), list[int]()
    for at, letter in enumerate(text):
        if letter == "\n":
            opened.clear()
        elif letter == ENDS_ISOLATE and opened:
            letters[opened.pop()] = letters[at] = " "
        elif ISOLATE.match(letter) and letter != ENDS_ISOLATE:
            opened.append(at)
    return "".join(letters)


def without_hidden(text: str) -> str:
    """The text with U+FFFD for each hidden character, so that places stay right."""
    letters = list(text)
    for start, end in hidden_in(text):
        letters[start:end] = "\ufffd" * (end - start)
    return "".join(letters)


def named(letter: str) -> str:
    """``U+202E (RIGHT-TO-LEFT OVERRIDE)``."""
    name = unicodedata.name(letter, "") or UNNAMED.get(unicodedata.category(letter), "not a character")
    return f"U+{ord(letter):04X} ({name})"


class RefusedError(Exception):
    """A limit was passed; ``whole`` says that it was one of the file, not of a spot in it."""

    def __init__(self, diagnostic: Diagnostic, whole: bool) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic, self.whole = diagnostic, whole


@dataclass(slots=True)
class _Open:
    """A sequence or mapping whose end has not come yet; ``before`` is how many nodes came before it."""

    mapping: bool
    flow: bool
    place: Place
    anchor: str | None
    before: int
    height: int = 1
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    value_next: bool = False
    joined: bool = False  # a second `id` stood in it


class Composer:
    """Composes one text; ``found`` holds what was refused on the way.

    Where libyaml gives up, its error passes through; ``quote`` and ``brackets`` then tell what it was in the middle of.
    """

    def __init__(self, lines: list[str], file: str, limits: Limits, gone: set[str], before: int = 0) -> None:
        self.lines, self.file, self.limits, self.gone = lines, file, limits, gone
        self.found: list[Diagnostic] = []
        self.nodes = before  # those of the files before this one count too
        self.quote: Any = None  # the event of the last text in quotes
        self._root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}  # node, weight, height; None while it is still open
        self._aliases = self._documents = 0

    def compose(self) -> Node | None:
        """The root of the first document, or None where there is nothing in it. Raises yaml.MarkedYAMLError and RefusedError."""
        parser = Parser("\n".join(self.lines))
        while (event := parser.get_event()) is not None and self._documents < 2:
            self._take(event)
        empty = isinstance(self._root, Scalar) and self._root.plain and not self._root.text
        return None if empty else self._root

    def brackets(self) -> list[tuple[int, int]]:
        """Lines and columns, from 0, of what is open between `[` and `]` or `{` and `}`; the innermost first."""
        return [(frame.place.line - 1, frame.place.column - 1) for frame in reversed(self._open) if frame.flow]

    def _take(self, event: Any) -> None:
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        column, line = start.column, start.line
        if (event.anchor or event.tag) and (properties := _PROPERTIES.match(self.lines[line], column)):
            column = properties.end() if properties.end() < len(self.lines[line]) else column
        length = (end.column if end.line == line else len(self.lines[line]) if line < len(self.lines) else 0) - column
        return Place(self.file, line + 1, column + 1, max(1, length))

    def _report(self, rule: str, message: str, where: Place, help: str, *related: tuple[Place, str]) -> None:
        if len(self.found) < MOST:
            self.found.append(Diagnostic(rule, message, where, help=help, related=related))

    def _count(self, weight: int, place: Place) -> None:
        self.nodes += weight
        if self.nodes > self.limits.nodes:
            raise self._too_large(f"the content holds more than {self.limits.nodes} keys and values, aliases written out", place, True)

    def _too_large(self, message: str, place: Place, whole: bool) -> RefusedError:
        return RefusedError(Diagnostic("too-large", message, place, help="split it, or write it more simply"), whole)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1, 3)
            self._report("second-document", "a second document begins here; only the first is read", place, "remove this `---`")

    def _scalar(self, event: Any) -> None:
        place, text = self._place(event), event.value
        self._count(1, place)
        if len(text) > self.limits.text:
            raise self._too_large(f"this text is longer than {self.limits.text} characters", place, False)
        if event.style == '"' and (hidden := hidden_in(text.replace("\r", "\0"))):
            name = named(text[hidden[0][0]])
            self._report("control-character", f"this text holds {name}, which nobody can see", place, "remove its escape from the text")
            text = without_hidden(text.replace("\r", "\0"))
        if event.style in ("'", '"'):
            self.quote = event
        self._refuse_tag(event, place)
        node = Scalar(text, place, not event.style, (event.end_mark.line + 1, event.end_mark.column + 1))
        if event.anchor:
            self._anchors[event.anchor] = (node, 1, 0)
        self._add(node)

    def _refuse_tag(self, event: Any, place: Place) -> None:
        if event.tag is not None:
            where = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
            self._report("tag", NO_TAGS[0], where, NO_TAGS[1])

    def _start(self, event: Any, mapping: bool) -> None:
        place = self._place(event)
        if len(self._open) >= self.limits.depth:
            raise self._too_large(f"this is nested more than {self.limits.depth} levels deep", place, False)
        self._refuse_tag(event, place)
        self._open.append(_Open(mapping, event.flow_style, place, event.anchor, self.nodes))
        self._count(1, place)
        if event.anchor:
            self._anchors[event.anchor] = None

    def _close(self) -> None:
        frame = self._open.pop()
        node: Node = Mapping(tuple(frame.entries), frame.place) if frame.mapping else Sequence(tuple(frame.items), frame.place)
        if frame.anchor:
            self._anchors[frame.anchor] = (node, self.nodes - frame.before, frame.height)
        if self._open:
            self._open[-1].height = max(self._open[-1].height, frame.height + 1)
        self._add(node)

    def _alias(self, event: Any) -> None:
        name, start, frame = event.anchor, event.start_mark, self._open[-1] if self._open else None
        place = Place(self.file, start.line + 1, start.column + 1, len(name) + 1)
        self._aliases += 1
        if self._aliases > self.limits.aliases:
            raise self._too_large(f"the file holds more than {self.limits.aliases} aliases", place, True)
        if frame and frame.mapping and not frame.value_next:
            self._add(Sequence((), place))  # an alias is no key: let it be refused as any other collection
            return
        node, weight, height = self._anchored(name, place)
        self._count(weight, place)
        if height + len(self._open) > self.limits.depth:
            raise self._too_large(f"`*{name}` makes this nested more than {self.limits.depth} levels deep", place, False)
        if frame:
            frame.height = max(frame.height, height + 1)
        self._add(node)

    def _anchored(self, name: str, place: Place) -> tuple[Node, int, int]:
        known = self._anchors.get(name)
        if known is not None:
            return known
        if name in self._anchors:
            self._report("alias", f"`*{name}` stands inside `&{name}`, which it repeats", place, "write out what is meant")
        elif name not in self.gone:
            message = f"`*{name}` repeats `&{name}`, which is not in this file"
            self._report("alias", message, place, "a text that begins with `*` needs quotes")
        return Scalar(f"*{name}", place, True, (place.line, place.column + place.length)), 1, 0

    def _add(self, node: Node) -> None:
        if not self._open:
            self._root = self._root or node
            return
        frame = self._open[-1]
        if not frame.mapping:
            frame.items.append(node)
        elif not frame.value_next:
            frame.key, frame.value_next = self._key(frame, node), True
        else:
            frame.value_next = False
            if frame.key is not None:
                frame.entries.append((frame.key, node))

    def _key(self, frame: _Open, node: Node) -> Scalar | None:
        if not isinstance(node, Scalar) or not node.text:
            self._bad_key(node)
        elif node.plain and node.text == "<<":
            self._report("merge-key", "`<<` does not merge here", node.place, "write the keys out")
        elif node.text in frame.keys:
            if frame.joined or node.text == "id":  # two things run into one: told once, not at every key
                if not frame.joined:
                    self._report("duplicate-key", "a second `id` begins here", node.place, "put `- ` before it, as before the first")
                frame.joined = True
                return None
            first = frame.keys[node.text].place
            self._report("duplicate-key", f"the key `{node.text}` stands twice", node.place, "remove one of the two", (first, "the first"))
        else:
            frame.keys[node.text] = node
            return node
        return None

    def _bad_key(self, node: Node) -> None:
        place = node.place
        if self.lines[place.line - 1].startswith("{{", place.column - 2) and place.column > 1:
            self._report("bad-key", NEEDS_QUOTES[0], Place(place.file, place.line, place.column - 1, 2), NEEDS_QUOTES[1])
        else:
            kind = "an empty text" if isinstance(node, Scalar) else "a list, a mapping or an alias"
            self._report("bad-key", f"{kind} cannot be a key", place, "write a word before the `:`")
