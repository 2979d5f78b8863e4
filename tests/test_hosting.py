"""A site below a path of a host: every address on it leads to a file of it. docs/hosting.md and docs/ci.md are true: their shell is run,
their YAML is that of the examples, their tables are those of the action, and their servers serve, where they are installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

import pytest
import yaml
from workshop import CI, REPOSITORY

from onrecord import cli
from onrecord.model import OPTIONAL_OUTPUTS
from onrecord.outputs.headers import EVERYWHERE, UNFRAMED

DOCS = REPOSITORY / "docs"
HOSTING, IN_CI = ((DOCS / name).read_text(encoding="utf-8") for name in ("hosting.md", "ci.md"))
BASE = "https://newsroom.example/reports/facts/"
TODAY = "2026-01-15"
LEADING = ("href", "src", "action", "content", "data", "cite")  # attributes that hold an address
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship, built for an address with a path."""
    folder = tmp_path_factory.mktemp("below")
    shutil.copytree(REPOSITORY / "content", folder / "content")
    site = folder / "content/site.yml"
    site.write_text(re.sub(r"(?m)^url: \S+", f"url: {BASE}", site.read_text(encoding="utf-8")), encoding="utf-8")
    words = ["build", "--content", str(folder / "content"), "--out", str(folder / "site"), "--today", TODAY]
    assert cli.main(words) == 0
    return folder / "site"


