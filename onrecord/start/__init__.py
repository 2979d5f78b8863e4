"""The files of a new site: an example in the languages that the editor chose, settings for editors, and what checks and publishes it.

The words of the example stand beside this file, one file a language; the files that hold them, in ``files/``. There a leading ``_`` stands
for a dot, and ``_sheet`` for the sheet's id. Marks are filled in: ``<each PATH>`` with the words in every language, ``<first PATH>`` with
those of the first language, other names with what `_values` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..artifact import Artifact
from ..locale import known_languages
from .answers import as_text

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast
FOLDER = Path(__file__).parent
FILES = FOLDER / "files"
SHEET = "_sheet"
_BLOCK = re.compile(r"^(?P<indent> *)(?P<dash>- )?(?P<key>[\w-]+): <each (?P<path>[\w.-]+)>$", re.MULTILINE)
_FIRST = re.compile(r"<first (?P<path>[\w.-]+)>")

Words = Mapping[str, Mapping[str, Any]]  # by language, in the editor's order


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants: languages, the site's first one first; titles by language; the sheet's id; an address, if there is one."""

    languages: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    sheet: str = "example"
    url: str | None = None


def compose(wish: Wish, version: str) -> list[Artifact]:
    """Every file of the new site; ``version`` is that of onrecord, which the site asks for."""
    words = {language: {**words_of(language)} for language in wish.languages}
    for language, title in titles(wish).items():
        words[language]["title"] = title
    return [Artifact(path, text.encode()) for path, text in sorted(_texts(wish, words, version))]


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """The example's words in a language that has a pack."""
    words: Mapping[str, Any] = yaml.load((FOLDER / f"{language}.yml").read_bytes(), SAFE_LOADER)
    return words


def default_language() -> str:
    """The language of a new site where nobody names another: the one whose file says so."""
    return next(language for language in known_languages() if "default" in words_of(language))


def titles(wish: Wish) -> dict[str, str]:
    """The editor's titles as texts of the content."""
    known = list(wish.titles.values())
    return {language: as_text(title, language, known.count(title) > 1) for language, title in wish.titles.items()}


def requirement(version: str) -> str:
    """``onrecord>=0.1.0,<0.2``: from this version to the next that may break what worked."""
    major, minor = (int(number) for number in version.split(".")[:2])
    return f"onrecord>={version},<{major + 1 if major else f'0.{minor + 1}'}"


def _texts(wish: Wish, words: Words, version: str) -> Iterator[tuple[str, str]]:
    """Paths and texts."""
    values = _values(wish, version)
    for file in FILES.rglob("*"):
        if file.is_file():
            path = file.relative_to(FILES).as_posix().replace(SHEET, wish.sheet)
            yield re.sub(r"(^|/)_", r"\1.", path), _filled(file.read_text(encoding="utf-8"), words, values)
    for language, spoken in words.items():
        yield f"content/{wish.sheet}/{language}.md", spoken["page"]
    yield "sources/minutes.txt", words[wish.languages[0]]["minutes"]


def _values(wish: Wish, version: str) -> dict[str, str]:
    pages = [f"{language}.md" for language in wish.languages]
    return {
        "<id>": wish.sheet,
        "<language>": wish.languages[0],
        "<languages>": ", ".join(wish.languages),
        "<pages>": " and ".join(pages) if len(pages) < 3 else ", ".join(pages[:-1]) + f" and {pages[-1]}",
        "<url>": f"url: {quoted(wish.url)}" if wish.url else "# url: https://facts.example.org/ (once the site has its address)",
        "<onrecord>": requirement(version),
    }


def _filled(text: str, words: Words, values: Mapping[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    first = next(iter(words.values()))
    text = _FIRST.sub(lambda mark: _yaml(_at(first, mark["path"])), text)
    return _BLOCK.sub(lambda mark: _block(mark, words), text)


def _block(mark: re.Match[str], words: Words) -> str:
    """A key and, below it, a line for each language."""
    indent = mark["indent"] + " " * (len(mark["dash"] or "") + 2)
    lines = [f"{indent}{language}: {_yaml(_at(spoken, mark['path']))}" for language, spoken in words.items()]
    return "\n".join([f"{mark['indent']}{mark['dash'] or ''}{mark['key']}:", *lines])


def _at(words: Mapping[str, Any], path: str) -> Any:
    found: Any = words
    for key in path.split("."):
        found = found[key]
    return found


def _yaml(words: Any) -> str:
    """A text in quotes, or forms of a noun or a name, in one line."""
    if isinstance(words, str):
        return quoted(words)
    return yaml.safe_dump(words, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000).rstrip("\n")


def quoted(text: str) -> str:
    """A text of one line as YAML, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"
