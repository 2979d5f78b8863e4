"""`onrecord check`: every finding with its place; nothing is built."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import sys
from pathlib import Path

from .. import pipeline
from ..pipeline import Checked
from ..reports import REPORTS, report, step_summary, summary
from ._command import CLEAN, FINDINGS, Commands, add_command, in_github_actions, judging_options


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "check",
        _check,
        "check the content, build nothing",
        "Reads and checks the content, and prints every finding with its place and what to write instead.",
    )
    judging_options(command)
    command.add_argument("--format", choices=REPORTS, help="how findings are printed (default: text; github in GitHub Actions)")


def _check(options: argparse.Namespace) -> int:
    checked = pipeline.check(options.content, options.today or dt.date.today())
    gc.freeze()  # what was read stays to the end: nobody need look through it for garbage
    format = options.format or ("github" if in_github_actions() else "text")
    sys.stdout.write(report(format, checked.diagnostics, checked.lines, options.content))
    if format == "text" and not checked.diagnostics:
        print(f"{len(checked.made.site.facts)} facts, no findings")
    if format == "github":
        _summarise(checked, options.content)
    return FINDINGS if checked.stops(options.strict) else CLEAN


def _summarise(checked: Checked, content: Path) -> None:
    """Adds the findings to the page of the workflow's run, where GitHub offers one."""
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        told = summary(checked.diagnostics) or f"{len(checked.made.site.facts)} facts, no findings"
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(step_summary(checked.diagnostics, told))
