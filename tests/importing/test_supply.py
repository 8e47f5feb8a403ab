"""What people are asked for against who there is: never money; without a project or a person it is asked for."""

from datetime import date

import pytest

from pmo_analytics.importing.supply import supply_kind

MONTHS = ["Jan-26", "Feb-26", "Mar-26"]
ZH = ["2026年1月", "2026年2月", "2026年3月"]
ENDS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
KINDS = ("Demand", "Supply", "Gap")
WITHOUT_A_PLACE = [
    ("Capacity plan", [["Role", *MONTHS], ["Dev", "10", "10", "9"], ["Test", "4", "4", "5"]]),
    ("Capacity plan", [["Department", *MONTHS], ["IT", "1600", "1600", "1500"], ["Ops", "400", "400", "500"]]),
    ("产能计划", [["部门", *ZH], ["研发部", "1600", "1600", "1500"], ["测试部", "400", "400", "500"]]),
    ("Capacity", [["Role", "Measure", *MONTHS], ["Dev", "Demand", "10", "10", "9"], [None, "Available", "8", "8", "8"],
                  [None, "Shortfall", "2", "2", "1"]]),
    ("Capacity", [["Role", "Month", "Demand", "Available", "Gap"], ["Dev", "2026-01", "10", "8", "2"],
                  ["Dev", "2026-02", "10", "8", "2"]]),
    ("资源供需", [["部门", "指标", *ZH], ["研发部", "需求", "1", "1", "1"], ["研发部", "可用", "2", "2", "2"],
              ["研发部", "缺口", "-1", "-1", "-1"]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), WITHOUT_A_PLACE)
def test_capacity_of_no_person_is_asked_for_and_no_money(sheet, name, rows):
    table = sheet(rows, name=name).table
    assert (table.entities, table.rows_loaded) == ((), 0)
    assert (table.nearest, table.missing) == ("people", ("person_name",))


@pytest.mark.parametrize(
    ("name", "rows", "aside"),
    [
        ("Resources", [["Project", "Role", "Measure", *MONTHS], ["A", "Dev", "Demand", "320", "160", "80"],
                       [None, None, "Available", "300", "150", "80"], [None, None, "Shortfall", "20", "10", "0"]],
         ("C3", "C4")),
        ("资源供需", [["项目名称", "角色", "类别", *ZH], ["A", "Dev", "需求", "320", "160", "80"],
                  ["A", "Dev", "可用", "300", "150", "80"], ["A", "Dev", "缺口", "20", "10", "0"]], ("C3", "C4")),
        ("Resources", [["Project", "Role", "Month", "Demand hours", "Available hours", "Gap"],
                       *(["A", "Dev", f"2026-0{at}", one, "1", "2"] for at, one in enumerate(("320", "160", "80"), 1))],
         ("E1", "F1")),
        ("Resources", [["Project", "Role", *(f"{month} {one}" for month in MONTHS for one in KINDS)],
                       ["A", "Dev", "320", "1", "2", "160", "1", "2", "80", "1", "2"]], ("D1", "E1")),
    ],
    ids=["lines", "lines in Chinese", "columns", "months across"],
)  # fmt: skip
def test_demand_of_a_project_is_planned_and_the_rest_is_kept_aside(sheet, name, rows, aside):
    one = sheet(rows, name=name)
    assert one.rows("assignments", "project_id", "role", "month", "planned_hours") == [
        ("A", "Dev", *of) for of in zip(ENDS, (320, 160, 80), strict=True)
    ]
    assert set(one.typed) == {"assignments"}
    said = {cell: expected for cell, _, expected in one.problems()}
    assert [said[cell] for cell in aside] == ["layout.capacity_of_person", "layout.demand_or_capacity"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Capacity (hours)", [["Person", "Measure", *MONTHS], ["Ann", "Demand", "100", "100", "90"],
                              [None, "Available", "80", "70", "60"], [None, "Gap", "20", "30", "30"]]),
        ("人力供需（工时）", [["姓名", "指标", *ZH], ["Ann", "需求", "100", "100", "90"],
                      ["Ann", "可用", "80", "70", "60"], ["Ann", "缺口", "20", "30", "30"]]),
        ("Capacity", [["Person", *(f"{month} {one}" for month in MONTHS for one in ("Demand", "Available"))],
                      ["Ann", "100", "80", "100", "70", "90", "60"]]),
    ],
    ids=["lines", "lines in Chinese", "months across"],
)  # fmt: skip
def test_availability_of_a_person_is_capacity(sheet, name, rows):
    one = sheet(rows, name=name)
    assert one.rows("people", "person_name", "month", "capacity_hours") == [
        ("Ann", *of) for of in zip(ENDS, (80, 70, 60), strict=True)
    ]
    assert set(one.typed) == {"people"}
    assert "layout.demand_of_project" in {expected for *_, expected in one.problems()}


