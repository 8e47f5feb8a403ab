"""The second calculation beside the models: which table tells each indicator, and where the two differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import isclose
from typing import Any

import pandas as pd

from tests.sql.conftest import all_models
from tests.sql.twin.facts import facts
from tests.sql.twin.formulas import answers
from tests.sql.twin.invented import Invented

KEYS = ["project_id", "period"]
# Relative; what is left of large amounts is exact to the six decimals in which money is kept.
CLOSE, OF_MONEY = 1e-9, 1e-6
MONEY = ("schedule_variance", "cost_variance", "estimate_to_complete", "variance_at_completion")


@dataclass(frozen=True)
class InSql:
    """Where the models tell an indicator: the table, its column, and which of its rows."""

    model: str
    column: str = "value"
    where: str = "true"


def in_sql(name: str) -> InSql:
    """An indicator by its name, or an independent duration by basis and pressure: planned_value/cost."""
    basis, is_duration, pressure = name.partition("/")
    if not is_duration:
        return InSql(f"indicators.{name}")
    where = f"basis = '{basis}' and pressure = '{pressure}'"
    return InSql("core.independent_durations", "duration_months", where)


def second_calculation(invented: Invented) -> dict[str, pd.DataFrame]:
    """project_id, period, twin_value and twin_reason of every indicator that is calculated twice."""
    known = facts(invented)
    keys = known[KEYS].assign(period=pd.to_datetime(known.period))
    return {name: keys.assign(twin_value=value, twin_reason=reason) for name, (value, reason) in answers(known).items()}


def differing(connection: Any, name: str, twin: pd.DataFrame) -> pd.DataFrame:
    """The rows of an indicator in which the models and the second calculation disagree, or which one of them lacks."""
    told = in_sql(name)
    ours = connection.execute(
        f"select project_id, period, {told.column}::double as value, reason from {told.model} where {told.where}"
    ).df()
    rows = twin.merge(ours, on=KEYS, how="outer", indicator=True)
    allowed = CLOSE * rows.twin_value.abs() + (OF_MONEY if name in MONEY else 0)
    is_close = ((rows.value - rows.twin_value).abs() <= allowed) | rows.value.isna() & rows.twin_value.isna()
    is_same = is_close & (rows.reason.fillna("") == rows.twin_reason.fillna("")) & (rows._merge == "both")
    return rows[~is_same]


def told_apart(connection: Any, tables: dict[str, list[dict[str, Any]]], allowed: float = CLOSE) -> str:
    """All tables in which the models and the second calculation disagree, by more than is allowed beside what is
    CLOSE, how often, and the first three places."""
    found = ((name, differing_rows(connection, name, rows, allowed)) for name, rows in tables.items())
    return "\n".join(f"{name} {len(rows)}: {rows[:3]}" for name, rows in found if rows)


def differing_rows(connection: Any, model: str, rows: list[dict[str, Any]], allowed: float = CLOSE) -> list[dict]:
    """Where a table and the rows worked out a second time disagree, in any column that each of these has: keys, column,
    ours and twin's; a row that one of them lacks counts as well."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    keys = tuple(name if name in names else "project_id" for name in all_models()[model].header.grain)
    selected = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(f"select {selected} from {model}").fetchall()
    ours = _by_keys((dict(zip(names, row, strict=True)) for row in found), keys)
    twin = _by_keys(rows, keys)
    different = [{"keys": one, "ours": ours.get(one), "twin": twin.get(one)} for one in ours.keys() ^ twin.keys()]
    different += [
        {"keys": one, "column": name, "ours": ours[one][name], "twin": told}
        for one, row in twin.items() if one in ours
        for name, told in row.items() if not _is_same(ours[one][name], told, allowed)
    ]  # fmt: skip
    return sorted(different, key=lambda one: str(one["keys"]))


def _by_keys(rows: Iterable[dict[str, Any]], keys: tuple[str, ...]) -> dict[tuple, dict[str, Any]]:
    found: dict[tuple, dict[str, Any]] = {}
    for row in rows:
        one = tuple(_plain(row[name]) for name in keys)
        assert one not in found, f"twice: {one}"
        found[one] = row
    return found


def _plain(value: Any) -> Any:
    """Numbers as doubles, days as dates, lists as what is in them, in order."""
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(set(value))
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return float(value)
    return value.date() if isinstance(value, datetime) else value


def _is_same(one: Any, other: Any, allowed: float) -> bool:
    one, other = _plain(one), _plain(other)
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=CLOSE, abs_tol=allowed)
    return one == other
