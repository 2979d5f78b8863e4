"""facts.yml -> facts: the keys of every fact here, its amount by its kind."""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import Any

from ..diagnostic import did_you_mean
from ..fields import Fields, Refusal, parse_currency, parse_number, parse_per, parse_time
from ..kinds import KINDS, VAGUE, Kind
from ..model import (
    ABSENCES,
    CLAIM_RANKS,
    CORRECTIONS,
    MEASURES,
    MODALITIES,
    QUALIFIERS,
    STATUSES,
    Absent,
    Also,
    Amount,
    Citation,
    Claim,
    Correction,
    Date,
    Exact,
    Fact,
    Range,
    Texts,
    Vague,
)
from ..read import Mapping, Scalar

KIND_KEYS = tuple(dict.fromkeys(key for kind in KINDS.values() for key in kind.KEYS))
KIND_BY_KEYS: tuple[tuple[set[str], str], ...] = (
    ({"before", "after"}, "order"),
    ({"rank", "order"}, "rank"),
    ({"change"}, "change"),
    ({"currency"}, "money"),
    ({"per"}, "rate"),
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
        corrections=tuple(_corrections(fields, name)),
        note=fields.texts("note"),
        tags=fields.texts_of("tags"),
    )
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
        "per": _own(fields, kind, "per") and fields.parsed("per", parse_per),
        "measure": _own(fields, kind, "in") and fields.choice("in", MEASURES),
        "also": _also(fields, kind) if _own(fields, kind, "also") else None,
        "share_of": fields.texts("of") if kind.NAME in WITH_SHARES and "of" in fields else {},
    }


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
    told = next((kind for wanted, kind in KIND_BY_KEYS if wanted <= keys), None)
    derived, value = fields.node.get("derived_from"), fields.node.get("value")
    if told is None and isinstance(derived, Mapping) and derived.entries:
        return KIND_BY_OPERATION.get(derived.entries[0][0].text, "count")
    if told is None and isinstance(value, Scalar) and not _is_number(value.text):
        return "status"
    if told is None and keys & {"value", "range", "vague", "unit"}:
        return "count"
    if told is None and keys & {"values", "absent"}:
        return "list"
    return told or ("event" if "when" in keys else "statement")


def _is_number(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in "-+."


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
        if amount is not None:
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
        citation.finish()
        if ref:
            citations.append(Citation(ref, quote))
    return tuple(citations)


def _corrections(fields: Fields, kind: str) -> list[Correction]:
    corrections = []
    for _, correction in fields.records("corrections", f"a correction of {fields.owner}"):
        correction.require("date", "kind", "was", "note")
        date, type_ = correction.day("date"), correction.choice("kind", CORRECTIONS)
        was = correction.parsed("was", lambda text: _parse_was(text, kind))
        note = correction.texts("note")
        correction.finish()
        if date and type_ and was:
            corrections.append(Correction(date, type_, *was, note))
    return corrections


def _parse_was(text: str, kind: str) -> tuple[Amount, str | None]:
    """What a correction replaced: ``more_than 1100``, ``28..34``, ``dozens``, ``undisclosed``, or a date where the fact is one."""
    if kind in DATED_KINDS:
        return Date(parse_time(text)), None
    if text in VAGUE or text in ABSENCES:
        return (Vague(text) if text in VAGUE else Absent(text)), None
    *qualifier, number = text.split()
    if len(qualifier) > 1 or (qualifier and qualifier[0] not in QUALIFIERS):
        raise Refusal("bad-choice", f"`{' '.join(qualifier)}` is no qualifier", did_you_mean(qualifier[0], QUALIFIERS))
    low, ranged, high = number.partition("..")
    amount = Range(parse_number(low), parse_number(high)) if ranged else Exact(parse_number(number))
    return amount, qualifier[0] if qualifier else None
