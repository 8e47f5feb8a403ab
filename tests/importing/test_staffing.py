"""Months beside a column of people are their hours, days, full-time people or shares, and never money."""

from datetime import date

import pytest

from pmo_analytics.importing.recognise import Melt
from tests.importing.test_recognise import understood

MONTHS = ["Jan-26", "Feb-26", "Mar-26"]
FIELDS = ("person_name", "project_id", "planned_hours", "full_time_equivalent", "allocation_share")


@pytest.mark.parametrize(
    ("name", "who", "months", "figures", "expected"),
    [
        ("Resource plan", "Resource", MONTHS, ["10", "20", "5"], ("planned_hours", [10, 20, 5])),
        ("Team plan", "Name", MONTHS, ["100", "20", "1"], ("planned_hours", [100, 20, 1])),
        ("Hours plan", "Employee", MONTHS, ["100", "20", "1"], ("planned_hours", [100, 20, 1])),
        ("Resource plan (days)", "Person", MONTHS, ["10", "12", "8"], ("planned_hours", [80, 96, 64])),
        ("2026资源计划（人天）", "姓名", ["1月", "2月", "3月"], ["20", "1", "2"], ("planned_hours", [160, 8, 16])),
        ("2026年投入计划（人月）", "人员", ["1月", "2月", "3月"], ["1", "0.5", "2"], ("planned_hours", [174, 87, 348])),
        ("FTE allocation", "Name", MONTHS, ["0.5", "1", "0.25"], ("full_time_equivalent", [0.5, 1, 0.25])),
        ("Allocation", "资源", MONTHS, ["50%", "100%", "5%"], ("allocation_share", [0.5, 1, 0.05])),
        ("Allocation", "Resource", ["Jan-26 (days)", "Feb-26 (days)", "Mar-26 (days)"], ["1", "2", "3"],
         ("planned_hours", [8, 16, 24])),
    ],
)  # fmt: skip
def test_months_of_people_become_assignments_in_the_unit_that_is_told(sheet, name, who, months, figures, expected):
    field, values = expected
    loaded = sheet([[who, "Project", *months], ["Ann", "A", *figures], ["Bo", "A", *figures]], name=name)
    assert [rows.entity for rows in loaded.table.entities] == ["assignments"]
    told = [("Ann", "Bo")[at % 2] for at in range(6)]
    wanted = [
        (person, "A", *(values[at // 2] if one == field else None for one in FIELDS[2:]))
        for at, person in enumerate(told)
    ]
    assert loaded.rows("assignments", *FIELDS) == wanted


@pytest.mark.parametrize(("name", "is_told"), [("Team plan", False), ("Hours plan", True), ("Resource FTE", True)])
def test_a_unit_that_nothing_tells_is_remarked_on_where_the_months_begin(sheet, name, is_told):
    loaded = sheet(
        [["Name", "Project", *MONTHS], ["Ann", "A", "100", "20", "1"], ["Bo", "A", "5", "5", "1"]], name=name
    )
    remarked = [("C1", "Jan-26", "layout.unit_of_effort")]
    assert loaded.problems() == ([] if is_told else remarked)


@pytest.mark.parametrize(
    ("name", "headers", "target"),
    [
        ("Budget", ["Project ID", "Name"], ("budgets", "budget")),
        ("Budget", ["Project", "Owner"], ("budgets", "budget")),
        ("Staff cost budget", ["Resource", "Project"], ("budgets", "budget")),
    ],
)
def test_a_name_of_a_project_and_an_owner_of_it_are_no_column_of_people(name, headers, target):
    _, meaning = understood([[*headers, *MONTHS], ["P1", "Ann", "1", "2", "4"], ["P2", "Bo", "5", "6", "7"]], name)
    assert [(melt.entity, melt.value_field) for melt in meaning.melts] == [target]


def test_a_plan_of_money_beside_people_is_no_hours():
    rows = [
        ["All amounts in £k"],
        ["Resource", "Project", *MONTHS],
        ["Ann", "A", "1", "2", "4"],
        ["Bo", "B", "5", "6", "7"],
    ]
    assert understood(rows, "Team plan")[1].melts == ()


def test_a_tracker_that_reports_on_its_projects_keeps_them_beside_the_months_of_people():
    rows = [["Project", "Status", "Budget", "Role", *MONTHS], ["A", "Active", "9", "Dev", "1", "2", "3"],
            ["B", "Closed", "8", "QA", "3", "2", "1"]]  # fmt: skip
    _, meaning = understood(rows, "Portfolio")
    ends = ("2026-01-31", "2026-02-28", "2026-03-31")
    assert meaning.entities == ("projects", "assignments")
    assert meaning.melts == (Melt("assignments", (4, 5, 6), "month", ends, "planned_hours", None),)


NEEDED = ("project_id", "role", "month", "planned_hours", "full_time_equivalent")
UNIT = "layout.unit_of_effort"
JANUARY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "months", "field", "amount", "is_told"),
    [
        ("Resources", MONTHS, "full_time_equivalent", 2.5, False),
        ("资源需求", ["2026年1月", "2026年2月", "2026年3月"], "full_time_equivalent", 2.5, False),
        ("Resource demand (FTE)", MONTHS, "full_time_equivalent", 2.5, True),
        ("2026人力计划（人月）", ["1月", "2月", "3月"], "planned_hours", 435, True),
        ("Resource plan", MONTHS, "full_time_equivalent", 2.5, False),
        ("Sheet1", ["Jan-26 FTE", "Feb-26 FTE", "Mar-26 FTE"], "full_time_equivalent", 2.5, True),
        ("Effort (person days)", MONTHS, "planned_hours", 20, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_by_role", [True, False])
def test_months_of_projects_without_a_person_are_the_people_they_need(
    sheet, name, months, field, amount, is_told, is_by_role
):
    rows = [["Project", "Role", *months], ["A", "Dev", "2.5", "2", "1"], ["B", "QA", "1", "0", None]]
    rows = rows if is_by_role else [[row[0], *row[2:]] for row in rows]
    one = sheet(rows, name=name)
    assert set(one.typed) == {"assignments"} and len(one.typed["assignments"]) == 5
    amounts = {"planned_hours": None, "full_time_equivalent": None, field: amount}
    assert one.rows("assignments", *NEEDED)[0] == ("A", "Dev" if is_by_role else None, JANUARY, *amounts.values())
    cell = "C1" if is_by_role else "B1"
    assert one.problems() == ([] if is_told else [(cell, months[0], UNIT)])
    assert is_told or set(one.findings["action"]) == {"layout.read_as_full_time"}


def test_figures_that_are_many_for_full_time_people_are_hours(sheet):
    one = sheet([["Project", *MONTHS], ["A", "320", "160", "80"], ["B", "40", "16", "8"]], name="Resources")
    assert one.rows("assignments", *NEEDED)[0] == ("A", None, JANUARY, 320, None)
    assert set(one.findings["action"]) == {"layout.read_as_hours"}


def test_the_team_that_is_asked_for_is_the_unit_of_the_row(sheet):
    one = sheet([["Project", "Team", "Jan-26 (FTE)", "Feb-26 (FTE)"], ["A", "Core", "2", "1"], ["B", "Web", "1", "1"]])
    assert one.rows("assignments", "project_id", "unit", "month", "full_time_equivalent")[:2] == [
        ("A", "Core", JANUARY, 2), ("B", "Web", JANUARY, 1),
    ]  # fmt: skip
    assert set(one.typed) == {"assignments"}


@pytest.mark.parametrize("name", ["Staff costs", "Resource budget", "Resources (£k)", "人员费用", "资源预算", "Spend"])
def test_money_for_people_and_other_months_of_projects_are_no_demand(sheet, name):
    one = sheet([["Project", "Manager", *MONTHS], ["A", "Ann", "2.5", "2", "1"], ["B", "Bo", "1", "3", "2"]], name=name)
    assert "assignments" not in one.typed


@pytest.mark.parametrize("name", ["People impacted", "Staff trained", "Staff turnover", "培训人员", "人员流失"])
def test_people_whom_a_project_reaches_or_loses_are_no_demand(sheet, name):
    one = sheet([["Project", *MONTHS], ["A", "25", "20", "10"], ["B", "10", "30", "20"]], name=name)
    assert "assignments" not in one.typed


def test_actual_months_of_a_resource_sheet_are_never_money(sheet):
    heads = ["Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast"]
    one = sheet([["Project", *heads], ["A", "320", "160", "80"], ["B", "300", "160", "90"]], name="Resource hours")
    assert one.rows("assignments", "project_id", "month", "actual_hours", "planned_hours")[::2] == [
        ("A", JANUARY, 320, None), ("A", date(2026, 2, 28), 160, None), ("A", date(2026, 3, 31), None, 80),
    ]  # fmt: skip
    assert set(one.typed) == {"assignments"}


@pytest.mark.parametrize(
    ("name", "head", "sums"),
    [
        ("Resources", "Project", ["Total demand", "Capacity", "Gap"]),
        ("Resource demand (FTE)", "Project", ["Total FTE demand", "Team capacity", "Shortfall"]),
        ("资源需求", "项目", ["总需求", "可用人力", "缺口"]),
        ("人力计划", "项目名称", ["人力需求合计", "现有人员", "差额"]),
    ],
)
def test_capacity_total_demand_and_gap_are_no_projects(sheet, name, head, sums):
    one = sheet([[head, *MONTHS], ["A", "2", "1", "3"], ["B", "2", "1", "3"], [sums[0], "4", "2", "6"],
                 [sums[1], "50", "50", "50"], [sums[2], "46", "48", "44"]], name=name)  # fmt: skip
    assert one.rows("assignments", "project_id", "month", "full_time_equivalent")[:2] == [
        ("A", JANUARY, 2), ("B", JANUARY, 2),
    ]  # fmt: skip
    assert len(one.typed["assignments"]) == 6 and set(one.typed) == {"assignments"}
    assert [row for row, _ in one.aside()] == [4, 5, 6] and one.aside()[1:] == [(5, "people_sum"), (6, "people_sum")]
    assert one.table.rows_in_table == one.table.rows_loaded + 3
    noted = [(cell, text) for cell, text, expected in one.problems() if expected == "layout.project_or_role"]
    assert noted[-2:] == [("A5", sums[1]), ("A6", sums[2])]


@pytest.mark.parametrize("name", ["Capacity planning system", "Demand forecasting", "Gap", "缺口分析平台", "人力资源"])
def test_projects_that_are_called_much_like_it_stay(sheet, name):
    one = sheet([["Project", *MONTHS], ["A", "2", "1", "3"], [name, "2", "1", "3"]], name="Resources")
    assert {project for (project,) in one.rows("assignments", "project_id")} == {"A", name} and one.aside() == []


def test_money_of_a_project_called_capacity_stays(sheet):
    one = sheet([["Project", *MONTHS], ["A", "2", "1", "3"], ["Capacity", "2", "1", "3"]], name="Budget")
    assert len(one.typed["budgets"]) == 6 and one.aside() == []


def test_a_person_in_the_first_row_of_his_projects_has_those_beneath_as_well(sheet):
    one = sheet([["Person", "Project", "Jan-26", "Feb-26"], ["Ann", "A", "80", "80"], [None, "B", "60", "40"],
                 ["Bo", "A", "100", "100"], [None, "C", "40", "60"]], name="Resource plan (hours)")  # fmt: skip
    assert one.rows("assignments", "person_name", "project_id", "planned_hours")[:4] == [
        ("Ann", "A", 80), ("Ann", "B", 60), ("Bo", "A", 100), ("Bo", "C", 40),
    ]  # fmt: skip
    assert ("A3", "Ann", "layout.one_person_a_group") in one.problems()


@pytest.mark.parametrize(
    "rows",
    [
        [["Ann", "A", "Dev", "80", "80"], [None, "B", "Test", "60", "40"]],
        [["Ann", "A", "Dev", "80", "80"], ["Ann", "B", "Dev", "8", "8"], [None, "C", "Dev", "60", "40"]],
        [["Ann", "A", "Dev", "80", "80"], [None, "A", "Dev", "60", "40"]],
    ],
    ids=["another role", "persons in every row", "the same project"],
)
def test_hours_of_nobody_stay_so(sheet, rows):
    one = sheet([["Person", "Project", "Role", "Jan-26", "Feb-26"], *rows], name="Resource plan (hours)")
    assert any(not row.get("person_name") for row in one.typed["assignments"])
    assert "layout.one_person_a_group" not in {expected for *_, expected in one.problems()}
