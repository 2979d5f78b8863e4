"""The scripts in ci/, run by bash as a workflow runs them: in a repository of git, beside a `gh` and a `curl` that only note what they are
asked. The action, the include for GitLab and the examples are read, and the include's lines are run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from workshop import CI, REPOSITORY, Workshop

SCRIPTS = sorted(path.name for path in CI.glob("*.sh"))
HOSTILE = "a';touch${IFS}owned;`touch${IFS}owned`$(touch${IFS}owned)"  # a name that git takes for a branch
ON_GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "newsroom/facts", "GH_TOKEN": "secret"}


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    shop = Workshop(tmp_path / "repository", tmp_path / "programs")
    shop.programs.mkdir()
    shop.program("onrecord", f'#!/bin/sh\nexec {sys.executable} -m onrecord "$@"\n')
    shop.program("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    shutil.copytree(REPOSITORY / "tests" / "cases" / "base", shop.folder / "content")
    shop.git("init", "-q")
    shop.commit("Begin")
    return shop


@pytest.fixture
def github(shop: Workshop, tmp_path: Path) -> Workshop:
    """The same as GitHub's runner has it."""
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        (tmp_path / name).touch()
        shop.environment[name] = str(tmp_path / name)
    shop.environment |= {**ON_GITHUB, "ONRECORD_CHANGES": str(tmp_path / "changes.md")}
    return shop


@pytest.fixture
def request_(github: Workshop) -> Workshop:
    """A pull request that changes a figure and its quotes, and says so in a correction."""
    github.git("checkout", "-q", "-b", "fix")
    correct(github)
    github.commit()
    github.environment |= {"ONRECORD_SINCE": "main", "ONRECORD_REQUEST": "7"}
    return github


def correct(shop: Workshop) -> None:
    note = "{pl: Źródło podało nową liczbę., en: The source gave a new number.}"
    shop.edit("content/demo/facts.yml", "quote: 52 people", "quote: 53 people")
    shop.edit("content/demo/facts.yml", "uwolniono 52 osoby", "uwolniono 53 osoby")
    shop.edit(
        "content/demo/facts.yml", "value: 52", f"value: 53\n    corrections: [{{date: 2025-12-20, kind: update, was: '52', note: {note}}}]"
    )


