"""The languages of a section, or of one text, use or cite different figures.

Why it matters: readers of one language would learn a figure, or find a source, that the others do not.

Example: `pl.md` has `{{ figure("released-june") }}` and `en.md` does not

Write instead: the same figures and citations in every language, in whatever words each language wants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..assemble import Assembled
from ..places import Route
from ..texts import SpokenCall
from ._check import Finding, at_call, calls_of
from ._pages import sections_of

RULE = "languages-differ"
VALUES = ("figure", "when", "statement", "cite")  # agreement, names and labels are each language's own matter

Use = tuple[str, str, str | None, object]  # the section, what is called, of which fact, of which rival
Group = dict[str, list[tuple[Use, SpokenCall]]]  # by language


def find(made: Assembled, today: dt.date) -> Iterator[Finding]:
    groups: dict[Route, Group] = {}
    sections: dict[Route, list[tuple[int, str]]] = {}
    for spoken in calls_of(made):
        use = _use(made, spoken, sections)
        groups.setdefault(spoken.route[:-1], {}).setdefault(spoken.language, []).append((use, spoken))
    for group in groups.values():
        calls = [spoken for uses in group.values() for _, spoken in uses]
        if any(spoken.target not in made.site.facts for spoken in calls if spoken.call.name != "name"):
            continue  # a misspelt fact is another check's finding, and explains the difference
        if calls[0].own in made.lost or f"{calls[0].route[0]}:{calls[0].route[1]}" in made.lost:
            continue  # a call here could not be read
        yield from _differences(made, group, calls[0].route)


def _differences(made: Assembled, group: Group, route: Route) -> Iterator[Finding]:
    for language in _written(made, route):
        used = {use for use, _ in group.get(language, ())}
        others = (pair for other, uses in group.items() if other != language for pair in uses)
        for use, spoken in others:
            if use not in used and spoken.call.name in VALUES:
                used.add(use)  # told once
                verb = "cites" if spoken.call.name == "cite" else "uses"
                message = f"`{spoken.language}` {verb} `{spoken.target}` here and `{language}` does not"
                yield at_call(spoken, message, f"do so in `{language}` too, or in neither")


def _written(made: Assembled, route: Route) -> Iterable[str]:
    """The languages in which the text exists at all; a missing one is another check's finding."""
    if route[0] == "prose":
        return made.site.sheets[str(route[1])].prose
    return [language for language in made.site.languages if made.places.has((*route[:-1], language))]


def _use(made: Assembled, spoken: SpokenCall, sections: dict[Route, list[tuple[int, str]]]) -> Use:
    """What is compared across languages: in which section which figure, time, statement or citation is called for."""
    section = ""
    if spoken.route[0] == "prose":
        if spoken.route not in sections:
            sections |= _shared_sections(made, spoken.route)
        section = next((id for start, id in reversed(sections[spoken.route]) if start <= spoken.offset), "")
    return section, spoken.call.name, spoken.target, spoken.call.options.get("rival")


def _shared_sections(made: Assembled, route: Route) -> dict[Route, list[tuple[int, str]]]:
    """The sections of a page in each language, as far as every language has them; a missing one is another check's finding."""
    sheet = str(route[1])
    pages: dict[Route, list[tuple[int, str]]] = {}
    for language in made.site.sheets[sheet].prose:
        pages["prose", sheet, language] = sections_of(made, ("prose", sheet, language))
    shared = set.intersection(*({id for _, id in sections} for sections in pages.values()))
    return {page: [section for section in sections if section[1] in shared] for page, sections in pages.items()}
