"""Budgets in two versions, and what trackers state beside money that has no field, or one of its own."""

from datetime import date

import pytest


def test_the_adjusted_budget_of_a_year_is_the_one_in_force_wherever_it_stands(sheet):
    for first, adjusted in ((2, 3), (3, 2)):
        rows = [["项目名称", "部门", None, None, "执行数(万元)"], ["甲", "信息部", None, None, "60"],
                ["乙", "工程部", None, None, "90"]]  # fmt: skip
        budgets = ("年初预算数(万元)", "调整预算数(万元)"), ("100", "120"), ("200", "180")
        for row, (at_first, in_force) in zip(rows, budgets, strict=True):
            row[first], row[adjusted] = at_first, in_force
        one = sheet(rows)
        assert one.rows("projects", "budget_this_year", "actual_cost", "original_budget") == [
            (1_200_000, 600_000, None), (1_800_000, 900_000, None)
        ]  # fmt: skip
        assert [row["extra"] for row in one.typed["projects"]] == [
            '{"年初预算数(万元)":"100"}', '{"年初预算数(万元)":"200"}'
        ]  # fmt: skip
        cell = "CD"[first - 2] + "1"
        assert one.problems() == [(cell, "年初预算数(万元)", "layout.one_column_per_field")]


@pytest.mark.parametrize(
    ("first", "adjusted"), [("年初预算", "调整后预算"), ("年初预算金额", "调整预算金额"), ("年初预算", "调整预算")]
)
def test_other_words_for_it(sheet, first, adjusted):
    one = sheet([["项目名称", first, adjusted, "累计支出"], ["甲", "100", "120", "60"], ["乙", "200", None, "90"]])
    assert one.rows("projects", "budget_this_year") == [(120,), (None,)]


def test_a_budget_of_the_years_start_alone_is_that_of_the_year(sheet):
    one = sheet([["项目名称", "年初预算数", "执行数"], ["甲", "100", "60"], ["乙", "200", "90"]])
    assert one.rows("projects", "budget_this_year", "actual_cost") == [(100, 60), (200, 90)]
    assert one.problems() == []


def test_a_revised_budget_is_in_force_beside_the_original_one(sheet):
    one = sheet([["Project", "Original budget", "Revised budget", "Actual"], ["Alpha", "100", "120", "60"],
                 ["Beta", "200", "180", "90"]])  # fmt: skip
    assert one.rows("projects", "original_budget", "budget_at_completion", "actual_cost") == [
        (100, 120, 60), (200, 180, 90)
    ]  # fmt: skip
    both = sheet([["Project", "Budget", "Revised budget"], ["Alpha", "100", "120"], ["Beta", "200", "180"]])
    assert both.rows("projects", "budget_at_completion") == [(120,), (180,)]
    assert both.problems() == [("B1", "Budget", "layout.one_column_per_field")]


@pytest.mark.parametrize("first", ["Original budget", "Initial budget"])
@pytest.mark.parametrize("last", ["Revised budget", "Current budget", "Amended budget"])
@pytest.mark.parametrize("is_turned", [False, True])
def test_whichever_stands_first_the_revised_budget_is_in_force(sheet, first, last, is_turned):
    heads, amounts = (first, last)[:: -1 if is_turned else 1], ("100", "120")[:: -1 if is_turned else 1]
    one = sheet([["Project", "Manager", *heads, "Actual"], ["Alpha", "Li", *amounts, "60"]], name="Financials")
    assert one.rows("projects", "original_budget", "budget_at_completion", "actual_cost") == [(100, 120, 60)]


@pytest.mark.parametrize(
    ("beside", "estimate"), [(("Actual cost", "60"), "100"), (("Status", "Active"), "£100"), (("Budget", "80"), "100")]
)
def test_an_original_estimate_among_money_is_the_original_budget(sheet, beside, estimate):
    one = sheet([["Project", "Manager", "Original estimate", beside[0]], ["Alpha", "Li", estimate, beside[1]]])
    assert one.rows("projects", "original_budget", "planned_hours") == [(100, None)]


@pytest.mark.parametrize(
    "more", [{"Status": "Active"}, {"Time spent": "60"}, {"Budget": "90", "Time spent": "60"}], ids=len
)
def test_an_original_estimate_among_hours_or_nothing_is_one_of_hours(sheet, more):
    one = sheet([["Project", "Manager", "Original estimate", *more], ["Alpha", "Li", "100", *more.values()]])
    assert one.rows("projects", "original_budget", "planned_hours") == [(None, 100)]


def test_an_estimate_that_names_its_hours_has_hours_beside_money(sheet):
    one = sheet([["Project", "Original estimate (hours)", "Budget"], ["Alpha", "100", "80"], ["Beta", "50", "40"]])
    assert one.rows("projects", "original_budget", "planned_hours") == [(None, 100), (None, 50)]


def test_a_variance_at_completion_is_kept_as_stated(sheet):
    one = sheet([["Project", "BAC", "EAC", "VAC"], ["Alpha", "100", "120", "-20"], ["Beta", "100", "90", "10"]])
    assert one.rows("projects", "budget_at_completion", "manager_estimate_at_completion",
                    "reported_variance_at_completion") == [(100, 120, -20), (100, 90, 10)]  # fmt: skip
    other = sheet([["Project", "Vacation days", "Budget"], ["Alpha", "20", "1"], ["Beta", "10", "2"]])
    assert other.rows("projects", "reported_variance_at_completion") == [(None,), (None,)]


def test_a_share_received_is_kept_as_it_stands_and_fills_nothing(sheet):
    one = sheet([["项目名称", "合同额", "回款", "回款率"], ["甲", "100", "60", "60%"], ["乙", "200", "50", "25%"]])
    assert one.rows("projects", "contract_value", "receipts", "percent_complete") == [(100, 60, None), (200, 50, None)]
    alone = sheet([["项目名称", "负责人", "回款率"], ["甲", "李", "60%"], ["乙", "王", "25%"]])
    assert alone.rows("projects", "manager", "receipts", "percent_complete") == [("李", None, None), ("王", None, None)]
    assert [row["extra"] for row in alone.typed["projects"]] == ['{"回款率":"60%"}', '{"回款率":"25%"}']


def test_first_and_last_acceptance_are_milestones(sheet):
    one = sheet([["项目名称", "负责人", "初验时间", "终验时间"], ["甲", "李", "2026-03-01", "2026-09-01"],
                 ["乙", "王", "2026-04-01", None]])  # fmt: skip
    assert one.rows("milestones", "project_name", "milestone_name", "baseline_date") == [
        ("甲", "初验", date(2026, 3, 1)), ("乙", "初验", date(2026, 4, 1)), ("甲", "终验", date(2026, 9, 1)),
    ]  # fmt: skip
    assert one.problems() == []
