"""What tests of the calculation begin with: typed rows as loads bring them, and all models up to an answer."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from pmo_analytics.fields import Entity, dictionary
from pmo_analytics.indicators import register
from pmo_analytics.models.every_value import HEADER, select
from pmo_analytics.models.graph import EVERY_VALUE, Model, build_order, models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.conftest import Database

Row = dict[str, Any]
MARCH = "2026-03-31"

# What may steer a light under the profiles that are held, and what would silence that.
STEERING = """
select indicator, superseded_by
from core.light_bounds semi join core.project_profiles using (profile, period)
    inner join reference.indicators using (indicator)
where dimension = $light or dimension is not null and $light = 'overall'
"""


@cache
def all_models() -> dict[str, Model]:
    return models(PROJECT_ROOT / "sql")


class Portfolio:
    """Typed rows put in as loads, and the models run on them."""

    def __init__(self, database: Any) -> None:
        self.database, self.count_loads, self.order = database, 0, _order()
        self.chosen: tuple[frozenset[str], str | None] | None = None
        self.valued: frozenset[str] = frozenset()  # what EVERY_VALUE was made of
        for table in ("files", "loads", "coverage", "replacements", "events", "load_columns", "findings"):
            database.given(f"ledger.{table}", [])

    def load(
        self,
        entity: str,
        *rows: Row,
        standing: bool | None = None,
        covers: Iterable[tuple[str, str]] = (),
        replaces: int | None = None,
        is_active: bool = True,
        orientation: str = "rows",
    ) -> int:
        """One load of typed rows; `period` of a row is March 2026 unless it says otherwise. Returns its number."""
        self.count_loads += 1
        load_id, kind = self.count_loads, dictionary().entities[entity]
        recorded_at = datetime(2026, 4, 1) + timedelta(minutes=load_id)
        self.database.given("ledger.files", {"file_id": load_id, "file_name": f"file {load_id}.xlsx"})
        self.database.given("ledger.loads", {
            "load_id": load_id, "file_id": load_id, "sheet": "Sheet1", "recorded_at": recorded_at,
            "is_active": is_active, "orientation": orientation,
        })  # fmt: skip
        written = [self._row(kind, load_id, number, row) for number, row in enumerate(rows, start=1)]
        self.database.given(f"staging.{entity}", written)
        covered = {(row["project_id"], row["period"]) for row in written} | set(covers)
        is_standing = kind.standing if standing is None else standing
        self.database.given("ledger.coverage", [
            {"load_id": load_id, "entity": entity, "project_id": project, "period": period, "is_standing": is_standing}
            for project, period in sorted(covered)
        ])  # fmt: skip
        if replaces:
            self.database.given(
                "ledger.replacements", {"load_id": load_id, "entity": entity, "replaces_load_id": replaces}
            )
        return load_id

    def decide(self, kind: str, /, **payload: Any) -> None:
        """An event, such as decide("alias", old="Alpha", new="P1")."""
        number = self.database.connection.execute("select count(*) + 1 from ledger.events").fetchall()[0][0]
        text = json.dumps(payload)
        self.database.given("ledger.events", {"event_id": number, "kind": kind, "payload": text})

    def only(self, *indicators: str, light: str | None = None) -> "Portfolio":
        """From here on EVERY_VALUE holds these indicators alone: those named, and all that can have a part in the light
        of a dimension (or in all lights, if "overall"). What was made of others is made anew when it is asked for; to
        ask for an indicator or a light that was not chosen, or for what tells of all, fails."""
        unknown = set(indicators) - register().entries.keys()
        assert not unknown and (indicators or light), f"no indicators: {unknown or 'none'}"
        self.chosen = (frozenset(indicators), light)
        return self

    def rows(self, name: str, /, **where: Any) -> list[Row]:
        """The rows of a model, everything it stands on made first; `where` keeps those with these values."""
        self.make(name)
        if self.chosen and name in _telling_of_values():
            self._prove_chosen(name, where)
        return [row for row in self._fetched(name) if all(row[column] == value for column, value in where.items())]

    def answer(self, query: str) -> list[Row]:
        """What a query says, in its own order; all that it reads is made first, but for scope and chosen."""
        model = all_models()[f"queries.{query}"]
        for table in model.inputs & set(self.order):
            self.make(table)
            if self.chosen and table in _telling_of_values():
                self._prove_chosen(table, {})
        if self.chosen:
            self._prove_held(model.name, named_in(model.name))
        return self.database.rows(model.name)

    def make(self, name: str) -> None:
        """Make a model, everything it stands on first, where that is not yet made; no rows are fetched."""
        valued = self._valued() if name in _telling_of_values() else frozenset()
        if valued and valued != self.valued:
            self.database.made -= _telling_of_values() if self.valued else set()
            self.valued = valued
        self._make_all(_needed(name, valued))

    def values(self, indicator: str, what: str = "value") -> dict[Any, Any]:
        """What an indicator says, by project, or by project and month where there are several months."""
        rows = self.rows(f"indicators.{indicator}")
        if len({row["period"] for row in rows}) == 1:
            return {row["project_id"]: row[what] for row in rows}
        return {(row["project_id"], f"{row['period']:%Y-%m}"): row[what] for row in rows}

    def _row(self, entity: Entity, load_id: int, number: int, row: Row) -> Row:
        identified = {"project_id": row.get("project_code") or row.get("project_name") or "", **row}
        parts = [next((str(row[name]) for name in part if row.get(name) is not None), "") for part in entity.key_parts]
        key = "|".join(parts) if any(parts) or not parts else f"row:{load_id}:{number}"
        placed = {"load_id": load_id, "row_number": number, "source_row": number + 1, "row_key": key, "problems": []}
        if "project_code" not in row and "project_name" not in row and identified["project_id"]:
            placed["project_code"] = identified["project_id"]
        return {"period": MARCH, **placed, **identified}

    def _valued(self) -> frozenset[str]:
        """The models that EVERY_VALUE is made of."""
        indicators = frozenset(name for name in all_models() if name.startswith("indicators."))
        if self.chosen is None:
            return indicators
        names, light = self.chosen
        if light:
            self._make_all(_needed("core.light_bounds") | _needed("core.project_profiles"))
            self.database.stand_in("reference.indicators")
            steering = self.database.connection.execute(STEERING, {"light": light}).fetchall()
            assert steering, f"nothing steers the light {light}"
            names |= {name for pair in steering for name in pair if name} | named_in("marts.light_drivers")
        return indicators & {f"indicators.{name}" for name in names}

    def _prove_chosen(self, name: str, where: Row) -> None:
        """What is read tells of nothing but what was chosen."""
        light, asked = (self.chosen or ((), None))[1], where.get("indicator")
        columns = HEADER.column_names if name == EVERY_VALUE else all_models()[name].header.column_names
        if "dimension" in columns or "indicator" not in columns:
            assert light in ("overall", where.get("dimension", "")), f"{name}: only the light {light} was chosen"
        self._prove_held(name, named_in(name) | ({asked} if asked else set()))

    def _prove_held(self, name: str, asked: Iterable[str]) -> None:
        missing = set(asked) - {model.partition(".")[2] for model in self.valued}
        assert not missing, f"{name}: {', '.join(sorted(missing))} was not chosen"

    def _make_all(self, needed: Iterable[str]) -> None:
        missing = set(needed) - self.database.made
        for model in (model for model in self.order if model in missing):
            self._make(model)

    def _make(self, name: str) -> None:
        if name == EVERY_VALUE:
            every = (all_models()[model] for model in self.valued)
            self.database.connection.execute(f"create or replace table {name} as {select(every)}")
            self.database.made.add(name)
        else:
            self.database.make(name)

    def _fetched(self, name: str) -> list[Row]:
        found = self.database.connection.execute(f"select * from {name} order by all")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@cache
def _order() -> list[str]:
    return build_order(all_models())


@cache
def _needed(name: str, valued: frozenset[str] = frozenset()) -> frozenset[str]:
    """A model and all that it stands on, but for what a test gives: staging, ledger, reference; EVERY_VALUE stands on
    the indicators `valued`."""
    needed, waiting = set(), {name}
    while waiting:
        model = waiting.pop()
        needed.add(model)
        inputs = valued if model == EVERY_VALUE else all_models()[model].inputs
        made_here = {table for table in inputs if table.split(".")[0] in ("core", "indicators", "marts")}
        waiting |= made_here - needed
    return frozenset(needed)


@cache
def _telling_of_values() -> frozenset[str]:
    """EVERY_VALUE and all models that stand on it, however far removed."""
    return frozenset(name for name in _order() if EVERY_VALUE in _needed(name))


@cache
def named_in(name: str) -> frozenset[str]:
    """The indicators that a model names, as it tells of them beside those of its rows."""
    words = set(re.findall(r"'(\w+)'", all_models()[name].sql)) if name != EVERY_VALUE else set()
    return frozenset(words & register().entries.keys())


@pytest.fixture
def portfolio(database: Any) -> Portfolio:
    """portfolio.load("projects", {"project_id": "P1", "actual_cost": 10}); portfolio.rows("marts.rollup")."""
    return Portfolio(database)


@pytest.fixture(scope="module")
def portfolio_of_cases() -> Iterator[Callable[[], Portfolio]]:
    """portfolio_of_cases(): one whose projects are the cases of a test, made once for all of them."""
    databases: list[Database] = []

    def begun() -> Portfolio:
        databases.append(Database())
        return Portfolio(databases[-1])

    yield begun
    for database in databases:
        database.close()


def month_end(text: str) -> date:
    """2026-03 -> 31 March 2026."""
    first = date.fromisoformat(f"{text}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
