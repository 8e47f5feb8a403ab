"""What several loads say of a register, together: any field of any entity, names by alias, amounts at plan rates."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import registers
from tests.sql.twin.compared import told_apart
from tests.sql.twin.registers import registers as entities
from tests.sql.twin.registers import told_of
from tests.sql.twin.shapes import Tables


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return registers(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_any_field_of_any_register_is_told(tables) -> None:
    told = {(name, field) for name, rows in tables.items() for row in rows for field in row if row[field] is not None}
    assert told >= {(f"core.{one.name}", name) for one in entities() for name in told_of(one)}
