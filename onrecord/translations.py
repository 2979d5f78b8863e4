"""What is compared when one language's text may have changed without the others: every text, and every section of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .calls import MARK
from .locks import hash_of
from .model import Call, Prose, Site, Wording
from .places import Route
from .texts import texts_of

SECTION = re.compile(r"^#{2,6}[ \t].*\{:?[^}\n]*#(?P<id>[\w-]+)[^}\n]*\}[ \t]*#*[ \t]*$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Translated:
    """One text in all its languages: ``key`` names it in the lock, ``route`` leads to it, ``hashes`` are by language."""

    key: str
    route: Route
    hashes: dict[str, str]

    @property
    def owner(self) -> str:
        """The thing that it is a text of: `facts/released-june`."""
        return "/".join(self.key.split("/")[:2])


def translated(site: Site) -> Iterator[Translated]:
    """Every text that more than one language has. How a call is inflected is each language's own matter and does not count."""
    for text in texts_of(site):
        hashes = {language: hash_of(_words(wording)) for language, wording in text.texts.items()}
        if len(hashes) > 1:
            yield Translated("/".join(map(str, text.route)).replace(" ", "-"), text.route, hashes)
    for sheet in site.sheets.values():
        sections: dict[str, dict[str, str]] = {}
        for language, prose in sheet.prose.items():
            for id, words in _sections(prose):
                sections.setdefault(id, {})[language] = hash_of(words)
        for id, hashes in sections.items():
            if len(hashes) > 1:
                yield Translated(f"prose/{sheet.id}/{id or '-'}", ("prose", sheet.id), hashes)


def _words(wording: Wording) -> str:
    return "".join(piece if isinstance(piece, str) else _called(piece) for piece in wording)


def _called(call: Call) -> str:
    """What a call says, however it is inflected."""
    return f"{{{call.name} {call.id} {call.options.get('rival', '')}}}"


def _sections(prose: Prose) -> Iterator[tuple[str, str]]:
    """The parts of a page between headings with ids; what stands before the first has none."""
    text = MARK.sub(lambda found: _called(prose.calls[int(found[1])]), COMMENT.sub("", prose.marked))
    starts = [("", 0), *((heading["id"], heading.start()) for heading in SECTION.finditer(text)), ("", len(text))]
    for (id, start), (_, end) in pairwise(starts):
        if text[start:end].strip():
            yield id, text[start:end]
