"""The geometry of charts: where each mark begins and ends on a common scale from zero, in per cent of the width.

Nothing here knows a word: templates write the marks out and say the figures beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..bounds import NEAR, ends
from ..model import LOWER_BOUNDS, UPPER_BOUNDS, Amount, Chart, Claim, Drawn, Estimated, Exact, Fact, OneOf, Range, Site

HEADROOM = Decimal("1.12")  # for the arrow of a figure that may be larger
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn of a figure.

    ``open`` says whether it may be more or less; ``look`` is firm, soft (an estimate, an aim, a claim) or dropped.
    """

    at: tuple[Decimal, ...]  # one point, several of which one holds, or none between two ends
    whisker: tuple[Decimal, ...]  # the least and the most, or nothing
    open: str | None = None
    near: bool = False
    look: str = "firm"


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, or a claim against it, with its mark; none where there is no number to draw."""

    fact: Fact
    claim: Claim | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Picture:
    """The rows of a chart and the ticks of its scale: a number and where it stands, in per cent."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[Decimal, Decimal], ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(row.mark for row in self.rows if row.mark)


def picture(site: Site, chart: Chart) -> Picture:
    """The chart as it is drawn. Of numbers below zero, which a check refuses, nothing is drawn."""
    stated = [(site.facts[row.fact], _claim(site, row)) for row in chart.rows]
    numbers = [number for fact, claim in stated for number in _numbers(claim or fact)]
    step, top = scale(max(numbers, default=Decimal(1)))
    rows = tuple(Row(fact, claim, _mark(fact, claim, top)) for fact, claim in stated)
    turns = range(int(top / step) + 1)
    return Picture(rows, tuple(zip((step * turn for turn in turns), _at((step * turn for turn in turns), top), strict=True)))


def scale(largest: Decimal) -> tuple[Decimal, Decimal]:
    """The step between ticks and the end of a scale that holds a number: at most MOST_TICKS round steps, and room behind it."""
    wanted = (largest if largest > 0 else Decimal(1)) * HEADROOM
    power = Decimal(10) ** ((wanted / MOST_TICKS).adjusted())
    step = next(each * power for each in STEPS if each * power * MOST_TICKS >= wanted)
    return step, wanted if wanted > step else step


def _claim(site: Site, row: Drawn) -> Claim | None:
    return next((claim for claim in site.facts[row.fact].claims if row.rival in claim.by), None) if row.rival else None


def _numbers(stated: Fact | Claim) -> Iterator[Decimal]:
    match stated.amount:
        case Exact(number) | Estimated(number, _):
            yield number
        case OneOf(numbers):
            yield from numbers
    yield from (end for end in ends(stated.amount, stated.qualifier) or () if end.is_finite())


def _mark(fact: Fact, claim: Claim | None, top: Decimal) -> Mark | None:
    stated: Fact | Claim = claim or fact
    qualifier = stated.qualifier or ""
    points = _at(_points(stated.amount), top)
    whisker = _at(_whisker(stated.amount), top)
    if not (points or whisker):
        return None
    direction = "more" if qualifier in LOWER_BOUNDS else "less" if qualifier in UPPER_BOUNDS else None
    return Mark(points, whisker, direction, qualifier in NEAR, _look(fact, claim))


def _points(amount: Amount | None) -> tuple[Decimal, ...]:
    match amount:
        case Exact(number) | Estimated(number, _):
            return (number,)
        case OneOf(numbers):
            return numbers
    return ()


def _whisker(amount: Amount | None) -> tuple[Decimal, ...]:
    return ends(amount, None) or () if isinstance(amount, Estimated | Range) else ()


def _at(numbers: Iterable[Decimal], top: Decimal) -> tuple[Decimal, ...]:
    return tuple((max(number, Decimal(0)) / top * 100).quantize(Decimal("0.01")) for number in numbers)


def _look(fact: Fact, claim: Claim | None) -> str:
    if claim:
        return "dropped" if claim.rank == "deprecated" else "soft"
    return "dropped" if fact.status in ("superseded", "retracted") else "firm" if fact.modality == "fact" else "soft"
