"""What a site says, as frozen values: no places, no files, no language of its own.

Numbers are `Decimal` and keep the editor's digits (``3.0`` stays ``3.0``). Texts hold words and calls, one wording a language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .edtf import Period, When

ABSENCES = ("unknown", "undisclosed", "no_comment", "no_reply", "not_collected", "not_applicable", "none")
QUALIFIERS = ("at_least", "more_than", "at_most", "less_than", "up_to", "about", "nearly", "just_over")
OPERATIONS = ("sum", "difference", "ratio", "share", "rate", "percent_change", "points_change", "change")
STYLES = ("full", "number", "compact", "short")
MEASURES = ("number", "percent", "points")  # what a change is told in
LOWER_BOUNDS = {"at_least": False, "more_than": True}  # whether the number itself is left out
UPPER_BOUNDS = {"at_most": False, "up_to": False, "less_than": True}
MODALITIES = ("fact", "estimate", "forecast", "plan", "goal", "proposal", "demand", "option", "intention", "assessment", "opinion")
STATUSES = ("final", "provisional", "revised", "disputed", "superseded", "retracted")
WHERE_PAGES = ("here", "elsewhere")  # of a site: made by us, or by another generator
OPTIONAL_OUTPUTS = ("facts", "embeds", "cards", "list", "search", "records", "changes")  # what a site may do without
CORRECTIONS = ("error", "update", "clarification")
BEARS = ("figure", "context")  # what a citation is there for
CLAIM_RANKS = ("preferred", "normal", "deprecated")
CHARTS = ("bars", "dots")
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
class Spread:
    """How far a number may be off. A ``margin`` is how much below and above it; else ``low`` and ``high`` are ends that hold it.

    ``sort`` is margin, range, confidence or likely; ``level`` is how sure a confidence interval or a likely range is, in percent.
    """

    low: Decimal
    high: Decimal
    sort: str
    level: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Estimated:
    """A number and how far it may be off."""

    number: Decimal
    spread: Spread


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many in so many: 1 in 5."""

    part: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class Lasting:
    """A span of time in several units: P3Y6M is 3 years and 6 months. ``parts`` are numbers and units, largest first."""

    text: str
    parts: tuple[tuple[Decimal, str], ...]


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


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure is computed at every build: one of OPERATIONS on facts, or on numbers as the editor gave them.

    ``places`` are the decimals to round a quotient to. It stands for the amount until `assemble.derive` has computed that.
    """

    operation: str
    operands: tuple[str | Decimal, ...]
    places: int


Amount = Exact | Estimated | Ratio | Lasting | Range | OneOf | Vague | Absent | Listed | Standing | Date | Ranked | Ordered | Derivation


@dataclass(frozen=True, slots=True)
class Per:
    """What a rate is counted by: 100,000 people, one year; ``text`` as typed."""

    text: str
    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Also:
    """The same amount in another unit or currency, as a source gives it: 40 km (25 miles)."""

    amount: Amount
    unit: str | None
    currency: str | None


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

    @property
    def story(self) -> str:
        """What it tells: a wire story that it carries or reports on, or its own."""
        return self.carries or self.cites or self.id


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the exact words in it that bear the figure, or the ``context`` that it stands in.

    ``prefix`` and ``suffix`` are the words before and behind the quote, where it stands on the page more than once.
    """

    source: str
    quote: str | None
    bears: str = "figure"
    prefix: str | None = None
    suffix: str | None = None


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
    currency: str | None = None
    per: Per | None = None
    measure: str | None = None
    style: str = "full"
    also: Also | None = None
    share_of: Texts = field(default_factory=dict)
    derivation: Derivation | None = None
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
    """A form of a noun; ``whole`` where it already says the number too, ``close`` where it stands at the digits without a space."""

    text: str
    whole: bool = False
    close: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, in one language: the forms by cell (``nom.few``) and the grammatical classes of the language."""

    unit: str
    forms: Mapping[str, Form]
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Removed:
    """A fact that was published once: its id is given to no other, and its address says why it has gone and what to ``see`` instead."""

    id: str
    sheet: str
    date: dt.date
    reason: Texts
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row of a chart: a fact, or what a party claims against it."""

    fact: str
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures: one of CHARTS. It stands at the end of the ``section`` of the page that has this id, else above the text."""

    id: str
    kind: str
    title: Texts
    rows: tuple[Drawn, ...]
    note: Texts = field(default_factory=dict)
    section: str | None = None


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
    charts: tuple[Chart, ...] = ()
    removed: tuple[Removed, ...] = ()
    prose: Mapping[str, Prose] = field(default_factory=dict)


Once = Callable[[object, Callable[[], Any]], Any]  # a key, and what makes the thing of it


def _each_time(_: object, make: Callable[[], Any]) -> Any:
    return make()


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
    private_names: tuple[str, ...] = ()  # never published
    pages: str = "here"  # or elsewhere: another generator makes them, and the sheets need no prose of their own
    without: tuple[str, ...] = ()  # of OPTIONAL_OUTPUTS
    _linked: dict[str, Mapping[str, list[Fact]]] = field(default_factory=dict, repr=False, compare=False)  # as they were asked for
    once: Once = field(default=_each_time, repr=False, compare=False)  # how what was said before is said again

    def makes(self, output: str) -> bool:
        """Whether one of OPTIONAL_OUTPUTS, or what belongs to none, is made.

        What is embedded leads to the page of its fact, and search stands in the list.
        """
        above = {"embeds": "facts", "search": "list"}.get(output, output)
        return not {output, above} & set(self.without)

    @property
    def removed(self) -> Mapping[str, Removed]:
        """What was published once and has gone, by id. A fact that has its id in spite of that stands in ``facts`` too."""
        return {removed.id: removed for sheet in self.sheets.values() for removed in sheet.removed}

    def older(self, id: str) -> list[Fact]:
        """The facts that say they were superseded by this one, in the order of the site."""
        return self._said("superseded_by").get(id, [])

    def inside(self, id: str) -> list[Fact]:
        """The facts that say they are part of this one, in the order of the site."""
        return self._said("part_of").get(id, [])

    def _said(self, link: str) -> Mapping[str, list[Fact]]:
        if link not in self._linked:
            found: dict[str, list[Fact]] = {}
            for fact in self.facts.values():
                if other := getattr(fact, link):
                    found.setdefault(other, []).append(fact)
            self._linked[link] = found
        return self._linked[link]

    @staticmethod
    def replaced_by(fact: Fact, correction: Correction) -> Correction | None:
        """The next correction of a fact, whose `was` is what this one changed it to; None for the last, which changed it to what it is."""
        later = sorted((other for other in fact.corrections if other is not correction), key=lambda other: other.date)
        at = fact.corrections.index(correction)
        behind = [other for other in later if (other.date, fact.corrections.index(other)) > (correction.date, at)]
        return behind[0] if behind else None

    def inputs(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that a fact follows from: those that it orders, or that it is computed from."""
        if isinstance(fact.amount, Ordered):
            return () if fact.sources else (self.facts[fact.amount.before], self.facts[fact.amount.after])
        operands = fact.derivation.operands if fact.derivation else ()
        return tuple(self.facts[operand] for operand in operands if isinstance(operand, str))

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """A fact's own citations, and those of the facts that it follows from."""
        return tuple(dict.fromkeys(citation for other in self.followed(fact) for citation in other.sources))

    def stories(self, fact: Fact) -> int:
        """How many independent accounts a fact rests on: copies of one wire story, and reports on it, count as one.

        What follows from other facts is as well borne out as the weakest of them.
        """
        return min((self._own_stories(other) for other in self.followed(fact) if not self.inputs(other)), default=0)

    def _own_stories(self, fact: Fact) -> int:
        return len({self.sources[citation.source].story for citation in fact.sources})

    def followed(self, fact: Fact) -> tuple[Fact, ...]:
        """A fact and all that it follows from, each once; a thousand facts may follow from each other in a thousand ways."""
        found: dict[str, Fact] = {}
        waiting = [fact]
        while waiting:
            if (other := waiting.pop()).id not in found:
                found[other.id] = other
                waiting += reversed(self.inputs(other))
        return tuple(found.values())
