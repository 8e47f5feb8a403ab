"""Milestones across the columns become a row each, and columns that mean something else stay what they are."""

from datetime import date

import pytest

PAIRS = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]


def milestones(one):
    """(project, milestone) -> (approved, forecast, actual date), the rows of one milestone together."""
    found = {}
    fields = ("baseline_date", "forecast_date", "actual_date")
    for project, name, *dates in one.rows("milestones", "project_name", "milestone_name", *fields):
        earlier = found.get((project, name), (None,) * 3)
        found[project, name] = tuple(new or old for new, old in zip(dates, earlier, strict=True))
    return found


def test_a_column_for_each_milestone_beside_a_project_and_what_is_known_of_it(sheet):
    one = sheet([
        ["Project", "Manager", "Budget", "Start date", "Kick-off", "Design freeze", "Go Live Date", "Last checked"],
        ["Alpha", "Ann", "5", "2026-01-01", "2026-01-10", "2026-03-01", "2026-09-30", "2026-03-30"],
        ["Beta", "Bo", "7", "2026-02-01", "2026-02-10", None, "TBD", "2026-03-30"],
    ])  # fmt: skip
    assert milestones(one) == {
        ("Alpha", "Kick-off"): (date(2026, 1, 10), None, None), ("Beta", "Kick-off"): (date(2026, 2, 10), None, None),
        ("Alpha", "Design freeze"): (date(2026, 3, 1), None, None),
        ("Alpha", "Go Live"): (date(2026, 9, 30), None, None), ("Beta", "Go Live"): (None, None, None),
    }  # fmt: skip
    assert one.rows("projects", "project_name", "manager", "budget_at_completion", "baseline_start") == [
        ("Alpha", "Ann", 5, date(2026, 1, 1)), ("Beta", "Bo", 7, date(2026, 2, 1)),
    ]  # fmt: skip
    assert [row["extra"] for row in one.typed["projects"]] == ['{"Last checked":"2026-03-30"}'] * 2
    assert one.problems() == [("G3", "TBD", "placeholder")]


@pytest.mark.parametrize(
    ("plan", "actual"), [("计划", "实际"), ("计划完成时间", "实际完成时间"), ("Planned", "Actual")]
)
def test_a_plan_and_an_actual_under_each_milestone(sheet, plan, actual):
    one = sheet(
        [["项目名称", "立项", None, "验收", None], [None, plan, actual, plan, actual],
         ["甲", "2026-01-10", "2026-01-11", "2026-09-30", None], ["乙", "2026-02-10", None, "2026年12月31日", None]],
        PAIRS, "里程碑",
    )  # fmt: skip
    assert milestones(one) == {
        ("甲", "立项"): (date(2026, 1, 10), None, date(2026, 1, 11)), ("甲", "验收"): (date(2026, 9, 30), None, None),
        ("乙", "立项"): (date(2026, 2, 10), None, None), ("乙", "验收"): (date(2026, 12, 31), None, None),
    }  # fmt: skip
    assert "projects" not in one.typed


def test_milestones_under_plan_and_forecast_are_read_the_other_way_round(sheet):
    one = sheet(
        [["Project name", "Baseline", None, "Forecast", None], [None, "Go live", "Handover", "Go live", "Handover"],
         ["Alpha", "2026-05-01", "2026-06-01", "2026-05-15", "2026-06-15"],
         ["Beta", "2026-07-01", "2026-08-01", "2026-07-01", "2026-08-20"]],
        PAIRS,
    )  # fmt: skip
    assert milestones(one)["Beta", "Handover"] == (date(2026, 8, 1), date(2026, 8, 20), None)
    assert len(milestones(one)) == 4


def test_a_known_date_under_a_spanning_header_stays_the_project_s(sheet):
    one = sheet(
        [["Project name", "Finish", None, "Go live", None], [None, "Planned", "Actual", "Forecast", "Actual"],
         ["Alpha", "2026-01-10", "2026-01-11", "2026-09-30", None], ["Beta", "2026-02-10", None, "2026-12-31", None]],
        PAIRS,
    )  # fmt: skip
    assert one.rows("projects", "baseline_finish", "actual_finish")[0] == (date(2026, 1, 10), date(2026, 1, 11))
    assert "milestones" not in one.typed


@pytest.mark.parametrize(
    "rows",
    [
        [["Project", "Manager", "Kick-off"], ["Alpha", "Ann", "2026-01-10"], ["Beta", "Bo", "2026-02-10"]],
        [["Project", "Manager", "Updated at", "Report sent"], ["Alpha", "Ann", "2026-01-10", "2026-01-10"],
         ["Beta", "Bo", "2026-02-10", "2026-01-10"]],
        [["Project", "Manager", "Kick-off", "Go live"], ["Alpha", "Ann", "Done", "2026-05-01"],
         ["Beta", "Bo", "2026-02-10", "Soon"]],
        [["Project", "Manager", "Kick-off", "Go live"], ["Alpha", "Ann", "2026-01-10", "2026-05-01"],
         ["Alpha", "Bo", "2026-02-10", "2026-06-01"]],
    ],
    ids=["a single one", "when rows were written", "not clearly dates", "a project twice"],
)  # fmt: skip
def test_other_columns_of_dates_are_no_milestones(sheet, rows):
    assert "milestones" not in sheet(rows).typed


def test_dates_of_tasks_are_no_milestones_of_their_project(sheet):
    one = sheet(
        [["Project", "Task", "Owner", "Kick-off", "Go live"], ["Alpha", "a", "Ann", "2026-01-10", "2026-05-01"],
         ["Beta", "b", "Bo", "2026-02-10", "2026-06-01"]], name="Tasks",
    )  # fmt: skip
    assert set(one.typed) == {"tasks"}
