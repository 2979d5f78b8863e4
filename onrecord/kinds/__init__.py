"""The kinds of figures: one file each, and one line in this table."""

from . import count, date, event, listed, order, rank, response, statement, status
from ._kind import Ask, Kind

KINDS: dict[str, Kind] = {
    kind.NAME: kind
    for kind in (
        count,
        date,
        event,
        listed,
        order,
        rank,
        response,
        statement,
        status,
    )
}

__all__ = ["KINDS", "Ask", "Kind"]
