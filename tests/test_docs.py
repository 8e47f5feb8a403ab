"""What the documents say can be typed can be typed, and what they point at is there."""

import re
import shlex

import pytest
import typer.main

from pmo_analytics.cli import app
from pmo_analytics.workspace import PROJECT_ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
MADE_BY_RUNNING = (".venv/", "data/workspace/")

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)\)")
PLACEHOLDER = re.compile(r"<[^>]+>.*")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|txt)|Makefile")
MODULE = re.compile(r"-m ((?:pmo_analytics|benchmarks)[\w.]*)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)

WRONG = """
Type `make tea` or `pmo teleport P-1`, look into `data/nowhere.toml`, `../elsewhere/x.csv` and [there](NOWHERE.md).

```sh
pmo load a.xlsx --gently    # an option nobody has, and not --this one
python -m benchmarks.nothing
```
"""


def _read(name: str) -> str:
    return (PROJECT_ROOT / name).read_text(encoding="utf-8")


def _typed(text: str) -> list[str]:
    """Every line in a fenced block and every piece of code in the text, without shell comments."""
    fenced = [line for block in FENCE.findall(text) for line in block.splitlines()[1:-1]]
    return [piece.partition("  #")[0].strip() for piece in fenced + CODE.findall(FENCE.sub("", text))]


def _pmo_lines(text: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in _typed(text) if line.startswith("pmo ")]


def unknown_commands(text: str) -> set[str]:
    """The words after `pmo`, and the options after a command, that the command line does not know."""
    group = typer.main.get_command(app)
    of_all = {option for parameter in group.params for option in parameter.opts}
    unknown = set()
    for words in _pmo_lines(text):
        named = next((word for word in words if word in group.commands), None)
        command = group.commands.get(named or "", group)
        known = of_all | {option for parameter in command.params for option in parameter.opts} | {"--help"}
        unknown |= {f"pmo {named} {word}" for word in words if word.startswith("--") and word not in known}
        if not named:
            unknown.add(f"pmo {' '.join(words)}")
    return unknown


def unknown_targets(text: str) -> set[str]:
    named = {line.split()[1] for line in _typed(text) if line.startswith("make ")}
    return named - set(TARGET.findall(_read("Makefile")))


def missing_paths(text: str) -> set[str]:
    """Names with a slash or a file's ending, as far as they are written out; not those outside or made by running."""
    pieces = [*CODE.findall(FENCE.sub("", text)), *LINK.findall(text)]
    named = {PLACEHOLDER.sub("", piece) for piece in pieces}
    own = {name for name in named if PATH.fullmatch(name) and not f"{name}/".startswith(("../", *MADE_BY_RUNNING))}
    return {name for name in own if not (PROJECT_ROOT / name).exists()}


def missing_modules(text: str) -> set[str]:
    named = {name for line in _typed(text) for name in MODULE.findall(line)}
    files = {name: PROJECT_ROOT / name.replace(".", "/") for name in named}
    return {name for name, path in files.items() if not path.is_dir() and not path.with_suffix(".py").exists()}


CHECKS = {
    unknown_commands: {"pmo teleport P-1", "pmo load --gently"},
    unknown_targets: {"tea"},
    missing_paths: {"data/nowhere.toml", "NOWHERE.md"},
    missing_modules: {"benchmarks.nothing"},
}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("wrong", CHECKS)
def test_a_document_names_only_what_is_there(document: str, wrong: object) -> None:
    found = wrong(_read(document))
    assert not found, f"{document}: {sorted(found)}"


@pytest.mark.parametrize(("wrong", "expected"), CHECKS.items())
def test_a_wrong_document_would_be_found_out(wrong: object, expected: set[str]) -> None:
    assert wrong(WRONG) == expected


def test_the_readme_shows_every_command() -> None:
    shown = {word for words in _pmo_lines(_read("README.md")) for word in words}
    assert set(typer.main.get_command(app).commands) <= shown


def test_what_running_makes_is_not_kept() -> None:
    assert set(MADE_BY_RUNNING) <= set(_read(".gitignore").splitlines())
