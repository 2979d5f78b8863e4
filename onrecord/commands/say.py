"""`onrecord say`: a figure as a sentence in one language has it."""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import re
import sys
from collections.abc import Callable
from pathlib import Path

from ..kinds import KINDS
from ..locale import CannotSay
from ..model import QUALIFIERS, STYLES
from ..saying import HOW, WISHES, Saying, read_wish
from ._command import CLEAN, FINDINGS, USAGE, Commands, add_command, content_option, today_option, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "say",
        _say,
        "say a figure in one language",
        "Prints the figure of a fact, or an amount given by options, as a sentence in the language would have it. "
        "Nouns are those of units.yml in the content folder.",
        examples=(
            "onrecord say released-september --lang pl --case gen",
            "onrecord say --lang en --kind percent --value 31",
            "onrecord say --lang pl --forms person",
        ),
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
    content_option(command)
    today_option(command)


def _say(options: argparse.Namespace) -> int:
    saying = Saying(options.content, options.today or dt.date.today())
    if options.batch is not None:
        return _say_batch(options, saying)
    if options.lang is None:
        return usage("say needs a language", "add `--lang`, as in `--lang pl`")
    if options.forms is not None:
        return _told(lambda: saying.forms(options.forms, options.lang), "")
    wish = {name: value for name in WISHES if (value := getattr(options, name)) not in (None, False)}
    if not wish.keys() - {"lang", *HOW}:
        return usage("say needs the id of a fact, or an amount", "as in `onrecord say --lang pl --value 52 --unit person`")
    return _told(lambda: saying.say(wish), "")


def _say_batch(options: argparse.Namespace, saying: Saying) -> int:
    """One string a line, an empty one for a line that cannot be said, so that both files keep in step."""
    try:
        text = sys.stdin.read().removeprefix("\ufeff") if options.batch == "-" else Path(options.batch).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return usage(f"`{options.batch}` cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}", "")
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
