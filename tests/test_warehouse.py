"""Reading a snapshot: filters become a scope, names resolve, readers never wait and never see half a month."""

import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pmo_analytics import operations, warehouse
from pmo_analytics.errors import NothingLoaded, UnknownName, WorkspaceBroken, WrongUsage
from pmo_analytics.models import snapshots
from pmo_analytics.models.build import Built, build
from pmo_analytics.warehouse import Filters
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.command_line import Pmo
from tests.conftest import Loads, write_tiny_sql

MARCH, FEBRUARY = date(2026, 3, 31), date(2026, 2, 28)
PROJECTS = [
    {"project_id": "P1", "project_name": "Alpha", "department": "IT", "manager": "Ann Lee", "actual_cost": "10"},
    {"project_id": "P2", "project_name": "贝塔 100%", "department": "IT", "manager": "李雷", "actual_cost": "30"},
    {"project_id": "P3", "project_name": "Gamma", "department": "HR", "manager": "O'Hara", "actual_cost": "60"},
]


@pytest.fixture
def made(workspace: Workspace, tiny_sql: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Built]:
    monkeypatch.setattr(warehouse, "SQL", tiny_sql)
    return lambda **arguments: build(workspace, sql_root=tiny_sql, **arguments)


@pytest.fixture(scope="module")
def portfolio_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portfolio")
    workspace = Workspace(folder / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        load = Loads(workspace, patch)
        load("2026-02-28", projects=PROJECTS[:2])
        load("2026-03-31", projects=PROJECTS)
    build(workspace, sql_root=write_tiny_sql(folder))
    return workspace.home


@pytest.fixture
def portfolio(portfolio_home: Path, made, workspace: Workspace) -> None:
    """A snapshot of February and March in the test's own workspace, which `made` goes on with."""
    shutil.copytree(portfolio_home, workspace.home)


def ids(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return [(row.project_id, f"{row.period:%m}") for row in rows.itertuples()]


def make_older(built: Built, changes: str) -> None:
    """The snapshot as another version would have left it."""
    with duckdb.connect(str(built.path)) as snapshot:
        snapshot.execute(f"update reference.snapshot set rules = 'others'; {changes}")


@pytest.mark.parametrize("change", ["drop table core.visible", "alter table reference.snapshot drop column rules"])
def test_a_snapshot_of_another_version_is_refused_with_the_remedy(change: str, load, made) -> None:
    load("2026-03-31", projects=PROJECTS[:1])
    make_older(made(), f"{change}; drop table if exists core.visible")
    with pytest.raises(WorkspaceBroken, match=r"another version\. Run: pmo build"):
        warehouse.read("spending")
    made()
    assert len(warehouse.read("spending")) == 1


def test_a_table_that_is_lacking_under_the_same_rules_is_no_matter_of_versions(load, made) -> None:
    load("2026-03-31", projects=PROJECTS[:1])
    with duckdb.connect(str(made().path)) as snapshot:
        snapshot.execute("drop table core.visible")
    with pytest.raises(duckdb.CatalogException):
        warehouse.read("spending")


@pytest.mark.asks("loads")
def test_a_build_if_needed_renews_a_snapshot_of_another_version_only(load, workspace) -> None:
    pmo = Pmo()
    assert pmo("build", "--if-needed").stdout == "" and not workspace.ledger.exists()
    load("2026-03-31", projects=PROJECTS[:1])
    assert "000001" in pmo("build", "--if-needed").stdout
    assert pmo("build", "--if-needed").stdout == ""
    warehouse._open.clear()
    with duckdb.connect(str(snapshots.numbered(workspace)[1])) as snapshot:
        snapshot.execute("update reference.snapshot set rules = 'others'")
        (schema,) = snapshot.execute("select schema_name from duckdb_tables() where table_name = 'loads' "
                                     "and schema_name in ('marts', 'core')").fetchall()[0]  # fmt: skip
        snapshot.execute(f"alter table {schema}.loads drop column sha256")
    assert not operations.is_demo()
    assert operations._is_behind(workspace)
    assert "000002" in pmo("build", "--if-needed").stdout
    assert not operations._is_behind(workspace)


def test_before_the_first_build_there_is_nothing_to_read(workspace) -> None:
    with pytest.raises(NothingLoaded):
        warehouse.read("spending")
    assert warehouse.periods() == []
    assert warehouse.snapshot_number() is None
    assert warehouse.last_event() == 0


def test_a_mart_is_read_whole_typed_and_with_its_units(portfolio) -> None:
    rows = warehouse.read("spending")
    assert ids(rows) == [("P1", "02"), ("P2", "02"), ("P1", "03"), ("P2", "03"), ("P3", "03")]
    assert rows["spent"].tolist() == [10, 30, 10, 30, 60]
    assert rows["share"].tolist() == [0.25, 0.75, 0.1, 0.3, 0.6]
    assert rows["period"].dtype.kind == "M"
    assert rows.attrs["units"] == {
        "project_id": "key", "period": "date", "spent": "money", "share": "ratio", "count_loads": "count",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(period=MARCH), [("P1", "03"), ("P2", "03"), ("P3", "03")]),
        (Filters(period=FEBRUARY), [("P1", "02"), ("P2", "02")]),
        (Filters(department="HR"), [("P3", "03")]),
        (Filters(department="IT", period=MARCH), [("P1", "03"), ("P2", "03")]),
        (Filters(department="IT", manager="李雷", period=MARCH), [("P2", "03")]),
        (Filters(project="P1"), [("P1", "02"), ("P1", "03")]),
        (Filters(stage="Build"), []),
        (Filters(department="it"), []),
        (Filters(department=""), [("P1", "02"), ("P2", "02"), ("P1", "03"), ("P2", "03"), ("P3", "03")]),
        (Filters(search="alp", period=MARCH), [("P1", "03")]),
        (Filters(search="ANN LEE", period=MARCH), [("P1", "03")]),
        (Filters(search="p3"), [("P3", "03")]),
        (Filters(search="贝塔", period=MARCH), [("P2", "03")]),
        (Filters(search="%"), [("P2", "02"), ("P2", "03")]),
        (Filters(search="_"), []),
        (Filters(search="o'h"), [("P3", "03")]),
        (Filters(search="' or 1=1 --"), []),
        (Filters(department="'; drop table core.projects; --"), []),
    ],
)
def test_a_filter_matches_a_projects_own_attributes(
    filters: Filters, expected: list[tuple[str, str]], portfolio
) -> None:
    assert ids(warehouse.read("spending", filters)) == expected


