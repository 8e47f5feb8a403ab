"""Cells as the ledger holds them, and the rows that a load types of them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import ROW_COLUMNS
from pmo_analytics.models import contracts, staging
from pmo_analytics.models.graph import Model
from pmo_analytics.workspace import PROJECT_ROOT

SQL = PROJECT_ROOT / "sql"
MARCH = date(2026, 3, 31)
Given = Callable[..., None]
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def rows(database: Any) -> Rows:
    """rows("staging.projects"): what becomes of the cells given, as a load is typed: by the model without the fields
    that none of them fills. That it says what the whole model says is proved in tests/models/test_staging_models.py."""

    def typed(name: str) -> list[dict[str, Any]]:
        database.stand_in("ledger.load_columns")
        entity, ask = dictionary().entities[name.partition(".")[2]], database.connection.execute
        fields = [field for field in entity.fields if field not in ROW_COLUMNS]
        counts = ask(f"select {', '.join(f'count({field})' for field in fields)} from ledger.{entity.name}").fetchone()
        filled = {field for field, count in zip(fields, counts, strict=True) if count}
        narrow = staging.narrowed(entity, filled)
        ask(f"create or replace table {name} as {staging.widened(entity, filled, f'({narrow})')}")
        header = Model.from_file(SQL / "staging" / f"{entity.name}.sql", SQL).header
        contracts.prove(database.connection, name, header)
        found = ask(f"from {name} order by load_id, row_number").fetchall()
        return [dict(zip(header.column_names, row, strict=True)) for row in found]

    return typed


def written(load_id: int = 1, **columns: Iterable[str | None]) -> list[dict[str, Any]]:
    """The ledger's rows of one load, given column by column."""
    names = list(columns)
    return [
        {"load_id": load_id, "row_number": place, "source_row": place + 1, "project_id": f"P{place}",
            "project_code": f"P{place}",
         "period": MARCH, **dict(zip(names, cells, strict=True))}
        for place, cells in enumerate(zip(*columns.values(), strict=True), start=1)
    ]  # fmt: skip


def column(field: str, load_id: int = 1, entity: str = "projects", **known: Any) -> dict[str, Any]:
    """What the ledger knows of one column of a load."""
    words = known.pop("words", None)
    as_map = {"value_map": {"key": list(words), "value": list(words.values())}} if words else {}
    return {"load_id": load_id, "entity": entity, "field": field, "header": field, "address": "C{row}", **known,
        **as_map}


def problems(rows: list[dict[str, Any]]) -> list[list[tuple[str, str, str, str]]]:
    return [[tuple(problem.values()) for problem in row["problems"]] for row in rows]


def reasons(rows: list[dict[str, Any]]) -> list[list[str]]:
    return [[problem["reason"] for problem in row["problems"]] for row in rows]
