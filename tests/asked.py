"""Snapshots that hold only what a test asks for, and what that stands on: many are made in a tenth of the time.

A test (or a file, by `pytestmark`) says `pytest.mark.asks("projects", "finding_list")`. What a load asks of the
snapshot before it is always there, and so is the scope of every question; asking for anything else fails.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from pmo_analytics.models import build as building
from pmo_analytics.models.graph import BUILT, EVERY_VALUE, Model, models
from pmo_analytics.workspace import PROJECT_ROOT

SQL = PROJECT_ROOT / "sql"
NAMED = re.compile(r"\b(?:core|marts)\.[a-z_]+")


@pytest.fixture(autouse=True)
def what_is_asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of a test that says what it asks make that alone."""
    mark = request.node.get_closest_marker("asks")
    if mark:
        wanted, order = _standing_on(mark.args), building.build_order
        monkeypatch.setattr(building, "build_order", lambda known: [name for name in order(known) if name in wanted])


@cache
def _standing_on(names: tuple[str, ...]) -> frozenset[str]:
    """The models of these names, as the warehouse reads them, and of those that the program names, with all inputs."""
    known, needed = _known(), set[str]()
    waiting = {_place(name, known) for name in names} | set(_named_by_the_program(known))
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= {table for table in _inputs(name, known) if table.partition(".")[0] in BUILT} - needed
    return frozenset(needed)


@cache
def _known() -> dict[str, Model]:
    return models(SQL)


def _place(name: str, known: dict[str, Model]) -> str:
    """queries.portfolio_headline for portfolio_headline; a test that asks for what is not there fails."""
    places = [f"{layer}.{name}" for layer in ("queries", "marts", "explaining", "core")]
    return next(place for place in places if place in known)


def _inputs(name: str, known: dict[str, Model]) -> set[str]:
    if name == EVERY_VALUE:
        return {model for model in known if model.startswith("indicators.")}
    return set(known[name].inputs)


def _named_by_the_program(known: dict[str, Model]) -> Iterator[str]:
    program = PROJECT_ROOT / "pmo_analytics"
    for path in (*program.glob("importing/*.py"), program / "warehouse.py", SQL / "scope.sql", SQL / "chosen.sql"):
        yield from (name for name in NAMED.findall(path.read_text(encoding="utf-8")) if name in known)
