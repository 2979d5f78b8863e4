"""Where pages stand in the site, and how one links to another without knowing where the site itself stands."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Fact, Site
from .places import Route

CHOOSER = "index.html"
NOT_FOUND = "404.html"


def language_page(language: str) -> str:
    """The sheets of the site."""
    return f"{language}/index.html"


def sheet_page(language: str, sheet: str) -> str:
    """An explainer."""
    return f"{language}/{sheet}/index.html"


def facts_page(language: str) -> str:
    """The list of all facts."""
    return f"{language}/facts/index.html"


def fact_page(language: str, fact: str) -> str:
    """One fact."""
    return f"{language}/facts/{fact}/index.html"


def corrections_page(language: str) -> str:
    """Everything that changed on the whole site."""
    return f"{language}/corrections/index.html"


def feed(language: str) -> str:
    """What changed, as an Atom feed."""
    return f"{language}/feed.xml"


def facts_csv(language: str) -> str:
    """Every fact in a row, in one language."""
    return f"{language}/facts.csv"


def search_words(language: str, number: int) -> str:
    """A part of the words that search knows; `templates/search.js` knows this name."""
    return f"{language}/search/words-{number}.json"


def search_entries(language: str, number: int) -> str:
    """A part of what search finds; `templates/search.js` knows this name."""
    return f"{language}/search/entries-{number}.json"


def embed_page(language: str, fact: str) -> str:
    """One fact, made for a frame in a page of somebody else."""
    return f"{language}/facts/{fact}/embed/index.html"


def oembed(language: str, fact: str) -> str:
    """How a fact is embedded, as oEmbed tells it."""
    return f"{language}/facts/{fact}/oembed.json"


def card_of(page: str) -> str:
    """The picture of a page that others show when it is shared."""
    return page.removesuffix("index.html") + "card.png"


def listed_pages(site: Site) -> Iterator[tuple[str, Route]]:
    """Every page that is found by browsing and searching, and the route of what it shows."""
    yield from ((path, ("site",)) for path in pages_of_site(site))
    yield from pages_of_sheets(site)
    yield from pages_of_facts(site)


def pages_of_site(site: Site) -> Iterator[str]:
    """The pages about the site itself."""
    yield CHOOSER
    for language in site.languages:
        yield language_page(language)
        if site.makes("list"):
            yield facts_page(language)
        if site.makes("changes"):
            yield corrections_page(language)


def pages_of_sheets(site: Site) -> Iterator[tuple[str, tuple[str, str]]]:
    """The pages of its sheets."""
    yield from ((sheet_page(language, sheet), ("sheets", sheet)) for language in site.languages for sheet in site.sheets)


def pages_of_facts(site: Site) -> Iterator[tuple[str, tuple[str, str]]]:
    """The pages of single facts."""
    if site.makes("facts"):
        yield from ((fact_page(language, fact), ("facts", fact)) for language in site.languages for fact in site.facts)


def pages_of(site: Site) -> Iterator[tuple[str, Route]]:
    """Every page of the site and the route of what it shows."""
    yield from ((path, ("site",)) for path in (*pages_of_site(site), NOT_FOUND))
    yield from pages_of_contents(site)


def pages_of_contents(site: Site) -> Iterator[tuple[str, Route]]:
    """Every page of what stands in its sheets."""
    gone = {id: removed for id, removed in site.removed.items() if id not in site.facts}
    yield from pages_of_sheets(site)
    yield from pages_of_facts(site)
    for language in site.languages:
        if site.makes("embeds"):
            yield from ((embed_page(language, fact), ("facts", fact)) for fact in site.facts)
        if site.makes("facts"):
            yield from ((fact_page(language, id), ("removed", removed.sheet)) for id, removed in gone.items())


def is_page(site: Site, path: str) -> bool:  # noqa: PLR0911 - a table of paths
    """Whether a path is one of `pages_of`, without going through all of them."""
    match path.split("/"):
        case ["index.html" | "404.html"]:
            return True
        case [language, *_] if language not in site.languages:
            return False
        case [_, "index.html"]:
            return True
        case [_, "corrections", "index.html"] if site.makes("changes"):
            return True
        case [_, "facts", "index.html"] if site.makes("list"):
            return True
        case [_, sheet, "index.html"]:
            return sheet in site.sheets
        case [_, "facts", id, "index.html"]:
            return site.makes("facts") and (id in site.facts or id in site.removed)
        case [_, "facts", id, "embed", "index.html"]:
            return site.makes("embeds") and id in site.facts
    return False


def place_of(site: Site, language: str, fact: Fact) -> str:
    """Where a fact is told: its own page, or its place on its sheet, as an address."""
    if site.makes("facts"):
        return address(fact_page(language, fact.id))
    return address(sheet_page(language, fact.sheet)) + f"#fact-{fact.id}"


def address(path: str) -> str:
    """What a browser is asked for: a folder rather than its index."""
    return path.removesuffix("index.html")


def root_from(path: str) -> str:
    """The way from a page to the top of the site: ``../../``, or nothing at the top itself."""
    return "../" * path.count("/")


def link(path: str, target: str, *, to_files: bool = False) -> str:
    """The shortest relative address of one page from another, so that the site works below any path.

    With ``to_files`` it names the file itself: no server is there to find the index of a folder.
    """
    here, there = path.split("/"), target.split("/")
    while len(here) > 1 and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    rest = "/".join(there)
    return root_from("/".join(here)) + (rest if to_files else address(rest)) or "./"
