"""Whatever an editor types, the answer is a list of findings or a site; never a traceback, never a page with holes."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.reports import REPORTS
from onrecord.schema import schemas

SITES = {path.parent.name: path for path in sorted((Path(__file__).parent / "golden").glob("*/content"))} | {
    "base": Path(__file__).parent / "cases" / "base"
}
SLIPS = (
    *("", "null", "~", "[]", "{}", "''", "- ", "  ", "\n", ": ", "{{", "}}", "{{ figure() }}", '{{ figure("x") }}', "-1", "1e9"),
    *("2025-13-01", "2025-09-11/..", "x: y", "&a", "*a", "!!int", "|", "\t", "when:", "parts: {a: 1}", "claims: [1]", "sources: x"),
    *("by: 5", "by: [nobody]", "text: 5", "label: []", "kind: rank", "kind: order", "kind: count", "unit: [a]", "vague: dozens"),
    *("absent: unknown", "status: superseded", "values: [1, 2]", 'case="gen"', 'rival="x"', "pl: ", "id: ", "\u202e", "\0", "\r"),
)


@st.composite
def slip(draw: st.DrawFn, files: list[str]) -> tuple[str, float, int, str]:
    """A file, how far into it, how many characters are lost there, and what is typed in their place."""
    return draw(st.sampled_from(files)), draw(st.floats(0, 1)), draw(st.sampled_from([0, 1, 4, 40])), draw(st.sampled_from(SLIPS))


@pytest.mark.parametrize("name", SITES)
@settings(max_examples=80, deadline=None)
@given(drawn=st.data())
def test_no_slip_of_the_keyboard_ends_in_a_traceback(name: str, drawn: st.DataObject) -> None:
    source = SITES[name]
    files = {path.relative_to(source).as_posix(): path.read_text(encoding="utf-8") for path in sorted(source.rglob("*")) if path.is_file()}
    for file, where, lost, typed in drawn.draw(st.lists(slip(sorted(files)), min_size=1, max_size=3)):
        at = int(where * len(files[file]))
        files[file] = files[file][:at] + typed + files[file][at + lost :]
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        for file, text in files.items():
            (content / file).parent.mkdir(parents=True, exist_ok=True)
            (content / file).write_text(text, encoding="utf-8", newline="")
        checked = pipeline.check(content, dt.date(2026, 1, 15))
        schemas(checked.made)
        for report in REPORTS.values():
            report(checked.diagnostics, checked.lines)
        if not checked.stops():
            pipeline.build(content, Path(folder) / "none", Path(folder) / "site", checked)
