"""The fiscal year of a project: worked examples of each figure, where it comes from, and when there is none."""

from collections.abc import Iterable
from datetime import date

import pytest

from tests.sql.conftest import month_end
from tests.sql.together import Together, Told

together = Together()

MARCH = "2026-03-31"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01"}
MONTHS = [f"2026-{number:02}" for number in range(1, 13)]


def _end(month: str) -> str:
    return month_end(month).isoformat()


def _lines(project: str, months: Iterable[str] = MONTHS, actual: dict[str, float] | None = None, **more) -> list[dict]:
    """A budget of 100 and a forecast of 110 in each of `months`; costs as given."""
    booked = {"2026-01": 90, "2026-02": 130, "2026-03": 50} if actual is None else actual
    return [
        {"project_id": project, "month": _end(month), "budget": 100, "actual": booked.get(month),
         "forecast": None if month <= "2026-03" else 110, **more}
        for month in months
    ]  # fmt: skip


def _indicators(portfolio, project: str, *names: str) -> dict[str, tuple]:
    """(value, reason, light) of these indicators in March."""
    rows = portfolio.only(*names).rows("marts.indicators", project_id=project, period=date.fromisoformat(MARCH))
    return {
        row["indicator"]: (None if row["value"] is None else round(row["value"], 9), row["reason"], row["light"])
        for row in rows
    }


def _indicator(portfolio, project: str, name: str) -> tuple:
    return _indicators(portfolio, project, name)[name]


def _year(portfolio, project: str) -> dict:
    (row,) = portfolio.rows("core.budget_year", project_id=project, period=date.fromisoformat(MARCH))
    return row


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
        *_lines("A"),
        *({"project_id": "A", "month": end, "budget": 7777, "actual": 7777} for end in ("2025-12-31", "2027-01-31")),
        *_lines("decoy", actual={"2026-01": 1, "2026-02": 1, "2026-03": 1}),
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
    assert _indicators(worked, "A", *expected) == expected


def test_contingency_used_up_too_fast_turns_the_cost_light_red(worked) -> None:
    (light,) = worked.only(light="cost").rows("marts.light_readings", project_id="A", dimension="cost")
    assert light["reading"] == "red" and "contingency_drawdown" in light["drivers"]


CONTINGENCIES = [
    (5, 100, 0.0, (None, "UNDEFINED_MATH", "red")),  # drawn before any work is done
    (0, 100, 0.0, (None, "ZERO_DENOM(earned_value)", None)),
    (5, 0, 0.5, (None, "ZERO_DENOM(contingency_approved)", None)),
    (5, None, 0.5, (None, "MISSING_INPUT(contingency_approved)", None)),
    (None, 100, 0.5, (None, "MISSING_INPUT(contingency_drawn)", None)),
    (50, 100, 0.5, (1.0, None, "green")),
    (55, 100, 0.5, (1.1, None, "amber")),
]


