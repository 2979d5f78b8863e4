"""card.png beside the page of a language, a sheet or a key fact: the picture that is shown when the page is shared.

The picture is an SVG made from `card/card.svg.jinja` and drawn with the fonts beside that template and with no other, so the same words
make the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..artifact import Artifact
from ..diagnostic import Diagnostic, Place
from ._card import Card
from ._theme import Press, ThemeError

TEMPLATE = "card/card.svg.jinja"
KEPT = 256  # pictures of 40 KB that are kept, for when they are asked for again


def make(press: Press) -> Iterator[Artifact]:
    """The cards of the site itself."""
    for language in press.site.languages:
        if card := press.cards.of_site(language):
            yield Artifact(card.path, _drawn(press, language, card))


def make_of_sheets(press: Press) -> Iterator[Artifact]:
    """Those of sheets and of key facts: each once, although it may stand for many pages."""
    for language in press.site.languages:
        shared = press.cards.of_site(language)
        for card in dict.fromkeys(card for card in _cards(press, language) if card != shared):
            yield Artifact(card.path, _drawn(press, language, card))


def _cards(press: Press, language: str) -> Iterator[Card]:
    for sheet in press.site.sheets.values():
        facts = [press.site.facts[id] for id in sheet.key_facts] if press.site.makes("facts") else []
        named = [press.cards.of_sheet(language, sheet), *(press.cards.of_fact(language, fact) for fact in facts)]
        yield from (card for card in named if card)


def _drawn(press: Press, language: str, card: Card) -> bytes:
    drawing = press.page(TEMPLATE, card.path, language, card=card, fit=press.cards.letters.fit).decode()
    try:
        return _picture(drawing, tuple((str(font), font.stat().st_mtime_ns) for font in press.cards.fonts))
    except ValueError as error:
        where, help = Place(TEMPLATE), "open what the template makes in a browser: it is an SVG picture"
        raise ThemeError(Diagnostic("template", f"the card cannot be drawn: {error}", where, help=help)) from error


@lru_cache(maxsize=KEPT)
def _picture(drawing: str, fonts: tuple[tuple[str, int], ...]) -> bytes:
    """A drawing as PNG; the times of the fonts tell one that was replaced. A preview draws again only what says something else."""
    from resvg_py import svg_to_bytes  # only a site that has cards waits for it

    return bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=[font for font, _ in fonts]))
