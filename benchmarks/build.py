"""How long builds take, beside other generators: `python benchmarks/build.py 10 100 1000`, each a site of so many sheets in two languages.

Every generator builds the same pages from the same YAML (`peers.py`, `corpus.py`), and all are found to show the same figures before
anything is measured. Times are of whole processes, medians of interleaved runs. A peer that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import html
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import corpus
import peers

TODAY = "2025-11-01"
THEME = Path(__file__).parent / "theme"
FIGURE = re.compile(r"\d[\d, ]* (?:person|people|reports?|osoba|osoby|osób|raporty?|raportów)")
TAG = re.compile(r"<[^>]+>")
KINDS = ("cold", "no-op", "a first edit", "the next edit")  # after an edit, the former site is at hand for the next one
SLOW = ("mkdocs",)  # left out where there are very many pages
MANY = 1000
SHIPPED = "onrecord, shipped theme"
NO_FACTS = ("facts", "embeds", "cards")
ONLY_FACTS = tuple(output for output in corpus.BARE if output != "facts")


@dataclass
class Contender:
    """A generator with a site laid out for it: how it builds, what it leaves, and which file holds the fact that is edited."""

    name: str
    folder: Path
    command: list[str]
    out: Path
    caches: tuple[Path, ...]
    facts: Path
    page: Callable[[str, str], Path]
    times: dict[str, list[float]] = field(default_factory=dict)
    memory: float = 0.0

    def run(self, kind: str) -> None:
        began = time.perf_counter()
        done = subprocess.run(self.command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.times.setdefault(kind, []).append(time.perf_counter() - began)
        assert done.returncode == 0, f"{self.name}: {done.stdout[-2000:]}"

    def weigh(self) -> None:
        """A cold build that is watched for its memory, which takes time: it is not timed."""
        with subprocess.Popen(self.command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            peak = Peak(process.pid)
            said, _ = process.communicate()
        self.memory = peak.mebibytes()
        assert process.returncode == 0, f"{self.name}: {said[-2000:]}"

    def forget(self) -> None:
        for path in (self.out, *self.caches):
            shutil.rmtree(path, ignore_errors=True)

    def edit(self) -> None:
        """One figure changes, and the quote that bears it out."""
        text = self.facts.read_text(encoding="utf-8")
        value = re.search(r"value: (\d+)", text)
        assert value
        other = "777" if value[1] != "777" else "778"
        text = text.replace(f"value: {value[1]}\n", f"value: {other}\n", 1).replace(f"counted {value[1]} of", f"counted {other} of", 1)
        self.facts.write_text(text, encoding="utf-8")


class Peak:
    """The most memory that a process and those below it held at a time, as their shares add up (PSS), asked every 20 milliseconds."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most = pid, 0
        self.ended = threading.Event()
        self.asking = threading.Thread(target=self._ask, daemon=True)
        self.asking.start()

    def _ask(self) -> None:
        while not self.ended.wait(0.02):
            self.most = max(self.most, sum(map(share, family(self.pid))))

    def mebibytes(self) -> float:
        self.ended.set()
        self.asking.join()
        return self.most / 1024


def family(pid: int) -> Iterator[int]:
    """A process and those that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def share(pid: int) -> int:
    """The memory of a process in KiB; what several share counts in parts."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


# ---- the contenders


def ours(name: str, folder: Path, sheets: int, without: tuple[str, ...], *options: str) -> Contender:
    corpus.lay_out(folder / "content", sheets, without)
    command = [sys.executable, "-m", "onrecord", "build", "--today", TODAY, *options]
    facts = folder / "content" / corpus.sheet_id(1) / "facts.yml"
    out = folder / "site"
    return Contender(
        name, folder, command, out, (folder / ".onrecord",), facts, lambda language, sheet: out / language / sheet / "index.html"
    )


def theirs(peer: peers.Peer, folder: Path, content: Path) -> Contender:
    peer.lay_out(content, folder)
    out = folder / peer.out
    facts = folder / "data" / "facts" / f"{corpus.sheet_id(1)}.yml"

    def page(language: str, sheet: str) -> Path:
        prefix = "" if language == "pl" else f"{language}/"  # where a language is the default, MkDocs gives it no folder
        return out / peer.page.format(language=language, sheet=sheet, prefix=prefix)

    return Contender(peer.name, folder, peer.command(folder), out, (folder / "resources",), facts, page)


