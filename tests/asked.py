"""Snapshots that hold only what a test asks for, and what that stands on: many are made in a tenth of the time.

A test (or a file, by `pytestmark`) says `pytest.mark.asks("projects", "finding_list")`. What a load asks of the
snapshot before it is always there, and so is the scope of every question; asking for anything else fails. The mark does
not reach a workspace that is made for all tests of a file: it is made `with only("projects", "finding_list")`.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pytest

from pmo_analytics.indicators import Register, register
from pmo_analytics.models import build as building
from pmo_analytics.models import rules
from pmo_analytics.models.carrying import Carried
from pmo_analytics.models.graph import BUILT, EVERY_VALUE, Model, models
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

SQL = PROJECT_ROOT / "sql"
NAMED = re.compile(r"\b(?:core|marts)\.[a-z_]+")


@pytest.fixture(autouse=True, scope="session")
def read_once() -> Iterator[None]:
    """The project's own models and register, which no test changes, are read once and not by each build."""
    read, entered = models, Register.from_folder
    own, folder = register(), SQL / "indicators"
    with pytest.MonkeyPatch.context() as patch:
        for room in (building, rules):
            patch.setattr(room, "models", lambda root: dict(_known()) if root == SQL else read(root))
        patch.setattr(Register, "from_folder", lambda place: own if place == folder else entered(place))
        yield


@pytest.fixture(autouse=True)
def what_is_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Builds of a test that says what it asks make that alone."""
    mark = request.node.get_closest_marker("asks")
    if mark:
        with only(*mark.args):
            yield
    else:
        yield


@contextmanager
def only(*names: str) -> Iterator[None]:
    """Builds make the models of these names alone, with what they stand on. None goes on with a snapshot that holds
    others as well: those would stay as they were."""
    wanted, order, carried = _standing_on(names), building.build_order, Carried.of

    def of_the_same(workspace: Workspace, made_under: str) -> Carried | None:
        found = carried(workspace, made_under)
        assert found is None or _made(found.path) == wanted, "made of other tables before"
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "build_order", lambda known: [name for name in order(known) if name in wanted])
        patch.setattr(Carried, "of", of_the_same)
        yield


def _made(path: Path) -> set[str]:
    with closing(duckdb.connect()) as connection:  # a reader may hold the file open in its own way
        connection.execute(f"attach '{path}' as snapshot (read_only)")
        found = connection.execute("select model from snapshot.reference.models where place > 0").fetchall()
    return {name for (name,) in found}


@cache
def _standing_on(names: tuple[str, ...]) -> frozenset[str]:
    """The models of these names, as the warehouse reads them, and of those that the program names, with all inputs."""
    known, needed = _known(), set[str]()
    waiting = {_place(name, known) for name in names} | set(_named_by_the_program(known))
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= {table for table in _inputs(name, known) if table.partition(".")[0] in BUILT} - needed
    return frozenset(name for name in needed if name.partition(".")[0] in BUILT)


@cache
def _known() -> dict[str, Model]:
    return models(SQL)


def _place(name: str, known: dict[str, Model]) -> str:
    """queries.portfolio_headline for portfolio_headline; a test that asks for what is not there fails."""
    places = [f"{layer}.{name}" for layer in ("queries", "marts", "explaining", "core")]
    found = next((place for place in places if place in known), None)
    assert found, f"no model is called {name}"
    return found


def _inputs(name: str, known: dict[str, Model]) -> set[str]:
    if name == EVERY_VALUE:
        return {model for model in known if model.startswith("indicators.")}
    return set(known[name].inputs)


def _named_by_the_program(known: dict[str, Model]) -> Iterator[str]:
    program = PROJECT_ROOT / "pmo_analytics"
    for path in (*program.glob("importing/*.py"), program / "warehouse.py", SQL / "scope.sql", SQL / "chosen.sql"):
        yield from (name for name in NAMED.findall(path.read_text(encoding="utf-8")) if name in known)
