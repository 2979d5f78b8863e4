"""The handbook builds, leaves nothing out, counts right, and what it shows can be typed."""

from __future__ import annotations

import datetime as dt
import html
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import locale as locales
from onrecord import pipeline, reference
from onrecord.assemble.facts import LONGEST_QUOTE
from onrecord.checks import CHECKS, MOST
from onrecord.cli import commands_of, parser
from onrecord.commands import COMMANDS
from onrecord.compose import Limits
from onrecord.diagnostic import Severity
from onrecord.kinds import KINDS
from onrecord.model import Exact
from onrecord.reports import REPORTS
from onrecord.schema import RECORDS
from onrecord.since import RULES

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
DOCS = REPOSITORY / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"]
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
OF_OTHERS = ("plugins", "steps", "jobs", "include", "repos", "markdown_extensions")  # files that are not ours
BY_NAME = ("parts", "texts", "name", "nouns")  # mappings whose keys are ids, languages or forms


def blocks(*languages: str) -> list[Any]:
    """The code of all pages in some languages, with the page and the line of each."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            if block[2] in languages:
                name = f"{page.name}:{text.count(chr(10), 0, block.start()) + 1}"
                found.append(pytest.param(textwrap.dedent(block[3]), id=name))
    return found


# ---- it builds


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("handbook")
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "-d", str(out)]
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return out


def test_the_handbook_builds_without_a_warning(handbook: Path) -> None:
    pages = {path.relative_to(handbook).parent.as_posix() for path in handbook.rglob("index.html")}
    assert {
        ".",
        "fact",
        "figures",
        "mkdocs",
        "architecture",
        *(f"reference/{name}" for name in ("checks", "commands", "keys", "forms")),
    } <= pages
    assert not list(handbook.rglob("facts.yml")), "the content of the handbook is not one of its pages"


def test_no_page_asks_anybody_else_for_anything(handbook: Path) -> None:
    asked = re.compile(r"<(?:link|script|img|iframe|source)\b[^>]*\b(?:href|src)=\"((?:https?:)?//[^\"]*)\"")
    assert {address for path in handbook.rglob("*.html") for address in asked.findall(path.read_text(encoding="utf-8"))} == set()


def test_no_call_is_left_in_a_page(handbook: Path) -> None:
    code = re.compile(r"<(code|pre)\b.*?</\1>|<script.*?</script>", re.DOTALL)
    left = [path for path in handbook.rglob("*.html") if "{{" in html.unescape(code.sub("", path.read_text(encoding="utf-8")))]
    assert left == []


# ---- nothing is left out


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", page, re.MULTILINE)


def test_every_check_is_told_with_its_four_parts() -> None:
    told = reference.checks()
    assert headings(told)[:-1] == [check.RULE for check in CHECKS]
    for part in ("Why it matters", "Example", "Write instead"):
        assert told.count(f"**{part}:**") >= len(CHECKS), part
    assert [rule.RULE for rule in RULES if f"`{rule.RULE}`" not in told] == []


def test_every_command_is_told_with_every_option() -> None:
    told = reference.commands()
    assert headings(told) == [f"onrecord {name}" for name in COMMANDS]
    options = {option for command in commands_of(parser()).values() for action in command._actions for option in action.option_strings}
    assert [option for option in options - {"-h", "--help"} if f"`{option}`" not in told] == []


def test_every_option_says_what_it_is_for() -> None:
    silent = [(name, action.dest) for name, command in commands_of(parser()).items() for action in command._actions if not action.help]
    assert silent == []


def test_every_key_is_told() -> None:
    told = reference.keys()
    assert headings(told) == list(RECORDS)
    assert [key for record in RECORDS.values() for key in record.keys if f"| `{key}`" not in told] == []


def test_every_language_shows_its_forms() -> None:
    assert headings(reference.forms()) == [locales.load(language).name for language in locales.known_languages()]


def test_every_page_is_in_the_list_of_pages() -> None:
    class Loader(yaml.SafeLoader):
        """Knows MkDocs' own tags, which are not ours to run."""

    navigation = yaml.load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"), Loader)["nav"]
    listed = set(re.findall(r"[\w/]+\.md", str(navigation)))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert {page for page in pages if not page.startswith("decisions/")} - listed == set()
    decisions = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [page for page in pages if re.match(r"decisions/\d", page) and f"({page.partition('/')[2]})" not in decisions] == []


