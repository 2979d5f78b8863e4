"""The corpus as sites of other generators: the same pages from the same YAML, which is copied byte for byte.

Each reads the facts from `facts.yml`, picks the form of the noun from `units.yml` by CLDR's rules for Polish and English, and shows the
figures in the text and in a list with their labels, days and sources. Of the Markdown only the syntax of a call is another.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

CALL = re.compile(r'\{\{ figure\("([^"]+)"\) \}\}')
HEADING_ID = re.compile(r" \{#([\w-]+)\}$", re.MULTILINE)


@dataclass(frozen=True)
class Peer:
    """Another generator: how its site is laid out, how it is built, and where its pages stand in the output."""

    name: str
    lay_out: Callable[[Path, Path], None]  # the corpus's content, the folder of the peer's site
    command: Callable[[Path], list[str]]
    out: str
    page: str  # of a language and a sheet


def sheets_of(content: Path) -> list[tuple[str, dict[str, dict[str, str]]]]:
    """The sheets with their titles and leads."""
    ids = yaml.load((content / "site.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["sheets"]
    return [(id, yaml.load((content / id / "sheet.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)) for id in ids]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(content: Path, to: Path, names: tuple[str, ...]) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(content / name, to / name)


# ---- Hugo

HUGO_SAY = """\
{{- $fact := .fact -}}
{{- $n := $fact.value -}}
{{- $forms := index (index hugo.Data.units $fact.unit) .language -}}
{{- $form := "many" -}}
{{- if eq .language "en" -}}{{- $form = cond (eq $n 1) "one" "other" -}}
{{- else if eq $n 1 -}}{{- $form = "one" -}}
{{- else if and (in (slice 2 3 4) (mod $n 10)) (not (in (slice 12 13 14) (mod $n 100))) -}}{{- $form = "few" -}}
{{- end -}}
{{- if eq .language "en" -}}{{ lang.FormatNumberCustom 0 $n "- . ," }}{{- else -}}{{ $n }}{{- end }}&nbsp;{{ index $forms $form -}}
"""
HUGO = {
    "hugo.toml": """\
baseURL = "https://trial.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
defaultContentLanguage = "pl"
defaultContentLanguageInSubdir = true
[markup.goldmark.parser.attribute]
title = true
[languages.pl]
contentDir = "content/pl"
title = "Próba"
[languages.en]
contentDir = "content/en"
title = "A trial"
""",
    "layouts/_default/single.html": """\
<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>
<h1>{{ .Title }}</h1>
<p class="lead">{{ .Params.lead }}</p>
{{ .Content }}
<ul class="facts">
{{ range (index hugo.Data.facts .Params.topic).facts }}
{{ $source := index (where hugo.Data.sources "id" (index .sources 0).ref) 0 }}
<li>{{ index .label site.Language.Lang }}: <b>{{ partial "say.html" (dict "fact" . "language" site.Language.Lang) }}</b>, {{ .when }}, <a href="{{ $source.url }}">{{ $source.publisher }}</a></li>
{{ end }}
</ul>
</main></body></html>
""",
    "layouts/_default/list.html": """\
<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head><meta charset="utf-8"><title>{{ site.Title }}</title></head>
<body><main>
<h1>{{ site.Title }}</h1>
<ul>
{{ range .RegularPagesRecursive }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>: {{ .Params.lead }}</li>
{{ end }}
</ul>
</main></body></html>
""",
    "layouts/partials/say.html": HUGO_SAY,
    "layouts/shortcodes/fact.html": '{{- $fact := index (where (index hugo.Data.facts .Page.Params.topic).facts "id" (.Get 0)) 0 -}}'
    '{{- partial "say.html" (dict "fact" $fact "language" site.Language.Lang) -}}',
}  # fmt: skip


def hugo(content: Path, folder: Path) -> None:
    for name, text in HUGO.items():
        write(folder / name, text)
    copy(content, folder / "data", ("units.yml", "sources.yml"))
    for id, sheet in sheets_of(content):
        (folder / "data" / "facts").mkdir(parents=True, exist_ok=True)
        shutil.copy(content / id / "facts.yml", folder / "data" / "facts" / f"{id}.yml")
        for language in ("pl", "en"):
            told = json.dumps({"title": sheet["title"][language], "lead": sheet["lead"][language], "topic": id}, ensure_ascii=False)
            text = (content / id / f"{language}.md").read_text(encoding="utf-8")
            write(folder / "content" / language / f"{id}.md", f"{told}\n\n" + CALL.sub(r'{{< fact "\1" >}}', text))


# ---- MkDocs

MKDOCS = """\
site_name: A trial
site_url: https://trial.example/
theme: {name: null, custom_dir: theme}
markdown_extensions: [attr_list]
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: pl, default: true, name: polski, build: true}
        - {locale: en, name: English, build: true}
  - macros
