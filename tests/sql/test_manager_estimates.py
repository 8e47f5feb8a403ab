"""Whether the manager's estimate can be believed, and whether the money lasts until the finish that is expected."""

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
PLAN = {"budget_at_completion": 1000, "state": "active", "actual_start": "2026-01-01"}


@together
def test_an_estimate_is_credible_where_the_rest_needs_about_the_efficiency_so_far(portfolio) -> Told:
    """BAC 1000, EV 400, AC 500: CPI 0.8. The rest of 600 is to cost EAC - 500:
    EAC 1250, 600 / 750 = 0.8; EAC 1100, 600 / 600 = 1, 0.2 more; EAC 1500, 600 / 1000 = 0.6, 0.2 less;
    EAC 500 + 600 / 0.9, 0.1 more and no further."""
    estimates = {"as so far": 1250, "too low": 1100, "too high": 1500, "on the bound": 500 + 600 / 0.9, "none": None}
    so_far = {**PLAN, "earned_value": 400, "actual_cost": 500}
    portfolio.load("projects", *(
        {"project_id": name, **so_far, "manager_estimate_at_completion": estimate}
        for name, estimate in estimates.items()
    ), {"project_id": "near the end", **PLAN, "earned_value": 900, "actual_cost": 900,
        "manager_estimate_at_completion": 950})  # fmt: skip
    yield
    gaps = portfolio.values("estimate_efficiency_gap")
    assert {name: gaps[name] for name in estimates} == pytest.approx(
        {"as so far": 0, "too low": 0.2, "too high": -0.2, "on the bound": 0.1, "none": None}, abs=1e-6
    )
    assert portfolio.values("estimate_efficiency_gap", "reason")["none"].startswith("MISSING_INPUT(manager_estimate")
    flags = portfolio.values("to_complete_performance_index_manager", "flags")
    assert {name: flags[name] for name in estimates} == {
        "as so far": None, "too low": "NOT_CREDIBLE", "too high": "NOT_CREDIBLE", "on the bound": None, "none": None,
    }  # fmt: skip
    assert portfolio.values("estimate_efficiency_gap", "flags")["too low"] == "NOT_CREDIBLE"
    # 100 of work for 50 of money is 2 against 1: so near the end both are ratios of remainders
    assert (flags["near the end"], gaps["near the end"]) == ("NEAR_END", pytest.approx(1))


def test_the_light_of_the_gap_turns_at_a_tenth_and_at_a_fifth_either_way(portfolio) -> None:
    """CPI 1, so that the rest of 500 is to cost 500 / (1 + gap)."""
    gaps = {"green": 0.09, "low": -0.11, "high": 0.15, "too low": -0.21, "too high": 0.25}
    portfolio.load("projects", *(
        {"project_id": name, "project_name": name, **PLAN, "earned_value": 500, "actual_cost": 500,
         "manager_estimate_at_completion": 500 + 500 / (1 + gap)}
        for name, gap in gaps.items()
    ))  # fmt: skip
    lights = {row["project_id"]: row["light"] for row in
              portfolio.only("estimate_efficiency_gap").rows("marts.indicators", indicator="estimate_efficiency_gap")}
    assert lights == {"green": "green", "low": "amber", "high": "amber", "too low": "red", "too high": "red"}


@together
def test_the_money_is_held_against_the_finish_that_is_expected(portfolio) -> Told:
    """A hundred a month, 400 spent of 700 in April: three months left, to 31 July. The work is expected until
    30 September, two months later; until 15 July, 16 of 31 days before; or, once promised for March, until 30 April."""
    finishes = {"ends before": "2026-09-30", "lasts": "2026-07-15", "old promise": "2026-03-31", "unknown": None}
    for place, month in enumerate((JAN, FEB, MAR, APR), start=1):
        portfolio.load("projects", *(
            {"project_id": name, "period": month, **PLAN, "actual_cost": 100 * place, "earned_value": 100 * place,
             "funding_approved": 700, "forecast_finish": finish}
            for name, finish in finishes.items()
        ))  # fmt: skip
    yield
    april = {name: portfolio.values("funding_gap_months")[name, "2026-04"] for name in finishes}
    assert april == pytest.approx({"ends before": -2, "lasts": 16 / 31, "old promise": 3, "unknown": None})
    reasons = portfolio.values("funding_gap_months", "reason")
    assert reasons["unknown", "2026-04"] == "MISSING_INPUT(forecast_finish)"
    assert reasons["lasts", "2026-02"] == portfolio.values("funding_runout_days", "reason")["lasts", "2026-02"]
    flags = portfolio.values("funding_gap_months", "flags")
    assert (flags["old promise", "2026-04"], flags["lasts", "2026-04"]) == ("ESTIMATED", None)
