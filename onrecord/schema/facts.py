"""facts.yml: the keys of a fact, of its claims, citations and corrections, and of what is written below its amount.

A key that a reader learns gets its line here; a test names the one that has none.
"""

from __future__ import annotations

from ..assemble.facts import KIND_KEYS
from ..kinds import KINDS, Kind
from ..model import OPERATIONS
from ._shapes import (
    DAY,
    ID_TEXT,
    NUMBER_TEXT,
    PERIOD,
    PLACES,
    RANGE_TEXT,
    TEXT,
    TRUE,
    WHEN,
    Key,
    Record,
    Schema,
    by_id,
    described,
    either,
    listing,
    ref,
)

BY = listing(ref("party-id"))
CITATIONS = ref("citations")
OPERAND = either({"a fact": ref("fact-id"), "a number": NUMBER_TEXT})
TEXTS = ref("texts")
WORDS = either({"a value": TEXT, "words in every language": TEXTS})

GIVEN = {
    "value": Key(
        WORDS,
        "The amount, in plain digits: no separators, no sign of a currency or of a percentage. A ratio is `1:5`, a duration may be "
        "`P3Y6M`, a status is one of its codes or your own words in every language.",
        (52, 2.5, "1:5", "P3Y6M"),
    ),
    "interval": Key(
        either({"a margin": NUMBER_TEXT, "ends": RANGE_TEXT, "ends by name": ref("interval")}),
        "How far the value may be off: `3` for ± 3, `28..34`, or its ends with `confidence: 95` or `likely: true`.",
        (3, "28..34"),
    ),
    "range": Key(either({"ends": RANGE_TEXT, "ends by name": ref("range")}), "From one number to another, both included.", ("2..11",)),
    "values": Key(listing(WORDS), "Numbers of which one holds; of a list, the things named, in every language.", ([1300, 1400],)),
    "vague": Key(ref("vague"), "A word for a number that nobody counted.", ("dozens",)),
    "absent": Key(ref("absent"), "Why there is no value. A true zero is `value: 0`.", ("undisclosed",)),
    "qualifier": Key(ref("qualifier"), "The bound of a number; without one it is exact.", ("at_least",)),
}

COMPUTED = {
    "derived_from": Key(
        ref("derivation"),
        "How the figure is computed from other facts, anew at every build; it is never typed.",
        ({"sum": ["released-june", "released-september"]},),
    ),
    "round": Key(PLACES, "The decimals to which a quotient is rounded, 0 to 10; 1 if left out.", (1,)),
}

