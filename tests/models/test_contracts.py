"""Each promise of a header is proved on the rows; a broken one is said with the rows that break it."""

from collections.abc import Callable

import duckdb
import pytest

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models import contracts
from pmo_analytics.models.header import Header

HEADER = Header.from_sql(
    """-- Money by project: it's a test.
-- grain: one row per project_id, period
-- columns:
--   project_id  key    project
--   period      date   month end
--   cost        money  what was spent
--   index       ratio  value for money
-- check: cost >= 0
select 1""",
    "x.sql",
)
SOUND = "('P1', date '2026-01-31', 5, 0.5), ('P1', date '2026-02-28', 0, null), ('P2', date '2026-01-31', 7, 1.5)"


@pytest.fixture
def table() -> Callable[[str], duckdb.DuckDBPyConnection]:
    def make(values: str, cast: str = "project_id, period, cost::decimal(24, 6) as cost, index::double as index"):
        connection = duckdb.connect()
        connection.execute("create schema core")
        connection.execute(
            f"create table core.x as select {cast} from (values {values}) as given(project_id, period, cost, index)"
        )
        return connection

    return make


def broken(connection: duckdb.DuckDBPyConnection) -> ContractBroken:
    with pytest.raises(ContractBroken) as error:
        contracts.prove(connection, "core.x", HEADER)
    assert error.value.details["model"] == "core.x"
    assert "core.x" in str(error.value)
    assert "core.x" in error.value.said("zh")
    return error.value


def test_rows_that_keep_every_promise_are_counted(table: Callable) -> None:
    assert contracts.prove(table(SOUND), "core.x", HEADER) == 3


@pytest.mark.parametrize(
    ("cast", "found"),
    [
        ("project_id, period, cost::decimal(24, 6) as cost", "project_id, period, cost"),
        ("period, project_id, cost, index", "period, project_id, cost, index"),
        ("*, 1 as more", "project_id, period, cost, index, more"),
    ],
)
def test_columns_missing_more_or_in_another_order_break_it(table: Callable, cast: str, found: str) -> None:
    error = broken(table(SOUND, cast))
    assert (error.key, error.details["found"]) == ("models.columns_differ", found)


@pytest.mark.parametrize(
    ("cast", "column", "found"),
    [
        ("project_id, period, cost::double as cost, index::double as index", "cost", "DOUBLE"),
        ("project_id, period, cost::decimal(38, 6) as cost, index::double as index", "cost", "DECIMAL(38,6)"),
        ("project_id, period::timestamp as period, cost::decimal(24,6) as cost, index", "period", "TIMESTAMP"),
        ("project_id, period, cost::decimal(24,6) as cost, null as index", "index", "INTEGER"),
    ],
)
def test_a_type_that_does_not_fit_the_unit_breaks_it(table: Callable, cast: str, column: str, found: str) -> None:
    error = broken(table(SOUND, cast))
    assert (error.key, error.details["column"], error.details["found"]) == ("models.type_differs", column, found)


def test_an_empty_part_of_the_key_breaks_it(table: Callable) -> None:
    error = broken(table(SOUND + ", (null, date '2026-01-31', 1, 1)"))
    assert (error.key, error.details["count"]) == ("models.grain_empty", 1)
    assert error.details["rows"] == "project_id=None, period=2026-01-31"


def test_a_repeated_key_breaks_it_and_the_first_five_are_named(table: Callable) -> None:
    twice = ", ".join(f"('D{number}', date '2026-01-31', 1, 1)" for number in range(7))
    error = broken(table(f"{SOUND}, {twice}, {twice}"))
    assert (error.key, error.details["count"]) == ("models.grain_repeated", 7)
    assert error.details["rows"].count("project_id=D") == 5
    assert "P1" not in error.details["rows"]


@pytest.mark.parametrize("cost", ["-1", "null"])
def test_a_row_that_a_check_is_not_true_of_breaks_it(table: Callable, cost: str) -> None:
    error = broken(table(SOUND + f", ('P9', date '2026-01-31', {cost}, 1)"))
    assert (error.key, error.details["subject"], error.details["count"]) == ("models.check_failed", "cost >= 0", 1)
    assert error.details["rows"] == "project_id=P9, period=2026-01-31"


@pytest.mark.parametrize("number", ["'nan'::double", "'inf'::double", "'-inf'::double"])
def test_a_number_that_is_not_finite_breaks_it(table: Callable, number: str) -> None:
    error = broken(table(SOUND + f", ('P9', date '2026-01-31', 1, {number})"))
    assert (error.key, error.details["subject"]) == ("models.not_finite", "index")
    assert error.details["rows"] == "project_id=P9, period=2026-01-31"


def test_a_check_that_cannot_be_computed_is_said(table: Callable) -> None:
    header = Header(HEADER.purpose, HEADER.grain, HEADER.columns, ("price > 0",))
    with pytest.raises(ContractBroken) as error:
        contracts.prove(table(SOUND), "core.x", header)
    assert error.value.key == "models.check_unreadable"
    assert "price" in error.value.details["why"]


def test_a_model_of_one_row_may_not_have_two() -> None:
    header = Header.from_sql("-- P.\n-- grain: one row\n-- columns:\n--   a  count  a\nselect 1", "x.sql")
    connection = duckdb.connect()
    connection.execute("create schema core; create table core.x as select 1 as a")
    assert contracts.prove(connection, "core.x", header) == 1
    connection.execute("insert into core.x values (2)")
    with pytest.raises(ContractBroken) as error:
        contracts.prove(connection, "core.x", header)
    assert error.value.key == "models.grain_repeated"


def test_the_headers_words_are_written_into_the_database(table: Callable) -> None:
    connection = table(SOUND)
    contracts.describe(connection, "table", "core.x", HEADER)
    ((comment,),) = connection.execute("select comment from duckdb_tables() where table_name = 'x'").fetchall()
    assert comment.split("\n") == [
        "Money by project: it's a test.",
        "",
        "project_id (key): project",
        "period (date): month end",
        "cost (money): what was spent",
        "index (ratio): value for money",
    ]
