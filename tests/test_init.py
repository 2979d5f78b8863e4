"""`onrecord init`: a new site builds and passes every check from the start, in every language; nothing is ever replaced or half written."""

from __future__ import annotations

import builtins
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord import __version__, pipeline, start
from onrecord import locale as locales
from onrecord.artifact import Artifact
from onrecord.calls import OPENING
from onrecord.compose import hidden_in
from onrecord.settle import settle
from onrecord.start import Wish, compose, requirement, words_of
from onrecord.start.answers import FALLBACK, TAKEN, id_of, parse_languages, parse_title
from onrecord.texts import texts_of

Run = Callable[..., tuple[int, str, str]]
TODAY = dt.date(2026, 1, 15)
REPOSITORY = Path(__file__).parent.parent
LANGUAGES = locales.known_languages()
ALL = ",".join(LANGUAGES)
FILES = [
    ".github/workflows/site.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "README.md",
    "content/harbour/en.md",
    "content/harbour/facts.yml",
    "content/harbour/pl.md",
    "content/harbour/sheet.yml",
    "content/parties.yml",
    "content/site.yml",
    "content/sources.yml",
    "content/units.yml",
    "requirements.txt",
    "sources/minutes.txt",
]
HOSTILE = [
    'Trams: "new" & <old> # what it\'s like',
    "- a list, {a: mapping}, [a, list]",
    "*anchor &alias !tag | > % @ `",
    "Elections 2025: 3,5 % of 460 (№ 7)",
    "Wolność 🚋 👩‍👩‍👧 and مكتبة ‏الميناء",
    "'single' \"double\" '2025\"",
    "Fifty-two people, dozens of trams and ½ of ٣",
    "yes",
    "null",
    "---",
    "{ curly } [square] (round)",
    "\\n \\x41 <each title> <id>",
    "a" * 200,
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answers what a terminal would ask, in order; gives the questions. An exception is raised instead of an answer."""

    def asked(*answers: str | type[BaseException]) -> list[str]:
        questions: list[str] = []
        waiting: Iterator[str | type[BaseException]] = iter(answers)

        def answer(question: str = "") -> str:
            questions.append(question)
            given = next(waiting)
            if isinstance(given, str):
                return given
            raise given

        monkeypatch.setattr(builtins, "input", answer)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        return questions

    return asked


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def texts_of_sheet(folder: Path, name: str) -> Any:
    return yaml.safe_load(next(folder.glob(f"content/*/{name}")).read_bytes())


# ---- it builds, in every language


@pytest.mark.parametrize("languages", [*LANGUAGES, "en,pl", "pl,en", "ar,de", ALL])
def test_a_new_site_passes_every_check_and_builds(here: Path, run: Run, languages: str) -> None:
    assert run("init", "new", "--languages", languages, "--yes")[0] == 0
    os.chdir("new")
    assert run("check", "--strict", "--today", str(TODAY)) == (0, "6 facts, no findings\n", "")
    assert run("build", "--strict", "--today", str(TODAY))[::2] == (0, "")
    for language in languages.split(","):
        (page,) = [path for path in Path("site", language).glob("*/index.html") if path.parent.name not in TAKEN]
        assert words_of(language)["title"] in page.read_text(encoding="utf-8")
    code, out, _ = run("verify", "site", "--strict", "--today", str(TODAY))
    assert (code, "all as on record" in out) == (0, True)
    assert (
        run("evidence", "--pages", "sources", "--today", str(TODAY))[1]
        == "quotes: 6 found on their pages, 0 read by eye, 0 not looked up\n"
    )


def test_the_files_of_a_new_site(here: Path, run: Run) -> None:
    assert run("init", "new", "--languages", "en,pl", "--id", "harbour", "--yes")[0] == 0
    written = [path for path in files_in(Path("new")) if not path.startswith(".onrecord/")]
    assert written == sorted(FILES)
    for path in written:
        raw = Path("new", path).read_bytes()
        assert raw.endswith(b"\n")
        assert not raw.endswith(b"\n\n")
        if path.endswith((".yml", ".yaml")):
            assert yaml.safe_load(raw)
        if path.endswith(".json"):
            assert json.loads(raw)
        assert not re.search(rb"<(?:each|first|id|languages?|pages|url|onrecord)\b[^>]*>", raw), path
    assert {"facts.json", "site.json"} <= set(os.listdir("new/.onrecord/schema"))
    assert run("schema", "--content", "new/content", "--out", "new/.onrecord/schema")[0] == 0


def test_it_says_what_to_do_next(here: Path, run: Run) -> None:
    code, out, _ = run("init", "new", "--languages", "pl,en", "--title", "Tramwaje", "--title", "Trams", "--yes")
    head, following, *lines = out.splitlines()
    assert (code, head, following) == (0, "new: a new site in polski and English", "next:")
    assert [line.split()[:2] for line in lines] == [["cd", "new"], ["onrecord", "serve"], ["onrecord", "check"]]
    assert "content/tramwaje/facts.yml" in out


def test_one_edit_reaches_the_pages_and_a_slip_is_told(here: Path, run: Run) -> None:
    run("init", "new", "--languages", "pl", "--id", "port", "--yes")
    os.chdir("new")
    facts = Path("content/port/facts.yml")
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("value: 52", "value: 55"), encoding="utf-8")
    assert run("build")[0] == 0
    assert "przyszło" in Path("site/pl/port/index.html").read_text(encoding="utf-8")
    assert "the quote does not hold 55: it has 52" in run("check", "--strict")[1]
    facts.write_text(text.replace("value: 52", "valeu: 52"), encoding="utf-8")
    code, out, _ = run("check")
    assert (code, "did you mean `value`?" in out) == (1, True)


# ---- the words of the example


def keys(words: Any, above: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {above}
    return {key for name, below in words.items() for key in keys(below, f"{above}.{name}" if above else name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_whole_example(language: str) -> None:
    def texts(words: dict[str, Any]) -> set[str]:
        return {key for key in keys(words) if not key.startswith(("units.", "parties.", "default"))}

    assert texts(words_of(language)) == texts(words_of(start.default_language()))  # type: ignore[arg-type]
    assert {path.stem for path in start.FOLDER.glob("*.yml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quote_stands_in_the_minutes_and_the_page_says_what_it_is(language: str) -> None:
    words = words_of(language)
    quotes = [fact[key] for fact in words.values() if isinstance(fact, dict) for key in ("quote", "rival") if key in fact]
    assert len(quotes) == 6
    assert [quote for quote in quotes if quote not in words["minutes"]] == []
    assert words["page"].startswith("> ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nouns_are_those_of_the_table_of_forms(language: str) -> None:
    table = yaml.safe_load((REPOSITORY / "tests" / "locales" / f"{language}.yml").read_bytes())["units"]
    for unit, forms in words_of(language)["units"].items():
        assert {key: forms[key] for key in table[unit].keys() & forms.keys()} == {key: forms[key] for key in table[unit]}, unit


def test_addresses_are_those_that_belong_to_nobody() -> None:
    for file in start.FOLDER.rglob("*"):
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            hosts = re.findall(r"https?://([\w.-]+)", file.read_text(encoding="utf-8"))
            assert [host for host in hosts if not host.endswith("example.org")] == [], file


@pytest.mark.parametrize("number", [1, 2, 3, 5, 11, 21, 22, 100, 101, 1000, 1_000_000])
def test_a_newcomer_may_write_any_whole_number_in_every_language(here: Path, number: int) -> None:
    settle(compose(Wish(tuple(LANGUAGES)), __version__), here)
    facts = here / "content/example/facts.yml"
    facts.write_text(re.sub(r"value: \d+", f"value: {number}", facts.read_text(encoding="utf-8")), encoding="utf-8")
    found = pipeline.check(here / "content", TODAY).diagnostics
    assert {finding.rule for finding in found} == {"evidence"}  # the minutes say otherwise


def test_the_schemas_of_editors_find_nothing_wrong(here: Path, run: Run) -> None:
    run("init", "new", "--languages", ALL, "--yes")
    for path in Path("new/content").rglob("*.yml"):
        schema = json.loads(Path("new/.onrecord/schema", f"{path.stem}.json").read_bytes())
        assert [error.message for error in Draft202012Validator(schema).iter_errors(yaml.load(path.read_bytes(), yaml.BaseLoader))] == []


# ---- what the editor answers


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_as_it_was_typed(here: Path, run: Run, title: str) -> None:
    assert run("init", "new", f"--title={title}", "--yes")[::2] == (0, "")
    os.chdir("new")
    assert run("check", "--strict", "--today", str(TODAY))[0] == 0
    assert said(Path("content"), "en") == title


def said(content: Path, language: str) -> str:
    """The title of the site as a reader has it, calls said, without the marks of good typography."""
    site = pipeline.check(content, TODAY).made.site
    return "".join(piece if isinstance(piece, str) else str(piece.id) for piece in site.title[language])


PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=60)


@given(title=PRINTABLE)
@settings(max_examples=40)
def test_any_printable_title_survives(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    assume(title.strip() and not OPENING.search(title) and not hidden_in(title))
    judged = parse_title(title)
    folder = tmp_path_factory.mktemp("site")
    settle(compose(Wish(("en",), {"en": judged}), __version__), folder)
    checked = pipeline.check(folder / "content", TODAY)
    assert checked.diagnostics == []
    assert said(folder / "content", "en") == judged == title.strip()


def test_a_title_that_is_the_same_in_two_languages_is_a_name(here: Path, run: Run) -> None:
    assert (
        run("init", "new", "--languages", "pl,en", "--title", 'Solidarność "Walcząca" x', "--title", 'Solidarność "Walcząca" x', "--yes")[0]
        == 0
    )
    assert run("check", "--strict", "--content", "new/content", "--today", str(TODAY))[0] == 0


def test_titles_that_are_not_given_are_those_of_the_example(here: Path, run: Run) -> None:
    assert run("init", "new", "--languages", "pl,en", "--title", "Tramwaje", "--yes")[0] == 0
    assert texts_of_sheet(Path("new"), "sheet.yml")["title"] == {"pl": "Tramwaje", "en": words_of("en")["title"]}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--languages", "pll"], "onrecord has no pack for the language `pll`; did you mean `pl`?"),
        (["--languages", ","], "no language is named; write codes"),
        (["--url", "example.org"], "`example.org` is not a web address; copy the whole address, beginning with `https://`"),
        (["--id", "My Topic"], "`My Topic` cannot be an id; use small letters a to z"),
        (["--id", "facts"], "two pages have the address"),
        (["--title", "  "], "the title is empty; write what the site is about"),
        (["--title", 'One {{ figure("x") }}'], "`{{` begins or ends a call"),
        (["--title", "one\ntwo"], "the title is one line"),
        (["--title", "a\u202eb"], "RIGHT-TO-LEFT OVERRIDE"),
        (["--title", "a" * 201], "more than 200 characters"),
        (["--title", "one", "--title", "two"], "there are more titles (2) than languages (1); give one `--title` for each language"),
    ],
)
def test_what_cannot_be_is_refused_in_the_words_of_the_checks(here: Path, run: Run, arguments: list[str], words: str) -> None:
    code, out, errors = run("init", "new", *arguments, "--yes")
    assert (code, out, words in errors) == (2, "", True), errors
    assert os.listdir() == []


def test_languages_are_named_once_each_in_the_editors_order() -> None:
    assert parse_languages(" uk,pl, en uk") == ("uk", "pl", "en")


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Trams of Warsaw", "trams-of-warsaw"),
        ("Białoruś: ludzie i liczby 2025", "bialorus-ludzie-i-liczby-2025"),
        ("Straße & Œuvre", "strase-oeuvre"),
        ("Бібліотека", FALLBACK),
        ("Facts", FALLBACK),
        ("🚋", FALLBACK),
        ("long " * 40, "-".join(["long"] * 12)),
    ],
)
def test_the_id_of_a_sheet_is_made_from_its_title(title: str, id: str) -> None:
    assert id_of([title]) == id


def test_a_title_in_latin_letters_gives_the_id_where_the_first_has_none() -> None:
    assert id_of(["Бібліотека", "The library"]) == "the-library"


# ---- asked on a terminal


def test_a_terminal_asks_for_what_was_not_given(here: Path, run: Run, asked: Callable[..., list[str]]) -> None:
    questions = asked("en, pl", "Trams", "", "https://trams.example.org/")
    assert run("init", "new")[0] == 0
    assert [question.rpartition(" [")[2] for question in questions] == [
        "en]: ",
        "The harbour library]: ",
        "Biblioteka w porcie]: ",
        "none]: ",
    ]
    assert "pl polski" in questions[0]
    site = yaml.safe_load(Path("new/content/site.yml").read_bytes())
    assert site["title"] == {"en": "Trams", "pl": "Biblioteka w porcie"}
    assert (site["url"], site["sheets"]) == ("https://trams.example.org/", ["trams"])


def test_a_wrong_answer_is_told_at_once_and_asked_again(here: Path, run: Run, asked: Callable[..., list[str]]) -> None:
    asked("pll", "pl", "{{", "Tramwaje", "trams", "none")
    code, _, errors = run("init", "new")
    assert code == 0
    assert errors.splitlines() == [
        "onrecord has no pack for the language `pll`; did you mean `pl`?",
        "`{{` begins or ends a call, which a title cannot hold yet; leave it out",
        "`trams` is not a web address; copy the whole address, beginning with `https://`",
    ]


def test_what_was_given_is_not_asked(here: Path, run: Run, asked: Callable[..., list[str]]) -> None:
    questions = asked()
    assert run("init", "new", "--languages", "en", "--title", "Trams", "--url", "https://trams.example.org/")[0] == 0
    assert questions == []


def test_yes_asks_nothing_on_a_terminal(here: Path, run: Run, asked: Callable[..., list[str]]) -> None:
    assert (run("init", "new", "--yes")[0], asked()) == (0, [])


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
def test_an_interrupted_question_leaves_nothing(here: Path, run: Run, asked: Callable[..., list[str]], end: type[BaseException]) -> None:
    asked("en", end)
    assert run("init", "new") == (130, "", "\ninterrupted; nothing was written\n")
    assert os.listdir() == []


# ---- nothing is replaced, nothing half written


def test_a_second_run_is_refused_and_leaves_all_as_it_is(here: Path, run: Run) -> None:
    run("init", "new", "--yes")
    before = {path: Path("new", path).read_bytes() for path in files_in(Path("new"))}
    code, _, errors = run("init", "new", "--languages", "pl", "--yes")
    assert (code, "`new` is not empty: it holds `.github`; nothing is ever replaced" in errors) == (2, True)
    assert {path: Path("new", path).read_bytes() for path in files_in(Path("new"))} == before


@pytest.mark.parametrize("hidden", [".git/config", ".venv/pyvenv.cfg", ".DS_Store"])
def test_a_folder_with_hidden_files_of_others_is_taken(here: Path, run: Run, hidden: str) -> None:
    Path(hidden).parent.mkdir(exist_ok=True)
    Path(hidden).write_text("theirs", encoding="utf-8")
    assert run("init", ".", "--yes")[0] == 0
    assert Path(hidden).read_text(encoding="utf-8") == "theirs"
    assert Path("content/site.yml").is_file()
    assert not list(here.glob(".onrecord-*"))


@pytest.mark.parametrize("ours", ["README.md", ".gitignore", ".vscode/settings.json", "notes.txt"])
def test_a_folder_that_holds_anything_else_is_refused(here: Path, run: Run, ours: str) -> None:
    Path("new", ours).parent.mkdir(parents=True)
    Path("new", ours).write_text("theirs", encoding="utf-8")
    code, _, errors = run("init", "new", "--yes")
    assert (code, "is not empty" in errors) == (2, True)
    assert files_in(Path("new")) == [ours]


def test_a_folder_that_is_not_free_is_refused_before_anything_is_asked(here: Path, run: Run, asked: Callable[..., list[str]]) -> None:
    Path(".gitignore").write_text("theirs", encoding="utf-8")
    questions = asked()
    assert (run("init", ".")[0], questions) == (2, [])


def test_a_file_is_no_folder(here: Path, run: Run) -> None:
    Path("new").write_text("theirs", encoding="utf-8")
    assert run("init", "new", "--yes")[::2] == (2, "onrecord: `new` is a file; name a folder that is new or empty\n")
    assert run("init", "new/below", "--yes")[0] == 1
    assert Path("new").read_text(encoding="utf-8") == "theirs"


def test_folders_above_are_made(here: Path, run: Run) -> None:
    assert run("init", "a/b/new", "--yes")[0] == 0
    assert os.listdir("a/b") == ["new"]


def test_files_that_cannot_all_be_moved_in_are_all_moved_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target == tmp_path / "b":
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="the disk is full"):
        settle([Artifact("a/one", b"1\n"), Artifact("b", b"2\n")], tmp_path)
    assert os.listdir(tmp_path) == []


# ---- editors, commits, CI


def test_settings_for_editors_are_those_of_this_repository() -> None:
    for file in sorted((REPOSITORY / ".vscode").iterdir()):
        assert (start.FILES / "_vscode" / file.name).read_bytes() == file.read_bytes()


def test_the_next_version_that_may_break_is_left_out() -> None:
    assert requirement("0.1.0") == "onrecord>=0.1.0,<0.2"
    assert requirement("1.4.2") == "onrecord>=1.4.2,<2"


def composed(path: str, languages: tuple[str, ...] = ("en",)) -> str:
    return next(file.content.decode() for file in compose(Wish(languages), __version__) if file.path == path)


def test_onrecord_is_asked_for_in_one_version_everywhere() -> None:
    hook = yaml.safe_load(composed(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]
    assert [*hook["additional_dependencies"], ""] == composed("requirements.txt").split("\n")
    assert (hook["entry"], hook["files"], hook["pass_filenames"]) == ("onrecord check --strict", "^content/", False)


def test_the_workflow_may_do_no_more_than_it_needs() -> None:
    workflow = yaml.safe_load(composed(".github/workflows/site.yml"))
    assert workflow["permissions"] == {"contents": "read"}
    more = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert more == {"publish": {"pages": "write", "id-token": "write"}}
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert [name for name in used if not re.fullmatch(r"actions/[\w-]+@v\d+", name)] == []
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert [run for run in runs if "${{" in run] == []  # what others typed never becomes a program


@pytest.fixture
def repository(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """A new site in git, with `onrecord` and a `pip` that installs nothing on the path; runs a shell step there."""
    run("init", "new", "--languages", "pl,en", "--yes")
    programs, folder = here / "programs", here / "new"
    programs.mkdir()
    for name, does in {"onrecord": f'exec "{sys.executable}" -m onrecord "$@"', "pip": "exit 0", "apt-get": "exit 0"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
        "GITHUB_STEP_SUMMARY": str(here / "summary.md"),
    }
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=environment)

    def shell(script: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=folder, env=environment | more, capture_output=True, text=True, check=False)

    return shell


needs_git = pytest.mark.skipif(not shutil.which("git") or not shutil.which("bash"), reason="needs git and bash")


@needs_git
def test_the_steps_of_the_workflow_run(repository: Callable[..., subprocess.CompletedProcess[str]], here: Path) -> None:
    workflow = yaml.safe_load((here / "new/.github/workflows/site.yml").read_bytes())
    edit(here / "new")
    for step in workflow["jobs"]["build"]["steps"]:
        if "run" in step:
            done = repository(step["run"], BASE="HEAD")
            assert done.returncode == 0, (step["run"], done.stdout, done.stderr)
    assert (here / "new/site/pl/biblioteka-w-porcie/index.html").is_file()
    assert "14" in (here / "summary.md").read_text(encoding="utf-8")
    assert repository(workflow["jobs"]["review"]["steps"][-1]["run"]).returncode == 0


@needs_git
def test_the_scripts_of_gitlab_run_and_a_finding_fails_the_check(
    repository: Callable[..., subprocess.CompletedProcess[str]], here: Path
) -> None:
    jobs = yaml.safe_load((here / "new/.gitlab-ci.yml").read_bytes())
    edit(here / "new")
    for name in ("check", "changes", "pages"):
        done = repository("\n".join(jobs[name]["script"]), CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD")
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    assert json.loads((here / "new/code-quality.json").read_bytes()) == []
    assert (here / "new/public/index.html").is_file()
    facts = next(here.glob("new/content/*/facts.yml"))
    facts.write_text(facts.read_text(encoding="utf-8").replace("ref: minutes", "ref: minuts", 1), encoding="utf-8")
    failed = repository("\n".join(jobs["check"]["script"]))
    assert (failed.returncode, "did you mean `minutes`?" in failed.stdout) == (1, True)
    assert json.loads((here / "new/code-quality.json").read_bytes())


def edit(folder: Path) -> None:
    """Fourteen children came, and the minutes say so."""
    facts = next(folder.glob("content/*/facts.yml"))
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("value: 13", "value: 14").replace("13 dzieci", "14 dzieci"), encoding="utf-8")


def test_the_examples_texts_are_all_there_in_every_language(here: Path) -> None:
    settle(compose(Wish(tuple(LANGUAGES)), __version__), here)
    site = pipeline.check(here / "content", TODAY).made.site
    assert [text.route for text in texts_of(site) if set(text.texts) != set(LANGUAGES)] == []


# ---- docs/start.md

START = (REPOSITORY / "docs" / "start.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", START, re.MULTILINE | re.DOTALL)


def test_the_first_five_minutes_go_as_the_page_says(here: Path, run: Run) -> None:
    begin, look, again, judge, publish = (block.split("\n")[-2].split()[1:] for block in blocks("sh"))
    quote, slip = blocks("text")
    before, after = re.findall(r"^[-+](.*)$", blocks("diff")[0], re.MULTILINE)
    assert run(*begin)[0] == 0
    os.chdir("library")
    for path in re.findall(r"`(content/[^`]+|sources/)`", START):
        assert Path(path).exists(), path
    assert (run(*look)[0], "przyszły" in polish()) == (0, True)
    swap("facts.yml", before, after)
    assert (run(*again)[0], "przyszło" in polish(), "23,6%" in polish()) == (0, True, True)
    assert quote in run(*judge)[1]
    swap("facts.yml", after, before)
    swap("en.md", 'figure("first-day") }} came', 'figure("frist-day") }} came')
    code, _, errors = run(*publish)
    assert (code, slip in errors) == (1, True)
    swap("en.md", "frist-day", "first-day")
    assert run(*publish)[0] == 0


def polish() -> str:
    return Path("site/pl/biblioteka-w-porcie/index.html").read_text(encoding="utf-8")


def swap(file: str, before: str, after: str) -> None:
    path = Path("content/biblioteka-w-porcie", file)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
