"""From sheets to rows: which entity, which project, which month, which cell; and nothing lost on the way."""

from datetime import date
from pathlib import Path

import pytest

from pmo_analytics.errors import LoadRefused, WrongUsage
from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.reading import Coverage
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace

SETTINGS = Settings.of(Workspace(Path("nowhere")))
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def read(sheets, file_name="tracker 2026-03.xlsx", said=None, known=()):
    grids = [Grid.from_rows(name, rows) for name, rows in sheets.items()]
    return reader.understood(grids, file_name, "0" * 64, 1, said or Said(), SETTINGS, KnownProjects.of(known))


def rows(reading, entity):
    return [row for table in reading.tables for part in table.entities if part.entity == entity
            for row in part.rows.to_pylist()]  # fmt: skip


PROJECTS = [["Project ID", "Project name", "BAC", "Actual cost"], ["P-1", "Alpha", "100", "40"],
            ["P-2", "Beta", "200", "90"]]  # fmt: skip


def test_each_row_knows_its_project_its_month_and_its_place_on_the_sheet():
    first, second = rows(read({"Projects": [["Status of all projects"], [], *PROJECTS]}), "projects")
    assert first == {
        "source_row": 4, "source_column": None, "project_id": "P-1", "project_code": "P-1", "project_name": "Alpha",
        "period": MARCH, "budget_at_completion": "100", "actual_cost": "40",
    }  # fmt: skip
    assert second["source_row"] == 5


def test_a_row_that_names_no_project_is_set_aside_and_counted():
    (table,) = read({"Projects": [*PROJECTS, [None, None, "50", "20"], ["Total", None, "350", "150"]]}).tables
    assert [(one.row, one.reason) for one in table.set_aside] == [(4, "no_project"), (5, "total")]
    assert table.rows_in_table == table.rows_loaded + len(table.set_aside) == 4


def test_a_column_nobody_knows_is_kept_as_extra():
    sheet = [[*PROJECTS[0], "Favourite colour"], [*PROJECTS[1], "mauve"], [*PROJECTS[2], None]]
    reading = read({"Projects": sheet})
    assert [row["extra:Favourite colour"] for row in rows(reading, "projects")] == ["mauve", None]
    (use,) = [use for use in reading.tables[0].columns if use.field is None]
    assert (use.header, use.address) == ("Favourite colour", "E{row}")


def test_other_sheets_of_a_workbook_speak_for_all_its_projects():
    risks = [["Risk ID", "Project ID", "Risk description", "Probability"], ["R1", "P-1", "Late supplier", "0.5"]]
    reading = read({"Projects": PROJECTS, "Risks": risks})
    (part,) = [part for table in reading.tables for part in table.entities if part.entity == "risks"]
    assert part.coverage == {Coverage("P-1", MARCH), Coverage("P-2", MARCH)}
    assert part.rows.num_rows == 1


def test_the_project_of_a_sheet_without_a_column_is_named_by_its_title_block():
    sheet = [["Project:", "Alpha"], [], ["Milestone", "Baseline date", "Forecast date"],
             ["Design", "2026-01-31", "2026-02-15"], ["Build", "2026-05-31", "2026-06-15"]]  # fmt: skip
    assert [(row["project_id"], row["milestone_name"]) for row in rows(read({"Plan": sheet}), "milestones")] == [
        ("Alpha", "Design"), ("Alpha", "Build"),
    ]  # fmt: skip


MILESTONES = [["Milestone", "Baseline date", "Forecast date"], ["Design", "2026-01-31", "2026-02-15"],
              ["Build", "2026-05-31", "2026-06-15"]]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "file_name", "said", "known", "expected"),
    [
        ("Beta", "tracker 2026-03.xlsx", Said(), [("P-2", "Beta")], "P-2"),
        ("Milestones", "Beta status 2026-03.xlsx", Said(), [("P-2", "Beta")], "P-2"),
        ("Milestones", "Gamma bridge 2026-03.xlsx", Said(), [], "Gamma bridge"),
        ("Milestones", "tracker 2026-03.xlsx", Said(project="Delta"), [("P-2", "Beta")], "Delta"),
        ("Milestones", "tracker 2026-03.xlsx", Said(project="beta"), [("P-2", "Beta")], "P-2"),
    ],
)
def test_the_project_comes_from_the_sheet_the_file_or_the_user(sheet, file_name, said, known, expected):
    reading = read({sheet: MILESTONES}, file_name, said, known)
    assert {row["project_id"] for row in rows(reading, "milestones")} == {expected}


def test_a_workbook_with_one_project_needs_to_name_it_once():
    reading = read({"Projects": PROJECTS[:2], "Milestones": MILESTONES})
    assert {row["project_id"] for row in rows(reading, "milestones")} == {"P-1"}


def test_the_user_is_asked_for_a_project_that_nothing_names():
    with pytest.raises(LoadRefused, match="--project"):
        read({"Milestones": MILESTONES}, "tracker 2026-03.xlsx")


def test_the_user_is_asked_for_a_month_that_nothing_names():
    with pytest.raises(LoadRefused, match="--period"):
        read({"Projects": PROJECTS}, "tracker.xlsx")