@pytest.fixture(scope="module")
def of_contingencies(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    portfolio.load("projects", *(
        {"project_id": f"{drawn} of {approved} at {share}", "contingency_drawn": drawn,
         "contingency_approved": approved, "budget_at_completion": 1000, "percent_complete": share,
         "actual_start": "2026-01-01"}
        for drawn, approved, share, _ in CONTINGENCIES
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("drawn", "approved", "share", "expected"), CONTINGENCIES)
def test_contingency_without_work_is_red_by_rule_and_unknown_contingency_is_grey(
    drawn, approved, share, expected, of_contingencies
) -> None:
    assert _indicator(of_contingencies, f"{drawn} of {approved} at {share}", "contingency_drawdown") == expected


@together
def test_red_by_rule_decides_the_light_of_cost_also_of_an_early_project(portfolio) -> Told:
    early = {"budget_at_completion": 1000, "percent_complete": 0, "actual_start": "2026-03-01", "actual_cost": 0}
    portfolio.load(
        "projects",
        {"project_id": "A", **early, "contingency_approved": 100, "contingency_drawn": 1},
        {"project_id": "decoy", **early, "contingency_approved": 100, "contingency_drawn": 0},
        {"project_id": "on plan", **early, "percent_complete": 0.1, "actual_cost": 100, "contingency_approved": 100,
         "contingency_drawn": 0},
    )  # fmt: skip
    yield
    portfolio.only(light="overall")
    lights = {row["project_id"]: row for row in portfolio.rows("marts.lights", dimension="cost")}
    assert (lights["A"]["computed"], lights["A"]["drivers"]) == ("red", "contingency_drawdown")
    assert lights["on plan"]["computed"] == "green"
    assert (lights["decoy"]["computed"], lights["decoy"]["reason"]) == (None, "ZERO_DENOM(actual_cost)")
    attention = {row["project_id"]: row["attention"] for row in portfolio.rows("marts.attention")}
    assert attention["A"] > attention["on plan"] == 0
    assert attention["decoy"] is None


@together
def test_contingency_alone_never_makes_the_cost_light_green(portfolio) -> Told:
    known = {"budget_at_completion": 1000, "percent_complete": 0.5, "actual_start": "2026-01-01"}
    drawn = {"contingency_approved": 100, "contingency_drawn": 10}
    portfolio.load(
        "projects",
        {"project_id": "no cost", **known, **drawn},
        {"project_id": "no cost, all drawn", **known, **drawn, "contingency_drawn": 90},
        {"project_id": "known", **known, **drawn, "actual_cost": 500},
        {"project_id": "nothing", **known},
    )
    yield
    portfolio.only(light="overall")
    lights = {
        row["project_id"]: (row["computed"], row["reason"]) for row in portfolio.rows("marts.lights", dimension="cost")
    }
    assert lights == {
        "no cost": (None, "MISSING_INPUT(actual_cost)"),
        "no cost, all drawn": ("red", None),
        "known": ("green", None),
        "nothing": (None, "MISSING_INPUT(actual_cost)"),
    }
    attention = {row["project_id"]: row["attention"] for row in portfolio.rows("marts.attention")}
    assert attention["no cost"] is None


GAPS = [
    ("2026-02", "PERIOD_GAP", "PERIOD_GAP", "PERIOD_GAP", "PERIOD_GAP"),
    ("2026-08", "PERIOD_GAP", None, None, "PERIOD_GAP"),
]


@pytest.fixture(scope="module")
def of_gaps(portfolio_of_cases):
    portfolio, names = portfolio_of_cases(), ("decoy", *(without for without, *_ in GAPS))
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in names))
    portfolio.load("budgets", *(
        line for name in names for line in _lines(name, [month for month in MONTHS if month != name])
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("without", "budget", "past_budget", "actual", "forecast"), GAPS)
def test_a_month_missing_in_a_window_is_a_gap_and_never_a_zero(
    without, budget, past_budget, actual, forecast, of_gaps
) -> None:
    row = _year(of_gaps, without)
    reasons = ("budget_reason", "budget_to_date_reason", "actual_reason", "forecast_reason")
    assert [row[name] for name in reasons] == [budget, past_budget, actual, forecast]
    assert [_year(of_gaps, "decoy")[name] for name in reasons] == [None] * 4
    found = _indicators(of_gaps, without, "budget_execution_rate", "year_end_spend_ratio", "budget_phasing_adherence")
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
    portfolio.load("budgets", *_lines("A", MONTHS[1:5]), *_lines("late start", MONTHS[:6], {"2026-03": 50}))
    yield
    row = _year(portfolio, "A")
    assert (row["budget_this_year"], row["actual_year_to_date"], row["forecast_this_year"]) == (400, 180, 400)
    late = _year(portfolio, "late start")
    assert (late["budget_year_to_date"], late["actual_year_to_date"], late["forecast_this_year"]) == (300, 50, 380)
    # spent nothing in January and February, where 100 each were planned: 1 - (100 + 100 + 50) / 300
    assert _indicator(portfolio, "late start", "budget_phasing_adherence")[0] == pytest.approx(1 / 6)


@together
def test_where_nobody_says_when_a_project_starts_the_first_month_listed_is_an_estimate(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A"}, {"project_id": "whole year"})
    portfolio.load("budgets", *_lines("A", MONTHS[1:]), *_lines("whole year"))
    yield
    assert (_year(portfolio, "A")["actual_year_to_date"], _year(portfolio, "A")["actual_flags"]) == (180, ["ESTIMATED"])
    assert _year(portfolio, "whole year")["actual_flags"] == []


@together
def test_a_credit_note_lowers_the_cost_of_the_year(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A", **YEAR})
    portfolio.load("budgets", *_lines("A", actual={"2026-01": 90, "2026-02": -40, "2026-03": 50}))
    yield
    assert _year(portfolio, "A")["actual_year_to_date"] == 100
    # the months differ by 10, 140 and 50 from 300 in all
    assert _indicator(portfolio, "A", "budget_phasing_adherence")[0] == pytest.approx(1 / 3)


@together
def test_adherence_may_be_below_zero_and_needs_a_budget(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A", **YEAR}, {"project_id": "none", **YEAR})
    portfolio.load(
        "budgets",
        *_lines("A", actual={"2026-01": 900, "2026-02": 100, "2026-03": 100}),
        *_lines("none", budget=0),
    )
    yield
    assert _indicator(portfolio, "A", "budget_phasing_adherence") == (round(1 - 800 / 300, 9), None, "red")
    assert _indicator(portfolio, "none", "budget_phasing_adherence")[1] == "ZERO_DENOM(budget_year_to_date)"
    assert _indicator(portfolio, "none", "budget_execution_rate")[1] == "ZERO_DENOM(budget_this_year)"


def test_the_fiscal_year_begins_in_the_month_that_is_set(given, portfolio) -> None:
    given("reference.settings", {"name": "fiscal_year_start_month", "value": "4"})
    months = [f"2025-{number:02}" for number in range(4, 13)] + MONTHS[:3]
    portfolio.load("projects", {"project_id": "A", "baseline_start": "2025-01-01", "baseline_finish": "2026-12-31"})
    portfolio.load(
        "budgets",
        *({"project_id": "A", "month": _end(month), "budget": 10, "actual": 9} for month in months),
        {"project_id": "A", "month": "2025-03-31", "budget": 7777, "actual": 7777},
        {"project_id": "A", "month": "2026-04-30", "budget": 7777, "forecast": 7777},
    )
    row = _year(portfolio, "A")
    assert (row["fiscal_year"], row["months_elapsed"], row["budget_this_year"]) == (2026, 12, 120)
    assert (row["actual_year_to_date"], row["forecast_this_year"]) == (108, 108)
    assert _indicator(portfolio, "A", "time_elapsed_ratio")[0] == 1


@together
def test_a_newer_report_of_a_month_replaces_its_plan_and_corrects_its_lines(portfolio) -> Told:
    for period in ("2026-02-28", MARCH):
        portfolio.load("projects", {"project_id": "A", "period": period, **YEAR})
    first = _lines("A", cost_type="staff") + _lines("A", cost_type="travel")
    for line in first:
        line |= {"period": "2026-02-28", "actual": None if line["month"] > "2026-02-28" else line["actual"]}
    portfolio.load("budgets", *first)
    portfolio.load("budgets", *_lines("A", MONTHS[2:], cost_type="staff"))
    yield
    (may,) = portfolio.rows("core.budget_months", period=date(2026, 3, 31), month=date(2026, 5, 31))
    assert (may["budget"], may["forecast"], may["expected"]) == (100, 110, 110)  # travel is no longer planned
    (january,) = portfolio.rows("core.budget_months", period=date(2026, 3, 31), month=date(2026, 1, 31))
    assert (january["budget"], january["actual"], january["expected"]) == (200, 180, 180)  # both lines, as last told
    before = portfolio.rows("core.budget_months", period=date(2026, 2, 28), month=date(2026, 5, 31))
    assert [row["forecast"] for row in before] == [220]


@together
def test_a_projects_own_statement_goes_before_its_budget_table_and_a_difference_is_flagged(portfolio) -> Told:
    stated = {
        "budget_this_year": 1300, "actual_this_year": 270.5, "forecast_this_year": 1280, "budget_year_to_date": 310,
    }  # fmt: skip
    portfolio.load("projects", {"project_id": "A", **YEAR, **stated}, {"project_id": "decoy", **YEAR})
    portfolio.load("budgets", *_lines("A"), *_lines("decoy"))
    yield
    row = _year(portfolio, "A")
    assert [float(row[name]) for name in stated if name in row] == [1300, 1280, 310]
    assert (row["actual_year_to_date"], row["actual_flags"]) == (270.5, [])  # within half a percent
    assert (row["budget_flags"], row["forecast_flags"]) == (["INPUTS_DIFFER"], ["INPUTS_DIFFER"])


@together
def test_a_line_of_the_whole_year_is_its_budget_and_what_was_spent_of_it(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("named", "elapsed", "other year", "bare")))
    portfolio.load(
        "budgets",
        {"project_id": "named", "fiscal_year": "FY2026", "cost_type": "all", "budget": 400, "actual": 100},
        {"project_id": "elapsed", "time_elapsed_rate": 0.25, "cost_type": "staff", "budget": 400, "actual": 60},
        {"project_id": "elapsed", "time_elapsed_rate": 0.25, "cost_type": "travel", "budget": 100, "actual": 40},
        {"project_id": "other year", "fiscal_year": "2025", "budget": 400, "actual": 100},
        {"project_id": "bare", "budget": 400, "actual": 100},
    )
    yield
    rates = {name: _indicator(portfolio, name, "budget_execution_rate")[:2] for name in ("named", "elapsed")}
    assert rates == {"named": (0.25, None), "elapsed": (0.2, None)}
    for name in ("other year", "bare"):
        assert _indicator(portfolio, name, "budget_execution_rate")[:2] == (None, "MISSING_INPUT(budget_this_year)")


@together
def test_a_line_of_the_whole_year_stands_for_the_months_of_its_own_type_of_cost(portfolio) -> Told:
    names = ("A", "same type", "all types", "gap")
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in names))
    year_line = {"fiscal_year": "2026", "cost_type": "capex", "budget": 1000, "actual": 500}
    portfolio.load(
        "budgets",
        *({"project_id": name, **year_line} for name in ("A", "same type", "gap")),
        {"project_id": "all types", **year_line, "cost_type": None},
        *_lines("A", cost_type="opex"), *_lines("same type", cost_type="capex"), *_lines("all types", cost_type="opex"),
        *_lines("gap", MONTHS[:6], cost_type="opex"),
    )  # fmt: skip
    yield
    found = {name: _year(portfolio, name) for name in names}
    assert {name: row["budget_this_year"] for name, row in found.items()} == {
        "A": 2200, "same type": 1000, "all types": 1000, "gap": None,
    }  # fmt: skip
    assert {name: row["actual_year_to_date"] for name, row in found.items()} == {
        "A": 770, "same type": 500, "all types": 500, "gap": 770,
    }  # fmt: skip
    assert found["gap"]["budget_reason"] == "PERIOD_GAP"


@together
def test_one_actual_of_two_lines_of_the_year_covers_a_part(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "decoy")))
    portfolio.load("budgets", *(
        {"project_id": name, "fiscal_year": "2026", "cost_type": kind, "budget": 100, "actual": actual}
        for name, kind, actual in (("A", "staff", 60), ("A", "travel", None), ("decoy", "staff", 60),
                                   ("decoy", "travel", 0))
    ))  # fmt: skip
    yield
    found = {name: _year(portfolio, name) for name in ("A", "decoy")}
    assert {name: (row["actual_year_to_date"], row["actual_flags"]) for name, row in found.items()} == {
        "A": (60, ["PARTIAL_COVERAGE"]), "decoy": (60, []),
    }  # fmt: skip


