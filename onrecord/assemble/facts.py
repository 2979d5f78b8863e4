"""facts.yml -> facts: the keys of every fact here, its amount by its kind."""

from __future__ import annotations

import difflib
import re
from decimal import Decimal
from typing import Any

from ..diagnostic import Place, did_you_mean
from ..fields import Fields, parse_currency, parse_per
from ..ignores import ignores_of
from ..kinds import KINDS, VAGUE, Kind
from ..model import (
    ABSENCES,
    BEARS,
    CLAIM_RANKS,
    CORRECTIONS,
    MEASURES,
    MODALITIES,
    QUALIFIERS,
    STATUSES,
    STYLES,
    Absent,
    Also,
    Amount,
    Citation,
    Claim,
    Correction,
    Date,
    Derivation,
    Fact,
    Per,
    Texts,
)
from ..read import Mapping, Node, Scalar, Sequence

KIND_KEYS = tuple(dict.fromkeys(key for kind in KINDS.values() for key in kind.KEYS))
KIND_BY_KEYS: tuple[tuple[set[str], str], ...] = (
    ({"before", "after"}, "order"),
    ({"rank", "order"}, "rank"),
    ({"change"}, "change"),
    ({"currency"}, "money"),
    ({"per"}, "rate"),
)
KIND_BY_ANY_KEY: tuple[tuple[set[str], str], ...] = (
    ({"value", "range", "vague", "unit", "derived_from"}, "count"),
    ({"values", "absent"}, "list"),
    ({"when"}, "event"),
    (set(), "statement"),
)
KIND_BY_VALUE = (
    (re.compile(r"\d+:\d+", re.ASCII), "ratio"),
    (re.compile(r"PT?\d.*", re.ASCII), "duration"),
    (re.compile(r"[-+.\d].*", re.DOTALL), "count"),
)
KIND_BY_OPERATION = {
    "ratio": "multiple", "share": "percent", "rate": "rate", "percent_change": "change", "points_change": "change", "change": "change",
}  # fmt: skip
WITH_SHARES = ("percent",)  # their `of` is a whole in words; elsewhere it is a party
DATED_KINDS = ("date", "event")
LONGEST_QUOTE = 15  # words


def read_fact(id: str, sheet: str, fields: Fields) -> Fact:
    """One fact; what is wrong in it is noted and left out."""
    fields.require("text", "label")
    name = kind_of(fields)
    kind = KINDS[name]
    fact = Fact(
        id=id,
        sheet=sheet,
        kind=name,
        text=fields.texts("text"),
        label=fields.texts("label"),
        **read_figure(fields, kind),
        when=fields.when("when"),
        as_of=fields.day("as_of"),
        checked=fields.day("checked"),
        review_after=fields.period("review_after"),
        expires=fields.day("expires"),
        modality=fields.choice("modality", MODALITIES) or "fact",
        status=fields.choice("status", STATUSES) or "final",
        superseded_by=fields.id("superseded_by"),
        by=fields.texts_of("by"),
        of=_own(fields, kind, "of") and fields.id("of") if kind.NAME not in WITH_SHARES else None,
        topic=fields.id("topic"),
        distinct_from=_distinctions(fields),
        part_of=_own(fields, kind, "part_of") and fields.id("part_of"),
        parts=_parts(fields) if _own(fields, kind, "parts") else {},
        claims=tuple(_claims(fields, kind)) if _own(fields, kind, "claims") else (),
        sources=_citations(fields),
        corrections=tuple(_corrections(fields, kind)),
        note=fields.texts("note"),
        tags=fields.texts_of("tags"),
    )
    fields.notebook.ignores += ignores_of(fields)
    fields.finish(KIND_KEYS, f"the kind `{name}`")
    _require_time(fact, fields)
    return fact


def read_figure(fields: Fields, kind: Kind) -> dict[str, Any]:
    """What a figure is said by: its amount, its bound, and what it counts."""
    return {
        "amount": kind.read(fields),
        "qualifier": _own(fields, kind, "qualifier") and fields.choice("qualifier", QUALIFIERS),
        "unit": _own(fields, kind, "unit") and fields.id("unit"),
        "currency": _own(fields, kind, "currency") and fields.parsed("currency", parse_currency),
        "per": _per(fields) if _own(fields, kind, "per") else None,
        "measure": _own(fields, kind, "in") and fields.choice("in", MEASURES),
        "style": fields.choice("style", STYLES) or "full" if "style" in kind.OPTIONS else "full",
        "also": _also(fields, kind) if _own(fields, kind, "also") else None,
        "share_of": fields.texts("of") if kind.NAME in WITH_SHARES and "of" in fields else {},
    }


