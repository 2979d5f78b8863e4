"""How words of one language are found: folded to plain letters, and known as forms of one word by their stems.

`templates/search.js` folds what readers type in the same way; it needs no stems, because the index has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Protocol

STEM = 5  # letters that stand for the stem where a language has no stemmer
ANOTHER_APOSTROPHE = chr(0x2BC)  # a letter, to Unicode
APOSTROPHES = "'’" + ANOTHER_APOSTROPHE
IN_A_WORD = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}](?=[^\W\d_])")
BETWEEN_DIGITS = re.compile(rf"(?<=\d)[\s.,٬{APOSTROPHES}](?=\d{{3}}(?!\d))")
WORD = re.compile(r"[^\W_]+")


class Stemmer(Protocol):
    """The part of snowballstemmer that is used."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - Snowball's name


class Searching:
    """The letters and the stems of one language, by the `search` of its pack."""

    def __init__(self, pack: Mapping[str, Any]) -> None:
        self.letters: Mapping[str, str] = pack["letters"]
        self._letters = {ord(letter): instead for letter, instead in self.letters.items()}
        self._stemmer_name: str = pack["stemmer"]

    @cached_property
    def _stemmer(self) -> Stemmer | None:
        if not self._stemmer_name:
            return None
        import snowballstemmer  # type: ignore[import-untyped]  # here: a check needs none

        stemmer: Stemmer = snowballstemmer.stemmer(self._stemmer_name)
        return stemmer

    def fold(self, text: str) -> str:
        """Small letters without marks, as one types them in a hurry."""
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", text).lower() if not _is_mark(letter))
        return plain.translate(self._letters)

    def words(self, text: str) -> list[str]:
        """The words and numbers of a text, in small letters with their marks; a number of four digits and more also in one piece."""
        small = IN_A_WORD.sub("", unicodedata.normalize("NFKC", text).lower())
        small = "".join(letter for letter in small if not _is_mark(letter))
        apart, in_one_piece = WORD.findall(small), WORD.findall(BETWEEN_DIGITS.sub("", small))
        return list(dict.fromkeys([*in_one_piece, *apart]))

    def stem(self, word: str) -> str:
        """The folded stem of a word; a number is its own."""
        if word.isdecimal():
            return word
        return self.fold(self._stemmer.stemWord(word)) if self._stemmer else self.fold(word)[:STEM]


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
