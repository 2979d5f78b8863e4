"""index.html: the reader chooses a language."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._sharing import of_site
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    language = press.site.languages[0]
    yield Artifact(paths.CHOOSER, press.page("chooser.html", paths.CHOOSER, language, **of_site(press, language)))
