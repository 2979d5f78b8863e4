"""sitemap.xml with every page and its languages, where the site knows its own address (sitemaps.org, with hreflang links).

A page that is not translated is in it, but is no translation of the others (`Press.translations`). Pages of removed facts are not in it:
they are for those who come from an old link. Nor are those that are made for frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import paths
from ..artifact import Artifact
from ..freshness import last_change, last_change_of_sheet, last_change_of_site
from ..model import Site
from ..places import Route
from ._theme import Press

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def make(press: Press) -> Iterator[Artifact]:
    if not press.site.url:
        return
    top = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path, shown in paths.listed_pages(press.site):
        entry = SubElement(top, "url")
        SubElement(entry, "loc").text = press.absolute(path)
        if changed := _last_change(press.site, shown):
            SubElement(entry, "lastmod").text = changed.isoformat()
        for language, other in press.translations(path):
            address = press.absolute(other) or ""
            SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": language, "href": address})
    yield Artifact("sitemap.xml", tostring(top, encoding="utf-8", xml_declaration=True) + b"\n")


def _last_change(site: Site, shown: Route) -> dt.date | None:
    match shown:
        case ("facts", str(id)):
            return last_change(site, site.facts[id])
        case ("sheets", str(id)):
            return last_change_of_sheet(site, site.sheets[id])
    return last_change_of_site(site)
