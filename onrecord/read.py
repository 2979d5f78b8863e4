"""Read: bytes become documents whose every key and scalar has a place. One broken spot never hides the next one."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import yaml

from .compose import Composer, Limits, Mapping, Node, RefusedError, Scalar, Sequence, hidden_in, named, without_hidden
from .diagnostic import Diagnostic, Place, in_reading_order
from .digests import digest
from .explain import explain
from .tangle import find_tangle

__all__ = [
    "Document",
    "Folder",
    "Limits",
    "Mapping",
    "Node",
    "Page",
    "Scalar",
    "Sequence",
    "read_folder",
    "read_markdown",
    "read_text",
    "read_yaml",
]

ROUNDS: Final = 50  # broken spots named in one file
WORK: Final = 3_000_000  # nodes and lines read for that, over all rounds
SHOWN: Final = 100  # refused characters named in one file
LIMITS: Final = Limits()
_BYTE_ORDERS: Final = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_HALF_EMPTY: Final = re.compile(rb"(?:[^\0]\0){2}|(?:\0[^\0]){2}")  # UTF-16 without a mark
_ENTRY: Final = re.compile(r" *-(?=\s|$)")
_KEY: Final = re.compile(r"""\s*(['"]?)([^\s#'"{\[-][^:'"]*)\1\s*:(?=\s|$)""")
_ID: Final = re.compile(r"""(?:^|[\s{,-])id:[ \t]*['"]?(\w[\w.-]*)""")
_REFERENCE: Final = re.compile(r"&#(?:0*(?P<decimal>\d{1,8})|[xX]0*(?P<hexadecimal>[0-9a-fA-F]{1,8}));?", re.ASCII)
_ANCHOR: Final = re.compile(r"&([\w-]+)")


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file. ``root`` is None where it is empty or could not be read at all.

    ``lost`` are the ids in parts that could not be parsed: they exist, so nobody need report them as unknown. ``nodes`` is how many keys
    and values it was counted as.
    """

    file: str
    root: Node | None
    lost: frozenset[str] = frozenset()
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """All that was read, by POSIX path relative to the content folder; ``lines`` are what a report quotes, by the names in places.

    ``name`` is the folder as the user knows it; ``digests`` tell the bytes of each file that could be read.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    name: str = ""
    digests: dict[str, str] = field(default_factory=dict)

    def shown(self, path: str) -> str:
        """How places name a path of the folder, whether or not it is there."""
        return path if self.name in ("", ".") else f"{self.name.rstrip('/')}/{path}"

    def files(self) -> list[tuple[str, str]]:
        """Every file: its path in the folder, and how places name it."""
        every: dict[str, Document | Page] = {**self.documents, **self.pages}
        return [(path, found.file) for path, found in every.items()]


def read_text(raw: bytes, file: str, limits: Limits = LIMITS) -> tuple[str, list[Diagnostic]]:
    """The text of a file with ``\\n`` line ends; a refused character becomes U+FFFD, so that places stay right.

    Finds ``too-large``, ``not-utf8`` and ``control-character``. The byte order mark of UTF-8 is dropped.
    """
    if len(raw) > limits.size:
        return "", [_too_large(file, limits)]
    order = next((name for mark, name in _BYTE_ORDERS.items() if raw.startswith(mark)), "UTF-16" if _HALF_EMPTY.match(raw) else "")
    if order:
        return "", [_not_utf8(f"this file is {order}, not UTF-8", Place(file))]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return _visible(raw.decode(), file)
    except UnicodeDecodeError as error:
        above = _unix(raw[: error.start].decode()).split("\n")
        place = Place(file, len(above), len(above[-1]) + 1)
        text, found = _visible(raw.decode(errors="replace"), file)
        return text, [_not_utf8(f"the byte 0x{raw[error.start]:02X} is not UTF-8", place), *found]


def _too_large(file: str, limits: Limits) -> Diagnostic:
    return Diagnostic("too-large", f"the file is larger than {limits.size} bytes", Place(file), help="split it into several")


def _not_utf8(message: str, place: Place) -> Diagnostic:
    return Diagnostic("not-utf8", message, place, help="save the file as UTF-8 in your editor")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _visible(text: str, file: str) -> tuple[str, list[Diagnostic]]:
    """The text without the characters that hide from a reader, or that end a line for YAML but not for an editor."""
    text, found = _unix(text.removeprefix("\ufeff")), []
    for start, end in hidden_in(text)[:SHOWN]:
        place = _place_in(text, start, end - start, file)
        message = f"the character {named(text[start])} has no place in a text"
        found.append(Diagnostic("control-character", message, place, help="delete it; it hides from whoever reads the file"))
    return (without_hidden(text) if found else text), found


def _place_in(text: str, at: int, length: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), length)


def read_yaml(text: str, file: str, limits: Limits = LIMITS, before: int = 0) -> tuple[Document, list[Diagnostic]]:
    """Composes a YAML text into a document.

    Where libyaml gives up, the smallest list entry or top-level key around the spot is blanked out and the rest is read again, so that
    ten mistakes are reported as ten. At most ``ROUNDS`` times, and fewer where the file is so large that it would take long.
    """
    text, found = _visible(text, file)
    lines, lost, gone, work = text.split("\n"), set[str](), set[str](), 0
    found += _directives(lines, file)
    for _ in range(ROUNDS):
        composer = Composer(lines, file, limits, gone, before)
        try:
            root = composer.compose()
            return Document(file, root, frozenset(lost), composer.nodes - before), in_reading_order(found + composer.found)
        except yaml.MarkedYAMLError as error:
            broken, whole = explain(error, composer), False
        except RefusedError as refused:
            broken, whole = refused.diagnostic, refused.whole
        found.append(broken)
        work += composer.nodes - before + len(lines)
        if whole or work > WORK:
            break
        removed = _blank(lines, broken)
        lost |= _ids(removed)
        gone.update(name for line in removed for name in _ANCHOR.findall(line))
    return Document(file, None, frozenset(lost | _ids(lines))), in_reading_order(found)


def read_markdown(text: str, file: str) -> tuple[Page, list[Diagnostic]]:
    """A page as it was typed, or an empty one where its Markdown would take too long to render.

    Finds ``tangled``, and ``control-character`` where a character reference (``&#x202E;``) stands for one.
    """
    if tangle := find_tangle(text):
        place = _place_in(text, tangle.offset, tangle.length, file)
        return Page(file, ""), [Diagnostic("tangled", tangle.message, place, help=tangle.help)]
    return Page(file, text), list(islice(_hidden_references(text, file), SHOWN))


def _hidden_references(text: str, file: str) -> Iterator[Diagnostic]:
    for reference in _REFERENCE.finditer(text):
        letter = chr(min(int(reference["decimal"] or int(reference["hexadecimal"], 16)), sys.maxunicode))
        if hidden_in(letter):
            place = _place_in(text, reference.start(), len(reference[0]), file)
            message = f"`{reference[0]}` stands for {named(letter)}, which nobody can see"
            yield Diagnostic("control-character", message, place, help="delete it")


def _directives(lines: list[str], file: str) -> list[Diagnostic]:
    """Refuses and blanks the `%` lines at the head of a file."""
    found = []
    for number, line in enumerate(lines):
        if line.startswith("%"):
            place = Place(file, number + 1, 1, len(line))
            found.append(Diagnostic("directive", "a line with `%` (a directive) has no meaning here", place, help="remove the line"))
            lines[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return found


def _ids(lines: Iterable[str]) -> set[str]:
    """Every ``id: xxx`` and top-level key that stands in the lines."""
    keys = (_KEY.match(line) for line in lines if line[:1] not in (" ", "\t"))
    return {key[2].strip() for key in keys if key} | {name for line in lines for name in _ID.findall(line)}


def _blank(lines: list[str], broken: Diagnostic) -> list[str]:
    """Empties the block around a broken spot, always at least one line that was not empty, and returns what stood there."""
    first, end = _block(lines, min(broken.where.line, len(lines)) - 1)
    if broken.rule == "second-document":
        first, end = broken.where.line - 1, len(lines)
    removed = lines[first:end]
    lines[first:end] = [""] * len(removed)
    return removed


def _block(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the outermost list entry around a line, or else of its top-level key."""
    filled = [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if lines[at] and at not in filled:
        return at, at + 1  # a tab on an empty line, or before a comment
    if not filled:
        return 0, len(lines)
    at = max((number for number in filled if number <= at), default=filled[0])
    head = next((number for number in filled if not lines[number].startswith("---")), filled[0])
    entries = [number for number in filled if _ENTRY.match(lines[number])]
    tops = [n for n in filled if _indent(lines[n]) <= _indent(lines[head]) and (head in entries or n not in entries)]
    top, bottom = _around(tops, at, len(lines))
    inner = [] if head in entries else [number for number in entries if top < number < bottom]
    inner = [number for number in inner if _indent(lines[number]) <= _indent(lines[inner[0]])]
    if inner and (at >= inner[0] or not _KEY.match(lines[top])):
        return _around([top, *inner], at, bottom)
    return top, bottom


def _around(starts: list[int], at: int, end: int) -> tuple[int, int]:
    """The last start up to a line, and the next one after it."""
    return max((start for start in starts if start <= at), default=0), min((start for start in starts if start > at), default=end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def read_folder(content: Path, shown: str | None = None, limits: Limits = LIMITS) -> tuple[Folder, list[Diagnostic]]:
    """Reads every ``.yml`` and ``.md`` below ``content``, in sorted order; ``shown`` is what places begin with.

    Finds, beside what the texts hold, ``no-content``, ``unreadable``, ``symlink`` and ``unknown-file``. A link is followed only to a
    file inside the folder: a build must not publish what a link happens to reach.
    """
    prefix = content.as_posix() if shown is None else shown
    folder = Folder(name=prefix)
    if not content.is_dir():
        advice = "name your content folder with `--content`"
        return folder, [Diagnostic("no-content", "there is no folder here to read", Place(prefix or "."), help=advice)]
    found: list[Diagnostic] = []
    _read_files(list_files(content, found, prefix), content, prefix, limits, folder, found)
    return folder, in_reading_order(found)


def read_files(content: Path, names: Iterable[str], limits: Limits = LIMITS) -> tuple[Folder, list[Diagnostic]]:
    """Some files of a content folder, by their paths in it, as `list_files` gives them."""
    folder, found = Folder(name=content.as_posix()), list[Diagnostic]()
    _read_files(names, content, folder.name, limits, folder, found)
    return folder, found


def _read_files(names: Iterable[str], content: Path, prefix: str, limits: Limits, folder: Folder, found: list[Diagnostic]) -> None:
    nodes = 0
    for name in names:
        _read_file(name, content, prefix, limits, folder, found, nodes)
        nodes += folder.documents[name].nodes if name in folder.documents else 0


def _shown(name: str, prefix: str) -> Place:
    """A path of the folder as the user will see it; a name that is not UTF-8 must be printable too."""
    shown = name if prefix in ("", ".") else f"{prefix.rstrip('/')}/{name}".rstrip("/")
    return Place(shown.encode("utf-8", "backslashreplace").decode())


def list_files(content: Path, found: list[Diagnostic], prefix: str | None = None) -> dict[str, os.DirEntry[str]]:
    """Every file below the folder that may be read, sorted by its path; refuses links that lead out of it, and links to folders."""
    prefix = content.as_posix() if prefix is None else prefix
    inside, waiting, files = content.resolve(), [""], dict[str, os.DirEntry[str]]()
    while waiting:
        folder = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(content / folder) if not entry.name.startswith(".") and not entry.name.endswith("~")]
        except OSError as error:
            found.append(_unreadable(error.strerror, _shown(folder.removesuffix("/"), prefix)))
            continue
        for entry in entries:
            name = folder + entry.name
            if entry.is_symlink() and (reason := _refused_link(Path(entry.path), inside)):
                advice = "put the file itself here, or remove the link"
                found.append(Diagnostic("symlink", reason, _shown(name, prefix), help=advice))
            elif entry.is_dir():
                waiting.append(name + "/")
            else:
                files[name] = entry
    return {name: files[name] for name in sorted(files, key=lambda name: name.split("/"))}


def _refused_link(path: Path, inside: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "this link leads nowhere"
    if not target.is_relative_to(inside):
        return "this link leads out of the content folder"
    return "this link leads to a folder; only links to files are followed" if target.is_dir() else ""


def _unreadable(reason: str | None, place: Place) -> Diagnostic:
    return Diagnostic(
        "unreadable",
        f"this cannot be read: {(reason or 'the system gives no reason').lower()}",
        place,
        help="check what it is and who may read it",
    )


def _read_file(name: str, content: Path, prefix: str, limits: Limits, folder: Folder, found: list[Diagnostic], before: int) -> None:
    path, place = content / name, _shown(name, prefix)
    suffix = path.suffix.lower().replace(".yaml", ".yml")
    if suffix not in (".yml", ".md", ".lock"):
        return
    if path.suffix != suffix:
        found.append(Diagnostic("unknown-file", f"onrecord reads `{suffix}`, not `{path.suffix}`", place, help=f"rename it to `{suffix}`"))
        return
    raw, troubles = _bytes_of(path, place.file, limits)
    text = ""
    if raw is not None:
        folder.digests[name] = digest(raw)
        text, troubles = read_text(raw, place.file, limits)
    folder.lines[place.file] = text.split("\n")
    if suffix == ".md":
        folder.pages[name], more = read_markdown(text, place.file)
        found += more
    elif suffix == ".yml":
        folder.documents[name], more = read_yaml(text, place.file, limits, before)
        found += more
    found += troubles


def _bytes_of(path: Path, file: str, limits: Limits) -> tuple[bytes | None, list[Diagnostic]]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would wait for ever
            return None, [_unreadable("it is not a file", Place(file))]
        if status.st_size > limits.size:
            return None, [_too_large(file, limits)]
        with path.open("rb") as stream:
            return stream.read(limits.size + 1), []
    except OSError as error:
        return None, [_unreadable(error.strerror, Place(file))]
