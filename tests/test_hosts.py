"""Facts in the pages of other generators: the extension for Python-Markdown, and the plugin in the real programs."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from markdown import Markdown

from onrecord import pipeline
from onrecord.hosts._page import Host
from onrecord.hosts.markdown import FigureExtension, Figures, Refused
from onrecord.verify import verify

HERE = Path(__file__).parent
TODAY = dt.date(2025, 12, 24)
FIGURE = '<data class="figure" data-fact="freed" value="52">52&nbsp;{}</data>'
MAIN = re.compile(r"<main>.*</main>", re.DOTALL)
TYPOS = '\n{{ figur("freed") }}, {{ figure("fred") }},\nand {{ figure("freed", case="genitive") }}.\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The small site; its content has no pages of its own."""
    shutil.copytree(HERE / "hosts" / "site", tmp_path, dirs_exist_ok=True)
    shutil.copytree(HERE / "cases" / "base", tmp_path / "content", ignore=shutil.ignore_patterns("*.md"))
    write(tmp_path / "content" / "site.yml", "pages: elsewhere\n", mode="a")
    return tmp_path


def write(path: Path, text: str, mode: str = "w") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open(mode, encoding="utf-8") as file:
        file.write(text)


def configured(site: Path, **settings: object) -> Path:
    """The site with other settings."""
    known = yaml.safe_load((site / "mkdocs.yml").read_text(encoding="utf-8"))
    write(site / "mkdocs.yml", yaml.safe_dump({**known, **settings}))
    return site


def run(site: Path, program: str, *options: str, expect: int = 0) -> str:
    """What a generator says when it builds the site."""
    if find_spec(program) is None:
        raise RuntimeError(f"{program} is not installed; `pip install -e '.[test,hosts]'` installs it")
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(HERE.parent)}
    command = [sys.executable, "-m", program, "build", "-f", "mkdocs.yml", *options]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, timeout=120, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == expect, said
    assert "Traceback" not in said or program == "zensical", said
    return said


def page(site: Path, path: str = "index.html") -> str:
    return (site / "site" / path).read_text(encoding="utf-8")


def main_of(site: Path, path: str = "index.html") -> str:
    found = MAIN.search(page(site, path))
    assert found, page(site, path)
    return found[0]


# ---- the extension


def host(language: str) -> FigureExtension:
    content = Host(pipeline.check(HERE / "cases" / "base", TODAY))
    return FigureExtension(lambda: content.page("index.html", language))


def test_the_extension_says_the_same_in_the_markdown_of_another_host() -> None:
    converted = Markdown(extensions=[host("pl"), "tables"]).convert('Wyszły {{ figure("freed") }}, `{{ figure("freed") }}`.')
    assert converted == f'<p>Wyszły {FIGURE.format("osoby")}, <code>{{{{ figure("freed") }}}}</code>.</p>'


def test_every_call_of_a_page_that_cannot_be_said_is_told_with_its_line() -> None:
    with pytest.raises(Refused) as refused:
        Markdown(extensions=[host("en")]).convert("One.\n" + TYPOS)
    assert str(refused.value).split("\n") == [
        "line 3: [bad-call] there is no call `figur`; did you mean `figure`?",
        "line 3: [unknown-fact] there is no fact `fred`; did you mean `freed`?",
        "line 4: [bad-call] `en` has no case `genitive`; its cases are `nom`",
    ]


def test_the_extension_alone_lists_the_sources_of_each_page(site: Path) -> None:
    markdown = Markdown(extensions=[Figures(content=str(site / "content"), language="en", today="2025-12-24")])
    cited = markdown.convert('{{ figure("freed") }}{{ cite("freed") }}')
    assert cited.startswith(f"<p>{FIGURE.format('people')}<sup")
    assert cited.count('id="source-gazette"') == 1
    assert "52 people were freed" in cited
    assert "onrecord-sources" not in markdown.reset().convert('{{ figure("freed") }}')


def test_the_extension_is_found_by_its_name(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    markdown = Markdown(extensions=["onrecord"], extension_configs={"onrecord": {"today": "2025-12-24"}})
    assert FIGURE.format("osoby") in markdown.convert('{{ figure("freed") }}')


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"content": "nowhere"}, "nowhere"),
        ({"today": "tomorrow"}, "`today`: `tomorrow` is not a date"),
    ],
)
def test_the_extension_refuses_what_it_cannot_read(site: Path, settings: dict[str, str], told: str) -> None:
    with pytest.raises(Refused, match=re.escape(told)):
        Markdown(extensions=[Figures(**{"content": str(site / "content"), **settings})]).convert('{{ figure("freed") }}')


# ---- MkDocs


def test_mkdocs_says_figures_lists_sources_and_all_facts(site: Path) -> None:
    run(site, "mkdocs", "--strict")
    said = page(site)
    assert f"They say {FIGURE.format('people')} were freed." in said
    assert '<code>{{ figure("freed") }}</code>' in said
    assert '{{ figure("no-such-fact") }}' in said.replace("&quot;", '"')
    assert '<time data-fact="meeting" datetime="2025-09-09">on 9&nbsp;September 2025</time>' in said
    assert said.count('id="source-gazette"') == 1
    assert page(site, "facts/index.html").count("<article") == 2
    assert list(json.loads(page(site, "facts.json"))["facts"]) == ["freed", "meeting"]
    assert (site / "site" / "onrecord.css").is_file()


