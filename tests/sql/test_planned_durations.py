"""How long the work was to take: by the dates approved, and by the curve where it reaches the budget before them."""

import pytest

from tests.sql.together import Together, Told

together = Together()

YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "budget_at_completion": 1200}
NOVEMBER, DECEMBER = "2026-11-30", "2026-12-31"


def _curve(portfolio, name: str, *values: float) -> None:
    ends = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")
    portfolio.load(
        "baseline_periods",
        *({"project_id": name, "period": "2026-01-31", "month": f"2026-{end}", "planned_value": value}
          for end, value in zip(ends, values, strict=False)),
    )  # fmt: skip


@together
def test_a_curve_that_reaches_the_budget_early_has_a_planned_duration_of_its_own(portfolio) -> Told:
    for period, earned in ((NOVEMBER, 1100), (DECEMBER, 1200)):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, **YEAR, "earned_value": earned, "actual_cost": earned}
            for name in ("September", "short", "nearly", "beyond", "line")
        ))  # fmt: skip
    to_august = (100, 200, 300, 400, 500, 600, 800, 1000)
    _curve(portfolio, "September", *to_august, 1200)
    _curve(portfolio, "short", *to_august)
    _curve(portfolio, "nearly", *to_august, 1197, 1197)
    _curve(portfolio, "beyond", *to_august, 1200, 1300)
    yield
    # November on the curve to September: 8.5 months earned in 11, so nine take 9 x 11 / 8.5; in December all is earned
    estimate = portfolio.values("independent_duration_estimate_performance")
    assert estimate["September", "2026-11"] == pytest.approx(9 * 11 / 8.5)
    assert estimate["September", "2026-12"] == pytest.approx(12)
    assert portfolio.values("independent_duration_estimate_planned")["September", "2026-11"] == pytest.approx(11.5)
    durations = {(row["project_id"], f"{row['period']:%m}"): row["planned_duration_months"]
                 for row in portfolio.rows("core.earned_schedule")}  # fmt: skip
    assert {name: months for (name, month), months in durations.items() if month == "11"} == {
        "September": 9, "short": 12, "nearly": 9, "beyond": 9, "line": 12,
    }  # fmt: skip
    # the approved dates are what they are
    assert set(portfolio.values("planned_duration").values()) == {12}


@together
def test_the_pace_still_needed_is_that_of_the_same_planned_duration(portfolio) -> Told:
    stands = {"period": "2026-06-30", **YEAR, "earned_value": 500, "forecast_finish": "2026-10-31"}
    portfolio.load("projects", {"project_id": "curve", **stands}, {"project_id": "line", **stands})
    _curve(portfolio, "curve", 100, 200, 300, 400, 500, 600, 800, 1000, 1200)
    yield
    # five months earned in six: four in three to September, four in four to October; seven in six of twelve
    assert portfolio.values("to_complete_schedule_index") == pytest.approx({"curve": 4 / 3, "line": 7 / 6})
    assert portfolio.values("to_complete_schedule_index_forecast") == pytest.approx({"curve": 4 / 4, "line": 7 / 4})


@together
def test_a_finish_expected_on_the_day_of_the_start_takes_a_day_and_one_before_it_is_impossible(portfolio) -> Told:
    portfolio.load("projects", *(
        {"project_id": day, **YEAR, "forecast_finish": day} for day in ("2026-01-01", "2025-12-31")
    ))  # fmt: skip
    yield
    assert portfolio.values("estimated_duration") == {"2026-01-01": pytest.approx(1 / 31), "2025-12-31": None}
    reasons = portfolio.values("estimated_duration", "reason")
    assert reasons == {"2026-01-01": None, "2025-12-31": "INVALID_INPUT(forecast_finish)"}
