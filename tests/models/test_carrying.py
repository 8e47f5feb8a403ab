"""A build goes on with the snapshot before where it can, and comes to what a build of everything comes to."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pmo_analytics import operations
from pmo_analytics.models import snapshots
from pmo_analytics.models.build import Built, build
from pmo_analytics.workspace import Workspace
from tests.models.random_ledgers import differences
from tests.models.snapshot_tables import other_tables

JANUARY, FEBRUARY, MARCH = "2026-01-31", "2026-02-28", "2026-03-31"
# What differs by the two decisions themselves.
DECISIONS = ['ledger."events"', 'marts."decisions"']


@pytest.fixture
def made(workspace: Workspace, tiny_sql: Path) -> Callable[..., Built]:
    return lambda **arguments: build(workspace, sql_root=tiny_sql, **arguments)


@pytest.fixture
def two_months(load, made) -> Built:
    """A snapshot of January and February."""
    for period, cost in ((JANUARY, "10"), (FEBRUARY, "20")):
        load(period, projects=[{"project_id": "P1", "actual_cost": cost}, {"project_id": "P2", "actual_cost": "30"}])
    return made()


def asked(built: Built, sql: str) -> list[tuple]:
    with closing(duckdb.connect(str(built.path), read_only=True)) as connection:
        return connection.execute(sql).fetchall()


def test_a_month_more_leaves_the_earlier_months_and_comes_to_the_same(two_months, load, made) -> None:
    load(MARCH, projects={"project_id": "P3", "actual_cost": "7"})
    carried = made()
    assert (two_months.since, carried.since) == (None, date(2026, 3, 31))
    assert asked(carried, "select project_id, period, spent::integer from marts.spending order by all") == [
        ("P1", date(2026, 1, 31), 10), ("P1", date(2026, 2, 28), 20), ("P2", date(2026, 1, 31), 30),
        ("P2", date(2026, 2, 28), 30), ("P3", date(2026, 3, 31), 7),
    ]  # fmt: skip
    assert other_tables(carried.path, made(anew=True).path) == []


def test_what_looks_ahead_is_made_anew_and_so_is_what_reads_it(two_months, load, made, tiny_sql) -> None:
    assert asked(two_months, "select distinct count_loads from marts.spending") == [(2,)]
    load(MARCH, projects={"project_id": "P1", "actual_cost": "7"})
    carried = made()
    assert carried.since == date(2026, 3, 31)
    assert asked(carried, "select distinct count_loads from marts.spending") == [(3,)]
    # where its header does not say so, the earlier months keep what was counted then: this is what the line is for
    path = tiny_sql / "marts" / "spending.sql"
    path.write_text("".join(line for line in path.open() if "looks ahead" not in line))
    assert made().since is None
    load("2026-04-30", projects={"project_id": "P1", "actual_cost": "8"})
    assert asked(made(), "select distinct count_loads from marts.spending order by 1") == [(3,), (4,)]


@pytest.mark.parametrize(("looks_back", "count"), [("no", 1), ("core.projects", 5)])
def test_a_model_is_given_the_earlier_months_of_what_it_looks_back_at(
    two_months, load, made, tiny_sql, looks_back: str, count: int
) -> None:
    path = tiny_sql / "marts" / "spending.sql"
    line = f"-- looks back: {looks_back}"
    text = path.read_text().replace("-- looks ahead: the loads of later months count too", line)
    path.write_text(text.replace("(select count(*) from ledger.loads)", "(select count(*) from core.projects)"))
    assert made().since is None
    load(MARCH, projects={"project_id": "P1", "actual_cost": "7"})
    carried = made()
    assert carried.since == date(2026, 3, 31)
    # it counts the rows of all months, so that "no" is false, and told so by a build of everything
    counted = "select distinct count_loads from marts.spending where period = '2026-03-31'"
    assert (asked(carried, counted), asked(made(anew=True), counted)) == ([(count,)], [(5,)])


def test_a_corrected_month_is_made_anew_with_all_that_follow(two_months, load, made) -> None:
    load(JANUARY, projects={"project_id": "P2", "actual_cost": "33"})
    corrected = made()
    assert corrected.since == date(2026, 1, 31)
    assert asked(corrected, "select spent::integer from marts.spending where project_id = 'P2' order by period") == [
        (33,), (30,)
    ]  # fmt: skip
    assert other_tables(corrected.path, made(anew=True).path) == []


def test_what_is_withdrawn_goes_and_comes_again(two_months, load, made) -> None:
    load_id = load(MARCH, projects={"project_id": "P9", "actual_cost": "9"})
    with_march = made()
    load.decide("withdraw", {"load_id": load_id})
    without = made()
    assert without.since == date(2026, 3, 31)
    assert asked(without, "select count(*) from core.projects where project_id = 'P9'") == [(0,)]
    assert other_tables(without.path, made(anew=True).path) == []
    load.decide("reinstate", {"load_id": load_id})
    assert other_tables(made().path, made(anew=True).path) == []
    assert asked(with_march, "select count(*) from core.projects where project_id = 'P9'") == [(1,)]


def test_what_stands_on_nothing_new_is_not_even_looked_at(two_months, load, made) -> None:
    load.decide("close", {"period": "2026-02-28"})
    closed = made()
    assert closed.since == date(2026, 2, 28)
    assert other_tables(closed.path, two_months.path) == ['ledger."events"']
    assert other_tables(closed.path, made(anew=True).path) == []


def test_what_later_months_say_of_earlier_ones_is_said(load, built) -> None:
    load(JANUARY, baselines={"project_id": "P1", "version": "1", "budget_at_completion": "300"}, baseline_periods=[
        {"project_id": "P1", "version": "1", "month": month, "planned_value": value}
        for month, value in ((JANUARY, "100"), (MARCH, "300"))
    ])  # fmt: skip
    built()
    load(
        FEBRUARY,
        projects=[{"project_id": "P1", "currency": "EUR"}, {"project_id": "P2", "currency": "EUR"},
                  {"project_id": "P3", "currency": "USD"}],
        budgets={"project_id": "P1", "month": FEBRUARY, "budget": "300"},
        milestones={"project_id": "P1", "milestone_name": "Start", "baseline_date": "2026-02-10"},
    )  # fmt: skip
    # January was a month only as long as nothing but plans had come
    assert asked(built(), "select period from core.periods") == [(date(2026, 2, 28),)]
    load(
        MARCH,
        projects=[{"project_id": "P1"}, {"project_id": "P3", "currency": "USD"}],
        baselines={"project_id": "P1", "version": "2", "approved_on": "2026-03-01", "budget_at_completion": "300"},
        milestones={"project_id": "P1", "milestone_name": "End", "baseline_date": "2026-03-10"},
        fx_rates={"currency": "USD", "to_currency": "EUR", "rate_type": "plan", "fiscal_year": "FY26", "rate": "0.9"},
    )
    load("2026-04-30", milestones={"project_id": "P1", "milestone_name": "End", "baseline_date": "2026-04-10"})
    carried = built()
    assert carried.since == date(2026, 3, 31)
    assert [asked(carried, sql.format("period = '2026-02-28'")) for sql in (
        "select rate from core.plan_rates where {} order by project_id",
        "select planned_value::integer from core.budget_curves where {}",
        "select distinct basis from core.milestones_due where {} order by basis",
    )] == [[(1,), (1,), (0.9,)], [(300,)], [("current",), ("original",)]]  # fmt: skip
    assert other_tables(carried.path, built(anew=True).path) == []


def test_after_what_chance_brings_it_comes_to_the_same(workspace, load) -> None:
    assert differences(workspace, load, seed=300, steps=1) == []


@pytest.mark.parametrize("kind", ["alias", "something new"])
def test_where_it_is_not_known_which_months_are_meant_everything_is_made(kind: str, two_months, load, made) -> None:
    load.decide(kind, {"kind": "project", "old": "P1", "new": "P2"})
    assert made().since is None


def test_a_snapshot_of_what_is_not_in_the_ledger_is_not_gone_on_with(two_months, load, made, workspace) -> None:
    content = workspace.ledger.read_bytes()
    load(MARCH, projects={"project_id": "P1", "actual_cost": "7"})
    made()
    workspace.ledger.write_bytes(content)  # an earlier copy is put back, and goes another way
    load(MARCH, projects={"project_id": "P1", "actual_cost": "8"})
    load("2026-04-30", projects={"project_id": "P1", "actual_cost": "9"})
    again = made()
    assert again.since is None
    assert asked(again, "select actual_cost::integer from core.projects where period > '2026-03-01' order by 1") == [
        (8,), (9,)
    ]  # fmt: skip


def test_other_rules_or_a_damaged_snapshot_are_not_gone_on_with(two_months, load, made, tiny_sql) -> None:
    load(MARCH, projects={"project_id": "P1", "actual_cost": "7"})
    content = two_months.path.read_bytes()
    two_months.path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    assert made().since is None
    load("2026-04-30", projects={"project_id": "P1", "actual_cost": "8"})
    register = tiny_sql / "indicators" / "cost" / "register.toml"
    register.write_text(register.read_text().replace("Money spent.", "Spent."))
    assert made().since is None


def test_the_last_month_of_the_sample_taken_away_and_loaded_again_is_the_sample(
    sample_home: Path, workspace: Workspace
) -> None:
    shutil.copytree(sample_home, workspace.home)
    at_once = snapshots.current(workspace)
    loads = [load_id for name in ("PMO tracker 2026-10.xlsx", "HH-131 status form 2026-10.xlsx")
             for load_id in operations.loads_of(workspace, name, standing=True)]  # fmt: skip
    operations.undo(workspace, loads, "Ann", "once more")
    operations.redo(workspace, loads, "Ann")
    assert other_tables(at_once, snapshots.current(workspace)) == DECISIONS
