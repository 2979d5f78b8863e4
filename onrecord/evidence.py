"""Quotes and the pages that they stand on: whether a page's text holds a quote, and the address that leads a reader to it.

The texts of pages are the editor's own copies, kept outside the repository; what is recorded are hashes (see `locks.py`).
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote as percent_encoded

import nh3

from .locks import hash_of
from .model import Citation, Site
from .places import Route
from .texts import citations_of

LEFT_OUT = 400  # characters that an ellipsis in a quote may stand for
GAP = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
APOSTROPHES = map(chr, (0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2BC, 0x60))
SAME = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys("‐‑‒–—−", "-")})
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
SUFFIXES = (".txt", ".md", ".html", ".htm")
UNREAD = {"script", "style", "template", "noscript"}
BLOCKS = "p|div|li|h[1-6]|br|t[dhr]|section|article|[uo]l|blockquote|figure|figcaption|header|footer|main|nav"
BLOCK = re.compile(rf"(?=</?(?:{BLOCKS})\b)", re.IGNORECASE)
BY_EYE = "by-eye"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote where it stands in the content, and the fact that it is evidence for."""

    fact: str
    citation: Citation
    address: str | None
    route: Route

    @property
    def key(self) -> str:
        """Its name in the lock: the fact, the source, and a hash of its words and of the page's address."""
        cited = self.citation
        return f"{self.fact} {cited.source} {hash_of(cited.quote, cited.prefix, cited.suffix, self.address)}"


def quotes_of(site: Site) -> Iterator[Quoted]:
    """Every quote of facts and of claims against them."""
    for route, fact, citation in citations_of(site):
        source = site.sources.get(citation.source)
        if citation.quote:
            yield Quoted(fact.id, citation, source.url if source else None, (*route, "quote"))


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What looking quotes up gave: entries for the lock, quotes that do not stand on their page just once, and how many had no page."""

    entries: dict[str, tuple[str, ...]]
    not_once: list[tuple[Quoted, int]]
    without_page: int


def look_up(site: Site, pages: Path | None, known: Mapping[str, tuple[str, ...]], by_eye: Container[str], today: dt.date) -> LookedUp:
    """Every quote of a site in the texts of its pages; what was ``known`` and can not be looked up now stays as it was.

    ``by_eye`` are the facts whose quotes an editor has read. Raises OSError and UnicodeDecodeError for a page that cannot be read.
    """
    texts = {source: page_of(source, pages) if pages else None for source in site.sources}
    done = LookedUp({}, [], 0)
    without_page = 0
    for quoted in quotes_of(site):
        page = texts.get(quoted.citation.source)
        entry = known.get(quoted.key)
        count = count_of(quoted.citation, page) if page is not None else None
        if count == 1 and page is not None:
            seen = f"page:{hash_of(page)}", f"found:{count}"
            entry = entry if entry and entry[:2] == seen else (*seen, today.isoformat())
        elif count is not None:
            done.not_once.append((quoted, count))
            continue
        elif entry is None and quoted.fact in by_eye:
            entry = BY_EYE, today.isoformat()
        if entry is None:
            without_page += 1
        else:
            done.entries[quoted.key] = entry
    return replace(done, without_page=without_page)


def count_of(citation: Citation, page: str) -> int:
    """How often a page's normalised text holds a quote, between its prefix and its suffix."""
    first, *further = [normalised(part).lower() for part in GAP.split(citation.quote or "") if part]
    before, behind = (normalised(words or "").lower() for words in (citation.prefix, citation.suffix))
    page, count, at = page.lower(), 0, 0
    while (at := page.find(first, at)) >= 0:
        end = _end_of(page, at + len(first), further)
        after = end + len(behind) + page.startswith(" ", end) if end is not None and behind else end
        if end is not None and after is not None:
            start = at - len(before) - (page[at - 1 : at] == " ") if before else at
            fits = page[:at].rstrip().endswith(before) and page[end:].lstrip().startswith(behind)
            count += fits and _alone(page, max(start, 0), after)
        at += 1
    return count


def _end_of(page: str, end: int, parts: list[str]) -> int | None:
    """Where the last part of a quote ends, each part standing soon behind the one before; None where one does not."""
    for part in parts:
        found = page.find(part, end, end + LEFT_OUT + len(part))
        if found < 0:
            return None
        end = found + len(part)
    return end


def _alone(page: str, start: int, end: int) -> bool:
    """Whether what stands there is no piece of a longer word."""
    letter_before = start > 0 and page[start - 1].isalnum() and page[start].isalnum()
    return not letter_before and not (page[end - 1].isalnum() and page[end : end + 1].isalnum())


def normalised(text: str) -> str:
    """A text as quotes are compared: compatible characters alike, one kind of quotation mark, apostrophe, dash and space."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(UNSEEN).translate(SAME)).translate(SAME).split())


def page_of(source: str, folder: Path) -> str | None:
    """The normalised text of a source's page: the file of its id in a folder; None where there is none.

    Raises OSError and UnicodeDecodeError for one that cannot be read.
    """
    for suffix in SUFFIXES:
        path = folder / f"{source}{suffix}"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return normalised(_text_of_html(text) if suffix.startswith(".htm") else text)
    return None


def _text_of_html(page: str) -> str:
    """The words of a page without its tags and scripts; what stands in two blocks is not run together."""
    return html.unescape(nh3.clean(BLOCK.sub("\n", page), tags=set(), clean_content_tags=UNREAD))


def address_of_quote(url: str, citation: Citation) -> str:
    """The page's address with a text fragment, which leads a reader's browser to the phrase.

    `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, Text Fragments, section 2).
    """
    if not citation.quote:
        return url
    parts = [part for part in GAP.split(citation.quote) if part]
    fragment = [_encoded(parts[0]), *([_encoded(parts[-1])] if len(parts) > 1 else [])]
    if citation.prefix:
        fragment.insert(0, _encoded(citation.prefix) + "-")
    if citation.suffix:
        fragment.append("-" + _encoded(citation.suffix))
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(fragment)}"


def _encoded(words: str) -> str:
    """Percent-encoded, the hyphen too, which has a meaning between the parts of a fragment."""
    return percent_encoded(words.strip(), safe="").replace("-", "%2D")
