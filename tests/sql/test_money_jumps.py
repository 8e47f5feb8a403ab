"""An amount in another unit than the month before is named, and nothing else is."""

import pytest

from pmo_analytics.fields import dictionary
from pmo_analytics.words import say
from tests.sql.conftest import all_models, month_end

JAN, FEB, MAR, APR = (month_end(f"2026-0{number}") for number in (1, 2, 3, 4))
NAMES = ("project_id", "period", "field", "amount", "amount_before", "power")


@pytest.fixture
def reported(portfolio):
    """reported(P1={"actual_cost": [5, None, 500]}): the amounts of consecutive months from January on, a load each."""

    def put(**projects):
        count = max(len(amounts) for fields in projects.values() for amounts in fields.values())
        for place in range(count):
            portfolio.load("projects", *(
                {"project_id": project, "period": month_end(f"2026-{place + 1:02}"),
                 **{field: amounts[place] for field, amounts in fields.items() if place < len(amounts)}}
                for project, fields in projects.items()
            ))  # fmt: skip
        return [tuple(row[name] for name in NAMES) for row in portfolio.rows("core.money_jumps")]

    return put


JUMPS = [(485, 4850000, 4), (485, 4704500, 4), (300, 300000, 3), (300, 41000, 2), (4850000, 485, -4), (900, 9, -2)]
STEPS = [(100, 200), (100, 1000), (1, 30), (100, 3500), (100, 35000), (1, 100000), (0, 500), (-5, -500)]


@pytest.fixture(scope="module")
def of_steps(portfolio_of_cases):
    """A project for each case; beside those that jump one in which the amount stays."""
    field = "manager_estimate_at_completion"
    cases = {f"{before} to {after}": (field, before, after) for before, after, _ in JUMPS}
    cases |= {f"{before} to {before}": (field, before, before) for before, *_ in JUMPS}
    cases |= {f"cost {before} to {after}": ("actual_cost", before, after) for before, after in STEPS}
    portfolio = portfolio_of_cases()
    for place, month in enumerate((JAN, FEB)):
        portfolio.load("projects", *(
            {"project_id": project, "period": month, field: amounts[place]}
            for project, (field, *amounts) in cases.items()
        ))  # fmt: skip
    return lambda *projects: [
        tuple(row[name] for name in NAMES) for row in portfolio.rows("core.money_jumps")
        if row["project_id"] in projects
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "power"), JUMPS)
def test_an_amount_that_grew_or_shrank_like_another_unit_is_named(of_steps, before, after, power) -> None:
    project = f"{before} to {after}"
    assert of_steps(project, f"{before} to {before}") == [
        (project, FEB, "manager_estimate_at_completion", after, before, power)
    ]


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_a_doubling_a_tenfold_and_a_step_between_two_units_are_no_jumps(of_steps, before, after) -> None:
    assert of_steps(f"cost {before} to {after}") == []


def test_the_last_reported_month_counts_where_one_is_silent(reported) -> None:
    assert reported(P1={"committed_cost": [40, None, 4000], "actual_cost": [10, 20, 30]}) == [
        ("P1", MAR, "committed_cost", 4000, 40, 2)
    ]


def test_the_way_back_from_a_jump_is_none(reported) -> None:
    assert reported(P1={"contract_value": [485, 4850000, 490, 495]}) == [("P1", FEB, "contract_value", 4850000, 485, 4)]


def test_where_the_budget_jumps_alike_it_alone_is_named(reported) -> None:
    assert reported(P1={
        "budget_at_completion": [500, 5000000], "actual_cost": [100, 1200000], "contingency_approved": [30, 3000],
    }) == [
        ("P1", FEB, "budget_at_completion", 5000000, 500, 4),
        ("P1", FEB, "contingency_approved", 3000, 30, 2),
    ]  # fmt: skip


def test_another_currency_is_no_jump(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": JAN, "currency": "EUR", "actual_cost": 5})
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "currency": "JPY", "actual_cost": 500})
    assert portfolio.rows("core.money_jumps") == []


def test_the_amount_that_is_shown_counts_and_the_finding_names_its_cell(database, portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": JAN, "actual_cost": 485})
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "actual_cost": 4850000})
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "actual_cost": 4900000}, {"project_id": "P2"})
    database.given("ledger.load_columns", [
        {"load_id": 3, "entity": "projects", "field": "actual_cost", "header": "AC", "address": "D{row}"},
        {"load_id": 3, "entity": "projects", "field": "project_id", "header": "ID", "address": "A{row}"},
    ])  # fmt: skip
    rows = [row for row in portfolio.rows("marts.findings") if row["expected"].startswith("money_jump")]
    names = ("file_name", "cell", "field", "project_id", "period", "text", "expected", "severity", "action")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("file 3.xlsx", "D2", "actual_cost", "P1", FEB, "4,900,000 (2026-02), 485 (2026-01)", "money_jump_up",
         "warning", "findings.money_jump_up")
    ]  # fmt: skip
    for language in ("en", "zh"):
        assert "4,900,000" in say(rows[0]["action"], language, text=rows[0]["text"])


def test_every_money_field_of_a_project_is_watched() -> None:
    sql = all_models()["core.amount_jumps"].sql
    fields = [name for name, field in dictionary().entities["projects"].fields.items() if field.type == "money"]
    assert [name for name in fields if name not in sql] == []
    followed = all_models()["core.doubtful_amounts"].sql.replace("\n", ",")
    assert [name for name in fields if f" {name.removesuffix('_this_period')}," not in followed] == []
