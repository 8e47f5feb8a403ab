"""A build publishes all or nothing: promises proved, old snapshot kept, only new loads typed, any moment again."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pmo_analytics.errors import ContractBroken, DictionaryBroken, NothingLoaded, WorkspaceBroken
from pmo_analytics.models import snapshots
from pmo_analytics.models.build import Built, build, prove_current
from pmo_analytics.models.graph import EVERY_VALUE
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

MARCH, FEBRUARY = "2026-03-31", "2026-02-28"


@pytest.fixture
def made(workspace: Workspace, tiny_sql: Path) -> Callable[..., Built]:
    return lambda **arguments: build(workspace, sql_root=tiny_sql, **arguments)


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        yield connection


def current(workspace: Workspace) -> Path:
    return snapshots.numbered(workspace)[snapshots.pointed(workspace)]


def asked(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with opened(path) as connection:
        return connection.execute(sql).fetchall()


def files(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.snapshots.iterdir())


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_makes_every_layer_and_moves_the_pointer(load, made, workspace) -> None:
    load(MARCH, projects=[{"project_id": "P1", "actual_cost": "100"}, {"project_id": "P2", "actual_cost": "none"}])
    built = made()
    assert (built.number, built.path, built.as_of) == (1, workspace.snapshots / "000001.duckdb", None)
    assert built.typed == {"projects": 2}
    assert current(workspace) == built.path
    assert files(workspace) == ["000001.duckdb", "current.txt"]
    assert asked(built.path, "from marts.spending") == [
        ("P1", date(2026, 3, 31), Decimal(100), 1.0, 1),
        ("P2", date(2026, 3, 31), None, None, 1),
    ]
    assert asked(built.path, f"from {EVERY_VALUE} order by subject_id") == [
        ("actual_cost", "project", "P1", "P1", date(2026, 3, 31), 100.0, 100.0, None, None, None),
        ("actual_cost", "project", "P2", "P2", date(2026, 3, 31), None, None, None, "MISSING_INPUT(actual_cost)", None),
    ]
    assert asked(built.path, "select safe_div(1, 4), safe_div(1, 0)") == [(0.25, None)]


def test_a_snapshot_says_what_it_is_and_what_is_in_it(load, made, workspace) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    built = made()
    assert asked(built.path, "select number, as_of, built_at, length(rules) from reference.snapshot") == [
        (1, None, built.built_at, 16)
    ]
    listed = asked(built.path, "select model, layer, rows, place is null, seconds > 0 from reference.models order by 1")
    assert listed == [
        ("core.periods", "core", 1, False, True),
        ("core.projects", "core", 1, False, True),
        ("core.visible", "core", 1, False, True),
        ("indicators.actual_cost", "indicators", 1, False, True),
        ("indicators.every_value", "indicators", 1, False, True),
        ("marts.models", "marts", 9, False, True),
        ("marts.spending", "marts", 1, False, True),
        ("queries.spent_by_department", "queries", None, True, None),
        ("staging.projects", "staging", None, True, None),
    ]
    assert {timing.model: timing.rows for timing in built.timings}["marts.models"] == 9
    assert asked(built.path, "select rows from marts.models where model = 'marts.spending'") == [(1,)]
    assert asked(built.path, "select name, unit, meaning from reference.columns where model = 'marts.spending'") == [
        ("project_id", "key", "project"),
        ("period", "date", "month end"),
        ("spent", "money", "what was spent"),
        ("share", "ratio", "of all that was spent in the month"),
        ("count_loads", "count", "loads known"),
    ]
    ((comment,),) = asked(built.path, "select comment from duckdb_tables() where table_name = 'spending'")
    assert "\nshare (ratio): of all that was spent in the month\n" in comment
    assert asked(built.path, "select indicator, family, label_zh, inputs from reference.indicators") == [
        ("actual_cost", "cost", "实际成本", ["projects.actual_cost"])
    ]
    assert ("cut_off_day", "10") in asked(built.path, "from reference.settings")
    assert asked(
        built.path, "select type, unit from reference.fields where entity = 'projects' and field = 'actual_cost'"
    ) == [("money", "money")]
    assert ("active",) in asked(built.path, "select distinct value from reference.choices where field = 'state'")


def test_the_snapshot_holds_the_ledgers_plain_tables_and_of_the_wide_ones_what_indicators_read(load, made) -> None:
    first = load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    second = load(MARCH, projects={"project_id": "P2", "actual_cost": "5"})
    load(MARCH, risks={"project_id": "P3", "description": "No indicator of these models reads it."})
    load.decide("withdraw", {"load_id": first})
    load.decide("withdraw", {"load_id": second})
    load.decide("reinstate", {"load_id": second})
    built = made()
    assert asked(built.path, "select load_id, is_active from ledger.loads order by 1") == [
        (1, False), (2, True), (3, True),
    ]  # fmt: skip
    assert asked(built.path, "select project_id from core.projects") == [("P2",)]
    assert asked(built.path, "from ledger.projects order by 1") == [(1, 1, "100"), (2, 1, "5")]
    tables = {
        name for (name,) in asked(built.path, "select table_name from duckdb_tables() where schema_name = 'ledger'")
    }
    assert {"loads", "files", "events", "coverage", "load_columns", "findings"} <= tables
    assert "risks" not in tables


def test_without_a_ledger_there_is_nothing_to_build(made, workspace) -> None:
    with pytest.raises(NothingLoaded):
        made()
    assert not workspace.ledger.exists()


BROKEN = {
    "a check fails": ("core/projects.sql", "actual_cost >= 0", "actual_cost >= 1000", "models.check_failed"),
    "a key repeats": ("core/projects.sql", "group by project_id, period", "group by project_id, period, load_id",
                      "models.grain_repeated"),
    "a column is missing": ("marts/spending.sql", "actual_cost as spent,", "", "models.columns_differ"),
    "a type is wrong": ("core/projects.sql", "::decimal(24, 6)", "::double", "models.type_differs"),
    "a number is infinite": ("marts/spending.sql", "safe_div(actual_cost, sum(actual_cost) over (partition by period))",
                             "actual_cost::double / 0", "models.not_finite"),
    "the sql does not bind": ("marts/spending.sql", "from core.projects", "from core.projects where nobody = 1",
                              "models.not_computed"),
    "a conversion fails": ("marts/spending.sql", "from core.projects", "from core.projects where project_id::int = 1",
                           "models.not_computed"),
    "the header is malformed": ("marts/spending.sql", "--   spent        money", "--   spent        euros",
                                "models.header_malformed"),
    "staging breaks its promise": ("staging/projects.sql", "row_number::bigint", "1::bigint", "models.grain_repeated"),
    "an indicator has another shape": ("indicators/cost/actual_cost.sql", "--   flags        text   null\n", "",
                                       "models.columns_differ"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_promise_leaves_the_old_snapshot_in_place(case: str, load, made, workspace, tiny_sql) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    old = made().path
    load(MARCH, projects=[{"project_id": "P1", "actual_cost": "7"}, {"project_id": "P2", "actual_cost": "8"}])
    file, was, now, key = BROKEN[case]
    if case == "a key repeats":
        edit(tiny_sql, "core/projects.sql", "semi join core.visible using (project_id, period, load_id)", "")
    edit(tiny_sql, file, was, now)
    with pytest.raises(ContractBroken) as broken:
        made()
    assert broken.value.key == key
    assert "sql" in str(broken.value) or "." in broken.value.details["model"]
    assert current(workspace) == old
    assert files(workspace) == ["000001.duckdb", "current.txt"]
    assert asked(old, "select project_id, count_loads from marts.spending") == [("P1", 1)]


def test_a_broken_check_says_which_promise_and_which_rows(load, made, tiny_sql) -> None:
    load(MARCH, projects=[{"project_id": "P1", "actual_cost": "-5"}, {"project_id": "P2", "actual_cost": "5"}])
    with pytest.raises(ContractBroken) as broken:
        made()
    assert str(broken.value) == (
        "core.projects: 1 row breaks the check actual_cost is null or actual_cost >= 0: "
        "project_id=P1, period=2026-03-31"
    )


def test_a_register_without_its_file_stops_the_build(load, made, tiny_sql) -> None:
    load(MARCH, projects={"project_id": "P1"})
    (tiny_sql / "indicators" / "cost" / "actual_cost.sql").unlink()
    with pytest.raises(DictionaryBroken):
        made()


def test_a_failure_at_any_step_leaves_the_old_snapshot_in_place(load, made, workspace) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    steps: list[str] = []
    old = made(progress=steps.append).path
    assert steps[0] == "staging.projects"
    assert steps[-1] == "7/7 marts.models"
    load(MARCH, projects={"project_id": "P2", "actual_cost": "8"})
    for failing in steps:

        def fail(step: str, failing: str = failing) -> None:
            if step == failing:
                raise RuntimeError(step)

        with pytest.raises(RuntimeError, match=failing.replace("/", ".")):
            made(progress=fail)
        assert current(workspace) == old
        assert files(workspace) == ["000001.duckdb", "current.txt"]
    assert asked(made().path, "select project_id from marts.spending") == [("P1",), ("P2",)]


KILLED = """
import sys, time
from pathlib import Path
from pmo_analytics.models import build as room
from pmo_analytics.models import snapshots
from pmo_analytics.workspace import Workspace