def test_demand_in_days_by_the_sheet_and_in_a_unit_that_nothing_tells(sheet):
    head = ["项目名称", "角色", "月份", "需求", "可用", "缺口"]
    days = sheet([head, ["甲", "开发", "2026-01", "10", "8", "2"]], name="资源供需（人天）")
    assert days.rows("assignments", "planned_hours", "full_time_equivalent") == [(80, None)]
    none = sheet([head, ["甲", "开发", "2026-01", "10", "8", "2"]], name="资源供需")
    assert none.rows("assignments", "planned_hours", "full_time_equivalent") == [(None, 10)]
    assert ("D1", "需求", "layout.unit_of_effort") in none.problems()
    assert not any(expected == "layout.unit_of_effort" for *_, expected in days.problems())


def test_a_capacity_plan_of_projects_is_what_they_are_given_of_people(sheet):
    one = sheet([["Project", *MONTHS], ["A", "10", "10", "9"], ["B", "4", "4", "5"]], name="Capacity plan")
    assert one.rows("assignments", "project_id", "month", "full_time_equivalent")[:2] == [
        ("A", ENDS[0], 10), ("B", ENDS[0], 4)
    ]  # fmt: skip
    assert one.problems() == [("B1", "Jan-26", "layout.unit_of_effort")]


@pytest.mark.parametrize(
    ("name", "rows", "entity", "field"),
    [
        ("Budget", [["Project", "Required", "Available", "Variance"], ["A", "1000", "800", "200"]], "projects",
         "reported_cost_variance"),
        ("Budget", [["Cost of the capacity plan"], ["Project", *MONTHS], ["A", "1000", "800", "200"]], "budgets",
         "budget"),
        ("People", [["Person", "Month", "Capacity", "Demand notes"], ["Ann", "2026-01", "160", "None"]], "people",
         "capacity_hours"),
    ],
    ids=["money required and available", "the cost of capacity", "capacity of persons alone"],
)  # fmt: skip
def test_what_only_looks_like_demand_and_supply_stays_as_it_is(sheet, name, rows, entity, field):
    one = sheet(rows, name=name)
    (table,) = one.reading.tables
    assert table.kind is None and one.typed[entity][0][field] is not None


def test_only_a_text_that_says_nothing_else_is_demand_supply_or_gap():
    assert [supply_kind(text) for text in (
        "Demand", "FTE demand", "Available hours", "Capacity", "Surplus / shortfall", "需求人力", "可用",
        "资源缺口",
        "Demand forecasting", "Capacity review board", "需求分析", "可用性测试", "Gap analysis", "Hours",
    )] == ["demand", "demand", "supply", "supply", "gap", "demand", "supply", "gap", *[""] * 6]  # fmt: skip


PERSONS = ["Person", "Project", "Type", *MONTHS]


@pytest.mark.parametrize("demand", ["Demand", "Allocated"])
def test_capacity_that_names_no_project_is_its_person_s(sheet, demand):
    one = sheet([PERSONS, ["Ann", None, "Capacity", "160", "150", "160"], ["Ann", "A", demand, "180", "120", "90"],
                 ["Bo", None, "Capacity", "80", "80", "80"], ["Bo", "B", demand, "60", "50", "40"]],
                name="Resources (hours)")  # fmt: skip
    assert one.rows("people", "person_name", "month", "capacity_hours")[::2] == [
        ("Ann", ENDS[0], 160), ("Ann", ENDS[1], 150), ("Ann", ENDS[2], 160),
    ]  # fmt: skip
    assert one.rows("assignments", "person_name", "project_id", "planned_hours")[:2] == [
        ("Ann", "A", 180), ("Bo", "B", 60),
    ]  # fmt: skip
    assert "layout.capacity_of_person" not in {expected for *_, expected in one.problems()}


def test_capacity_on_a_project_beside_what_is_allocated_is_no_demand(sheet):
    one = sheet([PERSONS, ["Ann", "A", "Capacity", "160", "160", "160"], ["Ann", "A", "Allocated", "100", "80", "60"]],
                name="Resource plan (hours)")  # fmt: skip
    assert one.rows("assignments", "person_name", "planned_hours") == [("Ann", 100), ("Ann", 80), ("Ann", 60)]
    assert set(one.typed) == {"assignments"}
    assert ("C2", "Capacity", "layout.capacity_of_person") in one.problems()
