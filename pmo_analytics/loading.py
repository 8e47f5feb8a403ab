"""One file from its bytes to the ledger: read, previewed, refused or recorded, reported."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from pmo_analytics.errors import FileRefused, LoadRefused, UnknownName
from pmo_analytics.importing import preview as previewing
from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.replacing import Replacements
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Coverage, FileReading, TableReading
from pmo_analytics.report import FileReport, SheetReport
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace


def load_one(
    workspace: Workspace, path: Path, name: str, said: Said, settings: Settings, who: str, dry_run: bool
) -> FileReport:
    if not path.is_file():
        raise FileRefused("file_missing", file=name)
    sha256 = sha256_of(path)
    known_loads, known_projects = _known(workspace, sha256)
    if any(is_active for _, is_active in known_loads):
        return FileReport(name, sha256, "already_loaded", None)
    reading = reader.read(path, name, sha256, said, settings, known_projects)
    with workspace.writing(who):
        outcomes = previewing.preview(workspace, reading, settings)
        outcomes = tuple(
            _as_said(outcome, table, said) for outcome, table in zip(outcomes, reading.tables, strict=True)
        )
        _refuse_what_cannot_be(workspace, reading)
        if said.replace is not None:
            _prove_replaceable(workspace, reading, said.replace)
        if said.drop:
            reading = _with_dropped(reading, outcomes)
        load_ids = [None] * len(reading.tables) if dry_run else _record(workspace, path, reading, outcomes, said, who)
    sheets = tuple(map(_sheet_report, reading.tables, outcomes, load_ids))
    found = pd.concat([outcome.findings for outcome in outcomes], ignore_index=True)
    return FileReport(name, sha256, "loaded", None, sheets, found)


def _record(
    workspace: Workspace,
    path: Path,
    reading: FileReading,
    outcomes: tuple[previewing.Outcome, ...],
    said: Said,
    who: str,
) -> list[int | None]:
    """Keep the original's bytes, then the tables and the decision, in one transaction."""
    kept = workspace.files / reading.sha256
    if not kept.exists():
        part = kept.with_suffix(".part")
        part.write_bytes(path.read_bytes())
        part.replace(kept)
    load_ids: list[int | None] = []
    with Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        file_id = ledger.record_file(reading, said.received_on)
        for table, outcome in zip(reading.tables, outcomes, strict=True):
            load_id = ledger.record_load(file_id, table, who) if table.entities else None
            load_ids.append(load_id)
            for replaced, entity in outcome.replacements.replaces:
                if load_id is not None:
                    ledger.record_replacement(load_id, entity, replaced)
        ledger.record_event("load", who, {"file_id": file_id, "load_ids": [one for one in load_ids if one]})
    return load_ids


def _as_said(outcome: previewing.Outcome, table: TableReading, said: Said) -> previewing.Outcome:
    """What replaces what, where the user decided instead of the rule."""
    if said.add:
        return replace(outcome, replacements=Replacements((), {}))
    if said.replace is not None:
        named = tuple((said.replace, rows.entity) for rows in table.entities)
        return replace(outcome, replacements=replace(outcome.replacements, replaces=named))
    return outcome


def _with_dropped(reading: FileReading, outcomes: tuple[previewing.Outcome, ...]) -> FileReading:
    """The reading, covering without rows what the loads it replaces still held."""
    tables = []
    for table, outcome in zip(reading.tables, outcomes, strict=True):
        entities = tuple(
            replace(
                rows,
                coverage=rows.coverage
                | {Coverage(*left) for left in outcome.replacements.lacking.get(rows.entity, ())},
            )
            for rows in table.entities
        )
        tables.append(replace(table, entities=entities))
    return replace(reading, tables=tuple(tables))


def _refuse_what_cannot_be(workspace: Workspace, reading: FileReading) -> None:
    """A file with no table that anybody knows, or one that speaks of a closed month."""
    if not any(table.entities for table in reading.tables):
        nearest = next((table for table in reading.tables if table.nearest), None)
        if nearest is None:
            raise LoadRefused("no_table", file=reading.file_name)
        raise LoadRefused(
            "no_table_recognised", file=reading.file_name, sheet=nearest.sheet, entity=nearest.nearest,
            missing=", ".join(nearest.missing),
        )  # fmt: skip
    closed = closed_periods(workspace)
    for table in reading.tables:
        for period in table.periods:
            if period in closed:
                raise LoadRefused("period_closed", file=reading.file_name, period=f"{period:%Y-%m}")


def _prove_replaceable(workspace: Workspace, reading: FileReading, load_id: int) -> None:
    """UnknownName where there is no such load, LoadRefused where it holds nothing that the file brings."""
    with Ledger.open(workspace.ledger) as ledger:
        rows = ledger.ask("select entity from ledger.load_entities where load_id = ?", [load_id])
    held = {entity for (entity,) in rows}
    if not held:
        raise UnknownName("load_unknown", load=load_id)
    if not any(rows.entity in held for table in reading.tables for rows in table.entities):
        raise LoadRefused("replace_unfitting", file=reading.file_name, load=load_id)


def _sheet_report(table: TableReading, outcome: previewing.Outcome, load_id: int | None) -> SheetReport:
    main = table.entities[0].entity if table.entities else None
    mapped = {
        use.field if use.entity == main else f"{use.entity}.{use.field}": use.header
        for use in table.columns
        if use.field
    }
    severities = outcome.findings["severity"].value_counts()
    return SheetReport(
        sheet=table.sheet,
        table=table.number,
        entity=main,
        entities=tuple(rows.entity for rows in table.entities),
        format=table.format,
        periods=tuple(f"{period:%Y-%m}" for period in table.periods),
        rows_in_sheet=table.rows_in_table,
        rows_loaded=table.rows_loaded,
        rows_set_aside=len(table.set_aside),
        findings={severity: int(severities.get(severity, 0)) for severity in ("error", "warning", "note")},
        mapped=mapped,
        unmapped=tuple(use.header for use in table.columns if not use.field),
        load_id=load_id,
        count_projects=len({one.project_id for rows in table.entities for one in rows.coverage if one.project_id}),
        replaces=outcome.replacements.replaces,
        lacking=tuple(sorted({project for left in outcome.replacements.lacking.values() for project, _ in left})),
        nearest=table.nearest,
        missing=table.missing,
        columns=table.columns,
        set_aside=table.set_aside,
        sample=table.sample,
    )


def closed_periods(workspace: Workspace) -> set[date]:
    """The months that are closed and not reopened."""
    if not workspace.ledger.exists():
        return set()
    with Ledger.open(workspace.ledger) as ledger:
        rows = ledger.ask(
            "select (payload ->> 'period')::date as period from ledger.events where kind in ('close', 'reopen') "
            "group by period having arg_max(kind, event_id) = 'close'"
        )
    return {period for (period,) in rows}


def _known(workspace: Workspace, sha256: str) -> tuple[list[tuple[int, bool]], KnownProjects]:
    """The loads made from these bytes, and every project the ledger has heard of."""
    if not workspace.ledger.exists():
        return [], KnownProjects()
    with workspace.writing("load"), Ledger.open(workspace.ledger) as ledger:
        named = ledger.ask("select distinct project_code, project_name from ledger.projects")
        return [(load_id, is_active) for load_id, of_file, is_active in ledger.loads() if of_file == sha256], (
            KnownProjects.of(named)
        )


def sha256_of(path: Path) -> str:
    """The content hash of a file, '' where there is none to read."""
    if not path.is_file():
        return ""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
