"""What a page offers to those who pass it on: its card, how to cite it, its frame, and what machines read."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pybtex.database import parse_string
from pybtex.richtext import Text

from onrecord import paths, pipeline
from onrecord.edtf import parse_when
from onrecord.freshness import last_change, last_change_of_sheet
from onrecord.looks import Looks
from onrecord.model import Correction, Exact, Fact, Site
from onrecord.outputs import Press, embed, not_found, render, robots
from onrecord.outputs._card import Card, Cards
from onrecord.outputs._citing import Reference, latex
from onrecord.outputs._letters import CUT, Letters
from onrecord.outputs._schema_org import _written
from onrecord.outputs.cards import TEMPLATE

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
TODAY = dt.date(2026, 1, 15)
SVG = "{http://www.w3.org/2000/svg}"
EDGES = 80, 1120  # of a card, between which its words stand
ADDRESS = "https://onrecord.example"
CSL = json.loads((Path(__file__).parent / "csl-webpage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def press() -> Press:
    checked = pipeline.check(REPOSITORY / "content", TODAY)
    return Press(checked.made.site, pipeline.theme(REPOSITORY / "templates"))


@pytest.fixture(scope="module")
def pages(press: Press) -> dict[str, str]:
    """Everything of the flagship that is text."""
    return {made.path: made.content.decode() for made in render(press) if not made.path.endswith((".png", ".woff2"))}


@pytest.fixture(scope="module")
def pictures(press: Press) -> dict[str, Image.Image]:
    return {made.path: Image.open(io.BytesIO(made.content)) for made in render(press) if made.path.endswith(".png")}


def with_every_fact_key(press: Press) -> Press:
    """The flagship as if every fact of it had a card."""
    sheets = {id: replace(sheet, key_facts=sheet.facts) for id, sheet in press.site.sheets.items()}
    return Press(replace(press.site, sheets=sheets), press.theme)


def without_address(press: Press) -> Press:
    return Press(replace(press.site, url=None), press.theme)


def meta(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))


def linked(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    thing: dict[str, Any] = json.loads(found[0])
    return thing


# ---- cards


def every_card(press: Press) -> Iterator[tuple[str, Card]]:
    for language in press.site.languages:
        made = [press.cards.of_site(language)]
        made += [press.cards.of_sheet(language, sheet) for sheet in press.site.sheets.values()]
        made += [press.cards.of_fact(language, fact) for fact in press.site.facts.values()]
        yield from ((language, card) for card in dict.fromkeys(made) if card)


def drawn_words(press: Press, language: str, card: Card) -> list[tuple[float, float, float, str]]:
    """Each line of a card: its baseline, its size, its width, its words."""
    svg = ElementTree.fromstring(press.page(TEMPLATE, card.path, language, card=card, fit=press.cards.letters.fit))
    lines = [(float(line.get("y", 0)), float(line.get("font-size", 0)), line.text or "") for line in svg.iter(f"{SVG}text")]
    return [(y, size, press.cards.letters.width(words) * size, words) for y, size, words in lines]


def test_no_line_of_any_card_of_the_flagship_is_too_long_or_cut_or_stands_on_another(press: Press) -> None:
    for language, card in every_card(everywhere := with_every_fact_key(press)):
        lines = drawn_words(everywhere, language, card)
        assert [words for _, _, width, words in lines if width > EDGES[1] - EDGES[0]] == [], card
        assert [words for *_, words in lines if words.endswith(CUT)] == [], card
        ordered = sorted(lines)
        for (above, size_above, _, _), (below, size, _, words) in pairwise(ordered):
            assert below - 0.75 * size >= above + 0.2 * size_above, (card.path, words)


def test_the_longest_words_leave_the_margins_of_the_picture_empty(press: Press) -> None:
    everywhere = with_every_fact_key(press)
    longest = sorted((card for _, card in every_card(everywhere)), key=lambda card: -len(card.words))[:4]
    made = {artifact.path: artifact.content for artifact in render_cards(everywhere)}
    for card in longest:
        picture = Image.open(io.BytesIO(made[card.path])).convert("RGB")
        paper = picture.getpixel((5, 300))
        margins = [picture.crop((0, 20, EDGES[0] - 8, 630)), picture.crop((EDGES[1] + 2, 20, 1200, 630)), picture.crop((0, 610, 1200, 630))]
        assert [margin.getcolors() for margin in margins] == [[(margin.width * margin.height, paper)] for margin in margins], card


def render_cards(press: Press) -> Iterator[Any]:
    from onrecord.outputs import cards

    yield from cards.make(press)
    yield from cards.make_of_sheets(press)


def test_there_is_a_card_for_the_site_each_sheet_and_each_key_fact_in_each_language(press: Press, pictures: dict[str, Image.Image]) -> None:
    wanted = set()
    for language in press.site.languages:
        wanted.add(f"{language}/card.png")
        for sheet in press.site.sheets.values():
            wanted |= {f"{language}/{sheet.id}/card.png", *(f"{language}/facts/{id}/card.png" for id in sheet.key_facts)}
    assert set(pictures) == wanted
    assert {picture.size for picture in pictures.values()} == {(1200, 630)}
    assert {picture.format for picture in pictures.values()} == {"PNG"}


def test_the_same_words_make_the_same_bytes(press: Press) -> None:
    again = Press(press.site, press.theme)
    assert [made.content for made in render_cards(press)] == [made.content for made in render_cards(again)]


def test_a_card_says_the_figure_with_its_bound_its_date_its_author_and_its_source(press: Press) -> None:
    card = press.cards.of_fact("pl", press.site.facts["political-prisoners"])
    assert card is not None
    assert card.figure == "ponad 1000\u00a0więźniów politycznych"
    assert card.about == (
        "listopad 2025\u00a0r.",
        "Kto to podaje: Reuters, powołując się na\u00a0organizacje praw człowieka".replace("na\u00a0", "na "),
        "Źródło: The Straits Times",
    )
    assert "r.. " not in card.alt


def test_a_fact_that_is_no_key_fact_is_shared_with_the_card_of_its_sheet(pages: dict[str, str]) -> None:
    assert meta(pages["pl/facts/released-june/index.html"])["og:image"] == f"{ADDRESS}/pl/us-belarus-talks/card.png"
    assert meta(pages["pl/facts/released-september/index.html"])["og:image"] == f"{ADDRESS}/pl/facts/released-september/card.png"


def test_every_picture_that_a_page_names_is_there(pages: dict[str, str], pictures: dict[str, Image.Image]) -> None:
    named = {meta(page)["og:image"] for page in pages.values() if "og:image" in page}
    assert {address.removeprefix(ADDRESS + "/") for address in named} == set(pictures)


def test_a_site_without_an_address_has_no_cards_and_still_its_pages(press: Press) -> None:
    made = {artifact.path: artifact.content for artifact in render(without_address(press))}
    assert [path for path in made if path.endswith((".png", "oembed.json"))] == []
    page = made["pl/facts/released-september/index.html"].decode()
    assert "og:image" not in page
    assert "sharing" not in page
    assert "Sitemap" not in made["robots.txt"].decode()


def test_a_card_whose_letters_no_font_has_gives_way_to_that_of_its_sheet(press: Press) -> None:
    sheet = press.site.sheets["us-belarus-talks"]
    label = dict.fromkeys(press.site.languages, ("漢字",))
    fact = replace(press.site.facts[sheet.key_facts[0]], label=label)
    changed = replace(press.site, facts={**press.site.facts, fact.id: fact})
    cards = Cards(
        replace(changed, sheets={sheet.id: replace(sheet, key_facts=(*sheet.key_facts[1:3], fact.id))}),
        press.speakers,
        press.theme,
        Looks(),
    )
    cards.speakers = Press(cards.site, press.theme).speakers
    shown = cards.of_fact("en", fact)
    assert shown is not None
    assert shown.path == "en/us-belarus-talks/card.png"


@pytest.fixture(scope="module")
def letters(press: Press) -> Letters:
    return press.cards.letters


@given(text=st.text(), width=st.integers(100, 1200), lines=st.integers(1, 4))
def test_no_text_is_ever_drawn_wider_than_its_place(letters: Letters, text: str, width: int, lines: int) -> None:
    fitted = letters.fit(text, width, (60, 40, 20), lines)
    assert len(fitted.lines) <= lines
    assert all(letters.width(line) * fitted.size <= width for line in fitted.lines)


def test_a_line_does_not_end_at_a_no_break_space(letters: Letters) -> None:
    assert letters.fit("ponad 1000\u00a0osób", 200, (30,), 2).lines == ("ponad", "1000\u00a0osób")


def test_the_fonts_have_every_letter_of_the_languages_that_onrecord_speaks(letters: Letters) -> None:
    packs = (REPOSITORY / "onrecord" / "locales").glob("*.yml")
    written = {letter for pack in packs for letter in pack.read_text(encoding="utf-8") if letter.isprintable() and letter != "\u2060"}
    assert sorted(letter for letter in written if not letters.has(letter)) == []


# ---- the day of the last change


def fact_of(press: Press, **changes: Any) -> Fact:
    return replace(
        press.site.facts["released-september"], as_of=None, checked=None, when=None, corrections=(), sources=(), claims=(), **changes
    )


def test_the_last_change_of_a_fact_is_the_newest_day_that_it_names(press: Press) -> None:
    day, later, latest = dt.date(2025, 1, 2), dt.date(2025, 3, 4), dt.date(2025, 5, 6)
    correction = Correction(latest, "update", Exact(press.site.facts["released-september"].amount.number), None, {})  # type: ignore[union-attr]
    assert last_change(press.site, fact_of(press)) is None
    assert last_change(press.site, replace(fact_of(press), as_of=day)) == day
    assert last_change(press.site, replace(fact_of(press), as_of=day, checked=later)) == later
    assert last_change(press.site, replace(fact_of(press), as_of=day, corrections=(correction,))) == latest


def test_what_is_planned_for_a_day_has_not_changed_on_it(press: Press) -> None:
    planned = replace(fact_of(press), when=parse_when("2031-01-01"), as_of=dt.date(2025, 1, 2))
    assert last_change(press.site, replace(planned, modality="plan")) == dt.date(2025, 1, 2)
    assert last_change(press.site, planned) == dt.date(2031, 1, 1)


def test_a_closed_sheet_last_changed_when_it_was_closed(press: Press, pages: dict[str, str]) -> None:
    sheet = press.site.sheets["us-belarus-talks"]
    assert last_change_of_sheet(press.site, sheet) == sheet.closed
    assert meta(pages["pl/us-belarus-talks/index.html"])["article:modified_time"] == "2025-12-22"


def test_the_sitemap_tells_the_same_day_as_the_page(pages: dict[str, str]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    for entry in ElementTree.fromstring(pages["sitemap.xml"].encode()):
        address = entry.findtext(f"{space}loc") or ""
        page = pages[address.removeprefix(ADDRESS + "/") + "index.html"]
        told = meta(page).get("article:modified_time")
        assert told in (None, entry.findtext(f"{space}lastmod")), address


# ---- cite


def reference(title: str, changed: dt.date | None = TODAY) -> Reference:
    return Reference("released-september", title, "On & record", "pl", changed, "https://a.example/pl/facts/x_y/")


def read_bibtex(text: str) -> tuple[str, dict[str, str]]:
    entries = parse_string(text, "bibtex").entries
    ((key, entry),) = entries.items()
    return key, dict(entry.fields)


def test_bibtex_is_what_bibtex_reads() -> None:
    key, fields = read_bibtex(reference("Uwolnieni we wrześniu").bibtex.unescape())
    assert key == "released-september-pl"
    assert fields == {
        "title": "{Uwolnieni we wrześniu}",
        "organization": r"{On \& record}",
        "year": "2026",
        "month": "January",
        "date": "2026-01-15",
        "url": "https://a.example/pl/facts/x_y/",
    }


@given(title=st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1))
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    _, fields = read_bibtex(reference(title).bibtex.unescape())
    assert " ".join(fields["title"].split()) == " ".join(f"{{{latex(title)}}}".split())
    assert set(fields) == {"title", "organization", "year", "month", "date", "url"}


def test_a_title_in_latex_reads_as_it_was() -> None:
    title = r"Łódź & Kraków: 50% #1_a \ „zł”"
    assert str(Text.from_latex(latex(title))) == title


@pytest.mark.parametrize("sign", list("\\{}$&#%_^~"))
def test_a_sign_that_latex_reads_as_a_command_is_escaped(sign: str) -> None:
    assert re.fullmatch(r"\\[$&#%_]|\\text[a-z]+\{\}", latex(sign))


def test_every_page_of_a_sheet_or_a_fact_offers_csl_json_with_the_fields_of_csl(pages: dict[str, str], press: Press) -> None:
    cited = [path for path in pages if "CSL-JSON" in pages[path]]
    assert len(cited) == len(press.site.languages) * (len(press.site.sheets) + len(press.site.facts))
    for path in cited:
        (written,) = re.findall(r"<p>CSL-JSON</p>\n<pre[^>]*>(.*?)</pre>", pages[path], re.DOTALL)
        (one,) = json.loads(unescaped(written))
        assert set(one) <= set(CSL["fields"])
        assert one["type"] in CSL["types"]
        assert one["URL"] == f"{ADDRESS}/{paths.address(path)}"
        (bibtex,) = re.findall(r"<p>BibTeX</p>\n<pre[^>]*>(.*?)</pre>", pages[path], re.DOTALL)
        assert read_bibtex(unescaped(bibtex))[1]["url"] == one["URL"]


def unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def test_a_page_whose_day_nobody_knows_is_cited_without_one() -> None:
    assert "year" not in reference("T", None).bibtex
    assert "issued" not in reference("T", None).csl_json


def test_a_citation_is_said_in_the_language_of_the_page(pages: dict[str, str]) -> None:
    polish, english = (re.sub(r"<[^>]*>", "", pages[f"{language}/facts/talks-size-min/index.html"]) for language in ("pl", "en"))
    assert (
        "Ilu więźniów dotyczyły rozmowy. onrecord, ostatnia zmiana: 26&nbsp;listopada 2025&nbsp;r., https://onrecord.example/pl/facts/talks"
        in polish
    )
    assert ". onrecord, newest change: 26&nbsp;November 2025, https://onrecord.example/en/facts/talks-size-min/" in english


# ---- embed


def test_a_frame_says_the_figure_its_bound_its_date_its_author_and_its_source_and_leads_to_the_page(pages: dict[str, str]) -> None:
    page = pages["pl/facts/political-prisoners/embed/index.html"]
    for words in ("ponad 1000&nbsp;więźniów politycznych", "listopad 2025&nbsp;r.", "Kto to podaje: Reuters", "The Straits Times"):
        assert words in page
    assert '<a href="../" target="_top">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{ADDRESS}/pl/facts/political-prisoners/">' in page
    assert 'href="../../../../style.css"' in page


def test_frames_and_the_page_of_what_is_not_there_are_in_no_sitemap(pages: dict[str, str]) -> None:
    assert "embed" not in pages["sitemap.xml"]
    assert "404" not in pages["sitemap.xml"]


def test_oembed_answers_with_the_code_that_the_page_shows(pages: dict[str, str], press: Press) -> None:
    for fact in press.site.facts:
        page, told = pages[f"en/facts/{fact}/index.html"], json.loads(pages[f"en/facts/{fact}/oembed.json"])
        assert (told["version"], told["type"]) == ("1.0", "rich")
        assert isinstance(told["width"], int)
        assert isinstance(told["height"], int)
        assert unescaped(re.findall(r"<pre[^>]*>(&lt;iframe .*?)</pre>", page)[0]) == told["html"]
        assert f'<link rel="alternate" type="application/json+oembed" href="{ADDRESS}/en/facts/{fact}/oembed.json" title=' in page
        (address,) = re.findall(r'<iframe src="([^"]*)" title="[^"]+" width="\d+" height="\d+" loading="lazy"', told["html"])
        assert address.removeprefix(ADDRESS + "/") + "index.html" in pages


def test_a_hostile_label_stays_within_the_code_that_is_copied(press: Press) -> None:
    label = dict.fromkeys(press.site.languages, ('"><script>alert(1)</script>',))
    fact = replace(press.site.facts["released-september"], label=label)
    changed = Press(replace(press.site, facts={fact.id: fact}, sheets=_with_one(press.site, fact)), press.theme)
    made = {artifact.path: artifact.content.decode() for artifact in embed.make(changed)}
    code = json.loads(made["en/facts/released-september/oembed.json"])["html"]
    assert code.count("<") == 2
    assert "<script" not in made["en/facts/released-september/embed/index.html"]


def _with_one(site: Site, fact: Fact) -> dict[str, Any]:
    sheet = replace(site.sheets[fact.sheet], facts=(fact.id,), key_facts=(), timeline=(), removed=())
    return {sheet.id: sheet}


# ---- what machines read


def test_no_content_ends_the_element_that_machines_read() -> None:
    hostile = "</script><script>alert(1)</script><!-- ]]>"
    written = _written({"@type": "Claim", "text": hostile})
    assert "<" not in written
    assert json.loads(written)["text"] == hostile


def test_the_page_of_a_fact_is_about_a_claim_its_parties_and_where_it_appeared(pages: dict[str, str]) -> None:
    told = linked(pages["en/facts/political-prisoners/index.html"])
    claim = told["mainEntity"]
    assert told["@type"] == "WebPage"
    assert claim["@type"] == "Claim"
    assert claim["author"][0]["name"] == "Reuters"
    assert claim["appearance"][0]["publisher"]["name"] == "The Straits Times"
    assert told["breadcrumb"]["itemListElement"][0]["name"] == "onrecord"
    assert told["dateModified"] == "2025-11-26"


def test_the_page_of_a_sheet_is_an_article_with_its_sources_its_translations_and_the_facts_for_machines(pages: dict[str, str]) -> None:
    told = linked(pages["pl/us-belarus-talks/index.html"])
    assert told["@type"] == "Article"
    assert told["inLanguage"] == "pl"
    assert [(work["url"], work["inLanguage"]) for work in told["workTranslation"]] == [(f"{ADDRESS}/en/us-belarus-talks/", "en")]
    assert [file["contentUrl"].removeprefix(ADDRESS + "/") for file in told["isBasedOn"]["distribution"]] == ["facts.json", "pl/facts.csv"]
    assert len(told["citation"]) > 20
    assert "datePublished" not in told
    assert linked(pages["pl/index.html"])["@type"] == "WebSite"


def test_a_page_names_its_language_and_the_others(pages: dict[str, str]) -> None:
    told = meta(pages["pl/facts/released-september/index.html"])
    assert (told["og:locale"], told["og:locale:alternate"], told["twitter:card"]) == ("pl_PL", "en_GB", "summary_large_image")
    assert told["og:image:alt"].startswith("Uwolnieni we wrześniu: 52\u00a0osoby. 11\u00a0września 2025\u00a0r. Kto to podaje: ")


def test_the_page_of_a_fact_stays_light(pages: dict[str, str]) -> None:
    weights = {
        path: len(gzip.compress(page.encode(), 9)) for path, page in pages.items() if re.fullmatch(r"\w+/facts/[\w-]+/index.html", path)
    }
    assert max(weights.values()) < 3900, max(weights, key=lambda path: weights[path])


# ---- robots.txt and 404.html


def test_robots_may_read_everything_and_are_told_of_the_sitemap(press: Press) -> None:
    (made,) = robots.make(press)
    assert made.content.decode() == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}/sitemap.xml\n"


def test_a_site_may_have_robots_of_its_own(small: Path, run: Run) -> None:
    Path("templates").mkdir()
    Path("templates/robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    code, _, error = run("build", "--today", "2026-01-15")
    assert code == 0, error
    assert Path("site/robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /\n"


def test_a_page_that_is_not_there_leads_to_the_site_from_any_depth(press: Press) -> None:
    deep = Press(replace(press.site, url="https://a.example/sub/"), press.theme)
    for made, top in ((deep, "/sub/"), (press, "/"), (without_address(press), "/")):
        (page,) = not_found.make(made)
        links = re.findall(r'href="([^"]+)"', page.content.decode())
        assert links == [f"{top}{name}" for name in ("icon.svg", "style.css", "pl/", "en/")]


def test_a_broken_card_is_told_with_its_template(small: Path, run: Run) -> None:
    Path("templates/card").mkdir(parents=True)
    Path("templates/card/card.svg.jinja").write_text("<svg", encoding="utf-8")
    with Path("content/site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://a.example/\n")
    code, _, error = run("build", "--today", "2026-01-15")
    assert code == 1
    assert "card/card.svg.jinja" in error
    assert "the card cannot be drawn" in error
