"""The preview: what it keeps, what an address gets, what an open page is told, and the command itself from saving a file to the page."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onrecord.preview import Looked, Preview, address_of, bind
from onrecord.preview._board import Board
from onrecord.preview._pages import MOST, TYPES, answer, news, print_of
from onrecord.preview._server import application
from onrecord.preview._watch import changes

Run = Callable[..., tuple[int, str, str]]
REPOSITORY = Path(__file__).parent.parent
BASE = REPOSITORY / "tests" / "cases" / "base"
HERE = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
TODAY = dt.date(2026, 1, 15)
FACTS, PAGE = Path("content/demo/facts.yml"), "/pl/demo/"
WRONG = ("ref: bulletin", "ref: buletin")


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def good() -> Looked:
    """The small site, looked at once."""
    return Preview(BASE, Path("templates"), TODAY).look(Looked())


@pytest.fixture
def preview(small: Path) -> Preview:
    return Preview(Path("content"), Path("templates"), TODAY)


def shown(looked: Looked, address: str = PAGE) -> str:
    return answer(looked, address).content.decode()


# ---- the last good site


def test_an_edit_changes_the_pages_that_say_it(preview: Preview) -> None:
    first = preview.look(Looked())
    replace(FACTS, "value: 52", "value: 53")
    second = preview.look(first)
    assert "52&nbsp;osoby" in shown(first)
    assert "53&nbsp;osoby" in shown(second)
    assert 0 < second.pages_changed(first) < first.pages_changed(Looked())


def test_an_error_keeps_the_last_good_pages_and_a_mended_one_does_not(preview: Preview) -> None:
    good = preview.look(Looked())
    replace(FACTS, *WRONG)
    wrong = preview.look(good)
    assert (wrong.site, wrong.held) == (good.site, True)
    assert [str(found.where) for found in wrong.diagnostics] == ["content/demo/facts.yml:13:15"]
    replace(FACTS, *WRONG[::-1])
    assert preview.look(wrong) == good


def test_nothing_is_written_to_disk(preview: Preview) -> None:
    before = sorted(Path().rglob("*"))
    preview.look(Looked())
    assert sorted(Path().rglob("*")) == before


def test_pages_are_those_of_a_build(preview: Preview, run: Run) -> None:
    run("build", "--today", f"{TODAY}")
    assert {path: Path("site", path).read_bytes() for path in preview.look(Looked()).site} == preview.look(Looked()).site


def test_a_template_is_looked_at_again_when_it_is_saved_added_or_removed(preview: Preview) -> None:
    looked = preview.look(Looked())
    ours = shown(looked, "/pl/")
    Path("templates").mkdir()
    own = Path("templates/language.html")
    for words in ("one", "another"):
        own.write_text(words, encoding="utf-8")
        os.utime(own, (len(words), len(words)))
        looked = preview.look(looked)
        assert shown(looked, "/pl/").startswith(words)
    own.unlink()
    assert shown(preview.look(looked), "/pl/") == ours


def test_a_mistake_in_a_template_is_a_finding_with_its_line(preview: Preview) -> None:
    good = preview.look(Looked())
    Path("templates").mkdir()
    Path("templates/language.html").write_text("fine\n{{ nobody }}\n", encoding="utf-8")
    wrong = preview.look(good)
    (told,) = news(wrong, PAGE)["findings"]
    assert (wrong.site, wrong.held) == (good.site, True)
    assert (told["where"], told["excerpt"].splitlines()[0]) == ("templates/language.html:2:1", "     2 | {{ nobody }}")


def test_a_stylesheet_that_is_no_text_is_a_finding(preview: Preview) -> None:
    Path("templates").mkdir()
    Path("templates/style.css").write_bytes(b"/* \xff */")
    (found,) = preview.look(Looked()).diagnostics
    assert (found.rule, found.message) == ("template", "a file of the look cannot be read: it is not UTF-8")


# ---- addresses


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("/", 200, "<title>Pokaz"),
        ("/pl/demo/", 200, "52&nbsp;osoby"),
        ("/pl/demo/index.html", 200, "52&nbsp;osoby"),
        ("/nothing/", 404, "<html"),
        ("/../content/site.yml", 404, "<html"),
        ("//pl/demo/", 404, "<html"),
    ],
)
def test_an_address_gets_its_page(good: Looked, asked: str, status: int, words: str) -> None:
    found = answer(good, asked)
    assert (found.status, words in found.content.decode()) == (status, True)


def test_a_folder_without_its_slash_leads_to_the_one_with_it(good: Looked) -> None:
    assert answer(good, "/pl/demo").moved == "/pl/demo/"


def test_a_site_below_a_path_is_found_there_and_at_the_top(preview: Preview) -> None:
    with Path("content/site.yml").open("a", encoding="utf-8") as file:
        file.write("url: https://facts.example/below/here/\n")
    looked = preview.look(Looked())
    assert answer(looked, "/below/here/pl/demo/").status == answer(looked, "/pl/demo/").status == 200
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', shown(looked, "/nothing/"))
    assert links
    assert [answer(looked, link).type for link in links] == ["text/css"] * len(links)


def test_a_page_gets_our_script_and_other_files_nothing(good: Looked) -> None:
    page, built = shown(good), good.site["pl/demo/index.html"].decode()
    (script,) = re.findall(r'<script type="module" src="/_onrecord/live.js" [^>]*></script>\n', page)
    assert page.replace(script, "") == built
    assert answer(good, "/facts.json").content == good.site["facts.json"]


def test_an_address_cannot_write_into_the_page(good: Looked) -> None:
    assert 'data-page="/&quot;&gt;&lt;b&gt;"' in shown(good, '/"><b>')


def test_every_file_of_the_flagship_has_a_type(flagship: Path) -> None:
    site = Preview(Path("content"), Path("templates"), TODAY).look(Looked()).site
    assert {Path(path).suffix for path in site} - TYPES.keys() == {"", ".txt"}


def test_before_there_is_a_page_the_findings_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    looked = Preview(Path("content"), Path("templates"), TODAY).look(Looked())
    found = answer(looked, PAGE)
    assert (found.status, "error[no-content] there is no folder here to read" in found.content.decode()) == (503, True)
    assert "data-print" in found.content.decode()
    assert news(looked, PAGE)["findings"] == []


# ---- what an open page is told


def test_a_page_is_loaded_again_where_it_changed_and_only_there(preview: Preview) -> None:
    first = preview.look(Looked())
    replace(Path("content/demo/en.md"), "were freed.", "were set free.")
    second = preview.look(first)
    assert print_of(first, "/en/demo/") != print_of(second, "/en/demo/")
    assert print_of(first, "/pl/demo/") == print_of(second, "/pl/demo/")


def test_a_new_stylesheet_loads_no_page_again(preview: Preview) -> None:
    first = preview.look(Looked())
    Path("templates").mkdir()
    Path("templates/style.css").write_text("p { color: red }", encoding="utf-8")
    second = preview.look(first)
    assert news(first, PAGE)["print"] == news(second, PAGE)["print"]
    assert news(first, PAGE)["look"] != news(second, PAGE)["look"]


def test_a_page_that_went_shows_that_it_is_not_there(preview: Preview) -> None:
    first = preview.look(Looked())
    shutil.copytree("content/demo", "content/more")
    for name in ("facts.yml", "sheet.yml", "pl.md", "en.md"):
        file = Path("content/more", name)
        file.write_text(file.read_text(encoding="utf-8").replace("freed", "let-go").replace("meeting", "talk"), encoding="utf-8")
    replace(Path("content/more/sheet.yml"), "id: releases", "id: releases-too")
    replace(Path("content/more/facts.yml"), "topic: releases", "topic: releases-too")
    replace(Path("content/site.yml"), "[demo]", "[demo, more]")
    second = preview.look(first)
    assert second.diagnostics == () or not second.held, second.diagnostics
    assert answer(second, "/pl/more/").status == 200
    assert answer(first, "/pl/more/").status == 404
    assert print_of(first, "/pl/more/") != print_of(second, "/pl/more/")


def test_a_page_is_told_the_line_what_is_meant_and_what_to_write(preview: Preview) -> None:
    good = preview.look(Looked())
    replace(FACTS, *WRONG)
    told = news(preview.look(good), PAGE)
    assert (told["held"], told["summary"], told["more"]) == (True, "1 error", 0)
    (found,) = told["findings"]
    assert (found["severity"], found["rule"], found["where"]) == ("error", "unknown-source", "content/demo/facts.yml:13:15")
    assert found["help"] == "did you mean `bulletin`?"
    assert found["excerpt"].splitlines() == [
        "    13 |       - {ref: buletin, quote: uwolniono 52 osoby}",
        "       |               ^^^^^^^",
    ]


def test_a_page_is_told_errors_first_and_so_many_findings(preview: Preview) -> None:
    good = preview.look(Looked())
    for number in range(MOST):
        Path(f"content/aside-{number}.md").write_text("# Notes\n", encoding="utf-8")
    replace(FACTS, *WRONG)
    told = news(preview.look(good), PAGE)
    assert [found["severity"] for found in told["findings"]] == ["error"] + ["warning"] * (MOST - 1)
    assert told["more"] == 1


# ---- the server


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    content: bytes


def ask(board: Board, path: str, method: str = "GET", host: str = "localhost:8000", at: str = "127.0.0.1") -> Reply:
    """One request, without a network."""
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "server": ("127.0.0.1", 8000),
    }
    asyncio.run(application(board, at)(scope, receive, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[attr-defined]
    return Reply(int(sent[0]["status"]), headers, b"".join(message.get("body", b"") for message in sent[1:]))  # type: ignore


@pytest.fixture
def board(good: Looked) -> Board:
    board = Board()
    board.show(good)
    return board


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/pl/demo/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/facts.json", "application/json"),
        ("/_onrecord/live.js", "text/javascript; charset=utf-8"),
        ("/_onrecord/live.css", "text/css; charset=utf-8"),
    ],
)
def test_an_answer_has_its_type_and_is_not_stored(board: Board, path: str, type: str) -> None:
    reply = ask(board, path)
    assert (reply.status, reply.headers["content-type"], reply.headers["cache-control"]) == (200, type, "no-store")


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.0.2.7:8000"])
def test_our_own_names_are_answered(board: Board, host: str) -> None:
    assert ask(board, "/", host=host, at="192.0.2.7").status == 200


@pytest.mark.parametrize("path", ["/", "/facts.json", "/_onrecord/news", "/_onrecord/live.js"])
@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "", "192.0.2.7:8000"])
def test_a_name_of_somebody_else_is_refused(board: Board, host: str, path: str) -> None:
    assert ask(board, path, host=host).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/_onrecord/news"])
def test_nothing_but_reading_is_answered(board: Board, method: str, path: str) -> None:
    assert ask(board, path, method).status == 405


@pytest.mark.parametrize("path", ["/", "/_onrecord/news"])
def test_a_head_ends_at_once(board: Board, path: str) -> None:
    assert ask(board, path, "HEAD").status == 200


def test_a_redirect_stays_here(board: Board) -> None:
    reply = ask(board, "/pl/demo")
    assert (reply.status, reply.headers["location"]) == (307, "/pl/demo/")


def test_a_file_of_ours_that_is_not_there_is_not_found(board: Board) -> None:
    assert ask(board, "/_onrecord/nothing.js").status == 404


def test_whoever_watches_sees_the_newest_and_ends_with_the_server() -> None:
    async def watch() -> list[bool]:
        board, seen = Board(), []
        board.show(Looked(held=False))
        async for looked in board.watched():
            seen.append(looked.held)
            if looked.held:
                board.close()
            else:
                board.show(Looked(held=False))
                board.show(Looked(held=True))
        return seen

    assert asyncio.run(watch()) == [False, True]


# ---- watching


def test_a_change_is_told_also_in_a_folder_that_comes_later_or_is_replaced(tmp_path: Path) -> None:
    folder, aside = tmp_path / "content", tmp_path / "aside"

    async def watch() -> int:
        told = 0
        async with aclosing(changes([folder, tmp_path / "templates"])) as seen:
            for step in (folder.mkdir, lambda: folder.rename(aside), folder.mkdir, (folder / "site.yml").touch):
                waiting = asyncio.ensure_future(anext(seen))
                await asyncio.sleep(0)  # the watch begins
                step()
                await asyncio.wait_for(waiting, 30)
                told += 1
        return told

    assert asyncio.run(watch()) == 4


def test_where_the_system_watches_no_more_files_they_are_polled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.preview import _watch

    awatch = _watch.awatch

    async def watch(*folders: Path, force_polling: bool | None, **options: Any) -> AsyncIterator[Any]:
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        async with aclosing(awatch(*folders, force_polling=True, poll_delay_ms=20, **options)) as seen:
            async for changed in seen:
                yield changed

    async def told() -> None:
        async with aclosing(changes([tmp_path])) as seen:
            waiting = asyncio.ensure_future(anext(seen))
            await asyncio.sleep(0)  # the watch begins
            (tmp_path / "site.yml").touch()
            await asyncio.wait_for(waiting, 30)

    monkeypatch.setattr(_watch, "awatch", watch)
    asyncio.run(told())


# ---- the command


class Served:
    """`onrecord serve` as people run it, and what it printed."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "onrecord", "serve", "--port", "0", "--today", f"{TODAY}", *arguments]
        self.command = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=HERE)
        assert self.command.stdout
        self.printed = self.command.stdout
        self.address = self.printed.readline().split()[0]
        self.round()

    def round(self) -> str:
        """What it prints to the end of the next round."""
        lines = ""
        for line in self.printed:
            lines += line
            if re.match(r"\d\d:\d\d:\d\d ", line):
                break
        return lines

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path.lstrip("/"), timeout=30) as reply:
            return str(reply.read().decode())

    def stop(self) -> int:
        self.command.send_signal(signal.SIGINT)
        code = self.command.wait(30)
        self.printed.close()
        return code


