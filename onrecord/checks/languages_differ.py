"""The languages of a page, or of one text, use different facts.

Why it matters: readers of one language would learn a figure that the others do not.

Example: `pl.md` has `{{ figure("released-june") }}` and `en.md` does not

Write instead: the same figures in every language, in whatever words each language wants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..assemble import Assembled
from ..texts import SpokenCall, calls_of
from ._check import Finding, at_call

RULE = "languages-differ"
VALUES = ("figure", "when", "statement")  # agreement, names and marks are each language's own matter


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    groups: dict[tuple[str | int, ...], dict[str, list[SpokenCall]]] = {}
    for spoken in calls_of(made.site, made.prose_offsets):
        groups.setdefault(spoken.route[:-1], {}).setdefault(spoken.language, []).append(spoken)
    for group in groups.values():
        if any(spoken.target not in made.site.facts for calls in group.values() for spoken in calls if spoken.call.name != "name"):
            continue  # a misspelt fact is another check's finding, and explains the difference
        first = next(iter(group.values()))[0]
        if first.own in made.lost or f"{first.route[0]}:{first.route[1]}" in made.lost:
            continue  # a call here could not be read
        in_prose = first.route[0] == "prose"
        yield from _differences(made, group, in_prose)


def _differences(made: Assembled, group: dict[str, list[SpokenCall]], in_prose: bool) -> Iterator[Finding]:
    for language in _written(made, group, in_prose):
        used = {_use(spoken, in_prose) for spoken in group.get(language, ()) if spoken.call.name in VALUES}
        others = (spoken for other, calls in group.items() if other != language for spoken in calls)
        for use, spoken in _first_of_each_use(others, in_prose):
            if use not in used:
                message = f"`{spoken.language}` uses `{spoken.target}` here and `{language}` does not"
                yield at_call(spoken, message, f"use it in `{language}` too, or in neither")


def _written(made: Assembled, group: dict[str, list[SpokenCall]], in_prose: bool) -> Iterable[str]:
    """The languages in which the text exists at all; a missing one is another check's finding."""
    route = next(iter(group.values()))[0].route
    if in_prose:
        return made.site.sheets[str(route[1])].prose
    return [language for language in made.site.languages if made.places.has((*route[:-1], language))]


def _use(spoken: SpokenCall, in_prose: bool) -> tuple[str, str | None]:
    """A page is compared by its facts, a single text also by whether it says amount or time."""
    return ("" if in_prose else spoken.call.name), spoken.target


def _first_of_each_use(calls: Iterable[SpokenCall], in_prose: bool) -> Iterator[tuple[tuple[str, str | None], SpokenCall]]:
    seen = set()
    for spoken in calls:
        use = _use(spoken, in_prose)
        if use not in seen and spoken.call.name in VALUES:
            seen.add(use)
            yield use, spoken
