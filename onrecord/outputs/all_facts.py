"""<language>/facts/index.html: every fact of the site, sheet by sheet, for readers and for search without a script."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._sharing import of_site
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for language in press.site.languages:
        path = paths.facts_page(language)
        yield Artifact(path, press.page("facts.html", path, language, sheets_of_facts=press.sheets_of_facts, **of_site(press, language)))
