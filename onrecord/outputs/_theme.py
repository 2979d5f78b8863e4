"""The templates of a site and what every one of them can say. Templates are the site owner's code; content never is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from traceback import walk_tb
from typing import Any, TypeVar

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from .. import locale as locales
from .. import paths
from ..diagnostic import Diagnostic, Place
from ..edtf import Moment, When
from ..evidence import address_of_quote
from ..freshness import last_change, last_change_of_sheet, review_due, review_due_of_sheet
from ..locale import CannotSay
from ..looks import Looks
from ..model import Prose, Sheet, Site, Texts
from ..prose import headings, render, with_charts
from ..speaker import Speaker
from ..voice import Voice, text, time, tongue
from ._card import Cards
from ._chart import picture
from ._index import Index, index_of
from ._marks import keep_together, mark_figures
from ._policy import POLICY
from ._standing import standing

PUBLISHED = (
    ".css",
    ".js",
    ".mjs",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".avif",
    ".gif",
    ".ico",
    ".woff",
    ".woff2",
    ".txt",
    ".webmanifest",
)  # of a theme, as they are
IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)  # of another file of the look
Made = TypeVar("Made")
Gathered = Callable[[str], list[Any]]  # what was gathered under a name, sheet by sheet
Days = tuple[dt.date | None, dt.date | None]
X_DEFAULT = "x-default"  # the hreflang of the chooser


class ThemeError(Exception):
    """A template that cannot be rendered; ``diagnostic`` says where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _with_imports(stylesheet: Path, files: Mapping[str, Path]) -> bytes:
    """A stylesheet with those that it imports in their places, so that a page asks for one."""
    text = stylesheet.read_text(encoding="utf-8")
    return IMPORT.sub(lambda found: files[found[1]].read_text(encoding="utf-8") if found[1] in files else found[0], text).encode()


class Later:
    """What a template may ask for and need not: it is made when it is asked for, once."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    @cached_property
    def made(self) -> Any:
        return self.make()


class Asking(Context):
    """The names of a template; those of what is made `Later` are made here."""

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        return found.made if isinstance(found, Later) else found


class Compiled(BytecodeCache):
    """Templates as they were compiled in this process, by what they say; none is kept on a disk, where it could be another program."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.checksum, bucket.code


COMPILED = Compiled()