def test_templates_of_mkdocs_can_call_too(site: Path) -> None:
    run(site, "mkdocs", "--strict")
    assert f"<footer>{FIGURE.format('people')}, <time" in page(site)
    assert "2 facts</footer>" in page(site)


def test_a_call_in_a_template_that_cannot_be_said_is_told_without_a_traceback(site: Path) -> None:
    look = site / "look" / "main.html"
    write(look, look.read_text(encoding="utf-8").replace('figure("freed")', 'figure("fred")'))
    told = 'a template cannot say `{{ figure("fred") }}`: there is no fact `fred`; did you mean `freed`?'
    assert told in run(site, "mkdocs", expect=1)


def test_what_mkdocs_has_built_is_on_record(site: Path) -> None:
    run(site, "mkdocs", "--strict")
    verified = verify(site / "site", pipeline.check(site / "content", TODAY).made.site)
    assert verified.diagnostics == []
    assert verified.figures > 3


def test_calls_that_cannot_be_said_fail_the_build_with_their_places(site: Path) -> None:
    write(site / "docs" / "index.md", TYPOS, mode="a")
    lines = (site / "docs" / "index.md").read_text(encoding="utf-8").split("\n")
    at = lines.index(TYPOS.split("\n")[1]) + 1
    said = run(site, "mkdocs", expect=1)
    assert [line.partition("onrecord: ")[2] for line in said.splitlines() if "onrecord: " in line] == [
        f"docs/index.md:{at}:1: [bad-call] there is no call `figur`; did you mean `figure`?",
        f"docs/index.md:{at}:23: [unknown-fact] there is no fact `fred`; did you mean `freed`?",
        f"docs/index.md:{at + 1}:5: [bad-call] `en` has no case `genitive`; its cases are `nom`",
    ]


def test_content_that_cannot_be_published_leaves_the_last_good_site(site: Path) -> None:
    run(site, "mkdocs")
    before = page(site)
    facts = site / "content" / "demo" / "facts.yml"
    write(facts, facts.read_text(encoding="utf-8").replace("value: 52", "value: 5x2"))
    said = run(site, "mkdocs", expect=1)
    assert "content/demo/facts.yml:6:12: [bad-number]" in said
    assert "`content` cannot be published; the site is as it was" in said
    assert page(site) == before


def test_a_warning_of_the_content_stops_under_strict_alone(site: Path) -> None:
    facts = site / "content" / "demo" / "facts.yml"
    write(facts, facts.read_text(encoding="utf-8").replace("value: 52", "value: 53"))
    assert "[evidence]" in run(site, "mkdocs")
    assert "[evidence]" in run(site, "mkdocs", "--strict", expect=1)


def test_the_page_of_all_facts_can_be_left_out_and_overwrites_nothing(site: Path) -> None:
    write(site / "docs" / "index.md", "# Facts\n")
    write(site / "docs" / "facts.md", "# Mine\n")
    assert "`facts.md` exists; name another `facts_page`" in run(site, "mkdocs", expect=1)
    run(configured(site, plugins=[{"onrecord": {"facts_page": "", "today": "2025-12-24"}}]), "mkdocs", "--strict")
    assert ">Mine<" in page(site, "facts/index.html")


def test_a_page_speaks_the_language_that_the_site_is_set_to(site: Path) -> None:
    run(configured(site, plugins=[{"onrecord": {"language": "pl", "today": "2025-12-24"}}]), "mkdocs", "--strict")
    assert FIGURE.format("osoby") in page(site)


def test_onrecord_works_where_mkdocs_is_not_installed() -> None:
    hidden = "import sys\nsys.modules['mkdocs'] = None\n"
    core = hidden + "import onrecord, onrecord.cli, onrecord.hosts.markdown\nsys.exit(onrecord.cli.main(['--version']))"
    assert subprocess.run([sys.executable, "-c", core], capture_output=True, check=False).returncode == 0
    plugin = subprocess.run([sys.executable, "-c", hidden + "import onrecord.hosts.mkdocs"], capture_output=True, text=True, check=False)
    assert "the plugin of onrecord needs MkDocs 1.6, or ProperDocs; MkDocs 2 has no plugins" in plugin.stderr


# ---- its heirs, and other plugins


@pytest.mark.hosts
def test_properdocs_makes_the_same_main_byte_for_byte(site: Path) -> None:
    run(site, "mkdocs", "--strict")
    made = {path: main_of(site, path) for path in ("index.html", "facts/index.html")}
    shutil.rmtree(site / "site")
    run(site, "properdocs", "--strict")
    assert {path: main_of(site, path) for path in made} == made


@pytest.mark.hosts
def test_a_misspelt_fact_fails_properdocs_with_its_place(site: Path) -> None:
    write(site / "docs" / "index.md", TYPOS, mode="a")
    assert "docs/index.md:16:23: [unknown-fact] there is no fact `fred`" in run(site, "properdocs", expect=1)


