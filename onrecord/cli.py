"""The command line: build, check, say. Exit 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO, TypeAlias

from . import __version__, pipeline
from .calls import STYLES
from .diagnostic import did_you_mean
from .fields import Refusal, parse_day
from .locale import CannotSay
from .outputs import ThemeError
from .pipeline import Checked
from .reports import REPORTS
from .speaker import Speaker
from .write import Refused

CLEAN, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130
PATIENCE = 1.0  # seconds before a build on a terminal says how far it is


Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter gets a question mark, not a traceback
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("interrupted; nothing was published", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone
        sys.stderr.close()
        return FINDINGS


def parser() -> argparse.ArgumentParser:
    """The whole command line, for `--help` and for the handbook."""
    top = _Parser(
        prog="onrecord",
        description="Turns YAML fact files into a fact-sheet site whose every figure is typed, sourced, dated and grammatical.",
        epilog="exit codes: 0 clean, 1 findings, 2 wrong usage",
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_say(commands)
    return top


class _Parser(argparse.ArgumentParser):
    """argparse, with the nearest word for a misspelt one."""

    def error(self, message: str) -> None:  # type: ignore[override]
        wrong = re.search(r"invalid choice: '([^']*)'", message)
        if wrong and (near := did_you_mean(wrong[1], re.findall(r"'([^']*)'", message[wrong.end() :]))):
            message += f"; {near}"
        unknown = re.search(r"unrecognized arguments: (--[\w-]+)", message)
        if unknown and (near := did_you_mean(unknown[1], self._every_option())):
            message += f"; {near}"
        super().error(message)

    def _every_option(self) -> list[str]:
        commands = [action.choices for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        below = [parser for choices in commands for parser in choices.values()]
        return [option for parser in (self, *below) for action in parser._actions for option in action.option_strings]


def _add_build(commands: Commands) -> None:
    command = _command(
        commands,
        "build",
        _build,
        "check the content and build the site",
        "Checks the content, then builds the whole site beside the old one and swaps them. On any error the old site stays as it is.",
    )
    _common(command)
    command.add_argument(
        "--templates",
        type=Path,
        default=None,
        metavar="D",
        help="your own templates, file by file over those of onrecord (default: templates)",
    )
    command.add_argument("--out", type=Path, default=Path("site"), metavar="D", help="where the site stands (default: site)")
    command.add_argument("--clean", action="store_true", help="write every file afresh, also those that did not change")


def _add_check(commands: Commands) -> None:
    command = _command(
        commands,
        "check",
        _check,
        "check the content, build nothing",
        "Reads and checks the content, and prints every finding with its place and what to write instead.",
    )
    _common(command)
    command.add_argument("--format", choices=REPORTS, default="text", help="how findings are printed (default: text)")


def _add_say(commands: Commands) -> None:
    command = _command(
        commands,
        "say",
        _say,
        "print a figure as a sentence would have it",
        "Prints the figure of a fact in one language, as `figure` does in a text.",
    )
    command.add_argument("id", metavar="ID", help="the id of a fact")
    command.add_argument("--lang", required=True, metavar="L", help="a language of the site, as in `pl`")
    command.add_argument("--case", metavar="C", help="a grammatical case of the language: nom, gen, dat, acc, ins, loc")
    command.add_argument("--style", choices=STYLES, help="the whole figure, or its number alone")
    command.add_argument("--form", metavar="F", help="of a range: from-to")
    command.add_argument("--rival", metavar="PARTY", help="the value that this party claims")
    command.add_argument("--no-qualifier", action="store_true", help="without its bound (“at least”)")
    command.add_argument("--content", type=Path, default=Path("content"), metavar="D", help="the content folder (default: content)")
    command.add_argument("--today", type=_day, default=None, metavar="DATE", help="the day at which facts are judged (default: today)")


def _command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], help: str, description: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=description, epilog="exit codes: 0 clean, 1 findings, 2 wrong usage")
    command.set_defaults(run=run)
    return command


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), metavar="D", help="the content folder (default: content)")
    command.add_argument("--today", type=_day, default=None, metavar="DATE", help="the day at which facts are judged (default: today)")
    command.add_argument("--strict", action="store_true", help="let warnings stop publishing too")


def _day(text: str) -> dt.date:
    try:
        return parse_day(text)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(f"{refusal.message}; {refusal.help}") from None


# ---- the commands


def _build(options: argparse.Namespace) -> int:
    if options.templates is not None and not options.templates.is_dir():
        return _usage(f"there is no folder `{options.templates}` of templates", "name the folder with your own templates, or leave it out")
    checked = pipeline.check(options.content, options.today or dt.date.today())
    sys.stderr.write(REPORTS["text"](checked.diagnostics, checked.lines))
    if checked.stops(options.strict):
        kept = f"; `{options.out}` is as it was" if options.out.exists() else ""
        print(f"nothing was published{kept}", file=sys.stderr)
        return FINDINGS
    try:
        with _ProgressLine(sys.stderr) as progress:
            written = pipeline.build(
                options.content, options.templates or Path("templates"), options.out, checked, clean=options.clean, progress=progress
            )
    except Refused as refused:
        return _usage(str(refused), refused.help)
    except OSError as error:
        print(f"`{options.out}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return FINDINGS
    except ThemeError as error:
        sys.stderr.write(REPORTS["text"]([error.diagnostic], {}))
        return FINDINGS
    print(f"{options.out}: {written.made} files written, {written.kept} unchanged, {written.removed} removed")
    return CLEAN


def _check(options: argparse.Namespace) -> int:
    checked = pipeline.check(options.content, options.today or dt.date.today())
    sys.stdout.write(REPORTS[options.format](checked.diagnostics, checked.lines))
    if options.format == "text" and not checked.diagnostics:
        print(f"{len(checked.made.site.facts)} facts, no findings")
    return FINDINGS if checked.stops(options.strict) else CLEAN


def _say(options: argparse.Namespace) -> int:
    checked = pipeline.check(options.content, options.today or dt.date.today())
    site = checked.made.site
    if options.lang not in site.languages:
        spoken = did_you_mean(options.lang, site.languages) or "its languages are " + ", ".join(site.languages)
        return _usage(f"the site does not speak `{options.lang}`", spoken)
    asked = {"case": options.case, "style": options.style, "form": options.form, "rival": options.rival}
    wanted = {key: value for key, value in asked.items() if value is not None}
    if options.id in checked.made.lost or not site.facts:
        return _unreadable(checked)
    try:
        print(Speaker(site, options.lang).figure(options.id, qualifier=not options.no_qualifier, **wanted).text)
    except KeyError:  # a text that is not there in this language
        return _unreadable(checked)
    except CannotSay as problem:
        print(f"error[{problem.rule}] {problem.message}" + (f"; {problem.help}" if problem.help else ""), file=sys.stderr)
        return FINDINGS
    return CLEAN


def _unreadable(checked: Checked) -> int:
    sys.stderr.write(REPORTS["text"](checked.diagnostics, checked.lines))
    return FINDINGS


def _usage(message: str, help: str) -> int:
    print(f"onrecord: {message}" + (f"; {help}" if help else ""), file=sys.stderr)
    return USAGE


class _ProgressLine:
    """Says on a terminal how far a build is, once it has taken longer than a second; nothing in a pipe or in CI."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.began = clock()
        self.shown = False

    def __enter__(self) -> _ProgressLine:
        return self

    def __call__(self, done: int, total: int) -> None:
        if self.stream.isatty() and self.clock() - self.began > PATIENCE:
            self.shown = True
            self.stream.write(f"\rrendering page {done} of {total}")
            self.stream.flush()

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.stream.write("\r\033[K")