@together
def test_without_a_budget_table_the_year_is_the_difference_of_two_costs_to_date(portfolio) -> Told:
    for period, cost in (("2025-12-31", 500), (MARCH, 640)):
        portfolio.load(
            "projects",
            {"project_id": "old", "period": period, "actual_cost": cost, "actual_start": "2025-01-01",
             "budget_this_year": 700},
            {"project_id": "lost", "period": period, "actual_cost": cost if period == MARCH else None,
             "actual_start": "2025-01-01", "budget_this_year": 700},
        )  # fmt: skip
    portfolio.load(
        "projects", {"project_id": "new", "actual_cost": 64, "actual_start": "2026-02-01", "budget_this_year": 128}
    )
    yield
    assert _indicator(portfolio, "old", "budget_execution_rate")[0] == 0.2
    assert _indicator(portfolio, "new", "budget_execution_rate")[0] == 0.5
    assert _indicator(portfolio, "lost", "budget_execution_rate")[:2] == (None, "MISSING_INPUT(actual_this_year)")


def test_lines_in_another_currency_than_the_project_are_not_added_to_it(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in ("A", "B")))
    portfolio.load(
        "budgets",
        *_lines("A", currency="CNY", cost_type="here"),
        *_lines("A", currency="EUR", cost_type="there"),
        *_lines("B", currency="CNY"),
    )
    row = _year(portfolio, "A")
    assert (row["budget_this_year"], row["budget_reason"]) == (None, "FX_MISSING(budgets.currency)")
    assert _year(portfolio, "B")["budget_this_year"] == 1200


