"""What a file would do: typed, searched for findings and compared with earlier loads, on a database in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd

from pmo_analytics.importing.replacing import Replacements, identify, replacements
from pmo_analytics.ledger import Ledger
from pmo_analytics.models import macros
from pmo_analytics.reading import FileReading, TableReading
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

SQL = PROJECT_ROOT / "sql"
FINDING_COLUMNS = ("sheet", "cell", "entity", "field", "text", "expected", "severity", "action")


@dataclass(frozen=True)
class Outcome:
    """What one table would do. `findings` has the columns FINDING_COLUMNS, a row per finding."""

    findings: pd.DataFrame
    replacements: Replacements


def preview(workspace: Workspace, reading: FileReading, settings: Settings) -> tuple[Outcome, ...]:
    """One outcome per table of the file, in order. Reads the ledger, changes nothing. The caller holds the lock."""
    with _desk(workspace, settings) as desk:
        file_id = desk.record_file(reading, None)
        load_ids = [desk.record_load(file_id, table, "preview") for table in reading.tables]
        _typed(desk, reading)
        identify(desk)
        return tuple(
            Outcome(_findings(desk, load_id, table), replacements(desk, load_id, table, reading.sha256))
            for load_id, table in zip(load_ids, reading.tables, strict=True)
        )


@contextmanager
def _desk(workspace: Workspace, settings: Settings) -> Iterator[Ledger]:
    """An empty ledger in memory, with the real one (or another empty one) attached as `book`."""
    with Ledger.open(None) as desk:
        ask = desk.connection.execute
        ask(macros.text())
        ask("create schema reference; create schema staging")
        ask("create table reference.settings (name varchar, value varchar)")
        desk.connection.executemany("insert into reference.settings values (?, ?)", settings.as_rows())
        if workspace.ledger.exists():
            path = str(workspace.ledger).replace("'", "''")
            ask(f"attach '{path}' as book (read_only)")
        else:
            ask("attach ':memory:' as book; use book")
            Ledger(desk.connection)
            ask("use memory")
        yield desk


def _typed(desk: Ledger, reading: FileReading) -> None:
    for entity in sorted({rows.entity for table in reading.tables for rows in table.entities}):
        model = (SQL / "staging" / f"{entity}.sql").read_text(encoding="utf-8")
        desk.connection.execute(f'create table staging."{entity}" as {model}')


def _findings(desk: Ledger, load_id: int, table: TableReading) -> pd.DataFrame:
    """What the reading noticed and every cell that could not be typed, each with its address."""
    rows = [
        (one.sheet, one.cell, *_split(one.field), one.text, one.expected, one.severity, one.action)
        for one in table.findings
    ]
    for part in table.entities:
        rows += desk.ask(
            f"""
            with problems as (
                select source_row, source_column, unnest(problems) as problem
                from staging."{part.entity}" where load_id = $load
            ),
            addresses as (
                select field, arg_max(address, confidence) as address from ledger.load_columns
                where load_id = $load and entity = $entity group by field
            )
            select distinct $sheet,
                coalesce(replace(replace(address, '{{row}}', source_row::varchar), '{{column}}',
                                 coalesce(source_column, '')), ''),
                $entity, problem.field, problem.text, problem.reason, problem.severity, 'findings.' || problem.reason
            from problems left join addresses on addresses.field = problem.field
            order by all
            """,
            {"load": load_id, "entity": part.entity, "sheet": table.sheet},
        )
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def _split(address: str | None) -> tuple[str | None, str | None]:
    entity, _, name = (address or "").partition(".")
    return entity or None, name or None
