"""Where the theme is that onrecord ships, and the folders of a site's look."""

from __future__ import annotations

from pathlib import Path

IN_WHEEL, IN_REPOSITORY = Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates"
SHIPPED_THEME = IN_WHEEL if IN_WHEEL.is_dir() else IN_REPOSITORY


def folders_of_look(templates: Path) -> tuple[Path, ...]:
    """The site's own templates, where it has any, before those that onrecord ships; one folder may be both."""
    found = {folder.resolve(): folder for folder in (SHIPPED_THEME, templates) if folder.is_dir()}
    return tuple(found.values())[::-1]
