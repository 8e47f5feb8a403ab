"""One file that has been read, on its way into the ledger: written down, compared with earlier ones, reported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pmo_analytics.errors import PmoError
from pmo_analytics.importing import preview as previewing
from pmo_analytics.importing.aliases import record_new_names
from pmo_analytics.importing.comparing import Changes, changes
from pmo_analytics.importing.found import Problems
from pmo_analytics.importing.found import findings as found_in
from pmo_analytics.importing.memory import payload_of
from pmo_analytics.importing.replacing import Replacements, as_said
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Coverage, FileReading
from pmo_analytics.report import FileReport, SheetReport
from pmo_analytics.words import say


@dataclass(frozen=True)
class Arrival:
    """A file that has been read; `place` is its place in the batch. Once recorded it has, for each table, its load,
    what that replaces and what is different since the last one like it."""

    place: int
    path: Path
    said: Said
    reading: FileReading
    load_ids: tuple[int | None, ...] = ()
    replacements: tuple[Replacements, ...] = ()
    changes: tuple[Changes | None, ...] = ()


def record(desk: previewing.Desk, file: Arrival, who: str, is_trial: bool) -> Arrival:
    """Write down the tables, what they replace, and the decisions. A file that is read again is withdrawn first; one on
    trial stays out of sight of those that follow."""
    reading, said, ledger = file.reading, file.said, desk.ledger
    if said.again:
        withdraw_file(ledger, reading.sha256, who)
    file_id, load_ids = desk.record(reading, said.received_on, who)
    record_new_names(ledger, reading, said, who)
    decided = [
        as_said(said, replaced, table)
        for replaced, table in zip(desk.replacements(reading, load_ids), reading.tables, strict=True)
    ]
    different = [
        changes(ledger, load_id, table, reading.file_name, reading.sha256) if load_id else None
        for load_id, table in zip(load_ids, reading.tables, strict=True)
    ]
    for load_id, replaced in zip(load_ids, decided, strict=True):
        for other, entity in replaced.replaces if load_id else ():
            ledger.record_replacement(load_id, entity, other)
    if said.drop:
        reading = _drop(ledger, reading, load_ids, decided)
    ledger.record_event("load", who, {"file_id": file_id, "load_ids": [one for one in load_ids if one]})
    for table in reading.tables:
        if table.is_corrected:
            ledger.record_event("mapping", who, {"file_id": file_id, **payload_of(table)})
    if is_trial:
        desk.hide(load_ids)
    return replace(
        file, reading=reading, load_ids=tuple(load_ids), replacements=tuple(decided), changes=tuple(different)
    )


def withdraw_file(ledger: Ledger, sha256: str, who: str) -> None:
    """Withdraw the loads of a file that stand, because it is read again."""
    for load_id, of_file, is_active in ledger.loads():
        if of_file == sha256 and is_active:
            ledger.record_event("withdraw", who, {"load_id": load_id}, say("cli.read_again"))


def _drop(
    ledger: Ledger, reading: FileReading, load_ids: Sequence[int | None], decided: Sequence[Replacements]
) -> FileReading:
    """Cover without rows what the loads that are replaced still held; returns the reading that says so."""
    tables = []
    for table, load_id, replaced in zip(reading.tables, load_ids, decided, strict=True):
        entities = []
        for rows in table.entities:
            left = {Coverage(*one) for one in replaced.lacking.get(rows.entity, ())} - rows.coverage
            ledger.record_coverage(load_id, rows.entity, left, rows.is_standing)
            entities.append(replace(rows, coverage=rows.coverage | left))
        tables.append(replace(table, entities=tuple(entities)))
    return replace(reading, tables=tuple(tables))


def refused(reading: FileReading, refusal: PmoError) -> FileReport:
    """A file that was read and yet is refused: its tables are shown, so that it can be said what they are."""
    sheets = tuple(SheetReport.of(table, found_in(table, None, {}), None, (), ()) for table in reading.tables)
    return FileReport(reading.file_name, reading.sha256, "refused", refusal.said(), sheets)


def report(file: Arrival, problems: Problems, is_trial: bool) -> FileReport:
    """What became of a file that has been recorded; on trial its loads have no numbers."""
    sheets, found = [], []
    every = zip(file.reading.tables, file.load_ids, file.replacements, file.changes, strict=True)
    for table, load_id, replaced, different in every:
        found.append(found_in(table, load_id, problems))
        shown = None if is_trial else load_id
        sheets.append(SheetReport.of(table, found[-1], shown, replaced.replaces, replaced.projects_lacking, different))
    together = pd.concat(found, ignore_index=True)
    return FileReport(file.reading.file_name, file.reading.sha256, "loaded", None, tuple(sheets), together)
