"""`onrecord say`: facts, amounts typed as options or JSON lines, and the tables of nouns."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def line(words: str) -> str:
    return words.replace("~", "\u00a0") + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--lang pl --value 52 --unit person", "52~osoby"),
        ("--lang pl --value 52 --unit person --case gen", "52~osób"),
        ("--lang pl --value 52 --unit person --qualifier about", "około 52~osób"),
        ("--lang pl --value 52 --unit person --qualifier about --capital", "Około 52~osób"),
        ("--lang en --kind money --value 271700000000 --currency PLN --style compact", "PLN~271.7~billion"),
        ("--lang pl --kind rate --value 3.2 --per 100000:person", "3,2 na 100~000~osób"),
        ("--lang pl --range 2..11 --unit year --form from-to", "od 2 do 11~lat"),
        ("--lang pl --kind percent --range -4..2", "−4~– 2%"),
        ("--lang en --values 1300,1400 --unit person", "1,300 or 1,400~people"),
        ("--lang en --kind percent --value 31 --interval 28..34", "31% (range 28–34%)"),
        ("--lang en --kind percent --value 4 --of voters --form of", "4% of voters"),
        ("--lang pl --vague dozens --unit person", "dziesiątki osób"),
        ("--lang en --absent undisclosed", "not disclosed"),
        ("--lang pl --when 2025-09 --form in", "we~wrześniu 2025~r."),
        ("--lang en --kind response --absent no_comment", "declined to comment"),
        ("--lang en --kind date --value 2025-09-11 --form on", "on 11~September 2025"),
        ("--lang de --value 2 --unit year", "2~Jahre"),
    ],
)
def test_say_says_an_amount(small: Path, run: Run, arguments: str, words: str) -> None:
    assert run("say", *arguments.split()) == (0, line(words), "")


def test_amounts_without_nouns_of_their_own_need_no_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("say", "--lang", "uk", "--kind", "percent", "--value", "31") == (0, "31%\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("--lang pl --value 1,000 --unit person", 1, "write `1000`"),
        ("--lang pl --value 5 --unit persn", 1, "did you mean `person`?"),
        ("--lang pl --value 5 --unit person --case dat", 1, "unit `person` has no form `pl.dat.many`"),
        ("--lang pl --kind mony --value 5", 1, "did you mean `money`?"),
        ("--lang pl --kind money --value 5", 1, "add `currency`"),
        ("--lang pl --kind money --value 5 --currency ZLO", 1, "there is no currency `ZLO`"),
        ("--lang pl --range 11..2 --unit person", 1, "write the smaller number first"),
        ("--lang pl --when 2025-13", 1, "`2025-13` is not in the calendar"),
        ("--lang pl --value 5 --unit person --qualifier abuot", 1, "did you mean `about`?"),
        ("--lang pl --kind percent --value 5 --unit person", 1, "`unit` has no meaning for the kind `percent`"),
        ("--lang en --value 5 --unit person --case gen", 1, "`en` has no case `gen`"),
        ("--lang pl --kind percent --value 4 --form of", 1, "add `of: {…}`"),
        ("--lang pl --when 2025-01-20/.. --form until", 1, "leave `form` out"),
        ("--lang xx --value 5 --unit person", 2, "onrecord has no pack for the language `xx`"),
        ("--value 5 --unit person", 2, "add `--lang`"),
        ("--lang pl", 2, "needs the id of a fact, or an amount"),
        ("freed --lang pl --value 5", 1, "`value` is for an amount, and `freed` is a fact"),
        ("--lang pl --valeu 5", 2, "did you mean `--value`?"),
    ],
)
def test_say_tells_what_is_wrong_and_what_to_write(small: Path, run: Run, arguments: str, code: int, words: str) -> None:
    found, out, errors = run("say", *arguments.split())
    assert (found, out) == (code, "")
    assert words in errors


def test_a_batch_says_line_by_line_and_keeps_in_step(small: Path, run: Run) -> None:
    wishes = [
        {"lang": "pl", "value": "52", "unit": "person"},
        {"lang": "pl", "value": 3.0, "unit": "person"},
        {"lang": "en", "kind": "percent", "range": "2..4"},
        {"lang": "pl", "value": "x", "unit": "person"},
        {"lang": "en", "id": "freed", "no_qualifier": True},
        {"lang": "pl", "range": {"from": 2, "to": 4}, "unit": "person", "form": "from-to"},
        {"lang": "pl", "when": "2025-09-11"},
        {"lang": "en", "vlaue": 5},
    ]
    Path("wishes.jsonl").write_text("\n".join(json.dumps(wish) for wish in wishes) + "\n", encoding="utf-8")
    code, out, errors = run("say", "--batch", "wishes.jsonl")
    said = [words.replace("\u00a0", "~") for words in out.split("\n")[:-1]]
    assert said == ["52~osoby", "3,0~osoby", "2–4%", "", "52~people", "od 2 do 4~osób", "11~września 2025~r.", ""]
    assert code == 1
    assert errors.startswith("wishes.jsonl:4: error[bad-number] `x` is not a plain number; ")
    assert "wishes.jsonl:8: error[unknown-key] `say` has no `vlaue`; did you mean `value`?\n" in errors


def test_a_batch_comes_from_standard_input_with_one_language_for_all(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"value": 1, "unit": "person"}\n\n{"lang": "en", "value": 1, "unit": "person"}\n'))
    assert run("say", "--batch", "-", "--lang", "pl") == (0, line("1~osoba") + "\n" + line("1~person"), "")


@pytest.mark.parametrize(("text", "words"), [("{", "the line is not JSON"), ("[1]", "the line is no JSON object")])
def test_a_batch_of_something_else_is_refused(small: Path, run: Run, text: str, words: str) -> None:
    Path("wishes.jsonl").write_text(text, encoding="utf-8")
    code, out, errors = run("say", "--batch", "wishes.jsonl")
    assert (code, out, words in errors) == (1, "\n", True)


@pytest.mark.parametrize(
    "wish",
    ['{"lang": "en", "value": 1e99999999999999999999}', '{"lang": "en", "value": ' + "[" * 900 + "1" + "]" * 900 + "}", '{"lang": "en"}'],
    ids=["huge", "deep", "nothing"],
)
def test_a_hostile_line_is_refused_and_the_next_is_said(small: Path, run: Run, wish: str) -> None:
    Path("wishes.jsonl").write_text(wish + '\n{"lang": "en", "kind": "percent", "value": 2.7e1}\n', encoding="utf-8")
    code, out, errors = run("say", "--batch", "wishes.jsonl")
    assert (code, out) == (1, "\n27%\n")
    assert errors.startswith("wishes.jsonl:1: error[")


def test_a_batch_that_is_not_there_is_wrong_usage(small: Path, run: Run) -> None:
    assert run("say", "--batch", "nothing.jsonl")[0] == 2


def test_forms_print_the_whole_table_of_a_noun_and_what_it_lacks(small: Path, run: Run) -> None:
    code, out, _ = run("say", "--lang", "pl", "--forms", "person")
    rows = [row.replace("\u00a0", "~").split() for row in out.splitlines()]
    assert code == 0
    assert rows[0] == ["one", "few", "many", "other"]
    assert rows[1] == ["nom", "1~osoba", "2~osoby", "5~osób", "1,5~osoby"]
    assert rows[2] == ["gen", "1~osoby", "2~osób", "5~osób", "1,5~osoby"]
    assert rows[3] == ["dat", "–", "–", "–", "1,5~osoby"]
    assert run("say", "--lang", "pl", "--forms", "year")[0] == 0
    assert "did you mean `person`?" in run("say", "--lang", "pl", "--forms", "persn")[2]
