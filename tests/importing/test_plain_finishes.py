"""A plain 完成日期 or 完成时间 is a plan beside a plain start, of rows still open, and after the reported month."""

from datetime import date

import pytest

JUNE, FEBRUARY = date(2026, 6, 10), date(2026, 2, 10)


@pytest.mark.parametrize(
    ("head", "row", "entity", "field"),
    [
        (["项目名称", "项目经理", "健康度", "开始日期", "完成日期"], ["甲", "王伟", "绿", "2026-01-05", "2026-06-10"],
         "projects", "baseline_finish"),
        (["專案名稱", "負責人", "開始日", "完成日"], ["甲", "陳大文", "2026-01-05", "2026-06-10"],
         "projects", "baseline_finish"),
        (["项目名称", "项目经理", "健康度", "完成时间"], ["甲", "王伟", "绿", "2026-06-10"],
         "projects", "baseline_finish"),
        (["项目", "任务", "开始", "完成", "完成率"], ["甲", "开发", "2026-01-05", "2026-06-10", "30%"],
         "tasks", "baseline_finish"),
        (["项目", "任务", "开始日期", "完成时间", "实际完成时间"], ["甲", "开发", "2026-01-05", "2026-06-10", None],
         "tasks", "baseline_finish"),
        (["项目", "里程碑", "完成时间", "状态"], ["甲", "上线", "2026-06-10", "未完成"], "milestones", "baseline_date"),
        (["项目", "行动项", "责任人", "完成时间", "状态"], ["甲", "写方案", "李娜", "2026-06-10", "进行中"],
         "actions", "due_on"),
        (["项目", "风险描述", "概率", "影响", "完成日期", "状态"], ["甲", "延期", "高", "中", "2026-06-10", "开放"],
         "risks", "due_on"),
    ],
)  # fmt: skip
def test_a_day_that_something_is_to_be_done_by_is_a_plan(sheet, head, row, entity, field):
    assert sheet([head, row]).rows(entity, field) == [(JUNE,)]


def test_an_open_action_that_is_late_has_a_due_date_and_no_day_of_completion(sheet):
    one = sheet([["项目", "行动项", "责任人", "完成时间", "状态"], ["甲", "写方案", "李娜", "2026-02-10", "进行中"],
                 ["甲", "催货", "李娜", "2026-02-10", "已完成"]])  # fmt: skip
    assert one.rows("actions", "due_on", "completed_on") == [(FEBRUARY, None)] * 2


@pytest.mark.parametrize(
    ("head", "row", "entity", "field"),
    [
        (["项目", "任务", "计划完成", "完成时间"], ["甲", "设计", "2026-02-01", "2026-02-10"],
         "tasks", "actual_finish"),
        (["项目", "任务", "开始日期", "实际完成日期"], ["甲", "设计", "2026-01-05", "2026-02-10"],
         "tasks", "actual_finish"),
        (["项目", "任务", "实际开始", "完成时间"], ["甲", "设计", "2026-01-05", "2026-02-10"],
         "tasks", "actual_finish"),
        (["项目", "里程碑", "完成日期", "状态"], ["甲", "上线", "2026-02-10", "已完成"], "milestones", "actual_date"),
        (["项目", "行动项", "责任人", "期限", "完成日期", "状态"],
         ["甲", "写方案", "李娜", "2026-02-01", "2026-02-10", "进行中"], "actions", "completed_on"),
        (["项目", "行动项", "责任人", "完成日期", "状态"], ["甲", "写方案", "李娜", "2026-02-10", "已完成"],
         "actions", "completed_on"),
    ],
)  # fmt: skip
def test_a_day_on_which_something_was_done_is_a_fact(sheet, head, row, entity, field):
    assert sheet([head, row]).rows(entity, field) == [(FEBRUARY,)]


def test_an_open_row_without_a_day_beside_those_that_are_done_leaves_it_the_day_of_completion(sheet):
    one = sheet([["项目", "行动项", "责任人", "完成时间", "状态"], ["甲", "写方案", "李娜", None, "进行中"],
                 ["甲", "催货", "李娜", "2026-02-10", "已完成"]])  # fmt: skip
    assert one.rows("actions", "due_on", "completed_on") == [(None, None), (None, FEBRUARY)]


def test_what_minutes_say_of_each_item_is_what_it_is_called(sheet):
    one = sheet([["项目", "类型", "内容", "责任人", "完成时间", "状态"],
                 ["甲", "风险", "供应商延期", "王伟", "2026-06-10", "开放"],
                 ["甲", "行动", "写方案", "李娜", "2026-06-10", "进行中"]], name="会议纪要")  # fmt: skip
    assert one.rows("risks", "risk_name", "due_on") == [("供应商延期", JUNE)]
    assert one.rows("actions", "action_name", "due_on") == [("写方案", JUNE)]
