"""The kinds of figures: one file each, and one line in this table."""

from . import (
    change,
    count,
    date,
    duration,
    event,
    listed,
    money,
    multiple,
    order,
    percent,
    points,
    quantity,
    rank,
    rate,
    ratio,
    response,
    statement,
    status,
)
from ._json import derivation_to_json
from ._kind import Ask, By, Kind
from ._reading import VAGUE
from ._saying import noun_measure, say_number

KINDS: dict[str, Kind] = {
    kind.NAME: kind
    for kind in (
        count,
        percent,
        points,
        rate,
        ratio,
        multiple,
        money,
        quantity,
        duration,
        date,
        change,
        rank,
        listed,
        status,
        event,
        order,
        response,
        statement,
    )
}

__all__ = ["KINDS", "VAGUE", "Ask", "By", "Kind", "derivation_to_json", "noun_measure", "say_number"]
