"""For a comment on a pull request: a summary, then each fact as a section that opens. Words of the content stand in code blocks, where
neither Markdown nor HTML nor a mention of anybody has a meaning.
"""

from __future__ import annotations

import html
import re

from ._compare import Comparison, Group
from ._words import heading, remarks, signed, summary, where

MOST = 60_000  # characters; GitHub takes 65,536
ROOM = 500  # for saying what was left out


def report(comparison: Comparison) -> str:
    said = [f"**{_plain(summary(comparison))}**", *map(_plain, remarks(comparison))]
    left, shown = MOST - ROOM - sum(len(part) + 2 for part in said), 0
    every = [(group, difference) for group in comparison.groups for difference in group.differences]
    for group in comparison.groups:
        section, differences = _section(group, left)
        if not differences:
            break
        said.append(section)
        left -= len(section) + 2
        shown += differences
        if differences < len(group.differences):
            break
    if shown < len(every):
        said.append(f"{len(every) - shown} more lines do not fit here: run <code>onrecord diff {_plain(comparison.commit[:12])}</code>.")
    return "\n\n".join(said) + "\n"


def _section(group: Group, room: int) -> tuple[str, int]:
    """As much of a group as there is room for, and how many of its differences that is. A line with a sign ends no code block."""
    head = f"<details><summary><code>{_plain(heading(group))}</code></summary>\n\n```diff\n"
    foot = "```\n\n</details>"
    blocks: list[str] = []
    left = room - len(head) - len(foot)
    for difference in group.differences:
        block = "\n".join([f"@@ {where(difference)} @@", *signed(difference), ""])
        if len(block) > left:
            break
        blocks.append(block)
        left -= len(block)
    return head + "".join(blocks) + foot, len(blocks)


def _plain(words: str) -> str:
    """Words outside of code blocks: nothing in them is a tag, a link, an emphasis or a mention."""
    escaped = html.escape(words, quote=False)
    return re.sub(r"([\\`*_{}\[\]()#+!|~])", lambda sign: f"&#{ord(sign[0])};", escaped).replace("@", "@\u200b")