def test_a_query_joins_the_scope_and_the_chosen_month(portfolio) -> None:
    rows = warehouse.read("spent_by_department", Filters(period=MARCH))
    assert rows.to_dict("records") == [{"department": "HR", "spent": 60.0}, {"department": "IT", "spent": 40.0}]
    assert rows.attrs["units"] == {"department": "key", "spent": "money"}
    assert warehouse.read("spent_by_department", Filters(period=MARCH, project="P1"))["spent"].tolist() == [10.0]


def test_the_scope_ends_with_the_chosen_month(made, load, tiny_sql) -> None:
    load("2026-02-28", projects=PROJECTS[:1])
    load("2026-03-31", projects=PROJECTS[:1])
    (tiny_sql / "queries" / "seen.sql").write_text(
        "-- Seen.\n-- grain: one row per period\n-- columns:\n--   period  date  month end\n"
        "--   chosen  date  chosen\n--   compared  date  compared\n"
        "select scope.period, chosen.period as chosen, chosen.compared from scope cross join chosen order by 1"
    )
    made()
    rows = warehouse.read("seen", Filters(period=FEBRUARY, compared=date(2026, 1, 31)))
    assert [[f"{value:%Y-%m}" for value in row] for row in rows.to_numpy().tolist()] == [
        ["2026-02", "2026-02", "2026-01"]
    ]
    assert len(warehouse.read("seen")) == 2


