"""What editors confirm, in lock files: that languages say the same, and that quotes stand on their pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from onrecord.evidence import address_of_quote, count_of, normalised
from onrecord.model import Citation

FACTS = "demo/facts.yml"
GAZETTE = "On Friday\n52 people\u00a0were freed, says the office. On Tuesday, they  met on Tuesday.\n"
BULLETIN = "<html><head><script>uwolniono 52 osoby</script></head><body><p>Wczoraj <b>uwolniono</b> 52&nbsp;osoby.</p></body></html>"


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def content(small: Path) -> Path:
    return small / "content"


@pytest.fixture
def do(run: Callable[..., tuple[int, str, str]]) -> Run:
    return lambda *arguments: Done(*run(*map(str, arguments)))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    (folder / "bulletin.html").write_text(BULLETIN, encoding="utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---- translations


def test_confirming_names_what_is_to_be_read_and_records_it_when_told(content: Path, do: Run) -> None:
    listed = do("confirm")
    assert (listed.code, (content / "translations.lock").exists()) == (1, False)
    assert "facts/freed/text" in listed.out
    confirmed = do("confirm", "--all")
    assert (confirmed.code, confirmed.out.splitlines()[-1]) == (0, "confirmed: 10, as before: 0")
    assert do("confirm").out == "to be confirmed: 0\n"
    assert do("check", "--strict", "--today", "2026-01-15").code == 0


def test_a_figure_may_change_and_no_translation_drifts(content: Path, do: Run) -> None:
    do("confirm", "--all")
    change(content / FACTS, "value: 52", "value: 53")
    change(content / FACTS, 'figure(case="acc")', 'figure(case="gen")')
    assert "drifted" not in do("check", "--today", "2026-01-15").out


def test_a_text_that_changed_in_one_language_drifts_until_it_is_confirmed(content: Path, do: Run) -> None:
    do("confirm", "--all")
    change(content / FACTS, "Freed {{", "Set free {{")
    drifted = do("check", "--today", "2026-01-15")
    assert "warning[drifted] `en` changed here, and `pl` did not" in drifted.out
    assert do("confirm", "freed").out == "facts/freed/text\nconfirmed: 1, as before: 1\n"
    assert "drifted" not in do("check", "--today", "2026-01-15").out


def test_only_what_is_there_can_be_confirmed(content: Path, do: Run) -> None:
    assert (do("confirm", "freedd").code, (content / "translations.lock").exists()) == (2, False)


# ---- evidence


def test_quotes_are_looked_up_on_their_pages_and_no_word_of_them_is_kept(content: Path, pages: Path, do: Run) -> None:
    done = do("evidence", "--pages", pages, "--today", "2025-12-20")
    assert (done.code, done.out) == (0, "quotes: 3 found on their pages, 0 read by eye, 0 not looked up\n")
    lock = (content / "evidence.lock").read_text(encoding="utf-8")
    assert lock.count("found:1 2025-12-20") == 3
    assert not any(word in lock for word in ("people", "osoby", "Tuesday"))
    assert do("check", "--strict", "--today", "2026-01-15").code == 0


def test_looking_again_changes_a_day_only_where_the_page_changed(content: Path, pages: Path, do: Run) -> None:
    do("evidence", "--pages", pages, "--today", "2025-12-20")
    (pages / "gazette.txt").write_text(GAZETTE + "Corrected.", encoding="utf-8")
    do("evidence", "--pages", pages, "--today", "2026-01-10")
    lock = (content / "evidence.lock").read_text(encoding="utf-8")
    assert (lock.count("2025-12-20"), lock.count("2026-01-10")) == (1, 2)


def test_a_quote_that_is_not_on_its_page_is_refused_with_its_place(content: Path, pages: Path, do: Run) -> None:
    change(content / FACTS, "52 people were freed", "52 people have been freed")
    done = do("evidence", "--pages", pages)
    assert done.code == 1
    assert "facts.yml:12:31: error[quote-not-found] the page of `gazette` does not hold this quote" in done.out
    assert "52 people" not in (content / "evidence.lock").read_text(encoding="utf-8")


def test_a_quote_that_stands_twice_needs_the_words_beside_it(content: Path, pages: Path, do: Run) -> None:
    (pages / "gazette.txt").write_text(GAZETTE * 2 + "In the end they met on Tuesday.", encoding="utf-8")
    assert "error[quote-ambiguous] the page of `gazette` has this quote 2 times" in do("evidence", "--pages", pages).out
    change(content / FACTS, "quote: they met on Tuesday", "quote: they met on Tuesday, prefix: In the end")
    assert "met on Tuesday" not in do("evidence", "--pages", pages).out


def test_what_has_no_page_may_be_read_by_eye(content: Path, pages: Path, do: Run) -> None:
    (pages / "bulletin.html").unlink()
    done = do("evidence", "--pages", pages)
    assert done.out == "quotes: 2 found on their pages, 0 read by eye, 1 not looked up\n"
    assert "warning[unproven]" in do("check", "--today", "2026-01-15").out
    done = do("evidence", "--pages", pages, "--by-eye", "freed")
    assert done.out == "quotes: 2 found on their pages, 1 read by eye, 0 not looked up\n"
    assert do("evidence", "--by-eye", "fred").code == 2


def test_a_page_that_cannot_be_read_is_told(content: Path, pages: Path, do: Run) -> None:
    (pages / "gazette.txt").write_bytes(b"\xff\xfe5\x002\x00")
    done = do("evidence", "--pages", pages)
    assert (done.code, "cannot be read: it is not UTF-8" in done.err) == (2, True)
    assert do("evidence", "--pages", pages / "none").code == 2


def test_what_a_broken_file_held_is_not_lost_from_the_locks(content: Path, pages: Path, do: Run) -> None:
    do("evidence", "--pages", pages)
    do("confirm", "--all")
    before = [(content / name).read_bytes() for name in ("evidence.lock", "translations.lock")]
    change(content / FACTS, "value: 52", "value: [52")
    for command in (("evidence", "--by-eye", "all"), ("confirm", "--all")):
        done = do(*command)
        assert (done.code, "nothing was recorded" in done.err) == (1, True)
    assert [(content / name).read_bytes() for name in ("evidence.lock", "translations.lock")] == before


def test_without_content_there_is_nothing_to_record(tmp_path: Path, do: Run) -> None:
    for command in ("evidence", "confirm"):
        assert do(command, "--content", tmp_path / "none").code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("quote", "page", "times"),
    [
        ("it's here", "They say it’s  here.", 1),
        ("“said” – so", 'He "said" - so on', 1),
        ("a … d", "a b c d", 1),
        ("a … d", "a b c", 0),
        ("52 people", "1,052 people and 52 peoples", 0),
        ("soft\u00adhyphen", "softhyphen", 1),
        ("CAPITAL", "capital", 1),
    ],
)
def test_quotes_are_compared_as_readers_see_them(quote: str, page: str, times: int) -> None:
    assert count_of(Citation("x", quote), normalised(page)) == times


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        (Citation("x", "52 prisoners"), "https://a.example/#:~:text=52%20prisoners"),
        (Citation("x", "thirty-one, more"), "https://a.example/#:~:text=thirty%2Done%2C%20more"),
        (Citation("x", "from here … to there"), "https://a.example/#:~:text=from%20here,to%20there"),
        (Citation("x", "52", prefix="freed", suffix="people"), "https://a.example/#:~:text=freed-,52,-people"),
        (Citation("x", None), "https://a.example/"),
    ],
)
def test_an_address_leads_to_the_phrase(citation: Citation, address: str) -> None:
    assert address_of_quote("https://a.example/", citation) == address


def test_an_address_keeps_its_own_fragment() -> None:
    assert address_of_quote("https://a.example/#part", Citation("x", "a")) == "https://a.example/#part:~:text=a"
