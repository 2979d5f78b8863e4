"""The one syntax for figures: ``{{ figure("id", case="gen") }}`` in fact texts and in Markdown, parsed and never evaluated.

The same form is legal Jinja, so that templates and mkdocs-macros may use it too. Constants are all that a call can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .diagnostic import did_you_mean
from .model import STYLES, Call, Prose, Wording

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
DIRECTIONS = ("up", "down", "same")  # of a change
OPTIONS: dict[str, tuple[str, ...]] = {
    "figure": ("case", "style", "form", "qualifier", "interval", "rival", "capital"),
    "when": ("form", "capital"),
    "agree": (*CATEGORIES, *DIRECTIONS, "style", "form", "qualifier", "rival"),
    "by": ("case", "capital"),
    "cite": ("rival",),
    "label": (),
    "statement": (),
    "name": (),  # a proper name whose digits are no figure: name("General License 13")
}
SWITCHES = ("qualifier", "interval", "capital")

CALL = re.compile(r"\s*(?P<name>\w+)\s*\((?P<arguments>.*)\)\s*", re.DOTALL)
ARGUMENT = re.compile(
    r"""\s*(?:(?P<key>\w+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<switch>true|false|True|False))\s*(?:,|$)"""
)
OPENING = re.compile(r"\{\{|\{%|\}\}|\{\s*(?:" + "|".join(OPTIONS) + r")\s*\(")
CODE = re.compile(
    r"(?ms)^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"  # fenced
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"  # in a line; never across an empty one
)
NO_WORDS = re.compile(  # what precedes a call that stands in an address, a tag or a list of attributes
    r"\]\(\s*<?[^\s()]*\Z|^ {0,3}\[[^\]\n]+\]:\s*\S*\Z|<[A-Za-z/][^<>]*\Z|\{[:#][^}\n]*\Z", re.MULTILINE
)
LINK_GOES_ON = re.compile(r"[^\[\]\n]*\][(\[]")
LONGEST_SHOWN = 60
MOST_BEFORE = 2000
ONE_BRACE = re.compile(r"\{[^{}\n]*\}{0,2}")
FIRST_MARK, LAST_MARK = "\ue000", "\ue001"
MARK = re.compile(f"{FIRST_MARK}(\\d+){LAST_MARK}")


@dataclass(eq=False)
class BadCall(Exception):
    """What stands at ``offset`` of a text is no call that can be said."""

    message: str
    help: str
    offset: int
    length: int


def scan(text: str) -> Iterator[str | tuple[int, Call] | BadCall]:
    """The pieces of a text in order: words, calls with their offsets, and what should have been a call."""
    at = 0
    while opening := OPENING.search(text, at):
        start = opening.start()
        if start > at:
            yield text[at:start]
        end = _end_of_call(text, start) if opening[0] == "{{" else -1
        if end < 0:
            bad = _not_a_call(text, start)
            yield bad
            at = start + bad.length
            continue
        at = end + 2
        try:
            yield start, parse(text[start:at], start)
        except BadCall as bad:
            yield bad
    if at < len(text):
        yield text[at:]


def _end_of_call(text: str, start: int) -> int:
    """Where the braces close, unless others open first; -1 where they do not."""
    another = text.find("{{", start + 2)
    return text.find("}}", start, another if another >= 0 else len(text))


def _not_a_call(text: str, start: int) -> BadCall:
    if text.startswith("{%", start):
        return BadCall("content holds no template statements", 'only calls such as `{{ figure("id") }}` are read', start, 2)
    if text.startswith("}}", start):
        return BadCall("`}}` closes nothing", 'a call begins with two braces: `{{ figure("id") }}`', start, 2)
    if not text.startswith("{{", start):
        typed = ONE_BRACE.match(text, start)
        return BadCall("a call has two braces", 'write it as `{{ figure("id") }}`', start, len(typed[0]) if typed else 2)
    return BadCall("`{{` is never closed", "end the call with `}}`", start, 2)


def parse(source: str, offset: int = 0) -> Call:
    """One call with its braces; raises BadCall for anything but a known name with constants."""
    call = CALL.fullmatch(source[2:-2])
    if not call:
        raise BadCall(f"`{_short(source)}` is not a call", 'write it as `{{ figure("id") }}`', offset, len(source))
    name = call["name"]
    if name not in OPTIONS:
        near = did_you_mean(name, OPTIONS) or "the calls are " + ", ".join(f"`{known}`" for known in OPTIONS)
        raise BadCall(f"there is no call `{name}`", near, offset, len(source))
    options: dict[str, str | bool] = {}
    target: str | None = None
    for key, value in _arguments(call["arguments"], source, offset):
        if key is None and target is None and not options and isinstance(value, str):
            target = value
        elif key is None or key in options:
            raise BadCall(f"`{_short(source)}` has an argument too many", f"`{name}` takes one id and named options", offset, len(source))
        else:
            _require_option(name, key, value, source, offset)
            options[key] = value
    if name == "name" and target is None:
        raise BadCall("`name` needs the name that it shows", 'write it as `{{ name("General License 13") }}`', offset, len(source))
    return Call(name, target, options, source)


def _short(source: str) -> str:
    return source if len(source) <= LONGEST_SHOWN else source[:LONGEST_SHOWN] + "…"


def _arguments(text: str, source: str, offset: int) -> Iterator[tuple[str | None, str | bool]]:
    at = 0
    text = text.strip()
    while at < len(text):
        argument = ARGUMENT.match(text, at)
        if not argument and set(text) & set("“”„’‘"):
            raise BadCall(f"`{_short(source)}` has typographic quotes", 'use straight ones: `"…"`', offset, len(source))
        if not argument:
            raise BadCall(
                f"`{_short(source)}` holds what is no constant", "arguments are texts in quotes, `true` or `false`", offset, len(source)
            )
        at = argument.end()
        switch = argument["switch"]
        words = argument["double"] if argument["double"] is not None else argument["single"]
        yield argument["key"], words if switch is None else switch.lower() == "true"


def _require_option(name: str, key: str, value: str | bool, source: str, offset: int) -> None:
    problem = why_not(name, key, value)
    if problem:
        raise BadCall(*problem, offset, len(source))


def why_not(name: str, key: str, value: str | bool) -> tuple[str, str] | None:
    """Why a call cannot take this option, and what it takes instead; None where it can."""
    known = OPTIONS[name]
    if key not in known:
        takes = "its options are " + ", ".join(f"`{option}`" for option in known) if known else "it takes an id alone"
        return f"`{name}` has no option `{key}`", did_you_mean(key, known) or takes
    if (key in SWITCHES) != isinstance(value, bool):
        kind = "`true` or `false`" if key in SWITCHES else "a text in quotes"
        return f"`{key}` takes {kind}", f"write `{key}=true`" if key in SWITCHES else f'write `{key}="…"`'
    if key == "style" and value not in STYLES:
        return f"there is no style `{value}`", "the styles are " + ", ".join(f"`{style}`" for style in STYLES)
    return None


def read_wording(text: str) -> tuple[Wording, list[BadCall]]:
    """A fact's text as words and calls, with what could not be read."""
    pieces = list(scan(text))
    wording = tuple(piece[1] if isinstance(piece, tuple) else piece for piece in pieces if not isinstance(piece, BadCall))
    return wording, [piece for piece in pieces if isinstance(piece, BadCall)]


