"""Lays out a site to measure with: `python benchmarks/corpus.py FOLDER --sheets 1000` makes FOLDER/content.

Every sheet has ten facts and, in Polish and in English, a page of some 250 words with ten figures in it. The words come from a seed: two
runs lay out the same bytes, and a site of more sheets begins with those of a smaller one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

SEED = 52
FACTS = 10  # of a sheet
SOURCES, PARTIES = 100, 12
FIRST_DAY = dt.date(2025, 1, 1)
BARE = ("facts", "embeds", "cards", "list", "search", "records", "changes")  # what the peers have not; see `without` in the handbook
LANGUAGES = ("pl", "en")
WORDS = {
    "pl": """
        urząd podaje że liczba spraw rośnie wolniej niż przed rokiem a ministerstwo zapowiada zmiany o których rozmawiano podczas
        spotkania z przedstawicielami organizacji które prowadzą własne rejestry i publikują je na swoich stronach według tych danych
        większość zgłoszeń dotyczy dużych miast jednak raporty z mniejszych gmin docierają później dlatego zestawienie bywa poprawiane
    """,
    "en": """
        the office says that the number of cases grows more slowly than a year ago while the ministry announces changes that were
        discussed at a meeting with organisations which keep their own registers and publish them on their pages according to these
        records most reports concern large towns but those from smaller places arrive later so the summary is sometimes put right
    """,
}
UNITS = """\
person:
  pl: {one: osoba, few: osoby, many: osób, other: osoby, gen: {one: osoby, many: osób}, acc: {one: osobę}}
  en: {one: person, other: people}
report:
  pl: {one: raport, few: raporty, many: raportów, other: raportu, gen: {one: raportu, many: raportów}, acc: {one: raport}}
  en: {one: report, other: reports}
"""


@dataclass(frozen=True)
class Counted:
    """What a fact of the corpus says."""

    id: str
    value: int
    unit: str
    day: dt.date
    source: int


def letters(number: int) -> str:
    """A number in letters: ids and prose have no digits that could be taken for figures."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def sheet_id(number: int) -> str:
    return f"topic-{letters(number)}"


def facts_of(number: int) -> list[Counted]:
    """The facts of one sheet; a sheet is the same whatever the size of its site."""
    chance = random.Random(f"{SEED}-{number}")
    return [
        Counted(
            id=f"fact-{letters(number)}-{letters(at)}",
            value=chance.randrange(2, 5_000),
            unit=chance.choice(["person", "report"]),
            day=FIRST_DAY + dt.timedelta(days=chance.randrange(240)),
            source=(number * FACTS + at) % SOURCES,
        )
        for at in range(FACTS)
    ]


def lay_out(content: Path, sheets: int, without: tuple[str, ...] = ()) -> None:
    """The whole content of a site; ``without`` are the outputs that it leaves out."""
    write(content / "site.yml", site(sheets, without))
    write(content / "units.yml", UNITS)
    write(content / "parties.yml", "".join(party(number) for number in range(PARTIES)))
    write(content / "sources.yml", "".join(source(number) for number in range(SOURCES)))
    for number in range(sheets):
        folder = content / sheet_id(number)
        facts = facts_of(number)
        write(folder / "sheet.yml", sheet(number, facts))
        write(folder / "facts.yml", "facts:\n" + "".join(fact(each) for each in facts))
        for language in LANGUAGES:
            write(folder / f"{language}.md", page(number, facts, language))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def site(sheets: int, without: tuple[str, ...]) -> str:
    left_out = f"without: [{', '.join(without)}]\n" if without else ""
    listed = "".join(f"  - {sheet_id(number)}\n" for number in range(sheets))
    return (
        "title: {pl: Próba, en: A trial}\ndescription: {pl: Strona na próbę., en: A site on trial.}\nlanguages: [pl, en]\n"
        f"url: https://trial.example/\n{left_out}sheets:\n{listed}"
    )


def party(number: int) -> str:
    name = letters(number)
    return (
        f"- id: party-{name}\n  type: agency\n"
        f"  name: {{pl: {{nom: Urząd {name}, gen: Urzędu {name}, dat: Urzędowi {name}, acc: Urząd {name}, ins: Urzędem {name},"
        f" loc: Urzędzie {name}}}, en: The Office of {name}}}\n"
    )


def source(number: int) -> str:
    day = dt.date(2025, 9, 1) + dt.timedelta(days=number % 60)
    return (
        f"- id: source-{letters(number)}\n  type: webpage\n  publisher: The Gazette of {letters(number)}\n  issued: {day}\n"
        f"  url: https://gazette.example/{letters(number)}\n  language: en\n"
    )


def sheet(number: int, facts: list[Counted]) -> str:
    name = letters(number)
    keys = ", ".join(each.id for each in facts[:3])
    return (
        f"title: {{pl: Temat {name}, en: Topic {name}}}\n"
        f"lead: {{pl: Co wiadomo o temacie {name}., en: What is known of topic {name}.}}\nkey_facts: [{keys}]\n"
    )


def fact(each: Counted) -> str:
    name = each.id.removeprefix("fact-")
    return (
        f"  - id: {each.id}\n"
        "    text:\n"
        "      pl: 'Naliczono {{ figure(case=\"acc\") }} {{ when() }}, a potem wiele innych spraw.'\n"
        "      en: 'There were {{ figure() }} {{ when(form=\"in\") }}, and many other matters.'\n"
        f"    label: {{pl: Liczba {name}, en: Number {name}}}\n"
        f"    value: {each.value}\n"
        f"    unit: {each.unit}\n"
        f"    when: {each.day}\n"
        f"    by: [party-{letters(each.source % PARTIES)}]\n"
        f"    sources: [{{ref: source-{letters(each.source)}, quote: counted {each.value} of them}}]\n"
    )


def page(number: int, facts: list[Counted], language: str) -> str:
    """A page of prose: three sections, a list, and every figure of the sheet in it."""
    chance = random.Random(f"{SEED}-{number}-{language}")
    figures = [f'{{{{ figure("{each.id}") }}}}' for each in facts]
    heading = {"pl": "Część", "en": "Part"}[language]
    parts = [
        f"## {heading} {letters(part)} {{#part-{letters(part)}}}\n\n"
        + "\n\n".join(
            f"{sentence(chance, language)} **{figure}** {sentence(chance, language)}" for figure in figures[part * 2 : part * 2 + 2]
        )
        for part in range(3)
    ]
    listed = "\n".join(f"- {sentence(chance, language)} {figure}" for figure in figures[6:])
    return "\n\n".join([*parts, listed]) + "\n"


def sentence(chance: random.Random, language: str) -> str:
    words = WORDS[language].split()
    at = chance.randrange(len(words) - 15)
    said = " ".join(words[at : at + 15])
    return f"{said[:1].upper()}{said[1:]}:"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--sheets", type=int, default=1000)
    options.add_argument("--bare", action="store_true", help="leave out what the peers do not build")
    asked = options.parse_args()
    lay_out(asked.folder / "content", asked.sheets, BARE if asked.bare else ())


if __name__ == "__main__":
    main()
