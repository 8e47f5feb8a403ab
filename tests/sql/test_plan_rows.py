"""Single rows of what follows from plans: when they changed, what is earned by the first one, when work ends."""

import pytest

from tests.sql.conftest import month_end
from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _report(portfolio, period: str, **projects: dict) -> None:
    portfolio.load("projects", *({"project_id": name, "period": period, **one} for name, one in projects.items()))


def _changes(portfolio) -> list[tuple]:
    rows = portfolio.rows("core.plan_changes")
    return [(row["project_id"], f"{row['period']}", row["is_over_target"]) for row in rows]


@together
def test_a_plan_changed_where_it_differs_from_the_last_one_that_was_known(portfolio) -> Told:
    """A's budget of February makes no sense: that of March is set against January's. B keeps its budget throughout."""
    for period, budget in ((JAN, 100), (FEB, -5), (MAR, 200)):
        _report(portfolio, period, A={**YEAR, "budget_at_completion": budget}, B={**YEAR, "budget_at_completion": 100})
    yield
    assert _changes(portfolio) == [("A", MAR, False)]


@together
def test_an_over_target_baseline_is_a_change_in_the_month_in_which_it_comes_into_force(portfolio) -> Told:
    """A had a plan without a name, B is worked to an over-target baseline from the first report on."""
    over = {**YEAR, "version": "OTB", "kind": "over_target", "budget_at_completion": 150, "period": JAN}
    for period in (JAN, FEB, MAR):
        _report(portfolio, period, A={**YEAR, "budget_at_completion": 100} if period == JAN else {}, B={})
    portfolio.load("baselines", {"project_id": "A", **over, "effective_period": FEB}, {"project_id": "B", **over})
    yield
    assert _changes(portfolio) == [("A", FEB, True)]


@together
def test_what_is_earned_by_the_first_plan_is_its_share_of_the_budget_first_approved(portfolio) -> Told:
    """40 of 200 is 20 of the 100 first approved. Of B the budget in force makes no sense, so that no share is known; C
    reports the share itself."""
    later = {**YEAR, "baseline_finish": "2027-03-31", "earned_value": 40}
    _report(portfolio, JAN, **{name: {**YEAR, "budget_at_completion": 100, "earned_value": 10} for name in "ABC"})
    _report(portfolio, MAR, A={**later, "budget_at_completion": 200}, B={**later, "budget_at_completion": -5},
            C={**later, "budget_at_completion": -5, "earned_value": None, "percent_complete": 0.3})  # fmt: skip
    yield
    rows = {row["project_id"]: (row["earned_value"], row["earned_value_reason"])
            for row in portfolio.rows("core.original_earned_value") if f"{row['period']}" == MAR}  # fmt: skip
    assert rows == {"A": (20, None), "B": (None, "INVALID_INPUT(budget_at_completion)"), "C": (30, None)}


@together
def test_a_trend_of_dates_that_only_tasks_tell_is_an_estimate(portfolio) -> Told:
    days = {JAN: "2026-12-31", FEB: "2027-01-14", MAR: "2027-01-29", APR: "2027-02-13"}
    for period, finish in days.items():
        shared = {**YEAR, "percent_complete": 0.5}
        _report(portfolio, period, reported={**shared, "forecast_finish": finish}, told=shared)
        portfolio.load("tasks", {"project_id": "told", "task_name": "T", "period": period, "forecast_finish": finish})
    yield
    for indicator in ("finish_trend_days_per_month", "trend_finish_slip_days"):
        flags, values = (portfolio.values(indicator, what) for what in ("flags", "value"))
        assert (flags["reported", "2026-04"], flags["told", "2026-04"]) == (None, "ESTIMATED")
        assert values["told", "2026-04"] == values["reported", "2026-04"] is not None


@together
def test_cost_of_the_budget_table_is_that_of_its_months_and_a_gap_ends_it(portfolio) -> Told:
    """A spent 90 and 130; B's report of February corrects January and lists no more, and is whole again in March."""
    booked = {
        JAN: {"A": {JAN: 90}, "B": {JAN: 90}},
        FEB: {"A": {FEB: 130}, "B": {JAN: 95}},
        MAR: {"B": {FEB: 130, MAR: 10}},
    }
    for period, projects in booked.items():
        _report(portfolio, period, **{name: {"actual_start": "2026-01-05"} for name in projects})
        portfolio.load("budgets", *(
            {"project_id": name, "period": period, "month": month, "actual": amount}
            for name, months in projects.items() for month, amount in months.items()
        ))  # fmt: skip
    yield
    columns = ("amount", "month_amount", "reason")
    rows = {(row["project_id"], f"{row['period']}"): tuple(row[name] for name in columns)
            for row in portfolio.rows("core.budget_actuals")}  # fmt: skip
    assert rows == {
        ("A", JAN): (90, None, None), ("A", FEB): (220, 130, None),
        ("B", JAN): (90, None, None), ("B", FEB): (None, 5, "PERIOD_GAP"), ("B", MAR): (235, None, None),
    }  # fmt: skip


