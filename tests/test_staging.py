"""From text to typed rows: what a load's columns are read by, what becomes of every cell, and that no row is lost."""

from datetime import date
from decimal import Decimal

from pmo_analytics.fields import dictionary
from tests.typed_rows import MARCH, Given, Rows, column, problems, reasons, rows, written

__all__ = ["rows"]


def test_a_row_is_typed_field_by_field(given: Given, rows: Rows) -> None:
    given("ledger.projects", {
        "load_id": 7, "row_number": 1, "source_row": 4, "project_id": "P-1", "project_code": "P-1",
        "project_name": "Alpha",
        "period": MARCH, "portfolio": " IT ", "manager": "Li Wei", "state": "In progress", "currency": "rmb",
        "baseline_start": "2025-01-31", "forecast_finish": "2026年9月", "percent_complete": "45%",
        "budget_at_completion": "1,200万", "actual_hours": "5人天", "declared_overall": "A/R", "highlights": "无",
        "notes": "N/A", "extra": '{"Colour": "blue"}',
    })  # fmt: skip
    given("ledger.projects", {"load_id": 8, "row_number": 1, "project_id": "P-2", "period": MARCH})
    first, second = rows("staging.projects")
    assert {name: value for name, value in first.items() if value is not None} == {
        "load_id": 7, "row_number": 1, "source_row": 4, "project_id": "P-1", "project_code": "P-1",
        "project_name": "Alpha",
        "period": MARCH, "row_key": "", "portfolio": "IT", "manager": "Li Wei", "state": "active", "currency": "CNY",
        "baseline_start": date(2025, 1, 31), "forecast_finish": date(2026, 9, 30), "percent_complete": 0.45,
        "budget_at_completion": Decimal("12000000"), "actual_hours": Decimal(40), "declared_overall": "amber_red",
        "highlights": "无", "extra": '{"Colour": "blue"}', "problems": [
            {"field": "notes", "text": "N/A", "reason": "placeholder", "severity": "note"},
            {"field": "forecast_finish", "text": "2026年9月", "reason": "approximate_date", "severity": "note"},
        ],
    }  # fmt: skip
    blank = {"load_id": 8, "row_number": 1, "project_id": "P-2", "period": MARCH, "row_key": "", "problems": []}
    assert {name: value for name, value in second.items() if value is not None} == blank


def test_no_row_is_lost_whatever_its_cells_say(given: Given, rows: Rows) -> None:
    ugly = [None, "", " ", "-", "N/A", "#DIV/0!", "#UNCALCULATED", "1e400", "nan", "'; drop table x",
        "Exempt under Section 43", "💥",
            "\u202e", "fill:#12", "31/31/3131", "%", "()", "=1+1", "a" * 5000]  # fmt: skip
    fields = [field.name for field in dictionary().entities["projects"].fields.values()
              if field.name not in ("project_id", "project_name", "period")]  # fmt: skip
    given("ledger.projects", written(**{name: ugly for name in fields}))
    typed = rows("staging.projects")
    assert [row["row_number"] for row in typed] == list(range(1, len(ugly) + 1))
    numbers = [name for name in fields if dictionary().entities["projects"].fields[name].sql_type != "VARCHAR"]
    assert all(row[name] is None for row in typed for name in numbers)
    assert [len({problem["field"] for problem in row["problems"]}) for row in typed[:3]] == [0, 0, 0]
    assert all(set(numbers) <= {problem["field"] for problem in row["problems"]} for row in typed[3:6])


def test_a_cell_that_stands_for_the_one_above_has_no_value_and_is_never_a_name(given: Given, rows: Rows) -> None:
    above = ["同上", "〃", '"', "Ditto"]
    given("ledger.projects", written(department=above, manager=above, budget_at_completion=above, state=above))
    typed = rows("staging.projects")
    assert {row[name] for row in typed for name in ("department", "manager", "budget_at_completion", "state")} == {None}
    assert {(problem["reason"], problem["severity"]) for row in typed for problem in row["problems"]} == {
        ("same_as_above", "warning")}  # fmt: skip
    assert [len(found) for found in reasons(typed)] == [4, 4, 4, 4]


def test_the_decimal_sign_is_told_by_column_then_by_load(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(
        load_id=1, budget_at_completion=["1.234,50", "2.000,25", "850.000", "12.5"], actual_cost=["850.000", "1200",
            None, "-"]))
    given("ledger.projects", written(load_id=2, budget_at_completion=["1234.50", "850,000", "12,5", "1,234.5"]))
    given("ledger.projects", written(load_id=3, budget_at_completion=["850.000", "1,200", "7", "12"]))
    typed = rows("staging.projects")
    assert [row["budget_at_completion"] for row in typed] == [
        Decimal("1234.5"), Decimal("2000.25"), Decimal(850000), None,
        Decimal("1234.5"), Decimal(850000), None, Decimal("1234.5"),
        Decimal(850), Decimal(1200), Decimal(7), Decimal(12),
    ]  # fmt: skip
    assert [row["actual_cost"] for row in typed[:4]] == [Decimal(850000), Decimal(1200), None, None]
    assert reasons(typed) == [
        [], [], [], ["decimal_mark_contradicts", "placeholder"], [], [], ["decimal_mark_contradicts"], [],
        ["decimal_mark_assumed"], [], [], [],
    ]  # fmt: skip


