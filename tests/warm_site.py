"""A site of three sheets that look at each other in every way, and the edits that an editor may make to it, each of which can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

BASE = {
    "site.yml": """\
title: {pl: Port, en: Port}
description: {pl: Co wiadomo o porcie., en: What is known of the port.}
languages: [pl, en]
url: https://port.example/
without: [cards]
sheets: [ships, crews, repairs]
""",
    "units.yml": """\
ship:
  pl: {one: statek, few: statki, many: statków, other: statku, gen: {one: statku, many: statków}, acc: {one: statek}}
  en: {one: ship, other: ships}
sailor:
  pl: {one: osoba, few: osoby, many: osób, other: osoby, gen: {one: osoby, many: osób}, acc: {one: osobę}}
  en: {one: sailor, other: sailors}
""",
    "parties.yml": """\
- id: harbour-office
  type: government
  name: {pl: {nom: Urząd Portu, gen: Urzędu Portu, dat: Urzędowi Portu, acc: Urząd Portu, ins: Urzędem Portu, loc: Urzędzie Portu}, en: the Harbour Office}
""",
    "sources.yml": """\
- {id: gazette, type: webpage, publisher: The Gazette, issued: 2025-05-01, url: https://gazette.example/ships, language: en}
- {id: herald, type: webpage, publisher: The Herald, issued: 2025-06-01, url: https://herald.example/crews, language: en}
""",
    "ships/sheet.yml": """\
title: {pl: Statki, en: Ships}
lead: {pl: Ile statków jest w porcie., en: How many ships are in port.}
key_facts: [in-port]
topics:
  - {id: arrivals, label: {pl: Przybycia, en: Arrivals}}
""",
    "ships/facts.yml": """\
facts:
  - id: in-port
    text: {pl: 'W porcie są {{ figure() }}.', en: 'There are {{ figure() }} in port.'}
    label: {pl: Statki w porcie, en: Ships in port}
    value: 34
    unit: ship
    when: 2025-04-30
    topic: arrivals
    sources: [{ref: gazette, quote: 34 ships are in port}]
  - id: expected
    text: {pl: 'Oczekiwane są {{ figure() }}.', en: '{{ figure() }} are expected.'}
    label: {pl: Oczekiwane, en: Expected}
    value: 3
    unit: ship
    when: 2025-05-30
    modality: forecast
    by: [harbour-office]
    sources: [{ref: gazette, quote: 3 ships are expected}]
""",
    "ships/pl.md": '## Dziś {#today}\n\nW porcie są {{ figure("in-port") }}{{ cite("in-port") }}, a oczekiwane {{ figure("expected") }}.\n',
    "ships/en.md": '## Today {#today}\n\nThere are {{ figure("in-port") }}{{ cite("in-port") }} in port, and {{ figure("expected") }} to come.\n',
    "crews/sheet.yml": "title: {pl: Załogi, en: Crews}\nlead: {pl: Kto jest na statkach., en: Who is on the ships.}\nkey_facts: [sailors]\n",
    "crews/facts.yml": """\
facts:
  - id: sailors
    text: {pl: 'Na statkach są {{ figure() }}.', en: 'There are {{ figure() }} on board.'}
    label: {pl: Ludzie na statkach, en: People on board}
    value: 612
    unit: sailor
    as_of: 2025-05-20
    review_after: P90D
    by: [harbour-office]
    sources: [{ref: herald, quote: 612 sailors are on board}]

  - id: all-ships
    text: {pl: 'Razem to {{ figure() }}.', en: 'Together that is {{ figure() }}.'}
    label: {pl: Razem, en: Together}
    derived_from: {sum: [in-port, expected]}
    unit: ship
""",
    "crews/pl.md": '## Ludzie {#people}\n\nZałogi {{ figure("in-port", case="gen") }} to {{ figure("sailors") }}. Razem: {{ figure("all-ships") }}.\n',
    "crews/en.md": '## People {#people}\n\nOn {{ figure("in-port") }} are {{ figure("sailors") }}. Together: {{ figure("all-ships") }}.\n',
    "repairs/sheet.yml": "title: {pl: Naprawy, en: Repairs}\nlead: {pl: Co się naprawia., en: What is repaired.}\nkey_facts: [docked]\n",
    "repairs/facts.yml": """\
facts:
  - id: docked
    text: {pl: 'W doku są {{ figure() }}.', en: '{{ figure() }} are in dock.'}
    label: {pl: W doku, en: In dock}
    value: 5
    unit: ship
    when: 2025-04-30
    part_of: in-port
    sources: [{ref: gazette, quote: 5 ships are in dock}]
""",
    "repairs/pl.md": '## Dok {#dock}\n\nW doku są {{ figure("docked") }}, jak pisze się [tutaj](../ships/).\n',
    "repairs/en.md": '## Dock {#dock}\n\n{{ figure("docked") }} are in dock, as told [here](../ships/).\n',
}
LAST = BASE["crews/facts.yml"][BASE["crews/facts.yml"].index("  - id: all-ships") :]
NEW_SHEET = {
    "cargo/sheet.yml": "title: {pl: Ładunki, en: Cargo}\nlead: {pl: Co przywieziono., en: What was brought.}\n",
    "cargo/facts.yml": """\
facts:
  - id: cargo-ships
    text: {pl: 'Towar przywiozły {{ figure() }}.', en: '{{ figure() }} brought goods.'}
    label: {pl: Z ładunkiem, en: With cargo}
    value: 8
    unit: ship
    when: 2025-04-30
    part_of: in-port
    sources: [{ref: herald, quote: 8 ships brought goods}]
""",
    "cargo/pl.md": '## Towar {#goods}\n\nTowar przywiozły {{ figure("cargo-ships") }}.\n',
    "cargo/en.md": '## Goods {#goods}\n\n{{ figure("cargo-ships") }} brought goods.\n',
}


@dataclass(frozen=True)
class Edit:
    """Texts replaced in files; or whole files: added where there is a text, taken away where there is none."""

    name: str
    replaced: tuple[tuple[str, str, str], ...] = ()
    files: dict[str, str | None] = field(default_factory=dict, hash=False, compare=False)

    def __repr__(self) -> str:
        return self.name


def edit(name: str, *replaced: tuple[str, str, str], **files: dict[str, str | None]) -> Edit:
    return Edit(name, replaced, files.get("files", {}))


EDITS = (
    edit("a fact counts more", ("ships/facts.yml", "value: 34", "value: 35"), ("ships/facts.yml", "34 ships", "35 ships")),
    edit("a fact counts more, and its quote does not say so", ("ships/facts.yml", "value: 3\n", "value: 4\n")),
    edit("a fact of another sheet counts more", ("repairs/facts.yml", "value: 5", "value: 6"), ("repairs/facts.yml", "5 ships", "6 ships")),
    edit("a label", ("crews/facts.yml", "en: People on board", "en: Sailors on board")),
    edit("facts in another order", ("crews/facts.yml", "\n" + LAST, ""), ("crews/facts.yml", "facts:\n", "facts:\n" + LAST + "\n")),
    edit("a sentence", ("ships/facts.yml", "in port.'", "in the port.'")),
    edit("a comment", ("ships/facts.yml", "facts:\n", "facts:\n  # counted on Mondays\n")),
    edit("a form of a unit", ("units.yml", "one: ship, other: ships", "one: vessel, other: vessels")),
    edit("a form of a unit is lost", ("units.yml", "few: statki, ", "")),
    edit("a name of a party", ("parties.yml", "en: the Harbour Office", "en: the Port Office")),
    edit("a publisher", ("sources.yml", "publisher: The Gazette", "publisher: The Old Gazette")),
    edit("the day of a source", ("sources.yml", "issued: 2025-05-01", "issued: 2025-05-02")),
    edit("a source that nobody cites", ("sources.yml", "language: en}\n- {id: herald", "language: en}\n- {id: news, type: webpage, publisher: News, url: https://n.example/, language: en}\n- {id: herald")),
    edit("a source is gone", ("sources.yml", "- {id: herald, type: webpage, publisher: The Herald, issued: 2025-06-01, url: https://herald.example/crews, language: en}\n", "")),
    edit("prose", ("ships/en.md", "in port, and", "here, and")),
    edit("a heading", ("repairs/en.md", "## Dock {#dock}", "## The dock {#dock}")),
    edit("prose of one language has another figure", ("crews/pl.md", '{{ figure("all-ships") }}', '{{ figure("docked") }}')),
    edit("a link that leads nowhere", ("repairs/en.md", "../ships/", "../boats/")),
    edit("a number in words", ("crews/en.md", "Together:", "Thirty-four of them lie here. Together:")),
    edit("a vague fact", ("ships/facts.yml", "    value: 3\n", "    vague: dozens\n"), ("ships/facts.yml", "3 ships are", "dozens of ships are")),
    edit("a vague word in prose", ("repairs/en.md", "are in dock", "are in dock, with dozens of others")),
    edit("a fact is removed that others cite", ("crews/facts.yml", "  - id: sailors\n", "  - id: seamen\n")),
    edit("an operand is removed", ("ships/facts.yml", "  - id: expected\n", "  - id: awaited\n"), ("ships/pl.md", '"expected"', '"awaited"'), ("ships/en.md", '"expected"', '"awaited"')),
    edit(
        "two sheets are computed from each other",
        ("ships/facts.yml", "  - id: expected\n", """\
  - id: pilots
    text: {pl: 'Pilotów jest {{ figure() }}.', en: 'There are {{ figure() }} as pilots.'}
    label: {pl: Piloci, en: Pilots}
    value: 6
    unit: sailor
    when: 2025-04-30
    sources: [{ref: gazette, quote: 6 pilots}]
  - id: all-hands
    text: {pl: 'Razem to {{ figure() }}.', en: 'Together that is {{ figure() }}.'}
    label: {pl: Razem z pilotami, en: Together with pilots}
    derived_from: {sum: [sailors, pilots]}
    unit: sailor
  - id: expected
"""),
        ("ships/en.md", "to come.", 'to come. On board are {{ figure("all-hands") }}.'),
        ("ships/pl.md", '{{ figure("expected") }}.', '{{ figure("expected") }}. Na statkach są {{ figure("all-hands") }}.'),
    ),
    edit(
        "figures of two sheets are computed in a circle",
        ("ships/facts.yml", "    value: 3\n", "    derived_from: {difference: [all-ships, in-port]}\n"),
    ),
    edit("two facts have one id", ("repairs/facts.yml", "  - id: docked\n", "  - id: sailors\n")),
    edit("a topic", ("repairs/facts.yml", "    part_of: in-port\n", "    topic: arrivals\n")),
    edit("a topic that no sheet has", ("crews/facts.yml", "    as_of: 2025-05-20\n", "    as_of: 2025-05-20\n    topic: people\n")),
    edit("a successor", ("repairs/facts.yml", "    part_of: in-port\n", "    status: superseded\n    superseded_by: sailors\n")),
    edit("a removed fact", ("crews/sheet.yml", "key_facts: [sailors]\n", "key_facts: [sailors]\nremoved:\n  - {id: anchors, date: 2025-05-25, reason: {pl: Nie liczono ich., en: They were not counted.}}\n")),
    edit("the key facts", ("ships/sheet.yml", "key_facts: [in-port]", "key_facts: [in-port, expected]")),
    edit("a closed sheet", ("crews/sheet.yml", "key_facts", "closed: 2025-06-30\nkey_facts")),
    edit("a chart", ("ships/sheet.yml", "topics:", "charts:\n  - {id: both, title: {pl: Statki, en: Ships}, facts: [in-port, docked]}\ntopics:")),
    edit("a title of a sheet", ("repairs/sheet.yml", "en: Repairs", "en: Mending")),
    edit("a lead with a figure of another sheet", ("repairs/sheet.yml", "en: What is repaired.", "en: 'What is repaired of {{ figure(\"in-port\") }}.'"), ("repairs/sheet.yml", "pl: Co się naprawia.", "pl: 'Co się naprawia z {{ figure(\"in-port\", case=\"gen\") }}.'")),
    edit("the title of the site", ("site.yml", "title: {pl: Port, en: Port}", "title: {pl: Port, en: The port}")),
    edit("no address", ("site.yml", "url: https://port.example/\n", "")),
    edit("no pages of facts", ("site.yml", "without: [cards]", "without: [facts, cards]")),
    edit("no search", ("site.yml", "without: [cards]", "without: [cards, search, records]")),
    edit("cards", ("site.yml", "without: [cards]\n", "")),
    edit("another order of sheets", ("site.yml", "sheets: [ships, crews, repairs", "sheets: [crews, ships, repairs")),
    edit("a new sheet", ("site.yml", "repairs]", "repairs, cargo]"), files=dict(NEW_SHEET)),
    edit("a sheet that is not listed", files={"stowaways/facts.yml": "facts: []\n"}),
    edit("a sheet is gone", ("site.yml", ", repairs", ""), files={name: None for name in BASE if name.startswith("repairs/")}),
    edit("a page is gone", files={"crews/en.md": None}),
    edit("YAML that cannot be read", ("repairs/facts.yml", "facts:\n", "facts: [\n")),
    edit("a file that nothing reads", files={"notes.md": "nothing\n"}),
    edit("a misspelt key", ("crews/facts.yml", "    by: [", "    bye: [")),
    edit("translations are looked after", files={"translations.lock": ""}),
    edit("an ignored finding", ("crews/facts.yml", "    as_of: 2025-05-20\n", "    as_of: 2025-05-20  # onrecord: ignore[stale] until 2025-12-01 counted again soon\n")),
)  # fmt: skip
PIER = """\
  - id: pier-{0}
    text: {{pl: 'Przy nabrzeżu stoją {{{{ figure() }}}}.', en: '{{{{ figure() }}}} lie there.'}}
    label: {{pl: Nabrzeże {0}, en: Pier {0}}}
    value: {0}
    unit: ship
    when: 2025-04-30
    sources: [{{ref: gazette, quote: {0} ships}}]
"""
ONE_LARGE_SHEET = edit(
    "one large sheet, which looks for what no sheet has",
    ("site.yml", ", crews, repairs", ""),
    ("ships/facts.yml", "facts:\n", "facts:\n" + "".join(PIER.format(number) for number in range(2, 52))),
    (
        "ships/sheet.yml",
        "topics:",
        "removed:\n  - {id: anchors, date: 2025-05-25, reason: {pl: Nie liczono ich., en: They were not counted.}}\ntopics:",
    ),
    files={name: None for name in BASE if name.startswith(("crews/", "repairs/"))},
)

LOOKS = (
    edit("a template", files={"removed.html": "gone\n"}),
    edit(
        "a page in other words",
        files={"sheet.html": "<!doctype html><title>{{ page.plain(sheet.title) }}</title>{{ prose(sheet.prose) }}\n"},
    ),
    edit("a broken template", files={"fact.html": "{{ nothing_of_this_name }}\n"}),
    edit("a stylesheet", files={"own.css": "p { color: teal }\n"}),
    edit("a font", files={"fonts/extra.woff2": "no font\n"}),
)


def written(edits: set[Edit], base: dict[str, str]) -> dict[str, str]:
    """The files of a folder to which some edits were made. One whose text another has taken away makes no difference."""
    files: dict[str, str | None] = dict(base)
    for each in sorted(edits, key=lambda each: each.name):
        for name, old, new in each.replaced:
            files[name] = (files.get(name) or "").replace(old, new) if files.get(name) is not None else None
    for each in sorted(edits, key=lambda each: each.name):
        files |= each.files
    return {name: text for name, text in files.items() if text is not None}


def lay_out(folder: Path, files: dict[str, str]) -> None:
    """Makes a folder hold these files; what is the same is not touched."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} if folder.exists() else set()
    for name in present - files.keys():
        (folder / name).unlink()
        if not any((folder / name).parent.iterdir()) and (folder / name).parent != folder:
            (folder / name).parent.rmdir()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
