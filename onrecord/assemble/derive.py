"""Computes the figures that follow from others: sums, differences, quotients, changes. In `Decimal`, at every build, never typed.

A computed figure has the oldest `as_of` of its facts, the first of their modalities that is not "fact", the least sure of their
statuses, and a bound that follows from theirs: what is at least 14 and another 38 make at least 52. Where no bound follows, as for
"at least 14" and "at most 38", nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ..fields import Notebook
from ..locale import PRECISION, rounded, tidy
from ..model import LOWER_BOUNDS, UPPER_BOUNDS, Derivation, Estimated, Exact, Fact, Range
from ..places import Places, Route

UNSURE = ("disputed", "provisional", "revised")
SUMS = ("sum", "difference", "change", "points_change")
LOWER = {**LOWER_BOUNDS, "just_over": True}
UPPER = {**UPPER_BOUNDS, "nearly": True}
HUNDRED = Decimal(100)
DEEPEST = 50  # figures that are computed from computed figures


class CannotDerive(Exception):
    """Why a figure cannot be computed, and what to write instead; ``operand`` is the place in the list that is at fault."""

    def __init__(self, message: str, help: str = "", operand: int | None = None) -> None:
        super().__init__(message)
        self.message, self.help, self.operand = message, help, operand


@dataclass(frozen=True, slots=True)
class Operand:
    """The lowest and the highest that a fact's number can be, and its bound."""

    low: Decimal
    high: Decimal
    qualifier: str | None


def derive(
    facts: dict[str, Fact], notebook: Notebook, half_read: frozenset[str] = frozenset(), elsewhere: Mapping[str, Fact] | None = None
) -> tuple[dict[str, Fact], frozenset[str]]:
    """Every fact with its amount, and the ids of those that could not be computed; what is wrong is noted at its place.

    What was half read is not computed: what is wrong with it is told already. ``elsewhere`` are facts of other sheets, complete.
    """
    deriving = _Deriving(facts, {} if elsewhere is None else elsewhere, notebook, half_read)
    return {id: deriving.computed(id, ()) for id in facts}, frozenset(deriving.lost)


class _Deriving:
    """The facts that are computed so far."""

    def __init__(self, facts: Mapping[str, Fact], others: Mapping[str, Fact], notebook: Notebook, half_read: frozenset[str]) -> None:
        self.facts, self.others, self.notebook, self.half_read = facts, others, notebook, half_read
        self.made: dict[str, Fact] = {}
        self.depths: dict[str, int] = {}
        self.lost: set[str] = set(half_read & facts.keys())

    def computed(self, id: str, above: tuple[str, ...]) -> Fact:
        if id not in self.made:
            self.made[id] = self._computed(self.facts[id], above) if id in self.facts else self.others[id]
        return self.made[id]

    def _computed(self, fact: Fact, above: tuple[str, ...]) -> Fact:
        derivation = fact.amount
        if not isinstance(derivation, Derivation) or fact.id in self.half_read:
            return fact
        derivation = replace(derivation, operands=tuple(map(self._named, derivation.operands)))
        route = route_of(fact.id, derivation, self.notebook.places)
        ids = [operand for operand in derivation.operands if isinstance(operand, str)]
        if fact.id in above or fact.id in ids:
            circle = " → ".join((*above[above.index(fact.id) if fact.id in above else len(above) :], fact.id))
            message = f"`{fact.id}` is computed from itself: {circle}"
            self.notebook.error("circular", message, self.notebook.places.find(route), "name other facts")
            self.lost.add(fact.id)
            return fact
        below = {id: self.computed(id, (*above, fact.id)) for id in ids if self._is_known(id) and len(above) < DEEPEST}
        self.depths[fact.id] = 1 + max((self.depths.get(id, 0) for id in ids), default=0)
        if len(above) >= DEEPEST or self.depths[fact.id] > DEEPEST:
            message = f"`{fact.id}` stands in a chain of more than {DEEPEST} computed figures"
            self.notebook.error("derived", message, self.notebook.places.find(route), "compute it from facts that were counted")
            self.lost.add(fact.id)
            return fact
        if len(below) < len(set(ids)) or self.lost & below.keys() or any(isinstance(other.amount, Derivation) for other in below.values()):
            self.lost.add(fact.id)  # an unknown fact, or one that is itself at fault, is told where it stands
            return fact
        try:
            return _with_amount(fact, derivation, below, self.notebook.places.has(("facts", fact.id, "kind")))
        except CannotDerive as problem:
            place = self.notebook.places.find(route_of(fact.id, derivation, self.notebook.places, problem.operand))
            self.notebook.error("derived", f"`{fact.id}` cannot be computed: {problem.message}", place, problem.help)
            self.lost.add(fact.id)
            return fact

    def _is_known(self, id: str) -> bool:
        return id in self.facts or id in self.others

    def _named(self, operand: str | Decimal) -> str | Decimal:
        """An id may be all digits: 2023 is that fact where there is one."""
        named = f"{operand:f}" if isinstance(operand, Decimal) else ""
        return named if self._is_known(named) else operand


