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


@pytest.mark.parametrize("order", [1, -1])
def test_amounts_without_a_rate_are_listed_in_one_order_however_many_files_say_them(abroad, order: int) -> None:
    abroad.load("projects", {"project_id": "P2", "currency": "CNY", "planned_value": 1})
    told = [("actual_cost", 5), ("earned_value", 4), ("budget_at_completion", 3), ("actual_cost", 6)]
    for amount, value in told[::order]:
        abroad.load("projects", {"project_id": "P2", "currency": "GBP", amount: value})
    abroad.load("projects", {"project_id": "P2", "currency": "CNY"})
    (found,) = abroad.rows("core.projects", project_id="P2")
    assert found["unconverted"] == ["actual_cost", "budget_at_completion", "earned_value"]


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
    given("core.periods", [{"period": period} for period in MONTHS])
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


@pytest.mark.parametrize("later", [7.5, 8.5])
def test_a_plan_rate_sent_later_holds_from_there_on_however_its_year_is_written(later: float, given, rows) -> None:
    first = {"fiscal_year": "2026", "rate_type": "plan", "rate": 8.0, "load_id": 1}
    second = {"period": MONTHS[3], "row_key": "EUR FY26", "fiscal_year": "FY26", "rate": later, "load_id": 2}
    known = [{**first, "period": month} for month in MONTHS[1:]]
    assert _rates(given, rows, *known, second) == [8.0, 8.0, 8.0, later]


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


def _placed(portfolio, load_id: int, entity: str, **letters: str) -> None:
    portfolio.database.given("ledger.load_columns", [
        {"load_id": load_id, "entity": entity, "field": field, "address": f"{letter}{{row}}", "confidence": 1}
        for field, letter in letters.items()
    ])  # fmt: skip


def test_a_rate_that_cannot_be_used_is_named_with_its_cell(portfolio) -> None:
    plan = {"project_id": "", "to_currency": "CNY", "rate_type": "plan", "fiscal_year": "2026"}
    told = [
        {**plan, "currency": "EUR", "rate": 8},
        {**plan, "currency": "USD", "rate": 0},
        {**plan, "currency": "GBP", "rate": None},
        {**plan, "currency": None, "rate": 9},
        {**plan, "currency": "JPY", "rate": 0.05, "rate_type": None, "fiscal_year": None},
        {**plan, "currency": "CHF", "rate": 8, "fiscal_year": "this year"},
        {**plan, "currency": "CAD", "rate": 5, "rate_type": None, "fiscal_year": None, "month": "2026-03-31"},
        {**plan, "currency": "AUD", "rate": None, "problems": [{"field": "rate"}]},
    ]
    load_id = portfolio.load("fx_rates", *told)
    _placed(portfolio, load_id, "fx_rates", currency="A", fiscal_year="B", rate="C")
    found = [(row["cell"], row["text"], row["reason"], row["severity"]) for row in portfolio.rows("core.unused_rates")]
    assert found == [
        ("C3", "USD CNY 2026 0.0", "rate_not_positive", "error"),
        ("C4", "GBP CNY 2026", "rate_missing", "error"),
        ("A5", "CNY 2026 9.0", "rate_of_no_currency", "error"),
        ("C6", "JPY CNY 0.05", "rate_of_no_kind", "error"),
        ("B7", "CHF CNY this year 8.0", "rate_of_no_year", "warning"),
    ]


def test_a_currency_without_a_rate_is_named_once_for_each_file_and_month_with_its_first_cell(abroad) -> None:
    risk = {"project_id": "P1", "currency": "GBP", "cost_impact": 10}
    replaced = abroad.load("risks", {**risk, "risk_id": "R1"})
    load_id = abroad.load(
        "risks",
        {**risk, "risk_id": "R1", "currency": "EUR"},
        {**risk, "risk_id": "R2", "cost_impact": None, "response_cost": 4},
        {**risk, "risk_id": "R3"},
        {**risk, "risk_id": "R4", "project_id": "P2", "currency": "USD"},
        {**risk, "risk_id": "R5", "currency": "USD", "cost_impact": None},
        replaces=replaced,
    )
    _placed(abroad, load_id, "risks", cost_impact="D", response_cost="E")
    found = [tuple(row[name] for name in ("load_id", "currency", "field", "cell", "project_id", "amounts"))
             for row in abroad.rows("core.missing_rates")]  # fmt: skip
    assert found == [
        (f"{load_id}", "GBP", "response_cost", "E3", "P1", 2), (f"{load_id}", "USD", "cost_impact", "D5", "P2", 1),
    ]  # fmt: skip


