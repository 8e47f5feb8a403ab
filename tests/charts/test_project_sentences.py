"""The sentences of one project's page, in both languages."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language

PROJECT: dict[str, Any] = {
    "period": pd.Timestamp("2026-10-31"),
    "state": "active",
    "state_since": pd.NaT,
    "finish_slip_days": 44.0,
    "over_budget": 449_000.0,
    "declared_overall": "red",
    "actual_finish": pd.NaT,
    "forecast_finish": pd.Timestamp("2026-10-14"),
    "is_rebaselined": False,
}
REBASELINED: dict[str, Any] = {
    "is_rebaselined": True, "rebaselined_on": pd.Timestamp("2026-05-06"), "original_budget": 62e6,
    "budget_at_completion": 78e6, "original_finish": pd.Timestamp("2026-06-30"),
    "baseline_finish": pd.Timestamp("2026-12-31"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ({}, "It is forecast to finish 44 days late and 449k over budget; the manager declares red.",
         "预计晚 44 天完工，超预算 44.9 万；经理申报红灯。"),
        ({"finish_slip_days": 0.0, "over_budget": 0.0, "declared_overall": "amber_green"},
         "It is forecast to finish on time and on budget; the manager declares amber/green.",
         "预计按期完工，与预算持平；经理申报黄绿灯。"),
        ({"finish_slip_days": -1.0, "over_budget": None, "declared_overall": None},
         "It is forecast to finish 1 day early; the manager declared no light.",
         "预计早 1 天完工；经理未申报灯色。"),
        ({"finish_slip_days": None, "forecast_finish": pd.NaT},
         "It is forecast to end 449k over budget, its finish is not known; the manager declares red.",
         "预计超预算 44.9 万，完工日未知；经理申报红灯。"),
        ({"finish_slip_days": None, "forecast_finish": pd.NaT, "over_budget": None},
         "Neither finish nor estimate is known; the manager declares red.",
         "完工日与估算均未知；经理申报红灯。"),
        ({"finish_slip_days": 12.0, "actual_finish": pd.Timestamp("2026-02-01")},
         "It finished 12 days late and 449k over budget; the manager declares red.",
         "晚 12 天完工，超预算 44.9 万；经理申报红灯。"),
        (REBASELINED,
         "It is forecast to finish 44 days late and 449k over budget, as re-baselined in 2026-05; the manager declares "
         "red.",
         "预计晚 44 天完工，超预算 44.9 万（按 2026-05 调整后的基准）；经理申报红灯。"),
        (REBASELINED | {"rebaselined_on": pd.NaT, "over_budget": None},
         "It is forecast to finish 44 days late, as re-baselined; the manager declares red.",
         "预计晚 44 天完工（按调整后的基准）；经理申报红灯。"),
    ],
)  # fmt: skip
def test_a_project_is_told_in_one_sentence(more: dict[str, Any], english: str, chinese: str) -> None:
    assert sentences.project(PROJECT | more) == english
    set_language("zh")
    assert sentences.project(PROJECT | more) == chinese


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ({"state": "on_hold", "state_since": pd.Timestamp("2026-07-31"), "finish_slip_days": None},
         "On hold since July. It was last forecast to finish on 2026-10-14; the manager declares red.",
         "7 月起暂停。最近预计 2026-10-14 完工；经理申报红灯。"),
        ({"state": "cancelled", "state_since": pd.Timestamp("2025-12-31"), "finish_slip_days": None},
         "Cancelled since December 2025. It was last forecast to finish on 2026-10-14; the manager declares red.",
         "2025 年 12 月起取消。最近预计 2026-10-14 完工；经理申报红灯。"),
        ({"state": "closed", "actual_finish": pd.Timestamp("2026-05-01")},
         "Closed. It finished 44 days late; the manager declares red.",
         "已关闭。晚 44 天完工；经理申报红灯。"),
        ({"state": "closed"},  # nobody said when it finished: the forecast is no promise any more
         "Closed. It was last forecast to finish on 2026-10-14; the manager declares red.",
         "已关闭。最近预计 2026-10-14 完工；经理申报红灯。"),
    ],
)  # fmt: skip
def test_a_project_that_stands_still_says_so_first(more: dict[str, Any], english: str, chinese: str) -> None:
    assert sentences.project(PROJECT | {"over_budget": None} | more) == english
    set_language("zh")
    assert sentences.project(PROJECT | {"over_budget": None} | more) == chinese


def test_a_rebaselined_project_shows_the_plan_it_began_with_beside_the_present_one() -> None:
    about = {"is_reported": True, "status_date": None, "submitted_on": None, "currency": "CNY"}
    facts = sentences.project_facts(PROJECT | REBASELINED | about, pd.Timestamp("2026-05-31").date())
    assert facts[1] == ("first approved: budget 62.0M, finish 2026-06-30; now budget 78.0M, finish 2026-12-31")
    plain = sentences.project_facts(PROJECT | about, pd.Timestamp("2026-05-31").date())
    assert not any("first approved" in fact for fact in plain)


@pytest.mark.parametrize(
    ("not_applying", "english", "chinese"),
    [
        (0, "2 of 5 indicators red, 1 amber, 1 not known", "5 项指标中 2 项红、1 项黄、1 项未知"),
        (1, "2 of 5 indicators red, 1 amber, 1 not known; one does not apply",
         "5 项指标中 2 项红、1 项黄、1 项未知；另有 1 项不适用"),
        (14, "2 of 5 indicators red, 1 amber, 1 not known; 14 do not apply",
         "5 项指标中 2 项红、1 项黄、1 项未知；另有 14 项不适用"),
    ],
)  # fmt: skip
def test_what_does_not_apply_is_not_counted_as_unknown(not_applying: int, english: str, chinese: str) -> None:
    known = [("red", 0.8, True), ("red", None, True), ("amber", 0.92, True), (None, 12.0, True), (None, None, True)]
    rows = pd.DataFrame(known + [(None, None, False)] * not_applying, columns=["light", "value", "applies"])
    assert sentences.indicators(rows) == english
    set_language("zh")
    assert sentences.indicators(rows) == chinese