"""
MKDOCS_MAIN = '''\
"""The calls of the pages, for mkdocs-macros-plugin."""

from pathlib import Path

import yaml

HERE = Path(__file__).parent


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


UNITS, SOURCES = load(HERE / "data/units.yml"), {each["id"]: each for each in load(HERE / "data/sources.yml")}
FACTS = {path.stem: {each["id"]: each for each in load(path)["facts"]} for path in (HERE / "data/facts").glob("*.yml")}


def say(fact, language):
    n = fact["value"]
    if language == "en":
        form, number = "one" if n == 1 else "other", f"{n:,}"
    else:
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        form, number = "one" if n == 1 else "few" if few else "many", str(n)
    return f"{number}&nbsp;{UNITS[fact['unit']][language][form]}"


def define_env(env):
    @env.macro
    def fact(id):
        meta = env.page.meta
        return say(FACTS[meta["topic"]][id], meta["lang"])

    @env.macro
    def facts():
        meta = env.page.meta
        rows = []
        for fact in FACTS[meta["topic"]].values():
            source = SOURCES[fact["sources"][0]["ref"]]
            link = f'<a href="{source["url"]}">{source["publisher"]}</a>'
            rows.append(f'<li>{fact["label"][meta["lang"]]}: <b>{say(fact, meta["lang"])}</b>, {fact["when"]}, {link}</li>')
        return '<ul class="facts">' + "".join(rows) + "</ul>"
'''
MKDOCS_PAGE = """\
<!doctype html>
<html>
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body><main>
{{ page.content }}
</main></body></html>
"""


def mkdocs(content: Path, folder: Path) -> None:
    write(folder / "mkdocs.yml", MKDOCS)
    write(folder / "main.py", MKDOCS_MAIN)
    write(folder / "theme" / "main.html", MKDOCS_PAGE)
    copy(content, folder / "data", ("units.yml", "sources.yml"))
    sheets = sheets_of(content)
    for language in ("pl", "en"):
        rows = [f"- [{sheet['title'][language]}]({id}.md): {sheet['lead'][language]}" for id, sheet in sheets]
        write(folder / "docs" / language / "index.md", "# A trial\n\n" + "\n".join(rows) + "\n")
    for id, sheet in sheets:
        (folder / "data" / "facts").mkdir(parents=True, exist_ok=True)
        shutil.copy(content / id / "facts.yml", folder / "data" / "facts" / f"{id}.yml")
        for language in ("pl", "en"):
            text = CALL.sub(r'{{ fact("\1") }}', (content / id / f"{language}.md").read_text(encoding="utf-8"))
            text = HEADING_ID.sub(r" {: #\1 }", text)
            head = f"---\ntopic: {id}\nlang: {language}\n---\n\n# {sheet['title'][language]}\n\n{sheet['lead'][language]}\n\n"
            write(folder / "docs" / language / f"{id}.md", f"{head}{text}\n{{{{ facts() }}}}\n")


# ---- Eleventy

ELEVENTY = """\
const fs = require("fs"), path = require("path"), yaml = require("js-yaml");
const load = name => yaml.load(fs.readFileSync(path.join(__dirname, "data", name), "utf8"), {schema: yaml.CORE_SCHEMA});
const units = load("units.yml"), sources = Object.fromEntries(load("sources.yml").map(each => [each.id, each]));
const facts = {};
for (const name of fs.readdirSync(path.join(__dirname, "data/facts")))
  facts[path.parse(name).name] = Object.fromEntries(load("facts/" + name).facts.map(each => [each.id, each]));