@pytest.fixture
def served(small: Path) -> Iterator[Served]:
    served = Served()
    yield served
    if served.command.poll() is None:
        served.stop()


def test_the_command_shows_an_edit_refuses_a_slip_and_ends_with_0(served: Served) -> None:
    assert "52&nbsp;osoby" in served.get(PAGE)
    with urllib.request.urlopen(f"{served.address}_onrecord/news?page={PAGE}", timeout=30) as stream:
        first = json.loads(stream.readline().removeprefix(b"data: "))
        replace(Path("content/demo/pl.md"), "Wyszły", "Wolne są")
        assert re.fullmatch(r"\d\d:\d\d:\d\d 1 page changed, \d+\.\d s\n", served.round())
        stream.readline()
        second = json.loads(stream.readline().removeprefix(b"data: "))
        assert first["print"] != second["print"]
        assert f'data-print="{second["print"]}"' in served.get(PAGE)
        replace(FACTS, *WRONG)
        printed = served.round()
        assert printed.startswith("content/demo/facts.yml:13:15: error[unknown-source] `buletin` is not in sources.yml\n")
        assert re.search(r"^\d\d:\d\d:\d\d the last good pages are shown, \d+\.\d s$", printed, re.MULTILINE)
        assert "Wolne są" in served.get(PAGE)
        assert served.stop() == 0
    assert not Path("site").exists()