KEYS = {
    "id": Key(
        ID_TEXT, "The name by which sheets, texts and other facts call this fact; unique over the whole site.", ("released-september",)
    ),
    "kind": Key(ref("kind"), "What kind of figure it is; may be left out where the other keys tell it.", ("count",)),
    "text": Key(
        TEXTS,
        "The sentence that states the fact, in every language. Figures and dates in it are calls: `{{ figure() }}`, `{{ when() }}`.",
    ),
    "label": Key(TEXTS, "A few words for the fact, in every language, as tables and lists name it."),
    **GIVEN,
    **COMPUTED,
    "change": Key(
        ref("change"), "The two facts or numbers from which a change is computed.", ({"from": "deaths-2023", "to": "deaths-2024"},)
    ),
    "in": Key(ref("measure"), "What a change is told in: percent if left out and nothing is counted.", ("percent",)),
    "unit": Key(ref("unit-id"), "What is counted or measured: a unit of units.yml, one of time, or one of CLDR.", ("person", "km")),
    "currency": Key(ref("currency"), "The currency of an amount of money, as its ISO 4217 code.", ("PLN",)),
    "per": Key(
        either({"a number and a unit": TEXT, "the same by name": ref("per")}),
        "What a rate is counted by: so many of a unit, or one of it.",
        ("100000:person", "year"),
    ),
    "also": Key(ref("also"), "The same amount in another unit or currency, as a source gives it.", ({"value": 25, "unit": "mile"},)),
    "of": Key(
        either({"a party": ref("party-id"), "words in every language": TEXTS}),
        "Whom the fact is about, a party; of a percentage, the whole in words, in every language.",
    ),
    "style": Key(ref("style"), "How the figure is shown wherever it stands: with large numbers in words, for example.", ("compact",)),
    "rank": Key(PLACES, "The place among the facts of a topic: 1 for the first.", (1,)),
    "order": Key(ref("order"), "What the rank is by.", ("largest",)),
    "among": Key(ref("topic-id"), "The topic among whose facts this one has its rank."),
    "subject": Key(ref("fact-id"), "The fact that has the rank."),
    "before": Key(ref("fact-id"), "The fact that happened first."),
    "after": Key(ref("fact-id"), "The fact that happened later."),
    "when": Key(
        WHEN,
        "The time that the value is about: a day, month, year, season, quarter or interval in EDTF. `~` is approximate, `?` uncertain.",
        ("2025-09-11", "2025-09~", "2025-01-20/.."),
    ),
    "as_of": Key(DAY, "The day at which the value was known to hold.", ("2025-11-26",)),
    "checked": Key(DAY, "The day when an editor last verified it.", ("2025-12-01",)),
    "review_after": Key(PERIOD, "How long after that day it should be looked at again.", ("P30D",)),
    "expires": Key(DAY, "The day after which it no longer holds.", ("2026-03-31",)),
    "modality": Key(ref("modality"), "What it is given as; `fact` if left out.", ("estimate",)),
    "status": Key(ref("status"), "How it stands today; `final` if left out.", ("provisional",)),
    "superseded_by": Key(ref("fact-id"), "The newer fact that takes its place; with `status: superseded`."),
    "by": Key(BY, "Who says so: parties, the outermost first (an agency, citing a ministry)."),
    "topic": Key(ref("topic-id"), "The topic of sheet.yml to which it belongs; facts of a topic can be compared."),
    "part_of": Key(ref("fact-id"), "The total of which this is a part."),
    "parts": Key(by_id(ref("fact-id"), NUMBER_TEXT), "The facts that make up this total, each with its number; they must add up."),
    "distinct_from": Key(
        by_id(ref("fact-id"), TEXTS), "Facts that readers might mistake for this one, each with what tells them apart, in every language."
    ),
    "claims": Key(ref("claims"), "Rival values by named parties, shown beside the fact and never merged with it."),
    "sources": Key(CITATIONS, "Where it can be read: sources, each with the exact words that bear the figure."),
    "corrections": Key(ref("corrections"), "What the published figure said before, and why it changed."),
    "note": Key(TEXTS, "What readers should know beside the fact, in every language."),
    "tags": Key(listing(TEXT), "Words by which templates pick facts.", (["later"],)),
    "ignore": Key(ref("ignores"), "Findings about this fact that you accept until a day, each with the reason."),
}


def takes(kind: Kind, key: str) -> bool:
    """Whether a fact of a kind takes a key."""
    if key == "style":
        return key in kind.OPTIONS
    return key in kind.KEYS or key not in KIND_KEYS


def _told(name: str, key: Key) -> Key:
    """The key, with the kinds that take it where not every kind does."""
    without = [kind.NAME for kind in KINDS.values() if not takes(kind, name)]
    having = [kind for kind in KINDS if kind not in without]
    few = f"Only for the kinds {', '.join(having)}." if len(having) < len(without) else f"Not for the kinds {', '.join(without)}."
    return Key(key.shape, f"{key.says} {few}" if without else key.says, key.examples)


def _rule(kind: Kind) -> Schema:
    """Where a fact names its kind, keys of other kinds are refused."""
    others = [name for name in KEYS if not takes(kind, name)]
    refusal = {"properties": dict.fromkeys(others, False), "errorMessage": f"a fact of the kind {kind.NAME} does not take this key"}
    return {"if": {"properties": {"kind": {"const": kind.NAME}}, "required": ["kind"]}, "then": refusal}


FACT = Record(
    "A fact: an id, a sentence in every language, an amount, its time, who says so and where that can be read.",
    {name: _told(name, key) for name, key in KEYS.items()},
    required=("id", "text", "label"),
    rules=[_rule(kind) for kind in KINDS.values()],
)

CLAIM = Record(
    "A rival value: what a named party says instead.",
    GIVEN
    | {
        "per": KEYS["per"],
        "rank": Key(ref("claim-rank"), "How it stands beside the fact; `normal` if left out.", ("deprecated",)),
        "when": Key(WHEN, "The time that the claim is about.", ("2025-11-22",)),
        "by": Key(BY, "Whose claim it is."),
        "note": Key(TEXTS, "What readers should know beside the claim, in every language."),
        "sources": Key(CITATIONS, "Where the claim can be read."),
    },
    required=("by", "sources"),
)

