"""Dates by the years of the Republic of China: read where the table says so, else said to be unread."""

from datetime import date

import pytest

HEAD = ["專案名稱", "狀態", "計畫完成日期", "預計完成日"]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([HEAD, ["甲", "進行中", "民國115年3月31日", "115/04/30"], ["乙", "進行中", "民國115.6.30", "待定"]], 2),
        ([["日期以民國年填寫"], HEAD, ["甲", "進行中", "115/03/31", "115/4/30"],
          ["乙", "進行中", "115年6月30日", "TBC"]], 3),
        ([["项目名称", "状态", "计划完成日期（民国）", "预计完成日期"], ["甲", "进行中", "115-03-31", "115-04-30"],
          ["乙", "进行中", "115-06-30", None]], 2),
    ],
    ids=["in the cells", "in a title", "in a header"],
)  # fmt: skip
def test_years_of_the_republic_are_read_where_the_table_names_them(sheet, rows, first):
    one = sheet(rows)
    assert one.rows("projects", "baseline_finish", "forecast_finish") == [
        (date(2026, 3, 31), date(2026, 4, 30)), (date(2026, 6, 30), None)
    ]  # fmt: skip
    noted = [cell for cell, _, expected in one.problems() if expected == "layout.a_day"]
    assert noted == [f"C{first}", f"D{first}"]


@pytest.mark.parametrize(
    ("rows", "entity", "fields", "expected"),
    [
        ([["專案進度表（中華民國115年3月）"], ["專案編號", "專案名稱", "負責人", "計畫完成日", "核准文號"],
          ["115-01-03", "甲", "陳", "115/12/31", "115-03-02"]],
         "projects", ("project_id", "baseline_finish"), [("115-01-03", date(2026, 12, 31))]),
        ([["民國115年 工作分解"], ["專案", "WBS", "任務", "計畫開始"], ["甲", "101.1.1", "設計", "115.1.5"],
          ["甲", "101.1.2", "開發", "115.2.6"]],
         "tasks", ("wbs", "baseline_start"), [("101.1.1", date(2026, 1, 5)), ("101.1.2", date(2026, 2, 6))]),
        ([["项目", "任务编号", "任务", "计划开始"], ["民国建筑修缮", "101.1.1", "勘察", "2026-01-05"]],
         "tasks", ("task_id", "baseline_start"), [("101.1.1", date(2026, 1, 5))]),
    ],
    ids=["project and document numbers", "work breakdown", "a project called so"],
)  # fmt: skip
def test_codes_stay_as_written_whatever_names_the_republic(sheet, rows, entity, fields, expected):
    one = sheet(rows)
    assert one.rows(entity, *fields) == expected
    assert all("2026-03-02" not in (row["extra"] or "") for row in one.typed[entity])


def test_an_old_or_an_odd_date_leaves_the_others_of_its_column_read(sheet):
    one = sheet([
        ["民國年"], HEAD, ["甲", "進行中", "99/12/31", "116年6月30日"], ["乙", "進行中", "115/01/05", "未定，俟核定"],
        ["丙", "進行中", "115/02/05", "116.12.31"],
    ])  # fmt: skip
    assert one.rows("projects", "baseline_finish", "forecast_finish") == [
        (date(2010, 12, 31), date(2027, 6, 30)), (date(2026, 1, 5), None), (date(2026, 2, 5), date(2027, 12, 31)),
    ]  # fmt: skip
    assert ("D4", "未定，俟核定", "not_a_date") in one.problems()


def test_years_of_two_digits_alone_are_no_years_of_the_republic(sheet):
    one = sheet([["民國建築修繕"], HEAD[:3], ["甲", "進行中", "99/12/31"], ["乙", "進行中", "98/01/05"]])
    assert "layout.a_day" not in {expected for *_, expected in one.problems()}


def test_years_of_nobody_are_not_read_and_the_remedy_is_said(sheet):
    one = sheet([HEAD[:3], ["甲", "進行中", "115/03/31"], ["乙", "進行中", "115/06/30"]])
    assert one.rows("projects", "baseline_finish") == [(None,), (None,)]
    assert ("C2", "115/03/31", "layout.a_day") in one.problems()
    told = one.findings[one.findings["expected"] == "layout.a_day"]
    assert told["severity"].to_list() == ["warning"]


def test_numbers_that_only_look_like_such_dates_stay_as_written(sheet):
    one = sheet([["Project", "Manager", "Document"], ["A", "Li", "115/03/31"], ["B", "Wu", "116/04/12"]])
    assert one.problems() == [] and '"115/03/31"' in one.typed["projects"][0]["extra"]
    two = sheet([["專案名稱", "備註", "版本"], ["甲", "民國115年3月31日核准", "115.13.40"], ["乙", "無", "115.2.30"]])
    assert "layout.a_day" not in {expected for *_, expected in two.problems()}


def test_many_ways_to_say_that_a_date_is_open_leave_the_column_a_date(sheet):
    one = sheet([["Project", "Manager", "Finish"], ["A", "Li", "TBC"], ["B", "Wu", "TBD"], ["C", "Bo", "待定"],
                 ["D", "Bo", "TBA"], ["E", "Bo", "待确认"], ["F", "Bo", "2026-05-01"]])  # fmt: skip
    assert one.rows("projects", "baseline_finish")[-1] == (date(2026, 5, 1),)
