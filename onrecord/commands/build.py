"""`onrecord build`: the content, checked, becomes the site."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from .. import pipeline
from ..reports import REPORTS, report
from ..write import Refused
from ._command import CLEAN, FINDINGS, Commands, add_command, in_github_actions, judging_options, templates_option, usage

PATIENCE = 1.0  # seconds before a build on a terminal says how far it is


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "build",
        _build,
        "check the content and build the site",
        "Checks the content, then builds the whole site beside the old one and swaps them. On any error the old site stays as it is.",
        examples=(
            "onrecord build",
            "onrecord build --strict --out public",
        ),
    )
    judging_options(command)
    templates_option(command)
    command.add_argument("--out", type=Path, default=Path("site"), metavar="D", help="where the site stands (default: site)")
    command.add_argument("--clean", action="store_true", help="write every file afresh, also those that did not change")
    command.add_argument("--for-disk", action="store_true", help="let links name files, so that the site can be read without a server")


def _build(options: argparse.Namespace) -> int:
    checked = pipeline.check(options.content, options.today or dt.date.today())
    sys.stderr.write(report("github" if in_github_actions() else "text", checked.diagnostics, checked.lines, options.content))
    if checked.stops(options.strict):
        kept = f"; `{options.out}` is as it was" if options.out.exists() else ""
        print(f"nothing was published{kept}", file=sys.stderr)
        return FINDINGS
    from ..outputs import ThemeError  # not before there is something to render: a check need not wait for Jinja and Markdown

    try:
        with ProgressLine(sys.stderr) as progress:
            written = pipeline.build(
                options.content,
                options.templates or Path("templates"),
                options.out,
                checked,
                clean=options.clean,
                to_files=options.for_disk,
                progress=progress,
            )
    except Refused as refused:
        return usage(str(refused), refused.help)
    except OSError as error:
        print(f"`{options.out}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return FINDINGS
    except ThemeError as error:
        sys.stderr.write(REPORTS["text"]([error.diagnostic], {}))
        return FINDINGS
    print(f"{options.out}: {written.made} files written, {written.kept} unchanged, {written.removed} removed")
    return CLEAN


class ProgressLine:
    """Says on a terminal how far a build is, once it has taken longer than a second; nothing in a pipe or in CI."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.began = clock()
        self.shown = False

    def __enter__(self) -> ProgressLine:
        return self

    def __call__(self, done: int, total: int) -> None:
        if self.stream.isatty() and self.clock() - self.began > PATIENCE:
            self.shown = True
            self.stream.write(f"\rrendering page {done} of {total}")
            self.stream.flush()

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.stream.write("\r\033[K")
