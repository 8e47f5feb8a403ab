"""The tasks of the portfolio and of a project: how many were finished as planned, and which are overdue."""

import pandas as pd

from pmo_analytics import warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.charts.theme import cut
from pmo_analytics.display import is_nothing, show
from pmo_analytics.ui.cards import card, missing
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.schedule import NARROW
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

PARTS = ("baseline_execution_index", "missed_task_rate")
LONG = 10  # rows from which a table scrolls
HEIGHT = 380


def tasks(chosen: Filters) -> None:
    """The overdue tasks of the projects shown, with the way to each."""
    rows = warehouse.read("task_list", chosen)
    if rows.empty:
        missing(sentences.tasks(rows), say("schedule.tasks.none_why"))
        return
    shown = rows.assign(project_name=[cut(name, 2 * NARROW) for name in rows["project_name"]])
    _listed(rows, shown, task_columns(), say("schedule.tasks.caption"), "tasks")


def project_tasks(indicators: pd.DataFrame, reported: Filters) -> None:
    """The overdue tasks of one project, and its shares of tasks finished and missed; nothing where none of its tasks
    are known to be overdue or not. `indicators`: numerator, denominator, value by the name of the indicator."""
    if is_nothing(indicators["value"].get("count_tasks_overdue")):
        return
    rows = warehouse.read("task_list", reported)
    if rows.empty:
        missing(sentences.tasks(rows), _figures(indicators) or say("schedule.tasks.none_why"))
        return
    _listed(rows, rows, task_columns()[1:], _figures(indicators) or say("schedule.tasks.caption"), "project_tasks")


def _figures(indicators: pd.DataFrame) -> str:
    """'5 tasks finished, 6 should be (BEI 0.83); 2 of 6 due are late or unfinished'; '' where that is not known."""
    execution, missed = (indicators.loc[name] for name in PARTS)
    if is_nothing(execution["value"]) or is_nothing(missed["value"]):
        return ""
    return say(
        "schedule.tasks.figures", finished=show(execution["numerator"], "count"),
        asked=show(execution["denominator"], "count"), index=show(execution["value"], "ratio"),
        missed=show(missed["numerator"], "count"), due=show(missed["denominator"], "count"),
    )  # fmt: skip


def _listed(rows: pd.DataFrame, shown: pd.DataFrame, columns: list[Column], caption: str, key: str) -> None:
    with card(sentences.tasks(rows), caption) as beside:
        with beside:
            download(rows, task_columns(), "tasks", f"{key}_download", say("schedule.tasks.table"))
        table(shown, columns, key, say("schedule.tasks.table"), height=HEIGHT if len(rows) > LONG else None,
              sorted_by="days_overdue")  # fmt: skip


def task_columns() -> list[Column]:
    """Project, task, owner, approved and expected finish, days overdue, how much is done, total float."""
    return [
        Column("project_name", say("columns.project"), "link"),
        Column("task_name", say("schedule.column.task"), "text"),
        Column("owner", say("schedule.column.owner")),
        Column("baseline_finish", say("schedule.column.baseline_finish"), unit="date"),
        Column("expected_finish", say("schedule.column.expected_finish"), unit="date"),
        Column("days_overdue", say("schedule.column.days_overdue"), "num", "days"),
        Column("share_complete", say("schedule.column.complete"), "num", "percent"),
        Column("total_float_days", say("schedule.column.total_float"), "num", "days", sign=True, bad="is_float_red"),
    ]
