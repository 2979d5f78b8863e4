"""Reads typed values out of a mapping of a file; what is wrong becomes a diagnostic at its place, and reading goes on.

Values are parsed, never coerced: ``52.7`` is no count of 52, ``1,000`` is refused with what to write instead.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

from babel.numbers import is_currency, list_currencies

from .calls import read_wording
from .diagnostic import Diagnostic, Ignore, Place, Severity, did_you_mean
from .edtf import Moment, NotADate, Period, When, parse_period, parse_when
from .model import Per, Texts, Wording
from .places import Places
from .read import Mapping, Node, Scalar, Sequence

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
NO_CURRENCY = ("XXX", "XTS")  # ISO 4217's codes for none and for tests
MOST = 10_000  # errors that are told of what the files hold
MOST_CALLS = 100  # bad calls that are told of one text
MOST_DIGITS = 24  # Decimal computes with 28
ONE_DAY = "write year, month and day: `2025-09-11`"
Parsed = TypeVar("Parsed")


@dataclass(slots=True)
class Notebook:
    """What assembling found: diagnostics, and the places that routes lead to."""

    places: Places
    languages: tuple[str, ...] = ()
    foreign: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)

    def error(self, rule: str, message: str, where: Place, help: str = "", related: tuple[tuple[Place, str], ...] = ()) -> None:
        found = Diagnostic(rule, message, where, Severity.ERROR, help, related)
        if len(self.diagnostics) == MOST:
            found = Diagnostic("too-many", f"there are more than {MOST} errors; the others are told when these are mended", where)
        self.diagnostics.append(self.diagnostics[MOST] if len(self.diagnostics) > MOST else found)  # each counts, few are kept


class Fields:
    """The keys of one mapping. Every key that is asked for counts as known; `finish` reports the others."""

    def __init__(self, node: Mapping, owner: str, notebook: Notebook) -> None:
        self.node, self.owner, self.notebook = node, owner, notebook
        self._asked: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        self._asked[key] = None
        return self.node.get(key) is not None

    def get(self, key: str) -> Node | None:
        self._asked[key] = None
        return self.node.get(key)

    def place(self, key: str | None = None) -> Place:
        """The value of a key, or where the mapping begins."""
        found = self.node.get(key) if key else None
        return found.place if found else self.node.place

    def key_place(self, key: str) -> Place:
        found = self.node.key(key)
        return found.place if found else self.node.place

    def error(self, rule: str, message: str, where: Place, help: str = "") -> None:
        self.notebook.error(rule, message, where, help)

    def require(self, *keys: str) -> None:
        """Every key that must be there and is not."""
        for key in keys:
            if key not in self and not self.misspelt(key):
                self.error("missing-key", f"{self.owner} has no `{key}`", self.node.place, f"add `{key}: …`")

    def misspelt(self, key: str) -> bool:
        """Whether a key that nothing knows looks like this one; `finish` tells that."""
        others = [other.text for other, _ in self.node.entries if other.text not in self._asked]
        return bool(difflib.get_close_matches(key, others, n=1, cutoff=0.75))

    def finish(self, elsewhere: Collection[str] = (), why: str = "") -> None:
        """Reports keys that nothing asked for; ``elsewhere`` are keys that other kinds take."""
        for key, value in self.node.entries:
            if key.text in self._asked:
                continue
            if " " in key.text and isinstance(value, Scalar) and not value.text:
                self.error(
                    "cut-text", f"a text was cut at a comma before `{key.text}`", key.place, 'put the whole text in quotes: `"…, …"`'
                )
            elif key.text in elsewhere:
                self.error("unknown-key", f"`{key.text}` has no meaning for {why}", key.place, "leave it out")
            else:
                help = did_you_mean(key.text, self._asked) or "the keys are " + ", ".join(f"`{known}`" for known in self._asked)
                self.error("unknown-key", f"{self.owner} has no key `{key.text}`", key.place, help)

    # ---- values

    def text(self, key: str) -> str | None:
        node = self.get(key)
        return self.scalar(node, key) if node is not None else None

    def scalar(self, node: Node, key: str) -> str | None:
        if isinstance(node, Scalar) and node.text.strip():
            return node.text
        if isinstance(node, Scalar):
            self.error("empty", f"`{key}` is empty", node.place, "write a value, or leave the key out")
        else:
            self.error("bad-shape", f"`{key}` is one text, not a {_shape(node)}", node.place)
        return None

    def parsed(self, key: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """``parse`` of the text; a Refusal that it raises becomes a diagnostic at the value."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return parse(text)
        except Refusal as refusal:
            self.error(refusal.rule, refusal.message, self.place(key), refusal.help)
            return None

    def number(self, key: str) -> Decimal | None:
        return self.parsed(key, parse_number)

    def id(self, key: str) -> str | None:
        return self.parsed(key, parse_id)

    def when(self, key: str) -> When | None:
        return self.parsed(key, parse_time)

    def day(self, key: str) -> dt.date | None:
        return self.parsed(key, parse_day)

    def period(self, key: str) -> Period | None:
        return self.parsed(key, _parse_period)

    def choice(self, key: str, known: Collection[str]) -> str | None:
        return self.parsed(key, lambda text: parse_choice(text, key, known))

    # ---- lists and mappings

    def items(self, key: str) -> Iterator[tuple[int, Node]]:
        """The items of a list; nothing where there is none."""
        node = self.get(key)
        if isinstance(node, Sequence):
            yield from enumerate(node.items)
        elif node is not None:
            self.error("bad-shape", f"`{key}` is a list", node.place, f"write `{key}: [ … ]`, or one `- …` a line")

    def texts_of(self, key: str) -> tuple[str, ...]:
        """A list of plain texts, as ids are."""
        return tuple(text for _, node in self.items(key) if (text := self.scalar(node, key)) is not None)

    def records(self, key: str, owner: str) -> Iterator[tuple[int, Fields]]:
        """A list of mappings."""
        for index, node in self.items(key):
            if isinstance(node, Mapping):
                yield index, Fields(node, owner, self.notebook)
            else:
                self.error("bad-shape", f"{owner} is a mapping of keys and values, not a {_shape(node)}", node.place)

    def record(self, key: str, owner: str | None = None) -> Fields | None:
        node = self.get(key)
        if isinstance(node, Mapping):
            return Fields(node, owner or f"`{key}`", self.notebook)
        if node is not None:
            self.error("bad-shape", f"`{key}` is a mapping of keys and values, not a {_shape(node)}", node.place)
        return None

    # ---- texts, one a language

    def texts(self, key: str) -> Texts:
        found = self.record(key)
        return found.wordings() if found else {}

    def wordings(self) -> Texts:
        """This mapping read as language -> wording."""
        texts = {}
        for key, node in self.node.entries:
            if self.knows_language(key):
                wording = self._wording(key.text, node)
                if wording is not None:
                    texts[key.text] = wording
        return texts

    def knows_language(self, key: Scalar) -> bool:
        languages = self.notebook.languages
        if key.text in languages:
            return True
        if key.text not in self.notebook.foreign:  # a language that site.yml lost is told once, not at every text
            self.notebook.foreign.add(key.text)
            spoken = ", ".join(f"`{language}`" for language in languages)
            help = f"the languages of site.yml are {spoken}"
            self.error("unknown-language", f"`{key.text}` is not a language of this site", key.place, help)
        return False

    def _wording(self, language: str, node: Node) -> Wording | None:
        text = self.scalar(node, language)
        if text is None or not isinstance(node, Scalar):
            return None
        if node.plain and self.notebook.places.comment_after(node):
            message, help = (
                "what follows ` #` is a comment and is not published",
                "quote the text, or give the comment a line of its own",
            )
            self.notebook.diagnostics.append(Diagnostic("comment-in-text", message, node.place, Severity.WARNING, help))
        wording, bad = read_wording(text)
        for call in bad[:MOST_CALLS]:
            where = self.notebook.places.inside(node, call.offset, call.length)
            self.error("bad-call", call.message, where, call.help)
        return wording


