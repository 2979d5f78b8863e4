"""<language>/corrections/index.html: everything that changed on the whole site, newest first, and how errors are mended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .. import paths
from ..artifact import Artifact
from ._changes import changes_of_site
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    years = [
        (year, list(changes)) for year, changes in groupby(changes_of_site(press.site), key=lambda change: change.date and change.date.year)
    ]
    for language in press.site.languages:
        path = paths.corrections_page(language)
        yield Artifact(path, press.page("corrections.html", path, language, years=years))
