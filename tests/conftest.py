"""What tests of SQL and of snapshots begin with: tables filled only where it matters, a workspace, small ledgers."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pmo_analytics import ledger as ledger_room
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import register
from pmo_analytics.ledger import Ledger, entity_columns
from pmo_analytics.models import contracts, every_value, macros, reference
from pmo_analytics.models.build import Built, build
from pmo_analytics.models.graph import EVERY_VALUE, FILED, Model
from pmo_analytics.profiles import profiles
from pmo_analytics.reading import ColumnUse, Coverage, EntityRows, FileReading, TableReading
from pmo_analytics.settings import Settings
from pmo_analytics.words import set_language
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.asked import read_once, what_is_asked
from tests.command_line import LatePmo, Pmo
from tests.real_browser import address, browser, page, sample_address
from tests.sample_home import sample, sample_home

# fixtures, for tests in any folder
__all__ = ["address", "browser", "page", "read_once", "sample", "sample_address", "sample_home", "what_is_asked"]

SQL = PROJECT_ROOT / "sql"
INSERTED_AT_ONCE = 1000
# What every connection of a test begins with.
OF_SMALL_FILES = {"threads": 1, "default_block_size": 16 * 1024}
# A few rows in each of many tables, joined in the ways in which many rows are.
OF_A_TEST = {"threads": 1, "asof_loop_join_threshold": 0}
Row = dict[str, Any]

OF_A_READ = {
    "scope": {"project_id": "VARCHAR", "period": "DATE"},
    "chosen": {"period": "DATE", "compared": "DATE", "profile": "VARCHAR DEFAULT 'A'"},
}
# What the lights of values that a test gives are judged by.
JUDGING = ("core.conventions", "core.profile_decisions", "core.bound_decisions", "core.project_profiles",
           "core.light_bounds")  # fmt: skip
ROW_COLUMNS = ("source_row", "source_column", "project_id", "project_code", "project_name", "period")


def pytest_configure() -> None:
    """Where several processes share out the tests, each with one thread takes a sixth less time of the processors; and
    files of a few rows are written sooner in small blocks."""
    connect = duckdb.connect

    def connected(
        database: Any = ":memory:", read_only: bool = False, config: dict[str, Any] | None = None
    ) -> duckdb.DuckDBPyConnection:
        return connect(database, read_only, OF_SMALL_FILES | (config or {}))

    duckdb.connect = connected


class Database:
    """An in-memory DuckDB that holds the macros, the default settings, and the tables a test gives."""

    count = 0

    def __init__(self) -> None:
        Database.count += 1
        self.name = f"given_{Database.count}"
        self.connection = _with_macros().cursor()
        self.connection.execute(f"attach ':memory:' as {self.name}; set search_path = '{self.name}.main,memory.main'")
        schemas = (*FILED[:-1], "ledger", "reference")
        self.connection.execute("; ".join(f"create schema {schema}" for schema in schemas))
        self.made: set[str] = set()
        self.given("reference.settings", _default_settings())

    def close(self) -> None:
        self.connection.execute(f"use memory; detach {self.name}")
        self.connection.close()

    def given(self, table: str, rows: Row | Iterable[Row] = ()) -> None:
        """Put rows into a table (a model, staging.<entity>, ledger.<table>, reference.<table>, scope or chosen);
        columns that a row does not name are NULL. Called again, it adds. A setting given replaces the default."""
        self._make(table)
        waiting = [rows] if isinstance(rows, dict) else list(rows)
        if table == "reference.settings":
            replaced = [row["name"] for row in waiting]
            self.connection.execute("delete from reference.settings where list_contains(?, name)", [replaced])
        for first in range(0, len(waiting), INSERTED_AT_ONCE):
            part = waiting[first : first + INSERTED_AT_ONCE]
            names = list(dict.fromkeys(name for row in part for name in row))
            listed = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join(f"({', '.join('?' if name in row else 'default' for name in names)})" for row in part)
            values = [row[name] for row in part for name in names if name in row]
            self.connection.execute(f"insert into {table} ({listed}) values {marks}", values)

    def rows(self, name: str) -> list[Row]:
        """Run one model on what was given, prove its header, and return its rows in the order of its grain.

        Tables that were not given are empty, but for the register and the dictionary, which are the real ones.
        The result stays, so that the next model can read it. A query is run as it is and keeps its own order.
        """
        model = _model(name)
        if model.layer == "queries":
            self._make_inputs(model)
            return self._fetched(model.sql)
        self.make(name)
        return self._fetched(f"select * from {name} order by {', '.join(model.header.grain) or 'all'}")

    def make(self, name: str) -> None:
        """Run one model on what was given and prove its header; its rows are not fetched."""
        model = _model(name)
        self._make_inputs(model)
        self.connection.execute(f"create or replace table {name} as {model.sql}")
        self.made.add(name)
        contracts.prove(self.connection, name, model.header)

    def stand_in(self, table: str) -> None:
        """Where a table is neither given nor made: an empty one, or the real register and dictionary."""
        if table not in self.made:
            self._make(table)
            self._fill_reference(table)

    def _make_inputs(self, model: Model) -> None:
        for table in sorted(model.inputs):
            self.stand_in(table)

    def judge(self, *months: tuple[str, str]) -> None:
        """Make the bounds of lights of these projects and months, as where nobody has decided anything of them."""
        self.given("core.periods", [{"period": period} for period in sorted({period for _, period in months})])
        listed = [{"project_id": project, "period": period} for project, period in sorted(set(months))]
        if "core.project_periods" not in self.made:
            self.given("core.project_periods", listed)
        for model in JUDGING:
            if model not in self.made:
                self.rows(model)

    def _fetched(self, sql: str) -> list[Row]:
        found = self.connection.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _make(self, table: str) -> None:
        if table in self.made:
            return
        listed = ", ".join(f'"{name}" {kind}' for name, kind in _columns(table).items())
        self.connection.execute(f"create or replace table {table} ({listed})")
        self.made.add(table)

    def _fill_reference(self, table: str) -> None:
        real = {
            "reference.indicators": lambda: reference.indicator_rows(register()),
            "reference.profiles": lambda: reference.profile_rows(profiles()),
            "reference.profile_bounds": lambda: reference.bound_rows(profiles(), register()),
            "reference.fields": lambda: reference.field_rows(dictionary()),
            "reference.choices": lambda: reference.choice_rows(dictionary()),
        }
        if table in real:
            reference.append(self.connection, table, real[table]())


@cache
def _with_macros() -> duckdb.DuckDBPyConnection:
    """Where the macros are, made once; each database of a test stands beside them, for they take longer than a test."""
    connection = duckdb.connect(config=OF_A_TEST)
    connection.execute(macros.text())
    return connection


@cache
def _default_settings() -> list[Row]:
    return [{"name": name, "value": value} for name, value in Settings.of(Workspace(Path("nowhere"))).as_rows()]


@cache
def _model(name: str) -> Model:
    layer, _, stem = name.partition(".")
    paths = list((SQL / layer).rglob(f"{stem}.sql"))
    assert len(paths) == 1, f"{name}: {paths}"
    return Model.from_file(paths[0], SQL)


def _columns(table: str) -> dict[str, str]:
    """The columns of a table and their types, without any constraint."""
    schema, _, name = table.partition(".")
    if table in OF_A_READ:
        return OF_A_READ[table]
    if schema == "ledger" and name in dictionary().entities:
        columns = entity_columns(dictionary().entities[name])
        return {column: kind.replace(" not null", "") for column, kind in columns.items()}
    if schema in ("ledger", "reference"):
        is_active = {"is_active": "BOOLEAN DEFAULT true"} if table == "ledger.loads" else {}
        return _plain_tables(schema)[name] | is_active
    header = every_value.HEADER if table == EVERY_VALUE else _model(table).header
    return {column.name: column.sql_types[0] for column in header.columns}


@cache
def _plain_tables(schema: str) -> dict[str, dict[str, str]]:
    """The tables that sql/ledger.sql or sql/reference.sql makes."""
    found: dict[str, dict[str, str]] = {}
    with duckdb.connect() as connection:
        connection.execute((SQL / f"{schema}.sql").read_text(encoding="utf-8"))
        for table, column, kind in connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where schema_name = ? "
            "order by table_name, column_index", [schema],
        ).fetchall():  # fmt: skip
            found.setdefault(table, {})[column] = kind
    return found


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Every test begins in English, whatever the one before it spoke; its name is that of no parameter."""
    set_language("en")


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database()
    yield database
    database.close()


