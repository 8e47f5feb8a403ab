"""The ledger of an invented portfolio, written without workbooks, so that the calculation alone can be measured."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from benchmarks.invented import Project, month_end
from benchmarks.portfolio import SHEETS, Cell, Size
from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import ColumnUse, Coverage, EntityRows, FileReading, TableReading
from pmo_analytics.workspace import Workspace

# Of each sheet of the trackers: the entity, and the fields of its columns in their order.
FIELDS = {
    "Projects": ("projects", (
        "project_name", "department", "programme", "manager", "stage", "status_date", "baseline_start",
        "baseline_finish", "forecast_finish", "actual_start", "actual_finish", "percent_complete",
        "budget_at_completion", "planned_value", "actual_cost", "manager_estimate_at_completion", "declared_overall",
        "declared_schedule", "declared_cost", "narrative",
    )),
    "Milestones": ("milestones", (
        "milestone_id", "milestone_name", "baseline_date", "forecast_date", "actual_date", "owner", "status",
    )),
    "Baseline": ("baseline_periods", ("version", "month", "planned_value")),
    "Budget": ("budgets", ("month", "cost_type", "budget", "actual", "forecast")),
    "Risks": ("risks", (
        "risk_id", "description", "category", "probability", "cost_impact", "owner", "raised_on", "due_on", "closed_on",
        "status", "response",
    )),
    "Assignments": ("assignments", ("person_name", "role", "month", "planned_hours", "actual_hours")),
}  # fmt: skip


def invented(size: Size) -> list[Project]:
    return [Project.invented(size.seed, number, size.assignments) for number in range(1, size.projects + 1)]


def record(home: Path, projects: Sequence[Project], size: Size, months: Sequence[int]) -> None:
    """Record these months, counted from 0, in the ledger of the workspace `home`; one load for each sheet."""
    workspace = Workspace(home)
    with workspace.writing("benchmark"), Ledger.open(workspace.ledger) as ledger:
        for month in months:
            period = month_end(month)
            tables = tuple(_table(place, sheet, projects, period, size) for place, sheet in enumerate(SHEETS, start=1))
            reading = FileReading(f"Portfolio tracker {period:%Y-%m}.xlsx", f"{month:064d}", 1, tables)
            with ledger.transaction():
                loads = ledger.record_loads(ledger.record_file(reading, None), tables, "benchmark")
                ledger.record_event("load", "benchmark", {"load_ids": loads})


def _table(place: int, sheet: str, projects: Sequence[Project], period: date, size: Size) -> TableReading:
    entity, fields = FIELDS[sheet]
    _, rows_of = SHEETS[sheet]
    cells = [(one.id, *row) for one in projects for row in rows_of(one, period, size)]
    columns = list(zip(*cells, strict=True)) or [()] * (1 + len(fields))
    ids, count = pa.array(columns[0], pa.string()), len(cells)
    texts = {name: pa.array([_text(cell) for cell in column], pa.string())
             for name, column in zip(fields, columns[1:], strict=True)}  # fmt: skip
    # a project's name is no field of its own: it stands among the names of the row
    name = texts.pop("project_name", pa.nulls(count, pa.string()))
    rows = pa.table({
        "source_row": pa.array(range(2, count + 2), pa.int32()), "source_column": pa.nulls(count, pa.string()),
        "project_id": ids, "project_code": ids, "project_name": name,
        "period": pa.array([period] * count, pa.date32()), **texts,
    })  # fmt: skip
    covered = frozenset(Coverage(one.id, period) for one in projects)
    fed = EntityRows(entity, rows, covered, dictionary().entities[entity].standing)
    uses = tuple(ColumnUse(field, f"{chr(65 + number)}{{row}}", entity, field, confidence=1.0)
                 for number, field in enumerate(("project_id", *fields)))  # fmt: skip
    return TableReading(
        sheet=sheet, number=place, format=None, orientation="rows", rows_in_table=count, rows_loaded=count,
        set_aside=(), columns=uses, entities=(fed,), findings=(),
    )  # fmt: skip


def _text(cell: Cell) -> str | None:
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    return None if cell is None else str(cell)
