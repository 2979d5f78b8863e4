"""The plugin for MkDocs and ProperDocs: `plugins: [onrecord]`.

It checks the content in every build, says the calls in pages and templates, lists the sources under a page and all facts on one of their
own, and publishes `facts.json`. Where anything cannot be published, the build fails and says where.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from ..calls import OPTIONS, mark
from ..diagnostic import Diagnostic, Place, Severity, in_reading_order
from ..fields import Refusal, parse_day
from ..locale import CannotSay
from ..outputs import facts_json
from ..pipeline import check
from ..voice import Voice
from ._page import Host, HostPage
from .markdown import FigureExtension, Problem

try:
    from mkdocs.config import base
    from mkdocs.config import config_options as c
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import PluginError
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
    from mkdocs.structure.files import File, Files, InclusionLevel
    from mkdocs.structure.pages import Page
except ImportError as error:
    raise ImportError(
        "the plugin of onrecord needs MkDocs 1.6, or ProperDocs; MkDocs 2 has no plugins: `pip install 'onrecord[mkdocs]'`"
    ) from error

log = get_plugin_logger("onrecord")
STYLESHEET = "onrecord.css"
IN_TEMPLATES = ("figure", "when", "agree", "by", "label", "statement")  # a mark leads to a list that only a page's own text has
LEVELS = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.NOTE: log.info}


class Settings(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say of the plugin."""

    content = c.Dir(exists=True, default="content")
    language = c.Optional(c.Type(str))
    facts_page = c.Type(str, default="facts.md")  # empty for none
    today = c.Optional(c.Type((str, dt.date)))


class OnrecordPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """One content folder in the pages of one site."""

    def __init__(self) -> None:
        self.extension = FigureExtension(self._current, self._refuse)
        self.told: list[Diagnostic] = []
        self.pages: dict[str, HostPage] = {}

    # ---- before anything is built

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """That there is one keeps the plugin alive while a site is served."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the content while the last good site is still there."""
        checked = check(_shown(self.config.content), self._today())
        if checked.diagnostics != self.told:  # a build in many languages asks once for each
            _tell(checked.diagnostics)
        self.told = checked.diagnostics
        if checked.stops(strict=config.strict):
            raise PluginError(f"`{_shown(self.config.content)}` cannot be published; the site is as it was")
        if self.config.facts_page and (Path(config.docs_dir) / self.config.facts_page).exists():
            raise PluginError(f"`{self.config.facts_page}` exists; name another `facts_page`, or leave it empty for none")
        self.host, self.refused = Host(checked), 0
        self.pages.clear()
        self._join(config)
        return config

    def _today(self) -> dt.date:
        day = self.config.today or dt.date.today()
        try:
            return day if isinstance(day, dt.date) else parse_day(str(day))
        except Refusal as refusal:
            raise PluginError(f"`today`: {refusal.message}; {refusal.help}") from None

    def _join(self, config: MkDocsConfig) -> None:
        """Takes part in what the site is made with, once."""
        extensions: list[object] = config.markdown_extensions  # type: ignore[assignment]  # names, but Markdown takes an extension, too
        if self.extension not in extensions:
            extensions.append(self.extension)
        if STYLESHEET not in config.extra_css:
            config.extra_css.append(STYLESHEET)
        if macros := config.plugins.get("macros"):
            macros.register_macros({name: partial(_as_typed, name) for name in OPTIONS})  # Jinja hands each call on to us

    @event_priority(-200)  # behind mkdocs-static-i18n (-100), which can do nothing with a file that is not on the disk
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the stylesheet, `facts.json` and the page of all facts."""
        self.has_locales = any(hasattr(file, "locale") for file in files)
        for path, content in self._files():
            files.append(File.generated(config, path, content=content))
        name = self.config.facts_page
        if name and not self.has_locales:
            inclusion = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
            title = self.host.page(name, self._language(config)).string("all_facts")
            files.append(File.generated(config, name, content=f"# {title}\n", inclusion=inclusion))
        return files

    def _files(self) -> list[tuple[str, bytes]]:
        written = [(artifact.path, artifact.content) for artifact in facts_json.make(self.host.press)]
        return [*written, (STYLESHEET, (Path(__file__).parent / "figures.css").read_bytes())]

    # ---- page by page

    @event_priority(-100)  # behind what else changes the Markdown of a page
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Remembers which page is converted next."""
        language = self._language(config, page)
        self.page = page
        self.pages[page.file.src_uri] = self.host.page(page.file.dest_uri, language)
        return markdown

    def _language(self, config: MkDocsConfig, page: Page | None = None) -> str:
        """A page's own locale before the site's; the theme's comes last, as it may only be a default."""
        theme = config.theme
        locale = theme.get("locale")
        wanted = (getattr(page and page.file, "locale", None), self.config.language, theme.get("language"), locale and str(locale))
        return self.host.language(wanted)

    def _current(self) -> HostPage:
        return self.pages[self.page.file.src_uri]

    def _refuse(self, problems: list[Problem]) -> None:
        self.refused += len(problems)
        _tell(_placed(problems, self.page))

    @event_priority(100)  # before what reads the text of a page, such as the search
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page with the sources that it cites; the page of all facts with these."""
        host_page = self.pages[page.file.src_uri]
        if page.file.src_uri == self.config.facts_page and not self.has_locales:
            html += str(host_page.facts())
        return html + str(host_page.sources())

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives templates the calls, in the language of the page, and the site's facts; stops where a page has been refused."""
        if self.refused:
            raise PluginError(f"{self.refused} {'call' if self.refused == 1 else 'calls'} in pages cannot be said")
        say = {name: pass_context(partial(self._in_template, config, name)) for name in IN_TEMPLATES}
        env.globals.update({**say, "onrecord": self.host.site})
        return env

    def _in_template(self, config: MkDocsConfig, name: str, context: Context, *words: Any, **options: Any) -> Any:
        voice = Voice(self.host.press.speakers[self._language(config, context.get("page"))])
        try:
            return getattr(voice, name)(*words, **options)
        except CannotSay as problem:
            call = _as_typed(name, *words, **options)
            raise PluginError(f"a template cannot say `{call}`: {problem.message}; {problem.help}") from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """The content is watched like the pages."""
        server.watch(self.config.content)
        return server