@pytest.fixture
def given(database: Database) -> Callable[..., None]:
    """given("core.earned_value", {"project_id": "P1", "earned_value": 10}): rows that a model will read."""
    return database.given


@pytest.fixture
def rows(database: Database) -> Callable[[str], list[Row]]:
    """rows("indicators.cost_performance_index"): the rows the model makes of what was given."""
    return database.rows


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace that is the current one."""
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "workspace"))
    return Workspace.current()


class Loads:
    """Puts loads into a workspace's ledger through its own door."""

    def __init__(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workspace, self.monkeypatch, self.count_files = workspace, monkeypatch, 0

    def __call__(
        self,
        period: str = "2026-03-31",
        *,
        at: datetime | None = None,
        replaces: int | None = None,
        covers: Iterable[str] = (),
        uses: Iterable[ColumnUse] = (),
        file_name: str | None = None,
        **entities: Row | list[Row],
    ) -> int:
        """Record one table that feeds the entities named, such as projects=[{"project_id": "P1", "stage": "Build"}];
        every value is text as a cell holds it. Returns the load's number.

        `at` is the moment of recording, `covers` names projects that the table covers beside those it has rows of,
        `uses` replaces the columns that are otherwise made of the fields in order (field name as header, A, B, C ...).
        """
        self.count_files += 1
        name = file_name or f"file {self.count_files}.xlsx"
        named = {entity: [rows] if isinstance(rows, dict) else rows for entity, rows in entities.items()}
        fed = tuple(_entity_rows(entity, rows, period, covers) for entity, rows in named.items())
        count = max(len(rows) for rows in named.values())
        table = TableReading(
            sheet="Sheet1", number=1, format=None, orientation="rows", rows_in_table=count, rows_loaded=count,
            set_aside=(), columns=tuple(uses) or _uses(fed), entities=fed, findings=(),
        )  # fmt: skip
        reading = FileReading(name, f"{self.count_files:064d}", 1000, (table,))
        with self._ledger(at) as ledger:
            load_id = ledger.record_load(ledger.record_file(reading, None), table, "test")
            for entity in named if replaces else ():
                ledger.record_replacement(load_id, entity, replaces)
            ledger.record_event("load", "test", {"load_ids": [load_id]})
        return load_id

    def decide(self, kind: str, payload: Row, at: datetime | None = None) -> None:
        """Record an event, such as load.decide("withdraw", {"load_id": 1})."""
        with self._ledger(at) as ledger:
            ledger.record_event(kind, "test", payload)

    @contextmanager
    def _ledger(self, at: datetime | None) -> Iterator[Ledger]:
        with self.monkeypatch.context() as clock, self.workspace.writing("test"):
            if at:
                clock.setattr(ledger_room, "now", lambda: at)
            with Ledger.open(self.workspace.ledger) as ledger, ledger.transaction():
                yield ledger


def _entity_rows(entity: str, rows: list[Row], period: str, covers: Iterable[str]) -> EntityRows:
    month = date.fromisoformat(period)
    fields = list(dict.fromkeys(name for row in rows for name in row if name not in ROW_COLUMNS))
    listed = [{**dict.fromkeys(fields), **row} for row in rows]
    of_project = dictionary().entities[entity].of_project or entity == "projects"
    ids = [str(row.get("project_id") or row.get("project_name") or "") if of_project else "" for row in listed]
    periods = [date.fromisoformat(row["period"]) if "period" in row else month for row in listed]
    table = pa.table(
        {
            "source_row": pa.array(range(2, len(rows) + 2), pa.int32()),
            "source_column": pa.array([None] * len(rows), pa.string()),
            "project_id": pa.array(ids, pa.string()),
            "project_code": pa.array([row.get("project_id") for row in listed], pa.string()),
            "project_name": pa.array([row.get("project_name") for row in listed], pa.string()),
            "period": pa.array(periods, pa.date32()),
            **{name: pa.array([row[name] for row in listed], pa.string()) for name in fields},
        }
    )
    covered = {Coverage(*pair) for pair in zip(ids, periods, strict=True)} | {Coverage(one, month) for one in covers}
    return EntityRows(entity, table, frozenset(covered), dictionary().entities[entity].standing)


def _uses(fed: tuple[EntityRows, ...]) -> tuple[ColumnUse, ...]:
    pairs = list(dict.fromkeys((rows.entity, field) for rows in fed for field in ("project_id", *rows.fields)))
    return tuple(
        ColumnUse(header=field, address=f"{chr(65 + place % 26)}{{row}}", entity=entity, field=field, confidence=1.0)
        for place, (entity, field) in enumerate(pairs)
    )


@pytest.fixture
def load(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Loads:
    """load("2026-03-31", projects=[{"project_id": "P1", "actual_cost": "100"}]): one load in the workspace's ledger."""
    return Loads(workspace, monkeypatch)


@pytest.fixture
def built(workspace: Workspace) -> Callable[..., Built]:
    """built(): the project's own models on the workspace's ledger; built(as_of=...) beside the current snapshot."""

    def run(**arguments: Any) -> Built:
        with workspace.writing("test"):
            return build(workspace, **arguments)

    return run


TINY = {
    "macros/01_arithmetic.sql": """
create or replace macro safe_div(a, b) as case when b <> 0 then a::double / b::double end;
""",
    "staging/projects.sql": """
-- Rows of the projects entity, typed.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id      key    load
--   row_number   count  row in the load
--   project_id   key    project
--   period       date   month end
--   department   text   department
--   manager      text   manager
--   project_name text   its name
--   actual_cost  money  what was spent
select load_id, row_number::bigint as row_number, project_id, period, department, manager, project_name,
       try_cast(actual_cost as decimal(24, 6)) as actual_cost
from ledger.projects
""",
    "core/visible.sql": """
-- Which load speaks for which project and period.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key   project
--   period      date  month end
--   load_id     key   newest active load
select coverage.project_id, coverage.period, max(coverage.load_id) as load_id
from ledger.coverage as coverage inner join ledger.loads as loads using (load_id)
where loads.is_active
group by all
""",
    "core/periods.sql": """
-- The months.
--
-- grain:   one row per period
-- columns:
--   period  date  month end
select distinct period from core.visible
""",
    "core/projects.sql": """
-- What is known of each project.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key    project
--   period        date   month end
--   project_name  text   its name
--   portfolio     text   portfolio
--   programme     text   programme
--   department    text   department
--   manager       text   manager
--   stage         text   stage
--   actual_cost   money  what was spent
-- check: actual_cost is null or actual_cost >= 0
select project_id, period, any_value(project_name) as project_name, null::varchar as portfolio,
       null::varchar as programme, any_value(department) as department, any_value(manager) as manager,
       null::varchar as stage, sum(actual_cost)::decimal(24, 6) as actual_cost
from staging.projects semi join core.visible using (project_id, period, load_id)
group by project_id, period
""",
    "indicators/cost/actual_cost.sql": """
-- Money spent.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end
--   value        money  what was spent
--   numerator    money  what was spent
--   denominator  money  null
--   reason       text   why there is no value
--   flags        text   null
-- check: (value is null) <> (reason is null)
select 'project' as grain, project_id as subject_id, project_id, period, actual_cost as value,
       actual_cost as numerator, null::decimal(24, 6) as denominator,
       if(actual_cost is null, 'MISSING_INPUT(actual_cost)', null) as reason, null::varchar as flags
from core.projects
""",
    "indicators/cost/register.toml": """
[actual_cost]
grain   = "project"
unit    = "money"
rollup  = "sum"
label   = { en = "Actual cost", zh = "实际成本" }
meaning = { en = "Money spent.", zh = "已花费的资金。" }
method  = { en = "As stated.", zh = "按填报。" }
inputs  = ["projects.actual_cost"]
""",
    "marts/spending.sql": """
-- Money spent by project, with how many loads there are.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id   key    project
--   period       date   month end
--   spent        money  what was spent
--   share        ratio  of all that was spent in the month
--   count_loads  count  loads known
-- looks ahead: the loads of later months count too
select project_id, period, actual_cost as spent,
       safe_div(actual_cost, sum(actual_cost) over (partition by period)) as share,
       (select count(*) from ledger.loads) as count_loads
from core.projects
order by project_id, period
""",
    "marts/models.sql": """
-- What is in the snapshot.
--
-- grain:   one row per model
-- columns:
--   model    key    its name
--   purpose  text   what it is
--   rows     count  how many rows it has
select model, purpose, rows from reference.models
""",
    "queries/spent_by_department.sql": """
-- Money spent by department in the month shown.
--
-- grain:   one row per department
-- columns:
--   department  key    department
--   spent       money  what was spent
select department, sum(actual_cost) as spent
from core.projects inner join scope using (project_id, period) inner join chosen using (period)
group by department
order by department
""",
}


TINY_PROFILES = """
default = "A"
[A]
label   = { en = "All", zh = "通用" }
meaning = { en = "As the register says.", zh = "以登记为准。" }
origin  = { en = "Nobody", zh = "无" }
[[A.versions]]
"""


@pytest.fixture
def tiny_sql(tmp_path: Path) -> Path:
    return write_tiny_sql(tmp_path)


def write_tiny_sql(folder: Path) -> Path:
    """A folder of a few small models that stands in for the project's own sql/."""
    root = folder / "sql"
    for name, text in TINY.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    for name in ("reference.sql", "scope.sql"):
        (root / name).write_text((SQL / name).read_text(encoding="utf-8"), encoding="utf-8")
    (root / "chosen.sql").write_text("select $period::date as period, $compared::date as compared", encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "profiles.toml").write_text(TINY_PROFILES, encoding="utf-8")
    return root


@pytest.fixture
def pmo(workspace: Workspace) -> Pmo:
    """pmo("undo", "1"): the command line in an empty workspace of its own; what is asked is up to date."""
    return LatePmo()
