"""The command line. Exit 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from . import __version__
from .commands import EXIT_CODES, FINDINGS, INTERRUPTED, Help, load

SHELLS = ("bash", "zsh", "tcsh")


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command as a program. It ends at once: to take apart what the system frees anyway would be a tenth of a quick build."""
    code = main(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader of our output has gone
            stream.flush()
    os._exit(code)


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
        epilog=f"`onrecord COMMAND --help` tells more of each, with examples.\n{EXIT_CODES}",
        formatter_class=Help,
    )
    top.add_argument("--completion", action=_Completion, choices=SHELLS, help="print what makes a shell complete commands and options")
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in load(wanted):
        command.add(commands)
    return top


class _Completion(argparse.Action):
    """Prints the script that completes our command line, and ends: `eval "$(onrecord --completion bash)"`."""

    def __call__(self, parser: argparse.ArgumentParser, *given: object) -> None:
        import shtab  # nobody else waits for it

        for below in (parser, *commands_of(parser).values()):
            for action in below._actions:
                if action.type is Path:
                    action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        print(shtab.complete(parser, shell=str(given[1])))
        parser.exit()


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a command line by name."""
    below = [action.choices for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: command for choices in below for name, command in choices.items()}


class _Parser(argparse.ArgumentParser):
    """argparse, with the nearest word for a misspelt one."""

    def error(self, message: str) -> None:  # type: ignore[override]
        from .diagnostic import did_you_mean

        wrong = re.search(r"invalid choice: '([^']*)'", message)
        if wrong and (near := did_you_mean(wrong[1], re.findall(r"'([^']*)'", message[wrong.end() :]))):
            message += f"; {near}"
        unknown = re.search(r"unrecognized arguments: (--[\w-]+)", message)
        if unknown and (near := did_you_mean(unknown[1], self._every_option())):
            message += f"; {near}"
        super().error(message)

    def _every_option(self) -> list[str]:
        return [option for parser in (self, *commands_of(self).values()) for action in parser._actions for option in action.option_strings]