def test_amounts_of_two_reports_in_two_currencies_are_not_added(portfolio) -> None:
    euro, yuan = {"actual": 100, "currency": "EUR", "cost_type": "staff"}, {"actual": 7, "currency": "CNY"}
    told = {
        "mixed": (euro, yuan | {"cost_type": "travel"}),
        "corrected": (euro, yuan | {"cost_type": "staff"}),
        "decoy": (euro | {"currency": "CNY"}, yuan | {"cost_type": "travel"}),
    }
    for place, period in enumerate(("2026-01-31", "2026-02-28")):
        portfolio.load("projects", *({"project_id": name, "period": period, "currency": "CNY"} for name in told))
        portfolio.load("budgets", *(
            {"project_id": name, "period": period, "month": "2026-01-31", **lines[place]}
            for name, lines in told.items()
        ))  # fmt: skip
    rows = portfolio.rows("core.budget_months", period=date(2026, 2, 28))
    found = {row["project_id"]: (row["actual"], row["is_foreign"]) for row in rows}
    assert found == {"mixed": (None, True), "corrected": (7, False), "decoy": (107, False)}


def test_a_line_in_a_currency_of_its_own_under_a_project_that_states_none_is_foreign(portfolio) -> None:
    portfolio.load(
        "projects", {"project_id": "stated", "currency": "CNY"}, {"project_id": "A"}, {"project_id": "decoy"}
    )
    portfolio.load(
        "budgets",
        {"project_id": "A", "month": "2026-01-31", "budget": 100, "actual": 100, "currency": "EUR"},
        {"project_id": "decoy", "month": "2026-01-31", "budget": 100, "actual": 100, "currency": "CNY"},
    )
    months = {row["project_id"]: (row["actual"], row["is_foreign"]) for row in portfolio.rows("core.budget_months")}
    assert months == {"A": (None, True), "decoy": (100, False)}


