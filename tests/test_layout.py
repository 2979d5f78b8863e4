"""The files show the flow: imports run one way, in the order of the stages, and names are those of the field."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import onrecord

PACKAGE = Path(onrecord.__file__).parent
ORDER = (
    # what every stage reports and makes
    "diagnostic", "digests", "artifact", "shipped",
    # read
    "compose", "explain", "tangle", "read", "locks",
    # the model, and saying it
    "edtf", "model", "looks", "freshness", "written", "bounds", "locale", "calls", "places", "fields", "ignores", "kinds", "quotes",
    "speaker", "texts", "translations", "evidence",
    # assemble, check
    "assemble", "typed", "paths", "checks",
    # render
    "voice", "prose", "outputs", "schema", "start",
    # write, report
    "spare", "write", "settle", "reports",
    # the flow, and its door
    "pipeline", "warm", "preview", "history", "since", "differences", "saying", "verify", "hosts", "commands", "cli", "reference",
    "__main__",
)  # fmt: skip
FOR_MACHINES = ("facts", "json", "article", "dir", "large", "wordy")  # a file, a kind of Open Graph, an attribute, two classes
NEVER = ("data", "info", "item", "manager", "handler", "utils", "helper", "process")


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """The stages that a file imports, wherever in it."""
    found = []
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found += [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "onrecord":
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onrecord."):
            found.append((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found += [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("onrecord.")]
    return [name for name in found if name in ORDER]


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def test_every_stage_has_its_place_in_the_order() -> None:
    assert {stage(path) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    mine = ORDER.index(stage(path))
    assert [name for name in imports(path) if ORDER.index(name) >= mine] == []


def neighbours(path: Path) -> list[str]:
    """The files of its own folder that a file imports."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    near = [node for node in tree if isinstance(node, ast.ImportFrom) and node.level == 1]
    names = [name for node in near for name in ([node.module] if node.module else [alias.name for alias in node.names])]
    return [name for name in names if (path.parent / f"{name}.py").is_file()]


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda folder: folder.name)
def test_no_circle_within_a_folder(folder: Path) -> None:
    graph = {path.stem: neighbours(path) for path in folder.glob("*.py")}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_names_are_the_words_of_the_field(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)] + [path.stem]
    words = [word for name in names for word in re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())]
    assert [word for word in words if word in NEVER] == []


@pytest.mark.parametrize("folder", ["kinds", "outputs", "reports", "commands", "since"])
def test_every_file_of_a_table_is_in_it(folder: str) -> None:
    table = (PACKAGE / folder / "__init__.py").read_text(encoding="utf-8")
    files = {path.stem for path in (PACKAGE / folder).glob("[a-z]*.py")}
    assert [name for name in sorted(files) if not re.search(rf"^ +(\S+: )?\"?{name}\b", table, re.MULTILINE)] == []


def test_no_language_stands_in_code() -> None:
    """Names of languages belong to content and packs."""
    texts = {path: path.read_text(encoding="utf-8") for path in FILES}
    assert [path.name for path, text in texts.items() if re.search(r"[\"'](pl|en|de|uk|be|ru|ar|he)[\"']", text)] == []


def strings(path: Path) -> list[str]:
    """The strings of a file, its docstrings aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_no_word_of_a_language_but_english_stands_in_code() -> None:
    """Messages are English; letters that English lacks belong to content and packs."""
    told = [(path.name, text) for path in FILES for text in strings(path)]
    assert [(name, text) for name, text in told if any(letter.isalpha() and not letter.isascii() for letter in text)] == []


def test_no_word_stands_in_a_template() -> None:
    """What readers see comes from the packs: outside of tags, calls and comments, templates hold no letter."""
    for template in sorted((PACKAGE.parent / "templates").glob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", text, flags=re.DOTALL))
        assert [word for word in words if word not in FOR_MACHINES] == [], template.name
