"""For a terminal: each fact that changes, then the lines that change with it."""

from __future__ import annotations

from ._compare import Comparison, Group
from ._words import heading, remarks, signed, summary, where


def report(comparison: Comparison) -> str:
    blocks = [_block(group) for group in comparison.groups]
    return "\n\n".join([*blocks, "\n".join([summary(comparison), *remarks(comparison)])]) + "\n"


def _block(group: Group) -> str:
    lines = [heading(group)]
    for difference in group.differences:
        lines += [f"  {where(difference)}", *(f"    {line}" for line in signed(difference))]
    return "\n".join(lines)
