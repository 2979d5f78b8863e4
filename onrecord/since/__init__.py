"""What a change of published content owes its readers. One rule a file, like `checks`, but each compares with a revision of the past."""

from __future__ import annotations

import datetime as dt

from ..assemble import Assembled
from ..checks._check import placed
from ..diagnostic import Diagnostic, Place, Severity
from ..history import Past
from . import lost_correction, removed_fact, silent_change
from ._rule import Rule

RULES: tuple[Rule, ...] = (
    silent_change,
    removed_fact,
    lost_correction,
)


def run_rules(past: Past, made: Assembled, today: dt.date, content: str) -> list[Diagnostic]:
    """What every rule finds; a note says where the past could not be read in full."""
    found = [placed(finding, rule.RULE, made.places) for rule in RULES for finding in rule.find(past, made, today)]
    return [*_half_read(past, content), *found]


def _half_read(past: Past, content: str) -> list[Diagnostic]:
    if not past.unread:
        return []
    first = past.unread[0]
    message = f"not all of `{past.revision}` could be read, and what could not is not compared"
    return [Diagnostic("half-read-past", message, Place(content), Severity.NOTE, f"the first reason: {first.where}: {first.message}")]
