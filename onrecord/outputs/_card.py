"""What the card of a page says: the picture that others show when the page is shared.

There is one of the site, of every sheet and of every key fact; other pages are shared with the card of what they belong to.
An address of a picture must be absolute, so a site that does not know its own has no cards; nor has a page whose words the fonts lack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from .. import paths
from ..freshness import last_change_of_sheet
from ..looks import Looks
from ..model import Fact, Sheet, Site
from ..speaker import Speaker, one_stop
from ._letters import Letters

WIDTH, HEIGHT = 1200, 630
WITHOUT_FIGURE = ("event", "statement", "order", "status", "rank")  # "in part" says nothing without its sentence
FEW = 2  # key figures on the card of a sheet
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card, in one language. ``figures`` are figures and their labels; a fact's own is ``figure``."""

    path: str
    site: str
    title: str
    figure: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def alt(self) -> str:
        """The picture in words."""
        first = f"{self.title}: {self.figure}" if self.figure else self.title
        sentences = [first, *(f"{label}: {figure}" for figure, label in self.figures), *self.about]
        return " ".join(sentence + one_stop(sentence, ".") for sentence in sentences)

    @property
    def words(self) -> str:
        return " ".join([self.site, self.title, self.figure, *self.about, *(word for pair in self.figures for word in pair)])


@lru_cache(maxsize=1)
def _letters(fonts: tuple[Path, ...]) -> Letters:
    """Reading fonts takes longer than writing a card."""
    return Letters(fonts)


class WithFonts(Protocol):
    """What has the fonts that cards are drawn with."""

    @property
    def fonts(self) -> Sequence[Path]: ...


class Cards:
    """The cards of a site. The same card stands for many pages, so what it says is put together once."""

    def __init__(self, site: Site, speakers: Mapping[str, Speaker], theme: WithFonts, looks: Looks) -> None:
        self.site, self.speakers, self.theme, self.looks = site, speakers, theme, looks

    @property
    def fonts(self) -> Sequence[Path]:
        return self.theme.fonts

    @property
    def letters(self) -> Letters:
        return _letters(tuple(self.fonts))

    def of_site(self, language: str) -> Card | None:
        return self._once(paths.language_page(language), lambda path: self._site(path, self.speakers[language]))

    def of_sheet(self, language: str, sheet: Sheet) -> Card | None:
        path = paths.sheet_page(language, sheet.id)
        return self._once(path, lambda path: self._sheet(path, self.speakers[language], sheet)) or self.of_site(language)

    def of_fact(self, language: str, fact: Fact) -> Card | None:
        """The card of a key fact; for any other, that of its sheet."""
        sheet, path = self.site.sheets[fact.sheet], paths.fact_page(language, fact.id)
        own = self._once(path, lambda path: self._fact(path, self.speakers[language], fact)) if fact.id in sheet.key_facts else None
        return own or self.of_sheet(language, sheet)

    def _once(self, page: str, make: Callable[[str], Card]) -> Card | None:
        def made() -> Card | None:
            card = make(paths.card_of(page))
            return card if self.letters.has(card.words) else None

        return self.looks.once(f"card:{page}", made) if self.site.url and self.site.makes("cards") else None

    def _site(self, path: str, speaker: Speaker) -> Card:
        return Card(path, "", speaker.plain(self.site.title), about=(speaker.plain(self.site.description),))

    def _sheet(self, path: str, speaker: Speaker, sheet: Sheet) -> Card:
        told = [(figure_of(speaker, self.site.facts[id]), self.site.facts[id]) for id in sheet.key_facts]
        figures = tuple((figure, BETWEEN.join(_of_figure(speaker, fact))) for figure, fact in told if figure)[:FEW]
        day = last_change_of_sheet(self.site, sheet)
        label, string = speaker.locale.string("last_change"), speaker.locale.string("label_value")
        about = (string.format(label=label, value=speaker.day(day)),) if day else ()
        return Card(path, speaker.plain(self.site.title), speaker.plain(sheet.title), figures=figures, about=about)

    def _fact(self, path: str, speaker: Speaker, fact: Fact) -> Card:
        title, figure = speaker.plain(fact.label, fact.id), figure_of(speaker, fact)
        return Card(path, speaker.plain(self.site.title), title, figure, about=tuple(_about(speaker, fact)))


def figure_of(speaker: Speaker, fact: Fact) -> str:
    """A figure in large letters, with its bound and its noun."""
    return "" if fact.amount is None or fact.kind in WITHOUT_FIGURE else speaker.figure(fact.id).text


def _of_figure(speaker: Speaker, fact: Fact) -> Iterator[str]:
    """A key figure on the card of its sheet: what it is, when it was so, and where that stands first."""
    yield speaker.plain(fact.label, fact.id)
    yield from _time(speaker, fact)
    for citation in speaker.site.citations(fact)[:1]:
        yield speaker.site.sources[citation.source].publisher


def _time(speaker: Speaker, fact: Fact) -> Iterator[str]:
    if fact.when:
        yield speaker.when(fact.id)
    elif fact.as_of:
        yield _as_of(speaker, fact.as_of)


def _about(speaker: Speaker, fact: Fact) -> Iterator[str]:
    """When it was so, who says so, and where that stands first."""
    yield from _time(speaker, fact)
    if fact.by:
        yield speaker.locale.string("said_by").format(who=speaker.by(fact.id))
    for citation in speaker.site.citations(fact)[:1]:
        yield speaker.locale.string("source_is").format(publisher=speaker.site.sources[citation.source].publisher)


def _as_of(speaker: Speaker, day: dt.date) -> str:
    return speaker.locale.string("as_of_date").format(date=speaker.day(day))
