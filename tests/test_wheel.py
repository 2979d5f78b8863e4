"""The wheel, alone in another folder, builds a site: its templates and packs are in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_templates_packs_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"onrecord/templates/card/NotoSans-Bold.ttf", "onrecord/templates/card/LICENSE"} <= names
    assert {"onrecord/templates/sheet.html", "onrecord/templates/style.css", "onrecord/locales/pl.yml", "onrecord/py.typed"} <= names
    assert {"onrecord/ci/check.sh", "onrecord/ci/options.sh", "onrecord/ci/answers.py"} <= names
    assert {"onrecord/start/pl.yml", "onrecord/start/files/_gitignore", "onrecord/start/files/_github/workflows/site.yml"} <= names
    assert {"onrecord/preview/live.js", "onrecord/preview/live.css", "onrecord/preview/waiting.html"} <= names
    assert not [name for name in names if name.startswith(("tests/", "content/"))]


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)], cwd=REPOSITORY, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(unpacked)]
    subprocess.run(command, check=True)
    ours, theirs = zipfile.ZipFile(wheel), zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    package = [name for name in ours.namelist() if name.startswith("onrecord/")]
    assert [name for name in theirs.namelist() if name.startswith("onrecord/")] == package
    assert [name for name in package if ours.read(name) != theirs.read(name)] == []
    assert {"tests/conftest.py", "content/site.yml", "docs/index.md", "mkdocs.yml", "action.yml", "build.py"} <= {
        path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")
    }
    assert not [path for path in unpacked.rglob("*") if path.name in ("node_modules", "__pycache__", ".hypothesis", "site.zip")]


def test_a_program_that_imports_onrecord_sees_its_types(wheel: Path, tmp_path: Path) -> None:
    if find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    installed = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run(command, check=True)
    (tmp_path / "mine.py").write_text(
        "import datetime as dt\nfrom pathlib import Path\nfrom onrecord import pipeline\n\n"
        "found: list[str] = pipeline.check(Path('content'), dt.date(2026, 1, 1)).diagnostics\n",
        encoding="utf-8",
    )
    judged = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "mine.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'expression has type "list[Diagnostic]", variable has type "list[str]"' in judged.stdout, judged.stdout


def test_the_wheel_alone_builds_a_small_site(wheel: Path, tmp_path: Path) -> None:
    installed, site = tmp_path / "installed", tmp_path / "elsewhere"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run(command, check=True)
    shutil.copytree(REPOSITORY / "tests" / "cases" / "base", site / "content")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = [sys.executable, "-c", "import onrecord; print(onrecord.__file__)"]
    assert subprocess.run(where, cwd=site, env=environment, capture_output=True, text=True, check=True).stdout.startswith(str(installed))
    build = subprocess.run(
        [sys.executable, "-m", "onrecord", "build", "--strict"], cwd=site, env=environment, capture_output=True, text=True
    )
    assert build.returncode == 0, build.stderr
    assert "52&nbsp;osoby" in (site / "site/pl/demo/index.html").read_text(encoding="utf-8")
    assert (site / "site/style.css").stat().st_size > 1000


def test_the_wheel_alone_begins_a_new_site(wheel: Path, tmp_path: Path) -> None:
    installed, site = tmp_path / "installed", tmp_path / "new"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run(command, check=True)
    onrecord, environment = [sys.executable, "-m", "onrecord"], {**os.environ, "PYTHONPATH": str(installed)}
    subprocess.run([*onrecord, "init", "new", "--languages", "pl,en", "--yes"], cwd=tmp_path, env=environment, check=True)
    subprocess.run([*onrecord, "check", "--strict"], cwd=site, env=environment, check=True)
    ours = {path.relative_to(REPOSITORY) for path in (REPOSITORY / "onrecord" / "start").rglob("*") if path.suffix != ".pyc"}
    assert {path for path in ours if not (installed / path).exists()} - {Path("onrecord/start/__pycache__")} == set()
