"""What tests share: the flagship's folders, copies of them, and a day on which all is judged."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord import cli

# No test depends on how busy a machine is; CI tries the same examples every time, so that what was green stays green.
settings.register_profile("onrecord", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("onrecord")

REPOSITORY = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 15)


@pytest.fixture(autouse=True)
def outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests print the same wherever they run."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture
def flagship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the flagship's content, in which commands run."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the small site of the cases, in which commands run."""
    shutil.copytree(REPOSITORY / "tests" / "cases" / "base", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command as from a shell; gives its exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as exit:
            code = int(exit.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run
