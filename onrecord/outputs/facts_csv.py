"""<language>/facts.csv: every fact in a row, for spreadsheets (RFC 4180, UTF-8 with a mark that they know it by)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ..model import Fact, Texts
from ..speaker import Speaker
from ..written import written
from ._theme import Press

HEAD = ("id", "label", "statement", "figure", "qualifier", "unit", "when", "as_of", "modality", "status", "by", "sources", "address")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for the beginning of one (OWASP, CSV Injection)
MARK = "\ufeff"


def make(press: Press) -> Iterator[Artifact]:
    for language, speaker in press.speakers.items():
        table = io.StringIO()
        rows = csv.writer(table)
        rows.writerow(HEAD)
        rows.writerows([inert(cell) for cell in _cells(press, speaker, fact)] for fact in press.site.facts.values())
        yield Artifact(paths.facts_csv(language), (MARK + table.getvalue()).encode())


def _cells(press: Press, speaker: Speaker, fact: Fact) -> tuple[str, ...]:
    place = paths.place_of(press.site, speaker.language, fact)
    cited = dict.fromkeys(press.site.sources[citation.source].url or citation.source for citation in press.site.citations(fact))
    return (
        fact.id,
        _translated(speaker, fact, fact.label),
        _translated(speaker, fact, fact.text),
        written(fact.amount) or "",
        fact.qualifier or "",
        fact.unit or fact.currency or "",
        fact.when.text if fact.when else "",
        fact.as_of.isoformat() if fact.as_of else "",
        fact.modality,
        fact.status,
        speaker.by(fact.id) if fact.by else "",
        " ".join(cited),
        press.absolute(place) or place,
    )


def _translated(speaker: Speaker, fact: Fact, texts: Texts) -> str:
    """A text of a fact; nothing where it is not translated, as a table cannot say in which language a cell is."""
    return speaker.plain(texts, fact.id) if speaker.language in texts else ""


def inert(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe stands before what looks like a formula; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
