"""Policy: what must hold before anything is published. One rule a file; this table is their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ..assemble import Assembled
from ..diagnostic import Diagnostic
from . import (
    ahead_of_sources,
    bad_call,
    chart,
    circular,
    contradiction,
    dead_link,
    direction,
    drifted,
    evidence,
    future_dated,
    headings,
    incomplete_forms,
    languages_differ,
    missing_form,
    missing_translation,
    no_figure,
    number_word,
    one_path,
    one_story,
    order,
    parts,
    private_name,
    rank,
    reused_id,
    stale,
    successor,
    typed_digit,
    unattributed,
    unknown_fact,
    unknown_party,
    unknown_source,
    unknown_topic,
    unknown_unit,
    unproven,
    unsourced,
    untold,
    untranslated,
    unused,
)
from ._check import Check, Comparing, Finding, placed

MOST = 1_000  # findings of one rule that are told

CHECKS: tuple[Check, ...] = (
    unknown_fact,
    unknown_source,
    unknown_party,
    unknown_unit,
    unknown_topic,
    unused,
    unsourced,
    unattributed,
    one_story,
    evidence,
    unproven,
    missing_translation,
    untranslated,
    drifted,
    languages_differ,
    headings,
    dead_link,
    typed_digit,
    private_name,
    number_word,
    bad_call,
    direction,
    no_figure,
    untold,
    missing_form,
    incomplete_forms,
    one_path,
    reused_id,
    circular,
    contradiction,
    parts,
    order,
    rank,
    chart,
    successor,
    future_dated,
    ahead_of_sources,
    stale,
)

__all__ = ["CHECKS", "IGNORABLE", "MOST", "Check", "Comparing", "Finding", "find", "run_checks"]

IGNORABLE = tuple(check.RULE for check in CHECKS if not getattr(check, "NEEDED", False))


def run_checks(made: Assembled, today: dt.date) -> list[Diagnostic]:
    """What every check finds, judged at ``today``."""
    return [found for check in CHECKS for found in _run(check, made, today)]


def find(check: Check, made: Assembled, today: dt.date) -> Iterator[Finding]:
    """What one check finds in all that is at hand."""
    return check.find(made, today, [check.gather(made)]) if isinstance(check, Comparing) else check.find(made, today)


def _run(check: Check, made: Assembled, today: dt.date) -> Iterator[Diagnostic]:
    """The findings of one check; where there are very many, the first of them and a word that there are more."""
    findings = find(check, made, today)
    told = [placed(finding, check.RULE, made.places) for finding in islice(findings, MOST)]
    yield from told
    if more := next(findings, None):
        message = f"there are more than {MOST} findings of this rule; the others are told when these are mended"
        yield replace(placed(more, check.RULE, made.places), message=message, help="")
