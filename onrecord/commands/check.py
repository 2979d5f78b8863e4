"""`onrecord check`: every finding with its place; nothing is built."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
from dataclasses import replace
from pathlib import Path

from .. import pipeline
from ..diagnostic import in_reading_order
from ..history import NoHistory, read_past
from ..pipeline import Checked
from ..since import run_rules
from ._command import CLEAN, FINDINGS, Commands, add_command, format_option, judging_options, print_findings, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "check",
        _check,
        "check the content, build nothing",
        "Reads and checks the content, and prints every finding with its place and what to write instead.",
        examples=(
            "onrecord check",
            "onrecord check --strict --format github",
            "onrecord check --since main",
        ),
    )
    judging_options(command)
    command.add_argument("--since", metavar="REV", help="find what changed silently, too: compare with a branch, tag or commit of git")
    format_option(command)


def _check(options: argparse.Namespace) -> int:
    today = options.today or dt.date.today()
    checked = pipeline.check(options.content, today)
    if options.since is not None:
        try:
            checked = _compared(checked, options.content, options.since, today)
        except NoHistory as problem:
            return usage(problem.message, problem.help)
    gc.freeze()  # what was read stays to the end: nobody need look through it for garbage
    clean = f"{len(checked.made.site.facts)} facts, no findings"
    print_findings(options.format, checked.diagnostics, checked.lines, options.content, clean)
    return FINDINGS if checked.stops(options.strict) else CLEAN


def _compared(checked: Checked, content: Path, revision: str, today: dt.date) -> Checked:
    """With what changed silently since a revision."""
    found = run_rules(read_past(content, revision), checked.made, today, content.as_posix())
    return replace(checked, diagnostics=in_reading_order([*checked.diagnostics, *found]))
