"""Reads tests/cases/*.md: sentences, the files that each changes in the base site, and what must be found where."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```(?:yaml|markdown|text) (?P<file>\S+)(?P<append> append)?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"(?:#|<!--) (?P<severity>error|warning|note)(?P<above> above)?: \[(?P<rule>[\w-]+)\](?: \"(?P<words>[^\"]*)\")?")


@dataclass(frozen=True)
class Expected:
    file: str
    line: int
    severity: str
    rule: str
    words: str = ""


@dataclass
class Case:
    rule: str
    sentence: str
    files: list[tuple[str, str, bool]] = field(default_factory=list)

    def lay_out(self, folder: Path) -> list[Expected]:
        """Writes the content folder of the case; gives what must be found in it.

        ``error above: [rule]`` stands where the line itself has no room for it.
        """
        shutil.copytree(BASE, folder)
        expected = []
        for name, body, append in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if append else ""
            path.write_text(before + body, encoding="utf-8")
            expected += [
                Expected(name, before.count("\n") + number - bool(found["above"]), found["severity"], found["rule"], found["words"] or "")
                for number, line in enumerate(body.splitlines(), 1)
                for found in EXPECTED.finditer(line)
            ]
        return expected


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(set(CASES.glob("*.md")) - {CASES / "README.md"}):
        text = path.read_text(encoding="utf-8")
        headings = list(HEADING.finditer(BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends[-len(headings) :], strict=True):
            part = text[heading.end() : end]
            blocks = [(block["file"], block["body"], bool(block["append"])) for block in BLOCK.finditer(part)]
            cases.append(Case(path.stem, heading[1], blocks))
    return cases