def test_commitments_of_a_line_without_a_month_in_another_currency_are_not_added(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in ("A", "decoy")))
    portfolio.load("budgets", *(
        {"project_id": name, "committed": amount, "currency": currency, "cost_type": currency + str(amount)}
        for name, amount, currency in (("A", 5, "CNY"), ("A", 7, "EUR"), ("decoy", 5, "CNY"), ("decoy", 7, "CNY"))
    ))  # fmt: skip
    found = {row["project_id"]: row["committed"] for row in portfolio.rows("core.budget_sums")}
    assert found == {"A": None, "decoy": 12}


@together
def test_a_forecast_of_an_older_report_is_an_estimate(portfolio) -> Told:
    for period in ("2026-02-28", MARCH):
        portfolio.load("projects", *({"project_id": name, "period": period, **YEAR} for name in ("A", "decoy")))
    old = _lines("A") + _lines("decoy")
    portfolio.load("budgets", *(line | {"period": "2026-02-28"} for line in old), standing=False)
    fresh = [line | ({"forecast": None} if line["project_id"] == "A" else {}) for line in old]
    portfolio.load("budgets", *fresh, standing=False)
    yield
    found = {name: _year(portfolio, name) for name in ("A", "decoy")}
    assert {name: row["forecast_this_year"] for name, row in found.items()} == {"A": 1260, "decoy": 1260}
    assert {name: row["forecast_flags"] for name, row in found.items()} == {"A": ["ESTIMATED"], "decoy": []}
    carried = {name: (row["forecast_carried"], row["forecast_period"]) for name, row in found.items()}
    assert carried == {"A": (990, date(2026, 2, 28)), "decoy": (0, None)}


