"""One language's text was changed, and another was not, since they were last confirmed to say the same.

Why it matters: a correction that is made in one language alone leaves the readers of the others with the mistake.

Example: the Polish sentence was rewritten, the English one is as it was

Write instead: the same change in the other language, or look whether it is needed there; then `onrecord confirm ID`, which records that
the texts say the same again. Confirmations stand in `translations.lock`; a site without that file is not asked for any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assemble import Assembled
from ..diagnostic import Severity
from ..locks import TRANSLATIONS
from ..places import Route
from ..translations import Translated, translated
from ._check import Finding
from ._pages import sections_of

RULE = "drifted"


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    lock = made.locks[TRANSLATIONS]
    unconfirmed: dict[str, Translated] = {}
    for text in translated(made.site) if lock.there else ():
        confirmed = {language: hash for language, _, hash in (word.partition(":") for word in lock.entries.get(text.key, ()))}
        changed = [language for language, hash in text.hashes.items() if confirmed.get(language) != hash]
        same = [language for language in text.hashes if language not in changed]
        for language in same if changed else ():
            yield _left_behind(made, text, language, changed)
        if not same:
            unconfirmed.setdefault(text.owner, text)
    for owner, text in unconfirmed.items():
        id = owner.partition("/")[2]
        since = "changed in every language since they were" if text.key in lock.entries else "are new, and nobody has"
        message = f"texts of `{id}` {since} confirmed to say the same"
        section = text.key.split("/")[2] if text.route[0] == "prose" else ""
        start = _start(made, _route(made, text), section) if section else None
        yield Finding(message, _route(made, text), f"read them, then run `onrecord confirm {id}`", start, severity=Severity.WARNING)


def _left_behind(made: Assembled, text: Translated, language: str, changed: list[str]) -> Finding:
    words = " and ".join(f"`{other}`" for other in changed)
    message = f"{words} changed here, and `{language}` did not, since they were confirmed to say the same"
    id = text.key.split("/")[1]
    help = f"make the same change, or see that none is needed there, then run `onrecord confirm {id}`"
    if text.route[0] != "prose":
        return Finding(message, (*text.route, language), help, severity=Severity.WARNING)
    section = text.key.split("/")[2]
    route: Route = (*text.route, language)
    return Finding(message, route, help, _start(made, route, section), severity=Severity.WARNING)


def _start(made: Assembled, route: Route, section: str) -> int:
    return next((start for start, id in sections_of(made, route) if id == section), 0)


def _route(made: Assembled, text: Translated) -> Route:
    """The thing that texts belong to, or the text itself; of a page, the page in the first language."""
    if text.route[0] == "prose":
        return (*text.route, next(iter(text.hashes)))
    return text.route[:2] if made.places.known(text.route[:2]) else text.route