def contenders(home: Path, sheets: int, asked: argparse.Namespace) -> list[Contender]:
    plain = ("--templates", str(THEME))
    found = [ours("onrecord", home / "onrecord", sheets, corpus.BARE, *plain)]
    if sheets <= MANY:
        found += [
            ours(SHIPPED, home / "full", sheets, corpus.BARE),
            ours(f"{SHIPPED}, lists and feeds", home / "lists", sheets, NO_FACTS),
            ours("onrecord, with one-fact pages", home / "facts", sheets, ONLY_FACTS, *plain),
        ]
    for peer in peers.PEERS:
        program = peer.command(home)[0]
        if peer.name in asked.peers and not (peer.name in SLOW and sheets > MANY):
            if shutil.which(program):
                found.append(theirs(peer, home / peer.name, home / "onrecord" / "content"))
            else:
                print(f"{peer.name} is left out: there is no program `{program}`", file=sys.stderr)
    return found


# ---- that all show the same


def figures(page: Path) -> list[str]:
    text = html.unescape(TAG.sub("", page.read_text(encoding="utf-8"))).replace("\u00a0", " ")
    return FIGURE.findall(text)


def compare(all_of: list[Contender], sheets: int) -> None:
    """Ends the program where pages do not show the same figures."""
    first = all_of[0]
    plain = [other for other in all_of[1:] if not other.name.startswith(SHIPPED)]  # which shows its key figures again
    for number in range(sheets):
        for language in corpus.LANGUAGES:
            expected = figures(first.page(language, corpus.sheet_id(number)))
            assert len(expected) == 2 * corpus.FACTS, expected
            for other in plain:
                shown = figures(other.page(language, corpus.sheet_id(number)))
                if shown != expected:
                    sys.exit(
                        f"{other.name} does not show what {first.name} shows on {language}/{corpus.sheet_id(number)}: {shown}, {expected}"
                    )


# ---- measuring


def measure(sheets: int, asked: argparse.Namespace) -> list[Contender]:
    with tempfile.TemporaryDirectory(prefix="onrecord-benchmark-") as folder:
        all_of = contenders(Path(folder), sheets, asked)
        for each in all_of:
            each.weigh()
        compare(all_of, sheets)
        for _ in range(asked.runs):
            for each in all_of:
                each.forget()
                each.run("cold")
            for each in all_of:
                each.run("no-op")
            for kind in KINDS[2:]:
                for each in all_of:
                    each.edit()
                    each.run(kind)
        return all_of


def row(each: Contender, hugo: Contender | None) -> str:
    cells = [each.name]
    for kind in KINDS:
        took = statistics.median(each.times[kind])
        ratio = f" ({took / statistics.median(hugo.times['cold']):.2f})" if hugo else ""
        cells.append(f"{took:.2f} s{ratio}")
    return "| " + " | ".join([*cells, f"{each.memory:.0f} MiB"]) + " |"


def growth(sizes: dict[int, list[Contender]]) -> Iterator[str]:
    """By what power of the number of sheets the time of a cold build grows, from one size to the next."""
    known = sorted(sizes)
    for small, large in pairwise(known):
        for one in sizes[small]:
            for other in (each for each in sizes[large] if each.name == one.name):
                ratio = statistics.median(other.times["cold"]) / statistics.median(one.times["cold"])
                yield f"| {one.name} | {small} to {large} | {math.log(ratio) / math.log(large / small):.2f} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sheets", type=int, nargs="*", default=[10, 100, 1000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--peers", type=lambda text: text.split(","), default=[peer.name for peer in peers.PEERS])
    asked = options.parse_args()
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent.parent))
    sizes: dict[int, list[Contender]] = {}
    for sheets in asked.sheets:
        sizes[sheets] = measure(sheets, asked)
        hugo = next((each for each in sizes[sheets] if each.name == "hugo"), None)
        print(f"\n{sheets} sheets, {2 * sheets} pages of sheets; in brackets, as a multiple of Hugo's cold build\n")
        print("| | cold | no-op | a first edit | the next edit | peak memory |\n|---|---|---|---|---|---|")
        print("\n".join(row(each, hugo) for each in sizes[sheets]), flush=True)
    if len(sizes) > 1:
        print("\n| | sheets | growth of cold builds |\n|---|---|---|\n" + "\n".join(growth(sizes)))


if __name__ == "__main__":
    main()
