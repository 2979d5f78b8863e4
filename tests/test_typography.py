"""Typed marks become those of the language: quotes, apostrophes, dashes, short words; code, addresses and attributes stay."""

from __future__ import annotations

import pytest

from onrecord import locale as locales
from onrecord.prose import typeset_html

LANGUAGES = locales.known_languages()


@pytest.mark.parametrize(
    ("language", "typed", "set_"),
    [
        ("pl", 'Mówi "tak" i idzie', "Mówi „tak” i~idzie"),
        ("pl", 'Nazwał to ("okup").', "Nazwał to („okup”)."),
        ("pl", "Mińsk - stolica -- i koniec", "Mińsk~– stolica~– i~koniec"),
        ("pl", "W domu, a w nim o 5", "W~domu, a~w~nim o~5"),
        ("pl", "biało-czerwony", "biało-czerwony"),
        ("en", "Belarus's \"no\" - it wasn't", "Belarus’s ‘no’~– it wasn’t"),
        ("en", "5' 10\" tall", "5' 10\" tall"),
        ("en", "the 1990s", "the 1990s"),
        ("de", '"Ja" - und "nein"', "„Ja“~– und „nein“"),
        ("ru", 'Он сказал "да"', "Он сказал «да»"),
    ],
)
def test_typed_marks_become_those_of_the_language(language: str, typed: str, set_: str) -> None:
    assert locales.load(language).typography.typeset(typed) == set_.replace("~", "\u00a0")


def test_a_mark_beside_a_figure_opens_or_closes_by_what_precedes_it() -> None:
    typography = locales.load("pl").typography
    assert typography.typeset('" koniec', before="x") == "” koniec"
    assert typography.typeset('"', before=" ") == "„"


def test_tags_attributes_and_code_stay_as_they_are() -> None:
    html = '<p title="a - b">Kod: <code>a - "b" i c</code> <a href="x - y">a - b</a></p><pre>i - "o"</pre>'
    set_ = typeset_html(html, locales.load("pl"))
    assert '<code>a - "b" i c</code>' in set_
    assert 'title="a - b"' in set_
    assert 'href="x - y"' in set_
    assert '<pre>i - "o"</pre>' in set_
    assert ">a\u00a0– b</a>" in set_


def test_quotes_close_behind_inline_elements() -> None:
    assert typeset_html('<p>"<em>tak</em>"</p>', locales.load("pl")) == "<p>„<em>tak</em>”</p>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_others_keep_every_letter(language: str) -> None:
    words = 'W "domu" - it\'s a i o'
    assert locales.load(language).typography.tie(words).replace("\u00a0", " ") == words