@pytest.mark.parametrize(
    ("sheets", "file_name", "said", "expected"),
    [
        ({"Projects": PROJECTS}, "tracker 2026-04.xlsx", Said(period=MARCH), MARCH),
        ({"2026-03": PROJECTS}, "tracker 2026-04.xlsx", Said(), MARCH),
        ({"Projects": [["Portfolio report March 2026"], [], *PROJECTS]}, "tracker 2026-04.xlsx", Said(), MARCH),
        ({"Projects": [["Status date:", "2026-04-03"], [], *PROJECTS]}, "tracker.xlsx", Said(), MARCH),
        ({"Projects": [["Status date:", "2026-04-11"], [], *PROJECTS]}, "tracker.xlsx", Said(), APRIL),
        (
            {"项目": [["项目编号", "项目名称", "总预算"], ["P-1", "甲", "100"]]},
            "2026年3月 项目台账.xlsx",
            Said(),
            MARCH,
        ),
    ],
)
def test_the_month_is_told_by_the_user_the_sheet_the_file_or_a_status_date(sheets, file_name, said, expected):
    assert {row["period"] for row in rows(read(sheets, file_name, said), "projects")} == {expected}


def test_a_reporting_period_column_goes_before_the_file_name():
    sheet = [[*PROJECTS[0], "Reporting period"], [*PROJECTS[1], "2026-03"], [*PROJECTS[2], "2026-04"]]
    found = rows(read({"Projects": sheet}, "tracker 2026-05.xlsx"), "projects")
    assert [row["period"] for row in found] == [MARCH, APRIL]


def test_a_sheet_without_a_month_in_a_workbook_of_several_holds_from_the_first_on():
    sheet = [[*PROJECTS[0], "Reporting period"], [*PROJECTS[1], "2026-03"], [*PROJECTS[2], "2026-04"]]
    reading = read(
        {"Projects": sheet, "Milestones": [["Project ID", *MILESTONES[0]], ["P-1", *MILESTONES[1]]]}, "t.xlsx"
    )
    (part,) = [part for table in reading.tables for part in table.entities if part.entity == "milestones"]
    assert part.is_standing
    assert {covered.period for covered in part.coverage} == {MARCH}


def test_a_table_on_its_side_gives_a_record_per_column():
    sheet = [["Project name", "Alpha", "Beta", "Gamma"], ["Department", "IT", "HR", "IT"], ["BAC", "100", "200", "300"],
             ["Actual cost", "40", "90", "10"]]  # fmt: skip
    reading = read({"Projects": sheet})
    found = rows(reading, "projects")
    assert [(row["project_id"], row["source_column"], row["budget_at_completion"]) for row in found] == [
        ("Alpha", "B", "100"), ("Beta", "C", "200"), ("Gamma", "D", "300"),
    ]  # fmt: skip
    assert {use.field: use.address for use in reading.tables[0].columns}["budget_at_completion"] == "{column}3"


def test_months_across_the_columns_become_a_row_per_filled_cell():
    sheet = [["Project ID", "Cost type", "2026-01", "2026-02", "2026-03"], ["P-1", "Labour", "10", None, "30"],
             ["P-2", "Labour", None, None, None]]  # fmt: skip
    reading = read({"Budget": sheet})
    found = rows(reading, "budgets")
    assert [(row["project_id"], row["month"], row["source_row"], row["source_column"]) for row in found] == [
        ("P-1", "2026-01-31", 2, "C"), ("P-1", "2026-03-31", 2, "E"),
    ]  # fmt: skip
    (table,) = reading.tables
    assert (table.rows_in_table, table.rows_loaded) == (2, 2)
    assert Coverage("P-2", MARCH) in table.entities[0].coverage


def test_what_stands_in_a_merged_cell_holds_for_every_row_it_spans():
    grid = Grid.from_rows("Projects", [["Department", *PROJECTS[0]], ["IT", *PROJECTS[1]], [None, *PROJECTS[2]]])
    merged = Grid(grid.name, grid.columns, grid.hidden, ((1, 0, 2, 0),), grid.notes)
    reading = reader.understood([merged], "t 2026-03.xlsx", "0" * 64, 1, Said(), SETTINGS, KnownProjects())
    assert [row["department"] for row in rows(reading, "projects")] == ["IT", "IT"]


def test_a_table_nobody_knows_is_listed_with_what_comes_nearest():
    reading = read(
        {"Projects": PROJECTS, "Lunch": [["Dish", "Taste", "Chef"], ["Soup", "fine", "Ann"], ["Pie", "ok", "Bo"]]}
    )
    (lunch,) = [table for table in reading.tables if table.sheet == "Lunch"]
    assert (lunch.entities, lunch.rows_loaded, len(lunch.set_aside)) == ((), 0, lunch.rows_in_table)


def test_an_unknown_entity_or_format_is_wrong_usage():
    with pytest.raises(WrongUsage):
        read({"Projects": PROJECTS}, said=Said(entity="dishes"))
    with pytest.raises(WrongUsage):
        read({"Projects": PROJECTS}, said=Said(format="abacus"))


@pytest.mark.parametrize("failed", ["#UNCALCULATED", "#N/A", "#REF!"])
def test_a_name_or_code_that_is_a_failed_formula_is_none(failed):
    sheet = [PROJECTS[0], ["P-1", failed, "100", "40"], [failed, "Beta", "200", "90"], [failed, None, "50", "20"],
             ["P-4", "#1 priority", "70", "20"]]  # fmt: skip
    reading = read({"Projects": sheet})
    (table,) = reading.tables
    assert [(row["project_code"], row["project_name"]) for row in rows(reading, "projects")] == [
        ("P-1", None), (None, "Beta"), ("P-4", "#1 priority"),
    ]  # fmt: skip
    assert [(one.row, one.reason) for one in table.set_aside] == [(4, "no_project")]
    assert [(one.cell, one.field, one.text, one.severity) for one in table.findings] == [
        ("A3", "projects.project_id", failed, "error"), ("B2", "projects.project_name", failed, "error"),
    ]  # fmt: skip
