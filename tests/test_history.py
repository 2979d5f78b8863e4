"""What changed since a revision: the content as git has it, what changed silently, and which sentences change for a reader."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebook import BASE, Case, read_cases

import onrecord.since
from onrecord import pipeline
from onrecord.differences import FORMATS, Comparison, Difference, Group, compare
from onrecord.differences._sentences import changes, line, sentences, split
from onrecord.history import NoHistory, Past, read_past
from onrecord.since import RULES, run_rules

Run = Callable[..., tuple[int, str, str]]
TODAY = "2026-01-15"
FACTS, SHEET, PAGE = "content/demo/facts.yml", "content/demo/sheet.yml", "content/demo/en.md"
NOTE = "note: {pl: Poprawiono., en: Put right.}"
REASON = "reason: {pl: Nie było go., en: There was none.}"


def git(*arguments: str) -> str:
    """git, as it is without anybody's settings, at a fixed time."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in WHO.items()}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    allowed = ("-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main")
    command = ["git", *allowed, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment | who | settings).stdout.strip()


WHO = {"NAME": "Editor", "EMAIL": "editor@example.org", "DATE": "2026-01-01T12:00:00Z"}


def commit(words: str = "Publish") -> None:
    git("add", "-A")
    git("commit", "-q", "-m", words)


