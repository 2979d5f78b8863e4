"""The last good site, in memory, and what is wrong with the content as it is now. Nothing is written to disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from .. import pipeline
from ..diagnostic import Diagnostic, Place, in_reading_order
from ..outputs import Press, Theme, ThemeError, render
from ..pipeline import Checked


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at the content found.

    ``site`` is the last good one, by path, and empty where there never was one; ``held`` says that errors hold a newer one back.
    ``top`` is the path of the site's own address, from which the links of 404.html start.
    """

    site: Mapping[str, bytes] = field(default_factory=dict)
    top: str = "/"
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, list[str]] = field(default_factory=dict)
    held: bool = False

    def pages_changed(self, before: Looked) -> int:
        """How many pages came, went or say something else."""
        pages = {path for path in {*self.site, *before.site} if path.endswith(".html")}
        return sum(self.site.get(path) != before.site.get(path) for path in pages)


class Preview:
    """Looks at a content folder again and again. The theme is kept: its compiled templates are half of the time of a look."""

    def __init__(self, content: Path, templates: Path, today: dt.date | None = None) -> None:
        self.content, self.templates, self.today = content, templates, today
        self._theme: tuple[frozenset[Path], Theme] | None = None

    def look(self, before: Looked) -> Looked:
        """Reads, checks and renders; what was good before stays where errors hold the new site back."""
        checked = pipeline.check(self.content, self.today or dt.date.today())
        found = replace(before, diagnostics=tuple(checked.diagnostics), lines=checked.lines, held=True)
        if checked.stops():
            return found
        try:
            return replace(found, site=self._rendered(checked), top=_top(checked.made.site.url), held=False)
        except ThemeError as error:
            return _with(found, error.diagnostic, _lines_of(error.diagnostic.where.file))
        except (OSError, UnicodeError) as error:  # a file of the theme that went while it was read, or is no text
            return _with(found, _unreadable(error, self.templates), {})

    def _rendered(self, checked: Checked) -> dict[str, bytes]:
        press = Press(checked.made.site, self.theme())
        return {artifact.path: artifact.content for artifact in render(press)}

    def theme(self) -> Theme:
        """The theme as it was, unless files came or went: a new file may stand before one of the same name that Jinja knows."""
        theme = pipeline.theme(self.templates)
        files = frozenset(path for folder in theme.folders for path in (folder, *folder.rglob("*")))
        if self._theme is None or self._theme[0] != files:
            self._theme = files, theme
        return self._theme[1]


def _top(url: str | None) -> str:
    return urlsplit(url or "").path.rstrip("/") + "/"


def _with(found: Looked, diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> Looked:
    diagnostics = tuple(in_reading_order([*found.diagnostics, diagnostic]))
    return replace(found, diagnostics=diagnostics, lines={**found.lines, **lines})


def _lines_of(template: str) -> dict[str, list[str]]:
    try:
        return {template: Path(template).read_text(encoding="utf-8", errors="replace").splitlines()}
    except OSError:
        return {}


def _unreadable(error: OSError | UnicodeError, templates: Path) -> Diagnostic:
    reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "it is not UTF-8"
    named = error.filename if isinstance(error, OSError) else None
    where = Place(str(named or templates))
    return Diagnostic("template", f"a file of the look cannot be read: {reason}", where, help="save the file again, as UTF-8")