def _per(fields: Fields) -> Per | None:
    """``100000:person``, or ``{value: 100000, unit: person}``."""
    if not isinstance(fields.get("per"), Mapping):
        return fields.parsed("per", parse_per)
    named = fields.record("per")
    if named is None:
        return None
    named.require("unit")
    number, unit = named.number("value") if "value" in named else Decimal(1), named.id("unit")
    named.finish()
    if number is not None and number <= 0:
        named.error("bad-number", f"nothing is counted by {number}", named.place("value"), "write 100000, or leave `value` out")
    return Per(f"{number:f}:{unit}", number, unit) if number is not None and number > 0 and unit else None


def _also(fields: Fields, kind: Kind) -> Also | None:
    """The same amount in another unit or currency."""
    other = fields.record("also")
    if other is None:
        return None
    other.require("currency" if kind.NAME == "money" else "unit")
    unit = other.id("unit") if kind.NAME != "money" and "unit" in other else None
    currency = other.parsed("currency", parse_currency) if kind.NAME == "money" and "currency" in other else None
    amount = kind.read(other)
    other.finish()
    if isinstance(amount, Derivation | Absent):
        other.error("bad-shape", "`also` is the same amount as a source gives it", other.place(), "write a number as `value`")
        return None
    return Also(amount, unit, currency) if amount is not None and (unit or currency) else None


def _own(fields: Fields, kind: Kind, key: str) -> str | None:
    """The key, where this kind takes it and the fact gives it."""
    return key if key in kind.KEYS and key in fields else None


def kind_of(fields: Fields) -> str:
    """The kind, or the one that the shape of the fact tells."""
    if "kind" not in fields:
        return _kind_by_shape(fields)
    meant = difflib.get_close_matches(fields.text("kind") or "", KINDS, n=1)
    return fields.choice("kind", KINDS) or next(iter(meant), None) or _kind_by_shape(fields)


def _kind_by_shape(fields: Fields) -> str:
    keys = {key.text for key, _ in fields.node.entries}
    derived, value, whole = (fields.node.get(key) for key in ("derived_from", "value", "of"))
    for wanted, kind in KIND_BY_KEYS:
        if wanted <= keys:
            return kind
    if isinstance(whole, Mapping):
        return "percent"
    if isinstance(derived, Mapping) and derived.entries:
        return KIND_BY_OPERATION.get(derived.entries[0][0].text, "count")
    if isinstance(value, Scalar) and "unit" not in keys:
        return _kind_by_value(value.text)
    return next(kind for wanted, kind in KIND_BY_ANY_KEY if keys & wanted or not wanted)


def _kind_by_value(text: str) -> str:
    return next((kind for shape, kind in KIND_BY_VALUE if shape.fullmatch(text)), "status")


def _require_time(fact: Fact, fields: Fields) -> None:
    if fact.kind == "event" and "when" not in fields:
        fields.error("missing-key", f"{fields.owner} is an event and has no `when`", fields.place(), "say when it happened")
    if fact.status == "superseded" and "superseded_by" not in fields:
        fields.error(
            "missing-key", f"{fields.owner} is superseded by nothing", fields.place("status"), "name the fact under `superseded_by`"
        )


def _distinctions(fields: Fields) -> dict[str, Texts]:
    found = fields.record("distinct_from")
    return {other.text: found.texts(other.text) for other, _ in found.node.entries} if found else {}


def _parts(fields: Fields) -> dict[str, Decimal]:
    """The facts that a total is made of, each with the number that it adds."""
    parts = {}
    found = fields.record("parts")
    for part, _ in found.node.entries if found else ():
        number = found.number(part.text) if found else None
        if number is not None:
            parts[part.text] = number
    return parts