class Theme:
    """The site's own templates before the ones that onrecord ships, file by file."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=COMPILED,
        )
        self.environment.context_class = Asking

    def has(self, name: str) -> bool:
        """Whether the look has a file that is optional."""
        return any((folder / name).is_file() for folder in self.folders)

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """The look's files by path."""
        files = self.files(PUBLISHED)
        for name, path in files.items():
            yield name, _with_imports(path, files) if path.suffix == ".css" else path.read_bytes()

    @cached_property
    def fonts(self) -> Sequence[Path]:
        """The fonts that cards are drawn with; pages do not use them."""
        return [path for name, path in self.files((".ttf", ".otf")).items() if name.startswith("card/")]

    def files(self, suffixes: Sequence[str]) -> dict[str, Path]:
        """Files by path; the site's own before those of the same path that onrecord ships."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder)
                if path.is_file() and not path.is_symlink() and path.suffix in suffixes:
                    found.setdefault(name.as_posix(), path)
        return dict(sorted(found.items()))


@dataclass(frozen=True)
class Alternate:
    """The same page in another language; ``code`` is x-default for the language chooser."""

    code: str
    name: str
    address: str  # absolute where the site knows its own address
    link: str


def days_of_sheets(press: Press) -> dict[str, Days]:
    """When each sheet last changed, and when it is to be looked at again."""
    site = press.site
    return {sheet.id: (last_change_of_sheet(site, sheet), review_due_of_sheet(site, sheet)) for sheet in site.sheets.values()}


class Press:
    """Prints pages of one site with one theme; holds a speaker for each language.

    ``to_files`` makes links name files, for a site that is read from a disk. ``gathered`` gives what was gathered sheet by sheet, where
    the site is not at hand as a whole.
    """

    def __init__(
        self, site: Site, theme: Theme, *, to_files: bool = False, looks: Looks | None = None, gathered: Gathered | None = None
    ) -> None:
        self.site, self.theme = site, theme
        self.looks, self._gathered = looks or Looks(), gathered
        self.link = partial(paths.link, to_files=to_files)
        self.speakers: Mapping[str, Speaker] = {language: Speaker(site, language) for language in site.languages}

    def gathered(self, name: str, gather: Callable[[Press], Made]) -> list[Made]:
        """What an output gathers from each sheet, in the order of the site; or from all of it at once, where that is at hand."""
        self.looks.seen.add(f"gist:{name}")
        return self._gathered(name) if self._gathered else [gather(self)]

    def untranslated(self, path: str) -> bool:
        """Whether the text of a page is not in its language: no search engine is told that it is the translation."""
        match path.split("/"):
            case [language, "facts", id, _]:
                return id in self.site.facts and language not in self.site.facts[id].text
            case [language, sheet, _]:
                return sheet in self.site.sheets and language not in self.site.sheets[sheet].prose
        return False

    def translations(self, path: str) -> list[tuple[str, str]]:
        """The languages in which a page can be read, and its path in each; none for a page that is not translated itself."""
        if self.untranslated(path):
            return []
        rest = path.partition("/")[2] or paths.CHOOSER
        everywhere = ((language, f"{language}/{rest}") for language in self.site.languages)
        return [*((language, other) for language, other in everywhere if not self.untranslated(other)), (X_DEFAULT, paths.CHOOSER)]

    @property
    def indexes(self) -> Mapping[str, Index]:
        """What search looks into, by language."""
        return self.looks.shared("indexes", lambda: {language: index_of(speaker) for language, speaker in self.speakers.items()})

    @cached_property
    def cards(self) -> Cards:
        return Cards(self.site, self.speakers, self.theme, self.looks)

    def last_change_of_sheet(self, sheet: Sheet) -> dt.date | None:
        return self.days()[sheet.id][0]

    def review_due_of_sheet(self, sheet: Sheet) -> dt.date | None:
        return self.days()[sheet.id][1]

    def days(self) -> Mapping[str, Days]:
        """When each sheet last changed, and when it is to be looked at again."""
        return self.looks.shared(
            "days", lambda: {id: days for gathered in self.gathered("days", days_of_sheets) for id, days in gathered.items()}
        )

    def page(self, template: str, path: str, language: str, *, noted: bool = False, **context: Any) -> bytes:
        """One page; ``path`` holds the language as its first part, or none for the chooser. With ``noted``, its marks open notes."""
        sheet = Page(self, path, language, noted=noted)
        try:
            html = self.theme.environment.get_template(template).render({**sheet.names(), **context})
            return (keep_together(html) if sheet.voice.notes else html).encode()
        except Exception as error:  # a template is a program of the site's owner: whatever it does wrong is told with its line
            raise ThemeError(_in_template(error, template, self.theme.folders)) from error

    def absolute(self, path: str) -> str | None:
        return self.site.url.rstrip("/") + "/" + paths.address(path) if self.site.url else None


def _in_template(error: Exception, template: str, folders: Sequence[Path]) -> Diagnostic:
    """An error of a template with its file and line, which Jinja writes into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return Diagnostic("template", error.message or "the template cannot be read", Place(error.filename or template, error.lineno))
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    mine = [(file, line) for file, line in frames if any(Path(file).is_relative_to(folder) for folder in folders)]
    file, line = mine[-1] if mine else (template, 1)
    return Diagnostic("template", _why(error), Place(file, line), help="docs/templates.md lists the names that templates may use")


def _why(error: Exception) -> str:
    """What a template did wrong, in words."""
    match error:
        case TemplateNotFound():
            return f"there is no template `{error.name}`"
        case CannotSay() | TemplateError():
            return str(error)
        case KeyError():
            return f"there is no `{error.args[0]}`"
        case RecursionError():
            return "a macro calls itself without an end"
    return f"{str(error)[:1].lower()}{str(error)[1:]}" if str(error) else type(error).__name__