def test_where_the_portfolio_has_no_currency_no_rate_is_missed(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("changes", {"project_id": "P1", "change_id": "C1", "currency": "EUR", "cost_impact": 80})
    assert portfolio.rows("core.missing_rates") == []


BAC = {"budget_at_completion": 100}


def _currency(portfolio) -> str | None:
    (row,) = portfolio.rows("core.portfolio_currency")
    return row["currency"]


def test_one_project_that_names_a_currency_does_not_decide_for_those_that_name_none(portfolio) -> None:
    load_id = portfolio.load("projects", {"project_id": "P1", "currency": "EUR", **BAC},
                             *({"project_id": f"P{number}", **BAC} for number in (2, 3)))  # fmt: skip
    assert _currency(portfolio) is None
    rates = {row["project_id"]: (row["currency"], row["rate"]) for row in portfolio.rows("core.plan_rates")}
    assert rates == {"P1": ("EUR", None), "P2": (None, 1), "P3": (None, 1)}
    found = [tuple(row[name] for name in ("load_id", "currency", "field", "amounts", "reason"))
             for row in portfolio.rows("core.missing_rates")]  # fmt: skip
    assert found == [(f"{load_id}", "EUR", "budget_at_completion", 1, "portfolio_currency_unknown")]


@pytest.mark.parametrize(
    ("named", "unnamed", "expected"),
    [
        (["EUR", "EUR"], 1, "EUR"),
        (["EUR", "EUR"], 2, None),
        (["USD", "EUR", "USD"], 2, "USD"),
        (["USD", "EUR"], 0, "EUR"),
    ],
)
def test_the_currency_of_the_portfolio_is_that_of_most_where_most_name_one(named, unnamed, expected, portfolio) -> None:
    currencies = [*named, *[None] * unnamed]
    portfolio.load("projects", *(
        {"project_id": f"P{place}", "currency": currency, **BAC} for place, currency in enumerate(currencies)
    ), *({"project_id": f"without amounts {place}"} for place in range(9)))  # fmt: skip
    assert _currency(portfolio) == expected


def test_a_project_counts_once_in_the_currency_that_it_named_last(portfolio) -> None:
    for period, currency in (("2026-02-28", "EUR"), ("2026-03-31", "USD")):
        portfolio.load("projects", {"project_id": "P1", "currency": currency, "period": period, **BAC},
                       {"project_id": "P2", "period": period, **BAC})  # fmt: skip
    portfolio.load("projects", {"project_id": "P3", "currency": "USD", **BAC})
    assert _currency(portfolio) == "USD"


def test_what_all_plan_rates_convert_to_is_the_currency_where_most_projects_name_none(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "currency": "EUR", **BAC},
                   *({"project_id": f"P{number}", **BAC} for number in (2, 3)))  # fmt: skip
    plan = {"project_id": "", "currency": "EUR", "to_currency": "CNY", "rate": 8, "fiscal_year": "2026"}
    portfolio.load("fx_rates", plan, plan | {"to_currency": "USD", "rate_type": "closing"})
    assert _currency(portfolio) == "CNY"
    assert {row["project_id"]: row["rate"] for row in portfolio.rows("core.plan_rates")} == {"P1": 8, "P2": 1, "P3": 1}


@pytest.fixture
def mixed(abroad):
    """mixed("CNY", "EUR"): P2's tracker in one currency, then the costs of its finance extract in another."""

    def loaded(of_tracker: str | None, of_costs: str | None) -> None:
        abroad.load("projects", *({"project_id": f"P{n}", "currency": "CNY"} for n in (4, 5)))
        abroad.load("projects", {"project_id": "P2", "currency": of_tracker, "budget_at_completion": 800,
                                 "planned_value": 400, "earned_value": 400, "contingency_drawn": 16})  # fmt: skip
        abroad.load("projects", {"project_id": "P2", "currency": of_costs, "actual_cost": 30})

    return loaded


@pytest.mark.parametrize(
    ("of_tracker", "of_costs", "expected"),
    [
        ("CNY", "EUR", ("EUR", 100, 50, 50, 2, 30)),
        ("EUR", "CNY", ("CNY", 6400, 3200, 3200, 128, 30)),
        ("EUR", None, ("EUR", 800, 400, 400, 16, 30)),
        ("EUR", "EUR", ("EUR", 800, 400, 400, 16, 30)),
        ("CNY", "GBP", ("GBP", None, None, None, None, 30)),
    ],
)
def test_amounts_of_a_project_from_several_files_stand_in_one_currency(mixed, abroad, of_tracker, of_costs, expected):
    mixed(of_tracker, of_costs)
    (found,) = (row for row in abroad.rows("core.projects") if row["project_id"] == "P2" and row["period"].month == 3)
    names = ("currency", "budget_at_completion", "planned_value", "earned_value", "contingency_drawn", "actual_cost")
    assert tuple(found[name] for name in names) == expected


def test_an_amount_without_a_rate_stands_beside_none_in_another_currency_and_the_reason_says_so(mixed, abroad) -> None:
    mixed("CNY", "GBP")
    (found,) = (row for row in abroad.rows("core.amounts") if row["project_id"] == "P2")
    names = ("budget_reason", "planned_reason", "earned_reason")
    assert [found[name] for name in names] == [
        "FX_MISSING(budget_at_completion)", "FX_MISSING(planned_value)", "FX_MISSING(earned_value)",
    ]  # fmt: skip
    assert found["actual_cost"] == 30 and found["cost_reason"] is None
    assert abroad.values("cost_performance_index", "reason")["P2"] == "FX_MISSING(earned_value)"


def test_a_rate_of_nought_does_not_say_which_currency_is_the_portfolios(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "actual_cost": 1})
    rate = {"project_id": "", "rate_type": "plan", "fiscal_year": "2026"}
    portfolio.load("fx_rates", {**rate, "currency": "EUR", "to_currency": "CNY", "rate": 8},
                   {**rate, "currency": "USD", "to_currency": "GBP", "rate": 0}, covers=[("", MONTHS[2])])  # fmt: skip
    assert _currency(portfolio) == "CNY"


def test_the_rate_of_a_calendar_year_holds_to_its_last_month(given, rows) -> None:
    given("core.periods", [{"period": f"{year}-{end}"} for year in (2025, 2026) for end in ("01-31", "12-31")])
    given("core.portfolio_currency", {"currency": "CNY"})
    given("core.fx_rates", {"row_key": "EUR", "currency": "EUR", "period": "2026-01-31", "fiscal_year": "2026",
                            "rate_type": "plan", "rate": 8.0})  # fmt: skip
    found = [f"{row['period']}" for row in rows("core.currency_rates") if row["currency"] == "EUR"]
    assert found == ["2026-01-31", "2026-12-31"]
