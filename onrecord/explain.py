"""What libyaml stumbled over, in an editor's words: one small function a mistake, and one table of them.

libyaml speaks of tokens and block mappings, and points to where it gave up rather than to where the mistake was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from .compose import NEEDS_QUOTES, NO_TAGS, Composer
from .diagnostic import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where libyaml gave up, all lines and columns from 0, and what it was in the middle of."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    since: tuple[int, int]  # where the part began that it was in
    quote: tuple[int, int, int, int] | None  # from where to where the last text in quotes before it goes
    bracket: tuple[int, int] | None  # the innermost bracket that is open

    @property
    def here(self) -> str:
        return self.lines[self.line]

    @property
    def char(self) -> str:
        return self.here[self.column : self.column + 1]

    @property
    def first(self) -> bool:
        """Nothing stands before it on its line."""
        return not self.here[: self.column].strip()

    @property
    def above(self) -> int:
        """The last line before it that holds anything."""
        return next((number for number in range(self.line - 1, -1, -1) if self.lines[number].strip()), 0)

    def swallowed(self, since: int) -> bool:
        """What began on line ``since`` took in lines that do not belong to it, or all the rest."""
        rest = [self.here[self.column :], *self.lines[self.line + 1 :]]
        taken = (line for line in self.lines[since + 1 : self.line + 1] if line.strip())
        return not any(line.strip() for line in rest) or any(_indent(line) <= _indent(self.lines[since]) for line in taken)


_Cause: TypeAlias = tuple[int, int, str, str]
_QUOTES: Final = "put the text in quotes"
_NO_SPACE: Final = re.compile(r"\s*(?:- +)*[\w-]+:(?=[^\s/:])")
_BRACES: Final = re.compile(r"\s*(?:- +)*(?:[^\s:'\"]+: +)?(?:\{[^{}'\"]*: +)?(\{\{)")
_VALUE: Final = re.compile(r"\s*(?:- +)*(?:[^\s'\"#:][^:]*: +)?(?=([]@`%&*!|>[{},?]))")
_ANY: Final = re.compile("(?=(.))")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# Each of these knows one mistake: where it was made, what to call it, and what to write instead.


def _tab(spot: _Spot) -> _Cause | None:
    lead = spot.here[: _indent(spot.here)]
    if spot.char != "\t" and "tab character" not in spot.problem and "\t" not in lead:
        return None
    column = spot.column if spot.char == "\t" else max(spot.here.find("\t"), 0)
    return spot.line, column, "a tab cannot indent YAML", "use two spaces"


def _braces(spot: _Spot) -> _Cause | None:
    for line in (spot.line, spot.above):
        found = _BRACES.match(spot.lines[line])
        same = line == spot.line or _indent(spot.here) > _indent(spot.lines[line])
        if found and same and (line, found.start(1)) < (spot.line, spot.column):
            return line, found.start(1), *NEEDS_QUOTES
    return None


def _quote(spot: _Spot) -> _Cause | None:
    if "quoted scalar" in spot.context:
        line, column = spot.since
        if "stream" in spot.problem or "document" in spot.problem or spot.swallowed(line):
            return _open_quote(spot, line, column)
        return spot.line, spot.column, "a `\\` in double quotes begins an escape, and this is none", r"write `\\`, or use single quotes"
    if spot.quote is None or spot.quote[2] != spot.line or spot.here[spot.quote[3] : spot.column].strip():
        return None
    line, column, _, end = spot.quote
    if line < spot.line and spot.swallowed(line):
        return _open_quote(spot, line, column)
    advice = "quote the whole text; a `'` inside single quotes is written twice"
    return spot.line, max(end, spot.column), "text stands behind the closing quote", advice


def _open_quote(spot: _Spot, line: int, column: int) -> _Cause:
    mark = spot.lines[line][column : column + 1]
    return line, column, "this quote is never closed", f"close the text with `{mark}`"


def _bracket(spot: _Spot) -> _Cause | None:
    wrong = "flow" in spot.context and spot.char in ("]", "}")
    if spot.bracket is None or not (wrong or spot.swallowed(spot.bracket[0])):
        return None
    line, column = spot.bracket
    mark = spot.lines[line][column]
    return line, column, f"this `{mark}` is never closed", f"close it with `{']' if mark == '[' else '}'}`, or {_QUOTES}"


def _colon(spot: _Spot) -> _Cause | None:
    """A `: ` too many, a `:` without its space, or none at all."""
    alone = "expected ':'" in spot.problem
    if not alone and "mapping values" not in spot.problem:
        return None
    before = re.sub(r"^\s*(?:- +)*", "", spot.here[: spot.column])
    line = spot.since[0] if alone else spot.above
    if alone or re.fullmatch(r"[\w-]+", before):
        if found := _NO_SPACE.match(spot.lines[line]):
            return line, found.end() - 1, "a `:` needs a space behind it", "write `key: value`"
        if alone or _indent(spot.here) <= _indent(spot.lines[line]):
            advice = "write `key: value`, or indent it under the text that it goes on with"
            return line, _indent(spot.lines[line]), "this line has no `: `", advice
        return spot.line, _indent(spot.here), "this line is indented more than the lines it belongs with", "indent them alike"
    return spot.line, spot.column, "`: ` inside an unquoted text", _QUOTES


def _dash(spot: _Spot) -> _Cause | None:
    for line in (spot.line, spot.above):
        if "expected" in spot.problem and (found := re.match(r"\s*-(?=[A-Za-z])", spot.lines[line])):
            return line, found.end() - 1, "a `-` needs a space behind it", "write `- id: …`"
    return None


def _indentation(spot: _Spot) -> _Cause | None:
    if not spot.first or not any(word in spot.problem for word in ("expected key", "'-' indicator", "document start")):
        return None
    above = re.match(r"\s*(?:- +)*", spot.lines[spot.above])
    if spot.column == spot.since[1] and "document start" not in spot.problem:
        if spot.here.lstrip().startswith("- ") or "'-' indicator" in spot.problem:
            return spot.line, spot.column, "list entries (`- `) and keys cannot stand side by side", "indent the list under its key"
        return None
    word = "less" if above and spot.column < above.end() else "more"
    return spot.line, spot.column, f"this line is indented {word} than the lines it belongs with", "indent them alike"


def _first_character(spot: _Spot) -> _Cause | None:
    if "block scalar" in spot.context:
        mark = spot.lines[spot.since[0]][spot.since[1]]
        return *spot.since, f"the text of a `{mark}` begins on the next line", "move it there, indented, or put it in quotes"
    found = _VALUE.match(spot.here)
    if "start any token" in spot.problem:
        found = _ANY.match(spot.here, spot.column)
    if found is None or found.end() > spot.column or (found[1] in "[{" and spot.bracket):
        return None
    char = "a backtick" if found[1] == "`" else f"`{found[1]}`"
    return spot.line, found.end(), f"an unquoted text cannot begin with {char}", _QUOTES


def _other(spot: _Spot) -> _Cause | None:
    if spot.char == ":" and spot.first:
        return spot.line, spot.column, "a line cannot begin with `:`", "write the key before it"
    for word, message, advice in (
        ("sequence entries", "a list cannot begin on this line", f"begin it on the next line, or {_QUOTES}"),
        ("expected ','", "a `,` is missing before this", f"write it, or {_QUOTES}"),
        ("node content", "a value is missing before this", f"write it, or remove a `,`; or {_QUOTES}"),
        ("", "YAML cannot be read from here on", "look at the quotes, colons and indentation of this line and the one above"),
    ):
        if word in spot.problem:
            return spot.line, spot.column, message, advice
    return None


CAUSES: Final = (_tab, _braces, _quote, _bracket, _colon, _dash, _indentation, _first_character, _other)  # the first that fits explains


def explain(error: yaml.MarkedYAMLError, composer: Composer) -> Diagnostic:
    """What libyaml stumbled over, in our words, at the place where it must be mended."""
    spot = _spot(error, composer)
    line, column, message, advice = next(cause for cause in (find(spot) for find in CAUSES) if cause)
    if "document start" in spot.problem and any(text.startswith("...") for text in spot.lines[: spot.line]):
        return Diagnostic("second-document", "the `...` above ends the file", Place(composer.file, spot.line + 1), help="remove the `...`")
    if "tag" in spot.problem or " tag" in spot.context:
        return Diagnostic("tag", NO_TAGS[0], Place(composer.file, spot.since[0] + 1, spot.since[1] + 1), help=NO_TAGS[1])
    return Diagnostic("yaml", message, Place(composer.file, line + 1, column + 1), help=advice)


def _spot(error: yaml.MarkedYAMLError, composer: Composer) -> _Spot:
    last, lines = composer.quote, composer.lines
    marks = ((mark.line, mark.column) if mark else (0, 0) for mark in (error.problem_mark, error.context_mark))
    at, since = (mark if mark[0] < len(lines) else (len(lines) - 1, len(lines[-1])) for mark in marks)  # the end counts as a line
    quote = (last.start_mark.line, last.start_mark.column, last.end_mark.line, last.end_mark.column) if last else None
    open_ = [since, *composer.brackets()] if "while parsing a flow" in (error.context or "") else composer.brackets()
    bracket = next(((line, column) for line, column in open_ if lines[line][column : column + 1] in ("[", "{")), None)
    return _Spot(lines, error.problem or "", error.context or "", *at, since, quote, bracket)
