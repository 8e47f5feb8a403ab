"""The sentences at the top of pages, in both languages."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language

ROW: dict[str, Any] = {
    "period": pd.Timestamp("2026-03-31"),
    "compared": pd.Timestamp("2026-02-28"),
    "status_date": pd.Timestamp("2026-03-31"),
    "currency": "CNY",
    "count_expected": 40,
    "count_projects": 40,
    "count_over": 0,
    "count_red": 15,
    "count_known": 38,
    "count_declared": 40,
    "count_declared_red": 12,
    "count_red_change": 3.0,
    "count_budgeted": 40,
    "budget": 424e6,
    "count_estimated": 40,
    "over_budget": 8.38e6,
    "over_budget_ratio": 0.0197,
}


def test_where_no_light_can_be_computed_the_declared_ones_are_told_as_such() -> None:
    row = ROW | {"count_known": 0, "over_budget": None}
    assert sentences.portfolio(row) == "12 of 40 projects are declared red; no light can be computed."
    nothing = row | {"count_declared": 0}
    assert sentences.portfolio(nothing) == "40 projects reported; no light is known for any of them."


def test_the_portfolio_is_told_as_in_the_style_guide() -> None:
    assert sentences.portfolio(ROW) == (
        "15 of 40 projects are red, 3 more than in February; the forecast is 8.4M over budget (2%)."
    )
    set_language("zh")
    assert sentences.portfolio(ROW) == "40 个项目中 15 个红灯，比 2 月多 3 个；预测超预算 838 万（2%）。"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"count_red": 1, "count_red_change": -2.0, "over_budget": -5e5, "over_budget_ratio": -0.01},
         "1 of 40 projects is red, 2 fewer than in February; the forecast is 500k under budget (1%)."),
        ({"count_red": 0, "count_red_change": 0.0, "over_budget": 0.0, "over_budget_ratio": 0.0},
         "None of 40 projects is red, as in February; the forecast equals the budget."),
        ({"count_red_change": float("nan"), "over_budget": None}, "15 of 40 projects are red."),
        ({"compared": pd.Timestamp("2025-12-31"), "over_budget": float("nan")},
         "15 of 40 projects are red, 3 more than in December 2025."),
    ],
)  # fmt: skip
def test_the_portfolio_says_only_what_is_known(more: dict[str, Any], sentence: str) -> None:
    assert sentences.portfolio(ROW | more) == sentence


def test_the_facts_tell_coverage_only_where_it_is_partial() -> None:
    assert sentences.portfolio_facts(ROW | {"count_projects": 38, "count_budgeted": 37, "count_estimated": 34}) == [
        "Status date 2026-03-31", "38 of 40 projects reported", "budget 424.0M in 37 of 38 projects",
        "estimates from 34 of 38 projects", "money in CNY",
    ]  # fmt: skip
    assert sentences.portfolio_facts(ROW) == [
        "Status date 2026-03-31", "40 of 40 projects reported", "budget 424.0M", "money in CNY",
    ]  # fmt: skip


def test_a_project_that_is_over_is_not_one_that_could_be_red() -> None:
    row = ROW | {"count_over": 5, "count_red_change": None, "over_budget": None}
    assert sentences.portfolio(row) == "15 of 35 projects are red."
    told = "5 closed or cancelled: in the money, not in the lights"
    assert told in sentences.portfolio_facts(row) and told not in sentences.portfolio_facts(ROW)


def grid(*rows: tuple[str, int, int], reported: bool = True, over: bool = False) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["overall_strip", "months_red", "overall_gap"])
    return found.assign(is_reported=reported, is_over=over)


def test_the_projects_page_says_since_when_and_who_declares_better() -> None:
    rows = grid(("GGAARR", 4, 1), ("GGGGGR", 1, 2), ("RRRRRG", 0, 0), ("GGGGRR", 3, 0))
    assert sentences.projects(rows) == (
        "3 of 4 projects are red; two of them have been for three months or longer, and two declare amber or green."
    )
    set_language("zh")
    assert sentences.projects(rows) == "4 个项目中 3 个红灯；其中 2 个已持续三个月以上，2 个仍申报黄灯或绿灯。"


def test_the_projects_page_counts_who_reported_and_is_not_over() -> None:
    rows = pd.concat([
        grid(("GGAARR", 1, 0), ("GGGGGG", 0, 0)), grid(("RRRRRR", 6, 2), over=True),
        grid(("RRRRR.", 0, 2), reported=False),
    ])  # fmt: skip
    assert sentences.projects(rows) == "1 of 2 projects is red."
    assert sentences.projects_facts(rows, date(2026, 3, 31)) == [
        "1 sent no report for 2026-03", "1 closed or cancelled, not counted",
    ]  # fmt: skip
    assert sentences.projects_facts(rows.head(2), date(2026, 3, 31)) == ["", ""]


def test_no_red_project_is_said_plainly() -> None:
    assert sentences.projects(grid(("GGGGGG", 0, 0))) == "None of 1 projects is red."


@pytest.mark.parametrize(
    ("count", "name", "english", "chinese"),
    [
        (1, "asked", "One project needs a decision from this committee", "1 个项目需要委员会本次决策"),
        (12, "asked", "12 projects need a decision from this committee", "12 个项目需要委员会本次决策"),
        (2, "red", "Two projects are red", "2 个项目为红灯"),
        (0, "asked", "No project asks for a decision", "无待决事项"),
        (0, "red", "No project is red", "无红灯项目"),
    ],
)
def test_the_title_of_a_list_counts_its_rows(count: int, name: str, english: str, chinese: str) -> None:
    rows = pd.DataFrame({"project_id": ["P"] * count})
    assert sentences.attention(rows, name) == english
    set_language("zh")
    assert sentences.attention(rows, name) == chinese


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ({}, "budget 424.0M", "预算 4.24 亿"),
        ({"count_budgeted": 37}, "budget 424.0M in 37 of 40 projects", "40 个项目中 37 个有预算，共 4.24 亿"),
        ({"count_budgeted": 0, "budget": None}, "", ""),
    ],
)
def test_the_facts_say_how_much_money_there_is(more: dict[str, Any], english: str, chinese: str) -> None:
    for language, said in (("en", english), ("zh", chinese)):
        set_language(language)
        facts = sentences.portfolio_facts(ROW | more)
        assert [fact for fact in facts if "budget" in fact or "预算" in fact] == ([said] if said else [])


SLIPS: dict[str, Any] = {
    "period": pd.Timestamp("2026-03-31"),
    "compared": pd.Timestamp("2026-02-28"),
    "status_date": pd.Timestamp("2026-03-31"),
    "count_projects": 40,
    "count_over": 0,
    "count_slips": 38,
    "count_late": 20,
    "count_far_late": 11,
    "count_far_change": 2.0,
    "late_from_days": 30.0,
    "count_no_baseline": 2,
    "count_rebaselined": 0,
    "finish_moved_days": None,
    "worst_two_ratio": 0.41,
    "count_milestones": 36,
    "count_tasks": 0,
}


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ({}, "11 projects finish more than a month late; two of them carry 41% of all days lost.",
         "11 个项目延期超过一个月；其中 2 个占全部延误天数的 41%。"),
        ({"worst_two_ratio": 0.2}, "11 projects finish more than a month late; 2 more than in February.",
         "11 个项目延期超过一个月；比 2 月多 2 个。"),
        ({"count_far_late": 2, "count_far_change": 0.0},
         "Two projects finish more than a month late; as many as in February.",
         "2 个项目延期超过一个月；与 2 月相同。"),
        ({"count_far_late": 1, "count_far_change": None, "late_from_days": 45.0},
         "One project finishes more than 45 days late.", "1 个项目延期超过 45 天。"),
        ({"count_far_late": 0, "count_late": 3},
         "No project finishes more than a month late; three finish late by less.",
         "无项目延期超过一个月；3 个延期较短。"),
        ({"count_far_late": 0, "count_late": 0},
         "No project finishes more than a month late; none of the 38 known finishes is late.",
         "无项目延期超过一个月；38 个已知完工日均未延后。"),
        ({"count_slips": 0}, "40 projects reported; no slip of a finish is known for any of them.",
         "40 个项目已报送；完工延期均未知。"),
    ],
)  # fmt: skip
def test_the_schedule_is_told_in_both_languages(more: dict[str, Any], english: str, chinese: str) -> None:
    assert sentences.schedule(SLIPS | more) == english
    set_language("zh")
    assert sentences.schedule(SLIPS | more) == chinese


def test_the_schedule_rests_on_what_is_known() -> None:
    assert sentences.schedule_facts(SLIPS) == [
        "Status date 2026-03-31", "slip known for 38 of 40 projects", "2 without an approved finish",
        "milestones from 36 of 40",
    ]  # fmt: skip
    assert "3 closed or cancelled, not counted" in sentences.schedule_facts(SLIPS | {"count_over": 3})


@pytest.mark.parametrize(
    ("count", "days", "said"),
    [
        (1, 184, "1 re-baselined: its approved finish moved 184 days later"),
        (3, -5, "3 re-baselined: approved finishes moved 5 days earlier in all"),
        (2, 0, "2 re-baselined with the approved finish kept"),
    ],
)
def test_the_schedule_says_how_far_re_baselining_moved_finishes(count: int, days: int, said: str) -> None:
    assert said in sentences.schedule_facts(SLIPS | {"count_rebaselined": count, "finish_moved_days": days})