def route_of(id: str, derivation: Derivation, places: Places, operand: int | None = None) -> Route:
    """Where the editor wrote what is computed, or one operand of it: in `derived_from`, or under `from` or `to` of a `change`."""
    base: Route = ("facts", id)
    if not places.has((*base, "derived_from")):
        return (*base, "change") if operand is None else (*base, "change", ("from", "to")[operand])
    route = (*base, "derived_from", derivation.operation)
    return route if operand is None else (*route, operand)


def _with_amount(fact: Fact, derivation: Derivation, below: dict[str, Fact], stated_kind: bool) -> Fact:
    operands = [_operand(operand, index, below) for index, operand in enumerate(derivation.operands)]
    others = [below[operand] for operand in derivation.operands if isinstance(operand, str)]
    if derivation.operation == "sum" and len({other.id for other in others}) < len(others):
        raise CannotDerive("it adds a fact twice", "name each fact once")
    fact = _counted_alike(_of_kind(fact, derivation, others, stated_kind), derivation, others)
    qualifier = _bound(derivation.operation, [operand.qualifier for operand in operands])
    with localcontext(prec=PRECISION):
        amount = _amount(derivation, operands, fact, qualifier)
    lowest = amount.number if isinstance(amount, Exact) else amount.low
    if fact.kind == "count" and lowest < 0:
        raise CannotDerive(f"a count cannot be {lowest}", "name the larger first, or make it a `change`")
    if qualifier and isinstance(amount, Range):
        raise CannotDerive("no bound follows from a range and a bound", "name facts that are alike")
    days = [day for day in (fact.as_of, *(other.as_of for other in others)) if day]
    return replace(
        fact,
        amount=amount,
        derivation=derivation,
        qualifier=qualifier,
        as_of=min(days, default=None),
        modality=next((other.modality for other in (fact, *others) if other.modality != "fact"), "fact"),
        status=_status(fact, others),
    )


def _status(fact: Fact, others: list[Fact]) -> str:
    """As unsure as the least sure of the facts; nothing follows from what was retracted."""
    for other in others:
        if other.status == "retracted":
            raise CannotDerive(f"`{other.id}` is retracted", "name a fact that stands")
    return next((status for status in UNSURE if status in {other.status for other in others} and fact.status == "final"), fact.status)


def _of_kind(fact: Fact, derivation: Derivation, others: list[Fact], stated: bool) -> Fact:
    """Sums and differences are of their facts' kind; what is between two percentages is points."""
    kinds = {other.kind for other in others}
    if derivation.operation in SUMS and len(kinds) > 1:
        named = ", ".join(f"`{other.id}` is a {other.kind}" for other in others)
        raise CannotDerive(f"the kinds differ: {named}", "name facts of one kind")
    if derivation.operation == "change" and kinds == {"percent"}:
        raise CannotDerive("a change between percentages is in points", "write `in: points`")
    if derivation.operation not in ("sum", "difference") or not kinds:
        return fact
    kind = kinds.pop()
    kind = "points" if kind == "percent" and derivation.operation == "difference" else kind
    if stated and kind != fact.kind:
        raise CannotDerive(
            f"the {derivation.operation} of these facts is of kind `{kind}`, not `{fact.kind}`", f"write `kind: {kind}`, or leave it out"
        )
    return replace(fact, kind=kind)


def _operand(operand: str | Decimal, index: int, below: dict[str, Fact]) -> Operand:
    if isinstance(operand, Decimal):
        return Operand(operand, operand, None)
    fact = below[operand]
    match fact.amount:
        case Exact(number):
            return Operand(number, number, fact.qualifier)
        case Range(low, high):
            return Operand(low, high, fact.qualifier)
        case Estimated():
            raise CannotDerive(f"`{operand}` has an interval, which does not add up", "name facts without one", index)
    raise CannotDerive(f"`{operand}` is no plain number", "name facts with a `value` or a `range`", index)


def _counted_alike(fact: Fact, derivation: Derivation, others: list[Fact]) -> Fact:
    """What is added or compared is counted in one measure, which the result has too where the operation keeps it.

    Counts may differ: pedestrians are a share of people, and the unit of a sum of men and women can be named.
    """
    stated = fact.unit or fact.currency
    counts = all(other.kind == "count" for other in others)
    free = derivation.operation == "rate" or (counts and (derivation.operation in ("share", "ratio") or bool(stated)))
    first = others[0] if others else fact
    unlike = next((other for other in others if _measure(other) != _measure(first)), None)
    if unlike and not free:
        message = f"`{first.id}` and `{unlike.id}` are not counted alike: {_in_words(first)}, {_in_words(unlike)}"
        raise CannotDerive(message, "name facts in one unit" + (", or the `unit` of the result" if counts else ""))
    if derivation.operation == "points_change":
        if others and first.kind != "percent":
            raise CannotDerive(f"`{first.id}` is no percentage", "write `in: percent` or `in: number`")
        return replace(fact, measure="points")
    if derivation.operation == "percent_change":
        return replace(fact, measure="percent")
    if not others or derivation.operation not in (*SUMS, "rate"):
        return fact
    _require_own_measure(fact, first, counts, derivation.operation)
    if not stated:
        fact = replace(fact, unit=first.unit, currency=first.currency)
    return fact if derivation.operation == "rate" else replace(fact, per=first.per, share_of=fact.share_of or first.share_of)


