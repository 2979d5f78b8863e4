"""A page of prose as the sentences that a reader reads, each with what it calls; and which old sentence became which new one."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from ..prose import TAG

Calls = list[tuple[int, str]]  # where, and which fact
Block = tuple[str, Calls]

BLOCK = re.compile(r"</?(?:p|li|h[2-6]|t[dhr]|table|d[dlt]|[uo]l|blockquote|pre|hr)\b")
CALL = '<span data-called="{}"></span>'  # stands before what a call says
CALLED = re.compile(CALL.partition("{}")[0] + r"([^\"]*)")
CITATION = '<sup class="cite">'
SPACE = re.compile(r"\s+")
END = re.compile(r"(?P<word>\w*)[.!?…؟]+[\"'”’»)\]]*\s+(?=\S)")
ABBREVIATED = 3  # letters: what stands after "gen." or "J." goes on
ALIKE = 0.5  # how much of a sentence must stay for it to be the same one, changed
MOST_PAIRS = 2_500  # beyond it, looking for pairs takes seconds


@dataclass(frozen=True, slots=True)
class Line:
    """Something that readers of one language are told, and the facts that it calls."""

    words: str
    called: tuple[str, ...] = ()


Pair = tuple[Line | None, Line | None]


def line(words: str, called: Sequence[str] = ()) -> Line:
    """With plain spaces: where a line may break is no matter of the sentence."""
    return Line(SPACE.sub(" ", words).strip(), tuple(dict.fromkeys(called)))


def split(words: str, called: Sequence[str]) -> list[Line]:
    """The sentences of a short text. Where in it a fact was called is not known: each may have done."""
    return [line(one.words, called) for one in _split(words, [])]


def sentences(html: str) -> list[Line]:
    """The sentences of a page's paragraphs, headings, cells and entries of lists, in their order."""
    return [sentence for words, calls in _blocks(html) for sentence in _split(words, calls)]


def _blocks(html: str) -> Iterator[Block]:
    """The text of each block and where in it which fact is called; marks that lead to sources have no words."""
    words, calls, in_mark = "", Calls(), False
    for index, part in enumerate(TAG.split(html)):
        if not index % 2:
            words += "" if in_mark else unescape(part)
        elif BLOCK.match(part):
            yield words, calls
            words, calls = "", []
        elif part.startswith("<br"):
            words += " "
        elif called := CALLED.match(part):
            calls.append((len(words), called[1]))
        else:
            in_mark = part == CITATION or (in_mark and part != "</sup>")
    yield words, calls


def _split(words: str, calls: Calls) -> Iterator[Line]:
    ends = [end.end() for end in END.finditer(words) if _ends(end["word"], words[end.end()])]
    for start, end in zip([0, *ends], [*ends, len(words) + 1], strict=True):
        if words[start:end].strip():
            yield line(words[start:end], [fact for at, fact in calls if start <= at < end])


def _ends(word: str, following: str) -> bool:
    """Whether a sentence ends with a word and its stop, rather than goes on after an abbreviation."""
    return (len(word) > ABBREVIATED or word.isdigit()) and not following.islower()


def changes(before: Sequence[Line], now: Sequence[Line]) -> list[Pair]:
    """What became what; None where nothing did. A sentence that only moved did not change."""
    gone, new = _without(before, now), _without(now, before)
    if len(gone) == len(new) == 1 or len(gone) * len(new) > MOST_PAIRS:
        return _in_order(gone, new)
    pairs: list[Pair] = []
    for old in gone:
        alike = _alike(old, new)
        if alike is None:
            pairs.append((old, None))
            continue
        at = new.index(alike)
        pairs += [(None, other) for other in new[:at]] + [(old, alike)]
        new = new[at + 1 :]
    return pairs + [(None, other) for other in new]


def _in_order(gone: list[Line], new: list[Line]) -> list[Pair]:
    """One for one, where they are as many as before; else what went, and what came."""
    if len(gone) == len(new):
        return list(zip(gone, new, strict=True))
    return [*((old, None) for old in gone), *((None, other) for other in new)]


def _without(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines that the others do not have, as many of them as there are more."""
    left = Counter(other.words for other in others)
    kept = []
    for one in lines:
        if left[one.words]:
            left[one.words] -= 1
        else:
            kept.append(one)
    return kept


def _alike(old: Line, lines: list[Line]) -> Line | None:
    near = difflib.get_close_matches(old.words, [one.words for one in lines], n=1, cutoff=ALIKE)
    return next((one for one in lines if near and one.words == near[0]), None)
