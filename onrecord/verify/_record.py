"""What is on record: the values that machines read of a fact, and all the words in which a language can say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from ..evidence import normalised
from ..kinds import KINDS
from ..locale import CannotSay
from ..model import STYLES, Site
from ..speaker import Speaker
from ..voice import datetime_of

Subject = tuple[str, str | None, bool]  # a fact, the party whose claim against it is meant, whether its time is
Said = tuple[str, str]  # the words, and the value for machines
Options = dict[str, str | bool]
Shown = tuple[Subject, str | None, str | None, str]  # on a page: the language, the attribute for machines, the words


class Record:
    """One site. What was asked for once is remembered, as the same figures stand on many pages."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.right: set[Shown] = set()
        self._speakers = {language: Speaker(site, language) for language in site.languages}
        self._values: dict[tuple[Subject, str | None], tuple[str, ...]] = {}
        self._wordings: dict[tuple[Subject, str], _Wordings] = {}

    def language_of(self, tag: str | None) -> str | None:
        """The site's language for a page's: `pt-BR` may be `pt`; None for one that the site does not speak."""
        spoken = {language.lower(): language for language in self.site.languages}
        wanted = (tag or "").strip().lower().replace("_", "-")
        while wanted and wanted not in spoken:
            wanted = wanted.rpartition("-")[0]
        return spoken.get(wanted)

    def values(self, subject: Subject, language: str | None) -> tuple[str, ...]:
        """What the attribute may hold; without a language, what it holds in any. Raises CannotSay where there is nothing to say."""
        key = subject, language
        if key not in self._values:
            speakers = [self._speakers[language]] if language else self._speakers.values()
            self._values[key] = tuple(dict.fromkeys(_first(speaker, subject)[1] for speaker in speakers))
        return self._values[key]

    def can_say(self, subject: Subject, language: str, words: str) -> bool:
        """Whether the language has a way of saying it in these words."""
        key = subject, language
        if key not in self._wordings:
            self._wordings[key] = _Wordings(words for words, _ in _every(self._speakers[language], subject))
        return words in self._wordings[key]

    def said(self, subject: Subject, language: str) -> str:
        """How it is said where nothing else is asked for."""
        return _first(self._speakers[language], subject)[0]


class _Wordings:
    """Texts that are made only as far as they are needed: nearly always the first of them is the one that a page has."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts, self._known = texts, set[str]()

    def __contains__(self, words: object) -> bool:
        if words in self._known:
            return True
        for text in self._texts:
            both = {normalised(text), normalised(text[:1].upper() + text[1:])}
            self._known |= both
            if words in both:
                return True
        return False


def _first(speaker: Speaker, subject: Subject) -> Said:
    """The likeliest way to say it; raises CannotSay where there is none."""
    return next(_every(speaker, subject), None) or _said(speaker, subject, {})


def _every(speaker: Speaker, subject: Subject) -> Iterator[Said]:
    """All that a call could have made of it, the likeliest first."""
    fact, _, is_date = subject
    for options in _dates(speaker) if is_date else _figures(speaker, fact):
        try:
            yield _said(speaker, subject, options)
        except CannotSay:
            continue


def _said(speaker: Speaker, subject: Subject, options: Options) -> Said:
    fact, party, is_date = subject
    if is_date:
        when = speaker.time_of(fact)
        return speaker.when(fact, **options), datetime_of(when) or when.text  # type: ignore[arg-type]
    figure = speaker.figure(fact, rival=party, **options)  # type: ignore[arg-type]
    return figure.text, figure.value


def _dates(speaker: Speaker) -> Iterator[Options]:
    return ({"form": form} for form in speaker.locale.times.forms)


def _figures(speaker: Speaker, fact: str) -> Iterator[Options]:
    """Every set of options that a call could have; what varies most in texts varies first."""
    choices: dict[str, Iterable[str | bool]] = {
        "form": speaker.locale.forms,
        "interval": (False,),
        "qualifier": (False,),
        "style": STYLES,
        "case": speaker.locale.nouns.cases,
    }
    taken = {option: (None, *choices[option]) for option in choices if option in KINDS[speaker.site.facts[fact].kind].OPTIONS}
    for values in product(*taken.values()):
        yield {option: value for option, value in zip(taken, values, strict=True) if value is not None}
