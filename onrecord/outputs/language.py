"""<language>/index.html: the sheets of the site."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._sharing import of_home
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for language in press.site.languages:
        path = paths.language_page(language)
        yield Artifact(path, press.page("language.html", path, language, **of_home(press, language)))
