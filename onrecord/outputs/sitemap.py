"""sitemap.xml with every page and its languages, where the site knows its own address (sitemaps.org, with hreflang links).

A page that is not translated is in it, but is no translation of the others (`Press.translations`). Pages of removed facts are not in it:
they are for those who come from an old link. Nor are those that are made for frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape

from .. import paths
from ..artifact import Artifact
from ..freshness import last_change, last_change_of_sheet
from ..model import Sheet, Site
from ._theme import Press

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"


def make(press: Press) -> Iterator[Artifact]:
    if not press.site.url:
        return
    days = [day for day, _ in press.days().values() if day]
    newest = max(days, default=None)
    own = "".join(_entry(press, path, newest) for path in paths.pages_of_site(press.site))
    listed = own + "".join(press.gathered("sitemap", gather))
    document = f'{DECLARATION}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">{listed}</urlset>\n'
    yield Artifact("sitemap.xml", document.encode())


def gather(press: Press) -> str:
    """The entries of sheets and of their facts."""
    site = press.site
    if not site.url:
        return ""
    return "".join(_entry(press, path, day) for sheet in site.sheets.values() for path, day in _days(site, sheet))


def _days(site: Site, sheet: Sheet) -> Iterator[tuple[str, dt.date | None]]:
    """The pages of a sheet and of its facts, and the day on which each last changed."""
    for language in site.languages:
        yield paths.sheet_page(language, sheet.id), last_change_of_sheet(site, sheet)
        for id in sheet.facts if site.makes("facts") else ():
            yield paths.fact_page(language, id), last_change(site, site.facts[id])


def _entry(press: Press, path: str, changed: dt.date | None) -> str:
    last = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(press.absolute(other) or "")}" />'
        for language, other in press.translations(path)
    )
    return f"<url><loc>{escape(press.absolute(path) or '')}</loc>{last}{others}</url>"
