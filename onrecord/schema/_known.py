"""What a site knows by name: its facts, sources, parties, units, topics and languages, each id with words that tell it from the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress

from babel.numbers import list_currencies

from .. import locale as locales
from .. import typed
from ..assemble import Assembled
from ..fields import NO_CURRENCY
from ..locale import CannotSay
from ..model import Party, Site, Source, Texts
from ._shapes import BETWEEN, ID_TEXT, TEXT, Schema, either, mapping, worded

AFRESH = "if you have just added it, run onrecord schema"
SEVERAL = "5"
UNREAD = "could not be read: its file has an error"
Ids = Mapping[str, str]  # an id, and words for it


def known(made: Assembled) -> dict[str, Schema]:
    """What shapes refer to and only the site knows."""
    site = made.site
    languages = {language: locales.load(language).name for language in locales.known_languages()}
    facts = {id: _words(fact.label, site) for id, fact in site.facts.items()}
    sources = {id: _source(source) for id, source in site.sources.items()}
    stories = {source.carries or source.cites or source.id: "" for source in site.sources.values()}
    return {
        "texts": mapping(dict.fromkeys(site.languages, TEXT), site.languages),
        "fact-id": _named(facts, made, "facts", f"no sheet has this fact; {AFRESH}"),
        "source-id": _named(sources, made, "sources", f"this is no id of sources.yml; {AFRESH}"),
        "party-id": _named(
            {id: _party(party) for id, party in site.parties.items()}, made, "parties", f"this is no id of parties.yml; {AFRESH}"
        ),
        "topic-id": _named(_topics(site), made, "topics", f"no sheet.yml has this topic; {AFRESH}"),
        "unit-id": _units(made),
        "currency": _currency(),
        "story": _offered(stories | sources, TEXT),
        "sheet-id": _offered({id: _words(sheet.title, site) for id, sheet in site.sheets.items()}, ID_TEXT),
        "site-language": _closed(languages, "onrecord has no pack for this language"),
    }


def _named(ids: Ids, made: Assembled, base: str, help: str) -> Schema:
    """One of the ids, or of those that could not be read; any, where a whole file could not: that is no slip of who names it."""
    site = made.site
    of_sheets = base in ("facts", "topics") and not site.sheets
    if base in made.incomplete or of_sheets or (base == "topics" and any(id.startswith("sheet:") for id in made.lost)):
        return _offered(ids, ID_TEXT)
    read = {*site.facts, *site.sources, *site.parties, *site.units}
    return _closed({**ids, **dict.fromkeys(sorted(id for id in made.lost - read if ":" not in id), UNREAD)}, help)


def _closed(ids: Ids, help: str) -> Schema:
    """Ids with their words, and no other. What looks like a number is one to a language server, so both are let pass."""
    numbers = [int(id) for id in ids if re.fullmatch(r"0|[1-9]\d*", id)]
    return {"enum": [*ids, *numbers], "markdownEnumDescriptions": [*ids.values(), *map(str, numbers)], "errorMessage": help}


def _offered(ids: Ids, other: Schema) -> Schema:
    """Ids with their words, or something else."""
    return either({"a known one": _closed(ids, ""), "another": other}) if ids else other


def _units(made: Assembled) -> Schema:
    """A unit of units.yml or of the packs, which are offered; or any that CLDR knows."""
    site, nouns = made.site, locales.load(made.site.languages[0]).nouns
    forms = {unit: dict(nouns) for unit, nouns in site.units.items()}
    units = {unit: BETWEEN.join(_counted(unit, forms, site.languages)) for unit in (*site.units, *nouns.own)}
    help = f"this is no id of units.yml, and CLDR has no such unit; {AFRESH}"
    return either({"a unit of this site": _named(units, made, "units", help), "a unit of CLDR": worded("|".join(nouns.of_cldr()), help)})


def _counted(unit: str, forms: typed.Units, languages: Collection[str]) -> Iterator[str]:
    """Several of a unit in each language that can say it."""
    for language in languages:
        with suppress(CannotSay):
            yield typed.say({"lang": language, "kind": "count", "value": SEVERAL, "unit": unit}, forms).text


def _currency() -> Schema:
    """ISO 4217's codes, as a pattern: a list of three hundred would hide everything else that an editor shows."""
    codes = sorted(list_currencies() - set(NO_CURRENCY))
    return worded("|".join(codes), "write the ISO 4217 code of the currency: PLN, EUR, USD")


def _topics(site: Site) -> dict[str, str]:
    return {id: _words(label, site) for sheet in site.sheets.values() for id, label in sheet.topics.items()}


def _source(source: Source) -> str:
    told = (source.publisher, source.title, source.issued.text if source.issued else None)
    return BETWEEN.join(part for part in told if part)


def _party(party: Party) -> str:
    return BETWEEN.join(dict.fromkeys(next(iter(cases.values())) for cases in party.name.values() if cases))


def _words(texts: Texts, site: Site) -> str:
    """A text in every language; a call in it as it was typed."""
    wordings = (texts[language] for language in site.languages if language in texts)
    return BETWEEN.join("".join(piece if isinstance(piece, str) else piece.source for piece in wording) for wording in wordings)
