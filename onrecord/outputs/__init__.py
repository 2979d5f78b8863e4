"""The model -> artifacts. Nothing here reads or writes; one output a file, and this table is their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from ._theme import Page, Press, Theme, ThemeError

Output = Callable[[Press], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (
    chooser.make,
    language.make,
    sheet.make,
    all_facts.make,
    fact.make,
    removed.make,
    embed.make,
    not_found.make,
    cards.make,
    corrections.make,
    assets.make,
    search.make,
    headers.make,
    facts_json.make,
    facts_csv.make,
    feed.make,
    sitemap.make,
    robots.make,
)


def render(press: Press) -> Iterator[Artifact]:
    """Every artifact of the site, made as it is asked for."""
    for output in OUTPUTS:
        yield from output(press)


__all__ = ["OUTPUTS", "POLICY", "Page", "Press", "Theme", "ThemeError", "render"]
