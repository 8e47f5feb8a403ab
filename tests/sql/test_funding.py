"""How fast money is spent, when it runs out, and what is committed beside it."""

from datetime import date

import pytest

from tests.sql.fiscal_years import MONTHS, YEAR, end, indicator, indicators
from tests.sql.together import Together, Told

together = Together()


def _costs(portfolio, *costs: float | None, project: str = "A", **more) -> None:
    """Cost to date at the end of each month up to March 2026."""
    months = [f"2025-{number:02}" for number in range(9, 13)] + MONTHS[:3]
    for month, cost in zip(months[-len(costs) :], costs, strict=True):
        portfolio.load("projects", {
            "project_id": project, "period": end(month), "actual_cost": cost, "percent_complete": 0.5,
            "actual_start": "2025-01-01", "baseline_start": "2025-01-01", "baseline_finish": "2026-09-30",
            "forecast_finish": "2026-10-31", "budget_at_completion": 1000, **more,
        })  # fmt: skip


@together
def test_money_runs_out_at_the_mean_cost_of_three_months(portfolio) -> Told:
    _costs(portfolio, 100, 160, 170, 280)
    _costs(portfolio, 100, 160, 170, 280, project="funded", funding_approved=400)
    yield
    found = indicators(portfolio, "A", "burn_rate", "funding_runout_days")
    # D5: the mean of 60, 10 and 110
    assert found["burn_rate"] == (60, None, None)
    (row,) = portfolio.rows("core.funding", project_id="A", period=date(2026, 3, 31))
    # D6: 720 left / 60 = 12 months after 2026-03-31; 182 days after 2026-09-30
    assert (row["runout_date"], found["funding_runout_days"][0]) == (date(2027, 3, 31), 182)
    # 120 left / 60: two months
    (funded,) = portfolio.rows("core.funding", project_id="funded", period=date(2026, 3, 31))
    assert (funded["runout_date"], funded["runout_days"]) == (date(2026, 5, 31), -122)
    flags = portfolio.values("funding_runout_days", "flags")
    assert (flags["A", "2026-03"], flags["funded", "2026-03"]) == ("FUNDING_IS_BUDGET", None)


@together
def test_part_of_a_month_is_its_share_of_days(portfolio) -> Told:
    _costs(portfolio, 100, 140, 180, 220, funding_approved=310)
    yield
    (row,) = portfolio.rows("core.funding", period=date(2026, 3, 31))
    # 90 / 40 = 2.25 months: the end of May and a quarter of June's 30 days, 7.5, rounded to 8
    assert row["runout_date"] == date(2026, 6, 8)


BURNT = [
    ((160, 170, 280), {}, "INSUFFICIENT_HISTORY(2<3)", "INSUFFICIENT_HISTORY(2<3)"),
    ((100, None, 170, 280), {}, "INSUFFICIENT_HISTORY(1<3)", "INSUFFICIENT_HISTORY(1<3)"),
    ((300, 290, 280, 270), {}, "NEG_DENOM(burn_rate)", "NEG_DENOM(burn_rate)"),
    ((100, 160, 170, 280), {"budget_at_completion": None}, None, "MISSING_INPUT(funding_approved)"),
    ((1100, 1160, 1170, 1280), {}, None, "BUDGET_EXHAUSTED"),
    ((100, 160, 170, 280), {"state": "closed"}, "COMPLETE", "COMPLETE"),
    ((1, 1, 1, 1.3), {}, None, "NOT_APPLICABLE"),
]


@pytest.fixture(scope="module")
def of_costs(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    for costs, more, _, _ in BURNT:
        _costs(portfolio, *costs, project=f"{costs} {more}", **more)
    return portfolio


@pytest.mark.parametrize(("costs", "more", "burn", "runout"), BURNT)
def test_why_there_is_no_burn_rate_or_run_out(costs, more, burn, runout, of_costs) -> None:
    found = indicators(of_costs, f"{costs} {more}", "burn_rate", "funding_runout_days")
    assert (found["burn_rate"][1], found["funding_runout_days"][1]) == (burn, runout)


@together
def test_money_that_is_used_up_ran_out_on_the_day_it_was_crossed(portfolio) -> Told:
    _costs(portfolio, 800, 900, 1050, 1100)
    yield
    (row,) = portfolio.rows("core.funding", period=date(2026, 3, 31))
    assert (row["left_to_spend"], row["runout_date"]) == (-100, date(2026, 2, 28))


COMMITMENTS = [
    (500, (0.78, None)),
    (None, (None, "MISSING_INPUT(committed_cost)")),
    (-1, (None, "INVALID_INPUT(committed_cost)")),
]


@pytest.fixture(scope="module")
def of_commitments(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    for committed, _ in COMMITMENTS:
        _costs(portfolio, 280, project=f"{committed}", committed_cost=committed)
    return portfolio


@pytest.mark.parametrize(("committed", "expected"), COMMITMENTS)
def test_commitments_count_beside_what_is_spent(committed, expected, of_commitments) -> None:
    assert indicator(of_commitments, f"{committed}", "commitment_cover")[:2] == expected


@together
def test_open_commitments_may_come_from_the_budget_table(portfolio) -> Told:
    _costs(portfolio, 280)
    portfolio.load(
        "budgets",
        *({"project_id": "A", "month": end(month), "committed": 50} for month in MONTHS[3:5]),
        {"project_id": "decoy", "month": "2026-05-31", "committed": 999},
    )
    yield
    assert indicator(portfolio, "A", "commitment_cover")[0] == 0.38


@together
def test_spending_is_set_against_the_planned_duration(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "budget_at_completion": 1000, "actual_cost": 400}
    portfolio.load(
        "projects",
        {"project_id": "A", **plan, "baseline_finish": "2026-06-30"},
        {"project_id": "overdue", **plan, "baseline_finish": "2026-02-28"},
        {"project_id": "no plan", "budget_at_completion": 1000, "actual_cost": 400},
    )
    yield
    gap = {name: indicator(portfolio, name, "spent_against_elapsed_gap")[:2] for name in ("A", "overdue", "no plan")}
    # 40 % - 3 / 6 months; past the finish all of the duration has passed
    assert gap == {"A": (-0.1, None), "overdue": (-0.6, None), "no plan": (None, "NO_BASELINE")}


@together
def test_a_month_of_cost_is_what_its_own_report_added_also_where_it_corrects_an_earlier_one(portfolio) -> Told:
    """January's 100 are 110 since March: February to April cost 130, 50 + 10 and 60, the budget table says 240."""
    jan, feb, mar, apr = map(end, MONTHS[:4])
    months = {jan: {jan: 100}, feb: {feb: 130}, mar: {jan: 110, mar: 50}, apr: {apr: 60}}
    for period, booked in months.items():
        portfolio.load("projects", {"project_id": "A", "period": period, **YEAR})
        portfolio.load("budgets", *(
            {"project_id": "A", "period": period, "month": month, "actual": amount} for month, amount in booked.items()
        ))  # fmt: skip
    yield
    assert float(portfolio.values("burn_rate")["A", "2026-04"]) == pytest.approx(250 / 3)
