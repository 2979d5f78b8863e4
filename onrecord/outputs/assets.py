"""What a theme has beside templates, published as it is: style.css, icon.svg, and whatever a site adds to its own templates/."""

from __future__ import annotations

from collections.abc import Iterator

from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    yield from (Artifact(path, content) for path, content in press.theme.assets())
