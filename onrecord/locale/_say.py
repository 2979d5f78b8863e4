"""What saying gives: words and how a verb agrees with them, or why they cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NBSP = "\u00a0"
NOMINATIVE = "nom"
ANY_CASE = "*"


class CannotSay(Exception):
    """What was asked for cannot be said in this language; ``rule``, a sentence and what to write instead.

    ``owner`` is the unit or the party that lacks a form: ``("units", "person")``.
    """

    def __init__(self, rule: str, message: str, help: str = "", owner: tuple[str, str] | None = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.help, self.owner = rule, message, help, owner


@dataclass(frozen=True, slots=True)
class Government:
    """A pattern, the cases it puts its noun in, and the category a verb beside it takes.

    ``cases`` leads from the case that the sentence asks for, or ANY_CASE, to the one that it governs; others stay: "понад 52 особи",
    but "у понад 50 країнах". Bounds and prepositions
    meet in two ways, which ``bound`` of a preposition names: ``outside``, where the bound's ``outer`` pattern stands before it,
    "щонайбільше на 5 осіб", and ``inner``, where its ``inner`` pattern stands behind it, "o maksymalnie 5%", not "o do 5%".
    """

    text: str = "{}"
    cases: Mapping[str, str] = field(default_factory=dict)
    agree: str | None = None
    outer: str | None = None
    inner: str | None = None
    bound: str | None = None

    def governs(self, asked: str) -> str:
        """The case of the noun where the sentence asks for ``asked``."""
        return self.cases.get(asked) or self.cases.get(ANY_CASE) or asked


@dataclass(frozen=True, slots=True)
class Said:
    """An amount in words; ``category`` is the plural category of a verb beside it, ``value`` the machine's form.

    ``direction`` of a change is up, down or same.
    """

    text: str
    category: str
    value: str
    direction: str | None = None


def government(entry: Mapping[str, Any]) -> Government:
    """A pattern of a pack: ``{text: "około {}", case: gen, agree: many}``, or ``case: {nom: acc}``."""
    case = entry.get("case", {})
    cases = {ANY_CASE: case} if isinstance(case, str) else case
    outer = tied(entry["outer"]) if "outer" in entry else None
    inner = tied(entry["inner"]) if "inner" in entry else None
    return Government(tied(entry["text"]), cases, entry.get("agree"), outer, inner, entry.get("bound"))


def tied(pattern: str) -> str:
    """``~`` as in TeX: a space at which no line breaks."""
    return pattern.replace("~", NBSP)


def choose(kind: str, wanted: str, known: Mapping[str, object]) -> None:
    """Refuses a name that a pack does not have; ``kind`` begins the sentence: "a date"."""
    if wanted not in known:
        names = ", ".join(f"`{name}`" for name in known)
        raise CannotSay("bad-call", f"{kind} has no form `{wanted}`", f"its forms are {names}" if known else "leave it out")


def missing_form(owner: tuple[str, str], language: str, cell: str) -> CannotSay:
    """The refusal that names exactly the cell that an owner lacks, and how to write it."""
    place = language + "." + cell.removeprefix(f"{NOMINATIVE}.")
    kind = {"units": "unit", "parties": "party"}[owner[0]]
    return CannotSay("missing-form", f"{kind} `{owner[1]}` has no form `{place}`", f"write it: `{_nested(place)}`", owner)


def _nested(path: str) -> str:
    *outer, last = path.split(".")
    return "".join(f"{key}: {{" for key in outer) + f"{last}: …" + "}" * len(outer)
