"""Pages of another generator: the language in which each speaks, and the sources that it owes its readers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from markupsafe import Markup

from ..model import Call, Citation
from ..outputs import Page, Press
from ..pipeline import Checked, theme
from ..shipped import SHIPPED_THEME

SOURCES, FACTS = "host/sources.html", "host/facts.html"


class Host:
    """The content of a site whose pages another generator makes."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        self.site = checked.made.site
        self.languages = self.site.languages

    @cached_property
    def press(self) -> Press:
        return Press(self.site, theme(SHIPPED_THEME))

    def language(self, wanted: Iterable[str | None]) -> str:
        """The first of some languages that the site speaks, with or without its region; else the site's first."""
        for tag in filter(None, wanted):
            for known in (tag, tag.replace("_", "-"), tag.replace("_", "-").partition("-")[0]):
                if known in self.languages:
                    return known
        return self.languages[0]

    def page(self, path: str, language: str) -> HostPage:
        return HostPage(self.press, path, language)


class HostPage(Page):
    """A page with the calls in its Markdown; what they cite is listed under it."""

    def __init__(self, press: Press, path: str, language: str) -> None:
        super().__init__(press, path, language)
        self._cited: dict[str, dict[Citation, None]] = {}

    def say(self, call: Call) -> Markup:
        """A call in HTML; raises CannotSay. What it cites is remembered."""
        said = self.voice.say(call)
        if call.name == "cite" and call.id:
            for citation in self.speaker.cited(call.id, call.options.get("rival")):
                self._cited.setdefault(citation.source, {})[citation] = None
        return said

    def names(self) -> dict[str, Any]:
        """Those of any page; a mark in a template is one of the page, too."""
        return {**super().names(), "cite": lambda id, **options: self.say(Call("cite", id, options, ""))}

    def facts(self) -> Markup:
        """The list of all facts."""
        return self._render(FACTS)

    def sources(self) -> Markup:
        """The list of what the page cites; nothing where it cites nothing. Call it when everything else has been said."""
        quotes = {source: tuple(found) for source, found in self._cited.items()}
        return self._render(SOURCES, quotes=quotes) if self.voice.numbers else Markup()

    def _render(self, template: str, **context: object) -> Markup:
        return Markup(self.press.theme.environment.get_template(template).render({**self.names(), **context}))
