"""Compares what two versions of a site tell their readers, and groups it by the fact whose change is the reason."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..history import Past
from ..model import Fact, Site
from ..written import written
from ._sentences import Line, changes
from ._told import Thing, Told, told

MOVING = ("figure", "when", "by", "label")  # parts of a fact that other texts say
SHOWN_OF_NEW = ("label", "statement", "removal")  # of a fact that came or went, what a reader needs


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that readers of a language are told, before and after; None where it came or went."""

    language: str
    part: str
    pages: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """All that changes by the change of one thing. ``thing`` is fact, sheet or site, ``state`` changed, added or removed."""

    thing: str
    id: str
    state: str
    was: str | None
    now: str | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes for readers since a revision; ``unread`` says what could not be compared."""

    revision: str
    commit: str
    groups: tuple[Group, ...]
    languages_added: tuple[str, ...] = ()
    languages_removed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def sentences(self) -> dict[str, int]:
        """How many differences each language has."""
        every = [difference.language for group in self.groups for difference in group.differences]
        return {language: every.count(language) for language in dict.fromkeys(every)}


def compare(past: Past, site: Site, unread: tuple[str, ...] = ()) -> Comparison:
    """``unread`` are the reasons for which the present content is not whole."""
    old, unsaid = past.made.site, 0
    found: dict[Thing, list[Difference]] = {}
    both = [language for language in site.languages if language in old.languages]
    for language in both:
        before, now = told(old, language), told(site, language)
        unsaid += before.unsaid + now.unsaid
        for thing, difference in _differences(before, now, language, old.facts.keys() ^ site.facts.keys()):
            found.setdefault(thing, []).append(difference)
    reasons = [*(f"{problem.where}: {problem.message}" for problem in past.unread), *unread]
    reasons += [f"{unsaid} texts could not be said"] if unsaid else []
    return Comparison(
        revision=past.revision,
        commit=past.commit,
        groups=tuple(_group(thing, differences, old, site) for thing, differences in _in_order(found, old, site)),
        languages_added=tuple(language for language in site.languages if language not in old.languages),
        languages_removed=tuple(language for language in old.languages if language not in site.languages),
        unread=tuple(reasons),
    )


def _differences(before: Told, now: Told, language: str, come_or_gone: AbstractSet[str]) -> Iterator[tuple[Thing, Difference]]:
    """Everything that differs, under the thing that is the reason: a fact that a sentence calls, before the page it stands on."""
    keys = dict.fromkeys((*now.lines, *before.lines))
    changed = {key: pairs for key in keys if (pairs := changes(before.lines.get(key, []), now.lines.get(key, [])))}
    moved = [id for (kind, id), part in changed if kind == "fact" and part in MOVING]
    for (thing, part), pairs in changed.items():
        if thing[0] == "fact" and thing[1] in come_or_gone and part not in SHOWN_OF_NEW:
            continue
        for old, new in pairs:
            pages = (now if new else before).pages[thing]
            difference = Difference(language, part, pages, old.words if old else None, new.words if new else None)
            yield _reason(thing, old, new, moved), difference


def _reason(thing: Thing, old: Line | None, new: Line | None, moved: list[str]) -> Thing:
    if thing[0] == "fact" and thing[1] in moved:
        return thing
    called = [*(old.called if old else ()), *(new.called if new else ())]
    return next((("fact", id) for id in called if id in moved), thing)


def _in_order(found: dict[Thing, list[Difference]], old: Site, site: Site) -> list[tuple[Thing, list[Difference]]]:
    """Facts in the site's order, then what went, then sheets and the site."""
    facts = [("fact", id) for id in dict.fromkeys((*site.facts, *old.facts, *site.removed, *old.removed))]
    order = {thing: place for place, thing in enumerate(facts)}
    return sorted(found.items(), key=lambda pair: order.get(pair[0], len(order)))


def _group(thing: Thing, differences: list[Difference], old: Site, site: Site) -> Group:
    kind, id = thing
    before, now = (old.facts.get(id), site.facts.get(id)) if kind == "fact" else (None, None)
    state = "changed"
    if kind == "fact" and (before or now):
        state = "added" if before is None else "removed" if now is None else "changed"
    if kind == "sheet" and (id in old.sheets) != (id in site.sheets):
        state = "added" if id in site.sheets else "removed"
    was, is_now = (_short(fact, other) for fact, other in ((before, now), (now, before)))
    return Group(kind, id, state, was, is_now, tuple(differences))


def _short(fact: Fact | None, other: Fact | None) -> str | None:
    """What a fact says in one line, where the other says something else: its amount, or else its time."""
    if fact is None:
        return None
    amount = written(fact.amount, fact.qualifier)
    when = fact.when.text if fact.when else None
    if other is None:
        return amount or when
    if amount != written(other.amount, other.qualifier):
        return amount
    return when if when != (other.when.text if other.when else None) else None
