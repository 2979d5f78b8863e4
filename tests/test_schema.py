"""`onrecord schema`: its keys are those that the readers ask for, it lets good content pass, and it refuses slips of names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from casebook import BASE, Case, read_cases
from jsonschema import Draft202012Validator

from onrecord import fields, pipeline
from onrecord.diagnostic import Severity
from onrecord.kinds import KINDS
from onrecord.read import read_folder
from onrecord.schema import FILES, RECORDS, schemas

Run = Callable[..., tuple[int, str, str]]
Schemas = dict[str, dict[str, Any]]
REPOSITORY = Path(__file__).parent.parent
SITES = {path.parent.name: path for path in sorted((REPOSITORY / "tests" / "golden").glob("*/content"))}
SITES |= {"flagship": REPOSITORY / "content", "base": BASE}


class AsServersRead(yaml.SafeLoader):
    """What a YAML language server makes of scalars, by YAML 1.2: numbers, truth values and nulls; a date stays a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    AsServersRead.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))

LOADERS = {"as onrecord reads": yaml.BaseLoader, "as servers read": AsServersRead}


def schemas_of(content: Path) -> Schemas:
    return schemas(pipeline.read(content)[-1])


def refusals(found: Schemas, file: str, text: str, loader: Any = AsServersRead) -> list[str]:
    """What a schema says against the text of a file."""
    document = yaml.load(text, loader)
    validator = Draft202012Validator(found[Path(file).stem])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)] if document is not None else []


def yaml_files(content: Path) -> list[Path]:
    return [path for path in sorted(content.rglob("*.yml")) if path.stem in FILES]


# ---- the schemas themselves


@pytest.mark.parametrize("site", SITES)
def test_every_schema_is_one_of_2020_12_and_complete(site: str) -> None:
    for schema in schemas_of(SITES[site]).values():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        named = set(re.findall(r"#/\$defs/([\w-]+)", json.dumps(schema)))
        assert named == set(schema["$defs"])


@pytest.mark.parametrize("loader", LOADERS)
def test_while_it_is_typed_a_missing_translation_is_marked_as_strict_would_refuse_it(loader: str) -> None:
    found = schemas_of(SITES["halfway"])
    told = [
        refusal
        for path in yaml_files(SITES["halfway"])
        for refusal in refusals(found, path.name, path.read_text(encoding="utf-8"), LOADERS[loader])
    ]
    assert told
    assert [refusal for refusal in told if not re.search(r"'(pl|en|ar)' is a required property", str(refusal))] == []


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("site", [site for site in SITES if site != "halfway"])
def test_content_without_errors_passes(site: str, loader: str) -> None:
    found = schemas_of(SITES[site])
    for path in yaml_files(SITES[site]):
        assert refusals(found, path.name, path.read_text(encoding="utf-8"), LOADERS[loader]) == [], path


def test_every_key_and_every_choice_is_explained() -> None:
    found = schemas_of(BASE)
    bare = [f"{record} › {key}" for record, has in RECORDS.items() for key, what in has.keys.items() if not what.says.endswith(".")]
    assert bare == []
    for schema in found.values():
        for name, definition in schema["$defs"].items():
            told = definition.get("markdownEnumDescriptions")
            assert told is None or len(told) == len(definition["enum"]), name
            assert told is None or all(told), name


def test_choices_show_what_readers_will_see() -> None:
    qualifier = schemas_of(BASE)["facts"]["$defs"]["qualifier"]
    shown = dict(zip(qualifier["enum"], qualifier["markdownEnumDescriptions"], strict=True))
    assert shown["at_least"] == "co najmniej 52 · at least 52"


def test_ids_come_with_words_that_tell_them_apart() -> None:
    known = schemas_of(SITES["flagship"])["facts"]["$defs"]
    told = {
        name: dict(zip(known[name]["enum"], known[name]["markdownEnumDescriptions"], strict=True))
        for name in ("fact-id", "source-id", "party-id")
    }
    assert told["fact-id"]["released-september"] == "Uwolnieni we wrześniu · Released in September"
    assert told["source-id"]["ki-0911"] == "Kyiv Independent · 2025-09-11"
    assert told["party-id"]["rmf"] == "portal RMF24 · RMF24"
    units = known["unit-id"]["anyOf"][0]
    assert dict(zip(units["enum"], units["markdownEnumDescriptions"], strict=True))["person"] == "5\u00a0osób · 5\u00a0people"


