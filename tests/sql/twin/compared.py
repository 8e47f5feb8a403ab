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


def told_apart(connection: Any, tables: dict[str, list[dict[str, Any]]]) -> str:
    """All tables in which the models and the second calculation disagree, how often, and the first three places."""
    found = ((name, differing_rows(connection, name, rows)) for name, rows in tables.items())
    return "\n".join(f"{name} {len(rows)}: {rows[:3]}" for name, rows in found if rows)


def differing_rows(connection: Any, model: str, rows: list[dict[str, Any]]) -> list[dict]:
    """Where a table and the rows worked out a second time disagree, in any column that these have: keys, column, ours
    and twin's; a row that one of them lacks counts as well."""
    names = list(rows[0])
    keys = ("subject_id", "period") if model.startswith("indicators.") else all_models()[model].header.grain
    selected = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(f"select {selected} from {model}").fetchall()
    ours = _by_keys((dict(zip(names, row, strict=True)) for row in found), keys)
    twin = _by_keys(rows, keys)
    different = [{"keys": one, "ours": ours.get(one), "twin": twin.get(one)} for one in ours.keys() ^ twin.keys()]
    different += [
        {"keys": one, "column": name, "ours": ours[one][name], "twin": row[name]}
        for one, row in twin.items() if one in ours
        for name in names if not _is_same(ours[one][name], row[name])
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
    """Numbers as doubles, days as dates, lists in order."""
    if isinstance(value, list | tuple):
        return sorted(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return float(value)
    return value.date() if isinstance(value, datetime) else value


def _is_same(one: Any, other: Any) -> bool:
    one, other = _plain(one), _plain(other)
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def apart(connection: Any, model: str, twin: Iterable[dict[str, Any]], *keys: str) -> list[str]:
    """Where a model and rows worked out a second time disagree: in any column that these rows have, or in which rows
    there are. Lists are compared as sets."""
    found = connection.execute(f"select * from {model}")
    columns = [column[0] for column in found.description]
    models = {tuple(row[one] for one in keys): row for row in
              (dict(zip(columns, values, strict=True)) for values in found.fetchall())}  # fmt: skip
    twins = {tuple(row[one] for one in keys): row for row in twin}
    differences = [f"{model} {key}: only one of the two has it" for key in models.keys() ^ twins.keys()]
    for key in models.keys() & twins.keys():
        differences += [
            f"{model} {key} {name}: {models[key][name]}, worked out {one}"
            for name, one in twins[key].items() if not _is_near(models[key][name], one)
        ]  # fmt: skip
    return sorted(differences)


def _is_near(told: Any, worked_out: Any) -> bool:
    if isinstance(told, list):
        return set(told) == set(worked_out)
    if isinstance(told, bool | str | None) or worked_out is None or not isinstance(worked_out, int | float):
        return told == worked_out
    return abs(float(told) - worked_out) <= CLOSE * abs(worked_out) + OF_MONEY
