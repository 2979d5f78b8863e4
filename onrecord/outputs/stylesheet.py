"""style.css: the one stylesheet, as the theme has it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    yield Artifact(paths.STYLESHEET, press.theme.file(paths.STYLESHEET))
