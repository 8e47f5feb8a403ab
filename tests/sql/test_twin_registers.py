"""What several loads say of a register, together: any field of any entity, names by alias, amounts at plan rates."""

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing_rows
from tests.sql.twin.registers import load_registers, registers, told_of

SEED = 1


def test_every_field_of_every_register_is_known_as_the_newest_load_that_tells_it_says() -> None:
    portfolio = Portfolio(Database())
    tables = load_registers(portfolio, SEED)
    different = {}
    for name, twin in tables.items():
        portfolio.make(name)
        different[name] = differing_rows(portfolio.database.connection, name, twin)
    assert "\n".join(f"{name} {len(rows)} {rows[:3]}" for name, rows in different.items() if rows) == ""
    told = {(name, field) for name, rows in tables.items() for row in rows for field in row if row[field] is not None}
    assert told >= {(f"core.{one.name}", name) for one in registers() for name in told_of(one)}
