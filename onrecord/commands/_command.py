"""What the commands share: options that several have, exit codes, and how wrong usage is told.

What takes long to import is imported where it is used: a build in which nothing has changed must not wait for it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ..diagnostic import Diagnostic
    from ..pipeline import Checked
    from ..reports import Lines

CLEAN, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130
WIDEST = 110  # characters of a line of help
EXIT_CODES = "exit codes: 0 clean, 1 findings, 2 wrong usage"
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], help: str, description: str, *, examples: Sequence[str] = ()
) -> argparse.ArgumentParser:
    """A command of the command line; ``run`` takes its options and gives the exit code. ``examples`` can be typed as they stand."""
    shown = "".join(["examples:\n", *(f"  {example}\n" for example in examples), "\n"]) if examples else ""
    command = commands.add_parser(name, help=help, description=description, epilog=shown + EXIT_CODES, formatter_class=Help)
    command.set_defaults(run=run, examples=tuple(examples))
    return command


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal, up to a line that can be read; lines that are indented stand as they are."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=min(shutil.get_terminal_size().columns, WIDEST) - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = text.splitlines()
        return "\n".join(line if line.startswith("  ") else super(Help, self)._fill_text(line, width, indent) for line in lines)


def content_option(command: argparse.ArgumentParser) -> None:
    """``--content``."""
    command.add_argument("--content", type=Path, default=Path("content"), metavar="D", help="the content folder (default: content)")


def templates_option(command: argparse.ArgumentParser) -> None:
    """``--templates``."""
    command.add_argument(
        "--templates",
        type=_templates,
        default=None,
        metavar="D",
        help="your own templates, file by file over those of onrecord (default: templates)",
    )


def today_option(command: argparse.ArgumentParser) -> None:
    """``--today``."""
    command.add_argument("--today", type=day, default=None, metavar="DATE", help="the day at which facts are judged (default: today)")


def judging_options(command: argparse.ArgumentParser) -> None:
    """``--content``, ``--today`` and ``--strict``."""
    content_option(command)
    today_option(command)
    command.add_argument("--strict", action="store_true", help="let warnings stop publishing too")


def format_option(command: argparse.ArgumentParser) -> None:
    """``--format``."""
    from ..reports import REPORTS

    command.add_argument("--format", choices=REPORTS, help="how findings are printed (default: text; github in GitHub Actions)")


def print_findings(format: str | None, diagnostics: list[Diagnostic], lines: Lines, folder: Path, clean: str) -> None:
    """Prints findings in the format asked for; ``clean`` is said where there are none. ``folder`` is where they were found."""
    from ..reports import report, step_summary, summary

    format = format or ("github" if in_github_actions() else "text")
    sys.stdout.write(report(format, diagnostics, lines, folder))
    if format == "text" and not diagnostics:
        print(clean)
    if format == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):  # the page of the workflow's run
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(step_summary(diagnostics, summary(diagnostics) or clean))


def read_whole(content: Path, today: dt.date) -> Checked | None:
    """The content, if all of it can be read; else its findings are printed: what a lock file vouches for must not go with a broken file."""
    from .. import pipeline

    checked = pipeline.check(content, today)
    if content.is_dir() and not checked.made.lost and not checked.made.incomplete:
        return checked
    print_findings("text", checked.diagnostics, checked.lines, content, "")
    print("nothing was recorded, as not all of the content can be read", file=sys.stderr)
    return None


def record(content: Path, name: str, entries: Mapping[str, Iterable[str]]) -> bool:
    """Writes a lock file; False, and why, where it cannot be written."""
    from ..locks import lock_text
    from ..write import replace_file

    try:
        replace_file(content / name, lock_text(name, entries))
    except OSError as error:
        print(f"`{content / name}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return False
    return True


def day(text: str) -> dt.date:
    """A single day, as argparse wants it."""
    from ..fields import Refusal, parse_day

    try:
        return parse_day(text)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(f"{refusal.message}; {refusal.help}") from None


def _templates(text: str) -> Path:
    """A folder that is asked for by name must be there; the default need not."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(
            f"there is no folder `{text}` of templates; name the folder with your own templates, or leave it out"
        )
    return Path(text)


def usage(message: str, help: str) -> int:
    """Says what was asked wrongly."""
    print(f"onrecord: {message}" + (f"; {help}" if help else ""), file=sys.stderr)
    return USAGE


def in_github_actions() -> bool:
    """Whether a workflow of GitHub runs us; it says so in its environment."""
    return os.environ.get("GITHUB_ACTIONS") == "true"
