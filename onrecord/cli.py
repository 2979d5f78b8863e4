"""The command line. Exit 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Sequence

from . import __version__
from .commands import EXIT_CODES, FINDINGS, INTERRUPTED, load
from .diagnostic import did_you_mean


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter gets a question mark, not a traceback
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser(next(iter(arguments), "")).parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("interrupted; nothing was published", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone
        sys.stderr.close()
        return FINDINGS


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """The whole command line, for `--help` and for the handbook; or that of the command that is wanted."""
    top = _Parser(
        prog="onrecord",
        description="Turns YAML fact files into a fact-sheet site whose every figure is typed, sourced, dated and grammatical.",
        epilog=EXIT_CODES,
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in load(wanted):
        command.add(commands)
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
