"""How to cite a page: as BibTeX, and as CSL-JSON, which citation managers read. The text for readers is made by the template.

The day is that of the last change that the content tells of, as the day on which somebody will look is not known here.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..locale import NBSP

LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, and an escaped one too
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
    NBSP: "~",
}
NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
NOT_IN_AN_ADDRESS = {sign: f"%{ord(sign):02X}" for sign in '{}\\"'}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own names


@dataclass(frozen=True, slots=True)
class Reference:
    """A page as others cite it; ``id`` is that of its fact or sheet."""

    id: str
    title: str
    site: str
    language: str
    changed: dt.date | None
    address: str

    @property
    def formats(self) -> dict[str, Markup]:
        """The reference for machines, by the names of the formats."""
        return {"BibTeX": self.bibtex, "CSL-JSON": self.csl_json}

    @property
    def bibtex(self) -> Markup:
        fields = {"title": f'"{{{latex(self.title)}}}"', "organization": f'"{{{latex(self.site)}}}"'}  # braces keep capitals
        if day := self.changed:
            fields |= {"year": str(day.year), "month": MONTHS[day.month - 1], "date": f'"{day.isoformat()}"'}
        fields["url"] = '"{}"'.format("".join(NOT_IN_AN_ADDRESS.get(letter, letter) for letter in self.address))
        lines = [f"  {name} = {text}" for name, text in fields.items()]
        return _shown(",\n".join([f"@misc{{{self._key}", *lines]) + "\n}")

    @property
    def csl_json(self) -> Markup:
        given: dict[str, Any] = {"id": self.id, "type": "webpage", "title": plain(self.title), "publisher": plain(self.site)}
        if self.changed:
            given["issued"] = {"date-parts": [[self.changed.year, self.changed.month, self.changed.day]]}
        return _shown(json.dumps([{**given, "URL": self.address, "language": self.language}], ensure_ascii=False))

    @property
    def _key(self) -> str:
        """ASCII, as BibTeX wants it."""
        return NOT_IN_A_KEY.sub("-", f"{self.id}-{self.language}".lower()).strip("-")


def latex(text: str) -> str:
    """A text that LaTeX sets as it stands."""
    return "".join(LATEX.get(letter, letter) for letter in " ".join(re.split(r"[\t\r\n ]+", text)))


def plain(text: str) -> str:
    """Without our typography, which is for pages."""
    return text.replace(NBSP, " ")


def _shown(text: str) -> Markup:
    """Quotation marks need no escape between tags, and there are many."""
    return Markup(html.escape(text, quote=False))
