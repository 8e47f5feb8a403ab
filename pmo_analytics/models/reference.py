"""What a snapshot holds beside the models: the schema `reference`, and `ledger` as it was known at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from pmo_analytics import ledger
from pmo_analytics.fields import Dictionary, dictionary
from pmo_analytics.indicators import LANGUAGES, Register
from pmo_analytics.models import every_value
from pmo_analytics.models.graph import EVERY_VALUE, Model
from pmo_analytics.models.header import Header
from pmo_analytics.profiles import Profiles
from pmo_analytics.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Timing:
    """How long one model took, its promises included, and how many rows it has."""

    model: str
    seconds: float
    rows: int


LEDGER = ledger.CATALOG
KEY = ("load_id", "row_number")
EVERY_BOUND = ("low_red", "low_amber", "amber", "red")
SINCE_ALWAYS = date.min
UNSAID = dict.fromkeys(LANGUAGES)


def fill(connection: duckdb.DuckDBPyConnection, register: Register, profiles: Profiles, settings: Settings) -> None:
    """Fill settings, indicators, profiles, fields and choices; sql/reference.sql has made the tables.

    DictionaryBroken where the register names a field that does not exist.
    """
    register.prove_inputs(
        {field.address for entity in dictionary().entities.values() for field in entity.fields.values()}
    )
    append(connection, "reference.settings", ({"name": name, "value": value} for name, value in settings.as_rows()))
    append(connection, "reference.indicators", indicator_rows(register))
    append(connection, "reference.profiles", profile_rows(profiles))
    append(connection, "reference.profile_bounds", bound_rows(profiles, register))
    append(connection, "reference.fields", field_rows(dictionary()))
    append(connection, "reference.choices", choice_rows(dictionary()))


def list_models(connection: duckdb.DuckDBPyConnection, models: Mapping[str, Model], order: Sequence[str]) -> None:
    """Enter all models and their columns; seconds and rows of those in `order` come as they are built."""
    headers = {EVERY_VALUE: every_value.HEADER, **{name: model.header for name, model in models.items()}}
    places = {name: place for place, name in enumerate(order, start=1)}
    rows = (_model_row(name, header, models.get(name)) for name, header in headers.items())
    append(connection, "reference.models", ({**row, "place": places.get(row["model"])} for row in rows))
    columns = (
        {"model": name, "name": column.name, "place": place, "unit": column.unit, "meaning": column.meaning}
        for name, header in headers.items()
        for place, column in enumerate(header.columns, start=1)
    )
    append(connection, "reference.columns", columns)


def note_timings(connection: duckdb.DuckDBPyConnection, timings: Sequence[Timing]) -> None:
    """Enter how long the models made so far took, and how many rows they have."""
    connection.register("made", pa.Table.from_pylist([vars(timing) for timing in timings]))
    connection.execute(
        "update reference.models set seconds = made.seconds, rows = made.rows from made where models.model = made.model"
    )
    connection.unregister("made")


def _model_row(name: str, header: Header, model: Model | None) -> Row:
    """One model for reference.models; the union of all indicators has no file."""
    return {
        "model": name,
        "layer": name.partition(".")[0],
        "family": model.family or None if model else None,
        "purpose": header.purpose,
        "grain": list(header.grain),
        "checks": list(header.checks),
        "inputs": sorted(model.inputs) if model else [],
        "sql": model.sql if model else "",
    }


def copy_ledger(
    connection: duckdb.DuckDBPyConnection, moment: datetime, register: Register, *, is_carried: bool
) -> None:
    """Copy the ledger as recorded by `moment`; loads learn whether they are active. Of the wide tables come the cells
    that an indicator of the register reads, so that a figure can be traced to what they said; what a row is of stands
    in core.source_rows. Where a snapshot is gone on with, what belongs to a load that it knows is there."""
    known_before = -1
    if is_carried:
        known_before = connection.execute("select coalesce(max(load_id), -1) from ledger.loads").fetchall()[0][0]
    connection.execute("create schema if not exists ledger")
    connection.execute(
        f"create or replace table ledger.loads as "
        f"with standing as ("
        f"  select (payload ->> 'load_id')::integer as load_id, arg_max(kind, event_id) as kind"
        f"  from {LEDGER}.ledger.events"
        f"  where kind in ('withdraw', 'reinstate') and recorded_at <= $moment group by all) "
        f"select loads.*, coalesce(standing.kind = 'reinstate', true) as is_active "
        f"from {LEDGER}.ledger.loads as loads left join standing using (load_id) where recorded_at <= $moment",
        {"moment": moment},
    )
    for table, columns in ledger_tables(connection).items():
        listed = _copied(table, columns, register)
        if table == "loads" or not listed:
            continue
        into, known = f'create or replace table ledger."{table}" as', "true"
        if "recorded_at" in columns:
            known = f"recorded_at <= '{moment}'::timestamp"
        elif "load_id" in columns:
            known = f"load_id > {known_before} and load_id in (select load_id from ledger.loads)"
            into = f'insert into ledger."{table}"' if is_carried else into
        connection.execute(f'{into} select {listed} from {LEDGER}.ledger."{table}" where {known}')


def _copied(table: str, columns: Sequence[str], register: Register) -> str:
    """What is copied of a table: everything, or of a wide one the key of its rows and the cells that count."""
    if table not in dictionary().entities:
        return "*"
    read = {address for indicator in register.entries.values() for address in indicator.inputs}
    cells = [name for name in columns if f"{table}.{name}" in read]
    return ", ".join(f'"{name}"' for name in (*KEY, *cells)) if cells else ""


def published(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """The numbers of the snapshots that packs were published from, whatever moment is being built."""
    sql = f"select (payload ->> 'snapshot')::integer from {LEDGER}.ledger.events where kind = 'publish'"
    return {number for (number,) in connection.execute(sql).fetchall()}


def ledger_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The tables of the attached ledger and their columns."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = ? and schema_name = 'ledger' "
        "order by table_name, column_index", [LEDGER],
    ).fetchall():  # fmt: skip
        found.setdefault(table, []).append(column)
    return found


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Add rows to a table; columns that a row does not name are NULL."""
    listed = list(rows)
    if listed:
        names = list(dict.fromkeys(name for row in listed for name in row))
        columns = {name: pa.array([row.get(name) for row in listed]) for name in names}
        connection.register("incoming", pa.table(columns))
        connection.execute(f"insert into {table} by name select * from incoming")
        connection.unregister("incoming")


