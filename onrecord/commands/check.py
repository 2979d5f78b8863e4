"""`onrecord check`: every finding with its place; nothing is built."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from dataclasses import replace
from pathlib import Path

from .. import pipeline
from ..diagnostic import in_reading_order
from ..history import NoHistory, read_past
from ..pipeline import Checked
from ..reports import REPORTS, report, step_summary, summary
from ..since import run_rules
from ._command import CLEAN, FINDINGS, Commands, add_command, in_github_actions, judging_options, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "check",
        _check,
        "check the content, build nothing",
        "Reads and checks the content, and prints every finding with its place and what to write instead.",
    )
    judging_options(command)
    command.add_argument("--since", metavar="REV", help="find what changed silently, too: compare with a branch, tag or commit of git")
    command.add_argument("--format", choices=REPORTS, help="how findings are printed (default: text; github in GitHub Actions)")


def _check(options: argparse.Namespace) -> int:
    today = options.today or dt.date.today()
    checked = pipeline.check(options.content, today)
    if options.since is not None:
        try:
            checked = _compared(checked, options.content, options.since, today)
        except NoHistory as problem:
            return usage(problem.message, problem.help)
    format = options.format or ("github" if in_github_actions() else "text")
    sys.stdout.write(report(format, checked.diagnostics, checked.lines, options.content))
    if format == "text" and not checked.diagnostics:
        print(f"{len(checked.made.site.facts)} facts, no findings")
    if format == "github":
        _summarise(checked, options.content)
    return FINDINGS if checked.stops(options.strict) else CLEAN


def _compared(checked: Checked, content: Path, revision: str, today: dt.date) -> Checked:
    """With what changed silently since a revision."""
    found = run_rules(read_past(content, revision), checked.made, today, content.as_posix())
    return replace(checked, diagnostics=in_reading_order([*checked.diagnostics, *found]))


def _summarise(checked: Checked, content: Path) -> None:
    """Adds the findings to the page of the workflow's run, where GitHub offers one."""
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        told = summary(checked.diagnostics) or f"{len(checked.made.site.facts)} facts, no findings"
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(step_summary(checked.diagnostics, told))
