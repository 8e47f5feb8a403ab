"""What a header promises, proved on the rows that were made; and the header's words written into the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models.header import Header

SHOWN_ROWS = 5


@dataclass(frozen=True)
class _Promise:
    """A promise that every row keeps: the key of what is said where one does not, and the SQL that finds such rows."""

    key: str
    subject: str
    broken_where: str


def prove(
    connection: duckdb.DuckDBPyConnection,
    model: str,
    header: Header,
    table: str | None = None,
    *,
    is_empty: bool = False,
) -> int:
    """Prove every promise of `header` on the rows of `table`, which is named like the model unless said otherwise;
    returns how many rows there are. Of a table that `is_empty` only the columns are looked at.

    Raises ContractBroken naming the model, the promise and the first five rows that break it:
    columns exactly as listed and in that order, their types as their units ask, grain filled and unique,
    each check true (unknown counts as false), no DOUBLE that is NaN or infinite.
    """
    table = table or model
    made = connection.sql(f"from {table}")
    types = {name: str(kind) for name, kind in zip(made.columns, made.types, strict=True)}
    _prove_columns(model, header, types)
    _prove_types(model, header, types)
    if is_empty:
        return 0
    promises = list(_promises(header, types))
    keys = _listed(header.grain)
    # numbers are told apart sooner than texts; that two grains have one hash is so rare that the rows may be looked at
    asked = [f"count(distinct hash({keys}))" if keys else "1", "count(*)"]
    asked += [f"count(*) filter (where {promise.broken_where})" for promise in promises]
    try:
        count_grains, count_rows, *broken = connection.execute(f"select {', '.join(asked)} from {table}").fetchall()[0]
    except duckdb.BinderException as unreadable:
        why = str(unreadable).splitlines()[0]
        raise ContractBroken("models.check_unreadable", model=model, why=why) from unreadable
    for promise, count in zip(promises, broken, strict=True):
        if count:
            rows = _rows(connection, header, f"from {table} where {promise.broken_where}")
            raise ContractBroken(promise.key, model=model, subject=promise.subject, count=count, rows=rows)
    repeated = _repeated(connection, header, table) if count_grains < count_rows else []
    if repeated:
        raise ContractBroken(
            "models.grain_repeated", model=model, subject=", ".join(header.grain), count=len(repeated),
            rows=_written(header.grain, repeated[:SHOWN_ROWS]),
        )  # fmt: skip
    return count_rows


def describe(connection: duckdb.DuckDBPyConnection, kind: str, name: str, header: Header) -> None:
    """Write the purpose, the units and the meanings into DuckDB, where any tool can read them. All in the comment of
    the table (or view, as `kind` says): one on each column would take a fifth of a small build."""
    columns = (f"{column.name} ({column.unit}): {column.meaning}" for column in header.columns)
    words = "\n".join([header.purpose, "", *columns])
    connection.execute(f"comment on {kind} {name} is {quoted(words)}")


def quoted(text: str) -> str:
    """`text` as an SQL literal, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _prove_columns(model: str, header: Header, types: dict[str, str]) -> None:
    if tuple(types) != header.column_names:
        promised, found = ", ".join(header.column_names), ", ".join(types)
        raise ContractBroken("models.columns_differ", model=model, expected=promised, found=found)


def _prove_types(model: str, header: Header, types: dict[str, str]) -> None:
    for column in header.columns:
        if types[column.name] not in column.sql_types:
            raise ContractBroken(
                "models.type_differs", model=model, column=column.name, unit=column.unit,
                expected=" / ".join(column.sql_types), found=types[column.name],
            )  # fmt: skip


def _promises(header: Header, types: dict[str, str]) -> Iterator[_Promise]:
    if header.grain:
        empty = " or ".join(f'"{name}" is null' for name in header.grain)
        yield _Promise("models.grain_empty", ", ".join(header.grain), empty)
    for check in header.checks:
        yield _Promise("models.check_failed", check, f"not coalesce(({check}), false)")
    for name, kind in types.items():
        if kind == "DOUBLE":
            yield _Promise("models.not_finite", name, f'not coalesce(isfinite("{name}"), true)')


def _repeated(connection: duckdb.DuckDBPyConnection, header: Header, table: str) -> list[tuple[object, ...]]:
    """The grains that several rows have; how many rows there are, where there should be one."""
    keys = _listed(header.grain)
    grouped = f"group by {keys} " if keys else ""
    return connection.execute(f"select {keys or 'count(*)'} from {table} {grouped}having count(*) > 1").fetchall()


def _rows(connection: duckdb.DuckDBPyConnection, header: Header, source: str) -> str:
    """The first rows of `source`: their grain where the header has one, else all columns."""
    names = header.grain or header.column_names
    return _written(names, connection.execute(f"select {_listed(names)} {source} limit {SHOWN_ROWS}").fetchall())


def _written(names: Sequence[str], rows: list[tuple[object, ...]]) -> str:
    return "; ".join(", ".join(f"{name}={value}" for name, value in zip(names, row, strict=False)) for row in rows)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