def test_names_resolve_to_a_query_then_a_mart_then_core_then_one_indicator(portfolio, tiny_sql, made) -> None:
    assert "value" in warehouse.read("actual_cost").columns
    assert "project_name" in warehouse.read("projects").columns
    assert "core.periods" in set(warehouse.read("models")["model"])
    head = "-- X.\n-- grain: one row\n-- columns:\n--   layer  text  layer\n"
    (tiny_sql / "marts" / "projects.sql").write_text(head + "select 'mart' as layer")
    made()
    assert warehouse.read("projects").to_dict("records") == [{"layer": "mart"}]
    (tiny_sql / "queries" / "projects.sql").write_text(head + "select 'query' as layer from scope limit 1")
    assert warehouse.read("projects").to_dict("records") == [{"layer": "query"}]


@pytest.mark.parametrize("name", ["spendin", "core.projects", "loads; drop table x", "../../secret", "", "scope"])
def test_an_unknown_name_is_an_error_that_says_the_nearest(name: str, portfolio) -> None:
    with pytest.raises(UnknownName) as unknown:
        warehouse.read(name)
    assert unknown.value.exit_code == 2
    assert name in str(unknown.value)
    if name == "spendin":
        assert "spending" in unknown.value.details["nearest"]


def test_rows_of_no_project_show_while_no_filter_narrows(made, load, tiny_sql) -> None:
    (tiny_sql / "marts" / "people.sql").write_text(
        "-- P.\n-- grain: one row per person\n-- columns:\n--   person  key  person\n--   project_id  key  project\n"
        "--   period  date  month\nselect 'Ann' as person, null::varchar as project_id, period from core.periods "
        "union all select 'Ben', 'P1', period from core.periods"
    )
    load("2026-03-31", projects=PROJECTS)
    made()
    assert warehouse.read("people", Filters(period=MARCH))["person"].tolist() == ["Ann", "Ben"]
    assert warehouse.read("people", Filters(period=MARCH, department="IT"))["person"].tolist() == ["Ben"]
    assert warehouse.read("people", Filters(period=FEBRUARY))["person"].tolist() == []


def test_a_project_without_a_projects_row_is_in_an_open_scope_only(made, load, tiny_sql) -> None:
    (tiny_sql / "marts" / "seen.sql").write_text(
        "-- P.\n-- grain: one row per project_id, period\n-- columns:\n--   project_id  key  project\n"
        "--   period  date  month\nselect project_id, period from core.visible order by all"
    )
    load("2026-03-31", projects=PROJECTS[:1])
    load("2026-03-31", milestones={"project_id": "P9", "milestone_name": "Go"})
    made()
    assert warehouse.read("seen")["project_id"].tolist() == ["P1", "P9"]
    assert warehouse.read("seen", Filters(department="IT"))["project_id"].tolist() == ["P1"]
    assert warehouse.read("seen", Filters(project="P9"))["project_id"].tolist() == ["P9"]


def test_periods_and_choices_are_what_was_reported(portfolio) -> None:
    assert warehouse.periods() == [FEBRUARY, MARCH]
    assert warehouse.choices()["department"] == ["HR", "IT"]
    assert warehouse.choices(Filters(period=FEBRUARY)) == {
        "portfolio": [], "programme": [], "department": ["IT"], "manager": ["Ann Lee", "李雷"], "stage": [],
        "project": ["P1", "P2"],
    }  # fmt: skip