def _claims(fields: Fields, kind: Kind) -> list[Claim]:
    claims = []
    for _, claim in fields.records("claims", f"a claim against {fields.owner}"):
        claim.require("by", "sources")
        if "by" in claim and not claim.texts_of("by"):
            claim.error("empty", f"{claim.owner} names nobody", claim.place("by"), "a claim is somebody's: `by: [viasna]`")
        amount = kind.read(claim)
        read = Claim(
            amount=amount,  # type: ignore[arg-type]
            qualifier=_own(claim, kind, "qualifier") and claim.choice("qualifier", QUALIFIERS),
            when=claim.when("when"),
            by=claim.texts_of("by"),
            rank=claim.choice("rank", CLAIM_RANKS) or "normal",
            note=claim.texts("note"),
            sources=_citations(claim),
        )
        claim.finish()
        if isinstance(amount, Derivation):
            claim.error("bad-shape", "a claim is somebody's own number and is not computed", claim.place(), "write it as `value`")
        elif amount is not None:
            claims.append(read)
    return claims


def _citations(fields: Fields) -> tuple[Citation, ...]:
    citations = []
    for _, citation in fields.records("sources", "a citation"):
        citation.require("ref")
        ref, quote = citation.id("ref"), citation.text("quote")
        if quote and len(quote.split()) > LONGEST_QUOTE:
            help = f"quote at most {LONGEST_QUOTE} words, those that bear the figure"
            citation.error("long-quote", f"the quote has {len(quote.split())} words", citation.place("quote"), help)
        if quote and not any(letter.isalnum() for letter in quote):
            citation.error("empty", "the quote has no words", citation.place("quote"), "quote the words of the source")
            quote = None
        bears = citation.choice("for", BEARS) or "figure"
        prefix, suffix = citation.text("prefix"), citation.text("suffix")
        citation.finish()
        if ref:
            citations.append(Citation(ref, quote, bears, prefix, suffix))
    return tuple(citations)


def _corrections(fields: Fields, kind: Kind) -> list[Correction]:
    corrections = []
    for _, correction in fields.records("corrections", f"a correction of {fields.owner}"):
        correction.require("date", "kind", "was", "note")
        date, type_ = correction.day("date"), correction.choice("kind", CORRECTIONS)
        was = _read_was(correction, kind, fields)
        note = correction.texts("note")
        correction.finish()
        if date and type_ and was:
            corrections.append(Correction(date, type_, *was, note))
    return corrections


def _read_was(fields: Fields, kind: Kind, fact: Fields) -> tuple[Amount, str | None] | None:
    """What a correction replaced, in one line: ``more_than 1100``, ``28..34``, ``11 or 12``, ``dozens``, ``undisclosed``, a date."""
    text = fields.text("was")
    if text is None:
        return None
    if kind.NAME in DATED_KINDS:
        when = fields.when("was")
        return (Date(when), None) if when else None
    bound, _, rest = text.partition(" ")
    qualifier = bound if bound in QUALIFIERS else None
    if rest and qualifier is None and " or " not in text:
        fields.error("bad-choice", f"`{bound}` is no qualifier", fields.place("was"), did_you_mean(bound, QUALIFIERS))
        return None
    node = _amount_node(kind, rest if qualifier else text, fields.place("was"), fact)
    if not any(key.text in kind.KEYS for key, _ in node.entries):
        help = "write an amount as the fact itself has it"
        fields.error("bad-choice", f"the figure of a {kind.NAME} cannot have been `{text}`", fields.place("was"), help)
        return None
    named = Fields(node, "`was`", fields.notebook)
    amount = kind.read(named)
    return (amount, qualifier) if amount is not None else None


def _amount_node(kind: Kind, text: str, place: Place, fact: Fields) -> Mapping:
    """The keys of facts.yml that say the same amount."""

    def scalar(text: str) -> Scalar:
        return Scalar(text, place, False, (place.line, place.column + place.length))

    if kind.NAME == "rank":  # of the same topic
        return Mapping(tuple((key, scalar(text) if key.text == "rank" else value) for key, value in fact.node.entries), place)
    values: Node = Sequence(tuple(map(scalar, text.split(" or "))), place)
    key = (
        "vague" if text in VAGUE else "absent" if text in ABSENCES else "range" if ".." in text else "values" if " or " in text else "value"
    )
    return Mapping(((scalar(key), values if key == "values" else scalar(text)),), place)
