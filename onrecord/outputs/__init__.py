"""The model -> artifacts. Nothing here reads or writes; one output a file, and this table is their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..artifact import Artifact
from . import all_facts, assets, chooser, corrections, fact, facts_csv, facts_json, feed, language, removed, sheet, sitemap
from ._theme import Press, Theme, ThemeError

Output = Callable[[Press], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (
    chooser.make,
    language.make,
    sheet.make,
    all_facts.make,
    fact.make,
    removed.make,
    corrections.make,
    assets.make,
    facts_json.make,
    facts_csv.make,
    feed.make,
    sitemap.make,
)


def render(press: Press) -> Iterator[Artifact]:
    """Every artifact of the site, made as it is asked for."""
    for output in OUTPUTS:
        yield from output(press)


__all__ = ["OUTPUTS", "Press", "Theme", "ThemeError", "render"]