@pytest.mark.hosts
@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("undefined", ["keep", "strict"])
@pytest.mark.parametrize("first", ["onrecord", "macros"])
def test_mkdocs_macros_may_stand_before_or_behind(site: Path, first: str, undefined: str, program: str) -> None:
    plugins: list[object] = [{"onrecord": {"today": "2025-12-24"}}, {"macros": {"on_undefined": undefined}}]
    page_of_macros = '{% for n in [1, 2] %}{{ n }}: {{ figure("freed", qualifier=false) }}. {% endfor %}{{ cite("freed") }}\n'
    write(site / "docs" / "index.md", page_of_macros)
    run(configured(site, plugins=plugins if first == "onrecord" else plugins[::-1]), program, "--strict")
    figure = FIGURE.format("people")
    assert f"1: {figure}. 2: {figure}. <sup" in page(site)
    write(site / "docs" / "index.md", page_of_macros.replace("freed", "fred"))
    assert "docs/index.md:1:" in run(site, program, expect=1)


@pytest.mark.hosts
@pytest.mark.parametrize("first", ["onrecord", "i18n"])
def test_beside_mkdocs_static_i18n_a_page_speaks_its_own_language(site: Path, first: str) -> None:
    (site / "docs" / "index.md").unlink()
    write(site / "docs" / "index.en.md", 'They were {{ figure("freed") }}.{{ cite("freed") }} [All](facts.json)\n')
    write(site / "docs" / "index.pl.md", 'Wyszły {{ figure("freed") }}.{{ cite("freed") }}\n')
    write(site / "docs" / "more.en.md", 'Only {{ figure("freed") }}.\n')
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "pl", "name": "Polski"}]
    plugins: list[object] = [{"onrecord": {"today": "2025-12-24"}}, {"i18n": {"docs_structure": "suffix", "languages": languages}}]
    run(configured(site, plugins=plugins if first == "onrecord" else plugins[::-1]), "mkdocs", "--strict")
    english, polish = FIGURE.format("people"), FIGURE.format("osoby")
    for path, figure in {"index.html": english, "pl/index.html": polish, "pl/more/index.html": english}.items():
        assert figure in main_of(site, path)
    assert 'lang="pl"' in main_of(site, "pl/index.html")
    assert sorted(path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("*facts*")) == ["facts.json"]


@pytest.mark.hosts
def test_zensical_says_figures_through_the_extension_and_verify_catches_what_it_keeps(site: Path) -> None:
    extensions = [{"onrecord": {"language": "en", "today": "2025-12-24"}}]
    write(site / "docs" / "index.md", 'Freed: {{ figure("freed") }}.{{ cite("freed") }}\n')
    settings = {"site_name": "Freed", "markdown_extensions": extensions}
    write(site / "mkdocs.yml", yaml.safe_dump(settings))
    run(site, "zensical")
    assert FIGURE.format("people") in page(site)
    assert 'id="source-gazette"' in page(site)
    for name in ("demo/facts.yml", "sources.yml"):
        file = site / "content" / name
        write(file, file.read_text(encoding="utf-8").replace("52", "53"))
    run(site, "zensical")  # which has the page in its cache
    now = pipeline.check(site / "content", TODAY).made.site
    assert "outdated-figure" in {found.rule for found in verify(site / "site", now).diagnostics}
    run(site, "zensical", "--clean")
    assert verify(site / "site", now).diagnostics == []


@pytest.mark.hosts
def test_calls_in_files_that_snippets_include_are_said(site: Path) -> None:
    write(site / "docs" / "index.md", '# Freed\n\n--8<-- "part.txt"\n')
    write(site / "part.txt", 'They were {{ figure("freed") }}.\n')
    run(configured(site, markdown_extensions=["pymdownx.snippets"]), "mkdocs", "--strict")
    assert f"They were {FIGURE.format('people')}." in page(site)
    write(site / "part.txt", 'They were {{ figure("fred") }}.\n')
    assert "docs/index.md:1:1: [unknown-fact] there is no fact `fred`" in run(site, "mkdocs", expect=1)


def test_the_content_is_watched_while_a_site_is_served() -> None:
    from onrecord.hosts.mkdocs import OnrecordPlugin

    class Server:
        """What MkDocs gives to plugins, as far as it matters here."""

        watched: ClassVar[list[str]] = []

        def watch(self, path: str) -> None:
            self.watched.append(path)

    plugin = OnrecordPlugin()
    plugin.load_config({"content": str(HERE / "cases" / "base")})
    plugin.on_serve(Server(), config=None, builder=None)  # type: ignore[arg-type]
    assert Server.watched == [str(HERE / "cases" / "base")]


def test_every_setting_of_the_plugin_is_told() -> None:
    from onrecord.hosts.mkdocs import Settings

    told = (HERE.parent / "docs" / "mkdocs.md").read_text(encoding="utf-8")
    assert [name for name, _ in Settings._schema if f"{name}:" not in told] == []