def edit(path: str, before: str, after: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert text.count(before) == 1, (path, before)
    Path(path).write_text(text.replace(before, after), encoding="utf-8")


def append(path: str, text: str) -> None:
    Path(path).write_text(Path(path).read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """onrecord runs git with what the tests run it with; a hook of git that runs the tests names no repository to them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def published(small: Path) -> Path:
    """The small site in a repository, committed on the branch `main`."""
    git("init", "-q")
    commit()
    return small


# ---- the content as it was


def test_the_content_is_read_as_it_was(published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    edit(FACTS, "value: 52", "value: 53")
    status = git("status", "--porcelain")
    past = read_past(Path("content"), "main")
    assert (str(past.made.site.facts["freed"].amount), past.unread) == ("Exact(number=Decimal('52'))", [])
    assert past.commit == git("rev-parse", "main")
    assert list(scratch.iterdir()) == []
    assert git("status", "--porcelain") == status


@pytest.mark.parametrize("revision", ["HEAD", "first", "with-words", "main~1", "HEAD^"])
def test_branches_tags_and_steps_back_are_revisions(published: Path, revision: str) -> None:
    git("tag", "first")
    git("tag", "-a", "-m", "Words", "with-words")
    if revision in ("main~1", "HEAD^"):
        edit(FACTS, "value: 52", "value: 53")
        commit("Update")
    assert "Decimal('52')" in str(read_past(Path("content"), revision).made.site.facts["freed"].amount)


def test_the_content_may_be_the_whole_repository(small: Path) -> None:
    os.chdir("content")
    git("init", "-q")
    commit()
    assert set(read_past(Path(), "HEAD").made.site.facts) == {"freed", "meeting"}


def test_the_command_may_run_anywhere(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("far").mkdir()
    monkeypatch.chdir("far")
    assert set(read_past(Path("../content"), "main").made.site.facts) == {"freed", "meeting"}


def test_names_that_are_no_ascii_and_attributes_for_archives_make_no_difference(published: Path) -> None:
    Path("content/notatki-żółte.md").write_text("# x\n", encoding="utf-8")
    Path(".gitattributes").write_text("content export-ignore\n", encoding="utf-8")
    commit("Attributes")
    assert set(read_past(Path("content"), "HEAD").made.site.facts) == {"freed", "meeting"}


def test_a_link_of_old_content_is_followed_inside_of_it_and_nowhere_else(published: Path) -> None:
    shutil.move("content/units.yml", "content/all-units.yml")
    Path("content/units.yml").symlink_to("all-units.yml")
    Path("content/parties.yml").unlink()
    Path("content/parties.yml").symlink_to(Path("/etc/hostname"))
    commit("Links")
    past = read_past(Path("content"), "HEAD")
    assert list(past.made.site.units) == ["person"]
    assert [found.rule for found in past.unread if found.rule == "symlink"] == ["symlink"]
    assert past.unread[0].where.file.startswith("HEAD:content/")


def refusal(run: Run, *arguments: str) -> str:
    code, out, errors = run(*arguments)
    assert (code, out) == (2, ""), out
    assert run("check", "--since", arguments[-1])[::2] == (code, errors)
    return errors


def test_a_misspelt_branch_is_told_the_nearest(published: Path, run: Run) -> None:
    git("branch", "release")
    assert refusal(run, "diff", "relaese") == "onrecord: git knows no revision `relaese`; did you mean `release`?\n"


@pytest.mark.parametrize("revision", ["", "v1.0", "HEAD:content", "main..HEAD", "HEAD~9"])
def test_what_names_no_commit_is_refused(published: Path, run: Run, revision: str) -> None:
    assert f"git knows no revision `{revision}`" in refusal(run, "diff", revision)


def test_a_revision_is_never_an_option_of_git(published: Path) -> None:
    for revision in ("--all", "-q", "--output=stolen"):
        with pytest.raises(NoHistory, match="git knows no revision"):
            read_past(Path("content"), revision)
    assert not Path("stolen").exists()


def test_a_folder_outside_of_a_repository_has_no_history(small: Path, run: Run) -> None:
    assert "`content` lies in no git repository that can be read; git says: not a git repository" in refusal(run, "diff", "main")


def test_a_repository_without_commits_has_no_history(small: Path, run: Run) -> None:
    git("init", "-q")
    assert "git knows no revision `main`" in refusal(run, "diff", "main")


def test_a_machine_without_git_says_so(published: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refusal(run, "diff", "main").startswith("onrecord: there is no program `git` here; install git")


def test_a_folder_that_was_not_there_then_is_told(small: Path, run: Run) -> None:
    git("init", "-q")
    shutil.move("content", "later")
    Path("readme").write_text("Soon.", encoding="utf-8")
    git("add", "readme")
    git("commit", "-q", "-m", "Begin")
    shutil.move("later", "content")
    assert "there was no folder `content` at that revision" in refusal(run, "diff", "HEAD")


def test_a_folder_that_is_not_there_now_is_told(published: Path, run: Run) -> None:
    assert run("diff", "main", "--content", "contents")[2].startswith("onrecord: there is no folder `contents`")


def test_a_shallow_clone_is_told_to_fetch_more(published: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(FACTS, "value: 52", "value: 53")
    commit("Update")
    git("clone", "-q", "--depth", "1", published.as_uri(), "clone")
    monkeypatch.chdir("clone")
    assert "`fetch-depth: 0`" in refusal(run, "diff", "HEAD~1")


# ---- what changed silently


def since(run: Run, revision: str = "main") -> list[tuple[str, int, str, str]]:
    """What `check --since` finds by the rules of `since`: rule, line, message and help."""
    _, out, errors = run("check", "--since", revision, "--today", TODAY, "--format", "json")
    assert not errors
    found = [entry for entry in json.loads(out) if entry["rule"] in {rule.RULE for rule in RULES}]
    return [(entry["rule"], entry["where"]["line"], entry["message"], entry["help"]) for entry in found]


def test_a_figure_that_changed_silently_is_found_with_the_entry_to_paste(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", "value: 53")
    entry = '{date: 2026-01-15, kind: update, was: "52", note: {pl: …, en: …}}'
    message = "`freed` changed since `main` and no correction says so: `52` is now `53`"
    assert since(run) == [("silent-change", 6, message, f"add `corrections: [{entry}]`")]
    assert run("check", "--since", "main", "--today", TODAY)[0] == 1
    assert run("check", "--today", TODAY)[0] == 0


CHANGES = {
    "a bound": ("value: 52", "value: 52\n    qualifier: at_least", "`52` is now `at_least 52`"),
    "a range": ("value: 52", "range: 50..60", "`52` is now `50..60`"),
    "a time": ("when: 2025-09-11", "when: 2025-09-12", "`when` was `2025-09-11` and is `2025-09-12`"),
    "a time that is gone": ("    when: 2025-09-11\n", "", "`when` was `2025-09-11` and is nothing"),
    "a modality": ("topic: releases", "topic: releases\n    modality: estimate", "`modality` was `fact` and is `estimate`"),
    "a status": ("topic: releases", "topic: releases\n    status: provisional", "`status` was `final` and is `provisional`"),
    "a unit": ("unit: person", "unit: hour", "`unit` was `person` and is `hour`"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_needs_an_entry_and_has_one(published: Path, run: Run, change: str) -> None:
    before, after, words = CHANGES[change]
    edit(FACTS, before, after)
    assert [(rule, message.rpartition(": ")[2]) for rule, _, message, _ in since(run)] == [("silent-change", words)]
    edit(FACTS, "by: [agency, office]", f'by: [agency, office]\n    corrections: [{{date: 2025-12-14, kind: update, was: "52", {NOTE}}}]')
    assert since(run) == []


def test_an_entry_of_a_figure_names_the_figure_that_was_published(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", f'value: 53\n    corrections: [{{date: 2025-12-14, kind: update, was: "51", {NOTE}}}]')
    assert [rule for rule, *_ in since(run)] == ["silent-change"]


def test_an_older_entry_does_not_tell_of_a_new_change(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", f'value: 52\n    corrections: [{{date: 2025-12-14, kind: update, was: "51", {NOTE}}}]')
    commit("Correct")
    edit(FACTS, "value: 52\n", "value: 51\n")
    found = since(run)
    assert [rule for rule, *_ in found] == ["silent-change"]
    assert found[0][3].startswith("add to its `corrections`: `{date: 2026-01-15, ")


AMOUNTS = [
    ("    kind: count\n", "value: 52\n    qualifier: more_than\n    unit: person", "value: 50\n    unit: person", "more_than 52"),
    ("    kind: count\n", "range: 28..34\n    unit: person", "value: 31\n    interval: 3\n    unit: person", "28..34"),
    ("    kind: count\n", "value: 31\n    interval: 3\n    unit: person", "value: 31\n    unit: person", "31"),
    ("    kind: count\n", "values: [11, 12]\n    unit: person", "value: 11\n    unit: person", "11 or 12"),
    ("    kind: count\n", "vague: dozens\n    unit: person", "value: 60\n    unit: person", "dozens"),
    ("    kind: count\n", "absent: undisclosed\n    unit: person", "value: 60\n    unit: person", "undisclosed"),
    ("    kind: ratio\n", "value: 1:5\n    unit: person", "value: 1:6\n    unit: person", "1:5"),
    ("    kind: duration\n", "value: P3Y6M", "value: P3Y7M", "P3Y6M"),
    ("    kind: percent\n", "value: 2.50", "value: 3", "2.50"),
    ("    kind: status\n", "value: planned", "value: done", "planned"),
    ("    kind: date\n", "value: 2025-10~", "value: 2025-10-03", "2025-10~"),
    ("    kind: money\n", "value: -2.7\n    currency: PLN", "value: 2.7\n    currency: PLN", "-2.7"),
]


@pytest.mark.parametrize(("kind", "before", "after", "was"), AMOUNTS, ids=[was for *_, was in AMOUNTS])
def test_the_entry_to_paste_is_taken_for_every_shape_of_an_amount(
    published: Path, run: Run, kind: str, before: str, after: str, was: str
) -> None:
    edit(FACTS, "    kind: count\n", kind)
    edit(FACTS, "value: 52\n    unit: person", before)
    commit("Another kind")
    edit(FACTS, before, after)
    ((rule, _, _, help),) = since(run)
    assert (rule, f'was: "{was}"' in help) == ("silent-change", True)
    entry = help.removeprefix("add `").removesuffix("`").replace("…", "Poprawiono.")
    edit(FACTS, "by: [agency, office]", f"by: [agency, office]\n    {entry}")
    _, out, _ = run("check", "--since", "main", "--today", TODAY, "--format", "concise")
    assert [line for line in out.splitlines() if "corrections" in line or "silent-change" in line] == []


def test_an_event_that_moved_is_told_in_its_corrections(published: Path, run: Run) -> None:
    edit(FACTS, "when: 2025-09-09", "when: 2025-09-10")
    ((_, _, _, help),) = since(run)
    assert 'was: "2025-09-09"' in help
    edit(FACTS, "when: 2025-09-10", f"when: 2025-09-10\n    corrections: [{{date: 2025-12-14, kind: error, was: 2025-09-09, {NOTE}}}]")
    assert since(run) == []


def test_what_tells_itself_and_what_follows_needs_no_entry(published: Path, run: Run) -> None:
    append(FACTS, MORE)
    commit("Compute")
    edit(FACTS, "value: 52", f'value: 53\n    corrections: [{{date: 2025-12-14, kind: update, was: "52", {NOTE}}}]')
    edit(FACTS, "    when: 2025-09-09", "    when: 2025-09-09\n    status: superseded\n    superseded_by: freed")
    assert since(run) == []


MORE = """  - id: more
    text: {pl: 'Z innymi: {{ figure() }}.', en: 'With others: {{ figure() }}.'}
    label: {pl: Razem z innymi, en: With others}
    derived_from: {sum: [freed, 10]}
"""


def test_a_number_typed_to_compute_with_is_a_figure(published: Path, run: Run) -> None:
    append(FACTS, MORE)
    commit("Compute")
    edit(FACTS, "[freed, 10]", "[freed, 11]")
    assert [message.rpartition(": ")[2] for _, _, message, _ in since(run)] == ["`62` is now `63`"]


def test_words_comments_and_moved_lines_are_no_change_of_a_fact(published: Path, run: Run) -> None:
    edit(FACTS, "    value: 52\n    unit: person\n", "    unit: person\n    value: 52  # as the agency has it\n")
    edit(FACTS, "label: {pl: Uwolnieni, en: Freed}", "label: {pl: Wypuszczeni, en: Let go}")
    assert since(run) == []


def without_the_meeting() -> None:
    text = Path(FACTS).read_text(encoding="utf-8")
    Path(FACTS).write_text(text[: text.index("  - id: meeting")], encoding="utf-8")
    edit(SHEET, "timeline: [freed, meeting]", "timeline: [freed]")
    for page in (PAGE, "content/demo/pl.md"):
        Path(page).write_text('{{ figure("freed") }}\n', encoding="utf-8")


def test_a_fact_that_is_gone_needs_an_entry_and_has_one(published: Path, run: Run) -> None:
    without_the_meeting()
    ((rule, _, message, help),) = since(run)
    assert (rule, message) == ("removed-fact", "the fact `meeting` was published at `main` and is gone")
    entry = re.search(r"`(removed: .*?)`", help)
    assert entry
    assert entry[1] == "removed: [{id: meeting, date: 2026-01-15, reason: {pl: …, en: …}}]"
    append(SHEET, entry[1].replace("…", "Tak.") + "\n")
    assert run("check", "--since", "main", "--today", TODAY)[::2] == (0, "")


def test_a_fact_that_cannot_be_read_is_not_gone(published: Path, run: Run) -> None:
    edit(FACTS, "kind: event\n", "kind: event: maybe\n")
    assert since(run) == []
    Path(FACTS).unlink()
    assert since(run) == []


def test_a_correction_that_was_deleted_or_altered_is_found(published: Path, run: Run) -> None:
    correction = f"    corrections: [{{date: 2025-12-14, kind: error, was: 2025-09-08, {NOTE}}}]\n"
    edit(FACTS, "    when: 2025-09-09\n", "    when: 2025-09-09\n" + correction)
    commit("Correct")
    for other in ("", correction.replace("2025-09-08", "2025-09-07"), correction.replace("Put right.", "Corrected.")):
        edit(FACTS, correction, other or "    # none\n")
        assert [rule for rule, *_ in since(run)] == ["lost-correction"]
        edit(FACTS, other or "    # none\n", correction)
    assert since(run) == []


def test_the_entry_of_a_removed_fact_stays(published: Path, run: Run) -> None:
    entry = f"removed: [{{id: talks, date: 2025-12-14, {REASON}}}]\n"
    append(SHEET, entry)
    commit("Remove")
    for other in ("", entry.replace("2025-12-14", "2025-12-15"), entry.replace("There was none.", "None.")):
        edit(SHEET, entry, other or "# none\n")
        assert [rule for rule, *_ in since(run)] == ["lost-correction"]
        edit(SHEET, other or "# none\n", entry)
    edit(SHEET, entry, entry.replace("}]", ", see: meeting}]").replace("]", "]"))
    assert since(run) == []


def test_old_content_that_is_broken_is_compared_as_far_as_it_can_be_read(published: Path, run: Run) -> None:
    edit(FACTS, "kind: event\n", "kind: event: maybe\n")
    commit("Break")
    edit(FACTS, "kind: event: maybe\n", "kind: event\n")
    edit(FACTS, "value: 52", "value: 53")
    code, out, _ = run("check", "--since", "HEAD", "--today", TODAY, "--format", "concise")
    assert code == 1
    assert "note[half-read-past] not all of `HEAD` could be read" in out or "half-read-past" in out
    assert out.count("silent-change") == 1


RULE_CASES: dict[str, Callable[[], None]] = {
    "silent-change": lambda: edit(FACTS, "value: 52", "value: 53"),
    "removed-fact": without_the_meeting,
    "lost-correction": lambda: edit(FACTS, f'    corrections: [{{date: 2025-12-14, kind: error, was: "51", {NOTE}}}]\n', ""),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE)
def test_a_rule_has_a_case_that_fails_without_it(published: Path, run: Run, monkeypatch: pytest.MonkeyPatch, rule: object) -> None:
    edit(FACTS, "value: 52\n", f'value: 52\n    corrections: [{{date: 2025-12-14, kind: error, was: "51", {NOTE}}}]\n')
    commit("Correct")
    RULE_CASES[rule.RULE]()  # type: ignore[attr-defined]
    assert [found[0] for found in since(run)] == [rule.RULE]  # type: ignore[attr-defined]
    monkeypatch.setattr(onrecord.since, "RULES", tuple(other for other in RULES if other is not rule))
    assert since(run) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE)
def test_a_rule_says_what_why_an_example_and_what_to_write_instead(rule: object) -> None:
    text = rule.__doc__ or ""
    assert all(part in text for part in ("\n\nWhy it matters:", "\n\nExample:", "\n\nWrite instead:"))
    assert rule.__name__.rsplit(".", 1)[-1].replace("_", "-") == rule.RULE  # type: ignore[attr-defined]


# ---- which sentences change


def diff(run: Run, *arguments: str, revision: str = "main") -> str:
    code, out, errors = run("diff", revision, "--today", TODAY, *arguments)
    assert (code, errors) == (0, "")
    return out


def groups(run: Run) -> dict[str, dict[str, Any]]:
    return {group["id"]: group for group in json.loads(diff(run, "--format", "json"))["groups"]}


def test_nothing_changes_for_a_reader_where_lines_and_comments_move(published: Path, run: Run) -> None:
    edit(FACTS, "    value: 52\n    unit: person\n", "    unit: person\n    # counted twice\n    value: 52\n")
    text = Path(FACTS).read_text(encoding="utf-8")
    first, second = text.index("  - id: freed"), text.index("  - id: meeting")
    Path(FACTS).write_text(text[:first] + text[second:] + text[first:second], encoding="utf-8")
    assert diff(run) == "No sentence changes for a reader.\n"
    assert diff(run, "--format", "markdown") == "**No sentence changes for a reader.**\n"
    assert json.loads(diff(run, "--format", "json"))["groups"] == []


def test_one_figure_changes_every_sentence_that_says_it(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", "value: 55")
    out = diff(run)
    assert out.startswith("freed: 52 → 55\n")
    assert "  pl lead /pl/demo/\n    - Na wolność wyszły 52 osoby.\n    + Na wolność wyszły 55 osób.\n" in out
    assert "  en page /en/demo/\n    - 52 people were freed.\n    + 55 people were freed.\n" in out
    assert "  pl statement /pl/demo/ /pl/facts/freed/\n    - Uwolniono 52 osoby 11 września 2025 r.\n" in out
    assert out.endswith("\n1 fact changes for readers since main; lines: 4 in pl, 4 in en.\n")


def test_a_sentence_is_grouped_under_the_fact_that_is_the_reason(published: Path, run: Run) -> None:
    text = MORE.replace("others: {{", 'others than {{ figure("freed") }}: {{')
    append(FACTS, text.replace("innymi: {{", 'innymi niż {{ figure("freed") }}: {{'))
    commit("Compute")
    edit(FACTS, "value: 52", "value: 53")
    found = groups(run)
    assert {id: (group["was"], group["now"]) for id, group in found.items()} == {"freed": ("52", "53"), "more": ("62", "63")}


def test_a_sentence_that_an_editor_changed_is_grouped_under_its_sheet(published: Path, run: Run) -> None:
    edit(PAGE, "were freed.", "were released.")
    (group,) = groups(run).values()
    assert (group["thing"], group["id"], group["was"], group["now"]) == ("sheet", "demo", None, None)
    (difference,) = group["differences"]
    assert (difference["before"], difference["after"]) == ("52 people were freed.", "52 people were released.")


def test_every_part_that_a_reader_sees_is_compared(published: Path, run: Run) -> None:
    edit(FACTS, "by: [agency, office]", "by: [office]\n    modality: estimate\n    status: provisional\n    as_of: 2025-12-01")
    edit(FACTS, "      - {ref: bulletin, quote: uwolniono 52 osoby}\n", "    note: {pl: Uwaga., en: A note.}\n")
    edit(SHEET, "en: The freed}", "en: Those who were freed}")
    edit("content/site.yml", "en: Demo}", "en: A demo}")
    found = groups(run)
    parts = {difference["part"] for difference in found["freed"]["differences"]}
    assert parts == {"by", "modality", "status", "as_of", "note", "sources", "standing"}
    assert [group["thing"] for group in found.values()] == ["fact", "sheet", "site"]


def test_facts_that_come_and_go_are_told_with_their_sentence(published: Path, run: Run) -> None:
    without_the_meeting()
    append(FACTS, MORE)
    append(SHEET, f"removed: [{{id: meeting, date: 2025-12-14, {REASON}}}]\n")
    found = groups(run)
    assert {id: group["state"] for id, group in found.items()} == {"more": "added", "meeting": "removed", "demo": "changed"}
    out = diff(run)
    assert "meeting: removed (2025-09-09)\n" in out
    assert "more: added (62)\n" in out
    assert "    - They met on 9 September 2025.\n" in out
    assert "  en removal /en/demo/ /en/facts/meeting/\n    + There was none.\n" in out


def test_a_language_that_comes_is_one_remark(published: Path, run: Run) -> None:
    edit("content/site.yml", "languages: [pl, en]", "languages: [pl, en, de]")
    out = diff(run)
    assert out.startswith("No sentence changes for a reader.\nThe site now speaks de.\nNot everything could be compared: ")


def test_what_cannot_be_read_or_said_is_told_and_the_rest_compared(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", "value: 53")
    edit(PAGE, '{{ when("meeting", form="on") }}', '{{ when("meting") }}')
    edit("content/units.yml", "  en: {one: person, other: people}\n", "")
    out = diff(run)
    assert "freed: 52 → 53\n" in out
    assert "    + Uwolniono 53 osoby 11 września 2025 r.\n" in out
    assert "Not everything could be compared: content/demo/en.md:1:87: there is no fact `meting`; and" in out


def test_sentences_are_told_apart_and_abbreviations_are_not() -> None:
    html = "<p>Uwolniono <b>ks.</b> Jana o 9.30. Potem&nbsp;gen. Kowal rzekł: „Tak.” Nic\nwięcej!</p><ul><li>raz<li>dwa</ul>"
    words = ["Uwolniono ks. Jana o 9.30.", "Potem gen. Kowal rzekł: „Tak.” Nic więcej!", "raz", "dwa"]
    assert [one.words for one in sentences(html)] == words
    assert [one.words for one in split("It rained in 2025. Nobody came.", [])] == ["It rained in 2025.", "Nobody came."]
    assert [one.words for one in sentences('<p>There it stands.<sup class="cite"><a href="#x">1</a></sup> Yes, indeed.</p>')] == [
        "There it stands.",
        "Yes, indeed.",
    ]


def test_a_sentence_that_moved_did_not_change_and_others_are_paired_by_their_words() -> None:
    one, two, three = line("The first sentence is here."), line("Another one stands there."), line("The first sentence was here.")
    assert changes([one, two], [two, one]) == []
    assert changes([one, two], [two, three]) == [(one, three)]
    assert changes([two], [three]) == [(two, three)]
    assert changes([two], [line("Nobody."), line("No.")])[0] == (two, None)
    assert changes([one, one], [one]) == [(one, None)]
    old, new = ([line(f"{word} {number}") for number in range(150)] for word in ("old", "new"))
    assert changes(old, new) == list(zip(old, new, strict=True))
    assert len(changes(old, new[1:])) == 299


def comparison(differences: list[Difference], revision: str = "main") -> Comparison:
    return Comparison(revision, "0" * 40, (Group("fact", "freed", "changed", "52", "53", tuple(differences)),))


def test_markdown_is_safe_whatever_the_content_holds() -> None:
    words = "```\n</details><script>x</script> @everyone *[x](y)* | `z` #1 <!-- -->"
    out = FORMATS["markdown"](comparison([Difference("en", "page", ("/en/demo/",), words, None)], "`<@x>*_"))
    outside = re.sub(r"^```diff\n.*?^```$", "", out, flags=re.DOTALL | re.MULTILINE)
    assert [bad for bad in ("script", "everyone", "<!--", "@x", "`", "*_") if bad in outside] == []
    assert out.count("<details>") == 1
    inside = re.search(r"^```diff\n(.*?)^```$", out, re.DOTALL | re.MULTILINE)
    assert inside
    assert all(line.startswith(("@@ ", "- ", "+ ")) for line in inside[1].splitlines())


def test_markdown_stays_below_the_limit_and_says_what_it_left_out() -> None:
    out = FORMATS["markdown"](comparison([Difference("en", "page", ("/en/demo/",), "word " * 200, "other " * 200)] * 100))
    assert len(out) <= 60_000
    shown = out.count("@@ en page")
    assert 0 < shown < 100
    assert f"{100 - shown} more lines do not fit here: run <code>onrecord diff 000000000000</code>" in out
    assert out.count("<details>") == out.count("</details>") == 1


def test_json_has_the_keys_that_the_handbook_lists(published: Path, run: Run) -> None:
    edit(FACTS, "value: 52", "value: 53")
    document = json.loads(diff(run, "--format", "json"))
    group = document["groups"][0]
    keys = [*document, *group, *group["differences"][0]]
    handbook = (Path(__file__).parent.parent / "docs" / "history.md").read_text(encoding="utf-8")
    assert [key for key in keys if f"`{key}`" not in handbook] == []
    assert (document["commit"], document["lines"]) == (git("rev-parse", "main"), {"pl": 4, "en": 4})


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.rule}: {case.sentence}")
def test_content_with_whatever_mistake_is_compared_both_ways(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path / "content")
    wrong, sound = (pipeline.check(folder, dt.date(2026, 1, 15)).made for folder in (tmp_path / "content", BASE))
    for before, now in ((wrong, sound), (sound, wrong)):
        past = Past("main", "0" * 40, before, [])
        run_rules(past, now, dt.date(2026, 1, 15), "content")
        for report in FORMATS.values():
            assert report(compare(past, now.site))


# ---- a removed fact on the built site


@pytest.fixture
def removal(small: Path) -> Path:
    """The small site, built, with a fact that was removed."""
    edit("content/site.yml", "languages: [pl, en]", "languages: [pl, en]\nurl: https://demo.example/")
    append(SHEET, f"removed: [{{id: talks, date: 2025-12-14, {REASON}, see: meeting}}]\n")
    checked = pipeline.check(Path("content"), dt.date(2026, 1, 15))
    assert checked.diagnostics == []
    pipeline.build(Path("content"), Path("templates"), Path("site"), checked)
    return small / "site"


def test_the_old_address_says_when_why_and_what_to_read_instead(removal: Path) -> None:
    page = (removal / "pl/facts/talks/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert re.search(r"<h1>Ten fakt został usunięty</h1>\n.*14&nbsp;grudnia 2025&nbsp;r\..*Nie było go\.", page, re.DOTALL)
    assert 'Zamiast niego: <a href="../meeting/">Spotkanie</a>' in page
    assert "There was none." in (removal / "en/facts/talks/index.html").read_text(encoding="utf-8")
    assert "noindex" not in (removal / "pl/facts/meeting/index.html").read_text(encoding="utf-8")


def test_old_anchors_lead_to_the_list_of_corrections(removal: Path) -> None:
    page = (removal / "en/demo/index.html").read_text(encoding="utf-8")
    assert '<a href="#corrections">' in page
    assert '<li id="fact-talks">' in page[page.index('<h2 id="corrections">') :]


def test_a_removal_is_news_and_no_page_to_be_found(removal: Path) -> None:
    assert "facts/talks" not in (removal / "sitemap.xml").read_text(encoding="utf-8")
    assert "<title>Removal: The freed</title>" in (removal / "en/feed.xml").read_text(encoding="utf-8")
    assert json.loads((removal / "facts.json").read_text(encoding="utf-8"))["removed"] == [
        {
            "id": "talks",
            "sheet": "demo",
            "date": "2025-12-14",
            "reason": {"pl": "Nie było go.", "en": "There was none."},
            "see": "meeting",
        }
    ]


def test_say_tells_of_a_removal_too(removal: Path, run: Run) -> None:
    words = "error[unknown-fact] the fact `talks` was removed on 2025-12-14; name `meeting` instead\n"
    assert run("say", "talks", "--lang", "en")[::2] == (1, words)