class Page:
    """What templates know of the page that they make, and the names that they may use."""

    def __init__(self, press: Press, path: str, language: str, *, noted: bool = False) -> None:
        self.press, self.path, self.language = press, path, language
        self.speaker = press.speakers[language]
        self.voice = Voice(self.speaker, noted=noted)
        self.root = paths.root_from(path)
        self.address = press.absolute(path)

    def names(self) -> dict[str, Any]:
        voice = self.voice
        calls = (voice.figure, voice.when, voice.agree, voice.by, voice.cite, voice.label, voice.statement)
        return {
            **{call.__name__: call for call in calls},
            "page": self,
            "site": self.press.site,
            "language": self.language,
            "policy": POLICY,
            "direction": self.speaker.locale.direction,
            "direction_of": locales.direction_of,
            "t": self.string,
            "words": voice.text,
            "passage": voice.passage,
            "prose": self.prose,
            "marked": lambda html: mark_figures(html, voice),
            "headline": voice.headline,
            "standing_of": lambda fact: standing(self.press.site, fact),
            "untranslated": self.untranslated,
            "tongue": self.tongue,
            "headings": headings,
            "with_charts": with_charts,
            "picture": lambda chart: picture(self.press.site, chart),
            "digits": self.speaker.locale.numbers.digits,
            "address_of_quote": address_of_quote,
            "date": self.date,
            "month": lambda day: self.speaker.locale.times.say(Moment(f"{day:%Y-%m}", day.year, day.month)),
            "quoted": self.quoted,
            "foreign": self.foreign,
            "names": voice.names,
            "claim": voice.claim,
            "part": voice.part,
            "operand": voice.operand,
            "whole": voice.whole,
            "was": voice.was,
            "number": voice.number,
            "last_change": partial(last_change, self.press.site),
            "last_change_of_sheet": self.press.last_change_of_sheet,
            "review_due": review_due,
            "review_due_of_sheet": self.press.review_due_of_sheet,
            "to_home": self.press.link(self.path, paths.language_page(self.language)),
            "to_facts": self.press.link(self.path, paths.facts_page(self.language)),
            "to_corrections": self.press.link(self.path, paths.corrections_page(self.language)),
            "to_fact": self.to_fact,
            "makes": self.press.site.makes,
            "to_embed": lambda id: self.press.link(self.path, paths.embed_page(self.language, id)),
            "to_sheet": lambda id: self.press.link(self.path, paths.sheet_page(self.language, id)),
            "has_file": self.press.theme.has,
            "to_file": lambda name: self.root + name,
        }

    def to_fact(self, id: str) -> str:
        """The address of a fact: its own page, or its place on its sheet."""
        if self.press.site.makes("facts"):  # which needs no look at the fact
            return self.press.link(self.path, paths.fact_page(self.language, id))
        return f"{self.press.link(self.path, paths.sheet_page(self.language, self.press.site.facts[id].sheet))}#fact-{id}"

    def string(self, key: str, **values: Any) -> Markup:
        """A string of the interface, with values in its places."""
        return Markup(str(text(self.speaker.locale.string(key)))).format(**values)

    def prose(self, pages: Mapping[str, Prose]) -> Markup:
        """A page of prose, in the language in which readers get it; nothing where there is none."""
        language = self.speaker.language_of(pages)
        voice = self.voice.in_language(language) if language != self.language else self.voice
        return mark_figures(render(pages[language], voice), voice) if language in pages else Markup()

    def untranslated(self, texts: Mapping[str, object]) -> Markup:
        """The notice at what is not translated, nothing at what is."""
        language = self.speaker.language_of(texts)
        return self.voice.notice(language) if language != self.language else Markup()

    def tongue(self, texts: Mapping[str, object]) -> Markup:
        """The attributes that name the language of what is not translated."""
        language = self.speaker.language_of(texts)
        return tongue(language) if language != self.language else Markup()

    def quoted(self, words: str, language: str) -> Markup:
        """The words of a source between this language's quotation marks."""
        return text(self.speaker.locale.typography.quoted(self.foreign(words, language)))

    def foreign(self, words: str, language: str) -> str:
        """Words of another language, in its own typography where it has a pack; not a letter is changed."""
        return locales.load(language).typography.tie(words) if language in locales.known_languages() else words

    def date(self, when: When | dt.date, form: str = "bare") -> Markup:
        """A date that is no fact's own time."""
        moment = Moment.of(when) if isinstance(when, dt.date) else when
        return time(self.speaker.locale.times.say(moment, form), moment)

    def plain(self, texts: Texts, own: str | None = None) -> str:
        """A text without elements, for titles and descriptions."""
        return self.speaker.plain(texts, own)

    @property
    def alternates(self) -> list[Alternate]:
        """This page in every language in which it can be read, and the chooser for readers of none: what search engines are told."""
        return [self._alternate(code, path) for code, path in self.press.translations(self.path)]

    @property
    def languages(self) -> list[Alternate]:
        """This page in every language of the site: what readers choose from. One that is not translated says so itself."""
        rest = self.path.partition("/")[2] or paths.CHOOSER
        return [self._alternate(code, f"{code}/{rest}") for code in self.press.site.languages]

    def _alternate(self, code: str, path: str) -> Alternate:
        name = self.press.speakers[code].locale.name if code in self.press.speakers else ""
        link = self.press.link(self.path, path)
        return Alternate(code, name, self.press.absolute(path) or link, link)

    @property
    def table(self) -> str:
        return self.root + paths.facts_csv(self.language)

    @property
    def feed(self) -> str:
        return self.root + paths.feed(self.language)
