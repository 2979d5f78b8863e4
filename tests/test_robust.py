"""Whatever an editor types, the answer is a list of findings or a site; never a traceback, never a hang, never a page with holes."""

from __future__ import annotations

import datetime as dt
import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.reports import REPORTS
from onrecord.schema import schemas

TESTS = Path(__file__).parent
SITES = {path.parent.name: path for path in sorted((TESTS / "golden").glob("*/content"))}
FLAGSHIP = TESTS.parent / "content"
ROUNDS = 10  # of each larger site
SMALL = 170  # of the small site: 2,000 mutations in all
QUICK = 10  # one in so many rounds is in the default run
EACH = 10  # mutations in a round, from the same beginning
PATIENCE = 20  # seconds of a round after which it counts as a hang
TODAY = dt.date(2026, 1, 15)
SIGNS = "'\"[]{}:,-#&*!|>%@`?\t\n \\~()<=_.;"
TYPED = (
    *("", "null", "~", "[]", "{}", "''", "- ", "  ", "\n", ": ", "{{", "}}", "{{ figure() }}", '{{ figure("x") }}', "-1", "1e9"),
    *("2025-13-01", "2025-09-11/..", "x: y", "&a ", "*a", "!!int ", "|", "\t", "when:", "parts: {a: 1}", "claims: [1]", "sources: x"),
    *("by: 5", "by: [nobody]", "text: 5", "label: []", "kind: rank", "kind: order", "kind: count", "unit: [a]", "vague: dozens"),
    *("absent: unknown", "status: superseded", "values: [1, 2]", 'case="gen"', 'rival="x"', "pl: ", "id: ", "\u202e", "\0", "\r"),
    *("<<: *a", "---\n", "...\n", "%YAML 1.2\n", "<script>", "<!--", "<![CDATA[", "](", "![", "```\n", "{#x}", "<<<<<<< a\n", "=======\n"),
    *("9" * 40, "0." + "3" * 40, "1/0", "0", "-0", "\u00a0", "\u0661\u0662", "\u200f", "\ufeff", "\U0001f600", "e\u0301", "I\u0307"),
)  # fmt: skip
CALL = re.compile(r"\{\{.*?\}\}")
NUMBER = re.compile(r"\d+")
KEY = re.compile(r"[\w-]+(?=:)")


class Hang(Exception):
    """A round took longer than anything that was meant."""


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# ---- the mutations: each takes a text and gives another


def some_typed(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(TYPED) + text[at + chance.choice([0, 1, 4, 40]) :]


def a_sign_exchanged(text: str, chance: random.Random) -> str:
    at = chance.randint(0, max(0, len(text) - 1))
    return text[:at] + chance.choice(SIGNS) + text[at + 1 :]


def a_byte_flipped(text: str, chance: random.Random) -> str:
    raw = bytearray(text.encode("utf-8", "surrogateescape")) or bytearray(b"x")
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return raw.decode("utf-8", "surrogateescape")


def lines_moved(text: str, chance: random.Random) -> str:
    """A line goes, stands twice, changes places, or is indented otherwise."""
    lines = text.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    ways: list[Callable[[], object]] = [
        lambda: lines.pop(first),
        lambda: lines.insert(second, lines[first]),
        lambda: lines.__setitem__(first, " " * chance.choice([1, 2, 40]) + lines[first]),
        lambda: lines.__setitem__(first, lines[first].lstrip()),
        lambda: lines.__setitem__(slice(first, second), lines[first:second] * 2),
    ]
    chance.choice(ways)()
    return "\n".join(lines)


def one_exchanged(pattern: re.Pattern[str]) -> Callable[[str, random.Random], str]:
    """One call, number or key of a text in the place of another, mangled, or gone."""

    def exchanged(text: str, chance: random.Random) -> str:
        found = [match.span() for match in pattern.finditer(text)]
        if not found:
            return some_typed(text, chance)
        (start, end), (other, there) = chance.choice(found), chance.choice(found)
        word = text[other:there]
        return text[:start] + chance.choice([word, word[: len(word) // 2], word * 2, word * 200, "9" * 400, word[::-1], ""]) + text[end:]

    return exchanged


MUTATIONS = (some_typed, a_sign_exchanged, a_byte_flipped, lines_moved, *map(one_exchanged, (CALL, NUMBER, KEY)))


def mutated(files: dict[str, str], chance: random.Random) -> dict[str, str]:
    changed = dict(files)
    for _ in range(chance.choice([1, 1, 2, 5])):
        file = chance.choice(sorted(changed))
        changed[file] = chance.choice(MUTATIONS)(changed[file], chance)
    return changed


def end_in_findings_or_a_site(files: dict[str, str], folder: Path) -> None:
    content = folder / "content"
    for file, text in files.items():
        (content / file).parent.mkdir(parents=True, exist_ok=True)
        (content / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    checked = pipeline.check(content, TODAY)
    schemas(checked.made)
    for report in REPORTS.values():
        report(checked.diagnostics, checked.lines).encode()
    if not checked.stops():
        pipeline.build(content, folder / "none", folder / "site", checked)


def rounds(count: int) -> list[Any]:
    """The first rounds are for the default run, the others for CI."""
    return [pytest.param(number, marks=() if number < count / QUICK else pytest.mark.slow) for number in range(count)]


def a_round(source: Path, folder: Path, seed: str) -> None:
    files = {path.relative_to(source).as_posix(): path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.*"))}
    chance = random.Random(seed)
    for _ in range(EACH):
        changed = mutated(files, chance)
        with no_longer_than(PATIENCE):
            end_in_findings_or_a_site(changed, folder)


@pytest.mark.parametrize("number", rounds(SMALL))
def test_no_mutation_of_the_small_site_ends_in_a_traceback_or_a_hang(tmp_path: Path, number: int) -> None:
    a_round(TESTS / "cases" / "base", tmp_path, f"base {number}")


@pytest.mark.parametrize("number", rounds(ROUNDS))
@pytest.mark.parametrize("name", SITES)
def test_no_mutation_of_a_site_ends_in_a_traceback_or_a_hang(tmp_path: Path, name: str, number: int) -> None:
    a_round(SITES[name], tmp_path, f"{name} {number}")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_mutation_of_the_flagship_ends_in_a_traceback_or_a_hang(tmp_path: Path, number: int) -> None:
    a_round(FLAGSHIP, tmp_path, f"flagship {number}")
