"""<language>/facts/index.html: every fact of the site, sheet by sheet, and the search over them."""

from __future__ import annotations

from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ._sharing import of_site
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for language in press.site.languages:
        path = paths.facts_page(language)
        about = {"search": press.indexes[language].settings if press.site.makes("search") else "", **of_site(press, language)}
        facts = {id: [press.site.facts[fact] for fact in sheet.facts] for id, sheet in press.site.sheets.items()}
        yield Artifact(path, press.page("facts.html", path, language, sheets_of_facts=facts, **about))
