"""What a site says, as frozen values: no places, no files, no language of its own.

Numbers are `Decimal` and keep the editor's digits (``3.0`` stays ``3.0``). Texts hold words and calls, one wording a language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .edtf import Period, When

ABSENCES = ("unknown", "undisclosed", "no_comment", "no_reply", "not_collected", "not_applicable", "none")
QUALIFIERS = ("at_least", "more_than", "at_most", "less_than", "up_to", "about", "nearly", "just_over")
MODALITIES = ("fact", "estimate", "forecast", "plan", "goal", "proposal", "demand", "option", "intention", "assessment", "opinion")
STATUSES = ("final", "provisional", "revised", "disputed", "superseded", "retracted")
CORRECTIONS = ("error", "update", "clarification")
CLAIM_RANKS = ("preferred", "normal", "deprecated")
PARTY_TYPES = ("agency", "anonymous", "government", "group", "ngo", "outlet", "person")


# ---- texts


@dataclass(frozen=True, slots=True)
class Call:
    """``figure("id", case="gen")`` in a text: a name, at most one id and constant options; ``source`` is what was typed."""

    name: str
    id: str | None
    options: Mapping[str, str | bool]
    source: str


Wording = tuple[str | Call, ...]
Texts = Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of Markdown in which a mark (see `calls.mark`) stands for each call."""

    marked: str
    calls: tuple[Call, ...]


# ---- amounts: a fact has at most one


@dataclass(frozen=True, slots=True)
class Exact:
    """A number; a true zero is one too."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another, both included; low < high."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class OneOf:
    """Several values of which one holds: "1,300 or 1,400"."""

    numbers: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Vague:
    """A word for a number that nobody counted: dozens, hundreds."""

    word: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no value; one of ABSENCES. A true zero is an `Exact`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Things named in words."""

    values: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands: a code that every language pack knows, or the editor's own words."""

    code: str | None
    words: Texts | None


@dataclass(frozen=True, slots=True)
class Date:
    """A date that is itself what the fact says."""

    when: When


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of the fact ``subject`` among the facts of a topic."""

    rank: int
    order: str
    among: str
    subject: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """The fact ``before`` happened before the fact ``after``."""

    before: str
    after: str


Amount = Exact | Range | OneOf | Vague | Absent | Listed | Standing | Date | Ranked | Ordered


# ---- who says so


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who says something; a name by language and case."""

    id: str
    type: str
    name: Mapping[str, Mapping[str, str]]  # language -> case -> name


@dataclass(frozen=True, slots=True)
class Source:
    """A publication, in CSL-JSON's field names. Sources that carry one wire story are one source."""

    id: str
    type: str
    publisher: str
    language: str
    title: str | None = None
    author: str | None = None
    issued: When | None = None
    accessed: When | None = None
    url: str | None = None
    archive: str | None = None
    carries: str | None = None
    cites: str | None = None
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the exact words in it that bear the figure."""

    source: str
    quote: str | None


# ---- facts


@dataclass(frozen=True, slots=True)
class Claim:
    """A rival value by a named party, shown beside the fact and never merged with it."""

    amount: Amount
    qualifier: str | None
    when: When | None
    by: tuple[str, ...]
    rank: str
    note: Texts
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a published figure said before, and why it changed."""

    date: dt.date
    kind: str
    was: Amount
    was_qualifier: str | None
    note: Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """An id, a kind, at most one amount, its time, who says it and where that can be read."""

    id: str
    sheet: str
    kind: str
    text: Texts
    label: Texts
    amount: Amount | None = None
    qualifier: str | None = None
    unit: str | None = None
    when: When | None = None
    as_of: dt.date | None = None
    checked: dt.date | None = None
    review_after: Period | None = None
    expires: dt.date | None = None
    modality: str = "fact"
    status: str = "final"
    superseded_by: str | None = None
    by: tuple[str, ...] = ()
    of: str | None = None
    topic: str | None = None
    distinct_from: Mapping[str, Texts] = field(default_factory=dict)
    part_of: str | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    sources: tuple[Citation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    note: Texts = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a noun; ``whole`` where it already says the number too."""

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, in one language: the forms by cell (``nom.few``) and the grammatical classes of the language."""

    unit: str
    forms: Mapping[str, Form]
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A published page of facts. A closed sheet is no longer updated and is judged at its closing day."""

    id: str
    title: Texts
    lead: Texts
    facts: tuple[str, ...]
    key_facts: tuple[str, ...] = ()
    timeline: tuple[str, ...] = ()
    topics: Mapping[str, Texts] = field(default_factory=dict)
    closed: dt.date | None = None
    prose: Mapping[str, Prose] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is published. Keys are ids; orders are the editors'."""

    title: Texts
    description: Texts
    languages: tuple[str, ...]
    url: str | None
    sheets: Mapping[str, Sheet]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    parties: Mapping[str, Party]
    units: Mapping[str, Mapping[str, Noun]]  # unit -> language -> noun

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """A fact's own citations; an order rests on those of the two facts that it orders."""
        if fact.sources or not isinstance(fact.amount, Ordered):
            return fact.sources
        return tuple(dict.fromkeys(self.facts[fact.amount.before].sources + self.facts[fact.amount.after].sources))

    def stories(self, fact: Fact) -> int:
        """How many independent accounts a fact rests on: copies of one wire story, and reports on it, count as one."""
        sources = [self.sources[citation.source] for citation in self.citations(fact)]
        return len({source.carries or source.cites or source.id for source in sources})
