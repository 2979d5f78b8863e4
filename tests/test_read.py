"""Read: what an editor typed keeps its place and its spelling, and every mistake in a file is reported at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.diagnostic import Diagnostic, Place
from onrecord.read import Limits, Mapping, Node, Scalar, Sequence, read_folder, read_text, read_yaml


def spots(found: list[Diagnostic]) -> list[str]:
    return [f"{one.where.line}:{one.where.column} {one.rule}" for one in found]


def plain(node: Node | None) -> Any:
    """The node as lists, dicts and texts."""
    if node is None or isinstance(node, Scalar):
        return None if node is None else node.text
    if isinstance(node, Sequence):
        return [plain(one) for one in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def scalar(node: Node | None) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def mapping(node: Node | None) -> Mapping:
    assert isinstance(node, Mapping)
    return node


def root(text: str) -> Mapping:
    document, found = read_yaml(text, "f.yml")
    assert found == []
    return mapping(document.root)


# What stays as it was typed


TYPED = ["no", "1e9", "010", "12:30", "3.0", "~", "2025-09", "0x1F", "1_000", "null", ".inf", "=", "yes", "2025-09-11"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_scalar_stays_text(typed: str) -> None:
    value = scalar(root(f"value: {typed}\n").get("value"))
    assert (value.text, value.plain) == (typed, True)
    assert value.place == Place("f.yml", 1, 8, len(typed))
    assert value.end == (1, 8 + len(typed))


@pytest.mark.parametrize(
    ("text", "value", "place", "is_plain"),
    [
        ("a: 'it''s'\n", "it's", Place("f.yml", 1, 4, 7), False),
        ('a: "x\\ny"\n', "x\ny", Place("f.yml", 1, 4, 6), False),
        ("a:\nb: c\n", "", Place("f.yml", 1, 3, 1), True),
        ("a: ''\n", "", Place("f.yml", 1, 4, 2), False),
        ("a: |\n  x\n  y\nb: c\n", "x\ny\n", Place("f.yml", 1, 4, 1), False),
        ("a: >-\n  x\n  y\n", "x y", Place("f.yml", 1, 4, 2), False),
        ("a: one\n  two\n", "one two", Place("f.yml", 1, 4, 3), True),
        ("żółć: 'ąę'\na: {x: ą, a: b}\n", None, Place("f.yml", 2, 4, 1), False),
        ("a: &name text\n", "text", Place("f.yml", 1, 10, 4), True),
        ("a: {é: ç}\n", None, Place("f.yml", 1, 4, 1), False),
    ],
)
def test_values_have_places_in_characters(text: str, value: str | None, place: Place, is_plain: bool) -> None:
    node = root(text).get("a")
    assert node is not None
    assert node.place == place
    if isinstance(node, Scalar):
        assert (node.text, node.plain) == (value, is_plain)


def test_keys_have_places() -> None:
    top = root("facts:\n  - id: a\n    'text': {pl: x, en: y}\n")
    facts = top.get("facts")
    assert isinstance(facts, Sequence)
    fact = mapping(facts.items[0])
    assert top.key("facts") == Scalar("facts", Place("f.yml", 1, 1, 5), True, (1, 6))
    assert scalar(fact.key("text")).place == Place("f.yml", 3, 5, 6)
    assert scalar(mapping(fact.get("text")).key("en")).place == Place("f.yml", 3, 21, 2)
    assert fact.get("missing") is None
    assert fact.key("missing") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("---\n", None),
        ("---\na: b\n...\n", {"a": "b"}),
        ("- - a\n- []\n- {}\n", [["a"], [], {}]),
        ("? a\n: b\n", {"a": "b"}),
        ("a: &x [1, 2]\nb: *x\n", {"a": ["1", "2"], "b": ["1", "2"]}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": "1", "b": "2", "c": "2"}),
        ("'<<': a\n", {"<<": "a"}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("a: b\r\nc: d\re: f", {"a": "b", "c": "d", "e": "f"}),
    ],
)
def test_good_yaml(text: str, value: object) -> None:
    document, found = read_yaml(text, "f.yml")
    assert (plain(document.root), found, document.lost) == (value, [], frozenset())


# What libyaml lets through and we refuse


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("a: b\nc: d\na: e\n", ["3:1 duplicate-key"], {"a": "b", "c": "d"}),
        ("- {a: b, 'a': c, a: d}\n", ["1:10 duplicate-key", "1:18 duplicate-key"], [{"a": "b"}]),
        ("[a]: b\nc: d\n", ["1:1 bad-key"], {"c": "d"}),
        ("? {a: b}\n: {a: 1, a: 2}\n", ["1:3 bad-key", "2:10 duplicate-key"], {}),
        ("'': b\n", ["1:1 bad-key"], {}),
        ("a: &x b\n*x : c\n", ["2:1 bad-key"], {"a": "b"}),
        ('a: {{ figure("x", case="gen") }}\n', ["1:4 bad-key"], {"a": {}}),
        ("a: &x {b: c}\nd:\n  <<: *x\n  e: f\n", ["3:3 merge-key"], {"a": {"b": "c"}, "d": {"e": "f"}}),
        ("a: !!int 1\nb: ! x\nc: !y [z]\n", ["1:4 tag", "2:4 tag", "3:4 tag"], {"a": "1", "b": "x", "c": ["z"]}),
        ("a: !x!y z\nb: c\n", ["1:4 tag"], {"b": "c"}),
        ("a: *nobody\n", ["1:4 alias"], {"a": "*nobody"}),
        ("a: &x [*x]\n", ["1:8 alias"], {"a": ["*x"]}),
        ("a: b\n---\nc: d\n", ["2:1 second-document"], {"a": "b"}),
        ("a: b\n...\nid: d\n", ["3:1 second-document"], {"a": "b"}),
        ("# c\n%YAML 1.2\n%FOO\n---\na: b\n", ["2:1 directive", "3:1 directive"], {"a": "b"}),
        ('a: "x\\0"\nb: "\\u202E"\nc: "\\r"\nd: "\\n\\t"\n', [f"{n}:4 control-character" for n in (1, 2, 3)], None),
        ("a: x\x07y\nb: \u2028z\n", ["1:5 control-character", "2:4 control-character"], {"a": "x\ufffdy", "b": "\ufffdz"}),
    ],
)
def test_refused_by_name(text: str, expected: list[str], value: object) -> None:
    document, found = read_yaml(text, "f.yml")
    assert spots(found) == expected
    assert value is None or plain(document.root) == value


def test_a_duplicate_key_points_at_the_first() -> None:
    _, (found,) = read_yaml("when: a\nwhen: b\n", "f.yml")
    assert found.message == "the key `when` stands twice"
    assert found.related == ((Place("f.yml", 1, 1, 4), "the first"),)


def test_two_things_run_into_one_are_told_once() -> None:
    _, (found,) = read_yaml("- id: a\n  kind: b\n  id: c\n  kind: d\n", "f.yml")
    assert (found.where.line, found.message, found.help) == (3, "a second `id` begins here", "put `- ` before it, as before the first")


# Broken YAML, in our words

BROKEN = [
    ("a:\n\tb: 1\n", "2:1", "a tab cannot indent YAML", "use two spaces"),
    ("a: b\n\nc: d\n\te: f\n", "4:1", "a tab cannot indent", "two spaces"),
    ("a: Belarus said: no\n", "1:16", "`: ` inside an unquoted text", "put the text in quotes"),
    ("text: Some long\n  line that goes: on\n", "2:17", "`: ` inside an unquoted text", "quotes"),
    ("a: @handle\n", "1:4", "an unquoted text cannot begin with `@`", "put the text in quotes"),
    ("a: `code`\n", "1:4", "an unquoted text cannot begin with a backtick", "quotes"),
    ("a: %x\n", "1:4", "cannot begin with `%`", "quotes"),
    ("a: [x, @y]\n", "1:8", "cannot begin with `@`", "quotes"),
    ("a: **bold** text\n", "1:4", "cannot begin with `*`", "quotes"),
    ("a: & b\n", "1:4", "cannot begin with `&`", "quotes"),
    ("a: ]\n", "1:4", "cannot begin with `]`", "quotes"),
    ("a: [link](https://x) text\n", "1:4", "cannot begin with `[`", "quotes"),
    ("a: |text\n", "1:4", "the text of a `|` begins on the next line", "indented"),
    ("a: 'x\nb: 1\n", "1:4", "this quote is never closed", "close the text with `'`"),
    ('a: "x\nb: "y"\n', "1:4", "this quote is never closed", 'close the text with `"`'),
    ("a: 'it's'\n", "1:8", "text stands behind the closing quote", "written twice"),
    ('a: "x" y\n', "1:8", "text stands behind the closing quote", "quote the whole text"),
    ('a: "\\q"\n', "1:5", "begins an escape, and this is none", "single quotes"),
    ("a: [1, 2\nb: 1\n", "1:4", "this `[` is never closed", "close it with `]`"),
    ("a: {x: 1\nb: 1\n", "1:4", "this `{` is never closed", "close it with `}`"),
    ("a: [1, {b: c]\n", "1:8", "this `{` is never closed", "`}`"),
    ("a: [b,,c]\n", "1:7", "a value is missing", "remove a `,`"),
    ("a: {b: c d: e}\n", "1:11", "a `,` is missing", "quotes"),
    ("a:\n    b: 2\n  c: 3\n", "3:3", "indented less than the lines it belongs with", "indent"),
    ("a:\n  - x\n - y\n", "3:2", "indented less", "indent"),
    ("a: 1\n  b: 2\n", "2:3", "indented more than the lines it belongs with", "indent"),
    ("  a: 1\nb: 2\n", "2:1", "indented less", "indent"),
    ("a:\n  - b\n  c: d\n", "3:3", "cannot stand side by side", "indent the list"),
    ("pl: {{ figure() }} osób\n", "1:5", "a text that begins with `{{` needs quotes", "put the whole text in single quotes: '{{"),
    ("- pl: {{ figure() }}\n    osób\n", "1:7", "begins with `{{`", "single quotes"),
    ("text: {pl: {{ figure() }} osób, en: x}\n", "1:12", "begins with `{{`", "single quotes"),
    ("a:1\nb: 2\n", "1:2", "a `:` needs a space behind it", "write `key: value`"),
    ("a: b\nc:d\ne: f\n", "2:2", "a `:` needs a space behind it", "write `key: value`"),
    ("a: b\nword\nc: d\n", "2:1", "this line has no `: `", "write `key: value`"),
    ("a: - b\n", "1:4", "a list cannot begin on this line", "next line"),
    (": b\n", "1:1", "a line cannot begin with `:`", "write the key"),
    ("a: [&x [b, c]\nd: e\n", "1:4", "this `[` is never closed", "`]`"),
]


@pytest.mark.parametrize(("text", "spot", "message", "help"), BROKEN)
def test_broken_yaml_is_explained(text: str, spot: str, message: str, help: str) -> None:
    _, found = read_yaml(text, "f.yml")
    assert spots(found) == [f"{spot} yaml"]
    assert message in found[0].message
    assert help in found[0].help
    assert found[0].message[0] in "`" or found[0].message[0].islower() or found[0].message.startswith("YAML")


# One broken spot does not hide the next

FACT = "  - id: fact-{n}\n    text:\n      pl: {text}\n    value: {n}\n"
BREAKS = ["@x", "'x", '"x', "[x", "{x", "a: b: c", "{{ figure() }} x", "'it's'", "*x y", "x\n    - y", "x\n   bad: y", "x\n\tbad: y", "|x"]


@pytest.mark.parametrize("text", BREAKS)
@pytest.mark.parametrize("broken", [{0}, {2}, {4}, {0, 1}, {1, 3}, {0, 1, 2, 3, 4}])
def test_each_broken_fact_is_reported_and_the_others_are_read(text: str, broken: set[int]) -> None:
    facts = [FACT.format(n=n, text=text if n in broken else "'fine'") for n in range(5)]
    starts = [2 + sum(fact.count("\n") for fact in facts[:n]) for n in range(6)]
    document, found = read_yaml("facts:\n" + "".join(facts) + "note: x\n", "f.yml")
    hit = [next(n for n in range(5) if starts[n] <= one.where.line < starts[n + 1]) for one in found]
    assert hit == sorted(broken)
    assert document.lost == {f"fact-{n}" for n in broken}
    left = [one["id"] for one in plain(document.root)["facts"]]
    assert left == [f"fact-{n}" for n in range(5) if n not in broken]
    assert plain(document.root)["note"] == "x"


def test_ten_different_mistakes_are_ten_reports() -> None:
    facts = [FACT.format(n=n, text=text) for n, text in enumerate(BREAKS[:10])]
    document, found = read_yaml("facts:\n" + "".join(facts) + "  - {id: last, id: twice}\n", "f.yml")
    assert [one.rule for one in found] == ["yaml"] * 10 + ["duplicate-key"]
    assert document.lost == {f"fact-{n}" for n in range(10)}
    assert plain(document.root) == {"facts": [{"id": "last"}]}


@pytest.mark.parametrize(
    ("text", "expected", "lost", "left"),
    [
        ("person:\n  pl: @x\nroom:\n  pl: y\ncar: 'z\n", ["2:7 yaml", "5:6 yaml"], {"person", "car"}, {"room": {"pl": "y"}}),
        ("facts:\n- id: a\n  x: @\n- id: b\nend: c\n", ["3:6 yaml"], {"a"}, {"facts": [{"id": "b"}], "end": "c"}),
        ("facts: [{id: a}, {id: b]\nend: c\n", ["1:18 yaml"], {"facts", "a", "b"}, {"end": "c"}),
        ("facts:\n  - id: a\n - id: b\n  - id: c\n", ["3:2 yaml"], {"b"}, {"facts": [{"id": "a"}, {"id": "c"}]}),
        ("a: &x @\nb: *x\n", ["1:7 yaml"], {"a"}, {"b": "*x"}),
        ("\t\n\t# c\na: b\n", ["1:1 yaml", "2:1 yaml"], set(), {"a": "b"}),
        ("- id: a\n  s:\n    - @\n- id: b\n", ["3:7 yaml"], {"a"}, [{"id": "b"}]),
    ],
)
def test_the_smallest_block_is_lost(text: str, expected: list[str], lost: set[str], left: object) -> None:
    document, found = read_yaml(text, "f.yml")
    assert (spots(found), set(document.lost), plain(document.root)) == (expected, lost, left)


def test_a_hopeless_file_ends_after_fifty_reports() -> None:
    document, found = read_yaml("".join(f"k{n}: @x\n" for n in range(200)), "f.yml")
    assert len(found) == 50
    assert document.root is None
    assert document.lost == {f"k{n}" for n in range(200)}


# Limits


@pytest.mark.parametrize("level", ["[", "{a: ", "- ", "? ", "[[{x: ", "&a ["])
@pytest.mark.parametrize("count", [5_000, 100_000])
def test_deep_nesting_is_refused(level: str, count: int) -> None:
    document, found = read_yaml(level * count, "f.yml")
    assert document.root is None
    assert [one.rule for one in found] == ["too-large"]
    assert "32 levels" in found[0].message


def test_a_deep_spot_costs_only_its_own_entry() -> None:
    document, found = read_yaml("- id: a\n  x: " + "[" * 40 + "]" * 40 + "\n- id: b\n", "f.yml")
    assert (spots(found), set(document.lost), plain(document.root)) == (["2:36 too-large"], {"a"}, [{"id": "b"}])


def test_depth_is_counted_through_aliases() -> None:
    text = "a: &a [[[[x]]]]\nb: &b [[[[*a]]]]\nc: [[[[*b]]]]\n"
    assert spots(read_yaml(text, "f.yml", Limits(depth=9))[1]) == ["3:8 too-large"]
    assert read_yaml(text, "f.yml", Limits(depth=13))[1] == []


def test_an_alias_bomb_is_refused_unexpanded() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)]
    document, found = read_yaml("\n".join(lines), "f.yml")
    assert document.root is None
    assert [one.rule for one in found] == ["too-large"]
    assert "2000000 keys and values" in found[0].message


def test_an_alias_shares_its_node() -> None:
    top = root("a: &x [b]\nc: *x\n")
    assert top.get("a") is top.get("c")


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        ("[a, b, c, d]", Limits(nodes=4), "more than 4 keys and values"),
        ("[&a a, *a, *a, *a]", Limits(aliases=2), "more than 2 aliases"),
        ("[&a [b, c], *a, *a]", Limits(nodes=9), "more than 9 keys and values"),
    ],
)
def test_limits_of_a_file(text: str, limits: Limits, words: str) -> None:
    document, found = read_yaml(text, "f.yml", limits)
    assert document.root is None
    assert [one.rule for one in found] == ["too-large"]
    assert words in found[0].message


def test_many_thousands_of_nodes_are_read() -> None:
    document, found = read_yaml("".join(f"- k{n}: v{n}\n" for n in range(50_000)), "f.yml")
    assert isinstance(document.root, Sequence)
    assert len(document.root.items) == 50_000
    assert found == []


# Bytes


@pytest.mark.parametrize(
    ("raw", "text", "expected", "words"),
    [
        (b"\xef\xbb\xbfa: b", "a: b", [], ""),
        (b"a\r\nb\rc\n", "a\nb\nc\n", [], ""),
        ("a: b".encode("utf-16"), "", ["1:1 not-utf8"], "UTF-16"),
        ("a: b".encode("utf-16-be"), "", ["1:1 not-utf8"], "UTF-16"),
        ("a: b".encode("utf-16-le"), "", ["1:1 not-utf8"], "UTF-16"),
        ("a: b".encode("utf-32"), "", ["1:1 not-utf8"], "UTF-32"),
        ("a: b\r\nż: ".encode() + b"\xb9\n", "a: b\nż: \ufffd\n", ["2:4 not-utf8"], "0xB9"),
        (b"\xef\xbb\xbf\xff", "\ufffd", ["1:1 not-utf8"], "0xFF"),
        (b"\xed\xa0\x80", "\ufffd" * 3, ["1:1 not-utf8"], "0xED"),
        (b"ab\n\0c", "ab\n\ufffdc", ["2:1 control-character"], "U+0000"),
    ],
)
def test_bytes(raw: bytes, text: str, expected: list[str], words: str) -> None:
    got, found = read_text(raw, "f.yml", Limits())
    assert (got, spots(found)) == (text, expected)
    assert all(words in one.message for one in found)


REFUSED = "\x00 \x08 \x0b \x1b \x7f \x80 \x85 \x9f \u2028 \u2029 \u202a \u202e \u2066 \u2069 \ue000 \uf8ff \ufdd0 \ufffe \U0001ffff \ufeff"


@pytest.mark.parametrize("char", REFUSED.split(" "))
def test_a_hidden_character_is_refused_where_it_stands(char: str) -> None:
    text, found = read_text(f"ą\nbć{char}{char}d\n".encode(), "f.md", Limits())
    assert text == "ą\nbć\ufffd\ufffdd\n"
    assert [one.where for one in found] == [Place("f.md", 2, 3, 2)]
    assert f"U+{ord(char):04X}" in found[0].message
    assert found[0].rule == "control-character"


@pytest.mark.parametrize("char", ["\t", "\u200d", "\u00a0", "\u202f", "\U0001f600", "\uf900", "\ufffd"])
def test_other_characters_are_welcome(char: str) -> None:
    assert read_text(f"a{char}b".encode(), "f.md", Limits()) == (f"a{char}b", [])


def test_a_file_over_the_limit() -> None:
    text, (found,) = read_text(b"12345", "f.md", Limits(size=4))
    assert (text, found.rule) == ("", "too-large")
    assert "4 bytes" in found.message


# Folders


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "talks").mkdir(parents=True)
    (folder / "site.yml").write_text("title: x\n")
    (folder / "talks" / "facts.yml").write_text("facts: []\n")
    (folder / "talks" / "pl.md").write_text("# Rozmowy\r\n", newline="")
    return folder


def test_a_folder(content: Path) -> None:
    for name in (".hidden.yml", "site.yml~", "logo.png"):
        (content / name).write_bytes(b"\xff: @")
    (content / ".git").mkdir()
    (content / ".git" / "x.yml").write_text("@")
    folder, found = read_folder(content, "content")
    assert found == []
    assert list(folder.documents) == ["site.yml", "talks/facts.yml"]
    assert list(folder.pages) == ["talks/pl.md"]
    assert folder.pages["talks/pl.md"].text == "# Rozmowy\n"
    assert folder.pages["talks/pl.md"].file == "content/talks/pl.md"
    assert folder.lines[folder.documents["talks/facts.yml"].file] == ["facts: []", ""]
    assert mapping(folder.documents["site.yml"].root).place.file == "content/site.yml"


@pytest.mark.parametrize("shown", ["", "."])
def test_the_prefix_may_be_empty(content: Path, shown: str) -> None:
    assert read_folder(content, shown)[0].documents["site.yml"].file == "site.yml"


def test_the_prefix_is_the_folder_as_given(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    assert read_folder(Path("content"))[0].documents["site.yml"].file == "content/site.yml"
    assert read_folder(content)[0].documents["site.yml"].file == f"{content}/site.yml"


@pytest.mark.parametrize(("name", "help"), [("x.yaml", "`.yml`"), ("x.YML", "`.yml`"), ("x.MD", "`.md`")])
def test_a_wrong_ending_is_not_passed_over(content: Path, name: str, help: str) -> None:
    (content / name).write_text("@")
    folder, (found,) = read_folder(content, "c")
    assert (str(found.where), found.rule) == (f"c/{name}:1:1", "unknown-file")
    assert help in found.help
    assert name not in folder.documents


def test_links(content: Path) -> None:
    outside = content.parent / "secret.yml"
    outside.write_text("password: x\n")
    for name, target in {
        "in.yml": content / "site.yml",
        "out.yml": outside,
        "out.png": outside,
        "out": content.parent,
        "loop": content,
        "nowhere.md": content / "none.md",
        "self.yml": content / "self.yml",
        ".#lock.yml": outside,
    }.items():
        (content / name).symlink_to(target)
    folder, found = read_folder(content, "c")
    assert [(one.where.file, one.rule) for one in found] == [
        (f"c/{name}", "symlink") for name in ("loop", "nowhere.md", "out", "out.png", "out.yml", "self.yml")
    ]
    assert list(folder.documents) == ["in.yml", "site.yml", "talks/facts.yml"]


def test_a_linked_content_folder_is_read(content: Path) -> None:
    link = content.parent / "link"
    link.symlink_to(content)
    assert list(read_folder(link, "c")[0].documents) == ["site.yml", "talks/facts.yml"]


def test_a_pipe_is_refused_and_does_not_wait(content: Path) -> None:
    os.mkfifo(content / "pipe.yml")
    folder, (found,) = read_folder(content, "c")
    assert (str(found.where), found.rule) == ("c/pipe.yml:1:1", "unreadable")
    assert folder.documents["pipe.yml"].root is None


def test_a_file_that_may_not_be_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *rest: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _, found = read_folder(content, "c")
    assert [one.rule for one in found] == ["unreadable"] * 3
    assert "permission denied" in found[0].message


def test_a_folder_that_may_not_be_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert [str(one.where) for one in read_folder(content, "c")[1]] == ["c:1:1"]


def test_a_large_file_is_not_opened(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    assert [one.rule for one in read_folder(content, "c", Limits(size=1))[1]] == ["too-large"] * 3


def test_a_name_that_is_not_utf8(content: Path) -> None:
    (content / os.fsdecode(b"\xb9.yml")).write_text("a: @\n")
    _, (found,) = read_folder(content, "c")
    assert found.where.file == "c/\\udcb9.yml"


@pytest.mark.parametrize("name", ["missing", "content/site.yml"])
def test_no_content(content: Path, name: str) -> None:
    _, (found,) = read_folder(content.parent / name, name)
    assert (str(found.where), found.rule) == (f"{name}:1:1", "no-content")
    assert found.help


# Whatever is typed

WORD = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)
NESTED = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORD, inner, max_size=4),
    max_leaves=20,
)
SAMPLE = "facts:\n  - id: a\n    text: {pl: \"x\", en: 'y'}\n    s: &s [1, {a: b}]\n  - id: b\n    n: |\n      z\n    s: *s\n"
SIGNS = "'\"[]{}:,-#&*!|>%@`?\t\n \\~\0\r\u2028\ud800"
PIECES = st.sampled_from([*SIGNS, ": ", "- ", "\n---\n", "\n...\n", "{{", "<<: ", "*s", "&s ", "id: c\n", "%YAML"])


@settings(deadline=None)
@given(NESTED)
def test_quoted_texts_come_back_as_pyyaml_reads_them(value: object) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True)
    document, found = read_yaml(text, "f.yml")
    assert found == []
    assert plain(document.root) == yaml.safe_load(text)


def check(text: str, **limits: int) -> None:
    document, found = read_yaml(text, "f.yml", Limits(**limits))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in found:
        assert 1 <= one.where.line <= len(lines)
        assert 1 <= one.where.column <= len(lines[one.where.line - 1]) + 1
        assert one.message
        assert one.help
        assert "while" not in one.message
    plain(document.root)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), PIECES, st.integers(0, 3)), max_size=6))
def test_a_mutated_file_is_read_or_refused(changes: list[tuple[int, str, int]]) -> None:
    text = SAMPLE
    for at, piece, drop in changes:
        text = text[:at] + piece + text[at + drop :]
    check(text)
    check(text, depth=3, nodes=8, aliases=1)


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text)


@settings(deadline=None)
@given(st.binary(), st.integers(0, 400), st.integers(0, 4))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int, drop: int) -> None:
    raw = SAMPLE.encode()
    for mixed in (noise, raw[:at] + noise + raw[at + drop :]):
        text, _ = read_text(mixed, "f.yml", Limits())
        assert "\r" not in text
        check(text)
