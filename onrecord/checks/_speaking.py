"""Says everything that the site will say, before any page is made, and keeps what cannot be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from ..assemble import Assembled
from ..locale import CannotSay
from ..model import Fact
from ..places import Route
from ..speaker import Speaker
from ._check import Finding, at_call, calls_of

Unsayable = tuple[CannotSay, Finding]  # why, and where


def unsayable(made: Assembled, rule: str) -> Iterator[Unsayable]:
    """What cannot be said for the reason of one rule."""
    yield from (found for found in _all_unsayable(made) if found[0].rule == rule)


@lru_cache(maxsize=1)
def _all_unsayable(made: Assembled) -> list[Unsayable]:
    speakers = {language: Speaker(made.site, language) for language in made.site.languages}
    found = list(_calls(made, speakers))
    for speaker in speakers.values():
        for fact in made.site.facts.values():
            if fact.id not in made.lost:
                found += _own_figures(fact, speaker)
    return found


def _calls(made: Assembled, speakers: dict[str, Speaker]) -> Iterator[Unsayable]:
    for spoken in calls_of(made):
        if spoken.target in made.lost:
            continue
        problem = _problem(lambda spoken=spoken: speakers[spoken.language].say(spoken.call, spoken.own))  # type: ignore[misc]
        if problem:
            yield problem, at_call(spoken, problem.message, problem.help)


def _own_figures(fact: Fact, speaker: Speaker) -> Iterator[Unsayable]:
    """What pages show of every fact: its figure, who says it, whom it concerns, its parts, rivals and corrections."""
    base: Route = ("facts", fact.id)
    says: list[tuple[Route, Callable[[], object]]] = []
    if fact.kind not in ("event", "statement", "order"):
        says.append(((*base, "unit"), lambda: speaker.figure(fact.id)))
    if fact.by:
        says.append(((*base, "by"), lambda: speaker.by(fact.id)))
    if fact.of:
        says.append(((*base, "of"), lambda of=fact.of: speaker.names((of,))))  # type: ignore[misc]
    for part in fact.parts if all(part in speaker.site.facts for part in fact.parts) else ():
        says.append(((*base, "parts", part), lambda part=part: speaker.part(fact, part)))  # type: ignore[misc]
    for index, claim in enumerate(fact.claims):
        says.append(((*base, "claims", index), lambda claim=claim: speaker.claim(fact, claim)))  # type: ignore[misc]
        says.append(((*base, "claims", index, "by"), lambda claim=claim: speaker.names(claim.by)))  # type: ignore[misc]
    for index, correction in enumerate(fact.corrections):
        was = correction.was, correction.was_qualifier
        says.append(((*base, "corrections", index, "was"), lambda was=was: speaker.was(fact, *was)))  # type: ignore[misc]
    for route, say in says:
        problem = _problem(say)
        if problem:
            yield problem, Finding(problem.message, route, problem.help)


def _problem(say: Callable[[], object]) -> CannotSay | None:
    try:
        say()
    except CannotSay as problem:
        return problem
    except KeyError:
        return None  # a text that is missing in this language: another check's finding
    return None