# ---- no key without its line


OWNERS = {  # what readers call a mapping -> the record of the schema
    r"fact `.*": "fact",
    r"a claim against .*": "claim",
    r"a citation": "citation",
    r"an entry of `ignore`": "ignore",
    r"a removed fact": "removal",
    r"a correction of .*": "correction",
    r"source `.*": "source",
    r"party `.*": "party",
    r"the sheet `.*": "sheet",
    r"a topic": "topic",
    r"a chart": "chart",
    r"site\.yml": "site",
    r"a form": "form",
    r"`derived_from`": "derivation",
    r"`(interval|range|per|also|change)`": "",  # a record of the same name
}
ASKED_ONLY_TO_REFUSE = {  # a claim and an `also` are somebody's own number: neither computed nor in other units
    "claim": {"derived_from", "round", "change", "in", "unit", "currency"},
    "also": {"derived_from", "round"},
}
ALSO = """
- {id: interval, value: 3, unit: year, interval: {from: 2, to: 4, confidence: 95, likely: true}}
- {id: uneven, value: 3, unit: year, interval: {minus: 2, plus: 4}}
- {id: even, value: 3, unit: year, interval: {plus_minus: 2}}
- {id: range, range: {from: 2, to: 4}, unit: year}
- {id: per, value: 3, kind: rate, per: {value: 2, unit: year}}
- {id: change, change: {from: 2, to: 4}}
- {id: far, kind: quantity, value: 3, unit: km, also: {value: 2, unit: mile, currency: EUR}}
- {id: dear, kind: money, value: 3, currency: EUR, also: {value: 2, unit: mile, currency: EUR}}
"""


