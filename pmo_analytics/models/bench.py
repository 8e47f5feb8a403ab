"""Memory in which desks stand one after the other: what is the same for all of them is laid once in a process.

A catalog that holds the macros and the views of the models takes as long to make as a small file takes otherwise.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import duckdb

STAYING = ("memory", "together")  # catalogs of what is laid; a ledger and whatever else was attached goes with its desk

_free: list[duckdb.DuckDBPyConnection] = []


@contextmanager
def taken() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with nothing temporary, to memory in which an earlier desk may have laid its ground. Where anything
    goes wrong, nobody takes it again."""
    try:
        bench = _free.pop()
    except IndexError:  # there is none, or a desk beside this one took the last
        bench = duckdb.connect()
    with closing(bench.cursor()) as connection:
        yield connection
    for (name,) in bench.execute("select database_name from duckdb_databases() where not internal").fetchall():
        if name not in STAYING:
            bench.execute(f'detach "{name}"')
    _free.append(bench)


def has_schema(connection: duckdb.DuckDBPyConnection, catalog: str, schema: str) -> bool:
    """Whether a schema is there, as where it has been laid before."""
    sql = "select 1 from duckdb_schemas() where database_name = ? and schema_name = ?"
    return bool(connection.execute(sql, [catalog, schema]).fetchall())
