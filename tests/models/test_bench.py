"""Memory that one desk leaves to the next: what was laid is there, what was attached or temporary is not."""

import duckdb
import pytest

from pmo_analytics.models import bench


@pytest.fixture(autouse=True)
def nobody_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_free", [])


def found(connection: duckdb.DuckDBPyConnection) -> list[str]:
    sql = "select table_name from duckdb_tables() union all select database_name from duckdb_databases() order by all"
    return [name for (name,) in connection.execute(sql).fetchall() if name in ("laid", "passing", "book")]


def test_what_is_laid_stays_and_a_ledger_goes_with_its_desk(tmp_path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    with bench.taken() as connection:
        connection.execute(f"create table laid (a int); create temp table passing (a int); attach '{ledger}' as book")
        connection.execute("use book; create table kept as select 7 as a")
        assert found(connection) == ["book", "laid", "passing"]
    with duckdb.connect(str(ledger)) as alone:
        assert alone.execute("from kept").fetchall() == [(7,)]
    with bench.taken() as connection:
        assert found(connection) == ["laid"]
        with bench.taken() as beside:
            assert found(beside) == []


def test_where_anything_went_wrong_nobody_stands_again() -> None:
    with pytest.raises(KeyError), bench.taken() as connection:
        connection.execute("create table laid (a integer)")
        raise KeyError
    with bench.taken() as connection:
        assert found(connection) == []
