"""A re-baselined project by the plan in force and by the plan first approved, side by side."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_analytics.display import is_nothing, show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import card
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import language, say


def both_plans(rows: pd.DataFrame, summary: Mapping[str, Any]) -> None:
    """The table of `project_plans`, with the day and the version of the plan in force; nothing where there are no rows,
    because the project works to its first plan."""
    if rows.empty:
        return
    told = labels.with_reasons(rows, ("reason", "original_reason"))
    named = told.assign(label=rows[f"label_{language()}"], remark=[_remark(row) for row in told.itertuples()])
    with card(say("project.plans.title"), _caption(summary)):
        table(named, _columns(), "project_plans", say("project.plans.title"), framed=True)


def _caption(summary: Mapping[str, Any]) -> str:
    since, version = summary["rebaselined_on"], summary["rebaselined_version"]
    told = [
        "" if is_nothing(since) else say("project.plans.since", day=show(since, "date")),
        "" if is_nothing(version) else say("project.plans.version", version=version),
    ]
    return " · ".join(part for part in (*told, say("project.plans.caption")) if part)


def _remark(row: tuple) -> str:
    """Why one of the two is not known, once where both lack the same."""
    return say("flags.separator").join(dict.fromkeys(reason for reason in (row.reason, row.original_reason) if reason))


def _columns() -> list[Column]:
    """Indicator, by the plan in force, by the plan first approved; why there is no value."""
    return [
        Column("label", say("columns.indicator"), "head"),
        Column("value", say("project.plans.current"), "num", unit_column="unit", bad="is_red"),
        Column("original_value", say("project.plans.original"), "num", unit_column="unit", bad="is_original_red"),
        Column("remark", say("columns.remark"), "text"),
    ]