class Refusal(Exception):
    """A value that cannot be read; becomes a diagnostic where it stands."""

    def __init__(self, rule: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.help = rule, message, help


def parse_number(text: str) -> Decimal:
    """Digits, a point before decimals, a minus: the text's digits are kept. Refuses anything that would need guessing."""
    if len(text) > MOST_DIGITS:
        raise Refusal("bad-number", f"the number has more than {MOST_DIGITS} digits")
    if not NUMBER.fullmatch(text):
        plain = re.sub(r"[\s\u00a0\u202f_,'%]", "", text).lstrip("+").replace("\u2212", "-")
        plain = re.sub(r"^(-?)0+(?=\d)", r"\1", plain)
        percent = " and `kind: percent`" if text.endswith("%") else ""
        meant = f"write `{plain}`{percent}" if NUMBER.fullmatch(plain) else "write digits, with a point before decimals"
        raise Refusal("bad-number", f"`{text}` is not a plain number", meant)
    return Decimal(text)


def parse_id(text: str) -> str:
    """An id as it stands in addresses: small letters, digits, single hyphens."""
    if not ID.fullmatch(text) or len(text) > 100:
        raise Refusal(
            "bad-id", f"`{text}` cannot be an id", "use small letters a to z, digits and single hyphens, as in `released-september`"
        )
    return text


def parse_choice(text: str, key: str, known: Collection[str]) -> str:
    """One of the known words."""
    if text not in known:
        help = did_you_mean(text, known) or "write one of " + ", ".join(f"`{name}`" for name in known)
        raise Refusal("bad-choice", f"`{text}` is not a `{key}` that onrecord knows", help)
    return text


def parse_time(text: str) -> When:
    """An EDTF date or interval of our subset."""
    try:
        return parse_when(text)
    except NotADate as problem:
        raise Refusal("bad-date", str(problem), "write `2025-09-11`, `2025-09`, `2025`, `2025-XX` or `2025-01-20/..`") from None


def parse_day(text: str) -> dt.date:
    """A single certain day."""
    try:
        time = parse_when(text)
    except NotADate as problem:
        raise Refusal("bad-date", str(problem), ONE_DAY) from None
    if not isinstance(time, Moment) or time.precision != "day" or time.approximate or time.uncertain:
        raise Refusal("bad-date", f"`{text}` is not a single day", ONE_DAY)
    return time.first


def parse_currency(text: str) -> str:
    """A currency's ISO 4217 code."""
    if not is_currency(text) or text in NO_CURRENCY:
        help = did_you_mean(text.upper(), list_currencies() - set(NO_CURRENCY)) if re.fullmatch("[A-Za-z]{3}", text) else ""
        raise Refusal("bad-choice", f"there is no currency `{text}`", help or "write its ISO 4217 code, as in `PLN`, `EUR` or `USD`")
    return text


def parse_per(text: str) -> Per:
    """What a rate is counted by: ``100000:person``, or ``year`` for one of it."""
    number, colon, unit = text.rpartition(":")
    if not colon and " " in text.strip():
        raise Refusal(
            "bad-shape",
            f"`{text}` does not say what a rate is counted by",
            f"write `{''.join(text.split()[:-1])}:{text.split()[-1].lower()}`",
        )
    try:
        per = Per(text, parse_number(number.strip()) if colon else Decimal(1), parse_id(unit.strip()))
    except Refusal as refusal:
        plain = re.sub(r"[^\d.]", "", number) or "1"
        raise Refusal(refusal.rule, refusal.message, f"write `{plain}:{unit.strip().lower()}`") from None
    if per.number <= 0:
        raise Refusal("bad-number", f"nothing is counted by {per.number}", "write `100000:person`, or `year`")
    return per


def parse_language(text: str) -> str:
    """A language code as HTML's `lang` takes it (BCP 47: ``pl``, ``en-GB``)."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text, re.ASCII):
        raise Refusal("bad-choice", f"`{text}` is not a language code", "write the code of the language, as in `en`, `uk` or `zh-Hant`")
    return text


def parse_url(text: str) -> str:
    """An address that a reader may follow: http or https, with a host and nothing that needs escaping."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or re.search(r"[\s<>\"{}|\\^`]", text):
        raise Refusal("bad-url", f"`{text}` is not a web address", "copy the whole address, beginning with `https://`")
    return text


def _parse_period(text: str) -> Period:
    try:
        return parse_period(text)
    except NotADate as problem:
        raise Refusal("bad-date", str(problem), "write `P30D` for thirty days, `P6M` for six months") from None


def _shape(node: Node) -> str:
    return {Scalar: "single text", Sequence: "list", Mapping: "mapping"}[type(node)]
