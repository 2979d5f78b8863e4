"""facts.json: every fact, typed, with its statement in every language, for machines. Numbers are texts that keep their digits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from ..artifact import Artifact
from ..evidence import address_of_quote
from ..kinds import KINDS, derivation_to_json
from ..model import Amount, Citation, Claim, Correction, Date, Fact, Removed, Source, Texts
from ._standing import standing
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    document = {
        "languages": press.site.languages,
        "facts": {fact.id: _fact(press, fact) for fact in press.site.facts.values()},
        "sources": {source.id: _source(source) for source in press.site.sources.values()},
        "removed": [_removed(press, removed) for removed in press.site.removed.values()],
    }
    yield Artifact("facts.json", json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def _fact(press: Press, fact: Fact) -> dict[str, Any]:
    return _given(
        {
            "sheet": fact.sheet,
            "kind": fact.kind,
            **_amount(press, fact, fact.amount),
            "qualifier": fact.qualifier,
            "unit": fact.unit,
            "currency": fact.currency,
            "per": fact.per and fact.per.text,
            "in": fact.measure or ("percent" if fact.kind == "change" and not (fact.unit or fact.currency) else None),
            "also": _also(press, fact),
            **(derivation_to_json(fact.derivation) if fact.derivation else {}),
            "when": fact.when and fact.when.text,
            "as_of": _day(fact.as_of),
            "checked": _day(fact.checked),
            "modality": fact.modality,
            "status": fact.status,
            "standing": standing(press.site, fact),
            "superseded_by": fact.superseded_by,
            "by": fact.by,
            "of": _in_every_language(press, fact.share_of, fact) if fact.share_of else fact.of,
            "topic": fact.topic,
            "part_of": fact.part_of,
            "parts": {id: str(number) for id, number in fact.parts.items()},
            "claims": [_claim(press, fact, claim) for claim in fact.claims],
            "sources": _citations(press, fact.sources),
            "corrections": [_correction(press, fact, correction) for correction in fact.corrections],
            "tags": fact.tags,
            "label": _in_every_language(press, fact.label, fact),
            "statement": _in_every_language(press, fact.text, fact),
            "note": _in_every_language(press, fact.note, fact) if fact.note else None,
        }
    )


def _amount(press: Press, fact: Fact, amount: Amount | None) -> dict[str, Any]:
    words = partial(_in_every_language, press, fact=fact)
    return KINDS[fact.kind].to_json(amount, words) if amount is not None else {}


def _also(press: Press, fact: Fact) -> dict[str, Any] | None:
    other = fact.also
    return _given({**_amount(press, fact, other.amount), "unit": other.unit, "currency": other.currency}) if other else None


def _in_every_language(press: Press, texts: Texts, fact: Fact) -> dict[str, str]:
    """A text as each language has it; a language into which it is not translated yet is left out."""
    return {language: speaker.plain(texts, fact.id) for language, speaker in press.speakers.items() if language in texts}


def _claim(press: Press, fact: Fact, claim: Claim) -> dict[str, Any]:
    said = {"qualifier": claim.qualifier, "when": claim.when and claim.when.text, "by": claim.by, "rank": claim.rank}
    return _given({**_amount(press, fact, claim.amount), **said, "sources": _citations(press, claim.sources)})


def _correction(press: Press, fact: Fact, correction: Correction) -> dict[str, Any]:
    was = {language: speaker.was(fact, correction.was, correction.was_qualifier) for language, speaker in press.speakers.items()}
    note = _in_every_language(press, correction.note, fact)
    replaced = {**_amount(press, fact, correction.was), "qualifier": correction.was_qualifier}
    if isinstance(correction.was, Date):
        replaced = {"value": correction.was.when.text}
    return {"date": correction.date.isoformat(), "kind": correction.kind, "replaced": _given(replaced), "was": was, "note": note}


def _citations(press: Press, citations: tuple[Citation, ...]) -> list[dict[str, Any]]:
    """Sources and quotes, with the address that leads to the phrase."""
    cited = []
    for citation in citations:
        url = press.site.sources[citation.source].url
        words = {"source": citation.source, "quote": citation.quote, "for": citation.bears if citation.bears != "figure" else None}
        cited.append(_given({**words, "link": address_of_quote(url, citation) if url and citation.quote else None}))
    return cited


def _source(source: Source) -> dict[str, Any]:
    plain = ("type", "title", "author", "publisher", "url", "archive", "language", "carries", "cites")
    issued = {"issued": source.issued and source.issued.text, "accessed": source.accessed and source.accessed.text}
    return _given({**{name: getattr(source, name) for name in plain}, **issued})


def _removed(press: Press, removed: Removed) -> dict[str, Any]:
    reason = {language: speaker.plain(removed.reason) for language, speaker in press.speakers.items() if language in removed.reason}
    said = {"id": removed.id, "sheet": removed.sheet, "date": removed.date.isoformat(), "reason": reason, "see": removed.see}
    return _given(said)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _given(document: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody gave."""
    return {key: value for key, value in document.items() if value not in (None, (), [], {})}
