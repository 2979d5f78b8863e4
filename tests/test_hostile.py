"""Hostile input ends in a clear finding or in inert text, within bounded time and memory, and the old site stays.

What may take much is run in a process of its own whose memory and time the system limits: no test looks at a clock.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.prose import _markdown, sanitise
from onrecord.read import read_markdown
from onrecord.tangle import find_tangle

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
MEMORY = 1 << 30  # bytes of address space
SECONDS = 60  # of processor time
FACTS, SOURCES, PAGE = "content/demo/facts.yml", "content/sources.yml", "content/demo/en.md"


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def limited(command: str) -> tuple[int, str]:
    """A command in a process of its own that cannot take more than a gigabyte and a minute; its exit code and all that it prints."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    arguments = [sys.executable, "-m", "onrecord", command, "--today", "2026-01-15"]
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, preexec_fn=limit)
    return done.returncode, done.stdout + done.stderr


def rules(out: str) -> set[str]:
    """Files, lines and rules of a report."""
    return {f"{file}:{line} {rule}" for file, line, rule in re.findall(r"^(\S+?):(\d+):\d+: (error\[[\w-]+\]) ", out, re.MULTILINE)}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def replace(file: str, before: str, after: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert before in text
    Path(file).write_text(text.replace(before, after), encoding="utf-8")


def add(file: str, text: str) -> None:
    with Path(file).open("a", encoding="utf-8") as stream:
        stream.write(text)


# ---- what is too much


BOMB = "\n".join(
    ["  - &a [x, x, x, x, x, x, x, x, x]"]
    + [f"  - &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)]
)
COMPUTED = "  - {{id: c{0}, kind: count, text: {{pl: A, en: A}}, label: {{pl: A, en: A}}, unit: person, derived_from: {{sum: [{1}]}}}}\n"
CHAIN = "".join(COMPUTED.format(number, f"c{number + 1}, freed") for number in range(3_000))
HEAVY = {
    "an alias bomb": (FACTS, BOMB, {f"{FACTS}:27 error[too-large]"}),
    "5,000 levels in flow": (FACTS, "  - " + "[" * 5_000, {f"{FACTS}:21 error[too-large]"}),
    "5,000 levels in blocks": (FACTS, "  " + "- " * 5_000, {f"{FACTS}:21 error[too-large]"}),
    "a file of 10 MB": (FACTS, "# " + "x" * 10_000_000, {f"{FACTS}:1 error[too-large]"}),
    "a page of 10 MB": (PAGE, "word " * 2_000_000, {f"{PAGE}:1 error[too-large]"}),
    "a number of a million digits": (FACTS, f"  - {{id: big, value: {'9' * 1_000_000}}}", {f"{FACTS}:21 error[too-large]"}),
    "a number of ten thousand digits": (FACTS, f"  - {{id: big, value: {'9' * 10_000}}}", {f"{FACTS}:21 error[bad-number]"}),
    "a power of ten": (FACTS, "  - {id: big, value: 1e999999999}", {f"{FACTS}:21 error[bad-number]"}),
    "a date of ten thousand digits": (FACTS, f"  - {{id: big, when: {'9' * 10_000}}}", {f"{FACTS}:21 error[bad-date]"}),
    "a key of a million letters": (FACTS, f"  - {{id: big, {'k' * 1_000_000}: x}}", {f"{FACTS}:21 error[too-large]"}),
    "3,000 facts, each computed from the next": (FACTS, CHAIN, {f"{FACTS}:21 error[derived]"}),
    "100,000 template statements in a page": (PAGE, "{%{%{%{%\n" * 25_000, {f"{PAGE}:2 error[bad-call]"}),
    "a text of digits": (FACTS, "  - {id: q, text: {en: '" + "1 a " * 4_900 + "'}}", {f"{FACTS}:21 error[typed-digit]"}),
    "a text of template statements": (FACTS, "  - {id: q, text: {en: '" + "{%" * 9_000 + "'}}", {f"{FACTS}:21 error[bad-call]"}),
    "30,000 links that lead nowhere": (PAGE, "[a](b)\n\n" * 30_000, {f"{PAGE}:2 error[dead-link]"}),
    "a million opening brackets": (PAGE, "[" * 100_000, {f"{PAGE}:2 error[tangled]"}),
    "a page of calls that never end": (PAGE, '{{ figure("' * 20_000, {f"{PAGE}:2 error[tangled]"}),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_too_much_ends_in_a_finding_within_a_gigabyte_and_a_minute(small: Path, name: str) -> None:
    file, text, expected = HEAVY[name]
    add(file, text + "\n")
    code, out = limited("check")
    assert code == 1
    assert rules(out) >= expected
    assert len(out) < 500_000, "a report is for people"


@pytest.mark.slow
def test_100_000_facts_are_refused_within_a_gigabyte_and_a_minute(small: Path) -> None:
    facts = Path(FACTS).read_text(encoding="utf-8")
    freed = facts[facts.index("  - id: freed") : facts.index("  - id: meeting")]
    for part in range(10):
        shutil.copytree("content/demo", f"content/more-{part}")
        body = "".join(freed.replace("id: freed", f"id: f{part}-{number}") for number in range(10_000))
        Path(f"content/more-{part}/facts.yml").write_text(f"facts:\n{body}", encoding="utf-8")
    code, out = limited("check")
    assert code == 1
    assert "the content holds more than 2000000 keys and values" in out


def test_a_heavy_input_leaves_the_old_site_byte_for_byte(small: Path, run: Run) -> None:
    assert run("build")[0] == 0
    before = snapshot(small / "site")
    add(PAGE, "<![CDATA[" * 500 + "\n")
    add(FACTS, BOMB)
    code, out = limited("build")
    assert (code, "`site` is as it was" in out) == (1, True)
    assert rules(out) == {f"{PAGE}:2 error[tangled]", f"{FACTS}:27 error[too-large]"}
    assert snapshot(small / "site") == before


def test_facts_computed_from_each_other_in_countless_ways_are_cited_once_each(small: Path) -> None:
    """Ten rows of ten sums, each of all ten of the row below: ten thousand million ways down."""
    rows = [COMPUTED.format(f"{row}-{at}", ", ".join(f"c{row + 1}-{below}" for below in range(10))) for row in range(9) for at in range(10)]
    last = [f"  - {{id: c9-{at}, kind: count, text: {{pl: A, en: A}}, label: {{pl: A, en: A}}, unit: person, value: 1," for at in range(10)]
    add(FACTS, "".join([*rows, *(f"{fact} sources: [{{ref: gazette, quote: one}}]}}\n" for fact in last)]))
    code, out = limited("build")
    assert (code, "error" in out) == (0, False), out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "text"),
    [
        (FACTS, "  - x\n" * 990_000),
        (FACTS, "  - {id: freed}\n" * 200_000),
        (SOURCES, "".join(f"- {{id: s{number}}}\n" for number in range(200_000))),
        (FACTS, "".join(f"  - {{id: q{number}, sources: [{{ref: x{number}}}]}}\n" for number in range(100_000))),
    ],
)
def test_countless_errors_are_told_within_a_gigabyte_and_a_minute(small: Path, file: str, text: str) -> None:
    add(file, text)
    code, out = limited("check")
    assert code == 1
    assert "error[too-many] there are more than 10000 errors" in out


# ---- Markdown that makes Python-Markdown crawl, or breaks its recursion

TANGLED = {
    "8,000 opening brackets": "[\n" * 8_000,
    "brackets in brackets": ("[" * 2_000 + "]" * 2_000 + "\n") * 2,
    "brackets closed in code alone": "[`]` \n" * 3_000,
    "links that never end": "[a](\n" * 3_000,
    "addresses with an open quotation mark": "[a](b'c)\n" * 3_000,
    "pictures in links in pictures": ("[![a " * 400 + "](b)](c)" * 400 + "\n"),
    "2,000 CDATA sections": "<![CDATA[\n" * 2_000,
    "declarations": "<!\n" * 3_000,
    "tags that never end": "<a \n" * 3_000,
    "tags with an open quotation mark": '<a b="\n' * 3_000,
    "comments among open tags": "<b>\n<!-- a -->\n" * 2_000,
    "comments that never end": "<!--\n" * 3_000,
    "escaped backticks": "\\``a\n" * 3_000,
    "escaped tags": "word \\<a \n" * 3_000,
    "code that never ends": "```a\n\n" * 3_000,
    "300 levels on a line": "- " * 300 + "a",
    "300 numbered levels": "1. " * 300 + "a",
    "300 levels of two kinds": "> - " * 300 + "a",
    "300 levels by indentation": "".join("    " * level + "- a\n" for level in range(300)),
    "definitions in definitions": "a\n: b\n" * 700,
    "headings without an empty line": "# a\n" * 8_000,
    "underlined headings": "a\n=\n" * 8_000,
    "rules": "* * *\n" * 8_000,
    "definitions of links among text": "):\n[a]: b\n" * 5_000,
    "definitions of links without an address": "[a]:\n" * 5_000,
    "a line": "word " * 2_000,
    "a page": "word\n\n" * 50_000,
}
ORDINARY = {
    "1,600 links": "A word and [a link](../facts/freed/ \"its title\"), then [another][one] and *more* `code`.\n\n" * 800 + "[one]: ../\n",
    "1,000 links in one paragraph": "A word and [a link](https://example.org/a_(b)) and <https://example.org>\n" * 500,
    "a table of 1,000 rows": "| a | b | c |\n|---|---|---|\n" + "| [word](../) | *some* words | `more` |\n" * 1_000,
    "a list of 10 levels": "".join("    " * level + "- a list\n" for level in range(10)) * 20,
    "a numbered list of 1,000": "1. a word\n" * 1_000,
    "1,000 definitions": "word\n:   what it means\n\n" * 1_000,
    "500 definitions of links": "Words.\n\n" + "".join(f"[{number}]: https://example.org/{number}\n" for number in range(500)),
    "100 sections": "".join(f"## Section {{#s{number}}}\n\nWords.\n\n" for number in range(100)),
    "quotations in quotations": "> a\n> > b\n> > > c\n\n" * 300,
    "tags": "H<sub>2</sub>O and <abbr title=\"a\">b</abbr>, <!-- a comment --> 1 < 2\n\n" * 500,
    "code": "```\n[[[ { <a\n```\n\n" * 100,
    "empty lines": "\n" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", TANGLED)
def test_a_tangled_page_is_refused_where_it_begins(name: str) -> None:
    page, found = read_markdown("Words.\n\n" + TANGLED[name], "page.md")
    assert page.text == ""
    assert [one.rule for one in found] == ["tangled"]
    assert found[0].where.line <= TANGLED[name].count("\n") + 3
    assert found[0].help


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_long_page_is_rendered(name: str) -> None:
    assert find_tangle(ORDINARY[name]) is None
    assert sanitise(_markdown().reset().convert(ORDINARY[name])) or not ORDINARY[name].strip()
