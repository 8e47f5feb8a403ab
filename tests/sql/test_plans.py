"""The plan a project is measured against: versions, curves, planned value by day, earned schedule, dates and slips."""

import pytest

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _row(portfolio, model: str, project: str = "P1", month: str = "03") -> dict:
    found = [row for row in portfolio.rows(model) if row["project_id"] == project and f"{row['period']:%m}" == month]
    assert len(found) == 1
    return found[0]


def test_without_a_curve_the_plan_is_a_straight_line_and_says_so(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 1200, "status_date": "2026-03-31", **YEAR},
        {"project_id": "mid month", "budget_at_completion": 1200, "status_date": "2026-02-14", **YEAR},
        {"project_id": "before", "budget_at_completion": 1200, "status_date": "2025-12-20", **YEAR},
        {"project_id": "after", "budget_at_completion": 1200, "status_date": "2027-02-28", **YEAR},
        {"project_id": "no finish", "budget_at_completion": 1200, "baseline_start": "2026-01-01"},
    )
    assert portfolio.values("planned_value") == {
        "P1": 300, "mid month": 150, "before": 0, "after": 1200, "no finish": None,
    }  # fmt: skip
    assert portfolio.values("planned_value", "flags")["P1"] == "ESTIMATED"
    assert portfolio.values("planned_value", "reason")["no finish"] == "NO_BASELINE"


def test_a_curve_is_followed_by_the_share_of_days_between_its_months(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "status_date": "2026-02-14", **YEAR},
        {"project_id": "P2", "budget_at_completion": 100, "status_date": "2026-02-14", **YEAR},
    )
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_value": 10},
        {"project_id": "P1", "month": FEB, "planned_value": 50},
        {"project_id": "P1", "month": MAR, "planned_value": 100},
        {"project_id": "P2", "month": JAN, "planned_value_this_period": 10},
        {"project_id": "P2", "month": FEB, "planned_value_this_period": 40},
    )
    assert portfolio.values("planned_value") == {"P1": 30, "P2": 30}
    assert portfolio.values("planned_value", "flags") == {"P1": None, "P2": None}


def test_a_curve_of_shares_is_one_of_the_budget(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 1000, "status_date": FEB, **YEAR})
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_percent": 0.1},
        {"project_id": "P1", "month": FEB, "planned_percent": 0.4},
        {"project_id": "P1", "month": MAR, "planned_percent": 1},
    )
    assert portfolio.values("planned_value") == {"P1": 400}


def test_a_curve_that_stops_short_is_drawn_on_to_budget_and_finish(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 120, "status_date": "2026-07-31", **YEAR})
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_value": 10},
        {"project_id": "P1", "month": FEB, "planned_value": 20},
    )
    assert portfolio.values("planned_value") == {"P1": 70}
    assert portfolio.values("planned_value", "flags") == {"P1": "ESTIMATED"}


def test_where_report_and_curve_differ_the_report_wins_and_is_flagged(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "planned_value": 60, "status_date": FEB, **YEAR},
        {"project_id": "P2", "budget_at_completion": 100, "planned_value": 50.25, "status_date": FEB, **YEAR},
    )
    curve = [{"month": month, "planned_value": value} for month, value in ((JAN, 10), (FEB, 50), (MAR, 100))]
    portfolio.load("baseline_periods", *({"project_id": one, **point} for one in ("P1", "P2") for point in curve))
    assert portfolio.values("planned_value") == {"P1": 60, "P2": 50.25}
    assert portfolio.values("planned_value", "flags") == {"P1": "INPUTS_DIFFER", "P2": None}


def test_the_version_in_force_is_the_latest_effective_one_and_its_curve_goes_with_it(portfolio) -> None:
    for period in (FEB, MAR):
        portfolio.load("projects", {"project_id": "P1", "period": period}, {"project_id": "P2", "period": period})
    plan = {"project_id": "P1", "period": JAN, "baseline_start": "2026-01-01"}
    portfolio.load(
        "baselines",
        {**plan, "version": "9", "kind": "original", "baseline_finish": "2026-06-30", "budget_at_completion": 600},
        {**plan, "version": "10", "effective_period": "2026-03-15", "baseline_finish": "2026-12-31",
         "budget_at_completion": 1200},
        {**plan, "version": "11", "effective_period": "2026-04-30", "budget_at_completion": 9999},
        {"project_id": "P2", "period": JAN, "version": "1", "budget_at_completion": 5},
    )  # fmt: skip
    points = [("9", FEB, 150), ("9", MAR, 300), ("10", FEB, 110), ("10", MAR, 222), ("11", FEB, 1), ("11", MAR, 2)]
    portfolio.load(
        "baseline_periods",
        *({"project_id": "P1", "period": JAN, "version": one, "month": month, "planned_value": value}
          for one, month, value in points),
    )  # fmt: skip
    names = ("version", "budget_at_completion", "baseline_finish")
    found = {month: tuple(str(_row(portfolio, "core.baseline_in_force", month=month)[name]) for name in names)
             for month in ("02", "03")}  # fmt: skip
    assert found == {"02": ("9", "600.000000", "2026-06-30"), "03": ("10", "1200.000000", "2026-12-31")}
    assert _row(portfolio, "core.planned_to_date", month="02")["planned_value"] == 150
    assert _row(portfolio, "core.planned_to_date", month="03")["planned_value"] == 222
    assert _row(portfolio, "core.baseline_in_force", "P2")["budget_at_completion"] == 5


