"""Rows of one project, month and key: they become one row, and the cells in which they differ are named."""

import pytest

from pmo_analytics.fields import Entity, dictionary

SAID = ("entity", "project_id", "row_key", "field", "load_id", "cell", "text")


def _row(entity: Entity) -> dict[str, str]:
    """A row of the project, with what makes it the same row where it comes again."""
    keys = {part[0]: "2026-03-31" if entity.fields[part[0]].type == "date" else f"{part[0]} 1"
            for part in entity.key_parts}  # fmt: skip
    return keys | ({"project_id": "P1"} if entity.of_project or entity.name == "projects" else {})


def _free_field(entity: Entity) -> str:
    """A field of which anything can be said: a text, or an amount where the kind has none but its key."""
    keys = {name for part in entity.key_parts for name in part} | {"project_name"}
    free = [field for field in entity.fields.values() if field.type in ("text", "money") and field.name not in keys]
    return min(free, key=lambda field: field.type != "text").name


@pytest.mark.parametrize("name", list(dictionary().entities))
def test_rows_of_one_key_are_one_row_of_the_newest_cells_that_are_not_blank(name: str, portfolio) -> None:
    """One file says 1 and, further below, 2; a newer one is blank there. Of another key it is blank beside one cell. A
    row that stands alone stays as it is."""
    entity = dictionary().entities[name]
    field, row = _free_field(entity), _row(entity)
    key = "project_id" if "project_id" in row else entity.key_parts[0][0]
    alone, twice = row | {key: "2026-02-28"}, row | {key: "2026-01-31"}
    portfolio.load(name, row | {field: 1}, row | {field: 2}, twice | {field: 5})
    newer = portfolio.load(name, alone | {field: 3}, row, twice)
    found = portfolio.rows(f"core.{name}")
    columns = ("load_id", "source_row")
    assert sorted((float(one[field]), *(one[column] for column in columns)) for one in found) == [
        (1, f"{newer}", 3), (3, f"{newer}", 2), (5, f"{newer}", 4),
    ]  # fmt: skip


def test_rows_of_every_kind_are_compared_and_the_later_line_of_a_sheet_is_not_shown(portfolio) -> None:
    expected = set()
    for name, entity in dictionary().entities.items():
        field, row = _free_field(entity), _row(entity)
        of_another = [row | {"project_id": "P2", field: 3}] if "project_id" in row else []
        load_id = portfolio.load(name, row | {field: 1}, row | {field: 2}, *of_another, row)
        expected.add((name, field, f"{load_id}"))
    found = portfolio.rows("core.disagreements")
    assert {(row["entity"], row["field"], row["load_id"]) for row in found} == expected
    assert len(found) == len(expected)
    cells = [[cell.rpartition(": ")[2][0] for cell in row["text"].split("; ")] for row in found]
    assert cells == [["1", "2"]] * len(expected)


def test_the_cell_shown_comes_first_and_stands_where_the_sheet_has_it(portfolio) -> None:
    """Line 2 says 7 days of float, line 3 says 9, line 4 nothing; all three say the same of the owner."""
    task = {"project_id": "P1", "task_id": "T1", "task_name": "Dig", "owner": "Ann"}
    load_id = portfolio.load("tasks", *({**task, "total_float_days": days} for days in (7, 9, None)))
    portfolio.database.given("ledger.load_columns", [
        {"load_id": load_id, "entity": "tasks", "field": "total_float_days", "address": "F{row}", "confidence": 1},
        {"load_id": load_id, "entity": "tasks", "field": "owner", "address": "G{row}", "confidence": 1},
    ])  # fmt: skip
    (row,) = portfolio.rows("core.disagreements")
    assert tuple(row[column] for column in SAID) == (
        "tasks", "P1", "T1", "total_float_days", f"{load_id}", "F2", "file 1.xlsx F2: 7.0; file 1.xlsx F3: 9.0",
    )  # fmt: skip


def test_of_two_loads_the_newer_is_shown_and_a_field_without_a_column_has_no_cell(portfolio) -> None:
    portfolio.load("risks", {"project_id": "P1", "risk_id": "R1", "category": "old"})
    newer = portfolio.load("risks", {"project_id": "P1", "risk_id": "R1", "category": "new"})
    (row,) = portfolio.rows("core.disagreements")
    assert tuple(row[column] for column in SAID) == (
        "risks", "P1", "R1", "category", f"{newer}", "", "file 2.xlsx : new; file 1.xlsx : old",
    )  # fmt: skip
