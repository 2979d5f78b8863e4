"""The mistakes that editors make, applied to a content folder one at a time, at every place where they fit.

Each function takes the text of a file and yields what the file would be after the mistake, with a few words that say where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

Mistakes = Iterator[tuple[str, str]]
FACT = re.compile(r"^  - id: (?P<id>\S+)\n(?:(?!  - id: ).*\n?)*", re.MULTILINE)
NEXT_DIGIT = str.maketrans("0123456789", "1234567890")
WORDS = re.compile(r"[^\W\d_]{5,}")
CALL = re.compile(r"\{\{ (?P<name>figure|when|cite)\((?P<arguments>.*?)\) \}\}")


def _each(pattern: str, text: str, change: Callable[[re.Match[str]], str | None], where: int | str = 0) -> Mistakes:
    for found in re.finditer(pattern, text, re.MULTILINE):
        new = change(found)
        if new is not None and new != found[0]:
            yield found[where].strip()[:60], text[: found.start()] + new + text[found.end() :]


# ---- in facts.yml


def a_digit_of_a_value_changed(text: str) -> Mistakes:
    return _each(r"(?<=\bvalue: )[\d.]+(?=[,\n])", text, lambda found: found[0][:-1] + found[0][-1].translate(NEXT_DIGIT))


def two_digits_of_a_value_swapped(text: str) -> Mistakes:
    return _each(r"(?<=\bvalue: )\d{2,}", text, lambda found: found[0][:-2] + found[0][-1] + found[0][-2])


def a_zero_too_many(text: str) -> Mistakes:
    return _each(r"(?<=\bvalue: )\d+", text, lambda found: found[0] + "0")


def a_digit_of_a_quote_changed(text: str) -> Mistakes:
    return _each(r"quote: .*?\d(?=\D)", text, lambda found: found[0][:-1] + found[0][-1].translate(NEXT_DIGIT))


def a_bound_left_out(text: str) -> Mistakes:
    return _each(r"^ +qualifier: \w+\n|qualifier: \w+, ", text, lambda _: "")


def a_bound_turned_round(text: str) -> Mistakes:
    other = {"at_least": "at_most", "more_than": "less_than", "about": "nearly"}
    return _each(r"(?<=qualifier: )\w+", text, lambda found: other.get(found[0]))


def a_bound_made_up(text: str) -> Mistakes:
    return _each(r"^    value: \d+\n(?!    qualifier)", text, lambda found: found[0] + "    qualifier: more_than\n")


def a_quote_from_another_fact(text: str) -> Mistakes:
    quotes = re.findall(r"quote: (.*?)(?:, for: \w+)?\}$", text, re.MULTILINE)
    others = iter(quotes[7:] + quotes[:7])

    def change(found: re.Match[str]) -> str | None:
        other = next(others)
        return f"quote: {other}" if other not in text[max(0, found.start() - 400) : found.end() + 400] else None

    return _each(r"quote: .*?(?=(?:, for: \w+)?\}$)", text, change)


def a_word_of_a_quote_changed(text: str) -> Mistakes:
    return _each(r"(?<=quote: )['\"]?\w+ ", text, lambda found: found[0] + "not ")


def the_only_citation_deleted(text: str) -> Mistakes:
    return _each(r"^    sources:\n      - .*\n(?!      - )", text, lambda _: "")


def one_of_several_citations_deleted(text: str) -> Mistakes:
    return _each(r"(?<=      - \{ref: )(?P<first>[^\n]*\n)(?P<second>      - \{ref: [^\n]*\n)", text, lambda found: found["first"])


def a_successor_that_is_older(text: str) -> Mistakes:
    return _each(r"(?<=    superseded_by: )\S+", text, lambda _: "released-june")


def a_date_after_all_its_sources(text: str) -> Mistakes:
    for fact in FACT.finditer(text):
        if "modality:" not in fact[0] and (day := re.search(r"^    when: (2025-(?:06|09)-\d\d)$", fact[0], re.MULTILINE)):
            yield fact["id"], text[: fact.start()] + fact[0].replace(day[1], "2025-12-21", 1) + text[fact.end() :]


def a_date_in_the_future(text: str) -> Mistakes:
    return _each(r"(?<=^    when: )20\d\d(?=-\d\d)", text, lambda _: "2031")


def a_day_that_does_not_exist(text: str) -> Mistakes:
    return _each(r"(?<=^    when: 20\d\d-\d\d-)\d\d", text, lambda _: "32")


def a_superlative_left_standing(text: str) -> Mistakes:
    return _each(r"(?<=    rank: 1\n)    as_of: .*\n    status: superseded\n    superseded_by: .*\n", text, lambda _: "")


def a_successor_left_out(text: str) -> Mistakes:
    return _each(r"^    superseded_by: .*\n", text, lambda _: "")


def nobody_named_for_an_estimate(text: str) -> Mistakes:
    for fact in FACT.finditer(text):
        if "modality:" in fact[0]:
            yield from _each(re.escape(re.search(r"^    by: .*\n", fact[0], re.MULTILINE)[0]), text, lambda _: "")  # type: ignore[index]


def a_part_that_does_not_add_up(text: str) -> Mistakes:
    return _each(
        r"(?<=^      released-september-\w{5}: )\d|(?<=parts: \{released-\w{8}: )\d", text, lambda found: found[0].translate(NEXT_DIGIT)
    )


def an_id_misspelt(text: str) -> Mistakes:
    return _each(r"(?<=ref: )[\w-]+|(?<=by: \[)[\w-]+|(?<=unit: )[\w-]+|(?<=topic: )[\w-]+", text, lambda found: found[0][:-1] + "q")


def an_id_used_twice(text: str) -> Mistakes:
    first = re.search(r"(?<=- id: )\S+", text)
    return _each(r"(?<=^  - id: )\S+", text, lambda _: first[0] if first else None)


def a_key_misspelt(text: str) -> Mistakes:
    return _each(r"^    (?P<key>[a-z_]{4,}):", text, lambda found: f"    {found['key'][:-2]}{found['key'][-1]}{found['key'][-2]}:")


def a_key_written_twice(text: str) -> Mistakes:
    return _each(r"^    value: .*\n", text, lambda found: found[0] * 2)


def a_figure_typed_instead_of_called(text: str) -> Mistakes:
    for fact in FACT.finditer(text):
        value = re.search(r"^    value: (\d+)$", fact[0], re.MULTILINE)
        call = re.search(r"\{\{ figure\([^}]*\) \}\}", fact[0])
        if value and call:
            yield fact["id"], text[: fact.start()] + fact[0].replace(call[0], value[1], 1) + text[fact.end() :]


def a_language_left_out(text: str) -> Mistakes:
    return _each(r"^      en: '.*\n|, en: [^'{},\n]+(?=\}\n)", text, lambda _: "")


def a_text_copied_and_not_translated(text: str) -> Mistakes:
    return _each(
        r"^      pl: (?P<words>'.*')\n      en: '.*'\n", text, lambda found: f"      pl: {found['words']}\n      en: {found['words']}\n"
    )


def one_language_changed_alone(text: str) -> Mistakes:
    return _each(r"^      (?:pl|en): .*\n", text, lambda found: WORDS.sub("inaczej", found[0], count=1))


def a_call_that_is_never_closed(text: str) -> Mistakes:
    return _each(r"(?<=\{\{ figure\(\)) \}\}", text, lambda _: " }")


def an_address_that_is_none(text: str) -> Mistakes:
    return _each(r"(?<=url: )https?:", text, lambda _: "javascript:")


def a_line_indented_by_a_tab(text: str) -> Mistakes:
    return _each(r"^    value:", text, lambda _: "\tvalue:")


def a_quote_mark_not_closed(text: str) -> Mistakes:
    return _each(r"'$", text, lambda _: "")


# ---- in other files


def an_address_replaced(text: str) -> Mistakes:
    return _each(r"(?<=  url: https://)[^/\n]+", text, lambda _: "elsewhere.example")


def a_thing_deleted(text: str) -> Mistakes:
    """A source or a party, with all its lines."""
    return _each(r"^- id: (.*)\n(?:  .*\n)*", text, lambda _: "")


def a_plural_form_deleted(text: str) -> Mistakes:
    return _each(r"(?<=[{ ])(?:one|few|many|other): [^,{}\n]+(?:, )?|^    (?:one|few|many): .*\n", text, lambda _: "")


def a_name_without_its_case(text: str) -> Mistakes:
    return _each(r", (?:gen|acc): [^,{}]+(?=[,}])|^      (?:gen|acc): .*\n", text, lambda _: "")


def a_call_of_another_fact_in_one_language(text: str) -> Mistakes:
    ids = re.findall(r"figure\(\"([\w-]+)\"", text)
    others = iter(ids[3:] + ids[:3])
    return _each(r"(?<=figure\(\")[\w-]+", text, lambda _: next(others))


def a_call_deleted_in_one_language(text: str) -> Mistakes:
    return _each(CALL.pattern, text, lambda _: "")


def a_fact_of_a_page_misspelt(text: str) -> Mistakes:
    return _each(r"(?<=\(\")[\w-]+(?=\"[,)])", text, lambda found: found[0][:-1])


def digits_typed_into_a_page(text: str) -> Mistakes:
    return _each(r"\{\{ figure\([^}]*\) \}\}", text, lambda _: "52 people")


def a_section_left_behind(text: str) -> Mistakes:
    return _each(r"^- \*\*.*\n", text, lambda _: "")


def a_heading_without_its_id(text: str) -> Mistakes:
    return _each(r"(?<=^##)( .*) \{#[\w-]+\}$", text, lambda found: found[1])


FACTS = "us-belarus-talks/facts.yml"
PAGE = "us-belarus-talks/pl.md"
MISTAKES: tuple[tuple[Callable[[str], Mistakes], tuple[str, ...]], ...] = (
    *((mistake, (FACTS,)) for mistake in (
        a_digit_of_a_value_changed, two_digits_of_a_value_swapped, a_zero_too_many, a_digit_of_a_quote_changed, a_bound_left_out,
        a_bound_turned_round, a_bound_made_up, a_quote_from_another_fact, a_word_of_a_quote_changed, the_only_citation_deleted,
        one_of_several_citations_deleted, a_successor_that_is_older, a_date_after_all_its_sources,
        a_date_in_the_future, a_day_that_does_not_exist, a_superlative_left_standing, a_successor_left_out, nobody_named_for_an_estimate,
        a_part_that_does_not_add_up, an_id_misspelt, an_id_used_twice, a_key_misspelt, a_key_written_twice,
        a_figure_typed_instead_of_called, a_language_left_out, a_text_copied_and_not_translated, one_language_changed_alone,
        a_call_that_is_never_closed, a_line_indented_by_a_tab, a_quote_mark_not_closed,
    )),
    (a_thing_deleted, ("sources.yml", "parties.yml")),
    (an_address_that_is_none, ("sources.yml",)),
    (an_address_replaced, ("sources.yml",)),
    (a_plural_form_deleted, ("units.yml",)),
    (a_name_without_its_case, ("parties.yml",)),
    *((mistake, (PAGE, PAGE.replace("pl", "en"))) for mistake in (
        a_call_of_another_fact_in_one_language, a_call_deleted_in_one_language, a_fact_of_a_page_misspelt, digits_typed_into_a_page,
        a_section_left_behind, a_heading_without_its_id,
    )),
)  # fmt: skip


def every_mistake(content: Path) -> Iterator[tuple[str, str, str, str]]:
    """The name of each mistake, where it is made, the file, and the file's new text."""
    for mistake, files in MISTAKES:
        for file in files:
            text = (content / file).read_text(encoding="utf-8")
            for where, changed in mistake(text):
                yield mistake.__name__, where, file, changed
