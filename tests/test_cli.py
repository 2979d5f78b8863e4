"""The commands as people run them: what they print, what they leave alone, how they end."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.commands.build import ProgressLine

Run = Callable[..., tuple[int, str, str]]


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def replace(path: str, before: str, after: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert before in text
    Path(path).write_text(text.replace(before, after, 1), encoding="utf-8")


MISTAKES = {
    "a misspelt fact in prose": ("demo/pl.md", '{{ figure("freed") }}', '{{ figure("fred") }}', "unknown-fact"),
    "an unknown source": ("demo/facts.yml", "ref: bulletin", "ref: buletin", "unknown-source"),
    "a missing English name": ("site.yml", "title: {pl: Pokaz, en: Demo}", "title: {pl: Pokaz}", "missing-translation"),
    "a missing plural form": ("units.yml", "few: osoby, ", "", "missing-form"),
    "a duplicate key": ("demo/facts.yml", "    value: 52\n", "    value: 52\n    value: 53\n", "duplicate-key"),
    "broken YAML": ("demo/facts.yml", "    kind: event\n", "    kind: event: maybe\n", "yaml"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_ends_in_1_with_a_place_and_leaves_the_site(small: Path, run: Run, mistake: str) -> None:
    assert run("build")[0] == 0
    before = snapshot(small / "site")
    file, right, wrong, rule = MISTAKES[mistake]
    replace(f"content/{file}", right, wrong)
    code, _, errors = run("build")
    assert code == 1
    assert re.search(rf"^content/{file}:\d+:\d+: error\[{rule}\] ", errors, re.MULTILINE), errors
    assert "`site` is as it was" in errors
    assert snapshot(small / "site") == before


def test_ten_mistakes_in_three_files_are_all_told_in_one_run(small: Path, run: Run) -> None:
    facts = "".join(
        f"  - id: more-{number}\n    kind: event\n    text: {{pl: Tekst., en: A text.}}\n    label: {{pl: Etykieta, en: Label}}\n"
        f"    when: 2025-09-1{number}\n    sources: [{{ref: gazette, quote: more}}]\n"
        for number in range(7)
    )
    wrong = (
        facts.replace("2025-09-10", "2025-19-10")
        .replace("id: more-1\n    kind: event", "id: more-1\n    kind: evnet")
        .replace("id: more-2\n    kind: event", "id: more-2\n    kind: event\n    kind: event")
        .replace("id: more-3\n    kind: event", "id: more-3\n    kind: event: broken")
        .replace("id: more-4\n", "id: freed\n")
        .replace("when: 2025-09-15\n    sources: [{ref: gazette, quote: more}]", "when: 2025-09-15")
        .replace(
            "id: more-6\n    kind: event\n    text: {pl: Tekst., en: A text.}", "id: more-6\n    kind: event\n    text: {pl: Tekst 6.}"
        )
    )
    with Path("content/demo/facts.yml").open("a", encoding="utf-8") as file:
        file.write(wrong)
    replace("content/demo/pl.md", '{{ figure("freed") }}', '{{ figure("fred") }}')
    replace("content/units.yml", "few: osoby, ", "")
    code, out, _ = run("check", "--format", "json")
    found = {(entry["rule"], entry["where"]["file"]) for entry in json.loads(out)}
    assert code == 1
    facts_file = "content/demo/facts.yml"
    assert found >= {
        ("bad-date", facts_file),
        ("bad-choice", facts_file),
        ("duplicate-key", facts_file),
        ("yaml", facts_file),
        ("duplicate-id", facts_file),
        ("unsourced", facts_file),
        ("missing-translation", facts_file),
        ("typed-digit", facts_file),
        ("unknown-fact", "content/demo/pl.md"),
        ("missing-form", "content/units.yml"),
    }


def test_say_prints_what_a_sentence_would_have(flagship: Path, run: Run) -> None:
    assert run("say", "released-september", "--lang", "pl", "--case", "gen") == (0, "52\u00a0osób\n", "")
    assert run("say", "political-prisoners", "--lang", "en") == (0, "more than 1,000\u00a0political prisoners\n", "")
    assert run("say", "political-prisoners", "--lang", "pl", "--no-qualifier", "--style", "number") == (0, "1000\n", "")
    assert run("say", "political-prisoners", "--lang", "en", "--rival", "viasna")[1] == "at least 1,184\u00a0political prisoners\n"


def test_say_explains_what_it_cannot_say(flagship: Path, run: Run) -> None:
    assert run("say", "released-septembr", "--lang", "pl")[::2] == (
        1,
        "error[unknown-fact] there is no fact `released-septembr`; did you mean `released-september`?\n",
    )
    code, _, errors = run("say", "released-september", "--lang", "fr")
    assert (code, "the site does not speak `fr`" in errors) == (2, True)
    assert run("say", "invasion", "--lang", "pl")[0] == 1


def test_a_warning_stops_only_under_strict(small: Path, run: Run) -> None:
    Path("content/notes.md").write_text("# Notes\n", encoding="utf-8")
    code, out, _ = run("check")
    assert (code, "content/notes.md:1:1: warning[unknown-file]" in out) == (0, True)
    assert run("check", "--strict")[0] == 1
    assert run("build", "--strict")[0] == 1
    assert not Path("site").exists()
    assert run("build")[0] == 0


def test_a_second_build_writes_nothing(small: Path, run: Run) -> None:
    run("build")
    before = snapshot(small / "site")
    assert "0 files written" in run("build")[1]
    assert snapshot(small / "site") == before


def test_a_folder_of_somebody_else_is_not_replaced(small: Path, run: Run) -> None:
    Path("site").mkdir()
    Path("site/thesis.txt").write_text("years of work", encoding="utf-8")
    code, _, errors = run("build")
    assert (code, "`site` was not made by onrecord" in errors) == (2, True)
    assert os.listdir("site") == ["thesis.txt"]


def test_a_theme_of_the_site_overrides_file_by_file(small: Path, run: Run) -> None:
    Path("templates").mkdir()
    Path("templates/language.html").write_text("{{ words(site.title) }}: {{ figure('freed') }}", encoding="utf-8")
    assert run("build")[0] == 0
    page = Path("site/en/index.html").read_text(encoding="utf-8")
    assert page == 'Demo: <data class="figure" data-fact="freed" value="52">52&nbsp;people</data>'
    assert "<html" in Path("site/en/demo/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("ok\n{{ nobody }}", 2, "'nobody' is undefined"),
        ("{% if %}", 1, "Expected an expression"),
        ("\n\n{{ figure('fred') }}", 3, "there is no fact `fred`"),
        ("{{ figure('freed', kase='gen') }}", 1, "`figure` has no option `kase`"),
        ("{% include 'nothing.html' %}", 1, "nothing.html"),
    ],
)
def test_a_mistake_in_a_template_has_a_place_and_leaves_the_site(small: Path, run: Run, template: str, line: int, words: str) -> None:
    run("build")
    before = snapshot(small / "site")
    Path("templates").mkdir()
    Path("templates/language.html").write_text(template, encoding="utf-8")
    code, _, errors = run("build")
    assert code == 1
    assert f"templates/language.html:{line}:1: error[template] " in errors
    assert words in errors
    assert snapshot(small / "site") == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["biuld"], "did you mean `build`?"),
        ([], "COMMAND"),
        (["build", "--today", "tomorrow"], "write year, month and day: `2025-09-11`"),
        (["check", "--format", "xml"], "xml"),
        (["say", "freed"], "--lang"),
    ],
)
def test_wrong_usage_ends_in_2_with_what_to_write(small: Path, run: Run, arguments: list[str], words: str) -> None:
    code, _, errors = run(*arguments)
    assert (code, words in errors) == (2, True), errors


def test_an_empty_folder_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, errors = run("build")
    assert code == 1
    assert errors.startswith("content:1:1: error[no-content] there is no folder here to read\n")
    assert errors.count("error[") == 1
    assert not Path("site").exists()


def test_an_empty_content_folder_is_told_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    code, out, _ = run("check")
    assert (code, out.count("error["), "content/site.yml:1:1: error[missing-file]" in out) == (1, 1, True)


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    _, out, _ = run("--help")
    assert all(word in out for word in ("build", "check", "say", "0 clean, 1 findings, 2 wrong usage"))


def test_a_finding_shows_its_line_and_what_to_write(small: Path, run: Run) -> None:
    replace("content/demo/facts.yml", "ref: bulletin", "ref: buletin")
    _, out, _ = run("check")
    head, line, carets = out.splitlines()[:3]
    assert head == "content/demo/facts.yml:13:15: error[unknown-source] `buletin` is not in sources.yml"
    assert line == "    13 |       - {ref: buletin, quote: uwolniono 52 osoby}"
    assert carets == "       |               ^^^^^^^ did you mean `bulletin`?"


class Terminal:
    """A stream that remembers what it shows."""

    def __init__(self, terminal: bool) -> None:
        self.shown = ""
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.shown += text

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize(("terminal", "seconds", "shown"), [(True, 2.0, True), (True, 0.5, False), (False, 2.0, False)])
def test_progress_is_shown_on_a_terminal_after_a_second(terminal: bool, seconds: float, shown: bool) -> None:
    stream = Terminal(terminal)
    times = iter([0.0, seconds])
    with ProgressLine(stream, clock=lambda: next(times)) as progress:  # type: ignore[arg-type]
        progress(3, 10)
    assert ("sheet 3 of 10" in stream.shown) == shown


def test_a_build_in_an_empty_folder_leaves_it_empty(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("build")
    assert (code, "error[no-content]" in err, "nothing was published" in err) == (1, True, True)
    assert list(tmp_path.iterdir()) == []


def test_a_profile_tells_where_the_time_went(small: Path, run: Run) -> None:
    code, out, err = run("build", "--profile", "--jobs", "2")
    assert (code, out[:5]) == (0, "site:")
    stages = {words: float(seconds) for words, seconds in re.findall(r"(?m)^(\w[\w ]*?) +(\d+\.\d{3}) s$", err)}
    assert {"reading YAML and Markdown", "checking", "rendering pages", "writing the site", "in all processes together"} <= stages.keys()
    assert run("build")[2] == ""


@pytest.mark.parametrize("jobs", ["0", "-1", "257", "many", "1.5"])
def test_a_number_of_processes_that_is_none_is_refused(small: Path, run: Run, jobs: str) -> None:
    code, _, err = run("build", f"--jobs={jobs}")
    assert (code, f"`{jobs}` is no number of processes; write one from 1 to 256" in err) == (2, True)


def test_content_that_leads_out_of_its_folder_is_refused(small: Path, run: Run) -> None:
    shutil.move("content/units.yml", "units.yml")
    Path("content/units.yml").symlink_to(Path("units.yml").resolve())
    code, out, _ = run("check")
    assert (code, "content/units.yml:1:1: error[symlink]" in out) == (1, True)


# ---- help, and completion in a shell


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_help_is_as_wide_as_the_terminal_and_no_wider_than_can_be_read(columns: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = run("check", "--help")
    prose = [line for line in out.splitlines() if not line.startswith("  ")]
    assert max(map(len, prose)) <= min(int(columns), 110)
    assert "  onrecord check --since main\n" in out
    assert out.endswith("exit codes: 0 clean, 1 findings, 2 wrong usage\n") or columns == "40"


def completed(script: str, *words: str) -> list[str]:
    """What bash offers for the last of some words."""
    line = " ".join(f"'{word}'" for word in words)
    ask = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _shtab_onrecord; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=False).stdout.split()


def test_bash_completes_commands_options_and_choices(run: Run) -> None:
    code, script, _ = run("--completion", "bash")
    assert code == 0
    assert completed(script, "onrecord", "che") == ["check"]
    assert "--since" in completed(script, "onrecord", "check", "--si")
    assert completed(script, "onrecord", "check", "--format", "git") == ["github", "gitlab"]


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_get_a_script_too(shell: str, run: Run) -> None:
    code, script, _ = run("--completion", shell)
    assert code == 0
    assert "verify" in script
