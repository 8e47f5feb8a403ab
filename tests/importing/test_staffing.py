"""Months beside a column of people are their hours, days, full-time people or shares, and never money."""

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