def _tell(diagnostics: list[Diagnostic]) -> None:
    """To the log of the host, which counts errors and warnings under `--strict`."""
    for found in diagnostics:
        LEVELS[found.severity]("%s: [%s] %s%s", found.where, found.rule, found.message, f"; {found.help}" if found.help else "")


def _placed(problems: list[Problem], page: Page) -> list[Diagnostic]:
    """Where each call stands in the file of a page; in its first line, if another plugin wrote it."""
    text = page.file.content_string
    shown = _shown(page.file.abs_src_path or page.file.src_uri).as_posix()
    starts: dict[str, int] = {}
    found = []
    for problem in problems:
        at = starts[problem.source] = _next(text, problem.source, starts.get(problem.source, -1))
        line, column = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) if at >= 0 else (1, 1)
        found.append(Diagnostic(problem.rule, problem.message, Place(shown, line, column, len(problem.source)), help=problem.help))
    return in_reading_order(found)


def _shown(path: str) -> Path:
    """A path as its reader would type it."""
    return Path(path).relative_to(Path.cwd()) if Path(path).is_relative_to(Path.cwd()) else Path(path)


def _next(text: str, source: str, behind: int) -> int:
    """The next place of a call outside code; -1 where there is none."""
    prose, offsets, bad = mark(text)
    calls = [*zip(offsets, (call.source for call in prose.calls), strict=True), *((each.offset, "") for each in bad)]
    places = sorted(offset for offset, typed in calls if (typed or text[offset : offset + len(source)]) == source)
    return next((offset for offset in places if offset > behind), -1)


def _as_typed(name: str, *words: object, **options: object) -> str:
    """A call as Jinja of another plugin has read it, back in the words in which we read it."""
    said = [_constant(word) for word in words] + [f"{key}={_constant(value)}" for key, value in options.items()]
    return f"{{{{ {name}({', '.join(said)}) }}}}"


def _constant(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}'" if '"' in text else f'"{text}"'
