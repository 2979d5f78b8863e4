"""`onrecord evidence`: quotes against the pages that they were taken from."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from ..diagnostic import Diagnostic, Place, did_you_mean
from ..evidence import BY_EYE, Quoted, look_up
from ..locks import EVIDENCE
from ..reports import REPORTS
from ._command import CLEAN, FINDINGS, Commands, add_command, content_option, read_whole, record, today_option, usage

ALL = "all"


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "evidence",
        _evidence,
        "check quotes against your copies of the pages",
        "Looks every quote up in the text of its page and records in evidence.lock that it was found: hashes, counts and days, never the "
        "text. Keep the pages in a folder outside the repository, each named by the id of its source: tvn-0823.txt, .md or .html.",
        examples=(
            "onrecord evidence --pages ../pages",
            "onrecord evidence --by-eye released-september",
        ),
    )
    command.add_argument("--pages", type=Path, metavar="FOLDER", help="the folder with the texts of the pages")
    command.add_argument("--by-eye", nargs="+", metavar="ID", default=[], help="facts whose quotes you have read yourself, or `all`")
    content_option(command)
    today_option(command)


def _evidence(options: argparse.Namespace) -> int:
    if options.pages is not None and not options.pages.is_dir():
        return usage(f"there is no folder `{options.pages}`", "name the folder with the texts of the pages")
    today = options.today or dt.date.today()
    checked = read_whole(options.content, today)
    if checked is None:
        return FINDINGS
    facts = checked.made.site.facts
    unknown = [id for id in options.by_eye if id not in (*facts, ALL)]
    if unknown:
        return usage(
            f"there is no fact `{unknown[0]}`", did_you_mean(unknown[0], facts) or f"name facts whose quotes you have read, or `{ALL}`"
        )
    by_eye = facts if ALL in options.by_eye else options.by_eye
    lock = checked.made.locks[EVIDENCE]
    try:
        done = look_up(checked.made.site, options.pages, lock.entries, by_eye, today)
    except (OSError, UnicodeDecodeError) as error:
        return usage(f"a page cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}", "keep the pages as UTF-8 text")
    if not record(options.content, EVIDENCE, done.entries):
        return FINDINGS
    found = [_not_once(checked.made.places.find(quoted.route), quoted, count) for quoted, count in done.not_once]
    sys.stdout.write(REPORTS["text"](found, checked.lines))
    seen = sum(1 for entry in done.entries.values() if BY_EYE in entry)
    told = f"quotes: {len(done.entries) - seen} found on their pages, {seen} read by eye, {done.without_page} not looked up"
    print(told + (f", {len(found)} not as they stand there" if found else ""))
    return FINDINGS if found else CLEAN


def _not_once(where: Place, quoted: Quoted, count: int) -> Diagnostic:
    source = quoted.citation.source
    if count:
        help = "add words that stand before or behind it: `prefix: …`, `suffix: …`"
        return Diagnostic("quote-ambiguous", f"the page of `{source}` has this quote {count} times", where, help=help)
    return Diagnostic(
        "quote-not-found", f"the page of `{source}` does not hold this quote", where, help="copy the words as they stand there"
    )
