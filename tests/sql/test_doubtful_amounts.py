"""A figure that rests on an amount which jumped like another unit says so, in every indicator and every sum."""

from functools import cache

import pytest

from pmo_analytics.indicators import register
from tests.sql.conftest import all_models, month_end

MONTHS = JAN, FEB, MAR, APR = tuple(month_end(f"2026-0{number}") for number in (1, 2, 3, 4))
FLAG = "AMOUNT_JUMPED"
FIGURES = {"budget_at_completion": 1000, "planned_value": 600, "earned_value": 500, "actual_cost": 400,
           "baseline_start": "2025-10-01", "baseline_finish": "2026-12-31", "state": "active"}  # fmt: skip
# They are made of whether an amount was stated or work is left, of what was first reported, or of a difference from it.
UNMOVED = {"time_elapsed_ratio", "finish_slip_days_original", "finish_slip_ratio_original", "actual_time",
           "executing_time", "finish_slip_days", "finish_slip_ratio", "time_tolerance_used"}  # fmt: skip
FIRST_REPORTED = {name for name, entry in register().entries.items() if entry.as_reported} | {
    "restatement_rate", "earned_value_restatement", "actual_cost_restatement",
}  # fmt: skip

WATCHED = ("budget_at_completion", "original_budget", "funding_approved", "planned_value", "earned_value",
           "actual_cost", "actual_cost_this_period", "estimate_to_complete",
           "manager_estimate_at_completion", "committed_cost",
           "contingency_approved", "contingency_drawn", "budget_this_year", "budget_year_to_date", "actual_this_year",
           "forecast_this_year")  # fmt: skip


@pytest.fixture
def flagged(portfolio):
    """flagged({"actual_cost": {FEB: 40}}): who of P1, whose months say otherwise as given, and P2, whose months all say
    the same, is flagged for an indicator, as (project, month)."""

    def put(changed: dict, months=MONTHS, **same):
        for month in months:
            rows = ({**FIGURES, **same, "period": month, "project_id": project} for project in ("P1", "P2"))
            said = {field: amounts[month] for field, amounts in changed.items() if month in amounts}
            first, second = rows
            portfolio.load("projects", {**first, **said}, second)
        return lambda name: [
            (row["project_id"], row["period"])
            for row in sorted(portfolio.rows(f"indicators.{name}"), key=lambda row: (row["project_id"], row["period"]))
            if FLAG in (row["flags"] or "").split(",")
        ]

    return put


def test_a_budget_that_jumped_is_told_by_what_is_made_of_it_in_its_month_alone(flagged) -> None:
    of = flagged({"budget_at_completion": {FEB: 1000000}})
    for name in ("budget_at_completion", "percent_complete", "percent_spent", "percent_planned",
                 "estimate_at_completion", "estimate_at_completion_selected", "variance_at_completion",
                 "to_complete_performance_index"):  # fmt: skip
        assert of(name) == [("P1", FEB)], name
    for name in ("earned_value", "actual_cost", "cost_performance_index", "schedule_performance_index"):
        assert of(name) == [], name


def test_an_earned_value_made_of_the_budget_rests_on_it(flagged) -> None:
    of = flagged({"budget_at_completion": {FEB: 1000000}}, earned_value=None, percent_complete=0.5, planned_value=None)
    for name in ("earned_value", "planned_value", "cost_performance_index", "schedule_performance_index",
                 "earned_schedule"):  # fmt: skip
        assert of(name) == [("P1", FEB)], name
    assert of("actual_cost") == []


def test_an_amount_is_in_doubt_until_it_is_reported_again(flagged) -> None:
    of = flagged({"actual_cost": {FEB: 400000, MAR: None}, "state": {MAR: "on_hold"}})
    assert of("actual_cost") == [("P1", FEB), ("P1", MAR)]


def test_a_cost_of_a_month_stays_in_the_sum_until_the_cost_to_date_is_reported(flagged) -> None:
    costs = {JAN: 10, FEB: 10000, MAR: 10, APR: 10}
    of = flagged({"actual_cost": {JAN: 400, FEB: None, MAR: None, APR: 430}, "actual_cost_this_period": costs})
    assert of("actual_cost") == [("P1", FEB), ("P1", MAR)]


def test_a_window_of_three_months_rests_on_the_months_it_begins_with(flagged) -> None:
    costs = {JAN: 410, FEB: 450, MAR: 480, APR: 490}
    months = tuple(month_end(f"2025-{number}") for number in (11, 12))
    of = flagged({"actual_cost": {months[0]: 400, months[1]: 4, **costs},
                  "earned_value": {months[0]: 300, months[1]: 310, JAN: 350, FEB: 400, MAR: 450}},
                 (*months, *MONTHS))  # fmt: skip
    assert ("P1", MAR) in of("cost_performance_index_three_months")
    assert ("P1", MAR) in of("burn_rate")
    assert ("P1", APR) not in of("burn_rate") + of("cost_performance_index_three_months")


