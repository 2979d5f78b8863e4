"""What a `Speaker` says, dressed in HTML: `<data>` around amounts, `<time>` around dates, marks that lead to sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from markupsafe import Markup, escape

from .calls import why_not
from .edtf import Interval, When
from .locale import NBSP, NOMINATIVE, CannotSay, Said, direction_of
from .model import Call, Citation, Claim, Correction, Fact, Texts, Wording
from .speaker import Speaker

TWO_STOPS = re.compile(r"\.(</(?:time|data)>)\.(?!\.)")


class Voice:
    """One page's way of saying things. It numbers the sources in the order in which the page first cites them.

    With ``noted``, a mark opens the note of its fact, which the page then owes its readers (``notes``); else it leads to the sources.
    """

    def __init__(self, speaker: Speaker, source_address: Callable[[str], str] = "#source-{}".format, *, noted: bool = False) -> None:
        self.speaker = speaker
        self.numbers: dict[str, int] = {}
        self.notes: dict[str, None] = {}
        self._source_address, self._noted = source_address, noted

    def in_language(self, language: str) -> Voice:
        """The voice of the same page for what is not translated: sources keep their numbers, marks their notes."""
        other = Voice(self.speaker.in_language(language), self._source_address, noted=self._noted)
        other.numbers, other.notes = self.numbers, self.notes
        return other

    # ---- the calls, as templates make them

    def figure(self, id: str, **options: str | bool) -> Markup:
        return self._call("figure", id, options)

    def when(self, id: str, **options: str | bool) -> Markup:
        return self._call("when", id, options)

    def agree(self, id: str, **forms: str | bool) -> Markup:
        return self._call("agree", id, forms)

    def by(self, id: str, **options: str | bool) -> Markup:
        return self._call("by", id, options)

    def cite(self, id: str, **options: str | bool) -> Markup:
        return self._call("cite", id, options)

    def label(self, id: str) -> Markup:
        return self._call("label", id, {})

    def statement(self, id: str) -> Markup:
        return self.passage(self.speaker.fact(id).text, id)

    def _call(self, name: str, id: str, options: dict[str, str | bool]) -> Markup:
        for key, value in options.items():
            if problem := why_not(name, key, value):
                raise CannotSay("bad-call", *problem)
        return self.say(Call(name, id, options, f'{{{{ {name}("{id}") }}}}'))

    # ---- texts of the content

    def text(self, texts: Texts, own: str | None = None) -> Markup:
        """A text within others; its words are escaped, its calls said. One that is not translated says so in a word or two."""
        return self._inline(*self.speaker.found(texts), own)

    def passage(self, texts: Texts, own: str | None = None) -> Markup:
        """A text that stands alone; a sentence before one that is not translated says so."""
        speaker, wording = self.speaker.found(texts)
        if speaker is self.speaker:
            return self.wording(wording, own)
        notice = Markup('<span class="untranslated">{}</span> ').format(self.notice(speaker.language))
        return notice + self._foreign(speaker.language, wording, own)

    def notice(self, language: str, key: str = "untranslated") -> Markup:
        """What readers are told of a passage in another language of the site, in their own."""
        locale = self.speaker.locale
        return text(locale.string(key).format(language=locale.name_of(language)))

    def _inline(self, speaker: Speaker, wording: Wording, own: str | None, depth: int = 0) -> Markup:
        if speaker is self.speaker:
            return self.wording(wording, own, depth)
        tag = Markup(' <span class="tag">{}</span>').format(self.notice(speaker.language, "untranslated_short"))
        return self._foreign(speaker.language, wording, own, depth) + tag

    def _foreign(self, language: str, wording: Wording, own: str | None, depth: int = 0) -> Markup:
        """A wording as readers of its own language get it, in an element that says which that is."""
        return Markup("<span{}>{}</span>").format(tongue(language), self.in_language(language).wording(wording, own, depth))

    def wording(self, wording: Wording, own: str | None = None, depth: int = 0) -> Markup:
        pieces = (escape(piece) if isinstance(piece, str) else self.say(piece, own, depth) for piece in self.speaker.typeset(wording))
        return Markup(one_stop("".join(pieces)))

    def say(self, call: Call, own: str | None = None, depth: int = 0) -> Markup:
        """One call in HTML."""
        if call.name == "name":
            return escape(call.id or "")
        id = self.speaker.target(call, own)
        options = dict(call.options)
        capital = bool(options.pop("capital", False))
        match call.name:
            case "figure":
                said = self.speaker.figure(id, **options)  # type: ignore[arg-type]
                return amount(said, id, capital, rival=options.get("rival"))
            case "when":
                return time(self.speaker.when(id, **options), self.speaker.time_of(id), id, capital)  # type: ignore[arg-type]
            case "cite":
                return self._marks(id, self.speaker.cited(id, options.get("rival")))
            case "label" | "statement":
                return self._inline(*self.speaker.quotable(call.name, id, depth), id, depth + 1)
        return self._words(self.speaker.say(call, own, depth))

    # ---- what only pages show

    def headline(self, id: str, style: str = "full") -> Markup:
        """A count for large type: its bound and its noun stand apart, so that they can be smaller than the number."""
        said, bare = self.speaker.figure(id, style=style), self.speaker.figure(id, style="number", qualifier=False)
        before, number, after = said.text.partition(bare.text)
        if not number:
            return amount(said, id)
        bound, noun = (
            Markup('<span class="{}">{}</span>').format(name, text(words)) if words else ""
            for name, words in (("bound", before), ("noun", after))
        )
        return Markup('<data class="figure" data-fact="{}" value="{}">{}{}{}</data>').format(id, said.value, bound, text(number), noun)

    def claim(self, fact: Fact, claim: Claim) -> Markup:
        """A rival's amount: what it says is data of the claim, not the value of the fact."""
        return self._words(self.speaker.claim(fact, claim).text)

    def was(self, fact: Fact, correction: Correction) -> Markup:
        return self._words(self.speaker.was(fact, correction.was, correction.was_qualifier))

    def number(self, source: str) -> int:
        """The number of a source on this page."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def operand(self, fact: Fact, operand: str | Decimal) -> Markup:
        """A number that a fact was computed from."""
        return self._words(self.speaker.operand(fact, operand).text)

    def whole(self, fact: Fact) -> Markup:
        """What a percentage is a share of."""
        return self.text(fact.share_of, fact.id)

    def part(self, fact: Fact, id: str) -> Markup:
        """What a part adds to a total."""
        return self._words(self.speaker.part(fact, id).text)

    def names(self, parties: tuple[str, ...], case: str = NOMINATIVE) -> Markup:
        """Who says something, where no fact's `by` says it."""
        return self._words(self.speaker.names(parties, case))

    def _words(self, words: str) -> Markup:
        return text(self.speaker.locale.typography.tie(words))

    def _marks(self, id: str, citations: tuple[Citation, ...]) -> Markup:
        sources = sorted({citation.source: self.number(citation.source) for citation in citations}.items(), key=lambda pair: pair[1])
        if self._noted and sources:
            self.notes.setdefault(id)
            words = Markup(
                '<sup class="cite"><button type="button" popovertarget="how-{}"><span class="unseen">{} </span>{}</button></sup>'
            )
            return words.format(id, self.speaker.locale.string("how_we_know"), ", ".join(str(number) for _, number in sources))
        word = self.speaker.locale.string("source")
        pattern = Markup('<a href="{}"><span class="unseen">{}{}</span>{}</a>')
        marks = (pattern.format(self._source_address(source), word, NBSP, number) for source, number in sources)
        return Markup('<sup class="cite">{}</sup>').format(Markup(" ").join(marks)) if sources else Markup()