def test_a_report_that_names_its_version_is_measured_against_that_one(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "baseline_version": "A"}, {"project_id": "P2"})
    for project in ("P1", "P2"):
        portfolio.load(
            "baselines",
            {"project_id": project, "version": "A", "approved_on": "2026-01-01", "budget_at_completion": 10},
            {"project_id": project, "version": "B", "approved_on": "2026-02-01", "budget_at_completion": 20},
        )
    found = {row["project_id"]: row["budget_at_completion"] for row in portfolio.rows("core.baseline_in_force")}
    assert found == {"P1": 10, "P2": 20}


def test_a_budget_that_is_not_repeated_is_carried_on_and_flagged(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": JAN, "budget_at_completion": 100})
    portfolio.load(
        "projects", {"project_id": "P1", "period": FEB, "percent_complete": 0.5}, {"project_id": "P2", "period": FEB}
    )
    assert portfolio.values("earned_value") == {("P1", "2026-01"): None, ("P1", "2026-02"): 50, ("P2", "2026-02"): None}
    assert portfolio.values("budget_at_completion", "flags")["P1", "2026-02"] == "ESTIMATED"
    assert portfolio.values("earned_value", "flags")["P1", "2026-02"] == "ESTIMATED"


def test_a_long_plan_is_written_once_and_not_again_for_every_month(portfolio) -> None:
    for period in (JAN, FEB, MAR, APR):
        portfolio.load("projects", {"project_id": "P1", "period": period, "budget_at_completion": 100, **YEAR})
    months = [f"2026-{month:02}-28" for month in range(1, 13)]
    portfolio.load(
        "baseline_periods",
        *({"project_id": "P1", "period": JAN, "month": month, "planned_value": 8} for month in months),
    )
    portfolio.load("baseline_periods", {"project_id": "P1", "period": APR, "month": months[0], "planned_value": 9})
    assert len(portfolio.rows("core.baseline_periods")) == 12 + 1
    assert {f"{row['period']:%m}" for row in portfolio.rows("core.baseline_periods")} == {"01", "04"}
    assert len(portfolio.rows("core.plan_curves")) < 2 * 14
    assert {f"{row['period']:%m}" for row in portfolio.rows("core.planned_value_curve")} == {"01", "02", "03", "04"}


def _climb(portfolio, curve: dict[str, float], earned: dict[str, float], **plan) -> None:
    """One project per value earned, all on the same curve."""
    portfolio.load(
        "projects",
        *({"project_id": one, "budget_at_completion": max(curve.values()), "earned_value": value, **YEAR, **plan}
          for one, value in earned.items()),
    )  # fmt: skip
    portfolio.load(
        "baseline_periods",
        *(
            {"project_id": one, "month": month, "planned_value": value}
            for one in earned
            for month, value in curve.items()
        ),
    )


def test_earned_schedule_of_every_planned_value_is_its_month(portfolio) -> None:
    curve = {JAN: 7, FEB: 19, MAR: 40, APR: 100}
    _climb(portfolio, curve, {"JAN": 7, "FEB": 19, "MAR": 40, "APR": 100, "over": 130, "zero": 0, "half": 13})
    assert portfolio.values("earned_schedule") == pytest.approx(
        {"JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "over": 4, "zero": 0, "half": 1.5}
    )


def test_a_planned_pause_is_passed_to_its_end_and_flagged(portfolio) -> None:
    curve = {JAN: 10, FEB: 10, MAR: 10, APR: 20}
    _climb(portfolio, curve, {"on it": 10, "beyond": 15, "before": 5, "nothing": 0})
    assert portfolio.values("earned_schedule") == pytest.approx(
        {"on it": 3, "beyond": 3.5, "before": 0.5, "nothing": 0}
    )
    assert portfolio.values("earned_schedule", "flags") == {
        "on it": "PV_PLATEAU", "beyond": "PV_PLATEAU", "before": None, "nothing": None,
    }  # fmt: skip


def test_a_curve_that_falls_cannot_be_climbed(portfolio) -> None:
    _climb(portfolio, {JAN: 10, FEB: 30, MAR: 20, APR: 40}, {"P1": 25})
    portfolio.load("projects", {"project_id": "decoy", "budget_at_completion": 12, "earned_value": 3, **YEAR})
    assert portfolio.values("earned_schedule", "reason") == {"P1": "INVALID_INPUT(planned_value)", "decoy": None}
    assert portfolio.values("earned_schedule")["decoy"] == pytest.approx(3)


def test_time_is_counted_from_the_approved_start_in_calendar_months(portfolio) -> None:
    half = {"budget_at_completion": 100, "earned_value": 50}
    portfolio.load(
        "projects",
        {
            "project_id": "P1",
            **half,
            "baseline_start": "2026-02-15",
            "baseline_finish": "2026-06-30",
            "status_date": MAR,
        },
        {
            "project_id": "P2",
            **half,
            "baseline_start": "2026-05-01",
            "baseline_finish": "2026-06-30",
            "status_date": MAR,
        },
        {"project_id": "P3", **half},
    )
    assert portfolio.values("actual_time") == pytest.approx({"P1": 1.5, "P2": None, "P3": None})
    assert portfolio.values("actual_time", "reason") == {"P1": None, "P2": "NOT_STARTED", "P3": "NO_BASELINE"}
    row = _row(portfolio, "core.earned_schedule")
    assert (row["earned_schedule_months"], row["earned_schedule_days"]) == pytest.approx((2.25, 14 + 31 + 0.75 * 30))


def test_dates_and_percent_complete_alone_give_a_time_index(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "percent_complete": 0.2, "percent_planned": 0.25, **YEAR},
        {"project_id": "P2", **YEAR},
    )
    assert portfolio.values("schedule_performance_index_time") == pytest.approx({"P1": 0.2 * 12 / 3, "P2": None})
    assert portfolio.values("schedule_performance_index_time", "flags")["P1"] == "ESTIMATED"
    assert portfolio.values("schedule_performance_index") == pytest.approx({"P1": 0.8, "P2": None})
    assert portfolio.values("planned_value", "reason") == {"P1": "NO_BASELINE", "P2": "NO_BASELINE"}


def test_slips_are_days_after_the_approved_finish(portfolio) -> None:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11"}
    portfolio.load(
        "projects",
        {"project_id": "late", **plan, "forecast_finish": "2026-03-18"},
        {"project_id": "early", **plan, "forecast_finish": "2026-03-04"},
        {"project_id": "done", **plan, "forecast_finish": "2026-03-18", "actual_finish": "2026-03-12"},
        {"project_id": "overdue", **plan, "percent_complete": 0.9},
        {"project_id": "unknown", **plan},
        {"project_id": "no plan", "forecast_finish": "2026-03-18"},
        {"project_id": "reversed", "baseline_start": "2026-03-11", "baseline_finish": "2026-01-01",
         "forecast_finish": "2026-01-02"},
    )  # fmt: skip
    assert portfolio.values("finish_slip_days") == {
        "late": 7, "early": -7, "done": 1, "overdue": 20, "unknown": None, "no plan": None, "reversed": 1,
    }  # fmt: skip
    assert portfolio.values("finish_slip_ratio") == pytest.approx(
        {
            "late": 0.1,
            "early": -0.1,
            "done": 1 / 70,
            "overdue": 20 / 70,
            "unknown": None,
            "no plan": None,
            "reversed": None,
        }
    )
    assert portfolio.values("finish_slip_ratio", "reason") == {
        "late": None, "early": None, "done": None, "overdue": None, "unknown": "MISSING_INPUT(forecast_finish)",
        "no plan": "NO_BASELINE", "reversed": "INVALID_INPUT(baseline_finish)",
    }  # fmt: skip
    assert portfolio.values("finish_slip_days", "flags")["overdue"] == "ESTIMATED"


def test_early_figures_are_flagged(portfolio) -> None:
    figures = {"budget_at_completion": 100, "planned_value": 20, "actual_cost": 10, **YEAR}
    portfolio.load(
        "projects",
        {"project_id": "P1", **figures, "earned_value": 19},
        {"project_id": "P2", **figures, "earned_value": 20},
        {"project_id": "P3", **figures, "earned_value": 30, "status_date": "2026-02-20"},
    )
    assert portfolio.values("cost_performance_index", "flags") == {"P1": "EARLY", "P2": None, "P3": None}
    assert portfolio.values("schedule_performance_index_time", "flags") == {
        "P1": "EARLY,ESTIMATED", "P2": "ESTIMATED", "P3": "EARLY,ESTIMATED",
    }  # fmt: skip


def test_the_recommended_estimate_is_the_managers_while_little_is_done(portfolio) -> None:
    figures = {"budget_at_completion": 1000, "actual_cost": 300}
    portfolio.load(
        "projects",
        {"project_id": "early", **figures, "earned_value": 100, "manager_estimate_at_completion": 1100},
        {"project_id": "later", **figures, "earned_value": 200, "manager_estimate_at_completion": 1100},
        {"project_id": "alone", **figures, "earned_value": 100},
        {"project_id": "unearned", **figures, "estimate_to_complete": 900},
        {"project_id": "impossible", **figures, "manager_estimate_at_completion": 299},
    )
    assert portfolio.values("estimate_at_completion_selected") == {
        "early": 1100, "later": 1500, "alone": 3000, "unearned": 1200, "impossible": None,
    }  # fmt: skip
    assert portfolio.values("manager_estimate_at_completion", "reason") == {
        "early": None, "later": None, "alone": "MISSING_INPUT(manager_estimate_at_completion)", "unearned": None,
        "impossible": "INVALID_INPUT(manager_estimate_at_completion)",
    }  # fmt: skip