def _require_own_measure(fact: Fact, first: Fact, counts: bool, operation: str) -> None:
    """A unit that the editor gives must be that of the facts; only what is counted may be named anew: men and women are people."""
    given = (fact.unit, fact.currency)
    renamed = any(given) and given != (first.unit, first.currency)
    if renamed and operation != "rate" and not (counts and fact.unit):
        raise CannotDerive(
            f"`{first.id}` is in {_in_words(first)}, not in `{fact.unit or fact.currency}`", "leave the unit out: it follows"
        )
    if fact.per and first.per and operation != "rate" and (fact.per.number, fact.per.unit) != (first.per.number, first.per.unit):
        raise CannotDerive(f"`{first.id}` is counted per {first.per.text}, not per {fact.per.text}", "leave `per` out: it follows")


def _measure(fact: Fact) -> tuple[object, ...]:
    """What must be alike in what is added: unit, currency, what a rate is counted by, the whole of a share."""
    return fact.unit, fact.currency, fact.per and (fact.per.number, fact.per.unit), fact.share_of


def _in_words(fact: Fact) -> str:
    per = f" per {fact.per.text}" if fact.per else ""
    return f"`{fact.unit or fact.currency or fact.kind}`{per}{' of another whole' if fact.share_of else ''}"


def _amount(derivation: Derivation, operands: list[Operand], fact: Fact, qualifier: str | None) -> Exact | Range:
    if derivation.operation == "sum":
        return _added(operands)
    first, second = operands
    if derivation.operation in SUMS:
        return _added([first, _minus(second)] if derivation.operation == "difference" else [second, _minus(first)])
    if any(operand.low != operand.high for operand in operands):
        raise CannotDerive("a range has no single quotient", "name facts with a `value`")
    if qualifier and min(first.low, second.low) < 0:
        raise CannotDerive("no bound follows from a quotient of negative numbers", "name facts that are exact")
    formula, divisor = _quotient(derivation.operation, first.low, second.low, fact)
    if divisor == 0:
        raise CannotDerive("it would be divided by 0", "name another fact to compare with")
    return Exact(tidy(rounded(formula() / divisor, derivation.places, qualifier)))


def _quotient(operation: str, first: Decimal, second: Decimal, fact: Fact) -> tuple[Callable[[], Decimal], Decimal]:
    """What is divided, and by what; changes go from the first to the second."""
    match operation:
        case "share":
            return lambda: HUNDRED * first, second
        case "percent_change":
            return lambda: HUNDRED * (second - first), abs(first)
        case "rate":
            return lambda: first * (fact.per.number if fact.per else 1), second
    return lambda: first, second


def _added(operands: list[Operand]) -> Exact | Range:
    low, high = sum((operand.low for operand in operands), Decimal()), sum((operand.high for operand in operands), Decimal())
    return Exact(low) if low == high else Range(low, high)


def _minus(operand: Operand) -> Operand:
    return Operand(-operand.high, -operand.low, operand.qualifier)


def _bound(operation: str, qualifiers: list[str | None]) -> str | None:
    """The bound that follows from those of the operands; what is taken away, or divided by, counts the other way round."""
    taken = {"sum": (), "share": (1,), "ratio": (1,), "rate": (1,), "difference": (1,)}.get(operation, (0,))
    bounds = [_turned(qualifier) if index in taken else qualifier for index, qualifier in enumerate(qualifiers)]
    given = [bound for bound in bounds if bound]
    if not given:
        return None
    if all(bound in LOWER for bound in given):
        return "more_than" if any(LOWER[bound] for bound in given) else "at_least"
    if all(bound in UPPER for bound in given):
        return "less_than" if any(UPPER[bound] for bound in given) else "at_most"
    if all(bound == "about" for bound in given):
        return "about"
    named = " and ".join(f"`{qualifier}`" for qualifier in qualifiers if qualifier)
    raise CannotDerive(f"no bound follows from {named}", "name facts from whose bounds one follows")


def _turned(qualifier: str | None) -> str | None:
    if qualifier in LOWER:
        return "less_than" if LOWER[qualifier] else "at_most"
    if qualifier in UPPER:
        return "more_than" if UPPER[qualifier] else "at_least"
    return qualifier