def amount(said: Said, fact: str, capital: bool = False, rival: object = None) -> Markup:
    """The contract of DESIGN §3: a figure is a `<data>` that names its fact and its value. A rival's is no value of the fact."""
    words = text(said.text, capital)
    if rival:
        return Markup(
            f'<data class="figure" data-claim="{escape(fact)}" data-by="{escape(rival)}" value="{escape(said.value)}">{words}</data>'
        )
    return Markup(f'<data class="figure" data-fact="{escape(fact)}" value="{escape(said.value)}">{words}</data>')


def time(said: str, when: When, fact: str | None = None, capital: bool = False) -> Markup:
    """A date is a `<time>`; an interval with two ends, a quarter or a season has no `datetime` in HTML and is a `<data>`."""
    named = f' data-fact="{escape(fact)}"' if fact else ""
    words = text(said, capital)
    moment = datetime_of(when)
    if moment is None:
        return Markup(f'<data class="when"{named} value="{escape(when.text)}">{words}</data>')
    return Markup(f'<time{named} datetime="{escape(moment)}">{words}</time>')


def tongue(language: str) -> Markup:
    """The attributes of an element in a language that is not the page's."""
    return Markup(' lang="{}" dir="{}"').format(language, direction_of(language))


def datetime_of(when: When) -> str | None:
    """The time as HTML's ``datetime`` has it; None for one that it cannot hold."""
    if isinstance(when, Interval) and when.start and when.end:
        return None
    moment = (when.start or when.end) if isinstance(when, Interval) else when
    return moment.iso if moment else None


def text(words: str, capital: bool = False) -> Markup:
    """Words as HTML, no-break spaces where an editor of the page can see them."""
    words = words[:1].upper() + words[1:] if capital else words
    return Markup(str(escape(words)).replace(NBSP, "&nbsp;"))


def one_stop(html: str) -> str:
    """A sentence that ends in an abbreviation ends in one full stop: "11 września 2025 r."."""
    return TWO_STOPS.sub(r".\1", html)
