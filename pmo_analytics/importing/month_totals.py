"""Sums beside the months of a table: what they say of the whole is of none of these months."""

from collections.abc import Sequence

from pmo_analytics.fields import Field
from pmo_analytics.importing.choosing import Choice, names_each_project_once
from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.month_kinds import months_by_kind
from pmo_analytics.importing.recognition import Melt

OF_ROWS_BY_MONTH = frozenset({"budgets", "assignments", "baseline_periods"})


def is_no_month(column: Column, field: Field, melts: Sequence[Melt]) -> bool:
    """Whether a column beside months would repeat an amount in each of them, or gives that of one more month."""
    by_month = {melt.entity for melt in melts if melt.name_field == "month"}
    is_amount = field.type in ("money", "hours") and not field.name.endswith("_rate")
    return is_amount and bool(by_month) and (
        field.entity in by_month & OF_ROWS_BY_MONTH or column.said.month is not None
    )  # fmt: skip


def with_totals(columns: Columns, choice: Choice, melts: Sequence[Melt]) -> Choice:
    """The choice with the projects first, where months of several kinds stand beside a sum of each project."""
    melted = {index for melt in melts for index in melt.headers}
    if choice.entities != ("budgets",) or not months_by_kind(columns) or not names_each_project_once(columns):
        return choice
    has_sum = any(
        column.index not in melted and column.said.month is None and column.look.is_number
        and (one := columns.best("projects", column)) is not None
        and one.field.type == "money" and one.confidence >= SURE
        for column in columns.all
    )  # fmt: skip
    return Choice(("projects", *choice.entities)) if has_sum and melts else choice
