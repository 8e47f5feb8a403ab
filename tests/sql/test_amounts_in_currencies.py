"""Amounts of risks, plans, tasks and changes in another currency than their project's: converted, or not known."""

import pytest

AMOUNTS = {
    "risks": ("risk_id", "cost_impact", "expected_value", "residual_cost_impact", "response_cost"),
    "baselines": ("version", "budget_at_completion", "contingency_approved"),
    "baseline_periods": ("version", "planned_value", "planned_value_this_period"),
    "tasks": ("task_id", "planned_cost", "actual_cost"),
    "changes": ("change_id", "cost_impact"),
    "issues": ("issue_id", "cost_impact"),
    "decisions": ("decision_id", "cost_impact"),
    "milestones": ("milestone_id", "payment_amount"),
}


@pytest.fixture
def abroad(portfolio):
    """Two projects of a portfolio in yuan, P1 itself in euros at 8; a pound has no rate."""
    portfolio.load(
        "projects",
        {"project_id": "P1", "currency": "EUR", "period": "2026-03-31"},
        *({"project_id": f"P{n}", "currency": "CNY"} for n in (2, 3)),
    )
    portfolio.load("fx_rates", {"project_id": "", "currency": "EUR", "to_currency": "CNY", "rate": 8,
                                "rate_type": "plan", "fiscal_year": "2026"})  # fmt: skip
    return portfolio


@pytest.mark.parametrize("entity", AMOUNTS)
def test_an_amount_in_another_currency_is_converted_at_plan_rates_or_not_known(abroad, entity: str) -> None:
    key, *amounts = AMOUNTS[entity]
    month = {"month": "2026-03-31"} if entity == "baseline_periods" else {}
    written = [("P1", None), ("P1", "EUR"), ("P1", "CNY"), ("P1", "GBP"), ("P2", "EUR"), ("P2", None), ("P3", "GBP")]
    abroad.load(entity, *(
        {"project_id": project, key: str(place), "currency": currency, **month, **dict.fromkeys(amounts, 80)}
        for place, (project, currency) in enumerate(written)
    ))  # fmt: skip
    found = {row[key]: (row["currency"], *(row[amount] for amount in amounts)) for row in abroad.rows(f"core.{entity}")}
    expected = [(None, 80), ("EUR", 80), ("EUR", 10), ("GBP", None), ("CNY", 640), (None, 80), ("GBP", None)]
    assert found == {
        str(place): (currency, *[amount] * len(amounts)) for place, (currency, amount) in enumerate(expected)
    }


def test_what_cannot_be_converted_is_missing_for_that_reason(abroad) -> None:
    risk = {"project_id": "P1", "probability": 0.5}
    abroad.load(
        "risks",
        {**risk, "risk_id": "R1", "currency": "GBP", "cost_impact": 10},
        {**risk, "risk_id": "R2", "currency": "CNY", "cost_impact": 80},
        {**risk, "risk_id": "R3", "currency": "CNY"},
        {**risk, "project_id": "P2", "risk_id": "R1", "currency": "GBP", "cost_impact": 10},
    )
    abroad.load("baselines", {"project_id": "P2", "version": "1", "currency": "GBP", "budget_at_completion": 10})
    states = {(row["project_id"], row["row_key"]): (row["inherent_value"], row["inherent_value_reason"])
              for row in abroad.rows("core.risk_states")}  # fmt: skip
    missing = "FX_MISSING(risks.currency)"
    assert states == {
        ("P1", "R1"): (None, missing), ("P1", "R2"): (5, None),
        ("P1", "R3"): (None, "MISSING_INPUT(risks.cost_impact)"), ("P2", "R1"): (None, missing),
    }  # fmt: skip
    assert abroad.values("risk_exposure") == {"P1": 5, "P2": None, "P3": None}
    assert abroad.values("risk_exposure", "reason") == {"P1": None, "P2": missing, "P3": "MISSING_INPUT(risks)"}
    reasons = {row["project_id"]: row["budget_reason"] for row in abroad.rows("core.baseline_in_force")}
    assert reasons == {"P1": "NO_BASELINE", "P2": "FX_MISSING(baselines.currency)", "P3": "NO_BASELINE"}


def test_where_no_project_names_a_currency_what_a_register_names_is_their_own(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("changes", {"project_id": "P1", "change_id": "C1", "currency": "EUR", "cost_impact": 80})
    assert [(row["currency"], row["cost_impact"]) for row in portfolio.rows("core.changes")] == [("EUR", 80)]


MONTHS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")


def _rates(given, rows, *told: dict) -> list[float]:
    """The rate of the euro in each of MONTHS, in a portfolio in yuan."""
    given("core.project_periods", [{"project_id": "P1", "period": period} for period in MONTHS])
    given("core.portfolio_currency", {"currency": "CNY"})
    given("core.fx_rates", [{"row_key": "EUR", "currency": "EUR", **one} for one in told])
    found = {str(row["period"]): row["rate"] for row in rows("core.currency_rates") if row["currency"] == "EUR"}
    return [found.get(period) for period in MONTHS]


def test_a_plan_rate_sent_later_moves_no_month_before_but_tells_those_that_had_none(given, rows) -> None:
    first = {"period": MONTHS[1], "fiscal_year": "2026", "rate_type": "plan", "rate": 8.0}
    carried = {**first, "period": MONTHS[2]}
    second = {**first, "period": MONTHS[3], "rate": 7.5}
    of_another_year = {**first, "period": MONTHS[3], "row_key": "EUR 2025", "fiscal_year": "2025", "rate": 9.0}
    assert _rates(given, rows, first, carried, second, of_another_year) == [8.0, 8.0, 8.0, 7.5]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"fiscal_year": "2026", "rate_type": None}, [8.0] * 4),
        ({"fiscal_year": "2026", "rate_type": None, "month": MONTHS[0]}, [None] * 4),
        ({"fiscal_year": "2026", "rate_type": "average"}, [None] * 4),
        ({"fiscal_year": None, "rate_type": None}, [None] * 4),
    ],
)
def test_a_rate_for_a_fiscal_year_is_the_plans_unless_it_says_otherwise(told, expected, given, rows) -> None:
    assert _rates(given, rows, {"period": MONTHS[0], "rate": 8.0, **told}) == expected
