"""The model -> artifacts. Nothing here reads or writes; one output a file, and this table is their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..artifact import Artifact
from . import (
    all_facts,
    assets,
    cards,
    chooser,
    corrections,
    embed,
    fact,
    facts_csv,
    facts_json,
    feed,
    headers,
    language,
    not_found,
    removed,
    robots,
    search,
    sheet,
    sitemap,
)
from ._policy import POLICY
from ._theme import Page, Press, Theme, ThemeError, days_of_sheets


@dataclass(frozen=True, slots=True)
class Output:
    """What is made of the whole site, or of each sheet, or of each fact, by itself; see `Press` for what it may ask for.

    ``part`` is that of OPTIONAL_OUTPUTS that it belongs to; a site may do without.
    """

    name: str
    make: Callable[[Press], Iterator[Artifact]]
    each: str = "site"  # or sheet, or fact
    part: str = ""


OUTPUTS: tuple[Output, ...] = (
    Output("chooser", chooser.make),
    Output("language", language.make),
    Output("sheet", sheet.make, "sheet"),
    Output("list", all_facts.make, part="list"),
    Output("fact", fact.make, "fact", "facts"),
    Output("removed", removed.make, "sheet", "facts"),
    Output("embed", embed.make, "fact", "embeds"),
    Output("not-found", not_found.make),
    Output("cards", cards.make, part="cards"),
    Output("cards-of-sheets", cards.make_of_sheets, "sheet", "cards"),
    Output("corrections", corrections.make, part="changes"),
    Output("assets", assets.make),
    Output("search", search.make, part="search"),
    Output("headers", headers.make),
    Output("facts-json", facts_json.make, part="records"),
    Output("facts-csv", facts_csv.make, part="records"),
    Output("feed", feed.make, part="changes"),
    Output("sitemap", sitemap.make),
    Output("robots", robots.make),
)
GATHERS: dict[str, Callable[[Press], Any]] = {"days": days_of_sheets, "sitemap": sitemap.gather}  # of each sheet, for what is made of all


def render(press: Press) -> Iterator[Artifact]:
    """Every artifact of the site, made as it is asked for."""
    for output in OUTPUTS:
        if press.site.makes(output.part):
            yield from output.make(press)


__all__ = ["GATHERS", "OUTPUTS", "POLICY", "Output", "Page", "Press", "Theme", "ThemeError", "render"]
