"""Two snapshots held against each other."""

from contextlib import closing
from pathlib import Path

import duckdb

AS_THEY_ARE = ("reference.models", "reference.snapshot", "marts.models")  # each build has its own


def other_tables(one: Path, other: Path) -> list[str]:
    """The tables that do not have the same rows in both snapshots."""
    with closing(duckdb.connect()) as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        listed = connection.execute(
            "select distinct schema_name || '.\"' || table_name || '\"' from duckdb_tables() "
            "where not internal and database_name in ('one', 'other')"
        ).fetchall()
        return sorted(
            table for (table,) in listed
            if table.replace('"', "") not in AS_THEY_ARE and connection.execute(
                f"select 1 from ((from one.{table} except all from other.{table}) union all "
                f"(from other.{table} except all from one.{table})) limit 1"
            ).fetchall()
        )  # fmt: skip
