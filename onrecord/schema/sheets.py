"""site.yml and sheet.yml: the keys of the site, of a sheet and of its topics."""

from __future__ import annotations

from ..fields import ID
from ..model import CHARTS
from ._shapes import DAY, ID_TEXT, URL, Key, Record, either, listing, one_of, ref, worded

TEXTS = ref("texts")
FACTS = listing(ref("fact-id"))

RECORDS = {
    "site": Record(
        "What the site is: its title, its languages and its sheets.",
        {
            "title": Key(TEXTS, "The name of the site, in every language."),
            "description": Key(TEXTS, "What the site is, in a sentence, in every language."),
            "languages": Key(
                listing(ref("site-language"), 1),
                "The languages of the site; every text is given in each of them.",
            ),
            "url": Key(URL, "Where the site will stand; feeds and the sitemap need it.", ("https://facts.example/",)),
            "pages": Key(
                ref("where-pages"), "Who makes the pages: `elsewhere` if another generator does, such as MkDocs; sheets then need no prose."
            ),
            "without": Key(
                listing(ref("outputs")),
                "What the site does without: pages of single facts, cards, search … Links lead to what there is.",
                (["cards"],),
            ),
            "sheets": Key(listing(ref("sheet-id"), 1), "The sheets to publish, in this order: folders of the content."),
        },
        required=("title", "description", "languages", "sheets"),
    ),
    "sheet": Record(
        "A page of facts: its title, its lead, and the order of what it shows.",
        {
            "title": Key(TEXTS, "The title of the page, in every language."),
            "lead": Key(TEXTS, 'The first paragraph, in every language. Figures in it are calls: `{{ figure("id") }}`.'),
            "closed": Key(
                DAY,
                "The day since which the page is no longer updated; its facts are judged at that day, and the page says so.",
                ("2025-12-22",),
            ),
            "key_facts": Key(FACTS, "The facts whose figures stand large at the top, in this order."),
            "timeline": Key(FACTS, "The facts of the timeline, from the earliest."),
            "topics": Key(ref("topics"), "The groups of facts on the page, in this order."),
            "charts": Key(ref("charts"), "Pictures of figures that can be compared."),
            "removed": Key(ref("removals"), "Facts that were removed: their addresses go on saying when and why."),
            "ignore": Key(ref("ignores"), "Findings in this file that you accept until a day, each with the reason."),
        },
        required=("title", "lead"),
    ),
    "removal": Record(
        "A fact that was removed.",
        {
            "id": Key(ID_TEXT, "The id that it had; no other fact may have it."),
            "date": Key(DAY, "The day of its removal.", ("2025-12-14",)),
            "reason": Key(TEXTS, "Why, in every language."),
            "see": Key(ref("fact-id"), "The fact that readers should look at instead."),
        },
        required=("id", "date", "reason"),
    ),
    "chart": Record(
        "A picture of figures that can be compared.",
        {
            "id": Key(ID_TEXT, "The name of the chart, part of its address.", ("releases",)),
            "kind": Key(one_of(CHARTS), "Bars from zero, or dots on one scale."),
            "title": Key(TEXTS, "What it shows, in every language."),
            "facts": Key(
                listing(either({"a fact": ref("fact-id"), "a rival claim": worded(f"{ID.pattern}/{ID.pattern}", "write fact/party")}), 1),
                "The facts, from top to bottom; a rival claim as `fact/party`.",
                ("political-prisoners/viasna",),
            ),
            "note": Key(TEXTS, "What a reader must know to read it, in every language."),
            "section": Key({"type": "string"}, "The id of the heading of the page at the end of whose section it stands."),
        },
        required=("id", "title", "facts"),
    ),
    "topic": Record(
        "A group of facts that can be compared with each other.",
        {
            "id": Key(ID_TEXT, "The name by which facts call the topic.", ("releases",)),
            "label": Key(TEXTS, "The heading above these facts, in every language."),
        },
        required=("id", "label"),
    ),
}