def indicator_rows(register: Register) -> list[Row]:
    """One row per indicator, without its bounds: they are those of a profile."""
    rows = []
    for indicator in register.entries.values():
        row = {
            "indicator": indicator.name,
            "inputs": list(indicator.inputs),
            "stands_in_for": list(indicator.stands_in_for),
            "as_reported": list(indicator.as_reported),
            "label_en": indicator.label["en"],
            "label_zh": indicator.label["zh"],
            "meaning_en": indicator.meaning["en"],
            "meaning_zh": indicator.meaning["zh"],
            **_said(indicator.method or UNSAID, "method"),
            **_said(indicator.parts.get("numerator", UNSAID), "numerator"),
            **_said(indicator.parts.get("denominator", UNSAID), "denominator"),
        }
        plain = ("family", "grain", "unit", "better", "rollup", "superseded_by", "formula", "source")
        rows.append(row | {name: getattr(indicator, name) for name in plain})
    return rows


def profile_rows(profiles: Profiles) -> list[Row]:
    """One row per threshold profile, in their order."""
    return [
        {"profile": one.name, "place": place, "is_default": one.name == profiles.default,
         **_said(one.label, "label"), **_said(one.meaning, "meaning"), **_said(one.origin, "origin")}
        for place, one in enumerate(profiles.entries.values(), start=1)
    ]  # fmt: skip


def bound_rows(profiles: Profiles, register: Register) -> list[Row]:
    """One row per profile, version and indicator that has bounds there."""
    return [
        {"profile": profile.name, "valid_from": version.valid_from or SINCE_ALWAYS, "indicator": indicator.name,
         "dimension": version.dimension_of(indicator), **{name: bounds.get(name) for name in EVERY_BOUND}}
        for profile in profiles.entries.values()
        for version in profile.versions
        for indicator in register.entries.values()
        if (bounds := version.bounds_of(indicator))
    ]  # fmt: skip


def field_rows(fields: Dictionary) -> list[Row]:
    """One row per field of the dictionary, in its order."""
    return [
        {
            "entity": entity.name,
            "field": field.name,
            "place": place,
            "type": field.type,
            "unit": field.display_unit,
            **_said(field.label, "label"),
            **_said(field.meaning, "meaning"),
            "synonyms_en": list(field.synonyms["en"]),
            "synonyms_zh": list(field.synonyms["zh"]),
        }
        for entity in fields.entities.values()
        for place, field in enumerate(entity.fields.values(), start=1)
    ]


def choice_rows(fields: Dictionary) -> list[Row]:
    """One row per spelling of each value of each choice."""
    return [
        {"entity": entity.name, "field": field.name, "value": value, "place": place, "spelling": spelling}
        for entity in fields.entities.values()
        for field in entity.fields.values()
        for place, (value, spellings) in enumerate(field.values.items(), start=1)
        for spelling in dict.fromkeys((value, *spellings))
    ]


def _said(texts: Mapping[str, str | None], name: str) -> Row:
    return {f"{name}_{language}": text for language, text in texts.items()}
