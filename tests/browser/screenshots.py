"""How the flagship looks: screenshots of every kind of page on a phone and a desk, light and dark, and PDFs of the sheets.

    python tests/browser/screenshots.py OUT_FOLDER

Builds the site from content/ and templates/ and writes, for /pl/facts/ say, pl-facts-390-light.png and its three sisters, and
contact-sheet.html and .png, which show the tops of all of them side by side.
Needs what .ci/browser-tools installs and Playwright (pip install '.[browser]').
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # onrecord of this folder, installed or not

import flagship

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = (390, 1280)
LOOK = """body { display: grid; grid-template-columns: repeat(auto-fill, 210px); gap: 14px; margin: 14px; background: #777; }
figure { margin: 0; } a { display: block; height: 300px; overflow: hidden; background: #999; } img { width: 210px; }
figcaption { font: 11px sans-serif; overflow-wrap: anywhere; }"""
SCHEMES: tuple[flagship.Scheme, ...] = ("light", "dark")


def take(browser: Browser, address: str, out: Path) -> None:
    for path in flagship.page_kinds():
        name = path.strip("/").replace("/", "-") or "chooser"
        for width, scheme in product(WIDTHS, SCHEMES):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # a new one has visited no link
            page.goto(address + path)
            page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
            if path in flagship.sheet_pages() and scheme == "light":
                page.pdf(path=out / f"{name}.pdf", prefer_css_page_size=True)
            page.close()


def lay_out(browser: Browser, out: Path) -> None:
    """The contact sheet: the top of every picture, small, with its name; each leads to the whole."""
    pictures = sorted(path.name for path in out.glob("*.png") if path.name != "contact-sheet.png")
    figure = '<figure><a href="{0}"><img src="{0}" alt=""></a><figcaption>{0}</figcaption></figure>'
    figures = "".join(map(figure.format, pictures))
    sheet = out / "contact-sheet.html"
    sheet.write_text(f"<!doctype html><meta charset=utf-8><title>Contact sheet</title><style>{LOOK}</style>{figures}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1800, "height": 900})
    page.goto(sheet.resolve().as_uri())
    page.screenshot(path=out / "contact-sheet.png", full_page=True)
    page.close()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        site = flagship.build(Path(folder) / "site")
        with flagship.served(site) as address, flagship.chromium() as browser:
            take(browser, address, out)
            lay_out(browser, out)
    print(f"screenshots and PDFs are in {out}; all at a glance: {out / 'contact-sheet.png'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
