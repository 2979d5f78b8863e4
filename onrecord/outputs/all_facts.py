"""<language>/facts/index.html: every fact of the site, sheet by sheet, and the search over them."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for language in press.site.languages:
        path = paths.facts_page(language)
        page = press.page("facts.html", path, language, sheets_of_facts=press.sheets_of_facts, search=press.indexes[language].settings)
        yield Artifact(path, page)
