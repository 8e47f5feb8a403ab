"""What must hold for any figures: identities of earned value, scale, order, and what a roll-up may do."""

import random
from datetime import date, timedelta

import pytest

from pmo_analytics.indicators import register

MARCH = "2026-03-31"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}
COUNT = 150


def _projects(seed: int, scale: int = 1) -> list[dict]:
    """Figures of every size, in whole units so that scaling them is exact."""
    chance = random.Random(seed)
    found = []
    for place in range(COUNT):
        budget = int(10 ** chance.uniform(1, 9))
        found.append({
            "project_id": f"P{place:03}", "budget_at_completion": budget * scale,
            "planned_value": chance.randint(1, budget) * scale, "earned_value": chance.randint(1, budget) * scale,
            "actual_cost": chance.randint(1, 2 * budget) * scale, "programme": f"G{chance.randint(1, 4)}", **YEAR,
        })  # fmt: skip
    return found


def _rollup(portfolio) -> dict:
    return {(row["indicator"], row["level"], row["name"]): row for row in portfolio.rows("marts.rollup")}


@pytest.fixture
def made(database, portfolio):
    def make(projects: list[dict]):
        for table in [table for table in database.made if table.split(".")[0] not in ("reference", "ledger")]:
            database.connection.execute(f"drop table {table}")
        for table in ("files", "loads", "coverage"):
            database.connection.execute(f"delete from ledger.{table}")
        database.made = {table for table in database.made if table.split(".")[0] in ("reference", "ledger")}
        portfolio.load("projects", *projects)
        return portfolio

    return make


@pytest.mark.parametrize("seed", [1, 2])
def test_the_identities_of_earned_value_hold(seed: int, made) -> None:
    portfolio = made(_projects(seed))
    told = {name: portfolio.values(name) for name in (
        "budget_at_completion", "earned_value", "actual_cost", "cost_performance_index", "estimate_at_completion",
        "estimate_at_completion_atypical", "estimate_to_complete", "variance_at_completion", "cost_variance",
        "to_complete_performance_index", "percent_complete",
    )}  # fmt: skip
    kept = [one for one, value in told["estimate_at_completion"].items() if value is not None]
    assert len(kept) > COUNT / 2
    for one in kept:
        row = {name: float(values[one]) for name, values in told.items() if values[one] is not None}
        left = row["budget_at_completion"] - row["earned_value"]
        if left > 0:
            to_spend = row["estimate_at_completion"] - row["actual_cost"]
            assert left / to_spend == pytest.approx(row["cost_performance_index"], rel=1e-6)
            is_cheaper = row["estimate_at_completion_atypical"] <= row["estimate_at_completion"] * (1 + 1e-9)
            assert is_cheaper == (row["cost_performance_index"] <= 1)
        assert row["estimate_to_complete"] == pytest.approx(row["estimate_at_completion"] - row["actual_cost"])
        assert row["variance_at_completion"] == pytest.approx(
            row["budget_at_completion"] - row["estimate_at_completion"]
        )
        assert row["cost_variance"] == pytest.approx(row["earned_value"] - row["actual_cost"])


def test_work_exactly_on_plan_has_index_one_and_no_variance(made) -> None:
    portfolio = made([{**one, "planned_value": one["earned_value"]} for one in _projects(3)])
    assert set(portfolio.values("schedule_performance_index").values()) == {1}
    assert set(portfolio.values("schedule_variance").values()) == {0}


def test_more_earned_is_never_an_earlier_place_on_the_plan(made) -> None:
    chance = random.Random(4)
    planned = sorted(chance.randint(0, 1000) for _ in range(11)) + [1000]
    shared = {"budget_at_completion": 1000, "status_date": MARCH, **YEAR}
    portfolio = made(
        [{"project_id": f"{earned:04}", "earned_value": earned, **shared} for earned in range(0, 1001, 20)]
    )
    months = [date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
    portfolio.load(
        "baseline_periods",
        *(
            {"project_id": f"{earned:04}", "month": month, "planned_value": value}
            for earned in range(0, 1001, 20)
            for month, value in zip(months, planned, strict=True)
        ),
    )
    found = portfolio.values("earned_schedule")
    assert found["0000"] == 0
    assert list(found.values()) == sorted(found.values())
    assert max(found.values()) <= 12


def test_another_unit_of_money_leaves_ratios_and_lights_as_they_are(made) -> None:
    ends = ("index", "time", "ratio", "percent_complete", "percent_spent", "planned")
    names = [name for name in register().entries if name.endswith(ends)]

    def ratios(scale: int) -> list:
        return [
            (
                row["indicator"],
                row["project_id"],
                row["value"] and pytest.approx(row["value"], rel=1e-9),
                row["reason"],
                row["light"],
            )
            for row in made(_projects(5, scale)).only(*names).rows("marts.indicators")
        ]

    told = ratios(1)
    assert {name for name, *_ in told} >= {"cost_performance_index", "finish_slip_ratio", "percent_spent"}
    assert told == ratios(1000)


def test_a_portfolio_ratio_lies_between_its_projects_whatever_their_order(made) -> None:
    projects = _projects(6)
    portfolio = made(projects)
    rollup = _rollup(portfolio)
    for indicator in ("cost_performance_index", "schedule_performance_index", "percent_complete", "percent_spent"):
        values = [row["value"] for row in portfolio.rows("marts.indicators", indicator=indicator)]
        groups = [row["value"] for (name, *_), row in rollup.items() if name == indicator]
        assert len(groups) == 5
        assert all(min(values) <= value <= max(values) for value in groups)
    shuffled = random.Random(0).sample(projects, len(projects))
    assert _rollup(made(shuffled)) == rollup


def test_groups_add_up_to_the_whole(made) -> None:
    names = ("budget_at_completion", "actual_cost", "estimate_at_completion", "variance_at_completion")
    rollup = _rollup(made(_projects(7)).only(*names))
    for indicator in names:
        parts = [row["value"] for (name, level, _), row in rollup.items() if (name, level) == (indicator, "programme")]
        assert len(parts) == 4
        assert sum(parts) == pytest.approx(rollup[indicator, "portfolio", ""]["value"], rel=1e-12)


def test_a_project_without_figures_changes_coverage_and_nothing_else(made) -> None:
    projects = _projects(8)
    names = ("actual_cost", "cost_performance_index", "cost_variance")
    before = _rollup(made(projects).only(*names))
    after = _rollup(made([*projects, {"project_id": "no figures", "programme": "G1", "budget_at_completion": 1}]))
    assert {name for name, *_ in before} == set(names)
    for key in before:
        grown = key[2] in ("", "G1")
        same = ("value", "numerator", "denominator", "count_with_value", "light")
        assert {name: after[key][name] for name in same} == {name: before[key][name] for name in same}
        assert (after[key]["count_projects"] - before[key]["count_projects"]) == grown
        assert (after[key]["coverage"] < before[key]["coverage"]) == grown
