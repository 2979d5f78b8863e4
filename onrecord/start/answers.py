"""What an editor answers, judged at once, in the words of the checks: languages, titles, the id of the first sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .. import paths
from ..calls import OPENING
from ..checks.typed_digit import DIGITS
from ..compose import hidden_in, named
from ..fields import Refusal, parse_id
from ..locale import known_languages, no_pack, reading

LONGEST_TITLE = 200
LONGEST_ID = 60
FALLBACK = "example"  # the id where no title has a letter that an address can hold
TAKEN = {page.split("/")[1] for page in (paths.facts_page(""), paths.corrections_page(""))}
_LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:SHARP )?(\w+)")


def parse_languages(text: str) -> tuple[str, ...]:
    """``pl, en``: languages that have a pack, each once, the site's first one first."""
    languages = tuple(dict.fromkeys(word for word in re.split(r"[\s,]+", text) if word))
    if not languages:
        raise Refusal("empty", "no language is named", "write codes, as in `" + ",".join(known_languages()[:2]) + "`")
    for language in languages:
        if language not in known_languages():
            refused = no_pack(language)
            raise Refusal(refused.rule, refused.message, refused.help)
    return languages


def parse_title(text: str) -> str:
    """A title in one line. Calls are for those who have facts to call."""
    title = text.strip()
    if not title:
        raise Refusal("empty", "the title is empty", "write what the site is about")
    if len(title) > LONGEST_TITLE:
        raise Refusal("too-large", f"the title has more than {LONGEST_TITLE} characters", "write a shorter one")
    if opening := OPENING.search(title):
        raise Refusal("bad-call", f"`{opening[0]}` begins or ends a call, which a title cannot hold yet", "leave it out")
    if len(title.splitlines()) > 1 or "\t" in title:
        raise Refusal("bad-shape", "the title is one line without tabs", "write it in one line")
    if hidden := hidden_in(title):
        raise Refusal("control-character", f"the character {named(title[hidden[0][0]])} has no place in a text", "delete it")
    return title


def as_text(title: str, language: str, shared: bool) -> str:
    """The title as a text of the content; with a number, or ``shared`` by two languages, a proper name: no figure, nothing to translate."""
    return _name(title) if shared or DIGITS.search(title) or reading(language).mentions(title) else title


def _name(words: str) -> str:
    """``{{ name("…") }}``; a text with both kinds of quotes takes several."""
    parts = re.findall(r'[^"]+|"+', words)
    return "".join(f"{{{{ name('{part}') }}}}" if '"' in part else f'{{{{ name("{part}") }}}}' for part in parts)


def id_of(titles: Iterable[str]) -> str:
    """What the first title that has Latin letters is called in an address: ``trams-of-warsaw``."""
    for title in titles:
        words = re.findall(r"[a-z0-9]+", "".join(_plain(letter) for letter in unicodedata.normalize("NFKD", title)))
        id = "-".join(words)[:LONGEST_ID].strip("-")
        if id and id not in TAKEN:
            return parse_id(id)
    return FALLBACK


def _plain(letter: str) -> str:
    """The letter without what stands above, below or in it; nothing for such a mark itself."""
    if letter.isascii():
        return letter.lower()
    latin = _LATIN.match(unicodedata.name(letter, ""))
    return latin[1].lower() if latin else "" if unicodedata.combining(letter) else " "
