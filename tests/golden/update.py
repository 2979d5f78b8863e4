"""Writes the golden pages anew: python tests/golden/update.py. Read their diff before you commit it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

GOLDEN = Path(__file__).parent
LOOK = (".css", ".js", ".svg", ".png", ".woff2", ".txt")  # what these end in is no golden matter, nor is the record of what was written
TODAY = dt.date(2026, 1, 15)
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)


def made(content: Path) -> dict[str, str]:
    """What a build makes of a content folder: of each page its main part, other files whole; the look is no golden matter."""
    from onrecord import pipeline
    from onrecord.diagnostic import Severity

    checked = pipeline.check(content, TODAY)
    assert not checked.stops(), checked.diagnostics
    warned = {found.rule for found in checked.diagnostics if found.severity is not Severity.NOTE}
    assert warned == set(_named(content, "warned.txt")), checked.diagnostics
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        pipeline.build(content, Path("no templates of its own"), out, checked)
        texts = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in sorted(out.rglob("*")) if _is_page(path)}
    kept = _kept(content)
    return {path: _main(text) if path.endswith(".html") else text for path, text in texts.items() if kept(path)}


def _is_page(path: Path) -> bool:
    return path.is_file() and path.suffix not in LOOK and path.name != ".onrecord.json"


def _kept(content: Path) -> Callable[[str], bool]:
    """All pages, or those that pages.txt beside the content names with patterns: a large site needs only those that people will read."""
    patterns = _named(content, "pages.txt") or ["*"]
    return lambda path: any(fnmatch(path, pattern) for pattern in patterns)


def _named(content: Path, file: str) -> list[str]:
    """The words of a file beside the content: the rules that it is warned by (warned.txt), the pages that are kept (pages.txt)."""
    named = content.with_name(file)
    return named.read_text(encoding="utf-8").split() if named.is_file() else []


def _main(text: str) -> str:
    found = MAIN.search(text)
    return found[0] + "\n" if found else text


def update() -> None:
    for content in sorted(GOLDEN.glob("*/content")):
        expected = content.with_name("expected")
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in made(content).items():
            file = expected / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(GOLDEN.parent.parent))
    update()