def test_every_indicator_that_reads_an_amount_of_the_report_says_that_it_jumped() -> None:
    """Along the models: what reads a declared amount has the amounts in doubt beneath it."""
    models = all_models()
    watched = {f"projects.{name}" for name in WATCHED}

    @cache
    def beneath(name: str) -> set[str]:
        found = set(models[name].inputs) & set(models)
        return found.union(*map(beneath, sorted(found)))

    reading = {name for name, entry in register().entries.items() if watched & set(entry.inputs)}
    assert [
        name for name in sorted(reading - UNMOVED - FIRST_REPORTED)
        if "core.doubtful_amounts" not in beneath(f"indicators.{name}")
    ] == []  # fmt: skip


COUNTING = [
    ("original_budget", "budget_growth_ratio"),
    ("funding_approved", "funding_runout_days"),
    ("manager_estimate_at_completion", "manager_estimate_at_completion"),
    ("manager_estimate_at_completion", "to_complete_performance_index_manager"),
    ("committed_cost", "commitment_cover"),
    ("contingency_approved", "contingency_drawdown"),
    ("budget_this_year", "budget_execution_rate"),
    ("budget_year_to_date", "budget_variance_year_to_date"),
    ("actual_this_year", "actual_year_to_date"),
    ("forecast_this_year", "full_year_forecast"),
    ("planned_value", "schedule_variance"),
]


@pytest.fixture(scope="module")
def of_fields(portfolio_of_cases):
    """A project for each amount, called like it, which alone jumps in it, beside one in which nothing does."""
    portfolio = portfolio_of_cases()
    usual = {"original_budget": 900, "funding_approved": 2000, "manager_estimate_at_completion": 1100,
             "committed_cost": 20, "contingency_approved": 100, "contingency_drawn": 50, "budget_this_year": 500,
             "budget_year_to_date": 200,
             "actual_this_year": 150, "forecast_this_year": 450}  # fmt: skip
    for month, cost in zip(MONTHS, (100, 200, 300, 400), strict=True):
        said = {**FIGURES, **usual, "period": month, "actual_cost": cost}
        smaller = {field: {field: said[field] / 100} for field, _ in COUNTING if month != APR}
        portfolio.load("projects", *(
            {**said, "project_id": field, **smaller.get(field, {})} for field in ("none", *dict(COUNTING))
        ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("field", "indicator"), COUNTING)
def test_each_amount_is_told_where_it_counts(field, indicator, of_fields) -> None:
    told = [(row["project_id"], row["period"]) for row in of_fields.rows(f"indicators.{indicator}")
            if row["project_id"] in (field, "none") and FLAG in (row["flags"] or "").split(",")]  # fmt: skip
    assert told == [(field, APR)]


def test_sums_ratios_and_medians_with_such_a_project_say_so_in_its_group_and_month_alone(portfolio) -> None:
    for month in (JAN, FEB, MAR):
        portfolio.load("projects", *(
            {**FIGURES, "project_id": f"P{number}", "programme": "A" if number < 5 else "B", "period": month,
             **({"budget_at_completion": 1000000} if (number, month) == (0, FEB) else {})}
            for number in range(10)
        ))  # fmt: skip
    names = ("budget_at_completion", "percent_spent", "spent_against_elapsed_gap")
    portfolio.only(*names, "actual_cost")
    for name in names:
        told = [row for row in portfolio.rows("marts.rollup", indicator=name) if FLAG in (row["flags"] or "")]
        assert {(row["name"], row["period"]) for row in told} >= {("", FEB), ("A", FEB)}, name
        assert {row["period"] for row in told} == {FEB} and "B" not in {row["name"] for row in told}
    assert not [row for row in portfolio.rows("marts.rollup", indicator="actual_cost") if row["flags"]]


def test_a_budget_that_is_used_up_by_a_cost_that_jumped_marks_the_ratio_it_is_in(portfolio) -> None:
    for month, cost in ((JAN, 40), (FEB, 40000)):
        portfolio.load("projects", {**FIGURES, "project_id": "P1", "period": month, "actual_cost": cost},
                       {**FIGURES, "project_id": "P2", "period": month})  # fmt: skip
    own = portfolio.rows("indicators.to_complete_performance_index", project_id="P1", period=FEB)[0]
    assert (own["reason"], own["flags"]) == ("BUDGET_EXHAUSTED", None)
    portfolio.only("to_complete_performance_index")
    rows = portfolio.rows("marts.group_sums", indicator="to_complete_performance_index", level="portfolio")
    assert {row["period"]: row["is_jumped"] for row in rows} == {JAN: False, FEB: True}


def test_where_the_budget_jumps_alike_the_other_amounts_are_in_doubt_as_well(portfolio) -> None:
    for month, times in ((JAN, 1), (FEB, 10000)):
        portfolio.load("projects", {
            "project_id": "P1", "period": month, "budget_at_completion": 1000 * times, "actual_cost": 40 * times,
        })  # fmt: skip
    assert [row["field"] for row in portfolio.rows("core.money_jumps")] == ["budget_at_completion"]
    assert portfolio.rows("core.doubtful_amounts") == [
        {"project_id": "P1", "period": FEB, "fields": ["actual_cost", "budget_at_completion"]}
    ]
