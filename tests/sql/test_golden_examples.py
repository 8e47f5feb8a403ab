"""Published examples of earned value management, from typed rows to indicators and roll-ups."""

import pytest

from tests.sql.together import Together, Told

together = Together()

# id: budget, planned value, earned value, actual cost
EXAMPLES = {
    "W01": (100000, 40000, 35000, 36000),
    "W04": (500000, 250000, 200000, 290000),
    "W05": (2500000, 1625000, 1200000, 1350000),
    "W06": (118, 85, 85, 63),
    "W07": (248, 158, 148, 210),
    "W11": (500, 300, 200, 250),
}
EXPECTED = {
    "schedule_variance": {"W01": -5000, "W04": -50000, "W05": -425000, "W06": 0, "W07": -10, "W11": -100},
    "cost_variance": {"W01": -1000, "W04": -90000, "W05": -150000, "W06": 22, "W07": -62, "W11": -50},
    "schedule_performance_index": {
        "W01": 0.875, "W04": 0.8, "W05": 0.7384615384615385, "W06": 1.0, "W07": 0.9367088607594937, "W11": 2 / 3,
    },
    "cost_performance_index": {
        "W01": 0.9722222222222222, "W04": 0.6896551724137931, "W05": 0.8888888888888888, "W06": 1.3492063492063493,
        "W07": 0.7047619047619048, "W11": 0.8,
    },
    "estimate_at_completion": {
        "W01": 102857.14285714286, "W04": 725000, "W05": 2812500, "W06": 87.45882352941176, "W07": 351.8918918918919,
        "W11": 625,
    },
    "estimate_at_completion_atypical": {
        "W01": 101000, "W04": 590000, "W05": 2650000, "W06": 96, "W07": 310, "W11": 550,
    },
    "estimate_at_completion_schedule_cost": {
        "W01": 112408.16326530612, "W04": 833750, "W05": 3330468.75, "W06": 87.45882352941176,
        "W07": 361.4791818845873, "W11": 812.5,
    },
    "estimate_to_complete": {
        "W01": 66857.14285714286, "W04": 435000, "W05": 1462500, "W06": 24.45882352941176, "W07": 141.89189189189187,
        "W11": 375,
    },
    "variance_at_completion": {
        "W01": -2857.142857142857, "W04": -225000, "W05": -312500, "W06": 30.54117647058824,
        "W07": -103.89189189189187, "W11": -125,
    },
    "to_complete_performance_index": {
        "W01": 1.015625, "W04": 1.4285714285714286, "W05": 1.1304347826086956, "W06": 0.6, "W07": 2.6315789473684212,
        "W11": 1.2,
    },
    "percent_complete": {
        "W01": 0.35, "W04": 0.4, "W05": 0.48, "W06": 0.7203389830508474, "W07": 0.5967741935483871, "W11": 0.4,
    },
}  # fmt: skip


def test_every_published_figure_comes_out(portfolio) -> None:
    names = ("budget_at_completion", "planned_value", "earned_value", "actual_cost")
    portfolio.load(
        "projects",
        *({"project_id": one, **dict(zip(names, amounts, strict=True))} for one, amounts in EXAMPLES.items()),
        {"project_id": "decoy", "project_name": "has no figures"},
    )
    for indicator, expected in EXPECTED.items():
        found = portfolio.values(indicator)
        assert found.pop("decoy") is None
        assert {one: float(value) for one, value in found.items()} == pytest.approx(expected, rel=1e-9), indicator


@together
def test_w01_by_percentages_is_the_same_as_by_amounts(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "W01", "budget_at_completion": 100000, "percent_planned": 0.4, "percent_complete": 0.35,
         "actual_cost": 36000},
    )  # fmt: skip
    yield
    assert portfolio.values("schedule_variance") == {"W01": -5000}
    assert portfolio.values("schedule_performance_index") == pytest.approx({"W01": 0.875})
    assert portfolio.values("cost_performance_index") == pytest.approx({"W01": 0.9722222222222222})


@together
def test_w02_costs_of_single_months_add_up(portfolio) -> Told:
    months = ("2026-01-31", "2026-02-28", "2026-03-31")
    costs = (9000, 18000, 36000)
    for period, cost in zip(months, costs, strict=True):
        portfolio.load(
            "projects",
            {"project_id": "W02", "period": period, "actual_cost_this_period": cost, "actual_start": "2026-01-05"},
            {"project_id": "to date", "period": period, "actual_cost": cost},
        )
    yield
    assert portfolio.values("actual_cost") == {
        ("W02", "2026-01"): 9000,
        ("W02", "2026-02"): 27000,
        ("W02", "2026-03"): 63000,
        ("to date", "2026-01"): 9000,
        ("to date", "2026-02"): 18000,
        ("to date", "2026-03"): 36000,
    }
    assert set(portfolio.values("actual_cost", "flags").values()) == {None}


@together
def test_w10_nothing_is_rounded_on_the_way(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "W10", "budget_at_completion": 500000, "earned_value": 150000, "actual_cost": 162000},
    )
    yield
    assert portfolio.values("estimate_at_completion") == {"W10": 540000}


