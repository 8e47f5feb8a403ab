"""What became of a file: the same report for a preview and for a load, for people and for machines."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import pandas as pd

from pmo_analytics.reading import Changes, ColumnUse, Correction, SetAsideRow, TableReading

Status = Literal["loaded", "already_loaded", "refused"]


@dataclass(frozen=True)
class SheetReport:
    """One table of the file. `mapped` is field -> header; `replaces` lists (load_id, entity).

    `lacking` are projects that the replaced loads hold in the same months and this table does not name; `changes` what
    is different since the last table like it. `headers`, `sample`, `correction` and `remembered` are the reading's.
    """

    sheet: str
    table: int
    entity: str | None
    entities: tuple[str, ...]
    format: str | None
    periods: tuple[str, ...]
    rows_in_sheet: int
    rows_loaded: int
    rows_set_aside: int
    findings: dict[str, int]
    mapped: dict[str, str]
    unmapped: tuple[str, ...]
    load_id: int | None = None
    count_projects: int = 0
    replaces: tuple[tuple[int, str], ...] = ()
    lacking: tuple[str, ...] = ()
    nearest: str | None = None
    missing: tuple[str, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    set_aside: tuple[SetAsideRow, ...] = ()
    headers: tuple[str, ...] = ()
    sample: tuple[tuple[str | None, ...], ...] = ()
    correction: Correction = Correction()
    remembered: int | None = None
    changes: Changes | None = None

    @classmethod
    def of(
        cls,
        table: TableReading,
        found: pd.DataFrame,
        load_id: int | None,
        replaces: tuple[tuple[int, str], ...],
        lacking: Iterable[str],
        changes: Changes | None = None,
    ) -> "SheetReport":
        """What became of a table, of whose findings `found` has a row each."""
        main = table.entities[0].entity if table.entities else None
        mapped = {
            use.field if use.entity == main else f"{use.entity}.{use.field}": use.header
            for use in table.columns
            if use.field
        }
        severities = found["severity"].value_counts()
        return cls(
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
            replaces=replaces,
            lacking=tuple(sorted(lacking)),
            nearest=table.nearest,
            missing=table.missing,
            columns=table.columns,
            set_aside=table.set_aside,
            headers=table.headers,
            sample=table.sample,
            correction=table.correction,
            remembered=table.remembered,
            changes=changes,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "table": self.table,
            "load_id": self.load_id,
            "entity": self.entity,
            "entities": list(self.entities),
            "format": self.format,
            "periods": list(self.periods),
            "rows_in_sheet": self.rows_in_sheet,
            "rows_loaded": self.rows_loaded,
            "rows_set_aside": self.rows_set_aside,
            "findings": self.findings,
            "mapped": self.mapped,
            "unmapped": list(self.unmapped),
            "count_projects": self.count_projects,
            "replaces": [{"load_id": load_id, "entity": entity} for load_id, entity in self.replaces],
            "lacking": list(self.lacking),
            "nearest": self.nearest,
            "missing": list(self.missing),
            "corrected": dict(self.correction.columns),
            "remembered": self.remembered,
            "changes": asdict(self.changes) if self.changes else None,
        }


@dataclass(frozen=True)
class FileReport:
    """`findings` has one row per finding: sheet, cell, entity, field, text, expected, severity, action. `revisions` has
    one per value that stood before and becomes another, and per row that comes or goes: revising.COLUMNS."""

    name: str
    sha256: str
    status: Status
    reason: str | None
    sheets: tuple[SheetReport, ...] = ()
    findings: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    revisions: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "sha256": self.sha256,
            "status": self.status,
            "reason": self.reason,
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "revisions": self.revisions.astype(object).where(self.revisions.notna(), None).to_dict("records"),
        }