def mark(text: str) -> tuple[Prose, list[int], list[BadCall]]:
    """Markdown with a mark for each call, the calls' offsets, and what could not be read. Code is left as it is."""
    marked: list[str] = []
    calls: list[Call] = []
    offsets: list[int] = []
    bad: list[BadCall] = []
    for start, part, is_code in _code_and_prose(text):
        for piece in [part] if is_code else scan(part):
            if isinstance(piece, str):
                marked.append(piece)
            elif isinstance(piece, BadCall):
                bad.append(BadCall(piece.message, piece.help, start + piece.offset, piece.length))
            elif why := _misplaced(part, *piece):
                bad.append(BadCall(*why, start + piece[0], len(piece[1].source)))
            else:
                marked.append(f"{FIRST_MARK}{len(calls)}{LAST_MARK}")
                calls.append(piece[1])
                offsets.append(start + piece[0])
    return Prose("".join(marked), tuple(calls)), offsets, bad


def _misplaced(text: str, at: int, call: Call) -> tuple[str, str] | None:
    """Why a call cannot stand where it does, and what to do instead."""
    before = text[max(0, at - MOST_BEFORE, text.rfind("\n\n", 0, at)) : at]
    if NO_WORDS.search(before):
        return "a call cannot stand in an address or a tag", "call it in the text beside it"
    line, after = before.rpartition("\n")[2], at + len(call.source)
    if call.name == "cite" and line.rfind("[") > line.rfind("]") and LINK_GOES_ON.match(text, after):
        return "a citation mark is a link itself", "put it behind the link"
    return None


def _code_and_prose(text: str) -> Iterator[tuple[int, str, bool]]:
    at = 0
    for code in CODE.finditer(text):
        yield at, text[at : code.start()], False
        yield code.start(), code[0], True
        at = code.end()
    yield at, text[at:], False
