"""A fact in a page of somebody else: the address of what stands in the frame, its size, and the code to copy."""

from __future__ import annotations

import html
from dataclasses import dataclass

from markupsafe import Markup

from .. import paths
from ..model import Fact
from ..speaker import Speaker
from ._card import figure_of

WIDTH = 600
CODE = Markup(
    '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>'
)  # the style is for the page that it is copied into
LEAST = 240
OF_A_LINE = {"figure": (24, 40), "text": (55, 30)}  # letters that a line holds, and its height


@dataclass(frozen=True, slots=True)
class Frame:
    """The code that embeds a fact."""

    address: str
    title: str
    height: int
    width: int = WIDTH

    @property
    def code(self) -> str:
        return str(CODE.format(self.address, self.title, self.width, self.height))

    @property
    def shown(self) -> Markup:
        """The code as readers see it; quotation marks need no escape between tags."""
        return Markup(html.escape(self.code, quote=False))


def frame_of(speaker: Speaker, fact: Fact) -> Frame | None:
    """None where the site does not know its own address, as code that is copied must be complete; and where nothing can be embedded."""
    url = speaker.site.url
    if not url or not speaker.site.makes("embeds"):
        return None
    address = url.rstrip("/") + "/" + paths.address(paths.embed_page(speaker.language, fact.id))
    return Frame(
        address,
        speaker.plain(fact.label, fact.id),
        _height({"figure": figure_of(speaker, fact), "text": speaker.plain(fact.text, fact.id)}),
    )


def _height(texts: dict[str, str]) -> int:
    """Room for what is in the frame, so that nobody has to scroll in it; it is told before a browser has set a line."""
    return LEAST + sum(len(text) // OF_A_LINE[name][0] * OF_A_LINE[name][1] for name, text in texts.items())
