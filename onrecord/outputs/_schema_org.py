"""What machines read of a page (JSON-LD in the words of schema.org). Nothing is said here that the page does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from .. import paths
from ..freshness import last_change, last_change_of_sheet
from ..model import Fact, Party, Sheet, Source
from ..speaker import Speaker
from ..voice import datetime_of
from ._citing import plain
from ._theme import Press

Thing = dict[str, Any]
PARTIES = {"person": "Person", "anonymous": "Person", "government": "GovernmentOrganization"}  # any other is an organisation


class Described:
    """The pages of a site in one language, as schema.org describes them."""

    def __init__(self, press: Press, language: str) -> None:
        self.press, self.site, self.language = press, press.site, language
        self.speaker: Speaker = press.speakers[language]

    def home(self) -> Markup:
        description = plain(self.speaker.plain(self.site.description))
        home = {"url": self._address(paths.language_page(self.language)), "description": description, "inLanguage": self.language}
        return _written({"@type": "WebSite", "name": self._title(), **home})

    def sheet(self, sheet: Sheet) -> Markup:
        """The explainer, what it cites, and the same in other languages."""
        facts = [self.site.facts[id] for id in sheet.facts]
        title = plain(self.speaker.plain(sheet.title))
        card = self.press.cards.of_sheet(self.language, sheet)
        about = {
            "headline": title,
            "description": plain(self.speaker.plain(sheet.lead)),
            "url": self._address(paths.sheet_page(self.language, sheet.id)),
            "inLanguage": self.language,
            "dateModified": _day(last_change_of_sheet(self.site, sheet)),
            "image": self._address(card.path) if card else None,
            "author": self._publisher(),
            "publisher": self._publisher(),
            "mainEntityOfPage": {"@type": "WebPage", "breadcrumb": self._breadcrumb([self._home(), (title, None)])},
            "isBasedOn": self._dataset() if self.site.url and self.site.makes("records") else None,
            "workTranslation": [self._translation(sheet, other) for other in self.site.languages if other != self.language],
            "citation": self._sources(facts),
        }
        return _written({"@type": "Article", **about})

    def fact(self, fact: Fact) -> Markup:
        """The page of a fact: it is about a claim, and the claim appears in its sources."""
        sheet, label = self.site.sheets[fact.sheet], plain(self.speaker.plain(fact.label, fact.id))
        above = plain(self.speaker.plain(sheet.title)), self._address(paths.sheet_page(self.language, sheet.id))
        claim = {
            "text": plain(self.speaker.plain(fact.text, fact.id)),
            "author": [self._party(self.site.parties[party]) for party in fact.by],
            "appearance": self._sources([fact]),
        }
        about = {
            "name": label,
            "url": self._address(paths.fact_page(self.language, fact.id)),
            "inLanguage": self.language,
            "dateModified": _day(last_change(self.site, fact)),
            "breadcrumb": self._breadcrumb([self._home(), above, (label, None)]),
            "mainEntity": {"@type": "Claim", **claim},
        }
        return _written({"@type": "WebPage", **about})

    def _title(self) -> str:
        return plain(self.speaker.plain(self.site.title))

    def _address(self, path: str) -> str | None:
        return self.press.absolute(path)

    def _home(self) -> tuple[str, str | None]:
        return self._title(), self._address(paths.language_page(self.language))

    def _breadcrumb(self, steps: list[tuple[str, str | None]]) -> Thing | None:
        """The way from the top; the page itself, the last step, needs no address. None where the site knows no addresses."""
        listed = [{"@type": "ListItem", "position": place, "name": name, "item": address} for place, (name, address) in enumerate(steps, 1)]
        return {"@type": "BreadcrumbList", "itemListElement": listed} if self.site.url else None

    def _publisher(self) -> Thing:
        return {"@type": "Organization", "name": self._title(), "url": self._address(paths.CHOOSER)}

    def _translation(self, sheet: Sheet, language: str) -> Thing:
        headline = plain(self.press.speakers[language].plain(sheet.title))
        address = self._address(paths.sheet_page(language, sheet.id))
        return {"@type": "Article", "headline": headline, "url": address, "inLanguage": language}

    def _dataset(self) -> Thing:
        """All facts of the site, for machines."""
        files = {"facts.json": "application/json", paths.facts_csv(self.language): "text/csv"}
        return {
            "@type": "Dataset",
            "name": self._title(),
            "description": self.speaker.locale.string("all_facts_lead"),
            "url": self._address(paths.facts_page(self.language)) if self.site.makes("list") else None,
            "creator": self._publisher(),
            "distribution": [_download(self._address(path), encoding) for path, encoding in files.items()],
        }

    def _party(self, party: Party) -> Thing:
        return {"@type": PARTIES.get(party.type, "Organization"), "name": plain(self.speaker.names((party.id,)))}

    def _sources(self, facts: Iterable[Fact]) -> list[Thing]:
        """Each publication once, in the order in which it is first cited."""
        cited = dict.fromkeys(citation.source for fact in facts for citation in self.site.citations(fact))
        return [_source(self.site.sources[id]) for id in cited]


def _source(source: Source) -> Thing:
    issued = datetime_of(source.issued) if source.issued else None
    publisher = {"@type": "Organization", "name": source.publisher}
    about = {"name": source.title, "url": source.url, "datePublished": issued, "inLanguage": source.language}
    return {"@type": "CreativeWork", **about, "publisher": publisher}


def _download(address: str | None, encoding: str) -> Thing:
    return {"@type": "DataDownload", "encodingFormat": encoding, "contentUrl": address}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _written(thing: Thing) -> Markup:
    """JSON in which no `<` stands, so that no content can end the element around it, and no two braces, as calls have them."""
    described = {"@context": "https://schema.org", **_given(thing)}
    return htmlsafe_json_dumps(described, ensure_ascii=False, separators=(",", ":"), indent=0)


def _given(value: Any) -> Any:
    """Without what nobody gave."""
    if isinstance(value, dict):
        return {key: _given(part) for key, part in value.items() if part not in (None, [])}
    return [_given(part) for part in value] if isinstance(value, list) else value
