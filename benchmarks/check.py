"""How long a check takes: `python benchmarks/check.py 100 1000 5000`, each a site of so many facts in Polish and English.

The site is made from a seed, so that two runs check the same. Times are medians of several runs: of the call in this process, and of
the command with the start of the interpreter, as CI and editors run it. `--profile` says which functions the largest site spends them in.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from onrecord import pipeline

TODAY = dt.date(2026, 1, 15)
PER_SHEET = 50
RUNS = 5
SOURCES, PARTIES = 40, 12
UNITS = """\
person:
  pl: {one: osoba, few: osoby, many: osób, other: osoby, gen: {one: osoby, many: osób}, acc: {one: osobę}}
  en: {one: person, other: people}
report:
  pl: {one: raport, few: raporty, many: raportów, other: raportu, gen: {one: raportu, many: raportów}, acc: {one: raport}}
  en: {one: report, other: reports}
"""


def lay_out(content: Path, facts: int, chance: random.Random) -> None:
    """A site of that many facts over sheets of 50: most are counts, others shares, events and estimates with rivals."""
    sheets = [f"sheet-{letters(number)}" for number in range((facts + PER_SHEET - 1) // PER_SHEET)]
    write(
        content / "site.yml",
        "title: {pl: Próba, en: A trial}\ndescription: {pl: Próba., en: A trial.}\nlanguages: [pl, en]\n"
        f"sheets: [{', '.join(sheets)}]\n",
    )
    write(content / "units.yml", UNITS)
    write(content / "parties.yml", "".join(party(number) for number in range(PARTIES)))
    write(content / "sources.yml", "".join(source(number, chance) for number in range(SOURCES)))
    for number, sheet in enumerate(sheets):
        ids = [f"fact-{letters(at)}" for at in range(number * PER_SHEET, min(facts, (number + 1) * PER_SHEET))]
        write(content / sheet / "facts.yml", "facts:\n" + "".join(fact(id, chance) for id in ids))
        write(
            content / sheet / "sheet.yml", f"title: {{pl: Arkusz, en: A sheet}}\nlead: {{pl: Wstęp., en: A lead.}}\nkey_facts: [{ids[0]}]\n"
        )
        for language in ("pl", "en"):
            write(content / sheet / f"{language}.md", page(ids, language))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def letters(number: int) -> str:
    """A number in letters, as ids have them."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def party(number: int) -> str:
    return (
        f"- id: party-{letters(number)}\n  type: agency\n"
        f"  name: {{pl: {{nom: Urząd {letters(number)}, gen: Urzędu, dat: Urzędowi, acc: Urząd, ins: Urzędem, loc: Urzędzie}},"
        " en: The Office}\n"
    )


def source(number: int, chance: random.Random) -> str:
    day = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(300))
    return (
        f"- id: source-{letters(number)}\n  type: webpage\n  publisher: The Gazette\n  issued: {day}\n"
        f"  url: https://gazette.example/{number}\n  language: en\n"
    )


def fact(id: str, chance: random.Random) -> str:
    unit = chance.choice(["person", "report"])
    value, rival = chance.randrange(2, 5_000), chance.randrange(2, 5_000)
    source, other = (f"source-{letters(chance.randrange(SOURCES))}" for _ in range(2))
    party = f"party-{letters(chance.randrange(PARTIES))}"
    lines = [
        f"  - id: {id}",
        "    text:",
        "      pl: 'Naliczono {{ figure(case=\"acc\") }} {{ when() }}, a potem jeszcze wiele innych spraw, o których tu mowa.'",
        "      en: 'There were {{ figure() }} {{ when(form=\"in\") }}, and many other matters after them that are told of here.'",
        "    label: {pl: Ile ich było, en: How many there were}",
        f"    value: {value}",
        f"    unit: {unit}",
        f"    when: 2025-{chance.randrange(1, 10):02}-{chance.randrange(1, 29):02}",
        f"    sources: [{{ref: {source}, quote: what it says}}, {{ref: {other}, quote: what it says too}}]",
    ]
    if chance.random() < 0.3:
        lines += [f"    by: [{party}]", "    modality: estimate", "    qualifier: about"]
    if chance.random() < 0.2:
        lines.append(f"    claims: [{{value: {rival}, by: [{party}], sources: [{{ref: {other}, quote: another number}}]}}]")
    return "\n".join(lines) + "\n"


def page(ids: list[str], language: str) -> str:
    word = {"pl": "Zdanie o tym, co wiadomo", "en": "A sentence on what is known"}[language]
    case = ', case="gen"' if language == "pl" else ""
    sections = [f'{word}: {{{{ figure("{id}"{case}) }}}}{{{{ cite("{id}") }}}}, [a tu więcej](../facts/{id}/).\n\n' for id in ids]
    return "## Section {#known}\n\n" + "".join(sections)


def median(run: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(content: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "check", "--content", content, "--today", str(TODAY)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def profile(content: Path) -> None:
    told = cProfile.Profile()
    told.runcall(pipeline.check, content, TODAY)
    pstats.Stats(told).sort_stats("tottime").print_stats(25)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("facts", type=int, nargs="*", default=[100, 1000, 5000])
    options.add_argument("--profile", action="store_true")
    asked = options.parse_args()
    for facts in asked.facts:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            lay_out(content, facts, random.Random(facts))
            command(content)
            inside = median(lambda: pipeline.check(content, TODAY), RUNS)  # noqa: B023 - run at once
            print(f"{facts:>6} facts: {inside:6.2f} s in this process, {median(lambda: command(content), RUNS):6.2f} s as a command")  # noqa: B023
            if asked.profile and facts == asked.facts[-1]:
                profile(content)


if __name__ == "__main__":
    main()