@together
def test_what_a_project_expected_before_it_was_over_is_no_longer_expected(portfolio) -> Told:
    over = {"cancelled": {"state": "cancelled"}, "complete": {"state": "closed", "actual_finish": "2026-03-20"},
            "on hold": {"state": "on_hold"}}  # fmt: skip
    for period, states in (("2026-02-28", dict.fromkeys(over, {})), (MARCH, over)):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, **YEAR, **state} for name, state in states.items()
        ))  # fmt: skip
    portfolio.load("budgets", *(
        line | {"period": "2026-02-28"} for name in over for line in _lines(name)
    ), standing=False)  # fmt: skip
    bill = {"project_id": "complete", "month": "2026-04-30", "forecast": 25}
    spent = [line | {"forecast": None} for name in over for line in _lines(name, MONTHS[:3])]
    portfolio.load("budgets", *spent, bill, standing=False)
    yield
    # 270 spent; nine months of 110 were expected, and a last bill of the complete one since it is complete
    found = {name: _year(portfolio, name) for name in over}
    assert {name: row["forecast_this_year"] for name, row in found.items()} == {
        "cancelled": 270, "complete": 295, "on hold": 1260,
    }  # fmt: skip
    assert {name: row["forecast_carried"] for name, row in found.items()} == {
        "cancelled": 0, "complete": 0, "on hold": 990,
    }  # fmt: skip


@together
def test_an_actual_of_some_lines_only_covers_a_part(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "decoy")))
    portfolio.load(
        "budgets",
        *_lines("A", cost_type="labour"), *_lines("A", cost_type="capex", actual={}),
        *_lines("decoy", cost_type="labour"), *_lines("decoy", cost_type="capex"),
    )  # fmt: skip
    yield
    assert (_year(portfolio, "A")["actual_year_to_date"], _year(portfolio, "A")["actual_flags"]) == (
        270, ["PARTIAL_COVERAGE"],
    )  # fmt: skip
    assert _year(portfolio, "decoy")["actual_flags"] == []


