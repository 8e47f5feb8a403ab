"""The fiscal year of a project: worked examples of each figure, and when there is none."""

import pytest

from tests.sql.fiscal_years import MONTHS, YEAR, end, indicator, indicators, lines, year
from tests.sql.together import Together, Told

together = Together()


@pytest.fixture(scope="module")
def worked(portfolio_of_cases):
    """A project of 100 a month that spent 90, 130 and 50, and expects 110 in each of the nine months to come; with rows
    of two other fiscal years in its table, and a decoy beside it."""
    portfolio = portfolio_of_cases()
    portfolio.load(
        "projects",
        {"project_id": "A", **YEAR, "budget_at_completion": 1500, "percent_complete": 0.3, "committed_cost": 330,
         "contingency_approved": 200, "contingency_drawn": 90},
        {"project_id": "decoy", **YEAR, "budget_at_completion": 9999, "percent_complete": 0.9},
    )  # fmt: skip
    portfolio.load(
        "budgets",
        *lines("A"),
        *({"project_id": "A", "month": end, "budget": 7777, "actual": 7777} for end in ("2025-12-31", "2027-01-31")),
        *lines("decoy", actual={"2026-01": 1, "2026-02": 1, "2026-03": 1}),
    )
    return portfolio


def test_the_figures_of_a_fiscal_year_are_those_of_the_worked_example(worked) -> None:
    expected = {
        # D1: three months of 100; 90 + 130 + 50; 300 - 270
        "budget_year_to_date": (300, None, None),
        "actual_year_to_date": (270, None, None),
        "budget_variance_year_to_date": (30, None, None),
        # D2: 270 + 9 x 110; 1200 - 1260; 1260 / 1200, on the red bound and so still amber
        "full_year_forecast": (1260, None, None),
        "full_year_forecast_variance": (-60, None, None),
        "full_year_forecast_ratio": (1.05, None, "amber"),
        # D3: 1 - (|90 - 100| + |130 - 100| + |50 - 100|) / 300
        "budget_phasing_adherence": (0.7, None, "amber"),
        # D4: 3 x 110 / 1260
        "year_end_spend_ratio": (round(330 / 1260, 9), None, "green"),
        # D7: cost to date takes the months of all years, 7777 + 270; (8047 + 330) / 1500
        "commitment_cover": (round(8377 / 1500, 9), None, None),
        # D8: 45 % of the contingency for 30 % of the work
        "contingency_drawdown": (1.5, None, "red"),
        # D11: 270 / 1200; 3 / 12; 22.5 % - 25 %
        "budget_execution_rate": (0.225, None, None),
        "time_elapsed_ratio": (0.25, None, None),
        "budget_execution_gap": (-0.025, None, "green"),
    }
    assert indicators(worked, "A", *expected) == expected


def test_contingency_used_up_too_fast_turns_the_cost_light_red(worked) -> None:
    (light,) = worked.only(light="cost").rows("marts.light_readings", project_id="A", dimension="cost")
    assert light["reading"] == "red" and "contingency_drawdown" in light["drivers"]


GAPS = [
    ("2026-02", "PERIOD_GAP", "PERIOD_GAP", "PERIOD_GAP", "PERIOD_GAP"),
    ("2026-08", "PERIOD_GAP", None, None, "PERIOD_GAP"),
]


@pytest.fixture(scope="module")
def of_gaps(portfolio_of_cases):
    portfolio, names = portfolio_of_cases(), ("decoy", *(without for without, *_ in GAPS))
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in names))
    portfolio.load("budgets", *(
        line for name in names for line in lines(name, [month for month in MONTHS if month != name])
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("without", "budget", "past_budget", "actual", "forecast"), GAPS)
def test_a_month_missing_in_a_window_is_a_gap_and_never_a_zero(
    without, budget, past_budget, actual, forecast, of_gaps
) -> None:
    row = year(of_gaps, without)
    reasons = ("budget_reason", "budget_to_date_reason", "actual_reason", "forecast_reason")
    assert [row[name] for name in reasons] == [budget, past_budget, actual, forecast]
    assert [year(of_gaps, "decoy")[name] for name in reasons] == [None] * 4
    found = indicators(of_gaps, without, "budget_execution_rate", "year_end_spend_ratio", "budget_phasing_adherence")
    assert found["budget_execution_rate"][:2] == (None, "PERIOD_GAP")
    assert found["year_end_spend_ratio"][:2] == (None, "PERIOD_GAP")
    assert found["budget_phasing_adherence"][1] == past_budget


@together
def test_months_before_the_start_and_after_the_finish_are_not_missing(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "A", "baseline_start": "2026-02-10", "actual_start": "2026-02-20",
         "baseline_finish": "2026-05-31"},
        {"project_id": "late start", "baseline_start": "2026-01-01", "actual_start": "2026-03-02",
         "baseline_finish": "2026-04-30", "forecast_finish": "2026-06-30"},
    )  # fmt: skip
    portfolio.load("budgets", *lines("A", MONTHS[1:5]), *lines("late start", MONTHS[:6], {"2026-03": 50}))
    yield
    row = year(portfolio, "A")
    assert (row["budget_this_year"], row["actual_year_to_date"], row["forecast_this_year"]) == (400, 180, 400)
    late = year(portfolio, "late start")
    assert (late["budget_year_to_date"], late["actual_year_to_date"], late["forecast_this_year"]) == (300, 50, 380)
    # spent nothing in January and February, where 100 each were planned: 1 - (100 + 100 + 50) / 300
    assert indicator(portfolio, "late start", "budget_phasing_adherence")[0] == pytest.approx(1 / 6)


