"""What the ledger writes down of loads beside their rows, as one Arrow table for each of its own tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from pmo_analytics.reading import Coverage, TableReading

Tables = Mapping[int, TableReading]  # by load_id

_LOADS = pa.schema({
    "load_id": pa.int32(), "file_id": pa.int32(), "sheet": pa.string(), "table_number": pa.int32(),
    "format": pa.string(), "orientation": pa.string(), "rows_in_table": pa.int32(), "rows_loaded": pa.int32(),
    "rows_set_aside": pa.int32(), "recorded_at": pa.timestamp("us"), "recorded_by": pa.string(), "why": pa.string(),
})  # fmt: skip
_COLUMNS = pa.schema({
    "load_id": pa.int32(), "entity": pa.string(), "field": pa.string(), "header": pa.string(), "address": pa.string(),
    "multiplier": pa.decimal128(24, 12), "value_map": pa.map_(pa.string(), pa.string()), "date_order": pa.string(),
    "confidence": pa.float64(), "runner_up": pa.string(),
})  # fmt: skip
_SET_ASIDE = pa.schema({
    "load_id": pa.int32(), "source_row": pa.int32(), "source_column": pa.string(), "reason": pa.string(),
    "text": pa.string(),
})  # fmt: skip
_FINDINGS = pa.schema({
    "load_id": pa.int32(), "entity": pa.string(), "field": pa.string(), "cell": pa.string(), "text": pa.string(),
    "expected": pa.string(), "severity": pa.string(), "action": pa.string(),
})  # fmt: skip
_ENTITIES = pa.schema({
    "load_id": pa.int32(), "entity": pa.string(), "shape": pa.list_(pa.string()), "rows_loaded": pa.int32(),
})  # fmt: skip
_COVERAGE = pa.schema({
    "load_id": pa.int32(), "entity": pa.string(), "project_id": pa.string(), "period": pa.date32(),
    "is_standing": pa.bool_(),
})  # fmt: skip


def loads(tables: Tables, file_id: int, recorded_at: datetime, who: str, why: str | None) -> pa.Table:
    """One row per load."""
    return _table(_LOADS, (
        (load_id, file_id, one.sheet, one.number, one.format, one.orientation, one.rows_in_table, one.rows_loaded,
         len(one.set_aside), recorded_at, who, why)
        for load_id, one in tables.items()
    ))  # fmt: skip


def load_columns(tables: Tables) -> pa.Table:
    """One row per column of each load."""
    return _table(_COLUMNS, (
        (load_id, use.entity, use.field, use.header, use.address, use.multiplier, list(use.values.items()),
         use.date_order, use.confidence, use.runner_up)
        for load_id, one in tables.items() for use in one.columns
    ))  # fmt: skip


def set_aside(tables: Tables) -> pa.Table:
    """One row per row that was not loaded."""
    return _table(_SET_ASIDE, (
        (load_id, row.row, row.column, row.reason, row.text)
        for load_id, one in tables.items() for row in one.set_aside
    ))  # fmt: skip


def findings(tables: Tables) -> pa.Table:
    """One row per thing that reading the tables noticed."""
    return _table(_FINDINGS, (
        (load_id, *_address(found.field), found.cell, found.text, found.expected, found.severity, found.action)
        for load_id, one in tables.items() for found in one.findings
    ))  # fmt: skip


def load_entities(tables: Tables) -> pa.Table:
    """One row per entity that each load feeds."""
    return _table(_ENTITIES, (
        (load_id, rows.entity, list(rows.shape), rows.rows.num_rows)
        for load_id, one in tables.items() for rows in one.entities
    ))  # fmt: skip


def coverage(tables: Tables) -> pa.Table:
    """One row per project and period that each load speaks for."""
    return covered(
        (load_id, rows.entity, rows.coverage, rows.is_standing)
        for load_id, one in tables.items() for rows in one.entities
    )  # fmt: skip


def covered(parts: Iterable[tuple[int, str, Iterable[Coverage], bool]]) -> pa.Table:
    """The same for (load_id, entity, what it covers, whether it stands)."""
    return _table(_COVERAGE, (
        (load_id, entity, one.project_id, one.period, is_standing)
        for load_id, entity, pairs, is_standing in parts
        for one in sorted(pairs, key=lambda one: (one.period, one.project_id))
    ))  # fmt: skip


def _table(schema: pa.Schema, rows: Iterator[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema)


def _address(field: str | None) -> tuple[str | None, str | None]:
    entity, _, name = (field or "").partition(".")
    return entity or None, name or None


OF_LOADS: Mapping[str, Callable[[Tables], pa.Table]] = MappingProxyType(
    {
        "load_columns": load_columns,
        "set_aside": set_aside,
        "findings": findings,
        "load_entities": load_entities,
        "coverage": coverage,
    }
)
