"""A quote was not checked against its page, or was changed or deleted since.

Why it matters: a quote that is on no page proves nothing; one that was mistyped, shortened or moved to another fact must be looked up.

Example: a citation that was added after `onrecord evidence` was last run

Write instead: the words of the page, then `onrecord evidence --pages FOLDER`, with your copies of the pages in that folder, or, where you
have read it there yourself, `onrecord evidence --by-eye ID`. Results stand in `evidence.lock`; a site without that file is not asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..evidence import quotes_of
from ..locks import EVIDENCE
from ._check import Finding

RULE = "unproven"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    lock = made.locks[EVIDENCE]
    quotes = list(quotes_of(made.site)) if lock.there else []
    unproven = [quoted for quoted in quotes if quoted.key not in lock.entries and quoted.fact not in made.lost]
    for quoted in unproven:
        message = "this quote was not looked up on its page since it was written, or its source has another address"
        help = f"run `onrecord evidence --pages FOLDER`, or `onrecord evidence --by-eye {quoted.fact}` once you have read it there"
        yield Finding(message, quoted.route, help, severity=Severity.WARNING)
    changed = {(quoted.fact, quoted.citation.source) for quoted in unproven}
    facts = set(made.site.facts)
    for key in sorted(lock.entries.keys() - {quoted.key for quoted in quotes}) if not made.incomplete else ():
        fact, _, rest = key.partition(" ")
        source = rest.partition(" ")[0]
        if fact in facts and fact not in made.lost and (fact, source) not in changed:
            message = f"a quote of `{source}` that had been looked up is no longer cited by `{fact}`"
            help = "put it back, or run `onrecord evidence`, which then forgets it"
            yield Finding(message, ("facts", fact, "sources"), help, severity=Severity.WARNING)
