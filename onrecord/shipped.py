"""Where the theme is that onrecord ships."""

from __future__ import annotations

from pathlib import Path

IN_WHEEL, IN_REPOSITORY = Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates"
SHIPPED_THEME = IN_WHEEL if IN_WHEEL.is_dir() else IN_REPOSITORY
