"""sources.yml, parties.yml and units.yml: the keys of a source and of a party, and the forms of nouns in each language."""

from __future__ import annotations

from collections.abc import Collection

from .. import locale as locales
from ..assemble.names import CSL_TYPES
from ._shapes import ID_TEXT, LANGUAGE, TEXT, TRUE, URL, WHEN, Key, Record, Schema, described, either, mapping, one_of, ref

RECORDS = {
    "source": Record(
        "A publication that citations point to.",
        {
            "id": Key(ID_TEXT, "The name by which citations call the source.", ("gazette-0911",)),
            "type": Key(one_of(CSL_TYPES), "What it is, in the words of CSL.", ("article-newspaper", "webpage")),
            "title": Key(TEXT, "Its title, in its own language."),
            "author": Key(TEXT, "Who wrote it."),
            "publisher": Key(TEXT, "Who published it: the newspaper, the office, the site."),
            "issued": Key(WHEN, "When it was published, in EDTF; `~` where it shows no printed date.", ("2025-11-26",)),
            "accessed": Key(WHEN, "When an editor read it.", ("2025-12-01",)),
            "url": Key(URL, "Its address.", ("https://gazette.example/freed",)),
            "archive": Key(URL, "The address of an archived copy."),
            "language": Key(LANGUAGE, "The language that it is in, by its code."),
            "carries": Key(ref("story"), "The wire story of which this is a copy: copies of one story count as one source."),
            "cites": Key(ref("story"), "The wire story on which this reports: it counts as that story."),
            "note": Key(ref("texts"), "What readers should know about it; if it has no address, why."),
        },
        required=("id", "type", "publisher", "language"),
    ),
    "party": Record(
        "Somebody who says something, or whom a fact is about.",
        {
            "id": Key(ID_TEXT, "The name by which facts call the party.", ("reuters",)),
            "type": Key(ref("party-type"), "What sort of party it is.", ("agency",)),
            "name": Key(
                ref("names"), "Its name in every language, as it stands in the middle of a sentence; by case where the language has them."
            ),
        },
        required=("id", "type", "name"),
    ),
    "form": Record(
        "A form that says the number too.",
        {"text": Key(TEXT, "The number and the noun, in one.")},
        required=("text",),
    ),
}


def definitions(languages: Collection[str]) -> dict[str, Schema]:
    """What depends on languages: a party's names on those of the site, the forms of nouns on every pack."""
    known = locales.known_languages()
    nouns = {"nouns": mapping({language: ref(f"noun-{language}") for language in known})}
    return {"names": _names(languages)} | nouns | {f"noun-{language}": _noun(language) for language in known}


def _names(languages: Collection[str]) -> Schema:
    """A party's name by language, in one form or by case."""
    cases = {language: mapping(dict.fromkeys(locales.load(language).nouns.cases, TEXT)) for language in languages}
    return mapping({language: either({"a name": TEXT, "its cases": below}) for language, below in cases.items()})


def _noun(language: str) -> Schema:
    """The forms of a noun: the nominative by plural category, the other cases below, and the classes of the language."""
    locale = locales.load(language)
    form = either({"a word": TEXT, "a word that says the number": ref("form")})
    forms = {category: described(form, f"The form for the plural category `{category}`.") for category in locale.nouns.categories}
    cases = {case: described(mapping(forms), f"The forms of the case `{case}`.") for case in locale.nouns.cases}
    classes = {name: described(TRUE, f"That the noun belongs to the class `{name}`.") for name in sorted(locale.nouns.classes)}
    return described(mapping({**classes, **forms, **cases}), f"The noun in {locale.name}.")