def wait(step):
    if step == sys.argv[2]:
        print("here", flush=True)
        time.sleep(60)

def point_at(workspace, number):
    wait("pointer")

if sys.argv[2] == "pointer":
    snapshots.point_at = point_at
room.build(Workspace.current(), sql_root=Path(sys.argv[1]), progress=wait)
"""


@pytest.mark.parametrize("step", ["staging.projects", "1/7 core.visible", "7/7 marts.models", "pointer"])
def test_a_build_that_is_killed_leaves_the_old_snapshot_and_the_next_one_completes(
    step: str, load, made, workspace, tiny_sql
) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    old = made().path
    load(MARCH, projects={"project_id": "P2", "actual_cost": "8"})
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tiny_sql), step], stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout.readline() == b"here\n"
        child.send_signal(signal.SIGKILL)
    assert current(workspace) == old
    assert asked(old, "select project_id from marts.spending") == [("P1",)]
    built = made()
    assert built.number == (3 if step == "pointer" else 2)
    assert current(workspace) == built.path
    assert asked(built.path, "select project_id from marts.spending") == [("P1",), ("P2",)]
    assert not [name for name in files(workspace) if name.startswith("building")]


FULL_DISK = """
import resource, sys
from pathlib import Path
from pmo_analytics.errors import WorkspaceBroken
from pmo_analytics.models.build import build
from pmo_analytics.workspace import Workspace

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    build(Workspace.current(), sql_root=Path(sys.argv[1]))
except WorkspaceBroken as broken:
    print(broken)
