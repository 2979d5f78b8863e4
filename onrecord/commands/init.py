"""`onrecord init`: a new site in a minute, which builds and passes every check from the start."""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from .. import __version__, pipeline
from .. import locale as locales
from ..artifact import Artifact
from ..assemble import Assembled
from ..fields import Refusal, parse_id, parse_url
from ..settle import free, settle
from ..start import Wish, compose, default_language, words_of
from ..start.answers import id_of, parse_languages, parse_title
from ..write import Refused, write_site
from . import schema
from ._command import CLEAN, FINDINGS, INTERRUPTED, Commands, add_command, usage

DAY = dt.date.max  # the example is judged as if all its time had passed: it never ages
NOTHING = "nothing was written"
NEXT = """next:
  cd {folder}
  onrecord serve      the site on this machine, made afresh whenever you save; begin in content/{sheet}/facts.yml
  onrecord check      every finding, with its place and what to write instead"""
Parsed = TypeVar("Parsed")


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "init",
        _init,
        "begin a new site, with an example to edit",
        "Writes a new site that builds and passes every check: an example in the languages that you choose, settings for editors, and "
        "files with which GitHub or GitLab checks and publishes it. Asks on a terminal for what was not given. Nothing is ever replaced.",
        examples=(
            "onrecord init library",
            "onrecord init library --languages pl,en --yes",
        ),
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder of the site, new or empty")
    command.add_argument(
        "--languages", metavar="CODES", help=f"its languages, the first one first, as in pl,en (default: {default_language()})"
    )
    command.add_argument(
        "--title",
        action="append",
        metavar="TITLE",
        help="what it is about, once for each language, in their order (default: the title of the example)",
    )
    command.add_argument("--url", metavar="URL", help="the address at which it will stand, if you know it")
    command.add_argument("--id", metavar="ID", help="the name of the first sheet in addresses (default: made from the title)")
    command.add_argument("--yes", action="store_true", help="ask nothing, take the defaults")


def _init(options: argparse.Namespace) -> int:
    try:
        free(options.folder, compose(Wish((default_language(),)), __version__))  # before anything is asked
        wish = _wish(options, _question if sys.stdin.isatty() and not options.yes else None)
        artifacts = compose(wish, __version__)
        made = _checked(artifacts)
        settle(artifacts, options.folder)
        write_site(schema.files(made), options.folder / schema.DEFAULT, protected=[options.folder / "content"])
    except (Refused, Refusal) as refused:
        return usage(str(refused), refused.help)
    except (EOFError, KeyboardInterrupt):
        print(f"\ninterrupted; {NOTHING}", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        print(f"`{options.folder}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return FINDINGS
    print(f"{options.folder}: a new site in {' and '.join(locales.load(language).name for language in wish.languages)}")
    print(NEXT.format(folder=shlex.quote(str(options.folder)), sheet=wish.sheet))
    return CLEAN


# ---- what is wanted


Ask = Callable[[str, str], str]


def _wish(options: argparse.Namespace, ask: Ask | None) -> Wish:
    """What the options say and, where somebody can be asked, what they leave open."""
    url = parse_url(options.url) if options.url else None
    id = parse_id(options.id) if options.id else None
    known = ", ".join(f"{code} {locales.load(code).name}" for code in locales.known_languages())
    languages = _answer(ask, f"Languages, the first one first ({known})", options.languages, default_language(), parse_languages)
    titles = _titles(ask, languages, options.title or [])
    if ask and not url:
        url = _answer(ask, "Address, such as https://facts.example.org/, if you know it", None, "none", _parse_address)
    own_first = sorted(languages, key=lambda language: titles[language] == words_of(language)["title"])
    return Wish(languages, titles, id or id_of(titles[language] for language in own_first), url)


def _titles(ask: Ask | None, languages: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    """What the site is about, in each language."""
    if len(given) > len(languages):
        message = f"there are more titles ({len(given)}) than languages ({len(languages)})"
        raise Refusal("too-many", message, "give one `--title` for each language, in their order")
    titles = {}
    for language, title in zip_longest(languages, given):
        question = f"What is the site about, in {locales.load(language).name}"
        titles[language] = _answer(ask, question, title, words_of(language)["title"], parse_title)
    return titles


def _answer(ask: Ask | None, question: str, given: str | None, default: str, parse: Callable[[str], Parsed]) -> Parsed:
    """What was given, or the answer to a question that is asked until it can be read, or the default."""
    if given is not None or ask is None:
        return parse(default if given is None else given)
    while True:
        try:
            return parse(ask(question, default))
        except Refusal as refusal:
            print(f"{refusal.message}; {refusal.help}", file=sys.stderr)


def _question(question: str, default: str) -> str:
    return input(f"{question} [{default}]: ").strip() or default


def _parse_address(text: str) -> str | None:
    return None if text == "none" else parse_url(text)


# ---- what is written


def _checked(artifacts: list[Artifact]) -> Assembled:
    """The site that these files make; refused where a check finds anything, as in an id that is taken."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        settle(artifacts, Path(folder))
        checked = pipeline.check(Path(folder, "content"), DAY)
    if checked.diagnostics:
        found = checked.diagnostics[0]
        raise Refusal(found.rule, found.message, found.help)
    return checked.made
