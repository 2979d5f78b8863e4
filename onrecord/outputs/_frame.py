"""A fact in a page of somebody else: the address of what stands in the frame, its size, and the code to copy."""

from __future__ import annotations

import html
from dataclasses import dataclass

from markupsafe import Markup

from .. import paths
from ..model import Fact
from ..speaker import Speaker

WIDTH = 600
CODE = Markup(
    '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>'
)  # the style is for the page that it is copied into
LEAST, OF_A_LINE, LETTERS_OF_A_LINE = 260, 30, 55


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
    """None where the site does not know its own address: code that is copied must be complete."""
    url = speaker.site.url
    if not url:
        return None
    address = url.rstrip("/") + "/" + paths.address(paths.embed_page(speaker.language, fact.id))
    lines = len(speaker.plain(fact.text, fact.id)) // LETTERS_OF_A_LINE
    return Frame(address, speaker.plain(fact.label, fact.id), LEAST + lines * OF_A_LINE)