def test_percent_is_points_or_shares_for_a_whole_column(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(load_id=1, percent_complete=["45", "0.45", "45%", "1", "100.0"]))
    given("ledger.projects", written(load_id=2, percent_complete=["0.45", "1", "45%", "1.2", "N/A"]))
    typed = rows("staging.projects")
    assert [row["percent_complete"] for row in typed] == [0.45, None, 0.45, 0.01, 1, 0.45, 1, 0.45, 1.2, None]
    assert reasons(typed) == [[], ["percent_contradicts"], [], [], [], [], [], [], ["percent_unclear"], ["placeholder"]]


def test_the_unit_of_a_header_holds_where_the_cell_has_none(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(
        budget_at_completion=["1.90", "£1.90m", "N/A"], actual_cost=["1.90", "£1.90", "1900"], planned_hours=["5",
            "40h", "2d"]))
    given("ledger.load_columns", column("budget_at_completion", multiplier=1000000))
    given("ledger.load_columns", column("planned_hours", multiplier=8))
    given("ledger.load_columns", column("actual_cost", entity="tasks", multiplier=1000))
    given("ledger.load_columns", column("actual_cost", load_id=2, multiplier=1000))
    typed = rows("staging.projects")
    assert [row["budget_at_completion"] for row in typed] == [Decimal(1900000), Decimal(1900000), None]
    assert [row["actual_cost"] for row in typed] == [Decimal("1.9"), Decimal("1.9"), Decimal(1900)]
    assert [row["planned_hours"] for row in typed] == [Decimal(40), Decimal(40), Decimal(16)]


def test_money_in_another_currency_than_its_row_is_a_finding(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(currency=["GBP", "GBP", None], actual_cost=["£5", "€5", "€5"]))
    typed = rows("staging.projects")
    assert [row["actual_cost"] for row in typed] == [Decimal(5), None, Decimal(5)]
    assert problems(typed) == [[], [("actual_cost", "€5", "currency_contradicts", "error")], []]


def test_a_load_can_bring_words_of_its_own(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(load_id=1, state=["Zooming", "closed", "Wobbly"], declared_overall=["1", "G",
        "3"]))
    given("ledger.projects", written(load_id=2, state=["Zooming"], declared_overall=["1"]))
    given("ledger.load_columns", column("state", words={"zooming": "active"}))
    given("ledger.load_columns", column("declared_overall", words={"1": "green", "3": "red"}))
    typed = rows("staging.projects")
    assert [row["state"] for row in typed] == ["active", "closed", None, None]
    assert [row["declared_overall"] for row in typed] == ["green", "green", "red", None]
    assert reasons(typed) == [[], [], ["not_a_choice"], ["not_a_choice", "not_a_light"]]


def test_a_term_is_one_value_in_both_languages_and_any_other_text_stays(given: Given, rows: Rows) -> None:
    stages = ["Design", " design  Phase", "设计阶段", "设计 ", "Gate 3", "试设计", "-", None]
    given("ledger.projects", written(stage=stages))
    typed = rows("staging.projects")
    assert [row["stage"] for row in typed] == ["Design"] * 4 + ["Gate 3", "试设计", None, None]
    assert reasons(typed)[:6] == [[]] * 6
    given("ledger.risks", written(category=["Supplier", "供应商", "供应商风险", "天气"]))
    assert [row["category"] for row in rows("staging.risks")] == ["Supplier"] * 3 + ["天气"]


def test_a_row_key_is_of_values_and_never_blank(given: Given, rows: Rows) -> None:
    given("ledger.risks", written(
        risk_id=["R1 ", "'007", "-", None, "N/A"], risk_name=["A", "B", " Late supplier", None, "-"],
            description=["x", "y", "z", None, None]))
    assert [row["row_key"] for row in rows("staging.risks")] == ["R1", "007", "Late supplier", "row:1:4", "row:1:5"]
    given("ledger.baseline_periods", written(
        version=["v1", None, None, "v1"], month=["2026-03", "Mar-26", None, "soon"], planned_value=["1", "2", "3",
            "4"]))
    typed = rows("staging.baseline_periods")
    assert [row["row_key"] for row in typed] == ["v1|2026-03-31", "|2026-03-31", "row:1:3", "v1|soon"]
    assert [row["month"] for row in typed] == [MARCH, MARCH, None, None]
    assert reasons(typed) == [[], [], [], ["not_a_date"]]


def test_a_code_with_signs_that_nobody_sees_is_a_finding(given: Given, rows: Rows) -> None:
    given("ledger.projects", {"load_id": 1, "row_number": 1, "project_id": "P\u200b1", "project_code": "P\u200b1",
        "period": MARCH})
    given("ledger.projects", {"load_id": 1, "row_number": 2, "project_id": "项目A", "project_code": "项目A",
        "period": MARCH})
    given("ledger.projects", {"load_id": 1, "row_number": 3, "project_id": "РP1", "project_code": "РP1",
        "period": MARCH})
    assert problems(rows("staging.projects")) == [
        [("project_id", "P\u200b1", "control_character", "warning")], [], [("project_id", "РP1", "mixed_alphabets",
            "warning")],
    ]  # fmt: skip


def test_loads_do_not_teach_each_other(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(load_id=1, percent_complete=["45", "80"], actual_cost=["1.234,5", "2,5"]))
    given("ledger.projects", written(load_id=2, percent_complete=["0.45", "1"], actual_cost=["1234.5", "2.5"]))
    typed = rows("staging.projects")
    assert [row["percent_complete"] for row in typed] == [0.45, 0.8, 0.45, 1]
    assert [row["actual_cost"] for row in typed] == [Decimal("1234.5"), Decimal("2.5")] * 2
