"""typed.duckdb: the rows of every load with their cells typed. A load is typed once and kept until a rule changes.

The file can be thrown away at any time: the ledger makes it again.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from pmo_analytics.models import contracts, macros, reference
from pmo_analytics.models.graph import Model
from pmo_analytics.models.snapshots import remove
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace

NUMBERS = frozenset({"load_id", "row_number"})
Progress = Callable[[str], None]


def type_new_loads(
    workspace: Workspace, staging: Mapping[str, Model], sql_root: Path, settings: Settings, progress: Progress
) -> dict[str, int]:
    """Type the loads that have not been typed under the present rules; returns rows typed now per entity that had any.

    Each entity is one transaction, its rows proved before they are kept. ContractBroken names a broken promise.
    """
    if not _is_sound(workspace.typed):
        remove(workspace.typed)
    shared = macros.text(sql_root)
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach {contracts.quoted(str(workspace.typed))} as staging")
        connection.execute(f"attach {contracts.quoted(str(workspace.ledger))} as {reference.LEDGER} (read_only)")
        connection.execute(
            "create table if not exists staging.main.typed_loads "
            "(entity varchar, load_id integer, rules varchar, primary key (entity, load_id))"
        )
        connection.execute((sql_root / "reference.sql").read_text(encoding="utf-8"))
        reference.append(
            connection, "reference.settings", ({"name": name, "value": value} for name, value in settings.as_rows())
        )
        connection.execute(shared)
        _make_views(connection)
        typed = {}
        for name, model in staging.items():
            progress(name)
            rules = rules_of([shared, model.sql], settings)
            count = _type_entity(connection, model, rules)
            if count:
                typed[name.partition(".")[2]] = count
        return typed


def rules_of(texts: Sequence[str], settings: Settings) -> str:
    """A short name for a set of rules: another where a text, a setting that a text names, or DuckDB is another."""
    named = [f"{name}={value}" for name, value in settings.as_rows() if any(name in text for text in texts)]
    return hashlib.sha256("\0".join([duckdb.__version__, *texts, *named]).encode()).hexdigest()[:16]


def _is_sound(typed: Path) -> bool:
    """Whether the file opens, or there is none."""
    try:
        with closing(duckdb.connect(str(typed))) as connection:
            connection.execute("select count(*) from duckdb_tables()")
    except duckdb.Error:
        return False
    return True


def _make_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Show the ledger's tables to the staging models, of the wide ones and of whatever has a load_id the new loads."""
    connection.execute("create schema ledger")
    connection.execute("create table new_loads (load_id integer)")
    for table, columns in reference.ledger_tables(connection).items():
        only = "where load_id in (select load_id from memory.main.new_loads)" if "load_id" in columns else ""
        connection.execute(f'create view ledger."{table}" as select * from {reference.LEDGER}.ledger."{table}" {only}')


def _type_entity(connection: duckdb.DuckDBPyConnection, model: Model, rules: str) -> int:
    """Type one entity's new loads; when its rules have changed, all of them. Returns the rows typed now."""
    entity = model.name.partition(".")[2]
    typed = f'staging.main."{entity}"'
    outdated = connection.execute(
        "select count(*) from staging.main.typed_loads where entity = ? and rules <> ?", [entity, rules]
    ).fetchall()[0][0]
    there = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'staging' and table_name = ?", [entity]
    ).fetchall()[0][0]
    connection.execute("delete from new_loads")
    connection.execute(
        f"insert into new_loads select distinct load_id from {reference.LEDGER}.ledger.load_entities "
        "where entity = $entity and ($outdated or load_id not in "
        "(select load_id from staging.main.typed_loads where entity = $entity))",
        {"entity": entity, "outdated": bool(outdated)},
    )
    if not outdated and not connection.execute("select count(*) from new_loads").fetchall()[0][0]:
        if not there:
            columns = ", ".join(
                f'"{column.name}" {"INTEGER" if column.name in NUMBERS else column.sql_types[0]}'
                for column in model.header.columns
            )
            connection.execute(f"create table {typed} ({columns})")
        return 0
    connection.execute(f"create or replace temp table fresh as {model.sql}")
    count = contracts.prove(connection, model.name, model.header, "fresh")
    connection.begin()
    if outdated:
        connection.execute(f"drop table if exists {typed}")
        connection.execute("delete from staging.main.typed_loads where entity = ?", [entity])
    connection.execute(f"create table if not exists {typed} as from fresh limit 0")
    connection.execute(f"insert into {typed} from fresh")
    connection.execute(
        "insert into staging.main.typed_loads select ?, load_id, ? from memory.main.new_loads", [entity, rules]
    )
    connection.commit()
    return count
