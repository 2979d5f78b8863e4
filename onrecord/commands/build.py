"""`onrecord build`: the content, checked, becomes the site."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TextIO

from .. import warm
from ._command import CLEAN, FINDINGS, Commands, add_command, in_github_actions, judging_options, templates_option, usage

MOST_JOBS = 256
WIDTH = 30  # of the bar
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
    command.add_argument("--jobs", type=_jobs, metavar="N", help="how many processes work (default: one for each core)")
    command.add_argument("--executor", metavar="A", help="let a cluster do the work: dask://HOST:PORT")
    command.add_argument("--profile", action="store_true", help="print where the time went, by stage")
    command.add_argument("--for-disk", action="store_true", help="let links name files, so that the site can be read without a server")


def _build(options: argparse.Namespace) -> int:
    wish = _wish(options)
    memory = warm.memory_of(wish)
    try:
        found = warm.said_before(wish, memory)
        return _say(found) if isinstance(found, warm.Said) else _build_anew(wish, memory, found)
    finally:
        memory.close()


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"`{text}` is no number of processes; write one from 1 to {MOST_JOBS}")
    return int(text)


def _wish(options: argparse.Namespace) -> warm.Wish:
    return warm.Wish(
        content=options.content,
        templates=options.templates or Path("templates"),
        out=options.out,
        today=options.today or dt.date.today(),
        strict=options.strict,
        to_files=options.for_disk,
        clean=options.clean,
        jobs=options.jobs,
        told="github" if in_github_actions() else "text",
        executor=options.executor,
        profile=options.profile,
    )


def _build_anew(wish: warm.Wish, memory: warm.Memory, looked: warm.Looked | None) -> int:
    from ..diagnostic import Diagnostic
    from ..outputs import ThemeError
    from ..reports import REPORTS, report
    from ..write import Refused

    def told(found: list[Diagnostic], lines: Mapping[str, list[str]]) -> str:
        return report(wish.told, found, lines, wish.content)

    try:
        with ProgressLine(sys.stderr) as progress:
            return _say(warm.build(wish, memory, told, looked, progress, partial(_wait, wish)))
    except Refused as refused:
        return usage(str(refused), refused.help)
    except OSError as error:
        print(f"`{wish.out}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return FINDINGS
    except ThemeError as error:
        sys.stderr.write(REPORTS["text"]([error.diagnostic], {}))
        return FINDINGS


def _wait(wish: warm.Wish) -> None:
    print(f"another build is writing `{wish.out}`; waiting for it to end", file=sys.stderr, flush=True)


def _say(said: warm.Said) -> int:
    sys.stderr.write(said.report + said.profile)
    print(said.line, file=sys.stdout if said.code == CLEAN else sys.stderr)
    return said.code


class ProgressLine:
    """A bar on a terminal, once a build has taken longer than a second; nothing in a pipe or in CI."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.began = clock()
        self.shown = False

    def __enter__(self) -> ProgressLine:
        return self

    def __call__(self, done: int, total: int) -> None:
        if self.stream.isatty() and self.clock() - self.began > PATIENCE:
            self.shown = True
            full = WIDTH * done // max(total, 1)
            self.stream.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] sheet {done} of {total}")
            self.stream.flush()

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.stream.write("\r\033[K")
