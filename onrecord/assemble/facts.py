"""facts.yml -> facts: the keys of every fact here, its amount by its kind."""

from __future__ import annotations

import difflib
from decimal import Decimal

from ..diagnostic import did_you_mean
from ..fields import Fields, Refusal, parse_number, parse_time
from ..kinds import KINDS, Kind
from ..model import (
    CLAIM_RANKS,
    CORRECTIONS,
    MODALITIES,
    QUALIFIERS,
    STATUSES,
    Amount,
    Citation,
    Claim,
    Correction,
    Date,
    Exact,
    Fact,
    Texts,
)
from ..read import Scalar

KIND_KEYS = tuple(dict.fromkeys(key for kind in KINDS.values() for key in kind.KEYS))
DATED_KINDS = ("date", "event")
LONGEST_QUOTE = 15  # words


def read_fact(id: str, sheet: str, fields: Fields) -> Fact:
    """One fact; what is wrong in it is noted and left out."""
    fields.require("text", "label")
    name = _kind(fields)
    kind = KINDS[name]
    amount = kind.read(fields)
    fact = Fact(
        id=id,
        sheet=sheet,
        kind=name,
        text=fields.texts("text"),
        label=fields.texts("label"),
        amount=amount,
        qualifier=_own(fields, kind, "qualifier") and fields.choice("qualifier", QUALIFIERS),
        unit=_own(fields, kind, "unit") and fields.id("unit"),
        when=fields.when("when"),
        as_of=fields.day("as_of"),
        checked=fields.day("checked"),
        review_after=fields.period("review_after"),
        expires=fields.day("expires"),
        modality=fields.choice("modality", MODALITIES) or "fact",
        status=fields.choice("status", STATUSES) or "final",
        superseded_by=fields.id("superseded_by"),
        by=fields.texts_of("by"),
        of=_own(fields, kind, "of") and fields.id("of"),
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


def _own(fields: Fields, kind: Kind, key: str) -> str | None:
    """The key, where this kind takes it and the fact gives it."""
    return key if key in kind.KEYS and key in fields else None


def _kind(fields: Fields) -> str:
    """The kind, or the one that the shape of the fact tells."""
    if "kind" not in fields:
        return _kind_by_shape(fields)
    meant = difflib.get_close_matches(fields.text("kind") or "", KINDS, n=1)
    return fields.choice("kind", KINDS) or next(iter(meant), None) or _kind_by_shape(fields)


def _kind_by_shape(fields: Fields) -> str:
    keys = {key.text for key, _ in fields.node.entries}
    value = fields.node.get("value")
    if {"before", "after"} <= keys:
        return "order"
    if {"rank", "order"} <= keys:
        return "rank"
    if isinstance(value, Scalar) and not _is_number(value.text):
        return "status"
    if keys & {"value", "range", "vague", "unit"}:
        return "count"
    if "values" in keys or "absent" in keys:
        return "list"
    return "event" if "when" in keys else "statement"


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
    """What a correction replaced: ``more_than 1100``, or a date where the fact is one."""
    if kind in DATED_KINDS:
        return Date(parse_time(text)), None
    *qualifier, number = text.split()
    if len(qualifier) > 1 or (qualifier and qualifier[0] not in QUALIFIERS):
        raise Refusal("bad-choice", f"`{' '.join(qualifier)}` is no qualifier", did_you_mean(qualifier[0], QUALIFIERS))
    return Exact(parse_number(number)), qualifier[0] if qualifier else None
