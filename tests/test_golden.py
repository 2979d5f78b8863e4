"""Golden sites: tests/golden/<case>/content -> expected. `python tests/golden/update.py` writes them anew; read the diff."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*/content"))

_spec = importlib.util.spec_from_file_location("golden_update", GOLDEN / "update.py")
assert _spec is not None
assert _spec.loader is not None
golden = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden)


@pytest.mark.parametrize("content", CASES, ids=lambda path: path.parent.name)
def test_a_site_is_as_expected(content: Path) -> None:
    folder = content.with_name("expected")
    expected = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    made = golden.made(content)
    assert set(made) == set(expected)
    for path, text in made.items():
        assert text == expected[path], path


def test_there_are_golden_sites() -> None:
    assert CASES