MONTHS = [f"2026-{month:02}" for month in range(1, 12)]
ENDS = [f"{month}-{day}" for month, day in zip(MONTHS, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30), strict=True)]
PLANNED = (5, 10, 25, 55, 85, 120, 130, 140, 150, 150, 150)
EARNED = (3.3333, 6.6667, 10, 22.5, 70, 82.5, 90, 120, 130, 140, 150)
EARNED_SCHEDULE = (2 / 3, 4 / 3, 2, 2.8333333333333335, 4.5, 4.916666666666667, 5.142857142857143, 6, 7, 8, 9)


def _load_w12(portfolio) -> None:
    curve = [
        {"project_id": "W12", "period": ENDS[0], "month": end, "planned_value": planned}
        for end, planned in zip(ENDS, PLANNED, strict=True)
    ]
    decoy = [{**point, "project_id": "decoy", "planned_value": 1000 + place} for place, point in enumerate(curve)]
    portfolio.load("baseline_periods", *curve, *decoy)
    for end, earned in zip(ENDS, EARNED, strict=True):
        last = {"actual_finish": end, "state": "closed"} if end == ENDS[-1] else {}
        portfolio.load(
            "projects",
            {"project_id": "W12", "period": end, "baseline_start": "2026-01-01", "baseline_finish": "2026-09-30",
             "budget_at_completion": 150, "earned_value": earned, **last},
            {"project_id": "decoy", "period": end, "baseline_start": "2026-01-01"},
        )  # fmt: skip


@together
def test_w12_earned_schedule_follows_the_plan_month_by_month(portfolio) -> Told:
    _load_w12(portfolio)
    yield
    found = {
        month: months for (project, month), months in portfolio.values("earned_schedule").items() if project == "W12"
    }
    assert found == pytest.approx(dict(zip(MONTHS, EARNED_SCHEDULE, strict=True)), abs=2e-5)
    assert [found[month] for month in MONTHS[2:]] == pytest.approx(list(EARNED_SCHEDULE[2:]), rel=1e-12)


@together
def test_w13_a_project_that_finished_late_stays_late_in_time_but_not_in_money(portfolio) -> Told:
    _load_w12(portfolio)
    yield
    last = ("W12", "2026-11")
    assert portfolio.values("schedule_variance")[last] == 0
    assert portfolio.values("schedule_performance_index")[last] == 1
    assert portfolio.values("actual_time")[last] == pytest.approx(11)
    assert portfolio.values("schedule_variance_time")[last] == pytest.approx(-2)
    assert portfolio.values("schedule_performance_index_time")[last] == pytest.approx(0.8181818181818182)


@together
def test_w14_with_the_budget_used_up_no_efficiency_can_keep_it(portfolio) -> Told:
    portfolio.load(
        "projects",
        {
            "project_id": "W14",
            "budget_at_completion": 150,
            "planned_value": 120,
            "earned_value": 82.5,
            "actual_cost": 155,
        },
    )
    yield
    assert portfolio.values("to_complete_performance_index", "reason") == {"W14": "BUDGET_EXHAUSTED"}
    assert portfolio.values("estimate_at_completion") == pytest.approx({"W14": 281.8181818181818})


def test_w25_a_portfolio_is_the_ratio_of_sums(portfolio) -> None:
    portfolio.load(
        "projects",
        {
            "project_id": "A",
            "budget_at_completion": 2000,
            "planned_value": 1000,
            "earned_value": 900,
            "actual_cost": 1000,
        },
        {"project_id": "B", "budget_at_completion": 200, "planned_value": 100, "earned_value": 150, "actual_cost": 100},
    )
    assert portfolio.values("cost_performance_index") == pytest.approx({"A": 0.9, "B": 1.5})
    portfolio.only("cost_performance_index", "estimate_at_completion", "budget_at_completion")
    rollup = {row["indicator"]: row["value"] for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    assert rollup["cost_performance_index"] == pytest.approx(0.9545454545454546)
    assert rollup["estimate_at_completion"] == pytest.approx(2355.5555555555557, rel=1e-9)
    top_down = rollup["budget_at_completion"] / rollup["cost_performance_index"]
    assert top_down == pytest.approx(2304.7619047619046)


@together
def test_w26_the_cost_index_follows_a_recovery(portfolio) -> Told:
    shares, costs = (0.14, 0.32, 0.54, 0.76, 1.0), (80000, 195000, 300000, 375000, 445000)
    for period, share, cost in zip(ENDS, shares, costs, strict=False):
        portfolio.load(
            "projects",
            {"project_id": "W26", "period": period, "budget_at_completion": 500000, "percent_complete": share,
             "actual_cost": cost},
        )  # fmt: skip
    yield
    found = portfolio.values("cost_performance_index")
    expected = (0.875, 0.8205128205128205, 0.9, 1.0133333333333334, 1.1235955056179776)
    assert [found["W26", month] for month in MONTHS[:5]] == pytest.approx(list(expected))
