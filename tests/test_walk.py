"""A newcomer's first quarter of an hour: a site begins, a figure changes, a slip is refused and mended, the site goes out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from onrecord.preview import Looked, Preview

Run = Callable[..., tuple[int, str, str]]
TODAY = dt.date(2026, 1, 15)
JUDGED = ("--today", TODAY.isoformat())
HREF = re.compile(r"<a\b[^>]*\bhref=\"([^\"#]+)")


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def broken_links(site: Path) -> list[tuple[str, str]]:
    """The links inside a site that name no file, as a browser without a server follows them."""
    found = []
    for page in site.rglob("*.html"):
        for address in HREF.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(address)
            if not parts.scheme and not address.startswith("/") and not (page.parent / parts.path).is_file():
                found.append((page.relative_to(site).as_posix(), address))
    return found


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", "library", "--languages", "pl,en", "--id", "library", "--yes")[0] == 0
    monkeypatch.chdir(tmp_path / "library")
    return tmp_path / "library"


def test_the_first_quarter_of_an_hour(begun: Path, run: Run) -> None:
    facts, page = Path("content/library/facts.yml"), Path("content/library/en.md")
    preview = Preview(Path("content"), Path("templates"), TODAY)
    seen = preview.look(Looked())
    assert not seen.held

    edit(facts, "value: 52", "value: 55")
    seen = preview.look(seen)
    assert b'value="55"' in seen.site["en/library/index.html"]

    call = re.search(r'{{ figure\("([\w-]+)"', page.read_text(encoding="utf-8"))
    assert call
    edit(page, f'figure("{call[1]}"', f'figure("{call[1]}x"')
    code, out, _ = run("check", *JUDGED)
    assert code == 1
    assert f"did you mean `{call[1]}`?" in out
    assert re.search(r"^content/library/en\.md:\d+:\d+: error\[unknown-fact\]", out, re.MULTILINE)
    assert preview.look(seen).held

    edit(page, f'figure("{call[1]}x"', f'figure("{call[1]}"')
    edit(facts, "value: 55", "value: 52")
    assert run("check", "--strict", "--format", "github", *JUDGED)[:2] == (0, "")
    assert not preview.look(seen).held


def test_it_goes_out_below_any_path(begun: Path, run: Run) -> None:
    settings = Path("content/site.yml")
    text = re.sub(r"^#? ?url:.*\n", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings.write_text(text + "url: https://newsroom.example/reports/library/\n", encoding="utf-8")
    assert run("build", "--strict", *JUDGED)[0] == 0
    html = Path("site/en/library/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://newsroom.example/reports/library/en/library/"' in html
    assert [address for address in HREF.findall(html) if address.startswith("/")] == []


def test_it_can_be_read_from_a_disk(begun: Path, run: Run) -> None:
    assert run("build", "--strict", "--for-disk", *JUDGED)[0] == 0
    assert broken_links(Path("site")) == []
    assert run("verify", "site", "--strict", *JUDGED)[0] == 0


def test_links_to_folders_are_what_a_server_gets(begun: Path, run: Run) -> None:
    assert run("build", *JUDGED)[0] == 0
    assert ("index.html", "pl/") in broken_links(Path("site"))