def test_each_thread_may_read_at_once_and_scopes_do_not_mix(portfolio) -> None:
    wrong: list[object] = []

    def ask(project: str) -> None:
        for _ in range(40):
            found = ids(warehouse.read("spending", Filters(project=project, period=MARCH)))
            if found != [(project, "03")]:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(f"P{number % 3 + 1}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# Publishing needs the processors too.
BETWEEN_READS = 0.05
READER = """
import sys
import time
from pathlib import Path
from pmo_analytics import warehouse

warehouse.SQL = Path(sys.argv[1])
count, numbers = 0, set()
print("ready", flush=True)
while True:
    rows = warehouse.read("spending")
    assert set(rows["count_loads"]) == {len(rows)}, rows
    numbers.add(len(rows))
    count += 1
    if len(rows) == int(sys.argv[2]):
        break
    time.sleep(float(sys.argv[3]))
print(count, len(numbers))
"""


def test_readers_during_publishing_see_whole_snapshots_only(load, made, tiny_sql) -> None:
    """Every load adds one row, and every row says how many loads there are: a mixed snapshot would not add up."""
    last = 6
    load("2026-03-31", projects={"project_id": "P0", "actual_cost": "1"})
    made()
    wrong: list[object] = []
    counts: list[int] = []

    def ask() -> None:
        while True:
            try:
                rows = warehouse.read("spending")
            except Exception as error:
                wrong.append(error)
                return
            if set(rows["count_loads"]) != {len(rows)}:
                wrong.append(rows)
            counts.append(len(rows))
            if len(rows) == last:
                return
            time.sleep(BETWEEN_READS)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    command = [sys.executable, "-c", READER, str(tiny_sql), str(last), str(BETWEEN_READS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as other:
        assert other.stdout.readline() == "ready\n"
        for thread in threads:
            thread.start()
        for number in range(1, last):
            load("2026-03-31", projects={"project_id": f"P{number}", "actual_cost": "1"})
            made()
        for thread in threads:
            thread.join(60)
        reads, seen = map(int, other.communicate(timeout=60)[0].split())
    assert other.returncode == 0
    assert wrong == []
    assert len(set(counts)) > 2
    assert (reads > 5, seen > 2) == (True, True)


def test_a_cursor_at_work_keeps_its_snapshot_when_the_pointer_moves(load, made, workspace) -> None:
    load("2026-03-31", projects=PROJECTS[:1])
    made()
    warehouse.read("spending")
    cursor = warehouse._cursor(snapshots.numbered(workspace)[1])
    load("2026-03-31", projects=PROJECTS[1:])
    made()
    assert len(warehouse.read("spending")) == 3
    assert cursor.execute("select count(*) from marts.spending").fetchall() == [(1,)]
    assert len(warehouse._open) == 1


def test_a_side_snapshot_is_read_by_its_moment(load, made) -> None:
    load("2026-03-31", projects=PROJECTS[:1], at=datetime(2026, 4, 1, 12))
    load("2026-03-31", projects=PROJECTS[1:], at=datetime(2026, 4, 9, 12))
    made()
    made(as_of=datetime(2026, 4, 5))
    assert len(warehouse.read("spending")) == 3
    assert len(warehouse.read("spending", Filters(as_of="2026-04-05T00:00"))) == 1
    assert len(warehouse.read("spending", Filters(as_of="2026-04-05"))) == 1
    assert len(warehouse.read("spending", Filters(as_of="2026-04-05T08:00+08:00"))) == 1
    assert warehouse.periods("2026-04-05") == [MARCH]
    assert warehouse.choices(Filters(as_of="2026-04-05"))["project"] == ["P1"]
    assert (warehouse.snapshot_number(), warehouse.snapshot_number("2026-04-05")) == (1, 2)
    assert (warehouse.last_event(), warehouse.last_event("2026-04-05")) == (2, 1)
    made(as_of=datetime(2026, 4, 5))
    assert warehouse.snapshot_number("2026-04-05") == 3
    with pytest.raises(NothingLoaded):
        warehouse.read("spending", Filters(as_of="2026-04-06T00:00"))
    with pytest.raises(WrongUsage):
        warehouse.read("spending", Filters(as_of="yesterday"))


def test_a_snapshot_cannot_reach_files_or_be_reconfigured(portfolio, workspace) -> None:
    cursor = warehouse._cursor(snapshots.numbered(workspace)[1])
    for sql in (
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/leak.csv'",
        "attach '/tmp/other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "insert into core.periods values (null)",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(sql)


@pytest.mark.parametrize("damage", ["truncated", "text", "zeroed", "gone", "empty"])
def test_a_damaged_snapshot_is_left_aside_and_the_one_before_it_serves(damage: str, load, made, workspace) -> None:
    load("2026-03-31", projects=PROJECTS[:1])
    made()
    load("2026-03-31", projects=PROJECTS[1:])
    path = made().path
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {"truncated": content[:5000], "text": b"no database", "zeroed": bytes(12288) + content[12288:],
             "empty": b""}[damage]
        )  # fmt: skip
    assert len(warehouse.read("spending")) == 1
    assert warehouse.snapshot_number() == 1
    made()
    assert len(warehouse.read("spending")) == 3
    assert warehouse.snapshot_number() == 3


def test_flipped_bits_are_detected_or_harmless(load, made, workspace) -> None:
    load("2026-03-31", projects=[{"project_id": f"P{n}", "actual_cost": str(n)} for n in range(300)])
    made()
    load("2026-03-31", projects=[{"project_id": f"Q{n}", "actual_cost": str(n)} for n in range(300)])
    path = made().path
    content = path.read_bytes()
    expected = warehouse.read("spending")
    before = expected[expected["project_id"].str.startswith("P")].drop(columns=["share", "count_loads"])
    chance = random.Random(7)
    fallen = 0
    for _ in range(100):
        flipped = bytearray(content)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        path.unlink()
        path.write_bytes(flipped)
        warehouse._damaged.clear()
        warehouse._open.clear()
        rows = warehouse.read("spending")
        if warehouse.snapshot_number() == 1:
            fallen += 1
            pd.testing.assert_frame_equal(
                rows.drop(columns=["share", "count_loads"]), before.reset_index(drop=True), check_dtype=False
            )
        else:
            pd.testing.assert_frame_equal(rows, expected)
    assert fallen > 0


def test_when_every_snapshot_is_damaged_it_is_said(load, made, workspace) -> None:
    load("2026-03-31", projects=PROJECTS)
    made().path.write_text("no database")
    with pytest.raises(WorkspaceBroken):
        warehouse.read("spending")


def test_a_pointer_that_holds_no_number_leads_to_the_newest_snapshot(portfolio, workspace) -> None:
    workspace.pointer.write_text("??")
    assert warehouse.snapshot_number() == 1


def test_a_finished_file_that_nobody_was_pointed_at_is_not_read(portfolio, workspace) -> None:
    shutil.copy(snapshots.numbered(workspace)[1], workspace.snapshots / "000002.duckdb")
    (workspace.snapshots / "000002.duckdb").touch()
    assert warehouse._path(workspace, None).name == "000001.duckdb"


def test_every_query_of_the_project_joins_the_scope() -> None:
    queries = sorted((PROJECT_ROOT / "sql" / "queries").glob("*.sql"))
    assert queries
    with duckdb.connect() as parser:
        from pmo_analytics.models.graph import tables_read

        without = [
            path.name for path in queries if "scope" not in tables_read(parser, path.read_text(encoding="utf-8"))
        ]
    assert without == []


def test_what_explains_a_figure_stays_in_the_scope_too() -> None:
    folder = PROJECT_ROOT / "sql" / "explaining"
    outside = {path.stem for path in folder.glob("*.sql") if not re.search("(from|join) scope", path.read_text())}
    assert outside == {"group", "findings_of_file"}  # a rolled-up value is of all projects, a file its owner's
