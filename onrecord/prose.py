"""Markdown with calls -> HTML. Calls are marked before Markdown sees the text and said after it, so that what Markdown makes of a
page does not depend on any figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup, escape

from .calls import MARK
from .digests import digest
from .locale import CannotSay, Locale
from .model import Call, Prose
from .voice import Voice, one_stop

if TYPE_CHECKING:
    from markdown import Markdown

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "sane_lists", "tables")
SCHEMES = {"http", "https", "mailto"}
ATTRIBUTES = {
    "*": {"lang", "dir"},
    **{f"h{level}": {"id"} for level in range(2, 7)},  # no id elsewhere: it could be one of the page's own
    "a": {"href", "title", "hreflang"},
    "th": {"align", "scope"},
    "td": {"align"},
    "ol": {"start"},
}
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
TAG = re.compile(r"(<(?:[^>\"]|\"[^\"]*\")*>)")
CITE = re.compile(r"<sup class=\"cite\">.*?</sup>", re.DOTALL)
HEADING = re.compile(r"<h2 id=\"([^\"]+)\"[^>]*>(.*?)</h2>", re.DOTALL)
NEXT_HEADING = re.compile(r"(?=<h[2-6][ >])")
HEADING_ID = re.compile(r"<h[2-6] id=\"([^\"]+)\"")
ATTRIBUTE = re.compile(r"\s(?P<name>[\w-]+)=\"[^\"]*\"")
MOST_BEFORE = 20  # characters before a piece of text that its quotes and short words may depend on
VERBATIM = re.compile(r"</?(?:code|pre|kbd)\b")


def render(prose: Prose, voice: Voice) -> Markup:
    """A page of prose as safe HTML with its figures."""
    html = html_of(prose.marked)
    return Markup(fill(typeset_html(html, voice.speaker.locale), prose.calls, voice))


_known: dict[str, str] = {}


def know(pages: Mapping[str, str]) -> None:
    """Pages that were rendered before: safe HTML, without figures, by the digest of its Markdown. Those of others are forgotten."""
    _known.clear()
    _known.update(pages)


def html_of(marked: str) -> str:
    """Markdown with marks for its calls as safe HTML. The same page is rendered once, whatever its figures say."""
    key = digest(marked)
    if key not in _known:
        _known[key] = _rendered(marked)
    return _known[key]


def _rendered(marked: str) -> str:
    try:
        return sanitise(_markdown().reset().convert(marked))
    except RecursionError:  # what `tangle` let through; the instance is left in the middle of it
        _markdown.cache_clear()
        raise CannotSay("tangled", "a page of prose is nested too deep to be rendered", "write it with fewer levels") from None


@cache
def _markdown() -> Markdown:
    """One instance for all pages: making one costs more than converting a page."""
    from markdown import Markdown  # a build in which no prose has changed need not wait for it

    return Markdown(extensions=list(EXTENSIONS), output_format="html")


def sanitise(html: str) -> str:
    """Only tags that prose needs, no scripts, no styles, no links but to pages and mail."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, clean_content_tags={"script", "style"})


def typeset_html(html: str, locale: Locale) -> str:
    """The language's typography in the text of a page; tags, code and addresses stay as they are."""
    parts = TAG.split(html)
    verbatim = 0
    before = ""
    for index, part in enumerate(parts):
        if index % 2 and VERBATIM.match(part):
            verbatim += -1 if part.startswith("</") else 1
        elif not index % 2 and not verbatim:
            parts[index] = locale.typography.typeset(part, before)
            before = (before + part)[-MOST_BEFORE:]
    return "".join(parts)


def headings(html: str) -> list[tuple[str, Markup]]:
    """The sections of a page of prose: id and words of each second-level heading, for a table of contents."""
    return [(id, Markup(without_tags(words))) for id, words in HEADING.findall(html)]


def without_tags(words: str) -> str:
    """The words of a heading: no tags, and no marks, which say where something is from."""
    return TAG.sub("", CITE.sub("", words)).strip()


def with_charts(html: str, charts: Mapping[str, str]) -> Markup:
    """A page of prose with each chart at the end of its section, before the next heading of any level."""
    parts = NEXT_HEADING.split(str(html))
    for index, part in enumerate(parts):
        if (heading := HEADING_ID.match(part)) and heading[1] in charts:
            parts[index] = part + str(charts[heading[1]])
    return Markup("".join(parts))


def fill(html: str, calls: tuple[Call, ...], voice: Voice) -> str:
    """Puts what is said into a page at its marks; inside a tag, where no element can stand, as plain text."""
    parts = TAG.split(html)
    return one_stop("".join(_filled(part, calls, voice, in_tag=bool(index % 2)) for index, part in enumerate(parts)))


def _filled(part: str, calls: tuple[Call, ...], voice: Voice, in_tag: bool) -> str:
    if in_tag:
        return ATTRIBUTE.sub(lambda attribute: _in_attribute(attribute, calls, voice), part)
    return MARK.sub(lambda found: str(voice.say(calls[int(found[1])])), part)


def _in_attribute(attribute: re.Match[str], calls: tuple[Call, ...], voice: Voice) -> str:
    """A title may hold what a call says; any other attribute with a mark goes: an address is never put together from words."""
    if not MARK.search(attribute[0]):
        return attribute[0]
    if attribute["name"] != "title":
        return ""
    return MARK.sub(lambda found: str(escape(voice.speaker.say(calls[int(found[1])]))), attribute[0])
