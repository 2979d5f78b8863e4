"""Policy: what must hold before anything is published. One rule a file; this table is their order."""

from __future__ import annotations

import datetime as dt

from ..assemble import Assembled
from ..diagnostic import Diagnostic
from . import (
    bad_call,
    circular,
    dead_link,
    future_dated,
    headings,
    languages_differ,
    missing_form,
    missing_translation,
    no_figure,
    one_path,
    order,
    parts,
    rank,
    reused_id,
    stale,
    typed_digit,
    unattributed,
    unknown_fact,
    unknown_party,
    unknown_source,
    unknown_topic,
    unknown_unit,
    unsourced,
    untranslated,
    unused,
)
from ._check import Check, placed

CHECKS: tuple[Check, ...] = (
    unknown_fact,
    unknown_source,
    unknown_party,
    unknown_unit,
    unknown_topic,
    unused,
    unsourced,
    unattributed,
    missing_translation,
    untranslated,
    languages_differ,
    headings,
    dead_link,
    typed_digit,
    bad_call,
    no_figure,
    missing_form,
    one_path,
    reused_id,
    circular,
    parts,
    order,
    rank,
    future_dated,
    stale,
)


def run_checks(made: Assembled, today: dt.date) -> list[Diagnostic]:
    """What every check finds, judged at ``today``."""
    return [placed(finding, check.RULE, made.places) for check in CHECKS for finding in check.find(made, today)]
