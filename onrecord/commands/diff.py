"""`onrecord diff`: what changes for a reader since a revision of git."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from .. import pipeline
from ..diagnostic import Severity
from ..differences import FORMATS, compare
from ..history import NoHistory, read_past
from ._command import CLEAN, Commands, add_command, content_option, today_option, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "diff",
        _diff,
        "show which sentences change for a reader since a git revision",
        "Compares the content with what it was at a revision, and prints which sentences change, in which languages, on which pages.",
        examples=(
            "onrecord diff main",
            "onrecord diff HEAD --format markdown",
        ),
    )
    command.add_argument("revision", metavar="REV", help="a branch, a tag or a commit, as in `main`")
    command.add_argument("--format", choices=FORMATS, default="text", help="how it is printed (default: text)")
    content_option(command)
    today_option(command)


def _diff(options: argparse.Namespace) -> int:
    try:
        past = read_past(options.content, options.revision)
    except NoHistory as problem:
        return usage(problem.message, problem.help)
    checked = pipeline.check(options.content, options.today or dt.date.today())
    errors = [found for found in checked.diagnostics if found.severity == Severity.ERROR]
    unread = tuple(f"{found.where}: {found.message}" for found in errors)
    sys.stdout.write(FORMATS[options.format](compare(past, checked.made.site, unread)))
    return CLEAN
