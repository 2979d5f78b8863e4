"""An amount typed on a command line, read as facts.yml would read it and said as a sentence would have it."""

from __future__ import annotations

from collections.abc import Mapping as Wish
from pathlib import Path
from typing import Any

from . import locale as locales
from .assemble.facts import kind_of, read_figure
from .assemble.names import read_units
from .calls import why_not
from .diagnostic import Diagnostic, Place, did_you_mean
from .fields import Fields, Notebook
from .kinds import KINDS
from .locale import CannotSay, Said
from .model import Fact, Noun, Site
from .places import Places
from .read import Folder, Mapping, Node, Scalar, Sequence, read_text, read_yaml
from .speaker import Speaker

AMOUNT = (
    "kind", "value", "interval", "range", "vague", "absent", "values", "unit", "currency", "per", "in", "qualifier", "of", "when",
)  # fmt: skip
ASKED = ("case", "style", "form")
HOW = (*ASKED, "capital", "lang")
RANGES = ("range", "interval")
TIMES = ("date", "event")
NAME = "amount"  # what messages call it
Units = dict[str, dict[str, Noun]]


def read_nouns(content: Path) -> tuple[Units, list[Diagnostic]]:
    """units.yml alone, in every language that has a pack; what is wrong in it."""
    path = content / "units.yml"
    if not path.is_file():
        return {}, []
    text, unreadable = read_text(path.read_bytes(), str(path))
    document, broken = read_yaml(text, str(path))
    notebook = Notebook(Places({str(path): text.splitlines()}), tuple(locales.known_languages()))
    units = read_units(Folder(documents={"units.yml": document}), notebook)
    return units, [*unreadable, *broken, *notebook.diagnostics]


def say(wish: Wish[str, object], units: Units) -> Said:
    """Says an amount in the language ``lang`` of a wish; its other keys are those of `AMOUNT` and `HOW`.

    Raises CannotSay for what cannot be read or said.
    """
    if "lang" not in wish:
        raise CannotSay("unknown-language", "an amount is said in a language", "add `lang`")
    language = str(wish["lang"])
    if language not in locales.known_languages():
        raise locales.no_pack(language)
    for key in wish:
        if key not in (*AMOUNT, *HOW):
            raise CannotSay("unknown-key", f"an amount has no `{key}`", did_you_mean(key, (*AMOUNT, *HOW)))
    if "style" in wish and (problem := why_not("figure", "style", str(wish["style"]))):
        raise CannotSay("bad-call", *problem)
    try:
        fact = _fact(wish, language, units)
    except RecursionError:
        raise CannotSay("bad-shape", "the amount is nested too deep", "write a number, or a range of two") from None
    speaker = Speaker(Site({}, {}, (language,), None, {}, {NAME: fact}, {}, {}, units), language)
    asked: dict[str, Any] = {key: str(wish[key]) for key in ASKED if key in wish}
    return speaker.figure(NAME, **asked)


def _fact(wish: Wish[str, object], language: str, units: Units) -> Fact:
    notebook = Notebook(Places({}), (language,))
    place = Place(NAME)
    if not _given(wish).keys() - {"kind"}:
        raise CannotSay("missing-amount", "there is no amount to say", "give a `value`, `range`, `values`, `vague`, `absent` or `when`")
    node = Mapping(tuple((_scalar(key, place), _node(key, value, language, place)) for key, value in _given(wish).items()), place)
    fields = Fields(node, "the amount", notebook)
    kind = KINDS[kind_of(fields)]
    figure = read_figure(fields, kind)
    if not notebook.diagnostics:
        fields.finish(AMOUNT, f"the kind `{kind.NAME}`")
    for found in notebook.diagnostics:
        raise CannotSay(found.rule, found.message, found.help)
    fact = Fact(NAME, "", kind.NAME, {}, {}, **figure)
    _require_known(fact, language, units)
    return fact


def _require_known(fact: Fact, language: str, units: Units) -> None:
    nouns = locales.load(language).nouns
    for unit in (fact.unit, fact.per and fact.per.unit):
        if unit and unit not in units and not nouns.named(unit):
            where = "in units.yml, and CLDR has no such unit" if units else "known: there is no `units.yml` in the content folder"
            help = did_you_mean(unit, (*units, *nouns.own)) or "name the folder with `--content`, or use a unit of CLDR"
            raise CannotSay("unknown-unit", f"`{unit}` is not {where}", help)


def _given(wish: Wish[str, object]) -> dict[str, object]:
    """What facts.yml would hold of it; a rank and a response need no topic and no party to be said, a time alone is a date."""
    given = {key: value for key, value in wish.items() if key in AMOUNT and key != "when"}
    if "when" in wish and given.keys() <= {"kind"} and wish.get("kind", "date") in TIMES:
        return {"kind": "date", "value": wish["when"]}
    if wish.get("kind") == "rank":
        given = {"rank" if key == "value" else key: value for key, value in given.items()}
        given |= {"order": "largest", "among": NAME, "subject": NAME}
    if wish.get("kind") == "response":
        given["of"] = NAME
    if wish.get("kind") == "list" and "values" in wish:
        values = wish["values"] if isinstance(wish["values"], list) else str(wish["values"]).split(",")
        given["values"] = [{wish["lang"]: str(value).strip()} for value in values]
    return given


def _node(key: str, value: object, language: str, place: Place) -> Node:
    """A value as YAML would hold it; of several languages the one that is asked for, and ``1300,1400`` as a list."""
    if key == "of" and value != NAME:
        value = {language: value[language] if isinstance(value, dict) and language in value else value}
    if key == "values" and isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    if key in RANGES and isinstance(value, list) and len(value) == len(("low", "high")):
        value = "..".join(map(str, value))
    if isinstance(value, dict):
        return Mapping(tuple((_scalar(name, place), _node(name, below, language, place)) for name, below in value.items()), place)
    if isinstance(value, list):
        return Sequence(tuple(_node("", below, language, place) for below in value), place)
    return _scalar(str(value).lower() if isinstance(value, bool) else str(value), place)


def _scalar(text: str, place: Place) -> Scalar:
    return Scalar(text, place, False, (place.line, place.column + len(text)))
