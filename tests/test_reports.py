"""Findings for machines: GitHub, GitLab, SARIF, JUnit; paths from the repository's root, fingerprints that outlive a moved line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import sarif
from jsonschema import Draft202012Validator

from onrecord.diagnostic import Diagnostic, Place, Severity
from onrecord.reports import REPORTS, report

Run = Callable[..., tuple[int, str, str]]
ODD = Diagnostic(
    "bad-number",
    "`1,5 %` is not\na number: <&>\x07",
    Place("content/a, b/facts.yml", 3, 5, 4),
    help="write `1.5`",
    related=((Place("content/x.yml", 1), "the first stands here"),),
)
OLD = Diagnostic("stale", "`x` is old", Place("content/x.yml", 7), Severity.WARNING)


def spoilt(folder: Path) -> None:
    """An error and a warning in the small site's content."""
    facts = folder / "content" / "demo" / "facts.yml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("ref: bulletin", "ref: buletin"), encoding="utf-8")
    (folder / "content" / "notes.md").write_text("# Notes\n", encoding="utf-8")


@pytest.mark.parametrize("format", REPORTS)
def test_no_finding_is_a_report_too(format: str) -> None:
    empty = report(format, [], {}, Path())
    told: dict[str, Callable[[str], Any]] = {
        "gitlab": lambda text: json.loads(text) == [],
        "json": lambda text: json.loads(text) == [],
        "sarif": lambda text: json.loads(text)["runs"][0]["results"] == [],
        "junit": lambda text: ElementTree.fromstring(text).attrib["failures"] == "0",
    }
    assert told.get(format, lambda text: text == "")(empty)


def test_github_gets_a_command_a_line_with_everything_escaped() -> None:
    first, second = report("github", [ODD, OLD], {}, Path()).splitlines()
    assert first == (
        "::error file=content/a%2C b/facts.yml,line=3,col=5,endColumn=9,title=bad-number::`1,5 %25` is not%0Aa number: <&>\x07; write `1.5`"
    )
    assert second.startswith("::warning file=content/x.yml,line=7,")


def test_gitlab_gets_one_issue_a_finding_with_its_own_fingerprint() -> None:
    issues = json.loads(report("gitlab", [ODD, ODD, OLD], {}, Path()))
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert [issue["severity"] for issue in issues] == ["critical", "critical", "minor"]
    assert issues[2]["location"] == {"path": "content/x.yml", "lines": {"begin": 7}}


def test_a_fingerprint_does_not_depend_on_the_line() -> None:
    moved = Diagnostic(OLD.rule, OLD.message, Place(OLD.where.file, 99, 3), OLD.severity)
    one, other = (json.loads(report("gitlab", [found], {}, Path()))[0]["fingerprint"] for found in (OLD, moved))
    assert one == other


def test_sarif_has_rules_places_and_related_places() -> None:
    log = json.loads(report("sarif", [ODD, OLD], {}, Path()))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert next(rule for rule in rules if rule["id"] == "stale")["fullDescription"]["text"].count("\n\n") == 3
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "content/a, b/facts.yml"
    assert " " not in place["artifactLocation"]["uri"]
    assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert first["relatedLocations"][0]["message"]["text"] == "the first stands here"
    assert [result["level"] for result in run["results"]] == ["error", "warning"]


def test_sarif_is_as_the_standard_wants_it(small: Path, run: Run) -> None:
    spoilt(small)
    validator = Draft202012Validator(sarif.LOG)
    for log in (report("sarif", [ODD, OLD], {}, Path()), report("sarif", [], {}, Path()), run("check", "--format", "sarif")[1]):
        assert [error.message for error in validator.iter_errors(json.loads(log))] == []


def test_junit_counts_failures_and_holds_no_letter_that_xml_refuses() -> None:
    suites = ElementTree.fromstring(report("junit", [ODD, OLD], {}, Path()))
    assert (suites.attrib["tests"], suites.attrib["failures"], suites.attrib["skipped"]) == ("2", "1", "1")
    failed, skipped = suites.iter("testcase")
    assert failed.find("failure") is not None
    assert skipped.find("skipped") is not None


def test_paths_begin_at_the_root_of_the_repository(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt(small)
    (small / ".git").mkdir()
    monkeypatch.chdir(small / "content" / "demo")
    issues = json.loads(run("check", "--content", "..", "--format", "gitlab")[1])
    assert {issue["location"]["path"] for issue in issues} == {"content/demo/facts.yml", "content/notes.md"}


def test_github_actions_gets_annotations_and_a_summary_without_being_asked(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = small / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run("check") == (0, "", "")
    assert page.read_text(encoding="utf-8") == "### onrecord\n\n2 facts, no findings\n"
    spoilt(small)
    code, out, _ = run("check")
    assert (code, out.count("::error "), out.count("::warning ")) == (1, 1, 1)
    assert "| `content/demo/facts.yml:" in page.read_text(encoding="utf-8")
    assert "::error file=content/demo/facts.yml" in run("build")[2]
    assert run("check", "--format", "concise")[1].count("error[unknown-source]") == 1
