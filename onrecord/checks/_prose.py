"""What of a page of Markdown is prose: not its code, its calls, its addresses and tags."""

from __future__ import annotations

import re

from ..calls import CODE

CALLS = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
NOT_PROSE = re.compile(
    r"\]\([^)\s]*"  # targets of links
    r"|^ {0,3}\[[^\]]+\]:\s*\S+"  # definitions of links
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>|<https?://[^<>\s]*>"  # tags and automatic links
    r"|\{[:#][^{}\n]*\}"  # attributes
    r"|&#?\w+;"  # character references
    r"|^[ \t]*\d+[.)](?=\s)",  # numbers of a numbered list
    re.MULTILINE | re.DOTALL,
)


def prose_alone(text: str) -> str:
    """The text with what is not prose blanked out, so that offsets stay."""
    for pattern in (CODE, CALLS, NOT_PROSE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text
