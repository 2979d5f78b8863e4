"""The command line: build, check, say. Exit 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO, TypeAlias

from . import __version__, pipeline
from .diagnostic import did_you_mean
from .fields import Refusal, parse_day
from .kinds import KINDS
from .locale import CannotSay
from .model import QUALIFIERS, STYLES
from .outputs import ThemeError
from .pipeline import Checked
from .reports import REPORTS, report, step_summary, summary
from .saying import HOW, WISHES, Saying, read_wish
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
    command.add_argument("--format", choices=REPORTS, help="how findings are printed (default: text; github in GitHub Actions)")


def _add_say(commands: Commands) -> None:
    command = _command(
        commands,
        "say",
        _say,
        "say a figure in one language",
        "Prints the figure of a fact, or an amount given by options, as a sentence in the language would have it. "
        "Nouns are those of units.yml in the content folder.",
    )
    command.add_argument("id", metavar="ID", nargs="?", help="the id of a fact; without it, give an amount")
    command.add_argument("--lang", metavar="L", help="a language, as in `pl`")
    how = command.add_argument_group("how it is said")
    how.add_argument("--case", metavar="C", help="a grammatical case of the language: nom, gen, dat, acc, ins, loc")
    how.add_argument("--style", choices=STYLES, help="in full, the number alone, or large numbers in words: 2.7 million, 2.7m")
    how.add_argument(
        "--form", metavar="F", help="from-to (ranges), words (signs), by (changes), age … ; of dates: on, in, since, until, around"
    )
    how.add_argument("--capital", action="store_true", help="as a sentence begins")
    how.add_argument("--rival", metavar="PARTY", help="of a fact: the value that this party claims")
    how.add_argument("--no-qualifier", action="store_true", help="of a fact: without its bound (“at least”)")
    amount = command.add_argument_group("an amount, in the words of facts.yml")
    amount.add_argument("--kind", metavar="K", help="one of " + ", ".join(KINDS))
    amount.add_argument("--value", metavar="V", help="a number; of a ratio 1:5, of a duration also P3Y6M")
    amount.add_argument("--interval", metavar="A..B", help="how far the value may be off: 2.8..3.6, or 0.4 for ± 0.4")
    amount.add_argument("--range", metavar="A..B", help="from one number to another")
    amount.add_argument("--values", metavar="A,B", help="numbers of which one holds")
    amount.add_argument("--vague", metavar="W", help="a word for a number that nobody counted, as in `dozens`")
    amount.add_argument("--absent", metavar="W", help="why there is no number, as in `undisclosed`")
    amount.add_argument("--when", metavar="EDTF", help="a date: 2025-09-11, 2025-09, 2025-33 (third quarter is 35), 2025-01-20/..")
    amount.add_argument("--unit", metavar="U", help="a unit of units.yml, of time, or of CLDR (km)")
    amount.add_argument("--currency", metavar="C", help="an ISO 4217 code, as in `PLN`")
    amount.add_argument("--per", metavar="N:UNIT", help="what a rate is counted by: 100000:person, year")
    amount.add_argument("--in", metavar="M", help="what a change is told in: number, percent, points")
    amount.add_argument("--of", metavar="WORDS", help="what a percentage is a share of, for `--form of`")
    amount.add_argument("--qualifier", metavar="Q", help="a bound: " + ", ".join(QUALIFIERS))
    many = command.add_argument_group("many at once")
    many.add_argument("--batch", metavar="FILE", help="says each line of a file (- for standard input): a JSON object with these names")
    command._negative_number_matcher = re.compile(r"-\d")  # argparse's own takes `-4..2` for an option
    many.add_argument("--forms", metavar="UNIT", help="prints every form of a unit's noun")
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
    sys.stderr.write(report("github" if in_github_actions() else "text", checked.diagnostics, checked.lines, options.content))
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
    format = options.format or ("github" if in_github_actions() else "text")
    sys.stdout.write(report(format, checked.diagnostics, checked.lines, options.content))
    if format == "text" and not checked.diagnostics:
        print(f"{len(checked.made.site.facts)} facts, no findings")
    if format == "github":
        _summarise(checked, options.content)
    return FINDINGS if checked.stops(options.strict) else CLEAN


def in_github_actions() -> bool:
    """Whether a workflow of GitHub runs us; it says so in its environment."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _summarise(checked: Checked, content: Path) -> None:
    """Adds the findings to the page of the workflow's run, where GitHub offers one."""
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        told = summary(checked.diagnostics) or f"{len(checked.made.site.facts)} facts, no findings"
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(step_summary(checked.diagnostics, told))


def _say(options: argparse.Namespace) -> int:
    saying = Saying(options.content, options.today or dt.date.today())
    if options.batch is not None:
        return _say_batch(options, saying)
    if options.lang is None:
        return _usage("say needs a language", "add `--lang`, as in `--lang pl`")
    if options.forms is not None:
        return _told(lambda: saying.forms(options.forms, options.lang), "")
    wish = {name: value for name in WISHES if (value := getattr(options, name)) not in (None, False)}
    if not wish.keys() - {"lang", *HOW}:
        return _usage("say needs the id of a fact, or an amount", "as in `onrecord say --lang pl --value 52 --unit person`")
    return _told(lambda: saying.say(wish), "")


def _say_batch(options: argparse.Namespace, saying: Saying) -> int:
    """One string a line, an empty one for a line that cannot be said, so that both files keep in step."""
    try:
        text = sys.stdin.read().removeprefix("\ufeff") if options.batch == "-" else Path(options.batch).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _usage(f"`{options.batch}` cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}", "")
    codes = {CLEAN}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        say = functools.partial(lambda line: saying.say(read_wish(line, options.lang)) if line.strip() else "", line)
        code = _told(say, f"{options.batch}:{number}: ")
        codes.add(FINDINGS if code else CLEAN)
        if code != CLEAN:
            print()
    return max(codes)


def _told(say: Callable[[], str], place: str) -> int:
    """Prints what is said, or why it cannot be."""
    try:
        print(say().replace("\n", " ") if place else say())
    except CannotSay as problem:
        print(f"{place}error[{problem.rule}] {problem.message}" + (f"; {problem.help}" if problem.help else ""), file=sys.stderr)
        return USAGE if problem.rule == "unknown-language" else FINDINGS
    return CLEAN


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
