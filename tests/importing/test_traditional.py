"""Trackers in traditional characters: read like those in simplified ones, and kept as they were written."""

import re
from datetime import date

import pytest

from pmo_analytics.importing.headers import key
from pmo_analytics.importing.traditional import SIMPLIFIED, TRADITIONAL
from pmo_analytics.importing.units import currencies_in
from pmo_analytics.workspace import PROJECT_ROOT

MACROS = (PROJECT_ROOT / "sql" / "macros" / "02_cells.sql").read_text(encoding="utf-8")


def test_a_portfolio_of_taiwan_is_read_and_kept_as_written(sheet):
    one = sheet([
        ["2026年3月專案月報"], ["單位：新台幣萬元"],
        ["專案編號", "專案名稱", "專案經理", "狀態", "燈號", "預算", "實際成本", "進度", "預計完成日", "實際完成日",
         "備註"],
        ["P1", "甲平台", "李大同", "進行中", "綠", "1,200", "300", "45%", "2026-06-30", None, "無"],
        ["P2", "乙系統", "待確認", "已完成", "黃燈", "800", "750", "100%", "2026/2/28", "2026/2/27", "已驗收"],
        ["P3", "丙工程", "張三", "未開始", "紅", "500", "0", "0%", "2026年9月30日", None, None],
        ["合計", None, None, None, None, "2,500", "1,050", None, None, None, None], ["備註：金額含稅"],
    ], name="專案")  # fmt: skip
    assert one.said("projects")[0] == {
        "project_id": "P1", "project_name": "甲平台", "period": date(2026, 3, 31), "manager": "李大同",
        "state": "active", "declared_overall": "green", "currency": "TWD", "budget_at_completion": 12_000_000,
        "actual_cost": 3_000_000, "percent_complete": 0.45, "forecast_finish": date(2026, 6, 30), "notes": "無",
    }  # fmt: skip
    assert one.rows("projects", "project_name", "manager", "state", "declared_overall", "budget_at_completion",
                    "forecast_finish", "actual_finish")[1:] == [
        ("乙系統", None, "closed", "amber", 8_000_000, date(2026, 2, 28), date(2026, 2, 27)),
        ("丙工程", "張三", "proposed", "red", 5_000_000, date(2026, 9, 30), None),
    ]  # fmt: skip
    assert one.aside() == [(7, "total"), (8, "heading")]
    assert one.problems() == [("C5", "待確認", "placeholder")]


def test_milestones_and_risks_in_traditional_characters(sheet):
    milestones = sheet([
        ["項目名稱", "里程碑", "負責人", "計劃完成日", "預計完成日", "實際完成日", "狀態"],
        ["甲", "上線", "李", "2026-05-01", "2026-05-08", None, "進行中"],
        ["乙", "驗收", "王", "2026-02-01", "2026-02-01", "2026-02-03", "已完成"],
    ], name="里程碑")  # fmt: skip
    assert milestones.rows("milestones", "project_name", "milestone_name", "owner", "baseline_date", "forecast_date",
                           "actual_date", "status") == [
        ("甲", "上線", "李", date(2026, 5, 1), date(2026, 5, 8), None, "in_progress"),
        ("乙", "驗收", "王", date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 3), "done"),
    ]  # fmt: skip
    risks = sheet([
        ["風險編號", "專案", "風險描述", "機率", "影響程度", "風險等級", "因應措施", "負責人", "狀態"],
        ["R1", "甲", "供貨延遲", "高", "嚴重", "高", "備選供應商", "李", "處理中"],
        ["R2", "乙", "人員流失", "低", "一般", "中", "留任獎金", "王", "已關閉"],
    ])  # fmt: skip
    assert risks.rows("risks", "project_id", "description", "probability_score", "impact_score", "level", "response",
                      "status") == [
        ("甲", "供貨延遲", 4, 4, "high", "備選供應商", "open"),
        ("乙", "人員流失", 2, 3, "medium", "留任獎金", "closed"),
    ]  # fmt: skip


def test_words_and_units_of_a_tracker_of_taiwan(sheet):
    one = sheet([
        ["單位：新臺幣仟元"],
        ["專案名稱", "起日", "迄日", "預算", "實際開支", "整體燈號", "時程燈號", "專案狀態", "本月說明", "下月計畫"],
        ["甲", "2026/1/1", "2026/9/30", "1,200", "300", "綠燈", "黃燈", "已結案", "雛型", "上線"],
        ["乙", "2026/2/1", "民國115年9月30日", "800", "100", "紅燈", "綠燈", "執行中", None, None],
    ], name="專案")  # fmt: skip
    assert one.said("projects")[0] == {
        "project_id": "甲", "project_name": "甲", "period": date(2026, 3, 31), "baseline_start": date(2026, 1, 1),
        "baseline_finish": date(2026, 9, 30), "budget_at_completion": 1_200_000, "actual_cost": 300_000,
        "currency": "TWD", "declared_overall": "green", "declared_schedule": "amber", "state": "closed",
        "narrative": "雛型", "next_steps": "上線",
    }  # fmt: skip
    assert one.rows("projects", "project_id", "baseline_finish")[1] == ("乙", date(2026, 9, 30))
    assert one.problems() == [("C4", "民國115年9月30日", "layout.a_day")]
    assert "milestones" not in one.typed


