"""What editors get wrong is refused: the mistakes of `mistakes.py`, made in the flagship one at a time."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from mistakes import MISTAKES, every_mistake

from onrecord import pipeline

CONTENT = Path(__file__).parent.parent / "content"
TODAY = dt.date(2026, 1, 15)
LEAST_KINDS = 15
REFUSED = 0.98
STEP = 80  # of the mistakes of one sort, one in so many is made in the default run

Made = tuple[str, str, str, str]


def passes(content: Path, file: str, text: str) -> bool:
    """Whether a folder with this text in one of its files would be published under `--strict`."""
    path = content / file
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    stops = pipeline.check(content, TODAY).stops(strict=True)
    path.write_text(before, encoding="utf-8")
    return not stops


def missed(mistakes: list[Made], tmp_path: Path) -> list[str]:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    return [f"{name}: {where}" for name, where, file, text in mistakes if passes(content, file, text)]


def test_there_are_mistakes_of_many_sorts_and_each_fits_somewhere() -> None:
    made = Counter(name for name, *_ in every_mistake(CONTENT))
    assert set(made) == {mistake.__name__ for mistake, _ in MISTAKES}
    assert len(made) >= LEAST_KINDS


def test_a_mistake_of_every_sort_is_refused(tmp_path: Path) -> None:
    sorts = groupby(every_mistake(CONTENT), key=lambda made: made[0])
    assert missed([made for _, sort in sorts for made in list(sort)[::STEP]], tmp_path) == []


@pytest.mark.slow
def test_nearly_every_mistake_at_every_place_is_refused(tmp_path: Path) -> None:
    everything = list(every_mistake(CONTENT))
    found = missed(everything, tmp_path)
    assert len(found) <= len(everything) * (1 - REFUSED), found
