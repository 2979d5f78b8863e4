"""What docs/api.md promises is there, typed, and costs nothing until it is used."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

REPOSITORY = Path(__file__).parent.parent
PAGE = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_name_is_documented_and_there() -> None:
    assert re.findall(r"^\| `(\w+)[(`]", PAGE, re.MULTILINE) != []
    assert set(re.findall(r"^\| `(\w+)[(`]", PAGE, re.MULTILINE)) == set(onrecord.__all__) == set(dir(onrecord))
    assert [name for name in onrecord.__all__ if not hasattr(onrecord, name)] == []
    assert [name for name in onrecord.__all__ if name != "__version__" and not inspect.getdoc(getattr(onrecord, name))] == []


@pytest.mark.parametrize(("name", "told"), re.findall(r"^\| `(\w+)\(([^)]*)\)`", PAGE, re.MULTILINE))
def test_what_is_called_takes_what_the_page_says_and_has_types(name: str, told: str) -> None:
    parameters = inspect.signature(getattr(onrecord, name)).parameters
    needed = [parameter.name for parameter in parameters.values() if parameter.default is parameter.empty]
    assert needed == told.split(", ")
    assert [parameter.name for parameter in parameters.values() if parameter.annotation is parameter.empty] == []


def test_the_example_runs(flagship: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert "dt.date.today()" in example
    exec(example.replace("dt.date.today()", "dt.date(2026, 1, 15)"), {})
    said, marked = capsys.readouterr().out.splitlines()[-2:]
    assert said.replace("\u00a0", " ") == "52 people"
    assert marked == '<data class="figure" data-fact="released-september" value="52">52&nbsp;people</data>'


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="has no `chekc`"):
        _ = onrecord.chekc  # type: ignore[attr-defined]


def test_importing_it_imports_nothing_else() -> None:
    loaded = "import sys, onrecord; print([name for name in sys.modules if name.startswith('onrecord.') or name in ('yaml', 'babel')])"
    run = subprocess.run([sys.executable, "-c", loaded], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