@pytest.mark.parametrize(("left", "flags"), [({"actual_cost": 40}, None), ({}, "ESTIMATED")])
def test_an_estimate_made_of_what_is_left_is_as_good_as_the_cost_to_date(left: dict, flags, portfolio) -> None:
    """The cost to date is reported, or is that of the budget table of a project of which nobody says when it began."""
    _report(portfolio, MAR, A={"estimate_to_complete": 60, **left}, B={"manager_estimate_at_completion": 100})
    portfolio.load("budgets", {"project_id": "A", "month": MAR, "actual": 40})
    assert portfolio.values("manager_estimate_at_completion") == {"A": 100, "B": 100}
    assert portfolio.values("manager_estimate_at_completion", "flags") == {"A": flags, "B": None}


@together
def test_a_project_of_less_than_a_month_may_finish_in_the_month_in_which_it_began(portfolio) -> Told:
    """Half of March's work is done after 15 of 31 days: with half a month to come it ends on the 31st, at the pace so
    far after 0.4839 / 0.5 = 0.9677 of a month, on the 30th."""
    march = {"baseline_start": "2026-03-01", "baseline_finish": MAR, "budget_at_completion": 100}
    _report(portfolio, MAR, A={**march, "status_date": "2026-03-15", "earned_value": 50, "actual_cost": 50})
    yield
    (row,) = portfolio.rows("core.finish_forecasts")
    assert [f"{row[name]}" for name in ("planned_finish", "performance_finish")] == [MAR, "2026-03-30"]


@together
def test_indices_of_time_are_early_in_the_first_two_months(portfolio) -> Told:
    plan = {"baseline_finish": "2026-10-31", "forecast_finish": "2026-11-30", "percent_complete": 0.3}
    _report(portfolio, MAR, early={**plan, "baseline_start": "2026-02-15"}, steady={**plan, "baseline_start": JAN})
    yield
    flags = portfolio.values("to_complete_schedule_index_forecast", "flags")
    assert {name: "EARLY" in (flags[name] or "").split(",") for name in flags} == {"early": True, "steady": False}


@together
def test_a_budget_to_date_that_the_report_states_otherwise_is_flagged(portfolio) -> Told:
    stated = {"differs": 250, "agrees": 300}
    _report(portfolio, MAR, **{
        name: {**YEAR, "actual_start": "2026-01-01", "budget_year_to_date": amount} for name, amount in stated.items()
    })  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": name, "month": month, "budget": 100} for name in stated for month in (JAN, FEB, MAR)
    ))  # fmt: skip
    yield
    assert portfolio.values("budget_year_to_date") == stated
    assert portfolio.values("budget_year_to_date", "flags") == {"differs": "INPUTS_DIFFER", "agrees": None}


@together
def test_a_first_plan_keeps_the_curve_last_sent_under_its_name(portfolio) -> Told:
    """Version 1 was followed by version 2 in February; its curve was sent in January and once more in March."""
    first = {"project_id": "A", **YEAR, "version": "1", "kind": "original", "budget_at_completion": 100, "period": JAN}
    later = {"version": "2", "kind": "rebaseline", "budget_at_completion": 150, "effective_period": FEB}
    for period in (JAN, FEB, MAR, APR):
        _report(portfolio, period, A={})
    portfolio.load("baselines", first, first | later)
    for period, version, budget in ((JAN, "1", 100), (FEB, "2", 150), (MAR, "1", 100)):
        portfolio.load("baseline_periods", *(
            {"project_id": "A", "period": period, "version": version, "month": month, "planned_value": value}
            for month, value in ((JAN, budget / 10), (APR, budget / 2), ("2026-12-31", budget))
        ))  # fmt: skip
    yield
    rows = portfolio.rows("core.original_plans")
    assert [row["is_rebaselined"] for row in rows] == [False, True, True, True]
    assert {(row["curve_version"], f"{row['curve_period']}") for row in rows[2:]} == {("1", MAR)}


@together
def test_what_is_earned_beyond_the_points_that_were_sent_lies_on_a_line_that_nobody_sent(portfolio) -> Told:
    """Forty of a hundred are planned by April, the rest by December on no curve: 60 is on that line, 25 is not."""
    earned = {"beyond": 60, "within": 25}
    _report(portfolio, MAR, **{
        name: {**YEAR, "budget_at_completion": 100, "earned_value": value} for name, value in earned.items()
    })  # fmt: skip
    portfolio.load("baseline_periods", *(
        {"project_id": name, "month": month, "planned_value": 10 * place}
        for name in earned for place, month in enumerate((JAN, FEB, MAR, APR), start=1)
    ))  # fmt: skip
    yield
    assert portfolio.values("earned_schedule") == {"beyond": pytest.approx(4 + 8 * 20 / 60), "within": 2.5}
    assert portfolio.values("earned_schedule", "flags") == {"beyond": "ESTIMATED", "within": None}


