"""The flagship site: built, served and opened in Chromium. The browser tests and the screenshots share this."""

from __future__ import annotations

import datetime as dt
import functools
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

from onrecord import paths, pipeline
from onrecord.model import Site
from onrecord.outputs import POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
CONTENT, TEMPLATES = HERE.parent.parent / "content", HERE.parent.parent / "templates"
TODAY = dt.date(2026, 1, 1)
CHROMIUM_ARGS = [
    "--no-sandbox",  # the checks run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # whatever a page asks for, nothing leaves this machine
]


class ToolMissing(Exception):
    """Something that the browser checks need is not there; the message says how to get it."""

    def __init__(self, tool: str, remedy: str = "run .ci/browser-tools") -> None:
        super().__init__(f"{tool} is missing: {remedy}")


# ---- the site and its pages


@functools.cache
def checked() -> pipeline.Checked:
    return pipeline.check(CONTENT, TODAY)


def build(out: Path) -> Path:
    assert not checked().stops(), checked().diagnostics
    pipeline.build(CONTENT, TEMPLATES, out, checked())
    return out


def sheet_pages() -> list[str]:
    """The address of every sheet in every language: ``/pl/us-belarus-talks/``."""
    site = checked().made.site
    return [_address(paths.sheet_page(language, sheet)) for sheet in site.sheets for language in site.languages]


def page_kinds() -> list[str]:
    """Addresses of which every kind of page is one: each output in each language, and a fact of each kind."""
    site = checked().made.site
    of_languages = [
        page(language) for page in (paths.language_page, paths.facts_page, paths.corrections_page) for language in site.languages
    ]
    facts = [
        paths.fact_page(site.languages[number % len(site.languages)], fact)  # both languages have their turn
        for number, fact in enumerate(_telling_facts(site))
    ]
    return [*map(_address, [paths.CHOOSER, *of_languages]), *sheet_pages(), *map(_address, facts)]


def _telling_facts(site: Site) -> list[str]:
    """One with parts, an estimate with a rival claim, a corrected one, and the first of every kind."""
    of_kinds = {fact.kind: fact.id for fact in reversed(list(site.facts.values()))}
    return list(dict.fromkeys(["released-september", "political-prisoners", "released-september-poles", *of_kinds.values()]))


def _address(path: str) -> str:
    return "/" + paths.address(path)


def language_of(address: str) -> str:
    """The language of a page by its address; the chooser has the site's first."""
    site = checked().made.site
    return next((language for language in site.languages if address.startswith(f"/{language}/")), site.languages[0])


# ---- served


class _Handler(SimpleHTTPRequestHandler):
    """Files of a folder, under the policy that the pages carry themselves."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: what matters is asserted."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed's own names are private


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, without a slash at its end."""
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


# ---- opened


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; Playwright's own browsers are not needed."""
    program = shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    if not program:
        raise ToolMissing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ToolMissing("Playwright", "run .ci/browser-tools and pip install '.[browser]'") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        try:
            yield browser
        finally:
            browser.close()


Scheme = Literal["light", "dark"]


class Window:
    """A Chromium window that goes from page to page, and what the last page asked for and made Chromium complain of."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page, self.address = browser.new_page(), address
        self.page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._miss)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _miss(self, request: Request) -> None:
        """A request without an answer, unless the window had already gone to another page."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"no answer: {request.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings, which tell of files that are not there and of what the policy forbids, too.

        Chromium asks for a missing /favicon.ico at a time of its own; that every page names its icon is a test of its own.
        """
        if message.type in ("error", "warning") and not message.location["url"].endswith("/favicon.ico"):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def open(self, path: str, width: int = 1280, scheme: Scheme = "light") -> Page:
        self.show(width, scheme)
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def show(self, width: int, scheme: Scheme) -> None:
        """The same page on another screen."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(media="screen", color_scheme=scheme, reduced_motion="reduce")
