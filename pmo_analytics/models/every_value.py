"""`indicators.every_value`: all indicators below each other. Nobody keeps the list; the build unions what it finds."""

from collections.abc import Iterable

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models.graph import Model
from pmo_analytics.models.header import Column, Header

SHAPE = ("grain", "subject_id", "project_id", "period", "value", "numerator", "denominator", "reason", "flags")

HEADER = Header(
    purpose="Every value of every indicator: one shape for all grains.",
    grain=("indicator", "subject_id", "period"),
    columns=(
        Column("indicator", "key", "name of the indicator, as in the register"),
        Column("grain", "key", "what the value is about: project, person, role, risk, milestone, benefit, portfolio"),
        Column("subject_id", "key", "the project, person, role ... that the value is about"),
        Column("project_id", "key", "the project it belongs to; null where it belongs to none"),
        Column("period", "date", "month end that the value speaks of"),
        Column("value", "number", "the value, in the unit that the register names"),
        Column("numerator", "number", "what was divided, or the sum itself"),
        Column("denominator", "number", "what it was divided by"),
        Column("reason", "text", "why there is no value; null where there is one"),
        Column("flags", "text", "what to know about the value, comma separated; null if nothing"),
    ),
    checks=("(value is null) <> (reason is null)",),
)


def select(indicators: Iterable[Model]) -> str:
    """The SQL that unions the tables of `indicators`; money becomes DOUBLE, since the units differ.

    Raises ContractBroken naming an indicator whose columns are not SHAPE.
    """
    parts = []
    for model in sorted(indicators, key=lambda model: model.name):
        if model.header.column_names != SHAPE:
            found = ", ".join(model.header.column_names)
            raise ContractBroken("models.columns_differ", model=model.name, expected=", ".join(SHAPE), found=found)
        name = model.name.partition(".")[2]
        parts.append(
            f"select '{name}' as indicator, grain, subject_id, project_id, period, value::double as value, "
            f"numerator::double as numerator, denominator::double as denominator, reason, flags from {model.name}"
        )
    return " union all ".join(parts) or _nothing()


def _nothing() -> str:
    columns = ", ".join(f"null::{column.sql_types[0]} as {column.name}" for column in HEADER.columns)
    return f"select {columns} where false"