def summary(shop: Workshop) -> str:
    return Path(shop.environment["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")


# ---- check and build


def test_clean_content_passes_and_is_built(github: Workshop) -> None:
    checked, built = github.run("check.sh"), github.run("build.sh")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    assert built.returncode == 0, built.stderr
    assert (github.folder / "site/pl/demo/index.html").is_file()
    assert github.outputs() == {"site": "site"}
    assert "no findings" in summary(github)


def test_a_finding_stands_at_its_line_and_stops_the_build(github: Workshop) -> None:
    github.edit("content/demo/en.md", 'figure("freed"', 'figure("fred"')
    checked = github.run("check.sh")
    assert checked.returncode == 1
    assert re.match(r"::error file=content/demo/en.md,line=1,col=\d+,endColumn=\d+,title=unknown-fact::", checked.stdout)
    assert "unknown-fact" in summary(github)
    assert github.run("build.sh").returncode == 1
    assert not (github.folder / "site").exists()
    assert github.outputs() == {}


def test_warnings_stop_unless_strict_is_off(shop: Workshop) -> None:
    shop.edit("content/demo/facts.yml", "value: 52", "value: 53")
    assert shop.run("check.sh").returncode == 1
    assert shop.run("check.sh", ONRECORD_STRICT="false").returncode == 0
    assert shop.run("build.sh", ONRECORD_STRICT="false").returncode == 0


def test_wrong_usage_is_told_with_its_own_code(shop: Workshop) -> None:
    done = shop.run("check.sh", ONRECORD_TODAY="soon")
    assert done.returncode == 2
    assert "soon" in done.stderr


def test_gitlab_has_its_report_and_the_log_has_text(shop: Workshop) -> None:
    shop.edit("content/demo/en.md", 'figure("freed"', 'figure("fred"')
    done = shop.run("check.sh", ONRECORD_REPORT="quality.json")
    assert done.returncode == 1
    assert "error[unknown-fact]" in done.stdout
    (issue,) = [
        found for found in json.loads((shop.folder / "quality.json").read_text(encoding="utf-8")) if found["severity"] == "critical"
    ]
    assert issue["location"]["path"] == "content/demo/en.md"


def test_a_line_of_the_content_is_no_command_for_the_runner(github: Workshop) -> None:
    github.edit("content/demo/en.md", "were freed.", 'were freed. ##[set-output name=site]/etc {{ figure("fred") }}')
    out = github.run("build.sh").stdout.splitlines()
    stop = re.fullmatch(r"::stop-commands::([0-9a-f]{32})", out[0])
    assert stop
    assert out[-1] == f"::{stop[1]}::"
    assert any("##[set-output" in line for line in out[1:-1])


def test_another_folder_its_templates_and_its_place_are_used(github: Workshop) -> None:
    (github.folder / "our own").mkdir()
    (github.folder / "content").rename(github.folder / "our own/--facts")
    (github.folder / "looks").mkdir()
    (github.folder / "looks/style.css").write_text("body { color: green }\n", encoding="utf-8")
    done = github.run("build.sh", ONRECORD_CONTENT="our own/--facts", ONRECORD_TEMPLATES="looks", ONRECORD_OUT="out put")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "green" in (github.folder / "out put/style.css").read_text(encoding="utf-8")
    assert github.outputs()["site"] == "out put"


def test_onrecord_is_installed_from_the_folder_of_the_action_or_as_asked(github: Workshop) -> None:
    github.program("python", '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done >>"$HOME/pip"\n')
    assert github.run("install.sh", ONRECORD_CONTENT="handbook/facts").returncode == 0
    assert github.run("install.sh", ONRECORD_VERSION="--index-url=https://elsewhere.example").returncode == 0
    said = (github.programs / "pip").read_text(encoding="utf-8").splitlines()
    first = said.index("--")
    assert Path(said[first + 1]).resolve() == REPOSITORY
    assert said[said.index("--", first + 1) + 1] == "--index-url=https://elsewhere.example"  # behind `--`, so no option of pip
    outputs = Path(github.environment["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines()
    assert "state=handbook/.onrecord" in outputs
    assert any(re.fullmatch(r"version=\d+\.\d+\.\d+\S*", line) for line in outputs)


# ---- what it is compared with


def test_a_pull_request_is_compared_with_its_base_though_one_commit_was_fetched(github: Workshop, tmp_path: Path) -> None:
    upstream = github.folder
    github.git("checkout", "-q", "-b", "fix")
    github.edit("content/demo/facts.yml", "value: 52", "value: 53")
    github.commit()
    github.folder = tmp_path / "shallow"
    github.git("clone", "-q", "--depth=1", "--branch=fix", f"file://{upstream}", str(github.folder), folder=tmp_path)
    done = github.run("check.sh", GITHUB_BASE_REF="main")
    assert done.returncode == 1
    assert "title=silent-change" in done.stdout
    assert github.git("rev-parse", "--is-shallow-repository") == "true"


def test_a_merge_request_is_compared_with_its_base(shop: Workshop) -> None:
    base = shop.git("rev-parse", "HEAD")
    shop.edit("content/demo/facts.yml", "value: 52", "value: 53")
    shop.commit()
    assert shop.run("since.sh", CI_MERGE_REQUEST_DIFF_BASE_SHA=base).stdout == f"{base}\n"
    assert "silent-change" in shop.run("check.sh", CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_MERGE_REQUEST_TARGET_BRANCH_SHA="").stdout


def test_a_request_that_brings_the_first_content_has_nothing_to_compare(github: Workshop) -> None:
    github.git("mv", "content", "facts")
    github.commit()
    for script in ("check.sh", "diff.sh"):
        done = github.run(script, ONRECORD_CONTENT="facts", ONRECORD_SINCE="HEAD~1")
        assert done.returncode == 0
        assert "there was no folder facts at HEAD~1" in done.stderr
    assert github.outputs() == {"changed": "false"}


def test_a_base_that_cannot_be_had_is_told(github: Workshop) -> None:
    done = github.run("check.sh", GITHUB_BASE_REF="gone")
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


def test_no_name_of_a_branch_is_ever_run(github: Workshop, tmp_path: Path) -> None:
    github.git("branch", HOSTILE)
    upstream = github.folder
    github.folder = tmp_path / "clone"
    github.git("clone", "-q", "--depth=1", "--branch=main", f"file://{upstream}", str(github.folder), folder=tmp_path)
    correct(github)
    for script in ("check.sh", "diff.sh"):
        assert github.run(script, GITHUB_BASE_REF=HOSTILE).returncode == 0
    assert github.outputs() == {"changed": "true"}
    assert not list(tmp_path.rglob("owned"))


ASKED = ("ONRECORD_CONTENT", "ONRECORD_SINCE", "ONRECORD_TODAY", "ONRECORD_OUT", "ONRECORD_DAYS", "ONRECORD_REQUEST")


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("names", [ASKED, *(pytest.param((name,), marks=pytest.mark.slow) for name in ASKED)], ids=" ".join)
def test_nothing_that_is_asked_is_ever_run(github: Workshop, script: str, names: tuple[str, ...]) -> None:
    github.answer("gh")
    github.program("python", f'#!/bin/sh\n[ "$2" = pip ] || exec {sys.executable} "$@"\n')
    github.run(script, **dict.fromkeys(names, "$(touch owned)`touch owned`; touch owned #"))
    assert not list(github.folder.rglob("owned"))


# ---- what changes for readers


def test_what_changes_for_readers_is_written_for_a_comment_and_the_summary(request_: Workshop) -> None:
    assert request_.run("check.sh").returncode == 0
    assert request_.run("diff.sh").returncode == 0
    changes = Path(request_.environment["ONRECORD_CHANGES"]).read_text(encoding="utf-8")
    assert "- Freed on 11 September 2025: 52 people.\n+ Freed on 11 September 2025: 53 people." in changes
    assert changes in summary(request_)
    assert request_.outputs() == {"changed": "true"}


def test_a_change_that_no_reader_sees_is_told_as_none(request_: Workshop) -> None:
    assert request_.run("diff.sh", ONRECORD_SINCE="HEAD").returncode == 0
    assert request_.outputs() == {"changed": "false"}


def test_a_push_has_nothing_to_compare_with(github: Workshop) -> None:
    assert github.run("diff.sh").stdout == "nothing to compare with\n"
    assert github.outputs() == {"changed": "false"}


# ---- the comment

MARKER = "<!-- onrecord: content -->"
OURS = {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"}
THEIRS = {"id": 2, "user": {"login": "somebody"}, "body": f"{MARKER}\nI only look like it"}
COMMENTS = r"GET repos/newsroom/facts/issues/7/comments\?per_page=100"


def comment(shop: Workshop, changed: str = "true") -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """The script's end, and what it asked of `gh` beside reading."""
    assert shop.run("diff.sh").returncode == 0
    done = shop.run("comment.sh", ONRECORD_CHANGED=changed)
    assert done.returncode == 0, done.stderr
    writing = [asked for asked in shop.asked() if "--method" in asked["words"]]
    for asked in writing:
        assert asked["files"][0].startswith(f"{MARKER}\n**1 fact changes")
    return done, [" ".join(asked["words"][1:4]) for asked in writing]


def test_the_first_comment_is_written(request_: Workshop) -> None:
    request_.answer("gh", **{COMMENTS: [THEIRS]})
    assert comment(request_)[1] == ["--method POST repos/newsroom/facts/issues/7/comments"]


def test_our_comment_is_written_anew_and_nobody_elses(request_: Workshop) -> None:
    pages = json.dumps([THEIRS] * 100) + json.dumps([{"id": 1, "user": None, "body": None}, OURS])
    request_.answer("gh", **{COMMENTS: pages})
    assert comment(request_)[1] == ["--method PATCH repos/newsroom/facts/issues/comments/3"]


def test_where_nothing_changes_no_comment_comes_but_an_old_one_says_so(request_: Workshop) -> None:
    request_.answer("gh")
    assert comment(request_, changed="false")[1] == []
    request_.answer("gh", **{COMMENTS: [OURS]})
    assert comment(request_, changed="false")[1] == ["--method PATCH repos/newsroom/facts/issues/comments/3"]


def test_a_fork_may_not_comment_and_fails_nothing(request_: Workshop) -> None:
    request_.answer("gh", refusal="gh: Resource not accessible by integration (HTTP 403)")
    done, written = comment(request_)
    assert written == []
    assert done.stderr.startswith("::notice::this workflow may not comment here")


def test_any_other_refusal_is_a_warning_of_one_line(request_: Workshop) -> None:
    request_.answer("gh", refusal="gh: 100% broken\n::error::(HTTP 502)")
    done, _ = comment(request_)
    assert done.stderr == "::warning::the comment on what changes for readers could not be written: gh: 100%25 broken ::error::(HTTP 502)\n"


def test_two_sites_have_a_comment_each(request_: Workshop) -> None:
    request_.answer("gh", **{COMMENTS: [OURS]})
    assert request_.run("diff.sh").returncode == 0
    request_.git("mv", "content", "more -->facts")
    assert request_.run("comment.sh", ONRECORD_CONTENT="more -->facts").returncode == 0
    (written,) = [asked for asked in request_.asked() if "--method" in asked["words"]]
    assert written["files"][0].startswith("<!-- onrecord: more____facts -->\n")


# ---- the note on GitLab

GITLAB = {
    "CI_API_V4_URL": "https://gitlab.example/api/v4",
    "CI_PROJECT_ID": "11",
    "CI_MERGE_REQUEST_IID": "7",
    "ONRECORD_TOKEN": "very-secret",
    "ONRECORD_CHANGED": "true",
}
NOTES = "https://gitlab.example/api/v4/projects/11/merge_requests/7/notes"
ASKED = "GET " + re.escape(NOTES)
USER = {r"GET https://gitlab.example/api/v4/user": {"username": "facts-bot"}}


def note(shop: Workshop, **more: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    Path(shop.folder / "onrecord-changes.md").write_text("**1 fact changes**\n", encoding="utf-8")
    done = shop.run("note.sh", **{**GITLAB, **more})
    assert done.returncode == 0, done.stderr
    return done, [
        [asked["words"][asked["words"].index("--request") + 1], asked["words"][-1]]
        for asked in shop.asked()
        if "--request" in asked["words"]
    ]


def test_the_first_note_is_written_and_no_list_of_programs_shows_the_token(shop: Workshop) -> None:
    shop.answer("curl", **USER)
    assert note(shop)[1] == [["POST", NOTES]]
    assert all("very-secret" not in " ".join(asked["words"]) for asked in shop.asked())
    assert {asked["given"] for asked in shop.asked()} == {'header = "PRIVATE-TOKEN: very-secret"\n'}
    assert shop.asked()[-1]["files"] == [f"{MARKER}\n**1 fact changes**\n"]


def test_our_note_is_written_anew_wherever_it_stands(shop: Workshop) -> None:
    theirs = {"id": 1, "author": {"username": "somebody"}, "body": MARKER}
    ours = {"id": 5, "author": {"username": "facts-bot"}, "body": f"{MARKER}\nold"}
    shop.answer("curl", **USER, **{ASKED + r"\?per_page=100&page=1": [theirs] * 100, ASKED + r"\?per_page=100&page=2": [ours]})
    assert note(shop)[1] == [["PUT", f"{NOTES}/5"]]


def test_without_a_token_the_note_is_an_artifact(shop: Workshop) -> None:
    shop.answer("curl", **USER)
    done, written = note(shop, ONRECORD_TOKEN="")
    assert (written, shop.asked()) == ([], [])
    assert "onrecord-changes.md" in done.stdout


def test_a_token_that_may_not_write_fails_nothing(shop: Workshop) -> None:
    shop.answer("curl", refusal="curl: (22) The requested URL returned error: 403")
    assert "could not be written" in note(shop)[0].stderr


# ---- the report on what is stale


@pytest.fixture
def ageing(github: Workshop) -> Workshop:
    """A fact that is stale, and one that will be in ten days."""
    github.edit("content/demo/sheet.yml", "closed: 2025-12-22\n", "")
    for fact, day in (("old", "2025-12-01"), ("young", "2025-12-27")):
        with (github.folder / "content/demo/facts.yml").open("a", encoding="utf-8") as file:
            file.write(
                f"  - id: {fact}\n    kind: count\n    text: {{pl: 'Jest ich {{{{ figure() }}}}.', en: 'There are {{{{ figure() }}}}.'}}\n"
                f"    label: {{pl: {fact}, en: {fact}}}\n    value: 52\n    unit: person\n    as_of: {day}\n    review_after: P30D\n"
                "    by: [agency]\n    sources: [{ref: gazette, quote: 52 people}]\n"
            )
    return github


def test_the_report_says_what_is_stale_and_what_falls_due(ageing: Workshop) -> None:
    done = ageing.run("stale.sh")
    assert done.returncode == 1
    now, due = done.stdout.split("### Falls due until 2026-01-29")
    assert "### Stale on 2026-01-15" in now
    assert "warning[stale] `old`" in now
    assert "`young`" not in now
    assert "warning[stale] `young`" in due
    assert "`old`" not in due


def test_nothing_stale_is_nothing_to_report(shop: Workshop) -> None:
    done = shop.run("stale.sh")
    assert (done.returncode, done.stdout.count("Nothing.")) == (0, 2)


@pytest.mark.parametrize(("name", "value"), [("ONRECORD_DAYS", "a few"), ("ONRECORD_DAYS", "-1"), ("ONRECORD_TODAY", "soon")])
def test_a_report_for_no_day_is_wrong_usage(shop: Workshop, name: str, value: str) -> None:
    done = shop.run("stale.sh", **{name: value})
    assert done.returncode == 2
    assert value in done.stderr
    assert "Traceback" not in done.stderr


ISSUES = r"GET repos/newsroom/facts/issues\?state=open&per_page=100"


def issue(shop: Workshop) -> list[str]:
    done = shop.run("issue.sh")
    assert done.returncode == 0, done.stderr
    return [
        " ".join(word for word in asked["words"][1:] if not word.startswith("body="))
        for asked in shop.asked()
        if "--method" in asked["words"]
    ]


def test_an_issue_is_opened_when_something_is_due(ageing: Workshop) -> None:
    request = OURS | {"number": 8, "pull_request": {}}
    ageing.answer("gh", **{ISSUES: [request]})
    assert issue(ageing) == ["--method POST repos/newsroom/facts/issues -f title=Facts in content to look at again -F"]
    assert ageing.asked()[-1]["files"][0].startswith(f"{MARKER}\n### Stale on 2026-01-15")
    assert "`young`" in summary(ageing)


def test_the_issue_is_written_anew_and_closed_when_nothing_is_due(github: Workshop, ageing: Workshop) -> None:
    ageing.answer("gh", **{ISSUES: [OURS | {"number": 9}]})
    assert issue(ageing) == ["--method PATCH repos/newsroom/facts/issues/9 -F -f state=open"]
    github.git("checkout", "-q", "content")
    assert issue(github)[-1] == "--method PATCH repos/newsroom/facts/issues/9 -F -f state=closed"


def test_no_issue_is_opened_when_nothing_is_due(github: Workshop) -> None:
    github.answer("gh")
    assert issue(github) == []


# ---- the files that hosts read


def read(path: str) -> Any:
    return yaml.safe_load((REPOSITORY / path).read_text(encoding="utf-8"))


ACTION = read("action.yml")
STEPS = ACTION["runs"]["steps"]
GITLAB_JOBS = {name: job for name, job in read("ci/gitlab.yml").items() if name != "variables"}
EXAMPLES = read("ci/examples/github.yml")
OUR_STEPS = [step for job in EXAMPLES["jobs"].values() for step in job["steps"] if step.get("uses", "").startswith("OWNER/onrecord@")]


def test_no_script_of_a_workflow_holds_an_expression() -> None:
    for step in [*STEPS, *(step for job in EXAMPLES["jobs"].values() for step in job["steps"])]:
        assert "${{" not in step.get("run", ""), step


def test_the_action_runs_scripts_that_exist_and_gives_what_they_read() -> None:
    for step in STEPS:
        if "run" in step:
            (name,) = re.findall(r'^bash "\$GITHUB_ACTION_PATH/ci/([\w-]+\.sh)"$', step["run"])
            assert set(step["env"]) - {"GH_TOKEN"} <= read_by(name), name


def read_by(name: str) -> set[str]:
    """The variables that a script, or a script that it calls, reads."""
    text = (CI / name).read_text(encoding="utf-8") + (CI / "options.sh").read_text(encoding="utf-8")
    called = set(re.findall(r'bash "\$here/([\w-]+\.sh)"', text))
    return set(re.findall(r"\bONRECORD_[A-Z]+", text)).union(*map(read_by, called))


def test_every_input_and_output_of_the_action_is_used() -> None:
    text = (REPOSITORY / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    ids = {step["id"]: step for step in STEPS if "id" in step}
    for output in ACTION["outputs"].values():
        step, name = re.findall(r"steps\.(\w+)\.outputs\.(\w+)", output["value"])[0]
        assert f"tell {name} " in (CI / f"{step}.sh").read_text(encoding="utf-8")
        assert step in ids


def test_the_example_names_inputs_and_outputs_that_exist() -> None:
    assert OUR_STEPS
    for step in OUR_STEPS:
        assert set(step.get("with", {})) <= set(ACTION["inputs"])
    text = (CI / "examples/github.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"steps\.facts\.outputs\.(\w+)", text)) <= set(ACTION["outputs"])


def test_the_example_gives_no_stranger_any_right() -> None:
    triggers = EXAMPLES[True]  # YAML 1.1 reads `on` so
    assert "pull_request" in triggers
    assert "pull_request_target" not in triggers
    assert EXAMPLES["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in EXAMPLES["jobs"].items()} == {
        "site": {"contents": "read", "pull-requests": "write"},
        "publish": {"pages": "write", "id-token": "write"},
        "stale": {"contents": "read", "issues": "write"},
    }


def variables(job: dict[str, Any]) -> dict[str, str]:
    """What GitLab gives a job: the example's variables go before the include's."""
    return {**read("ci/gitlab.yml")["variables"], **read("ci/examples/gitlab.yml")["variables"], **job.get("variables", {})}


def run_job(shop: Workshop, name: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A job of the include, as GitLab's runner runs it: one bash for the lines before and its own."""
    shop.program("python", f'#!/bin/sh\n[ "$2" = pip ] || exec {sys.executable} "$@"\n')
    lines = [*GITLAB_JOBS[".onrecord"]["before_script"], *GITLAB_JOBS[name]["script"]]
    return shop.bash("\n".join(lines), ONRECORD_CI=str(CI), **{**variables(GITLAB_JOBS[name]), **more})


@pytest.mark.parametrize(
    ("job", "made"),
    [
        ("onrecord-check", "gl-code-quality-report.json"),
        ("onrecord-build", "site/pl/demo/index.html"),
        ("pages", "public/pl/demo/index.html"),
        ("onrecord-stale", "onrecord-stale.md"),
        ("onrecord-diff", "onrecord-changes.md"),
    ],
)
def test_a_job_of_gitlab_makes_its_artifacts(shop: Workshop, job: str, made: str) -> None:
    base = shop.git("rev-parse", "HEAD")
    done = run_job(shop, job, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 0, done.stderr
    assert (shop.folder / made).is_file()
    artifacts = GITLAB_JOBS[job]["artifacts"]
    assert made.split("/")[0] in [*artifacts.get("paths", []), *artifacts.get("reports", {}).values()]


def test_a_pipeline_that_does_not_say_what_to_install_is_told(shop: Workshop) -> None:
    done = run_job(shop, "onrecord-check", ONRECORD_VERSION="")
    assert done.returncode != 0
    assert "what pip installs, as git+https://HOST/OWNER/onrecord@v1" in done.stderr


def test_every_job_of_gitlab_was_run_here() -> None:
    assert set(GITLAB_JOBS) == {".onrecord", "onrecord-check", "onrecord-diff", "onrecord-build", "pages", "onrecord-stale"}


def test_a_scheduled_pipeline_of_gitlab_fails_where_something_is_due(ageing: Workshop) -> None:
    done = run_job(ageing, "onrecord-stale")
    assert done.returncode == 1
    assert "`young`" in (ageing.folder / "onrecord-stale.md").read_text(encoding="utf-8")


def test_the_example_of_gitlab_sets_variables_and_stages_that_exist() -> None:
    example = read("ci/examples/gitlab.yml")
    assert set(example["variables"]) <= set(read("ci/gitlab.yml")["variables"])
    assert {job["stage"] for job in GITLAB_JOBS.values() if "stage" in job} == set(example["stages"])
    assert (REPOSITORY / example["include"][0]["file"]).is_file()


def test_a_hook_passes_clean_content_and_refuses_a_warning(small: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    for hook in read(".pre-commit-hooks.yaml"):
        program, *words = hook["entry"].split()
        assert program == "onrecord"
        assert run(*words)[0] == 0
    facts = Path("content/demo/facts.yml")
    facts.write_text(facts.read_text(encoding="utf-8").replace("value: 52", "value: 53"), encoding="utf-8")
    assert run(*read(".pre-commit-hooks.yaml")[0]["entry"].split()[1:])[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("action.yml", "github-actions"),
        ("ci/examples/github.yml", "github-workflows"),
        ("ci/gitlab.yml", "gitlab-ci"),
        ("ci/examples/gitlab.yml", "gitlab-ci"),
    ],
)
def test_hosts_would_read_the_file(path: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(REPOSITORY / path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_pre_commit_runs_the_hook(shop: Workshop, tmp_path: Path) -> None:
    """The real program, in an environment that it makes itself. Our dependencies come from here, so nothing is downloaded."""
    import sysconfig

    ours = tmp_path / "onrecord"
    ours.mkdir()
    for name in ("onrecord", "templates", "ci"):
        shutil.copytree(REPOSITORY / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(REPOSITORY / name, ours / name)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Begin")):
        shop.git(*words, folder=ours)
    shop.environment |= {
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PRE_COMMIT_HOME": str(tmp_path / "hooks"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one the other way round: no isolation
    }
    (shop.programs / "onrecord").unlink()
    hook = f'python -m pre_commit try-repo "{ours}" onrecord-check --all-files --verbose'
    clean = shop.bash(hook)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert "Passed" in clean.stdout
    shop.edit("content/demo/facts.yml", "value: 52", "value: 53")
    refused = shop.bash(hook)
    assert refused.returncode == 1
    assert "warning[evidence]" in refused.stdout
