"""A model file's header becomes values, or a complaint that names file and line."""

import pytest

from pmo_analytics.errors import ContractBroken
from pmo_analytics.fields import dictionary
from pmo_analytics.models.header import Column, Header

WHOLE = """\
-- Cost performance index: value of the work done
-- for each unit of money spent.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key     project
--   period        date    month end that the figure speaks of
--   value         ratio   earned value / actual cost;
--                         above 1 is under budget
--   reason        text    why there is no value: null where there is one
-- looks ahead: the next report may say
--     what this one did not
-- check: (value is null) <> (reason is null)
-- check: value >= 0
--     or value is null
select 1
-- grain: one row per nothing
"""


def test_every_part_of_a_header_is_read() -> None:
    assert Header.from_sql(WHOLE, "sql/core/x.sql") == Header(
        purpose="Cost performance index: value of the work done for each unit of money spent.",
        grain=("project_id", "period"),
        columns=(
            Column("project_id", "key", "project"),
            Column("period", "date", "month end that the figure speaks of"),
            Column("value", "ratio", "earned value / actual cost; above 1 is under budget"),
            Column("reason", "text", "why there is no value: null where there is one"),
        ),
        checks=("(value is null) <> (reason is null)", "value >= 0 or value is null"),
        looks_ahead="the next report may say what this one did not",
    )


def test_a_model_says_what_it_looks_back_at_and_nothing_else_of_that() -> None:
    header = "-- P.\n-- grain: one row per a\n-- columns:\n--   a  key  a\n{}select 1 as a"
    said = "-- looks back: {}\n"
    assert Header.from_sql(header.format(""), "x.sql").looks_back is None
    assert Header.from_sql(header.format(said.format("no")), "x.sql").looks_back == frozenset()
    two = Header.from_sql(header.format(said.format("core.progress, core.budgets")), "x.sql").looks_back
    assert two == {"core.progress", "core.budgets"}
    for wrong in ("seldom", "core.progress and core.budgets", "progress"):
        with pytest.raises(ContractBroken) as broken:
            Header.from_sql(header.format(said.format(wrong)), "x.sql")
        assert (broken.value.details["line"], broken.value.details["found"]) == (5, f"looks back: {wrong}")


def test_a_model_of_a_single_row_has_an_empty_grain() -> None:
    header = Header.from_sql("-- One.\n-- grain: one row\n-- columns:\n--   a  count  a\nselect 1 as a", "x.sql")
    assert header.grain == ()
    assert header.checks == ()


def test_the_star_stands_for_the_typed_fields_of_an_entity_in_the_dictionarys_order() -> None:
    sql = (
        "-- Projects.\n-- grain: one row per project_id\n-- columns:\n--   project_id  key  project\n"
        "--   *  staging.projects  the fields of data/fields/projects.toml\n--   load_id  key  where from\nselect 1"
    )
    columns = Header.from_sql(sql, "x.sql").columns
    fields = dictionary().entities["projects"].fields
    expected = [name for name in fields if name not in ("project_id", "project_name", "period", "month")]
    assert [column.name for column in columns] == ["project_id", *expected, "load_id"]
    cost = next(column for column in columns if column.name == "actual_cost")
    assert cost == Column("actual_cost", "money", fields["actual_cost"].meaning["en"])
    assert cost.sql_types == ("DECIMAL(24,6)",)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("-- grain: one row per a\n-- columns:\n--   a  key  a", 1, ""),
        ("-- P.\n-- columns:\n--   a  key  a", 1, ""),
        ("-- P.\n-- grain: one row per a", 1, ""),
        ("-- P.\n-- grain: each a\n-- columns:\n--   a  key  a", 2, "grain: each a"),
        ("-- P.\n-- grain: one row per b\n-- columns:\n--   a  key  a", 2, "grain: one row per b"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   a  key", 4, "a  key"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   a  euros  price", 4, "a  euros  price"),
        ("-- P.\n-- grain: one row per a\n-- columns: a\n", 3, "columns: a"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   A  key  a", 4, "A  key  a"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   a  key  a\n--   a  text  again", 3, "columns:"),
        ("-- P.\n-- grain: one row per a\n-- columns:", 3, "columns:"),
        ("-- P.\n-- grain: one row\n-- grain: one row per a\n-- columns:\n--   a  key  a", 3, "grain: one row per a"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   a  key  a\n-- check:", 5, "check:"),
        ("-- P.\n-- grain: one row per a\n-- columns:\n--   *  staging.nothing  x", 4, "*  staging.nothing  x"),
        ("-- P.\n-- grain: one row per a\n-- stray\n-- columns:\n--   a  key  a", 3, "stray"),
        ("select 1", 1, ""),
    ],
)
def test_a_malformed_header_names_file_and_line(text: str, line: int, found: str) -> None:
    with pytest.raises(ContractBroken) as broken:
        Header.from_sql(text + "\nselect 1", "sql/core/x.sql")
    assert broken.value.key == "models.header_malformed"
    assert broken.value.details["file"] == "sql/core/x.sql"
    assert (broken.value.details["line"], broken.value.details["found"]) == (line, found)
    assert f"sql/core/x.sql, line {line}:" in str(broken.value)