# ---- its figures


def test_the_handbook_counts_right() -> None:
    facts = pipeline.check(DOCS / "record", dt.date(2026, 11, 23)).made.site.facts
    counted = {
        "checks": len(CHECKS),
        "languages": len(locales.known_languages()),
        "kinds": len(KINDS),
        "commands": len(COMMANDS),
        "formats": len(REPORTS),
        "quote-words": LONGEST_QUOTE,
        "most-values": Limits().nodes,
        "most-findings": MOST,
    }
    assert {id: int(fact.amount.number) for id, fact in facts.items() if isinstance(fact.amount, Exact)} == counted


# ---- what it shows can be typed


def mappings(value: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield key, value
        for name, below in value.items():
            yield from mappings(below, str(name))
    elif isinstance(value, list):
        for below in value:
            yield from mappings(below, key)


@pytest.mark.parametrize("block", blocks("yaml"))
def test_every_key_that_a_page_shows_is_one(block: str) -> None:
    shown = yaml.load(block, yaml.BaseLoader)
    if isinstance(shown, dict) and any(name in shown for name in OF_OTHERS):
        return
    languages = set(locales.known_languages())
    for key, mapping in mappings(shown):
        if key in BY_NAME or mapping.keys() <= languages or any(name in languages for name in mapping):
            continue
        known = [set(record.keys) for record in RECORDS.values()]
        assert key or any(mapping.keys() <= keys | set(RECORDS) | {"facts"} for keys in known), (key, mapping)


@pytest.mark.parametrize("block", [block for block in blocks("yaml") if str(block.values[0]).startswith("facts:")])
def test_whole_facts_that_a_page_shows_can_be_published(small: Path, block: str) -> None:
    facts = Path("content/demo/facts.yml")
    rest = facts.read_text(encoding="utf-8").partition("  - id: meeting")
    facts.write_text(block + rest[1] + rest[2], encoding="utf-8")
    found = pipeline.check(Path("content"), dt.date(2025, 12, 24)).diagnostics
    assert [each for each in found if each.severity == Severity.ERROR] == []


COMMAND = re.compile(r"^(?:\.venv/bin/)?onrecord\s+(.+?)(?:\s+#.*)?$", re.MULTILINE)


def typed() -> list[Any]:
    """The commands of onrecord in all shell blocks and examples, each once."""
    shown = [pytest.param(line, id=f"{block.id} {line}") for block in blocks("sh") for line in COMMAND.findall(str(block.values[0]))]
    examples = [
        example.removeprefix("onrecord ") for command in commands_of(parser()).values() for example in command.get_default("examples")
    ]
    every = [*shown, *(pytest.param(line, id=f"--help {line}") for line in examples)]
    return list({param.values[0]: param for param in every}.values())


@pytest.mark.parametrize("line", typed())
def test_a_command_runs_as_shown(flagship: Path, run: Run, line: str) -> None:
    if line.startswith("serve"):  # which runs until somebody ends it; tests/test_preview.py runs it
        assert parser("serve").parse_args(shlex.split(line)).run
        return
    shutil.copytree(REPOSITORY / "templates", "templates")
    with Path("content/site.yml").open("a", encoding="utf-8") as site:
        site.write("without: [cards]\n")  # which take longest
    Path("wishes.jsonl").write_text('{"value": "52", "unit": "person", "case": "gen"}\n', encoding="utf-8")
    Path("../pages").mkdir(exist_ok=True)
    for command in ("init -q -b main", "add content", "-c user.name=A -c user.email=a@b.example commit -qm first"):
        subprocess.run(["git", *command.split()], check=True)
    if line.startswith("verify"):
        assert run("build")[0] == 0
    code, out, errors = run(*shlex.split(line))
    assert (code in (0, 1), errors.startswith("usage:")) == (True, False), out + errors
