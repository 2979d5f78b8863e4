"""Who says something, and what readers see around figures: names, chains of parties, quotation marks, short words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ._say import NBSP, NOMINATIVE, CannotSay, missing_form, tied


class Names:
    """The names of parties in one language."""

    def __init__(self, patterns: Mapping[str, Any], language: str) -> None:
        self._patterns, self._language = patterns, language

    def chain(self, names: Sequence[Mapping[str, str]], parties: Sequence[str], case: str) -> str:
        """Names of a chain of parties, outermost first; raises CannotSay for a name without the case it needs."""
        named = zip(names, parties, strict=True)
        said = self._name(*next(named), case)
        for depth, (name, party) in enumerate(named):
            if depth:
                said = tied(self._patterns["further"]).format(chain=said, inner=self._name(name, party, NOMINATIVE))
            else:
                pattern = self._patterns.get(case)
                if pattern is None:
                    raise CannotSay("bad-call", f"`by` of a chain of parties cannot stand in the case `{case}`", "name a single party")
                said = tied(pattern["text"]).format(outer=said, inner=self._name(name, party, pattern["inner"]))
        return said

    def cited_in(self, case: str) -> str | None:
        """The case of who is cited in a chain that stands in ``case``; None where no chain can."""
        pattern = self._patterns.get(case)
        return str(pattern["inner"]) if pattern else None

    def _name(self, name: Mapping[str, str], party: str, case: str) -> str:
        if case not in name:
            raise missing_form(("parties", party), self._language, case)
        return name[case]


class Typography:
    """The spaces, dashes and quotation marks of one language."""

    def __init__(self, pack: Mapping[str, Any]) -> None:
        self.quotes: tuple[str, str] = (pack["quotes"][0], pack["quotes"][1])
        self._dash: str = pack["typography"]["dash"].replace("~", NBSP)
        words = "|".join(re.escape(word) for word in pack["typography"]["keep_with_next"]) or NOTHING
        self._short = re.compile(rf"(?<![^\W_])((?i:{words}))[ \n](?=\S|\Z)")
        self._short_at_end = re.compile(rf"(?<![^\W_])(?i:{words})\Z")
        self.typeset = lru_cache(MOST_KEPT)(self._typeset)  # a text is said several times in a row: checked, gathered from, rendered
        self.tie = lru_cache(MOST_KEPT)(self._tie)

    def quoted(self, text: str) -> str:
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def _tie(self, text: str, before: str = "") -> str:
        """Words whose short ones, and initials, do not end a line; not a letter is changed. ``before`` is what precedes them."""
        if text[:1] in SPACES and self._short_at_end.search(before):
            text = NBSP + text[1:]
        text = self._short.sub(r"\1" + NBSP, text)
        return INITIAL.sub(lambda initial: initial[1] + (NBSP if initial[1][0].isupper() else " "), text)

    def _typeset(self, text: str, before: str = "") -> str:
        """Our own prose: typed quotes, apostrophes and dashes become those of the language. ``before`` is what precedes it."""
        text = QUOTE.sub(lambda quote: self.quotes[_closes(quote, before)], text)
        return self.tie(DASH.sub(self._dash, APOSTROPHE.sub("\u2019", text)), before)


MOST_KEPT = 4096  # texts
DASH = re.compile(r"(?<=\S) (?:-{1,2}|–) (?=\S|\Z)")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
QUOTE = re.compile(r"(?<!\d)\"")  # after a digit it means inches
INITIAL = re.compile(r"(?<!\w)([^\W\d_]\.) (?=[^\W\d_])")  # K. Nowak, if it is a capital
NOTHING = r"(?!)"
SPACES = (" ", "\n")
OPENERS = " \n\t\u00a0([{–—/-"


def _closes(quote: re.Match[str], before: str) -> bool:
    left = (before + quote.string[: quote.start()])[-1:]
    return bool(left) and left not in OPENERS