def record_of(owner: str) -> str | None:
    for words, record in OWNERS.items():
        if re.fullmatch(words, owner):
            return record or owner.strip("`")
    return None


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The keys that readers ask for, by record, wherever content is read."""
    found: dict[str, set[str]] = defaultdict(set)
    finish = fields.Fields.finish

    def remembering(self: fields.Fields, *arguments: Any) -> None:
        record = record_of(self.owner)
        by_case = record == "party" and "id" not in self._asked  # a name below it
        if not by_case and self.owner != "facts.yml":
            found[record or self.owner].update(self._asked)
        finish(self, *arguments)

    monkeypatch.setattr(fields.Fields, "finish", remembering)
    return found


@pytest.fixture
def every_shape(small: Path) -> Path:
    """Content with each kind, with and without each key of the schema, and with every shape of what is written below."""
    shapes = [*yaml.load(ALSO, yaml.BaseLoader)]
    keys = dict.fromkeys(RECORDS["fact"].keys, "x")
    below = {
        "claims": [{"by": ["office"], "value": "5"}],
        "sources": [{"ref": "gazette"}],
        "corrections": [{"was": "5"}],
        "ignore": [{"rule": "stale"}],
    }
    shapes += [{"id": f"bare-{kind}", "kind": kind, **below} for kind in KINDS]
    shapes += [{**keys, "id": f"full-{kind}", "kind": kind, **below} for kind in KINDS]
    shapes += [{"id": f"by-{name}", "derived_from": {name: ["1", "2"]}} for name in RECORDS["derivation"].keys]
    shapes += [{"id": "by-nothing", "derived_from": {"smu": ["1", "2"]}}]
    (small / "content/demo/facts.yml").write_text(yaml.safe_dump({"facts": shapes}), encoding="utf-8")
    units = small / "content/units.yml"
    units.write_text(units.read_text(encoding="utf-8") + "cat:\n  en: {one: {text: a cat}, other: cats}\n", encoding="utf-8")
    return small / "content"


def test_the_keys_of_the_schema_are_those_that_the_readers_ask_for(asked: dict[str, set[str]], every_shape: Path) -> None:
    for site in (*SITES.values(), every_shape):
        pipeline.read(site)
    undescribed = {
        f"{record} › {key}"
        for record, keys in asked.items()
        for key in keys - set(RECORDS[record].keys if record in RECORDS else ()) - ASKED_ONLY_TO_REFUSE.get(record, set())
    }
    assert undescribed == set(), "these keys need a line in onrecord/schema"
    unread = {f"{record} › {key}" for record, has in RECORDS.items() for key in set(has.keys) - asked[record]}
    assert unread == set(), "these keys stand in onrecord/schema and nothing reads them"


def test_choices_are_those_that_the_readers_take(every_shape: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[tuple[str, str], set[str]] = defaultdict(set)
    choice = fields.Fields.choice

    def remembering(self: fields.Fields, key: str, known: Any) -> str | None:
        taken[record_of(self.owner) or "", key].update(known)
        return choice(self, key, known)

    monkeypatch.setattr(fields.Fields, "choice", remembering)
    for site in (*SITES.values(), every_shape):
        pipeline.read(site)
    definitions = {name: part for schema in schemas_of(BASE).values() for name, part in schema["$defs"].items()}
    for (record, key), known in taken.items():
        shape = RECORDS[record].keys[key].shape if record else {}
        shape = definitions[shape["$ref"].removeprefix("#/$defs/")] if "$ref" in shape else shape
        assert {str(word).lower() for word in shape.get("enum", known)} == known, f"{record} › {key}"
    assert len(taken) > len(("kind", "modality", "status", "type"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_takes_the_keys_that_its_reader_takes(kind: str, small: Path) -> None:
    keys = [key for key in RECORDS["fact"].keys if key not in ("id", "kind")]
    facts = [{"id": f"fact-{number}", "kind": kind, key: "x"} for number, key in enumerate(keys)]
    (small / "content/demo/facts.yml").write_text(yaml.safe_dump({"facts": facts}), encoding="utf-8")
    made = pipeline.read(small / "content")[-1]
    unknown = {found.where for found in made.diagnostics if found.rule == "unknown-key"}
    nodes = [made.places.nodes["facts", fact["id"]] for fact in facts]
    refused = {key for key, node in zip(keys, nodes, strict=True) if node.key(key).place in unknown}  # type: ignore[union-attr]
    validator = Draft202012Validator(schemas_of(BASE)["facts"])
    told = {key for key, fact in zip(keys, facts, strict=True) if "False schema" in str([*validator.iter_errors([fact])])}
    assert told == refused


# ---- slips are refused


NAMES = ("unknown-fact", "unknown-source", "unknown-party", "unknown-unit", "unknown-topic", "unknown-key", "bad-choice")
OF_CONTENT = "A language that site.yml does not list is told once"  # onrecord tells it once, a schema wherever it stands


def cases() -> list[Any]:
    found = [case for case in read_cases() if any(name.endswith(".yml") for name, _, _ in case.files)]
    return [pytest.param(case, id=f"{case.rule}: {case.sentence}") for case in found if case.sentence != OF_CONTENT]


@pytest.mark.parametrize("case", cases())
def test_a_case_is_refused_where_it_has_a_slip_of_a_name_and_passes_where_it_has_no_error(case: Case, tmp_path: Path) -> None:
    content = tmp_path / "content"
    expected = case.lay_out(content)
    found = schemas_of(content)
    for path in yaml_files(content):
        file, text = path.relative_to(content).as_posix(), path.read_text(encoding="utf-8")
        rules = {
            wanted.rule for wanted in expected if wanted.file == file and not re.search(r"\{\{|\bwas:", text.split("\n")[wanted.line - 1])
        }  # neither calls nor what a correction replaced are the schema's matter
        if not any(wanted.file == file for wanted in expected):
            assert refusals(found, file, text) == [], file
        elif rules & set(NAMES):
            assert refusals(found, file, text) != [], file


@pytest.mark.parametrize("record", RECORDS)
def test_a_misspelt_key_is_refused(record: str) -> None:
    definitions = {name: part for schema in schemas_of(BASE).values() for name, part in schema["$defs"].items()}
    errors = Draft202012Validator({"$ref": f"#/$defs/{record}", "$defs": definitions}).iter_errors({"misspelt": "x"})
    assert "'misspelt' was unexpected" in str([*errors])


SLIPS = {
    "a source": ("demo/facts.yml", "ref: bulletin", "ref: buletin"),
    "a party": ("demo/facts.yml", "by: [agency", "by: [agnecy"),
    "a unit": ("demo/facts.yml", "unit: person", "unit: persn"),
    "a topic": ("demo/facts.yml", "topic: releases", "topic: relases"),
    "a fact": ("demo/sheet.yml", "key_facts: [freed]", "key_facts: [fred]"),
    "a kind": ("demo/facts.yml", "kind: event", "kind: evnet"),
    "a key": ("demo/facts.yml", "    when:", "    wehn:"),
    "a key of another kind": ("demo/facts.yml", "kind: event", "kind: event\n    value: 5"),
    "a language": ("demo/facts.yml", "pl: Spotkanie,", "lp: Spotkanie,"),
    "a missing language": ("demo/facts.yml", "{pl: Spotkanie, en: The meeting}", "{pl: Spotkanie}"),
    "a number with a separator": ("demo/facts.yml", "value: 52", "value: 52\n    interval: 1,000"),
    "a day": ("demo/sheet.yml", "closed: 2025-12-22", "closed: 2025-12"),
    "a type of source": ("sources.yml", "type: webpage", "type: web-page"),
    "an address": ("sources.yml", "url: https://g", "url: g"),
    "a type of party": ("parties.yml", "type: agency", "type: agnecy"),
    "a case": ("parties.yml", "gen: Agencji", "gne: Agencji"),
    "a plural form": ("units.yml", "few: osoby", "fwe: osoby"),
    "a language without a pack": ("site.yml", "languages: [pl, en]", "languages: [pl, eng]"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused(slip: str) -> None:
    file, right, wrong = SLIPS[slip]
    text = (BASE / file).read_text(encoding="utf-8")
    assert right in text
    for loader in LOADERS.values():
        assert refusals(schemas_of(BASE), file, text.replace(right, wrong, 1), loader)


@pytest.mark.parametrize(
    "written", ["value: 52", "value: 3.0", 'value: "52"', "value: 1:5", "value: P3Y6M", "when: 2025", "when: 2025-09-11", "when: 2025-09~"]
)
def test_what_editors_write_passes(written: str) -> None:
    fact = f"facts:\n  - id: a\n    text: {{pl: a, en: 1984}}\n    label: {{pl: tak, en: yes}}\n    {written}\n"
    for loader in LOADERS.values():
        assert refusals(schemas_of(BASE), "facts.yml", fact, loader) == []


def test_an_id_of_digits_passes_as_a_number_too(small: Path) -> None:
    for file in ("demo/facts.yml", "demo/sheet.yml"):
        path = small / "content" / file
        path.write_text(re.sub(r"\bfreed\b", "2025", path.read_text(encoding="utf-8")), encoding="utf-8")
    text = (small / "content/demo/sheet.yml").read_text(encoding="utf-8")
    assert refusals(schemas_of(small / "content"), "sheet.yml", text) == []


# ---- content with errors


def test_a_fact_that_could_not_be_read_may_still_be_named(small: Path) -> None:
    path = small / "content/demo/facts.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    kind: event\n", "    kind: event: maybe\n"), encoding="utf-8")
    found = schemas_of(small / "content")
    sheet = (BASE / "demo/sheet.yml").read_text(encoding="utf-8")
    assert refusals(found, "sheet.yml", sheet) == []
    assert refusals(found, "sheet.yml", sheet.replace("[freed]", "[fred]")) != []


def test_where_a_whole_file_is_missing_its_ids_are_not_judged(small: Path) -> None:
    (small / "content/sources.yml").unlink()
    found = schemas_of(small / "content")
    assert refusals(found, "facts.yml", (BASE / "demo/facts.yml").read_text(encoding="utf-8")) == []


def test_without_content_no_id_is_judged_and_every_language_is_taken(tmp_path: Path) -> None:
    found = schemas_of(tmp_path / "nowhere")
    assert {"pl", "en", "ar"} <= set(found["facts"]["$defs"]["texts"]["properties"])
    assert refusals(found, "sources.yml", (BASE / "sources.yml").read_text(encoding="utf-8").replace("pl:", "en:")) == []
    assert not read_folder(tmp_path / "nowhere")[0].documents


# ---- what an editor adds whole


def snippets(found: Schemas) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for schema in found.values():
        for name, part in schema["$defs"].items():
            yield from ((name, snippet["label"], snippet["body"]) for snippet in part.get("defaultSnippets", ()))


def test_a_fact_added_whole_is_read_once_its_names_are_known(small: Path) -> None:
    filled = {"source": "gazette", "party": "office", "what happened": "Stało się"}
    path = small / "content/demo/facts.yml"
    text = path.read_text(encoding="utf-8")
    for list, label, body in snippets(schemas_of(small / "content")):
        whole = json.dumps(body, ensure_ascii=False)
        added = re.sub(r"\$\{\d+:([^}]*)\}", lambda place: filled.get(place[1], place[1]), whole).replace("\"'", '"').replace("'\"", '"')
        if list == "facts":
            path.write_text(f"{text}  - {added}\n", encoding="utf-8")
            made = pipeline.read(small / "content")[-1]
            wrong = [found for found in made.diagnostics if found.severity == Severity.ERROR]
            assert (wrong, "new-fact" in made.site.facts) == ([], True), label
    assert {"facts", "claims", "citations", "corrections", "sources", "parties"} <= {name for name, _, _ in snippets(schemas_of(BASE))}


def test_what_is_added_whole_has_known_keys_and_all_that_are_required() -> None:
    for schema in schemas_of(BASE).values():
        for part in schema["$defs"].values():
            for snippet in part.get("defaultSnippets", ()):
                record = RECORDS[part["items"]["$ref"].removeprefix("#/$defs/")]
                assert set(record.required) <= set(snippet["body"]) <= set(record.keys), snippet["label"]


# ---- the command


def test_the_command_writes_a_schema_per_kind_of_file_and_says_so(small: Path, run: Run) -> None:
    code, out, errors = run("schema")
    assert (code, errors) == (0, "")
    assert out == ".onrecord/schema: facts.json, sheet.json, site.json, sources.json, parties.json, units.json; 6 written, 0 unchanged\n"
    before = {path.name: path.read_bytes() for path in Path(".onrecord/schema").iterdir()}
    assert run("schema")[1].endswith("; 0 written, 6 unchanged\n")
    assert {path.name: path.read_bytes() for path in Path(".onrecord/schema").iterdir()} == before


def test_the_command_prints_one_schema(small: Path, run: Run) -> None:
    code, out, _ = run("schema", "--print", "facts")
    assert (code, json.loads(out)) == (0, schemas_of(small / "content")["facts"])
    assert not Path(".onrecord").exists()
    assert run("schema", "--print", "fact")[0] == 2


def test_errors_in_the_content_do_not_stop_the_command(small: Path, run: Run) -> None:
    Path("content/demo/facts.yml").write_text("facts: [: }", encoding="utf-8")
    assert run("schema")[0] == 0
    assert run("schema", "--content", "nowhere", "--out", "elsewhere")[0] == 0


def test_a_folder_of_somebody_else_is_left_alone(small: Path, run: Run) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")
    assert run("schema", "--out", "mine")[0] == 2
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.txt"]


# ---- the repository's own settings


def test_the_settings_of_vs_code_name_every_schema_and_every_file() -> None:
    settings = json.loads((REPOSITORY / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert set(settings) == {f".onrecord/schema/{name}.json" for name in FILES}
    matched = {path for pattern in settings.values() for path in REPOSITORY.glob(pattern)}
    assert matched == set((REPOSITORY / "content").rglob("*.yml"))
    assert "/.onrecord/" in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").split()


def test_the_schemas_are_made_afresh_when_the_folder_is_opened(small: Path, run: Run) -> None:
    (task,) = json.loads((REPOSITORY / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert task["runOptions"] == {"runOn": "folderOpen"}
    assert task["args"][:2] == ["-m", "onrecord"]
    assert run(*task["args"][2:])[0] == 0
