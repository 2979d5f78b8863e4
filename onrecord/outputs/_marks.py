"""Where the marks stand that open a figure's note: one in each block of text, never at the start of a line."""

from __future__ import annotations

import re

from markupsafe import Markup

from ..voice import Voice

END_OF_BLOCK = re.compile(r"(</(?:p|li|h[2-6]|t[dh]|d[dt])>)")
FIGURE = re.compile(
    r"<a\b(?:(?!</a>).)*</a>"  # a figure in a link stays as it is: a mark is a button, and no link may hold one
    r'|<data class="figure" data-(?:fact|claim)="(?P<fact>[^"]+)"(?:(?!</data>).)*</data>[.,;:]?',
    re.DOTALL,
)
NOTED = re.compile(r'popovertarget="how-([^"]+)"')
MARK = re.compile(r'(<sup class="cite"><button(?:(?!</sup>).)*</sup>)', re.DOTALL)
FIGURE_ALONE = re.compile(r'<data class="figure"(?:(?!</data>).)*</data>[.,;:]?', re.DOTALL)
WORD_AT_END = re.compile(r"[^\s<>]+\Z")
LONGEST_FIGURE, LONGEST_WORD = 2_000, 100  # characters before a mark that are looked at


def mark_figures(html: Markup, voice: Voice) -> Markup:
    """A mark behind each figure whose fact no other mark of its paragraph or cell explains."""
    return Markup("".join(_marked(block, voice) for block in END_OF_BLOCK.split(str(html))))


def _marked(block: str, voice: Voice) -> str:
    explained = set(NOTED.findall(block))

    def with_mark(found: re.Match[str]) -> str:
        if found["fact"] is None or found["fact"] in explained:
            return found[0]
        explained.add(found["fact"])
        return found[0] + str(voice.cite(found["fact"]))

    return FIGURE.sub(with_mark, block)


def keep_together(html: str) -> str:
    """A mark on the line of the word or figure before it: browsers break lines at a button as they do at a picture."""
    parts = MARK.split(html)
    for at in range(0, len(parts) - 1, 2):
        words = _at_end(parts[at])
        if words:
            parts[at] = f'{parts[at].removesuffix(words)}<span class="noted">{words}'
            parts[at + 1] += "</span>"
    return "".join(parts)


def _at_end(text: str) -> str:
    """The figure or the word that a text ends with; nothing where it ends with a tag of another sort."""
    near = text[-LONGEST_FIGURE:]
    figure = near.rfind('<data class="figure"')
    if figure >= 0 and FIGURE_ALONE.fullmatch(near, figure):
        return near[figure:]
    word = WORD_AT_END.search(text[-LONGEST_WORD:])
    return word[0] if word else ""
