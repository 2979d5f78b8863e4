"""Findings that an editor accepts until a day, with a reason: a comment at the line, or the key `ignore` of a fact or a sheet.

    value: 31  # onrecord: ignore[stale] until 2026-03-01 the next count comes in February
    ignore: [{rule: stale, until: 2026-03-01, reason: the next count comes in February}]

A comment on a line of its own holds for the next line. In Markdown the comment is `<!-- onrecord: ignore[…] until … -->`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from .diagnostic import Diagnostic, Ignore, Place, Severity, did_you_mean
from .fields import Fields, Refusal, parse_day
from .read import Mapping as Keys
from .read import Node, Scalar, Sequence

COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*onrecord:(?P<said>.*)$|<!--[ \t]*onrecord:(?P<there>.*?)-->")
SAID = re.compile(r"\s*ignore\[(?P<rules>[^\]]*)\]\s+until\s+(?P<until>\S+)\s+(?P<reason>\S.*)")
ALONE = re.compile(r"\s*(?:#.*|<!--.*-->\s*)")
LONGEST = dt.timedelta(days=366)
HOW = "write `onrecord: ignore[rule] until 2026-03-01 and the reason`"


def accepted(found: Iterable[Diagnostic], ignores: Collection[Ignore], known: Collection[str], today: dt.date) -> list[Diagnostic]:
    """The findings without those that are accepted, and with those about the acceptance itself.

    ``known`` are the rules that can be ignored: those without which pages can still be made.
    """
    found = list(found)
    kept = [finding for finding in found if not any(ignore.covers(finding) and today <= ignore.until for ignore in ignores)]
    return [*kept, *(problem for ignore in ignores if (problem := _problem(ignore, found, known, today)))]


def _problem(ignore: Ignore, found: list[Diagnostic], known: Collection[str], today: dt.date) -> Diagnostic | None:
    for rule in ignore.rules:
        if rule not in known:
            help = did_you_mean(rule, known) or "mend what it finds"
            return Diagnostic("bad-ignore", f"`{rule}` is no rule that can be ignored", ignore.where, help=help)
    if ignore.until > today + LONGEST:
        return Diagnostic(
            "bad-ignore", "an ignore ends within a year", ignore.where, help="give it an earlier day; renew it when that comes"
        )
    if today > ignore.until:
        message = f"this has been ignored until {ignore.until}, because: {ignore.reason}"
        return Diagnostic("expired-ignore", message, ignore.where, help="mend what it hides, or give it another day and reason")
    if not any(ignore.covers(finding) for finding in found):
        return Diagnostic("unused-ignore", "there is nothing here to ignore", ignore.where, Severity.WARNING, "delete it")
    return None


# ---- comments


def ignores_in_comments(files: Mapping[str, list[str]]) -> tuple[list[Ignore], list[Diagnostic]]:
    """What the comments of files accept, and those that cannot be read."""
    ignores, bad = [], []
    for file, lines in files.items():
        for number, line in enumerate(lines, 1):
            comment = COMMENT.search(line) if "onrecord:" in line else None
            if comment is None:
                continue
            where = Place(file, number, comment.start() + 1, len(comment[0].rstrip()))
            target = _next_line(lines, number) if ALONE.fullmatch(line) else number
            try:
                ignores.append(_read(comment["said"] or comment["there"] or "", where, target))
            except Refusal as refusal:
                bad.append(Diagnostic("bad-ignore", refusal.message, where, help=refusal.help))
    return ignores, bad


def _next_line(lines: list[str], number: int) -> int:
    """The first line below that is no comment."""
    return next((below for below in range(number + 1, len(lines) + 1) if not ALONE.fullmatch(lines[below - 1])), number)


def _read(said: str, where: Place, line: int) -> Ignore:
    parts = SAID.fullmatch(said.rstrip())
    if parts is None:
        raise Refusal("bad-ignore", "this does not say what is ignored, until when and why", HOW)
    rules = tuple(rule.strip() for rule in parts["rules"].split(","))
    return Ignore(rules, parse_day(parts["until"]), parts["reason"].strip(), where, line, line)


# ---- keys


def ignores_of(fields: Fields) -> Iterator[Ignore]:
    """The key `ignore` of a mapping: findings anywhere in it."""
    for _, record in fields.records("ignore", "an entry of `ignore`"):
        record.require("rule", "until", "reason")
        rule, until, reason = record.text("rule"), record.day("until"), record.text("reason")
        record.finish()
        if rule and until and reason:
            yield Ignore((rule,), until, reason, record.place(), fields.node.place.line, last_line(fields.node))


def last_line(node: Node) -> int:
    """Where a node ends."""
    if isinstance(node, Scalar):
        return node.end[0]
    below = [value for _, value in node.entries] if isinstance(node, Keys) else node.items if isinstance(node, Sequence) else ()
    return max((last_line(part) for part in below), default=node.place.line)