CITATION = Record(
    "A source, and the exact words in it that bear the figure.",
    {
        "ref": Key(ref("source-id"), "A source of sources.yml."),
        "quote": Key(TEXT, "At most fifteen words, exactly as the source has them.", ("Belarus has freed 52 prisoners",)),
        "for": Key(ref("bears"), "What the quote is there for: the figure, which must then stand in it, or the context.", ("context",)),
        "prefix": Key(TEXT, "Words right before the quote, where its page has the quote more than once."),
        "suffix": Key(TEXT, "Words right behind the quote, where its page has the quote more than once."),
    },
    required=("ref",),
)

CORRECTION = Record(
    "What a published figure said before, and why it changed.",
    {
        "date": Key(DAY, "The day of the correction.", ("2025-12-14",)),
        "kind": Key(ref("correction-kind"), "Why the figure changed.", ("update",)),
        "was": Key(
            TEXT,
            "What it said before, in one line: a number, with its bound if it had one; a range, a word, a date.",
            ("more_than 1100", "28..34", "dozens"),
        ),
        "note": Key(TEXTS, "What happened, in every language."),
    },
    required=("date", "kind", "was", "note"),
)

IGNORE = Record(
    "A finding that you accept until a day.",
    {
        "rule": Key(ref("rule"), "The rule of the finding, as it stands in square brackets.", ("stale",)),
        "until": Key(DAY, "The last day on which it is accepted.", ("2026-03-01",)),
        "reason": Key(TEXT, "Why.", ("the next count comes in February",)),
    },
    required=("rule", "until", "reason"),
)

RECORDS = {
    "fact": FACT,
    "ignore": IGNORE,
    "claim": CLAIM,
    "citation": CITATION,
    "correction": CORRECTION,
    "interval": Record(
        "How far a value may be off.",
        {
            "plus_minus": Key(NUMBER_TEXT, "The same margin above and below.", (3,)),
            "plus": Key(NUMBER_TEXT, "The margin above; with `minus`.", (4,)),
            "minus": Key(NUMBER_TEXT, "The margin below; with `plus`.", (2,)),
            "from": Key(NUMBER_TEXT, "The lower end.", (28,)),
            "to": Key(NUMBER_TEXT, "The upper end.", (34,)),
            "confidence": Key(NUMBER_TEXT, "How sure the interval is, in percent.", (95,)),
            "likely": Key(TRUE, "That the value probably lies within the ends.", (True,)),
        },
    ),
    "range": Record(
        "From one number to another, both included.",
        {"from": Key(NUMBER_TEXT, "The smaller number.", (2,)), "to": Key(NUMBER_TEXT, "The larger number.", (11,))},
        required=("from", "to"),
    ),
    "per": Record(
        "What a rate is counted by.",
        {
            "value": Key(NUMBER_TEXT, "By how many; 1 if left out.", (100000,)),
            "unit": Key(ref("unit-id"), "By what.", ("person",)),
        },
        required=("unit",),
    ),
    "also": Record(
        "The same amount in another unit or currency, as a source gives it.",
        GIVEN
        | {
            "unit": Key(ref("unit-id"), "The other unit.", ("mile",)),
            "currency": Key(ref("currency"), "The other currency.", ("USD",)),
        },
    ),
    "derivation": Record(
        "One operation on facts, or on numbers.",
        {
            name: Key(listing(OPERAND, 2), says)
            for name, says in zip(
                OPERATIONS,
                (
                    "All of them added up.",
                    "The first less the second.",
                    "The first divided by the second: how many times as much.",
                    "The first as a percentage of the second.",
                    "The first for so many of the second; with `per`.",
                    "From the first to the second, in percent.",
                    "From the first percentage to the second, in points.",
                    "From the first to the second, as a number.",
                ),
                strict=True,
            )
        },
    ),
    "change": Record(
        "The two facts or numbers from which a change is computed.",
        {"from": Key(OPERAND, "The earlier one."), "to": Key(OPERAND, "The later one.")},
        required=("from", "to"),
    ),
}
FILE: Schema = {
    "type": ["object", "array"],
    "properties": {"facts": described(ref("facts"), "The facts of the sheet.")},
    "required": ["facts"],
    "additionalProperties": False,
    "items": ref("fact"),
}