def test_a_portfolio_adds_budgets_at_plan_rates_and_leaves_out_what_has_none(portfolio) -> None:
    portfolio.load("projects", *(
        {"project_id": name, **YEAR, "currency": currency, "budget_at_completion": 1200}
        for name, currency in (("A", "CNY"), ("B", "CNY"), ("C", "EUR"), ("D", "USD"))
    ))  # fmt: skip
    portfolio.load("budgets", *(line for name in "ABCD" for line in _lines(name)))
    rate = {"currency": "EUR", "to_currency": "CNY", "rate_type": "plan", "fiscal_year": "2026", "rate": 8}
    portfolio.load("fx_rates", rate, rate | {"currency": "GBP"})
    portfolio.only("actual_year_to_date", "budget_execution_rate")
    rollup = {row["indicator"]: row for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    assert (rollup["actual_year_to_date"]["value"], rollup["actual_year_to_date"]["count_with_value"]) == (2700, 3)
    assert rollup["budget_execution_rate"]["value"] is None
    assert rollup["budget_execution_rate"]["reason"] == "FX_MISSING"
    months = portfolio.rows("core.budget_months", month=date(2026, 1, 31))
    converted = {row["project_id"]: (row["budget"], row["budget_converted"]) for row in months}
    assert converted == {"A": (100, 100), "B": (100, 100), "C": (100, 800), "D": (100, None)}


def test_the_gap_of_a_portfolio_is_that_of_its_sums(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "B")))
    portfolio.load("budgets", *_lines("A"), *_lines("B", budget=300))
    portfolio.only("budget_execution_rate", "time_elapsed_ratio", "budget_execution_gap")
    rollup = {row["indicator"]: row["value"] for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    # (270 + 270) / (1200 + 3600) = 11.25 %, not the mean of 22.5 % and 7.5 %
    assert rollup["budget_execution_rate"] == pytest.approx(0.1125)
    assert rollup["time_elapsed_ratio"] == 0.25
    assert rollup["budget_execution_gap"] == pytest.approx(0.1125 - 0.25)


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
    portfolio.load("budgets", *_lines("not started", MONTHS[3:]), *_lines("cancelled"), *_lines("on hold"))
    yield
    asked = {indicator for _, expected in STATES.values() for indicator in expected}
    for name, (_, expected) in STATES.items():
        found = _indicators(portfolio, name, *asked)
        assert {indicator: found[indicator][1] for indicator in expected} == expected, name
    # 9 x 110 to come, nothing spent
    assert _indicator(portfolio, "not started", "full_year_forecast")[0] == 990


def _costs(portfolio, *costs: float | None, project: str = "A", **more) -> None:
    """Cost to date at the end of each month up to March 2026."""
    months = [f"2025-{number:02}" for number in range(9, 13)] + MONTHS[:3]
    for month, cost in zip(months[-len(costs) :], costs, strict=True):
        portfolio.load("projects", {
            "project_id": project, "period": _end(month), "actual_cost": cost, "percent_complete": 0.5,
            "actual_start": "2025-01-01", "baseline_start": "2025-01-01", "baseline_finish": "2026-09-30",
            "forecast_finish": "2026-10-31", "budget_at_completion": 1000, **more,
        })  # fmt: skip


@together
def test_money_runs_out_at_the_mean_cost_of_three_months(portfolio) -> Told:
    _costs(portfolio, 100, 160, 170, 280)
    _costs(portfolio, 100, 160, 170, 280, project="funded", funding_approved=400)
    yield
    found = _indicators(portfolio, "A", "burn_rate", "funding_runout_days")
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
    found = _indicators(of_costs, f"{costs} {more}", "burn_rate", "funding_runout_days")
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
    assert _indicator(of_commitments, f"{committed}", "commitment_cover")[:2] == expected


@together
def test_open_commitments_may_come_from_the_budget_table(portfolio) -> Told:
    _costs(portfolio, 280)
    portfolio.load(
        "budgets",
        *({"project_id": "A", "month": _end(month), "committed": 50} for month in MONTHS[3:5]),
        {"project_id": "decoy", "month": "2026-05-31", "committed": 999},
    )
    yield
    assert _indicator(portfolio, "A", "commitment_cover")[0] == 0.38


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
    gap = {name: _indicator(portfolio, name, "spent_against_elapsed_gap")[:2] for name in ("A", "overdue", "no plan")}
    # 40 % - 3 / 6 months; past the finish all of the duration has passed
    assert gap == {"A": (-0.1, None), "overdue": (-0.6, None), "no plan": (None, "NO_BASELINE")}


@together
def test_a_table_of_the_last_quarter_only_is_no_hockey_stick(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "A", "baseline_start": "2026-10-01", "baseline_finish": "2026-12-31", "state": "proposed"},
        {"project_id": "stick", "baseline_start": "2026-05-01", "baseline_finish": "2026-12-31", "state": "proposed"},
    )
    portfolio.load("budgets", *_lines("A", MONTHS[9:]), *_lines("stick", MONTHS[4:]))
    yield
    assert _indicator(portfolio, "A", "year_end_spend_ratio")[1] == "NOT_APPLICABLE"
    assert _indicator(portfolio, "stick", "year_end_spend_ratio") == (0.375, None, "green")
