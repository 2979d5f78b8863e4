"""Every case of tests/cases finds what it says, where it says, and nothing else; and every check has one that needs it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from casebook import CASES, Case, read_cases

import onrecord.checks
from onrecord import pipeline
from onrecord.checks import CHECKS
from onrecord.diagnostic import Diagnostic

ALL = read_cases()
TODAY = dt.date(2026, 1, 15)


def found_in(folder: Path) -> list[Diagnostic]:
    return pipeline.check(folder, TODAY).diagnostics


def differences(case: Case, folder: Path) -> list[str]:
    """What was expected and not found, and what was found and not expected."""
    missing = case.lay_out(folder)
    wrong = []
    for found in found_in(folder):
        file = Path(found.where.file).relative_to(folder).as_posix()
        match = [
            wanted
            for wanted in missing
            if (wanted.file, wanted.line, wanted.severity, wanted.rule) == (file, found.where.line, found.severity, found.rule)
            and wanted.words in f"{found.message}; {found.help}"
        ]
        if match:
            missing.remove(match[0])
        elif found.severity != "note":  # a note is told where a case is about it
            wrong.append(f"{file}:{found.where.line}: {found.severity}[{found.rule}] {found.message}; {found.help}")
    return wrong + [f"not found: {wanted}" for wanted in missing]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule}: {case.sentence}")
def test_a_case_finds_what_it_says(case: Case, tmp_path: Path) -> None:
    assert differences(case, tmp_path / "content") == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.RULE)
def test_a_check_has_a_case_that_fails_without_it(check: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.checks, "CHECKS", tuple(other for other in CHECKS if other is not check))
    cases = [case for case in ALL if case.rule == check.RULE]  # type: ignore[attr-defined]
    assert any(differences(case, tmp_path / str(number)) for number, case in enumerate(cases))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.RULE)
def test_a_check_says_what_why_an_example_and_what_to_write_instead(check: object) -> None:
    text = check.__doc__ or ""
    assert all(part in text for part in ("\n\nWhy it matters:", "\n\nExample:", "\n\nWrite instead:"))
    assert check.__name__.rsplit(".", 1)[-1].replace("_", "-") == check.RULE  # type: ignore[attr-defined]


def test_every_file_of_checks_is_in_the_table() -> None:
    files = {path.stem for path in Path(onrecord.checks.__file__).parent.glob("[a-z]*.py")}
    assert files == {check.RULE.replace("-", "_") for check in CHECKS}


def test_the_base_of_all_cases_has_no_finding(tmp_path: Path) -> None:
    assert differences(Case("", ""), tmp_path / "content") == []


def test_every_case_file_has_cases() -> None:
    assert {case.rule for case in ALL} == {path.stem for path in CASES.glob("*.md")} - {"README"}
