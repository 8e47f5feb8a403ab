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