@together
def test_without_a_duration_it_is_said_first_also_where_the_budget_makes_no_sense(portfolio) -> Told:
    _report(portfolio, MAR, A={"baseline_start": "2026-01-01", "budget_at_completion": -5, "earned_value": 10},
            B={**YEAR, "budget_at_completion": -5, "earned_value": 10})  # fmt: skip
    yield
    assert portfolio.values("earned_schedule", "reason") == {
        "A": "NO_BASELINE", "B": "INVALID_INPUT(budget_at_completion)",
    }  # fmt: skip


@together
def test_what_is_known_of_its_parts_is_known_of_the_product_of_both_indices(portfolio) -> Told:
    shared = {**YEAR, "budget_at_completion": 100}
    _report(portfolio, MAR, early={**shared, "planned_value": 12, "earned_value": 10, "actual_cost": 11},
            steady={**shared, "planned_value": 50, "earned_value": 40, "actual_cost": 80})  # fmt: skip
    yield
    assert portfolio.values("schedule_cost_index")["steady"] == pytest.approx(0.8 * 0.5)
    assert portfolio.values("schedule_cost_index", "flags") == {"early": "EARLY", "steady": None}


@together
def test_a_tolerance_of_time_is_used_by_estimate_where_the_forecast_has_passed(portfolio) -> Told:
    shared = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11", "time_tolerance_days": 40,
              "percent_complete": 0.9}  # fmt: skip
    _report(portfolio, MAR, stale={**shared, "forecast_finish": "2026-03-18"},
            fresh={**shared, "forecast_finish": "2026-04-10"})  # fmt: skip
    yield
    assert portfolio.values("time_tolerance_used") == {"stale": 20 / 40, "fresh": 30 / 40}
    assert portfolio.values("time_tolerance_used", "flags") == {"stale": "ESTIMATED", "fresh": None}


@together
def test_budgets_by_month_are_the_plan_until_a_curve_is_sent(portfolio) -> Told:
    """Both add up to 120; by the curve of March 45 of them are planned by then, by the budgets 10 in January."""
    year = [month_end(f"2026-{month:02}").isoformat() for month in range(1, 13)]
    for period in (JAN, MAR):
        _report(portfolio, period, **{name: {**YEAR, "budget_at_completion": 120} for name in ("curve", "budgets")})
    portfolio.load("budgets", *({"project_id": name, "period": JAN, "month": month, "budget": 10}
                                for name in ("curve", "budgets") for month in year))  # fmt: skip
    portfolio.load("baseline_periods", *({"project_id": "curve", "month": month, "planned_value": value}
                                         for month, value in ((MAR, 45), ("2026-12-31", 120))))  # fmt: skip
    yield
    assert portfolio.values("planned_value") == {
        ("curve", "2026-01"): 10, ("budgets", "2026-01"): 10, ("curve", "2026-03"): 45, ("budgets", "2026-03"): 30,
    }  # fmt: skip


@together
def test_a_curve_without_a_name_that_is_sent_under_a_later_plan_is_not_the_first_ones(portfolio) -> Told:
    for period in (JAN, FEB, MAR):
        _report(portfolio, period, A={**YEAR, "budget_at_completion": 100} if period == JAN else {})
    portfolio.load("baselines", {"project_id": "A", **YEAR, "version": "2", "kind": "rebaseline", "period": FEB,
                                 "budget_at_completion": 150, "effective_period": FEB})  # fmt: skip
    for period, budget in ((JAN, 100), (MAR, 150)):
        portfolio.load("baseline_periods", *(
            {"project_id": "A", "period": period, "month": month, "planned_value": value}
            for month, value in ((JAN, budget / 10), ("2026-12-31", budget))
        ))  # fmt: skip
    yield
    rows = portfolio.rows("core.original_plans")
    assert [(row["is_rebaselined"], row["version"], f"{row['curve_period']}") for row in rows] == [
        (False, "", JAN), (True, "", JAN), (True, "", JAN),
    ]  # fmt: skip


@together
def test_a_first_plan_that_nobody_calls_original_has_its_own_version_and_what_is_sent_under_it(portfolio) -> Told:
    """Version 1 was in force in January, version 2 from February on; the curve of version 1 was sent anew in March."""
    for period in (JAN, FEB, MAR):
        _report(portfolio, period, A={})
    for period, version, budget in ((JAN, "1", 100), (FEB, "2", 150)):
        portfolio.load("baselines", {"project_id": "A", **YEAR, "version": version, "period": period,
                                     "budget_at_completion": budget, "effective_period": period})  # fmt: skip
    for period in (JAN, MAR):
        portfolio.load("baseline_periods", *(
            {"project_id": "A", "period": period, "version": "1", "month": month, "planned_value": value}
            for month, value in ((JAN, 10), ("2026-12-31", 100))
        ))  # fmt: skip
    yield
    rows = portfolio.rows("core.original_plans")
    assert [(row["is_rebaselined"], row["version"], f"{row['curve_period']}") for row in rows] == [
        (False, "1", JAN), (True, "1", JAN), (True, "1", MAR),
    ]  # fmt: skip
