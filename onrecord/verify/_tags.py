"""What HTML says of its elements: which hold nothing, which hold code, and which end others whose end tags are left out.

HTML Standard, 13.1.2 (void elements) and 13.1.2.4 (optional tags).
"""

from __future__ import annotations

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
UNSAID = frozenset({"script", "style", "template"})  # nobody reads what is in them
VERBATIM = frozenset({"code", "pre", "textarea", *UNSAID})  # marks of templates may be shown there
BLOCKS = (
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "table", "ul",
)  # fmt: skip
ROWS = frozenset({"tbody", "thead", "tfoot"})
CELLS = frozenset({"td", "th"})
PARAGRAPH = frozenset({"p"}), frozenset({"button", "table", "caption", "object", "template", *CELLS})
TERM = frozenset({"dt", "dd"}), frozenset({"dl"})
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # a start tag -> what it ends, up to which element around both
    **dict.fromkeys(BLOCKS, PARAGRAPH),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    **dict.fromkeys(("dt", "dd"), TERM),
    **dict.fromkeys(("option", "optgroup"), (frozenset({"option"}), frozenset({"select", "datalist"}))),
    **dict.fromkeys(CELLS, (CELLS, frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr", *CELLS}), frozenset({"table", *ROWS})),
    **dict.fromkeys(ROWS, (ROWS | {"tr", "caption", "colgroup", *CELLS}, frozenset({"table"}))),
}
