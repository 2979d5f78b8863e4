"""Turns routes into places. The model holds no places, so that moving a line changes no value; a check names a route instead.

A route is a path of keys and indexes from a named thing: ``("facts", "released-september", "sources", 0, "ref")``.
"""

from __future__ import annotations

from collections.abc import Mapping as Lines
from dataclasses import dataclass, field

from .diagnostic import Place
from .read import Mapping, Node, Page, Scalar, Sequence

Route = tuple[str | int, ...]


@dataclass(slots=True)
class Places:
    """The nodes of the named things, by the beginnings of their routes, and the lines of the files as they were typed."""

    lines: Lines[str, list[str]]
    nodes: dict[Route, Node | Page] = field(default_factory=dict)
    heads: dict[Route, Place] = field(default_factory=dict)  # where a thing is named, if that is not where it begins

    def find(self, route: Route, offset: int | None = None, length: int = 1) -> Place:
        """The place of a route's value, or of the nearest thing above it that was written.

        With ``offset``, the place of that many characters into a text.
        """
        if route in self.heads:
            return self.heads[route]
        named, rest = self._named(route)
        if isinstance(named, Page):
            return self._in_page(named, offset or 0, length)
        node = _walk(named, rest)
        if offset is not None and isinstance(node, Scalar):
            return self.inside(node, offset, length)
        return node.place

    def known(self, route: Route) -> bool:
        """Whether a route's thing stands in the content."""
        return route in self.nodes

    def has(self, route: Route) -> bool:
        """Whether the mapping that a route ends in was written with that key."""
        named, rest = self._named(route)
        above = named if isinstance(named, Page) else _walk(named, rest[:-1])
        return isinstance(above, Mapping) and above.get(str(route[-1])) is not None

    def inside(self, node: Scalar, offset: int, length: int) -> Place:
        """Characters of a scalar found in the lines as typed, where folding and quoting may have moved them."""
        words = node.text[offset : offset + length]
        before = node.text[:offset].count(words) if words else 0
        for number in range(node.place.line, node.end[0] + 1):
            line = self.lines[node.place.file][number - 1] if words else ""
            column = node.place.column - 1 if number == node.place.line else 0
            while (column := line.find(words, column)) >= 0:
                if before == 0:
                    return Place(node.place.file, number, column + 1, length)
                before, column = before - 1, column + len(words)
        return node.place

    def comment_after(self, node: Scalar) -> bool:
        """Whether a comment follows a text on its last line, other than one of ours."""
        lines = self.lines.get(node.place.file, [])
        rest = lines[node.end[0] - 1][node.end[1] - 1 :].lstrip(" ") if node.end[0] <= len(lines) else ""
        return rest.startswith("#") and not rest[1:].lstrip().startswith("onrecord:")

    def _named(self, route: Route) -> tuple[Node | Page, Route]:
        """The longest beginning of the route that names something."""
        for end in range(len(route), 0, -1):
            if route[:end] in self.nodes:
                return self.nodes[route[:end]], route[end:]
        raise KeyError(route)

    def _in_page(self, page: Page, offset: int, length: int) -> Place:
        before = page.text[:offset]
        line_start = before.rfind("\n") + 1
        return Place(page.file, before.count("\n") + 1, offset - line_start + 1, length)


def _walk(node: Node, route: Route) -> Node:
    """As far along the route as nodes go."""
    for step in route:
        if isinstance(node, Mapping) and (below := node.get(str(step))) is not None:
            node = below
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return node
    return node