@together
def test_where_nobody_says_when_a_project_starts_the_first_month_listed_is_an_estimate(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A"}, {"project_id": "whole year"})
    portfolio.load("budgets", *lines("A", MONTHS[1:]), *lines("whole year"))
    yield
    assert (year(portfolio, "A")["actual_year_to_date"], year(portfolio, "A")["actual_flags"]) == (180, ["ESTIMATED"])
    assert year(portfolio, "whole year")["actual_flags"] == []


@together
def test_a_credit_note_lowers_the_cost_of_the_year(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A", **YEAR})
    portfolio.load("budgets", *lines("A", actual={"2026-01": 90, "2026-02": -40, "2026-03": 50}))
    yield
    assert year(portfolio, "A")["actual_year_to_date"] == 100
    # the months differ by 10, 140 and 50 from 300 in all
    assert indicator(portfolio, "A", "budget_phasing_adherence")[0] == pytest.approx(1 / 3)


@together
def test_adherence_may_be_below_zero_and_needs_a_budget(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A", **YEAR}, {"project_id": "none", **YEAR})
    portfolio.load(
        "budgets",
        *lines("A", actual={"2026-01": 900, "2026-02": 100, "2026-03": 100}),
        *lines("none", budget=0),
    )
    yield
    assert indicator(portfolio, "A", "budget_phasing_adherence") == (round(1 - 800 / 300, 9), None, "red")
    assert indicator(portfolio, "none", "budget_phasing_adherence")[1] == "ZERO_DENOM(budget_year_to_date)"
    assert indicator(portfolio, "none", "budget_execution_rate")[1] == "ZERO_DENOM(budget_this_year)"


def test_the_fiscal_year_begins_in_the_month_that_is_set(given, portfolio) -> None:
    given("reference.settings", {"name": "fiscal_year_start_month", "value": "4"})
    months = [f"2025-{number:02}" for number in range(4, 13)] + MONTHS[:3]
    portfolio.load("projects", {"project_id": "A", "baseline_start": "2025-01-01", "baseline_finish": "2026-12-31"})
    portfolio.load(
        "budgets",
        *({"project_id": "A", "month": end(month), "budget": 10, "actual": 9} for month in months),
        {"project_id": "A", "month": "2025-03-31", "budget": 7777, "actual": 7777},
        {"project_id": "A", "month": "2026-04-30", "budget": 7777, "forecast": 7777},
    )
    row = year(portfolio, "A")
    assert (row["fiscal_year"], row["months_elapsed"], row["budget_this_year"]) == (2026, 12, 120)
    assert (row["actual_year_to_date"], row["forecast_this_year"]) == (108, 108)
    assert indicator(portfolio, "A", "time_elapsed_ratio")[0] == 1


STATES = {
    "not started": ({"state": "proposed"}, {"budget_execution_rate": "NOT_STARTED", "full_year_forecast": None}),
    "cancelled": ({"state": "cancelled"}, {"budget_execution_rate": "CANCELLED", "actual_year_to_date": None}),
    "on hold": ({"state": "on_hold"}, {"budget_execution_rate": None, "burn_rate": "ON_HOLD"}),
}


@together
def test_what_a_projects_state_does_to_its_year(portfolio) -> Told:
    portfolio.load("projects", *(
        {"project_id": name, "baseline_start": "2026-04-01" if name == "not started" else "2026-01-01",
         "baseline_finish": "2026-12-31", **state}
        for name, (state, _) in STATES.items()
    ))  # fmt: skip
    portfolio.load("budgets", *lines("not started", MONTHS[3:]), *lines("cancelled"), *lines("on hold"))
    yield
    asked = {indicator for _, expected in STATES.values() for indicator in expected}
    for name, (_, expected) in STATES.items():
        found = indicators(portfolio, name, *asked)
        assert {indicator: found[indicator][1] for indicator in expected} == expected, name
    # 9 x 110 to come, nothing spent
    assert indicator(portfolio, "not started", "full_year_forecast")[0] == 990


@together
def test_a_table_of_the_last_quarter_only_is_no_hockey_stick(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "A", "baseline_start": "2026-10-01", "baseline_finish": "2026-12-31", "state": "proposed"},
        {"project_id": "stick", "baseline_start": "2026-05-01", "baseline_finish": "2026-12-31", "state": "proposed"},
    )
    portfolio.load("budgets", *lines("A", MONTHS[9:]), *lines("stick", MONTHS[4:]))
    yield
    assert indicator(portfolio, "A", "year_end_spend_ratio")[1] == "NOT_APPLICABLE"
    assert indicator(portfolio, "stick", "year_end_spend_ratio") == (0.375, None, "green")
