"""What the README shows is true: its two commands, its YAML, its sentences, its diagnostic, its commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
Run = Callable[..., tuple[int, str, str]]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_two_commands_stand_first_and_are_complete() -> None:
    build, tests = blocks("sh")
    assert build.count("\n") == tests.count("\n") == 1
    assert build.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert build.endswith("&& .venv/bin/python build.py\n")
    assert tests.endswith("&& .venv/bin/python -m pytest\n")
    assert README.index(build) < README.index("\n## ")
    assert README.index(tests) < README.index("\n## ")


def test_pictures_and_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (REPOSITORY / target).is_file(), target


def test_the_yaml_of_a_figure_is_valid(small: Path, run: Run) -> None:
    (yaml,) = blocks("yaml")
    assert yaml.count("\n") == 6
    fact = yaml.replace("ki-0911", "gazette") + "    label: {pl: Uwolnieni we wrześniu, en: Released in September}\n"
    with Path("content/demo/facts.yml").open("a", encoding="utf-8") as file:
        file.write(fact)
    code, out, _ = run("check", "--strict")
    assert (code, out.splitlines()[-1]) == (0, "1 note")  # no page names it yet


@pytest.mark.parametrize("row", re.findall(r"^\| `(\{\{.*?\}\})` \| (.*?) \| (.*?) ?\|$", README, re.MULTILINE), ids=lambda row: row[0])
def test_a_call_says_what_the_table_shows(flagship: Path, row: tuple[str, str, str]) -> None:
    import datetime as dt

    from onrecord import pipeline
    from onrecord.calls import parse
    from onrecord.speaker import Speaker

    site = pipeline.check(Path("content"), dt.date(2026, 1, 15)).made.site
    for language, words in zip(("pl", "en"), row[1:], strict=True):
        if words:
            assert Speaker(site, language).say(parse(row[0])).replace("\u00a0", " ") == words


def test_the_diagnostic_is_the_one_that_is_printed(flagship: Path, run: Run) -> None:
    shown = next(block for block in blocks("text") if "error[" in block)
    found = re.match(r"(\S+):(\d+):(\d+): ", shown)
    assert found
    path, line = Path(found[1]), int(found[2])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[line - 1] = re.search(r"^ +\d+ \| (.*)$", shown, re.MULTILINE)[1]  # type: ignore[index]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    Path("site").mkdir()
    code, _, errors = run("build")
    assert code == 1
    assert shown.split("\n\n")[0] in errors
    assert shown.splitlines()[-1] == errors.splitlines()[-1]


def test_commands_of_the_readme_exist(run: Run) -> None:
    named = set(re.findall(r"^onrecord (\w+)", README, re.MULTILINE))
    _, out, _ = run("--help")
    listed = set(re.findall(r"^    (\w+) {2,}", out, re.MULTILINE))
    assert named == listed


def test_a_decision_that_is_written_is_listed() -> None:
    folder = REPOSITORY / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("0*.md"))
