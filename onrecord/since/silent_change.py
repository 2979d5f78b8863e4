"""A published fact changed, and no entry under its `corrections` says so.

It judges the amount, its bound, what it counts, its time, its modality and its status. A status of `superseded` or `retracted` tells
itself, and a computed figure follows from others. What `was` cannot hold in one line keeps no corrections and is not judged: a list, an
order, a statement, a status in an editor's own words.

Why it matters: a reader who has quoted the old figure must be able to find out that it changed, when, and why.

Example: `value: 52` in `main` and `value: 53` in this branch

Write instead: an entry beside the new value: `corrections: [{date: 2025-12-14, kind: update, was: "52", note: {…}}]`
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..assemble import Assembled
from ..checks._check import Finding
from ..history import Past
from ..model import Amount, Correction, Date, Estimated, Exact, Fact, Ranked
from ..places import Places, Route
from ..written import written
from ._rule import kept

RULE = "silent-change"
TELL_THEMSELVES = ("superseded", "retracted")
AMOUNT_KEYS = ("value", "range", "values", "vague", "absent", "rank", "derived_from", "change")
FIGURE_KEYS = {"amount": AMOUNT_KEYS, "unit": ("unit",), "currency": ("currency",), "measure": ("in",), "per": ("per",)}
OTHER_KEYS = {"when": ("when",), "modality": ("modality",), "status": ("status",)}


def find(past: Past, made: Assembled, today: dt.date) -> Iterator[Finding]:
    for before, now in kept(past, made):
        changed = _changed(before, now)
        if changed and _correctable(before, now) and not _told(before, now, changed):
            message = f"`{now.id}` changed since `{past.revision}` and no correction says so: {', '.join(_words(before, now, changed))}"
            yield Finding(message, _route(made.places, now.id, changed[0]), _entry(made, before, now, today))


def _changed(before: Fact, now: Fact) -> list[str]:
    """The names of what changed, as the model has them; none of a figure that follows from others."""
    if now.derivation and _typed(before) == _typed(now):
        return []
    told = [_figure(fact) | {name: getattr(fact, name) for name in OTHER_KEYS} for fact in (before, now)]
    if now.status in TELL_THEMSELVES:
        told[0]["status"] = told[1]["status"]
    return [name for name in told[1] if told[0][name] != told[1][name]]


def _figure(fact: Fact) -> dict[str, object]:
    amount = replace(fact.amount, among="") if isinstance(fact.amount, Ranked) else fact.amount  # a topic may be renamed
    per = fact.per and (fact.per.number, fact.per.unit)
    return {"amount": (amount, fact.qualifier), "unit": fact.unit, "currency": fact.currency, "measure": fact.measure, "per": per}


def _typed(fact: Fact) -> list[Decimal]:
    """The numbers that an editor typed for a figure to be computed from."""
    return [operand for operand in fact.derivation.operands if isinstance(operand, Decimal)] if fact.derivation else []


def _correctable(before: Fact, now: Fact) -> bool:
    """Whether an entry can say what the fact was. It is read as an amount of the fact's present kind."""
    return _line(before if before.kind == now.kind else now) is not None


def _line(fact: Fact) -> str | None:
    """What `was` says of a fact: its time, where that is its figure, or its amount."""
    if fact.kind == "event":
        return fact.when.text if fact.when else None
    return written(fact.amount, fact.qualifier)


def _told(before: Fact, now: Fact, changed: list[str]) -> bool:
    """Whether a new correction says so: one of a figure names the old one, where it can be named."""
    new = [correction for correction in now.corrections if correction not in before.corrections]
    if not FIGURE_KEYS.keys() & set(changed) or before.kind != now.kind:
        return bool(new)
    return any(_names(correction, before) for correction in new)


def _names(correction: Correction, before: Fact) -> bool:
    was: Amount | None = Exact(before.amount.number) if isinstance(before.amount, Estimated) else before.amount
    if isinstance(was, Ranked) and isinstance(correction.was, Ranked):
        return was.rank == correction.was.rank
    if isinstance(was, Date) and isinstance(correction.was, Date):
        return was.when.text == correction.was.when.text
    return (correction.was, correction.was_qualifier) == (was, before.qualifier)


def _words(before: Fact, now: Fact, changed: list[str]) -> Iterator[str]:
    """Each change in a few words."""
    for name in changed:
        if name == "amount":
            was, is_now = (written(fact.amount, fact.qualifier) for fact in (before, now))
            yield f"`{was}` is now `{is_now}`" if was != is_now else f"`{was}` is now given otherwise"
        else:
            yield f"`{(FIGURE_KEYS | OTHER_KEYS)[name][0]}` was {_plain(before, name)} and is {_plain(now, name)}"


def _plain(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    return "nothing" if value is None else f"`{getattr(value, 'text', value)}`"


def _route(places: Places, id: str, name: str) -> Route:
    """The value that changed, or the fact, where it is no longer written."""
    keys = (FIGURE_KEYS | OTHER_KEYS)[name] + (("qualifier",) if name == "amount" else ())
    return next((("facts", id, key) for key in keys if places.has(("facts", id, key))), ("facts", id, "id"))


def _entry(made: Assembled, before: Fact, now: Fact, today: dt.date) -> str:
    line = _line(before) if before.kind == now.kind else None
    words = ", ".join(f"{language}: …" for language in made.site.languages)
    entry = f'{{date: {today}, kind: update, was: "{line or "…"}", note: {{{words}}}}}'
    return f"add to its `corrections`: `{entry}`" if now.corrections else f"add `corrections: [{entry}]`"