class Addresses(HTMLParser):
    """The addresses and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.ids |= {given["id"]} if "id" in given else set()
        self.found += [given[name] for name in LEADING if name in given and (name != "content" or given[name].startswith(BASE[:8]))]
        self.found += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]


def pages(site: Path) -> Iterator[tuple[str, Addresses]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), Addresses(path.read_text(encoding="utf-8"))


def file_at(site: Path, address: str) -> Path | None:
    """The file that a host below the path would show, if it has one."""
    if not address.startswith(BASE):
        return None
    path = site / unquote(urldefrag(address)[0].partition("?")[0].removeprefix(BASE))
    path = path / "index.html" if address.partition("#")[0].partition("?")[0].endswith("/") else path
    return path if path.is_file() else None


def ours(address: str) -> bool:
    return address.startswith("https://newsroom.example/")


def addresses_of(site: Path) -> set[tuple[str, str]]:
    """Every address in the site that a page leads to, with the page."""
    found = [(name, address) for name, page in pages(site) for address in page.found]
    resolved = {(name, urljoin(BASE + name.removesuffix("index.html"), address)) for name, address in found}
    return {(name, address) for name, address in resolved if ours(address)}


def places_lost(site: Path) -> list[tuple[str, str]]:
    """The places on pages that are linked to and are not there."""
    known = dict(pages(site))
    lost = []
    for name, address in sorted(addresses_of(site)):
        whole, mark = urldefrag(address)
        if mark and ":~:" not in mark:
            target = file_at(site, whole)
            assert target
            if unquote(mark) not in known[target.relative_to(site).as_posix()].ids:
                lost.append((name, address))
    return lost


def test_every_address_on_a_page_leads_to_a_file_below_the_path(below: Path) -> None:
    internal = addresses_of(below)
    assert len(internal) > 1000
    assert [lost for lost in sorted(internal) if not file_at(below, lost[1])] == []


def test_every_place_on_a_page_that_is_linked_to_is_there(below: Path) -> None:
    assert places_lost(below) == []


@pytest.mark.parametrize("left_out", [*((output,) for output in OPTIONAL_OUTPUTS), OPTIONAL_OUTPUTS], ids=lambda outputs: "+".join(outputs))
def test_what_a_site_does_without_is_not_linked_to(left_out: tuple[str, ...], tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "tests/cases/base", tmp_path / "content")
    with (tmp_path / "content/site.yml").open("a", encoding="utf-8") as site:
        site.write(f"url: {BASE}\nwithout: [{', '.join(left_out)}]\n")
    assert cli.main(["build", "--content", str(tmp_path / "content"), "--out", str(tmp_path / "site"), "--today", TODAY]) == 0
    internal = addresses_of(tmp_path / "site")
    assert len(internal) > 5
    assert [lost for lost in sorted(internal) if not file_at(tmp_path / "site", lost[1])] == []
    assert places_lost(tmp_path / "site") == []


def test_a_page_for_what_is_not_there_works_at_any_depth(below: Path) -> None:
    page = Addresses((below / "404.html").read_text(encoding="utf-8"))
    for depth in ("gone", "pl/facts/gone/", "a/b/c/d"):
        assert all(file_at(below, urljoin(BASE + depth, address)) for address in page.found)


def test_stylesheets_load_from_below_the_path(below: Path) -> None:
    for sheet in below.rglob("*.css"):
        for address in re.findall(r"url\([\"']?([^)\"']+)", sheet.read_text(encoding="utf-8")):
            assert file_at(below, urljoin(BASE + sheet.relative_to(below).as_posix(), address)), address


def test_canonical_addresses_feeds_and_the_sitemap_name_the_path(below: Path) -> None:
    canonical = re.findall(r'rel="canonical" href="([^"]+)"', (below / "pl/us-belarus-talks/index.html").read_text(encoding="utf-8"))
    assert canonical == [f"{BASE}pl/us-belarus-talks/"]
    sitemap = re.findall(r"<loc>([^<]+)</loc>", (below / "sitemap.xml").read_text(encoding="utf-8"))
    feeds = [ElementTree.parse(path) for path in below.rglob("feed.xml")]
    linked = [link.attrib["href"] for feed in feeds for link in feed.iter(f"{ATOM}link")]
    assert sitemap
    assert linked
    assert [address for address in [*sitemap, *linked] if ours(address) and not file_at(below, address)] == []
    assert f"Sitemap: {BASE}sitemap.xml" in (below / "robots.txt").read_text(encoding="utf-8")


def test_what_machines_read_names_the_path(below: Path) -> None:
    for path in [*below.rglob("*.json"), *below.rglob("*.csv")]:
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"https://newsroom\.example/[^\s\"'\\<>,;]*", text):
            assert file_at(below, address), (path.name, address)


# ---- the pages of the handbook


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def without_comment(name: str) -> str:
    return re.sub(r"\A(#.*\n)+\n?", "", (CI / "examples" / name).read_text(encoding="utf-8"))


def test_workflows_in_the_handbook_are_the_examples() -> None:
    github, gitlab, hooks = blocks(IN_CI, "yaml")
    assert (github, gitlab) == (without_comment("github.yml"), without_comment("gitlab.yml"))
    offered = {hook["id"] for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repository,) = yaml.safe_load(hooks)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == offered


def table(page: str, head: str) -> dict[str, str]:
    """The first two cells of the rows of a table."""
    part = page.partition(f"\n| {head} |")[2].partition("\n\n")[0]
    rows = [[cell.strip().strip("`") for cell in row.split("|")[1:3]] for row in part.splitlines()[2:]]
    return {name.strip("`"): default for names, default in rows for name in names.split(", ")}


def test_tables_of_the_handbook_are_those_of_the_action_and_the_include() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: input["default"] for name, input in action["inputs"].items() if name != "token"}
    assert {name: default for name, default in table(IN_CI, "input").items() if name != "token"} == inputs
    assert "token" in table(IN_CI, "input")
    assert set(table(IN_CI, "output")) == set(action["outputs"])
    include = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))
    variables = include.pop("variables")
    told = table(IN_CI, "variable")
    assert {name: told[name] for name in variables} == variables
    assert {name for name in told if told[name]} <= set(variables)
    assert set(table(IN_CI, "job")) == {job for job in include if job[0] != "."}


def test_links_of_the_two_pages_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", HOSTING + IN_CI):
        assert (DOCS / target).is_file(), target


@pytest.mark.parametrize("lines", blocks(IN_CI, "sh") + blocks(HOSTING, "sh"))
def test_shell_of_the_handbook_runs(small: Path, lines: str) -> None:
    """pip and the server only note that they were called."""
    programs = small / "programs"
    programs.mkdir()
    for name, text in (
        ("onrecord", f'exec {sys.executable} -m onrecord "$@"'),
        ("python", f'case "$2" in pip | http.server) echo "$*" >>called ;; *) exec {sys.executable} "$@" ;; esac'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    shutil.copytree(CI, small / "ci")
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(["bash", "-euc", lines], cwd=small, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    built = re.search(r"--out (\S+)", lines)
    assert not built or (small / built[1] / "pl/demo/index.html").is_file()


# ---- servers

SERVERS = {"nginx": "nginx", "caddyfile": "caddy", "apache": "apache2"}
MOST_TRIALS = 1_000_000  # to reach a server that starts
SENT = dict(header.split(": ", 1) for header in (*EVERYWHERE, *UNFRAMED)) | {"Cache-Control": "no-cache"}


@pytest.mark.parametrize("language", SERVERS)
def test_a_server_is_told_to_send_what_a_page_cannot_say(language: str) -> None:
    (block,) = blocks(HOSTING, language)
    for name, value in SENT.items():
        assert f'"{value}"' in block, name
        assert name in block


def configuration(language: str, port: int, site: Path, folder: Path) -> tuple[list[str], str]:
    """How a server is started in the foreground, and what it reads: the block of the handbook, on another port, with another folder."""
    (block,) = blocks(HOSTING, language)
    block = block.replace("/srv/onrecord/site", str(site))
    program = shutil.which(SERVERS[language]) or ""
    file = str(folder / "served")
    if language == "nginx":
        kept = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        types = "types { text/html html; text/css css; application/json json; }"
        http = f"{kept} {types} access_log off; {block.replace('listen 80', f'listen 127.0.0.1:{port}')}"
        whole = f"user root; daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ {http} }}"
        return [program, "-e", "stderr", "-c", file], whole
    if language == "caddyfile":
        return [program, "run", "--adapter", "caddyfile", "--config", file], "{\n\tadmin off\n}\n" + block.replace(
            "newsroom.example {", f"http://127.0.0.1:{port} {{"
        )
    modules = Path(program).resolve().parent.parent / "lib/apache2/modules"
    wanted = ("mpm_event", "authz_core", "dir", "alias", "headers", "mime")
    loaded = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in wanted)
    own = f"ServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog /dev/stderr\nTypesConfig /etc/mime.types\n"
    return [program, "-X", "-d", str(folder), "-f", file], loaded + own + block


def listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(language: str, site: Path, folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command, text = configuration(language, port, site, folder)
    (folder / "served").write_text(text, encoding="utf-8")
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "HOME": str(folder)})
    try:
        assert any(listens(port) or server.poll() is not None for _ in range(MOST_TRIALS)), "it does not listen"
        assert server.poll() is None, server.communicate()[1]
        yield f"http://127.0.0.1:{port}/reports/facts/"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def ask(address: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers), answer.read().decode()


@pytest.mark.slow
@pytest.mark.parametrize("language", SERVERS)
def test_a_server_set_up_so_serves_the_site(below: Path, tmp_path: Path, language: str) -> None:
    if not shutil.which(SERVERS[language]):
        pytest.skip(f"{SERVERS[language]} is not installed")
    with serving(language, below, tmp_path) as top:
        status, headers, text = ask(f"{top}pl/us-belarus-talks/")
        assert (status, text) == (200, (below / "pl/us-belarus-talks/index.html").read_text(encoding="utf-8"))
        assert {name: headers.get(name) for name in SENT} == SENT
        fact = next(iter(json.loads((below / "facts.json").read_text(encoding="utf-8"))["facts"]))
        status, headers, _ = ask(f"{top}pl/facts/{fact}/embed/")
        assert (status, headers.get("Content-Security-Policy")) == (200, None)
        status, headers, text = ask(f"{top}pl/gone/")
        assert (status, text) == (404, (below / "404.html").read_text(encoding="utf-8"))
        assert headers.get("X-Content-Type-Options") == "nosniff"
        assert ask(f"{top}pl/us-belarus-talks")[0] == 200  # sent on to the folder
