"""How wide letters are, so that a drawing breaks its lines where they end: pictures, unlike pages, do not wrap.

A letter counts as wide as in the widest of the fonts, whichever of them it will be drawn with, so a line may end early and never late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CUT = "…"
NO_WIDTH = "\u2060\u200b\ufeff"  # what joins or parts letters and is not drawn


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines, and the size of letters in which they fit."""

    size: int
    lines: tuple[str, ...]


class Letters:
    """The letters of some fonts and their widths, in units of the size they are drawn at."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self.widths: dict[int, float] = {}
        for font in fonts:
            for letter, width in _widths(font).items():
                self.widths[letter] = max(width, self.widths.get(letter, 0))

    def has(self, text: str) -> bool:
        """Whether all of a text can be drawn."""
        return all(ord(letter) in self.widths for letter in drawn(text))

    def width(self, text: str) -> float:
        return sum(self.widths.get(ord(letter), 1) for letter in text)

    def fit(self, text: str, width: float, sizes: Sequence[int], lines: int = 1) -> Fitted:
        """The largest of some sizes (largest first) in which a text needs no more lines than given; at the smallest it is cut short."""
        for size in sizes:
            broken = self.lines(text, width / size)
            if len(broken) <= lines and all(self.width(line) * size <= width for line in broken):
                return Fitted(size, tuple(broken))
        return Fitted(sizes[-1], tuple(self._cut(self.lines(text, width / sizes[-1]), width / sizes[-1], lines)))

    def lines(self, text: str, width: float) -> list[str]:
        """A text broken at its spaces; no-break spaces hold. A word that is wider than a line stands on one of its own."""
        broken: list[str] = []
        for word in drawn(text).split(" "):
            longer = f"{broken[-1]} {word}" if broken else word
            if broken and self.width(longer) <= width:
                broken[-1] = longer
            elif word:
                broken.append(word)
        return broken

    def _cut(self, lines: list[str], width: float, most: int) -> list[str]:
        kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
        return [line if self.width(line) <= width else self._shortened(line, width) for line in kept]

    def _shortened(self, line: str, width: float) -> str:
        while line and self.width(line + CUT) > width:
            line = line[:-1]
        return line.rstrip() + CUT


def drawn(text: str) -> str:
    """A text as a line has it: any white space but a no-break space is a space."""
    spaced = "".join(" " if letter in "\t\r\n" else letter for letter in text)
    return "".join(letter for letter in spaced if letter not in NO_WIDTH)


def _widths(font: Path) -> dict[int, float]:
    from fontTools.ttLib import TTFont  # only a site that has cards waits for it

    with TTFont(font, lazy=True) as face:
        advances, unit = face["hmtx"].metrics, face["head"].unitsPerEm
        return {letter: advances[glyph][0] / unit for letter, glyph in face.getBestCmap().items()}
