"""Every phrase is in both languages, every key the code names exists, and nothing is written that nobody says."""

import ast
import re
from functools import cache
from string import Formatter

import pytest

from pmo_analytics.words import known, listing, phrases, say, set_language
from pmo_analytics.workspace import PROJECT_ROOT

KEY = re.compile(r"[a-z][a-z_0-9]*(\.[a-z_0-9]+)+")
PYTHON = ("app.py", "pages/**/*.py", "pmo_analytics/**/*.py")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Blanks that words fill and no figure: they need no space in Chinese. Texts for days and money bring their own.
BLANKS_OF_WORDS = {
    "level", "kind", "dimensions", "dimension", "light", "before", "computed", "declared", "names", "name", "other",
    "missing", "days", "money",
}  # fmt: skip
ROOMS_NAMED_SHORT = ("errors", "findings", "reading", "errors_reading", "layout", "imports", "cli")  # PmoError("busy")


@cache
def sources() -> list[ast.AST]:
    paths = [path for pattern in PYTHON for path in sorted(PROJECT_ROOT.glob(pattern))]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


@cache
def written_texts() -> frozenset[str]:
    """Every string that the code or the SQL writes out."""
    python = {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    sql = {text for path in PROJECT_ROOT.glob("sql/**/*.sql") for text in re.findall(r"'([^'\n]+)'", path.read_text())}
    return frozenset(python | sql)


@cache
def written_patterns() -> tuple[re.Pattern[str], ...]:
    """Every f-string that begins like a key, with what it fills in standing for anything."""
    patterns = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                if re.match(r"[a-z_]+\\\.", parts[0]):
                    patterns.add("".join(parts))
    return tuple(re.compile(pattern) for pattern in sorted(patterns))


def said_keys() -> set[str]:
    """Every key that stands as a text in a call of say."""
    keys = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("say", "words.say", "known") and node.args:
                filled_in = {id(part) for text in _inside(node.args[0], ast.JoinedStr) for part in ast.walk(text)}
                keys |= {
                    part.value
                    for part in _inside(node.args[0], ast.Constant)
                    if id(part) not in filled_in and isinstance(part.value, str) and KEY.fullmatch(part.value)
                }
    return keys


def _inside(node: ast.AST, kind: type) -> list:
    return [part for part in ast.walk(node) if isinstance(part, kind)]


def is_said(key: str) -> bool:
    room, _, short = key.partition(".")
    if key in written_texts() or any(pattern.fullmatch(key) for pattern in written_patterns()):
        return True
    return room in ROOMS_NAMED_SHORT and short.rpartition(".")[2] in written_texts()


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def room(name: str) -> dict[str, dict[str, str]]:
    """The phrases of one file of words by their keys."""
    return {key: texts for key, texts in phrases().items() if key.partition(".")[0] == name}


ROOMS = sorted({key.partition(".")[0] for key in phrases()})


@pytest.mark.parametrize("name", ROOMS)
def test_a_phrase_has_both_languages_and_the_same_blanks(name: str) -> None:
    for key, texts in room(name).items():
        assert {"en", "zh"} <= set(texts) <= {"en", "zh", "en_one"}, key
        assert all(text.strip() for text in texts.values()), key
        assert blanks(texts["en"]) == blanks(texts["zh"]), key
        assert blanks(texts.get("en_one", "")) <= blanks(texts["en"]), key
        assert not CHINESE.search(texts["en"]), key


@pytest.mark.parametrize("name", ROOMS)
def test_figures_stand_apart_from_chinese_signs(name: str) -> None:
    """'较 9 月减少', not '较9 月减少'. What a cell should say (6个月) is written as people type it."""
    for key, texts in room(name).items():
        touching = re.findall(r"[\u4e00-\u9fff](?:\d|\{(\w+)\})|\d[\u4e00-\u9fff]", texts["zh"])
        assert set(touching) <= BLANKS_OF_WORDS or key.startswith("findings.not_"), key


def test_every_key_that_is_said_exists() -> None:
    assert {key for key in said_keys() if not known(key)} == set()


def test_every_pattern_of_keys_finds_a_phrase() -> None:
    rooms = {key.partition(".")[0] for key in phrases()}
    of_words = [pattern for pattern in written_patterns() if pattern.pattern.partition("\\.")[0] in rooms]
    whole = [pattern for pattern in of_words if not pattern.pattern.endswith("\\.")]  # not the beginnings of keys
    assert whole
    assert [pattern.pattern for pattern in whole if not any(map(pattern.fullmatch, phrases()))] == []


def test_every_phrase_is_said_somewhere() -> None:
    assert [key for key in phrases() if not is_said(key)] == []


def test_titles_of_charts_are_short() -> None:
    titles = {
        key: texts
        for key, texts in phrases().items()
        if re.fullmatch(r"charts\.\w+\.(?!caption|compared|left_out|no_|hover|alt)\w+", key)
    }
    assert [key for key, texts in titles.items() if len(texts["en"].replace("{", "").replace("}", "")) > 72] == []


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 finding in its data"),
        ("en", 2, "2 findings in its data"),
        ("zh", 1, "1 条数据问题"),
        ("zh", 2, "2 条数据问题"),
    ],
)
def test_one_is_said_in_the_singular(language: str, count: int, said: str) -> None:
    assert say("project.findings", language, count=count) == said


def test_a_phrase_is_said_in_the_language_that_was_set() -> None:
    set_language("zh-CN")
    assert say("lights.red") == "红"
    set_language("fr")
    assert say("lights.red") == "Red"


def test_an_unknown_key_is_an_error_and_not_an_empty_text() -> None:
    with pytest.raises(KeyError):
        say("lights.purple")
    assert not known("lights.purple")


@pytest.mark.parametrize(
    ("items", "english", "chinese"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a and b", "a、b"), (["a", "b", "c"], "a, b and c", "a、b、c")],
)
def test_a_listing_reads_as_a_sentence(items: list[str], english: str, chinese: str) -> None:
    assert listing(items, "en") == english
    assert listing(items, "zh") == chinese


def test_every_page_has_its_name_in_the_menu() -> None:
    pages = {path for path in PROJECT_ROOT.glob("pages/*/*.py")}
    assert pages
    assert [path.stem for path in pages if not known(f"menu.page.{path.stem}")] == []
    assert [path.parent.name for path in pages if not known(f"menu.section.{path.parent.name}")] == []