function say(fact, language) {
  const n = fact.value, few = [2, 3, 4].includes(n % 10) && ![12, 13, 14].includes(n % 100);
  const form = language === "en" ? (n === 1 ? "one" : "other") : n === 1 ? "one" : few ? "few" : "many";
  const number = language === "en" ? String(n).replace(/\\B(?=(\\d{3})+$)/g, ",") : String(n);
  return number + "&nbsp;" + units[fact.unit][language][form];
}
module.exports = config => {
  config.addShortcode("fact", function (id) { return say(facts[this.ctx.topic][id], this.ctx.language); });
  config.addShortcode("facts", function () {
    return Object.values(facts[this.ctx.topic]).map(fact => {
      const source = sources[fact.sources[0].ref];
      return `<li>${fact.label[this.ctx.language]}: <b>${say(fact, this.ctx.language)}</b>, ${fact.when}, <a href="${source.url}">${source.publisher}</a></li>`;
    }).join("\\n");
  });
  return {dir: {input: "pages", output: "_site", includes: "../includes"}, markdownTemplateEngine: "njk", htmlTemplateEngine: "njk"};
};
"""
ELEVENTY_SHEET = """\
<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main>
<h1>{{ title }}</h1>
<p class="lead">{{ lead }}</p>
{{ content | safe }}
<ul class="facts">
{% facts %}
</ul>
</main></body></html>
"""
ELEVENTY_LIST = """\
---
permalink: /LANGUAGE/index.html
---
<!doctype html>
<html lang="LANGUAGE">
<head><meta charset="utf-8"><title>A trial</title></head>
<body><main>
<h1>A trial</h1>
<ul>
{% for each in collections.LANGUAGE %}<li><a href="{{ each.url }}">{{ each.data.title }}</a>: {{ each.data.lead }}</li>
{% endfor %}
</ul>
</main></body></html>
"""


def eleventy(content: Path, folder: Path) -> None:
    write(folder / "eleventy.config.js", ELEVENTY)
    write(folder / "includes" / "sheet.njk", ELEVENTY_SHEET)
    copy(content, folder / "data", ("units.yml", "sources.yml"))
    for language in ("pl", "en"):
        write(folder / "pages" / f"{language}.njk", ELEVENTY_LIST.replace("LANGUAGE", language))
    for id, sheet in sheets_of(content):
        (folder / "data" / "facts").mkdir(parents=True, exist_ok=True)
        shutil.copy(content / id / "facts.yml", folder / "data" / "facts" / f"{id}.yml")
        for language in ("pl", "en"):
            about = {
                "layout": "sheet.njk",
                "title": sheet["title"][language],
                "lead": sheet["lead"][language],
                "topic": id,
                "tags": language,
            }
            head = json.dumps({**about, "language": language, "permalink": f"/{language}/{id}/index.html"}, ensure_ascii=False)
            text = HEADING_ID.sub("", (content / id / f"{language}.md").read_text(encoding="utf-8"))
            write(folder / "pages" / language / f"{id}.md", f"---json\n{head}\n---\n" + CALL.sub(r'{% fact "\1" %}', text))


PEERS = (
    Peer("hugo", hugo, lambda folder: ["hugo", "--quiet", "--source", str(folder)], "public", "{language}/{sheet}/index.html"),
    Peer(
        "mkdocs", mkdocs, lambda folder: ["mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")], "site",
        "{prefix}{sheet}/index.html",
    ),
    Peer("eleventy", eleventy, lambda folder: ["eleventy", "--quiet"], "_site", "{language}/{sheet}/index.html"),
)  # fmt: skip