def test_an_issue_of_taiwan_is_no_topic_of_a_board(sheet):
    one = sheet([["議題編號", "專案名稱", "議題描述", "嚴重程度", "負責人", "預計解決日期"],
                 ["I1", "甲", "廠商倒閉", "嚴重", "王", "2026/4/15"]], name="議題")  # fmt: skip
    assert one.rows("issues", "issue_id", "description", "severity") == [("I1", "廠商倒閉", "high")]
    assert key("议题编号") == "议题编号"


def test_work_items_of_taiwan_are_tasks(sheet):
    one = sheet([["專案名稱", "任務名稱", "負責人", "計畫開始", "計畫完成"],
                 ["甲", "訪談", "李", "2026/1/1", "2026/1/31"],
                 ["甲", "設計", "王", "2026/2/1", "2026/3/31"]], name="工作項目")  # fmt: skip
    assert one.rows("tasks", "task_name", "baseline_finish") == [("訪談", date(2026, 1, 31)),
                                                                 ("設計", date(2026, 3, 31))]  # fmt: skip


def test_a_year_of_the_republic_is_never_a_month_and_is_said(sheet):
    one = sheet([["專案名稱", "月份", "實際成本"], ["甲", "115年2月", "100"], ["乙", "民國115年2月", "20"],
                 ["丙", "115/02", "5"], ["丁", "2026年3月", "7"], ["戊", None, "8"]])  # fmt: skip
    assert {row["period"] for row in one.typed["projects"]} == {date(2026, 3, 31)}
    assert one.problems() == [("B2", "115年2月", "layout.a_month"), ("B3", "民國115年2月", "layout.a_month"),
                              ("B4", "115/02", "layout.a_month")]  # fmt: skip


def test_milestones_across_the_columns_keep_their_names(sheet):
    one = sheet([["專案名稱", "預計封頂", "試車時間"], ["甲", "2026-05-01", "2026-06-01"], ["乙", None, "2026-07-01"]])
    found = one.rows("milestones", "project_name", "milestone_name", "baseline_date", "forecast_date")
    assert set(found) == {
        ("甲", "封頂", None, date(2026, 5, 1)), ("甲", "試車", date(2026, 6, 1), None),
        ("乙", "試車", date(2026, 7, 1), None),
    }  # fmt: skip


def test_a_project_stays_what_it_is_called(sheet):
    one = sheet([["專案名稱", "狀態"], ["雲端專案", "綠"], ["云端项目", "黃"], ["總計畫", "紅"]])
    assert one.rows("projects", "project_id", "project_name", "declared_overall") == [
        ("雲端專案", "雲端專案", "green"), ("云端项目", "云端项目", "amber"), ("總計畫", "總計畫", "red"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "header", "currency"),
    [("單位：萬元", "預算", None), (None, "預算(萬元)", None), (None, "成本預算(元)", None),
     ("單位：新台幣萬元", "預算", "TWD"), (None, "預算(NT$)", "TWD"), ("單位：人民幣萬元", "預算", "CNY"),
     ("单位：万元", "预算", "CNY")],
)  # fmt: skip
def test_yuan_beside_traditional_characters_are_no_countrys(sheet, title, header, currency):
    name, manager = ("项目名称", "负责人") if header == "预算" else ("專案名稱", "負責人")
    one = sheet([[title], [name, manager, header], ["甲", "李", "100"], ["乙", "王", "200"]])
    steps = 10_000 if "万" in f"{title}{header}" or "萬" in f"{title}{header}" else 1
    assert one.rows("projects", "budget_at_completion", "currency") == [(100 * steps, currency),
                                                                        (200 * steps, currency)]  # fmt: skip
    assert one.problems() == []
    assert currencies_in("金額以萬元計") == frozenset() and currencies_in("金额以万元计") == {"CNY"}


def test_words_of_taiwan_are_those_of_the_mainland():
    assert [key(text) for text in ("專案經理", "合約金額", "優先順序", "品質")] == [
        "项目经理", "合同金额", "优先级", "质量"
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "signs"), [("traditional", TRADITIONAL), ("simplified", SIMPLIFIED)])
def test_cells_and_headers_fold_the_same_characters(name, signs):
    said = re.search(rf"create or replace macro {name}\(\) as\s(.*?);", MACROS, re.DOTALL)[1]
    assert "".join(re.findall(r"'([^']*)'", said)) == signs


def test_each_character_has_one_form_and_none_is_folded_twice():
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL)) and not set(TRADITIONAL) & set(SIMPLIFIED)
