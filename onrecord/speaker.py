"""Says what the content calls for, in one language, as plain text; `voice.py` dresses the same in HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from . import locale as locales
from .calls import DIRECTIONS
from .diagnostic import did_you_mean
from .edtf import Moment, When
from .kinds import KINDS, Ask, By, noun_measure, say_number
from .locale import NOMINATIVE, CannotSay, Locale, Said
from .model import Amount, Call, Citation, Claim, Date, Exact, Fact, Noun, Site, Texts, Wording

A_WORD = "x"  # what a call says, for the quotation marks beside it
DEEPEST = 5  # a statement may quote a statement, but not in a circle


class Speaker:
    """One site in one language. Everything raises CannotSay where the language lacks what a sentence asks for."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.language = language
        self.locale: Locale = locales.load(language)
        self._others: dict[str, Speaker] = {}

    # ---- the calls

    def figure(
        self,
        id: str,
        *,
        case: str | None = None,
        style: str | None = None,
        form: str | None = None,
        qualifier: bool | None = None,
        interval: bool | None = None,
        rival: str | None = None,
    ) -> Said:
        """A fact's amount, or that of the rival claim of a party."""
        asked = {"case": case, "style": style, "form": form, "qualifier": qualifier, "interval": interval}
        key = (self.language, id, rival, *asked.values())
        return self.site.once(key, lambda: self._figure(id, rival, asked))  # type: ignore[no-any-return]

    def _figure(self, id: str, rival: str | None, asked: Mapping[str, Any]) -> Said:
        fact = self.fact(id)
        self._require_options(fact, [option for option, value in asked.items() if value is not None])
        stated: Fact | Claim = self.rival(fact, rival) if rival else fact
        style, form, bound = asked["style"], asked["form"], None if asked["qualifier"] is False else stated.qualifier
        how = self.ask(fact, bound, case=asked["case"], style=style, form=form, interval=asked["interval"] is not False)
        said = self.amount(fact, stated.amount, how)
        if fact.also is None or rival or style == "number":
            return said
        other = replace(fact, unit=fact.also.unit, currency=fact.also.currency)
        words = form if form == "words" else None  # the one form that holds for both units
        also = self.amount(other, fact.also.amount, self.ask(other, style=how.style, form=words))
        return replace(said, text=self.locale.beside(said.text, also.text))

    def ask(
        self,
        fact: Fact,
        qualifier: str | None = None,
        *,
        case: str | None = None,
        style: str | None = None,
        form: str | None = None,
        interval: bool = True,
    ) -> Ask:
        """What a fact counts, in this language's words."""
        per = By(fact.per.number, fact.per.unit, self._noun_of(fact.per.unit)) if fact.per else None
        return Ask(
            self.locale,
            lambda texts: self.plain(texts, fact.id),
            self._noun_of(fact.unit),
            qualifier,
            case=case or NOMINATIVE,
            style=style or fact.style,
            form=form,
            interval=interval,
            currency=fact.currency,
            per=per,
            measure=fact.measure,
            share_of=fact.share_of,
            measured=fact.unit is not None and fact.unit not in self.site.units,
        )

    def _require_options(self, fact: Fact, asked: list[str]) -> None:
        known = KINDS[fact.kind].OPTIONS
        for option in asked:
            if option not in known and fact.amount is not None:
                takes = "it takes " + ", ".join(f"`{name}`" for name in known) if known else "its words stand as they are"
                raise CannotSay("bad-call", f"the figure of `{fact.id}`, a {fact.kind}, takes no `{option}`", takes)

    def amount(self, fact: Fact, amount: Amount | None, ask: Ask) -> Said:
        if amount is None:
            kind = f"`{fact.id}` is of kind `{fact.kind}` and has no figure"
            raise CannotSay("no-figure", kind, f'use `when("{fact.id}")` or `statement("{fact.id}")`')
        try:
            said = KINDS[fact.kind].say(amount, ask)
            tied = self.locale.typography.tie(said.text)
            return said if tied == said.text else replace(said, text=tied)
        except CannotSay as problem:
            if problem.rule == "no-figure":
                raise CannotSay("no-figure", f"`{fact.id}` is of kind `{fact.kind}` and has no figure", problem.help) from None
            raise

    def was(self, fact: Fact, amount: Amount, qualifier: str | None) -> str:
        """An amount that a correction replaced, in the words of the fact."""
        if isinstance(amount, Date):
            return self.locale.times.say(amount.when)
        return self.amount(fact, amount, self.ask(fact, qualifier)).text

    def part(self, fact: Fact, id: str) -> Said:
        """What a part adds to a total, in the part's own noun."""
        part = self.fact(id)
        return self.amount(part, Exact(fact.parts[id]), self.ask(part))

    def claim(self, fact: Fact, claim: Claim) -> Said:
        """The amount of a claim against a fact."""
        return self.amount(fact, claim.amount, self.ask(fact, claim.qualifier))

    def operand(self, fact: Fact, operand: str | Decimal) -> Said:
        """A number that a fact was computed from: another fact's, or one in the units of the fact itself."""
        if isinstance(operand, str):
            return self.figure(operand)
        plain = replace(self.ask(fact), per=None)
        if fact.measure == "points":  # what lies between two percentages
            return KINDS["percent"].say(Exact(operand), plain)
        return say_number(Exact(operand), plain, noun_measure(plain))

    def when(self, id: str, *, form: str = "bare") -> str:
        return self.locale.times.say(self.time_of(id), form)

    def day(self, day: dt.date) -> str:
        """A day that is no fact's own time."""
        return self.locale.times.say(Moment.of(day))

    def time_of(self, id: str) -> When:
        fact = self.fact(id)
        if isinstance(fact.amount, Date):
            return fact.amount.when
        if fact.when is None:
            raise CannotSay("no-figure", f"`{id}` has no `when`", "give the fact a `when`, or say it without a date")
        return fact.when

    def agree(self, id: str, forms: Mapping[str, str | bool]) -> str:
        """The word that agrees with the figure: by plural category, noun and qualifier, or by the direction of a change."""
        which = {name: forms[name] for name in ("style", "form", "qualifier", "rival") if name in forms}
        said = self.figure(id, **which)  # type: ignore[arg-type]
        wanted = said.category
        if any(direction in forms for direction in DIRECTIONS):
            if said.direction is None:
                raise CannotSay("bad-call", f"`{id}` goes neither up nor down", "`up`, `down` and `same` are for a `change`")
            wanted = said.direction
        if wanted not in forms:
            raise CannotSay("missing-form", f"`agree` of `{id}` has no form `{wanted}`", f'add `{wanted}="…"`')
        return str(forms[wanted])

    def by(self, id: str, *, case: str = NOMINATIVE) -> str:
        """Who says it, outermost first."""
        fact = self.fact(id)
        if not fact.by:
            raise CannotSay("no-figure", f"`{id}` has no `by`", "name the parties who say it under `by`")
        return self.names(fact.by, case)

    def names(self, parties: tuple[str, ...], case: str = NOMINATIVE) -> str:
        """Names of a chain of parties; KeyError for a party, or a language of one, that is not there."""
        if not parties:
            return ""
        return self.locale.names.chain([self.site.parties[party].name[self.language] for party in parties], parties, case)

    # ---- texts

    def plain(self, texts: Texts, own: str | None = None) -> str:
        """A text of the content in this language, calls said; where it has not been translated, in the language that has it."""
        speaker, wording = self.found(texts)
        return speaker.wording(wording, own)

    def found(self, texts: Texts) -> tuple[Speaker, Wording]:
        """A text in this language; where that lacks it, in the first of the site that has it, with the speaker of that language.

        KeyError for a text that no language has.
        """
        language = self.language_of(texts)
        return self.in_language(language), texts[language]

    def language_of(self, texts: Container[str]) -> str:
        """The language in which readers of this one get a text, or a page: their own, else the first of the site that has it."""
        return next((language for language in (self.language, *self.site.languages) if language in texts), self.language)

    def in_language(self, language: str) -> Speaker:
        """The speaker of another language of the site, for what is not translated."""
        if language == self.language:
            return self
        if language not in self._others:
            self._others[language] = Speaker(self.site, language)
        return self._others[language]

    def wording(self, wording: Wording, own: str | None = None, depth: int = 0) -> str:
        said = ""
        for piece in self.typeset(wording):
            words = piece if isinstance(piece, str) else self.say(piece, own, depth)
            said += one_stop(said, words)
        return said

    def typeset(self, wording: Wording) -> Wording:
        """Our own words with the quotes, dashes and spaces of the language, whatever stands between calls."""
        pieces: list[str | Call] = []
        before = ""
        for piece in wording:
            pieces.append(self.locale.typography.typeset(piece, before) if isinstance(piece, str) else piece)
            before = before + piece if isinstance(piece, str) else A_WORD
        return tuple(pieces)

    def say(self, call: Call, own: str | None = None, depth: int = 0) -> str:
        """One call as plain text; a citation mark has none."""
        if call.name == "name":
            return call.id or ""
        options = dict(call.options)
        capital = options.pop("capital", False)
        said = self._said(call, self.target(call, own), options, depth)
        return said[:1].upper() + said[1:] if capital else said

    def target(self, call: Call, own: str | None) -> str:
        target = call.id or own
        if target is None:
            raise CannotSay("bad-call", f"`{call.source}` names no fact", f'write `{call.name}("…")` with the id of a fact')
        return target

    def _said(self, call: Call, id: str, options: dict[str, str | bool], depth: int) -> str:
        match call.name:
            case "figure":
                return self.figure(id, **options).text  # type: ignore[arg-type]
            case "when":
                return self.when(id, **options)  # type: ignore[arg-type]
            case "agree":
                return self.agree(id, options)
            case "by":
                return self.by(id, **options)  # type: ignore[arg-type]
            case "label" | "statement":
                speaker, wording = self.quotable(call.name, id, depth)
                return speaker.wording(wording, id, depth + 1)
        self.cited(id, options.get("rival"))
        return ""  # a citation mark has no words

    def cited(self, id: str, rival: object = None) -> tuple[Citation, ...]:
        """What a citation mark leads to: the citations of a fact, or of a rival claim against it."""
        fact = self.fact(id)
        return self.rival(fact, str(rival)).sources if rival else self.site.citations(fact)

    def quotable(self, part: str, id: str, depth: int = 0) -> tuple[Speaker, Wording]:
        """The label or the statement of another fact and who says it; refuses statements that quote each other in a circle."""
        if depth >= DEEPEST:
            raise CannotSay("bad-call", f"the text of `{id}` quotes itself", "say it without `statement` or `label`")
        fact = self.fact(id)
        texts = fact.label if part == "label" else fact.text
        return self.found(texts) if texts else (self, ())

    # ---- what the calls are about

    def fact(self, id: str) -> Fact:
        if id not in self.site.facts:
            raise CannotSay("unknown-fact", *no_fact(self.site, id))
        return self.site.facts[id]

    def _noun_of(self, unit: str | None) -> Noun | None:
        """The noun of units.yml before that of the language pack or of CLDR."""
        if unit is None:
            return None
        if unit not in self.site.units:
            return self.locale.nouns.named(unit)
        nouns = self.site.units[unit]
        if self.language not in nouns:
            help = f"add `{self.language}: {{…}}` to it"
            raise CannotSay("missing-form", f"unit `{unit}` has no forms in `{self.language}`", help, ("units", unit))
        return nouns[self.language]

    def rival(self, fact: Fact, party: str) -> Claim:
        """The claim of a party against a fact."""
        for claim in fact.claims:
            if party in claim.by:
                return claim
        rivals = [name for claim in fact.claims for name in claim.by]
        raise CannotSay("bad-call", f"`{fact.id}` has no claim by `{party}`", did_you_mean(party, rivals) or "see its `claims`")


def no_fact(site: Site, id: str) -> tuple[str, str]:
    """Why there is no fact of this id, and what to name instead."""
    if gone := site.removed.get(id):
        instead = f"name `{gone.see}` instead" if gone.see else "leave it out"
        return f"the fact `{id}` was removed on {gone.date}", instead
    return f"there is no fact `{id}`", did_you_mean(id, site.facts)


def one_stop(before: str, after: str) -> str:
    """What follows, without its full stop where what was said ends in one already: "11 września 2025 r." ends a sentence."""
    return after[1:] if before.endswith(".") and after.startswith(".") and not after.startswith("..") else after
