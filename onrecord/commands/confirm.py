"""`onrecord confirm`: an editor's word that texts say the same in every language."""

from __future__ import annotations

import argparse
import datetime as dt

from ..diagnostic import did_you_mean
from ..locks import TRANSLATIONS
from ..model import Site
from ..translations import Translated, translated
from ._command import CLEAN, FINDINGS, Commands, add_command, content_option, read_whole, record, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "confirm",
        _confirm,
        "confirm that texts say the same in every language",
        "Records in translations.lock that the texts of facts, sheets and pages say the same in every language as they stand now. "
        "Without ids it lists those that changed since, and records nothing.",
        examples=(
            "onrecord confirm",
            "onrecord confirm released-september",
        ),
    )
    command.add_argument("ids", metavar="ID", nargs="*", help="a fact, sheet or source whose texts you have read")
    command.add_argument("--all", action="store_true", help="every text of the site")
    content_option(command)


def _confirm(options: argparse.Namespace) -> int:
    checked = read_whole(options.content, dt.date.today())
    if checked is None:
        return FINDINGS
    made = checked.made
    lock = made.locks[TRANSLATIONS]
    texts = list(translated(made.site))
    unknown = [id for id in options.ids if id not in {owner_of(text) for text in texts}]
    if unknown:
        owners = {owner_of(text) for text in texts}
        return usage(f"there is no text of `{unknown[0]}`", did_you_mean(unknown[0], owners) or "name a fact, a sheet or a source")
    chosen = [text for text in texts if options.all or owner_of(text) in options.ids]
    changed = [text for text in texts if lock.entries.get(text.key) != entry_of(text, made.site)]
    if not chosen:
        return _list(changed)
    kept = {text.key: lock.entries[text.key] for text in texts if text.key in lock.entries}
    if not record(options.content, TRANSLATIONS, {**kept, **{text.key: entry_of(text, made.site) for text in chosen}}):
        return FINDINGS
    told = [text for text in changed if text in chosen]
    print("\n".join([*(text.key for text in told), f"confirmed: {len(told)}, as before: {len(chosen) - len(told)}"]))
    return CLEAN


def _list(changed: list[Translated]) -> int:
    for text in changed:
        print(text.key)
    print(f"to be confirmed: {len(changed)}" + ("; read them, then name them, or `--all`" if changed else ""))
    return FINDINGS if changed else CLEAN


def owner_of(text: Translated) -> str:
    """The id of what a text belongs to."""
    return text.key.split("/")[1]


def entry_of(text: Translated, site: Site) -> tuple[str, ...]:
    """What the lock says of a text, languages in the order of the site."""
    return tuple(f"{language}:{text.hashes[language]}" for language in site.languages if language in text.hashes)
