"""<language>/facts/<id>/embed/index.html: a fact for a frame in a page of somebody else; oembed.json beside it tells programs how.

oEmbed (oembed.com, 1.0) needs absolute addresses, so there is none where the site does not know its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from .. import paths
from ..artifact import Artifact
from ..model import Fact
from ._frame import Frame, frame_of
from ._theme import Press


def make(press: Press) -> Iterator[Artifact]:
    for fact in press.site.facts.values():
        sources = [press.site.sources[citation.source] for citation in press.site.citations(fact)]
        publishers = list({source.publisher: source for source in reversed(sources)}.values())[::-1]
        for language in press.site.languages:
            path = paths.embed_page(language, fact.id)
            permalink = press.absolute(paths.fact_page(language, fact.id))
            yield Artifact(path, press.page("embed.html", path, language, fact=fact, permalink=permalink, publishers=publishers))
            if frame := frame_of(press.speakers[language], fact):
                yield Artifact(paths.oembed(language, fact.id), _oembed(press, language, fact, frame))


def _oembed(press: Press, language: str, fact: Fact, frame: Frame) -> bytes:
    told = {
        "version": "1.0",
        "type": "rich",
        "title": frame.title,
        "provider_name": press.speakers[language].plain(press.site.title),
        "provider_url": press.absolute(paths.language_page(language)),
        "html": frame.code,
        "width": frame.width,
        "height": frame.height,
    }
    if card := press.cards.of_fact(language, fact):
        told |= {"thumbnail_url": press.absolute(card.path), "thumbnail_width": card.width, "thumbnail_height": card.height}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
