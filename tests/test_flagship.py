"""The explainer itself: what readers see, and what a change of one figure does to it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
SHEET = "us-belarus-talks/index.html"
DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def visible(page: Path) -> str:
    """The text of a page as a reader sees it, without tags."""
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def build(run: Run, out: str = "site") -> Path:
    code, _, errors = run("build", "--out", out, "--today", "2026-01-15")
    assert code == 0, errors
    return Path(out)


def texts(site: Path) -> dict[Path, str]:
    """Every file of a site but its pictures and fonts, and without the marks of charts."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix not in (".png", ".woff2")]
    return {path.relative_to(site): DRAWN.sub("", path.read_text(encoding="utf-8")) for path in files}


def edit(path: str, before: str, after: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert text.count(before) == 1
    Path(path).write_text(text.replace(before, after), encoding="utf-8")


def change_the_52(to: str) -> None:
    edit("content/us-belarus-talks/facts.yml", "value: 52\n", f"value: {to}\n")


@pytest.mark.parametrize(
    ("language", "phrases"),
    [
        ("pl", ["52\u00a0osoby", "ponad 1000\u00a0więźniów politycznych", "31\u00a0Ukraińców", "co najmniej 100"]),
        ("en", ["52\u00a0people", "more than 1,000\u00a0political prisoners", "31\u00a0Ukrainians", "at least 100"]),
    ],
)
def test_readers_see_the_figures_with_their_nouns(flagship: Path, run: Run, language: str, phrases: list[str]) -> None:
    text = visible(build(run) / language / SHEET)
    assert [phrase for phrase in phrases if phrase not in text] == []


def test_changing_52_to_53_changes_every_mention_in_both_languages_and_nothing_else(flagship: Path, run: Run) -> None:
    before = texts(build(run))
    change_the_52("53")
    build(run)
    after = texts(Path("site"))
    assert set(before) == set(after)
    changed = {str(path) for path in before if before[path] != after[path]} - {".onrecord.json"}
    assert {f"pl/{SHEET}", f"en/{SHEET}", "facts.json"} <= changed
    for path in map(Path, changed):
        for old, new in zip(re.split(r"(\d+)", before[path]), re.split(r"(\d+)", after[path]), strict=True):
            assert old == new or (old, new) == ("52", "53")
    for language, noun in (("pl", "osoby"), ("en", "people")):
        text = visible(Path("site") / language / SHEET)
        assert f"53\u00a0{noun}" in text
        assert f"52\u00a0{noun}" not in text


def test_changing_52_to_55_takes_the_other_plural(flagship: Path, run: Run) -> None:
    change_the_52("55")
    assert "55\u00a0osób" in visible(build(run) / "pl" / SHEET)


def test_the_flagship_has_no_finding_at_any_day(flagship: Path, run: Run) -> None:
    for day in ("2025-12-22", "2026-01-15", "2030-01-01"):
        assert run("check", "--strict", "--today", day)[0] == 0


def test_every_statement_of_the_record_is_a_fact() -> None:
    """The record's 46 ids, 34 of which stand in the article."""
    text = (Path(__file__).parent.parent / "content/us-belarus-talks/facts.yml").read_text(encoding="utf-8")
    ids = set(re.findall(r"^  - id: (\S+)", text, re.MULTILINE))
    record = (Path(__file__).parent / "record.txt").read_text(encoding="utf-8").split()
    assert len(record) == 46
    assert [id for id in record if id not in ids] == []


def test_a_closed_sheet_says_since_when(flagship: Path, run: Run) -> None:
    site = build(run)
    assert "22\u00a0grudnia 2025\u00a0r." in visible(site / "pl" / SHEET)
    assert "22\u00a0December 2025" in visible(site / "en" / SHEET)


def test_machines_get_every_fact_typed(flagship: Path, run: Run) -> None:
    facts = json.loads((build(run) / "facts.json").read_text(encoding="utf-8"))["facts"]
    assert facts["released-september"]["value"] == "52"
    assert facts["political-prisoners"]["qualifier"] == "more_than"
    assert facts["released-total-vague"]["vague"] == "dozens"
    assert facts["who-freed"]["standing"] == "not_known"
    assert facts["talks-size-min"]["standing"] == "claimed"
    assert facts["released-september"]["standing"] == "established"


def test_a_figure_names_its_fact_and_its_value(flagship: Path, run: Run) -> None:
    page = (build(run) / "pl" / SHEET).read_text(encoding="utf-8")
    assert '<data class="figure" data-fact="released-september" value="52">52&nbsp;osoby</data>' in page
    assert re.search(r'<time data-fact="released-september" datetime="2025-09-11">11&nbsp;września 2025&nbsp;r\.</time>', page)


def test_no_mark_and_no_brace_is_left_in_any_page(flagship: Path, run: Run) -> None:
    for page in build(run).rglob("*.html"):
        assert not re.search("[\ue000\ue001]|\\{\\{|\\}\\}", page.read_text(encoding="utf-8")), page


def test_every_link_inside_the_site_leads_to_a_page(flagship: Path, run: Run) -> None:
    site = build(run).resolve()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'<(?:a|link)\b[^>]*?href="([^"]*)"', text):
            if target.startswith(("https://", "http://")):
                continue
            path, _, fragment = html.unescape(target).partition("#")
            above = site if path.startswith("/") else page.parent  # a page that may be shown at any depth links from the top
            file = (above / path.lstrip("/")).resolve() if path else page
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), f"{page}: {target}"
            assert not fragment or f'id="{fragment}"' in file.read_text(encoding="utf-8"), f"{page}: {target}"