def test_the_browser_is_opened_at_the_site(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo("opened")
    browser = Path("browser")
    browser.write_text('#!/bin/sh\necho "$1" > opened\n', encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setitem(HERE, "BROWSER", f"{browser.resolve()} %s")
    opened = os.open("opened", os.O_RDONLY | os.O_NONBLOCK)
    served = Served("--open")
    try:
        select.select([opened], [], [], 30)
        assert os.read(opened, 100).decode().strip() == served.address
    finally:
        os.close(opened)
        served.stop()


def test_a_port_in_use_is_told_with_one_that_is_free(small: Path, run: Run) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        taken.listen()
        code, out, errors = run("serve", "--port", f"{port}")
    assert (code, out) == (2, "")
    assert re.fullmatch(rf"onrecord: port {port} is in use; end what listens there, or write `--port \d+`\n", errors)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "65536"), "write a number from 0 to 65535"),
        (("--port", "web"), "`web` is no port"),
        (("--host", "192.0.2.7", "--port", "0"), "name another `--host` or `--port`"),
        (("--templates", "nowhere"), "there is no folder `nowhere` of templates"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(small: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    code, _, errors = run("serve", *arguments)
    assert (code, words in errors) == (2, True), errors


def test_no_other_command_waits_for_the_server() -> None:
    loaded = "import sys; from onrecord.cli import parser; parser(); print(*sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, env=HERE).stdout.split()
    assert {"starlette", "uvicorn", "watchfiles", "asyncio"} & {*modules} == set()


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_address_of_ipv6_stands_in_brackets() -> None:
    try:
        listening = bind("::1", 0)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with listening:
        assert address_of("::1", listening) == f"http://[::1]:{listening.getsockname()[1]}/"
