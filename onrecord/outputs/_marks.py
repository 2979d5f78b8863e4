"""Where the marks stand that open a figure's note: one in each block of text, never at the start of a line."""

from __future__ import annotations

import re

from markupsafe import Markup

from ..voice import Voice

END_OF_BLOCK = re.compile(r"(</(?:p|li|h[2-6]|t[dh]|d[dt])>)")
FIGURE = re.compile(r'<data class="figure" data-(?:fact|claim)="(?P<fact>[^"]+)"(?:(?!</data>).)*</data>[.,;:]?', re.DOTALL)
NOTED = re.compile(r'popovertarget="how-([^"]+)"')
MARKED = re.compile(rf'({FIGURE.pattern}|[^\s<>]+)(<sup class="cite"><button(?:(?!</sup>).)*</sup>)', re.DOTALL)


def mark_figures(html: Markup, voice: Voice) -> Markup:
    """A mark behind each figure whose fact no other mark of its paragraph or cell explains."""
    return Markup("".join(_marked(block, voice) for block in END_OF_BLOCK.split(str(html))))


def _marked(block: str, voice: Voice) -> str:
    explained = set(NOTED.findall(block))

    def with_mark(found: re.Match[str]) -> str:
        if found["fact"] in explained:
            return found[0]
        explained.add(found["fact"])
        return found[0] + str(voice.cite(found["fact"]))

    return FIGURE.sub(with_mark, block)


def keep_together(html: str) -> str:
    """A mark on the line of the word or figure before it: browsers break lines at a button as they do at a picture."""
    return MARKED.sub(r'<span class="noted">\1\3</span>', html)
