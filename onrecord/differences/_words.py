"""What the reports for people share: headings, counts, and lines with a sign."""

from __future__ import annotations

import textwrap

from ._compare import Comparison, Difference, Group

NOTHING = "No sentence changes for a reader."
WIDTH = 100


def heading(group: Group) -> str:
    """``released-september: 52 → 53``."""
    name = {"site": "the site", "sheet": f"sheet {group.id}"}.get(group.thing, group.id)
    if group.state != "changed":
        amount = group.was or group.now
        return f"{name}: {group.state}" + (f" ({amount})" if amount else "")
    return f"{name}: {group.was or 'nothing'} → {group.now or 'nothing'}" if group.was or group.now else name


def summary(comparison: Comparison) -> str:
    """``2 facts and 1 page change for readers since main: 4 lines in pl, 4 in en``."""
    if not comparison.groups:
        return NOTHING
    facts = sum(group.thing == "fact" for group in comparison.groups)
    pages = len(comparison.groups) - facts
    things = [_counted(facts, "fact")] * bool(facts) + [_counted(pages, "page")] * bool(pages)
    verb = "changes" if facts + pages == 1 else "change"
    lines = ", ".join(f"{number} in {language}" for language, number in comparison.sentences.items())
    return f"{' and '.join(things)} {verb} for readers since {comparison.revision}; lines: {lines}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def remarks(comparison: Comparison) -> list[str]:
    """What cannot be shown as a line: languages that came or went, and what could not be compared."""
    said = [f"The site now speaks {language}." for language in comparison.languages_added]
    said += [f"The site no longer speaks {language}." for language in comparison.languages_removed]
    if comparison.unread:
        first, *others = comparison.unread
        said.append(f"Not everything could be compared: {first}" + (f"; and {len(others)} more" if others else ""))
    return said


def where(difference: Difference) -> str:
    return f"{difference.language} {difference.part} {' '.join(difference.pages)}"


def signed(difference: Difference) -> list[str]:
    """Before with minus, after with plus, as `diff` has it."""
    told = (("- ", difference.before), ("+ ", difference.after))
    return [sign + line for sign, words in told if words for line in textwrap.wrap(words, WIDTH, break_on_hyphens=False)]