"""


@pytest.mark.parametrize("largest", [0, 5, 4_096, 100_000, 300_000, 600_000, 1_000_000])
def test_a_disk_that_is_full_is_said_and_the_old_snapshot_stays(largest: int, load, made, workspace, tiny_sql) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    old = made().path
    load(MARCH, projects={"project_id": "P2", "actual_cost": "200"})
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tiny_sql), str(largest)], capture_output=True, text=True, env=environment
    )
    assert (child.returncode, child.stderr) == (0, "")
    assert "could not be written" in child.stdout
    assert current(workspace) == old
    assert files(workspace) == ["000001.duckdb", "current.txt"]


def test_only_loads_that_are_new_are_typed(load, made) -> None:
    load(MARCH, projects=[{"project_id": "P1", "actual_cost": "1"}, {"project_id": "P2", "actual_cost": "2"}])
    assert made().typed == {"projects": 2}
    assert made().typed == {}
    load(FEBRUARY, projects={"project_id": "P1", "actual_cost": "3"})
    built = made()
    assert built.typed == {"projects": 1}
    assert asked(built.path, "select project_id, spent from marts.spending order by all") == [
        ("P1", Decimal(1)),
        ("P1", Decimal(3)),
        ("P2", Decimal(2)),
    ]


@pytest.mark.parametrize("rule", ["macros", "staging", "setting"])
def test_everything_is_typed_again_when_a_rule_changes(rule: str, load, made, workspace, tiny_sql) -> None:
    edit(tiny_sql, "macros/01_arithmetic.sql", "create or", "-- date_order\ncreate or")
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    load(FEBRUARY, projects={"project_id": "P1", "actual_cost": "200"})
    made()
    if rule == "macros":
        (tiny_sql / "macros" / "02_halves.sql").write_text("create or replace macro half(a) as a * 0.5;")
    elif rule == "staging":
        edit(tiny_sql, "staging/projects.sql", "try_cast(actual_cost as", "try_cast(2 * actual_cost::int as")
    else:
        workspace.settings_file.write_text('date_order = "mdy"', encoding="utf-8")
    built = made()
    assert built.typed == {"projects": 2}
    factor = 2 if rule == "staging" else 1
    assert asked(built.path, "select sum(spent) from marts.spending") == [(Decimal(300 * factor),)]


def test_a_setting_that_no_rule_names_changes_nothing(load, made, workspace) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    made()
    workspace.settings_file.write_text("cut_off_day = 5", encoding="utf-8")
    built = made()
    assert built.typed == {}
    assert ("cut_off_day", "5") in asked(built.path, "from reference.settings")


@pytest.mark.parametrize("damage", ["gone", "text", "zeroed"])
def test_a_typed_file_that_is_lost_or_damaged_is_made_again(damage: str, load, made, workspace) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
    made()
    if damage == "gone":
        workspace.typed.unlink()
    elif damage == "text":
        workspace.typed.write_text("not a database")
    else:
        content = bytearray(workspace.typed.read_bytes())
        content[: 3 * 4096] = bytes(3 * 4096)
        workspace.typed.write_bytes(content)
    built = made()
    assert built.typed == {"projects": 1}
    assert asked(built.path, "select spent from marts.spending") == [(Decimal(100),)]


def test_bits_that_flip_in_the_typed_file_are_harmless(load, made, workspace) -> None:
    load(MARCH, projects=[{"project_id": f"P{number}", "actual_cost": "1"} for number in range(2000)])
    made()
    content = workspace.typed.read_bytes()
    chance = random.Random(3)
    typed_again = 0
    for _ in range(8):
        flipped = bytearray(content)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        workspace.typed.write_bytes(flipped)
        built = made()
        typed_again += bool(built.typed)
        assert asked(built.path, "select count(*), sum(spent) from marts.spending") == [(2000, Decimal(2000))]
    assert typed_again > 0


def test_a_new_field_of_an_entity_reaches_an_older_typed_file(load, made, tiny_sql) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "100", "stage": "Build"})
    made()
    edit(tiny_sql, "staging/projects.sql", "--   actual_cost ", "--   stage        text   stage\n--   actual_cost ")
    edit(tiny_sql, "staging/projects.sql", "project_name,\n", "project_name, stage,\n")
    edit(tiny_sql, "core/projects.sql", "null::varchar as stage", "any_value(stage) as stage")
    assert asked(made().path, "select project_id, stage from core.projects") == [("P1", "Build")]


def test_an_empty_typed_table_that_lacks_a_column_is_renewed_by_the_next_build(load, made, workspace) -> None:
    load(MARCH, milestones={"project_id": "P1", "milestone_name": "Go"})
    made()
    for is_loaded in (False, True):
        with closing(duckdb.connect(str(workspace.typed))) as typed:
            assert typed.execute("select count(*) from projects").fetchall() == [(0,)]
            typed.execute("alter table projects drop column actual_cost")
        if is_loaded:
            load(MARCH, projects={"project_id": "P1", "actual_cost": "100"})
        spent = asked(made().path, "select spent from marts.spending")
        assert spent == ([(Decimal(100),)] if is_loaded else [])


def test_as_of_a_moment_only_what_was_recorded_by_then_counts(load, made, workspace) -> None:
    day = [datetime(2026, 4, number, 12) for number in range(1, 7)]
    load(MARCH, projects={"project_id": "P1", "actual_cost": "1"}, at=day[0])
    load(MARCH, projects={"project_id": "P2", "actual_cost": "2"}, at=day[2])
    load.decide("withdraw", {"load_id": 1}, at=day[3])
    load.decide("reinstate", {"load_id": 1}, at=day[4])
    latest = made()
    loads = "select load_id, is_active from ledger.loads order by 1"
    projects = "select project_id from marts.spending order by 1"
    known = {
        datetime(2026, 3, 31): ([], []),
        day[0]: ([(1, True)], [("P1",)]),
        day[1]: ([(1, True)], [("P1",)]),
        day[2]: ([(1, True), (2, True)], [("P1",), ("P2",)]),
        day[3]: ([(1, False), (2, True)], [("P2",)]),
        day[4]: ([(1, True), (2, True)], [("P1",), ("P2",)]),
    }
    for moment, (expected_loads, expected_projects) in known.items():
        beside = made(as_of=moment)
        assert beside.as_of == moment
        assert asked(beside.path, "select as_of from reference.snapshot") == [(moment,)]
        assert asked(beside.path, loads) == expected_loads
        assert asked(beside.path, projects) == expected_projects
        assert current(workspace) == latest.path
        assert snapshots.as_of(workspace, moment) == beside.path
        newest_event = asked(beside.path, "select max(recorded_at) from ledger.events")[0][0]
        assert newest_event is None or newest_event <= moment
    assert asked(latest.path, projects) == [("P1",), ("P2",)]


def test_the_last_few_the_published_and_the_last_few_beside_are_kept(load, made, workspace, monkeypatch) -> None:
    assert snapshots.KEPT == 5
    monkeypatch.setattr(snapshots, "KEPT", 2)
    load(MARCH, projects={"project_id": "P1", "actual_cost": "1"})
    made()
    load.decide("publish", {"snapshot": 1})
    for _ in range(4):
        made()
    assert list(snapshots.numbered(workspace)) == [1, 4, 5]
    for day in range(1, 5):
        made(as_of=datetime(2026, 5, day))
    assert list(snapshots.side(workspace)) == [8, 9]
    assert list(snapshots.numbered(workspace)) == [1, 4, 5]
    assert made().number == 10


def test_a_moment_built_twice_is_a_new_file_and_the_newest_counts(load, made, workspace) -> None:
    moment = datetime(2030, 1, 1)
    load(MARCH, projects={"project_id": "P1", "actual_cost": "1"})
    first = made(as_of=moment)
    second = made(as_of=moment)
    assert first.path != second.path
    assert snapshots.as_of(workspace, moment) == second.path


def test_a_file_with_a_log_beside_it_is_not_published(workspace) -> None:
    workspace.snapshots.mkdir(parents=True)
    written = snapshots.building(workspace)
    written.write_text("database")
    log = written.with_name("building.duckdb.wal")
    log.write_text("log")
    with pytest.raises(WorkspaceBroken):
        snapshots.keep(written, workspace, 1)
    assert snapshots.building(workspace) == written
    assert not log.exists()


def test_the_same_ledger_gives_the_same_tables_again(load, made, workspace) -> None:
    for period in (FEBRUARY, MARCH):
        load(period, projects=[{"project_id": f"P{number}", "actual_cost": f"{number / 7}"} for number in range(50)])
    first = made().path
    workspace.typed.unlink()
    shutil.copy(first, first.with_name("kept"))
    second = made().path
    for table in ("core.projects", "marts.spending", EVERY_VALUE):
        sql = f"select md5(string_agg(written::varchar, '|' order by written::varchar)) from {table} as written"
        assert asked(first.with_name("kept"), sql) == asked(second, sql)


def test_the_promises_of_the_current_snapshot_can_be_proved_again(load, made, workspace, tiny_sql) -> None:
    with pytest.raises(NothingLoaded):
        prove_current(workspace, tiny_sql)
    load(MARCH, projects={"project_id": "P1", "actual_cost": "1"})
    path = made().path
    assert prove_current(workspace, tiny_sql) == 7
    edit(tiny_sql, "core/projects.sql", "actual_cost >= 0", "actual_cost >= 2")
    with pytest.raises(ContractBroken):
        prove_current(workspace, tiny_sql)
    path.unlink()
    with pytest.raises(WorkspaceBroken):
        prove_current(workspace, tiny_sql)


def test_an_entity_without_rows_is_an_empty_table(load, made, tiny_sql) -> None:
    load(MARCH, milestones={"project_id": "P1", "milestone_name": "Go"})
    assert asked(made().path, "select count(*) from core.projects") == [(0,)]
    load(MARCH, projects={"project_id": "P1", "actual_cost": "1"})
    assert asked(made().path, "select count(*) from core.projects") == [(1,)]
