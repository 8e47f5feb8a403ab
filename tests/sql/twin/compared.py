"""The second calculation beside the models: which table tells each indicator, and where the two differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

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
            for name, one in twins[key].items() if not _is_same(models[key][name], one)
        ]  # fmt: skip
    return sorted(differences)


def _is_same(told: Any, worked_out: Any) -> bool:
    if isinstance(told, list):
        return set(told) == set(worked_out)
    if isinstance(told, bool | str | None) or worked_out is None or not isinstance(worked_out, int | float):
        return told == worked_out
    return abs(float(told) - worked_out) <= CLOSE * abs(worked_out) + OF_MONEY
