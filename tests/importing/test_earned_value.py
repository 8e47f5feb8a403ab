"""Lines of PV, EV and AC under months become what each project reported of every month, and its planned curve."""

from datetime import date

import pytest

from pmo_analytics.errors import LoadRefused
from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, typed

JANUARY, FEBRUARY, APRIL = date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)
EN, ZH = ["Metric", "Jan", "Feb", "Mar", "Apr"], ["指标", "1月", "2月", "3月", "4月"]
PV, EV, AC = ["PV", "10", "20", "30", "40"], ["EV", "9", "18", "25", None], ["AC", "10", "21", "33", None]
REPORTED = [(JANUARY, 10, 9, 10), (FEBRUARY, 20, 18, 21), (MARCH, 30, 25, 33)]
CURVE = [(JANUARY, 10), (FEBRUARY, 20), (MARCH, 30), (APRIL, 40)]
FIELDS = ("planned_value", "earned_value", "actual_cost")


def reported(one, project, suffix=""):
    """What the project reported of each month: (period, PV, EV, AC)."""
    found = {}
    for row in one.typed["projects"]:
        if row["project_name"] == project:
            values = found.setdefault(row["period"], {})
            values |= {name: row[name + suffix] for name in FIELDS if row[name + suffix] is not None}
    return [(period, *(values.get(name) for name in FIELDS)) for period, values in sorted(found.items())]


def curve(one, project):
    rows = one.rows("baseline_periods", "project_name", "month", "planned_value")
    return sorted(row[1:] for row in rows if row[0] == project)


@pytest.mark.parametrize(
    ("above", "name", "file"),
    [
        ([["Project: Alpha"]], "EVM 2026", "t.xlsx"),
        ([["Project: Alpha"], ["Earned value 2026"]], "Sheet1", "t.xlsx"),
        ([["项目名称：Alpha"]], "S曲线", "挣值2026.xlsx"),
    ],
    ids=["sheet", "title", "file"],
)
@pytest.mark.parametrize("head", [EN, ZH], ids=["en", "zh"])
def test_bare_months_take_the_year_of_the_title_the_sheet_or_the_file(sheet, above, name, file, head):
    one = sheet([*above, head, PV, EV, AC], name=name, file=file)
    assert reported(one, "Alpha") == REPORTED
    assert curve(one, "Alpha") == CURVE
    assert one.problems() == [] and one.aside() == []


def test_bare_months_take_the_year_of_the_report_where_nothing_else_tells_it(sheet):
    one = sheet([["Project: Alpha"], EN, PV, EV, AC])
    assert reported(one, "Alpha") == REPORTED


def test_months_of_a_fiscal_year_without_its_years_are_not_guessed(sheet):
    one = sheet([["Project: Alpha"], ["Metric", "Nov", "Dec", "Jan", "Feb"], PV, EV, AC], name="2026")
    assert (one.table.entities, one.table.nearest, one.table.missing) == ((), "baseline_periods", ("month",))


@pytest.mark.parametrize("style", ["merged", "blank", "repeated"])
def test_a_block_of_lines_for_each_project_beside_its_name(sheet, style):
    lines = ["计划值(PV)", "挣值(EV)", "实际成本(AC)"]
    again = {"甲": "甲", "乙": "乙"} if style == "repeated" else {}
    one = sheet(
        [["单位：万元"], ["项目", "指标", "1月", "2月", "3月"],
         ["甲", lines[0], "10", "20", "30"], [again.get("甲"), lines[1], "9", "18", "25"],
         [again.get("甲"), lines[2], "10", "21", "33"],
         ["乙", lines[0], "1", "2", "3"], [again.get("乙"), lines[1], "9", "18", "25"],
         [again.get("乙"), lines[2], "1", "1", "2"]],
        [(2, 0, 4, 0), (5, 0, 7, 0)] if style == "merged" else (), "2026年挣值",
    )  # fmt: skip
    ten_thousands = [(period, *(10_000 * value for value in values)) for period, *values in REPORTED]
    assert reported(one, "甲") == ten_thousands
    assert reported(one, "乙")[2] == (MARCH, 30_000, 250_000, 20_000)
    assert curve(one, "乙") == [(JANUARY, 10_000), (FEBRUARY, 20_000), (MARCH, 30_000)]
    assert one.aside() == []


@pytest.mark.parametrize("gap", [[], [[]]], ids=["close", "apart"])
@pytest.mark.parametrize("names", [("Alpha", "Beta"), ("项目：Alpha", "项目：Beta")], ids=["names", "labels"])
def test_blocks_under_each_other_belong_to_the_project_above_them(sheet, gap, names):
    second = [["PV", "1", "2", "3", "4"], ["EV", "1", "2", "2", None], ["AC", "1", "1", "2", None]]
    one = sheet([[names[0]], EN, PV, EV, AC, *gap, [names[1]], EN, *second], name="2026")
    assert reported(one, "Alpha") == REPORTED
    assert reported(one, "Beta") == [(JANUARY, 1, 1, 1), (FEBRUARY, 2, 2, 1), (MARCH, 3, 2, 2)]


def test_a_sheet_for_each_project_is_called_after_it(desk):
    grids = [Grid.from_rows(name, [["2026"], ZH, PV, EV, AC]) for name in ("甲平台", "乙系统")]
    said = Said(period=MARCH)
    one = typed(desk, reader.understood(grids, "t.xlsx", "0" * 64, 1, said, SETTINGS, KnownProjects()))
    assert reported(one, "甲平台") == reported(one, "乙系统") == REPORTED
    for names in (["甲平台"], ["Sheet1", "Sheet2"]):
        unnamed = [Grid.from_rows(name, [["2026"], ZH, PV, EV, AC]) for name in names]
        with pytest.raises(LoadRefused) as refused:
            reader.understood(unnamed, "t.xlsx", "0" * 64, 1, said, SETTINGS, KnownProjects())
        assert refused.value.args[0] == "project_unclear"


def test_a_planned_value_that_falls_is_of_each_month_alone(sheet):
    one = sheet([["Project: Alpha"], EN, ["PV", "10", "20", "5", "5"], EV, AC], name="2026")
    assert reported(one, "Alpha", "_this_period") == [(JANUARY, 10, 9, 10), (FEBRUARY, 20, 18, 21), (MARCH, 5, 25, 33)]
    assert one.rows("baseline_periods", "planned_value", "planned_value_this_period")[2] == (None, 5)


def test_a_month_to_come_is_planned_but_no_report(sheet):
    one = sheet([["Project: Alpha"], EN, PV, EV, [*AC[:4], "44"], ["SPI", "0.9", "0.9", "0.83", None]], name="2026")
    assert reported(one, "Alpha") == REPORTED
    assert one.problems() == [("E5", "44", "layout.month_reported")]
    spi = [row for row in one.rows("projects", "period", "reported_schedule_performance_index") if row[1] is not None]
    assert spi == [(JANUARY, 0.9), (FEBRUARY, 0.9), (MARCH, 0.83)]


def test_dates_under_their_own_header_stay_a_history_of_reports(sheet):
    one = sheet([["DATE", "2026-01-01", "2026-02-01"], ["PV", "1", "2"], ["EV", "1", "1"]],
                file="Alpha.xlsx")  # fmt: skip
    assert one.table.orientation == "columns"
