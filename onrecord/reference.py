"""The pages of the handbook that are written from the program itself: its checks, its commands, the keys of the content's files.

Each function gives Markdown; nothing is told here that the program does not say of itself.
"""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterable, Iterator

from . import locale as locales
from .checks import CHECKS, IGNORABLE
from .cli import commands_of, parser
from .saying import table
from .schema import RECORDS
from .since import RULES

NOUN = "year"  # one that every pack has
PARTS = re.compile(r"^(Example|Write instead|Why it matters): *", re.MULTILINE)


def checks() -> str:
    """Every check and every rule of change, from their docstrings."""
    beside = [f"- `{rule.RULE}` {_first_line(rule)}" for rule in RULES]
    return "\n".join(
        [
            "# Checks\n",
            "What `onrecord check` and every build refuse. The name of a rule is what a finding shows in brackets.\n",
            *(line for check in CHECKS for line in _check(check.RULE, inspect.getdoc(check) or "")),
            "## Rules of change\n",
            "`onrecord check --since REV` compares with a revision of the past, too ([corrections and history](../history.md)):\n",
            *beside,
            "",
        ]
    )


def _check(rule: str, told: str) -> Iterator[str]:
    yield f"## {rule}\n"
    yield PARTS.sub(lambda part: f"**{part[1]}:** ", told) + "\n"
    if rule in IGNORABLE:
        yield "It can be [accepted](../evidence.md) with a reason, where an editor knows better.\n"


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").split("\n\n")[0].replace("\n", " ")


def commands() -> str:
    """Every command with its options, as `--help` has them."""
    top = parser()
    lines = ["# Commands\n", f"{top.description}\n", f"{top.epilog}. `onrecord --version` says which version runs.\n".capitalize()]
    for name, command in commands_of(top).items():
        lines += [
            f"## onrecord {name}\n",
            f"```text\n{_usage(command)}\n```\n",
            f"{command.description}\n",
            *_options(command),
            *_examples(command),
            "",
        ]
    return "\n".join(lines)


def _usage(command: argparse.ArgumentParser) -> str:
    formatter = argparse.HelpFormatter(command.prog, width=100)
    formatter.add_usage(command.usage, command._actions, [], "")
    return formatter.format_help().strip()


def _options(command: argparse.ArgumentParser) -> Iterable[str]:
    told = [action for action in command._actions if action.help != argparse.SUPPRESS and action.dest != "help"]
    rows = [f"| {_named(action)} | {_cell(action.help or '')} |" for action in told]
    return ["| option | |", "|---|---|", *rows] if rows else []


def _examples(command: argparse.ArgumentParser) -> Iterable[str]:
    return ["", "```sh", *command.get_default("examples"), "```"]


def _named(action: argparse.Action) -> str:
    value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
    names = action.option_strings or [str(value or action.dest)]
    return " ".join(f"`{_cell(name)}`" for name in names) + (f" *{_cell(str(value))}*" if value and action.option_strings else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("%%", "%")


def keys() -> str:
    """Every key of the content's files, as an editor explains it."""
    lines = [
        "# Keys of the content\n",
        "What the files of `content/` hold. An editor shows the same [while you type](../editors.md).\n",
    ]
    for name, record in RECORDS.items():
        lines += [f"## {name}\n", f"{record.says}\n", "| key | | |", "|---|---|---|"]
        for key, told in record.keys.items():
            shown = ", ".join(f"`{_cell(str(example))}`" for example in told.examples)
            lines.append(f"| `{key}`{' (needed)' if key in record.required else ''} | {_cell(told.says)} | {shown} |")
        lines.append("")
    return "\n".join(lines)


def forms() -> str:
    """A noun in every case and number of every language: the table that units.yml writes for each of its nouns."""
    lines = [
        "# Forms of nouns\n",
        "A line for each case of the language, a column for each of its plural categories (CLDR), with the first number of that category.",
        f"`onrecord say --lang pl --forms {NOUN}` prints such a table, also for your own nouns ([languages](../languages.md)).\n",
    ]
    for language in locales.known_languages():
        locale = locales.load(language)
        if noun := locale.nouns.named(NOUN):
            lines.append(f"## {locale.name}\n\n```text\n{table(locale, noun)}\n```\n")
    return "\n".join(lines)
