"""What pages offer to those who pass them on: the card, the reference, the frame, and what machines read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .. import paths
from ..freshness import last_change, last_change_of_sheet
from ..model import Fact, Sheet
from ._citing import Reference
from ._frame import frame_of
from ._schema_org import Described
from ._theme import Later, Press

Shared = dict[str, Any]  # the names by which templates/head.html and templates/sharing.html know them


def of_site(press: Press, language: str) -> Shared:
    return {"card": press.cards.of_site(language)}


def of_home(press: Press, language: str) -> Shared:
    return {**of_site(press, language), "json_ld": Described(press, language).home()}


def of_sheet(press: Press, language: str, sheet: Sheet) -> Shared:
    def reference() -> Reference | None:
        path, title = paths.sheet_page(language, sheet.id), press.speakers[language].plain(sheet.title)
        return _reference(press, path, language, sheet.id, title, last_change_of_sheet(press.site, sheet))

    return {
        "card": Later(lambda: press.cards.of_sheet(language, sheet)),
        "changed": Later(lambda: last_change_of_sheet(press.site, sheet)),
        "reference": Later(reference),
        "json_ld": Later(lambda: Described(press, language).sheet(sheet)),
    }


def of_fact(press: Press, language: str, fact: Fact) -> Shared:
    changed, path, speaker = last_change(press.site, fact), paths.fact_page(language, fact.id), press.speakers[language]
    return {
        "card": press.cards.of_fact(language, fact),
        "changed": changed,
        "reference": _reference(press, path, language, fact.id, speaker.plain(fact.label, fact.id), changed),
        "json_ld": Described(press, language).fact(fact),
        "frame": frame_of(speaker, fact),
        "oembed": press.absolute(paths.oembed(language, fact.id)) if press.site.makes("embeds") else None,
    }


def _reference(press: Press, path: str, language: str, id: str, title: str, changed: dt.date | None) -> Reference | None:
    """None where the site does not know its own address, which is what a reference is for."""
    address = press.absolute(path)
    return Reference(id, title, press.speakers[language].plain(press.site.title), language, changed, address) if address else None
