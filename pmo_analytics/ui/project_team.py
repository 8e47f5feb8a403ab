"""The team of a project: who works on it, with how many hours, and who of them is booked beyond capacity."""

from datetime import date

import pandas as pd

from pmo_analytics.charts import sentences
from pmo_analytics.display import show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import card, missing
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import say


def team(rows: pd.DataFrame, period: date) -> None:
    """The card of the team from `project_team` of the month `period`."""
    if rows.empty:
        missing(say("capacity.team.unknown"), say("capacity.team.none"))
        return
    shown = _in_words(rows)
    columns = _columns(period)
    with card(sentences.team(rows), say("capacity.team.caption")) as beside:
        with beside:
            download(shown, columns, "team", "team_download", say("capacity.team.label"))
        table(shown, columns, "team", say("capacity.team.label"), height=360, framed=True)


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return labels.with_reasons(rows).assign(
        person_name=rows["person_name"].fillna(say("capacity.team.to_be_named")),
        role=rows["role"].replace({"unmapped": say("capacity.unmapped")}),
    )


def _columns(period: date) -> list[Column]:
    months = [(pd.Timestamp(period) + pd.offsets.MonthEnd(ahead)) for ahead in range(3)]
    hours = zip(("this_month", "next_month", "third_month"), months, strict=True)
    return [
        Column("person_name", say("capacity.table.person"), "head"),
        Column("role", say("capacity.table.role")),
        Column("actual_hours", say("capacity.team.worked", month=show(period, "month")), "num", "hours"),
        *(Column(name, show(month, "month"), "num", "hours") for name, month in hours),
        Column("utilisation", say("capacity.table.utilisation"), "num", "percent", bad="is_overbooked"),
        Column("peak_month", say("capacity.team.fullest"), unit="month"),
        Column("reason", say("columns.remark"), "text"),
    ]
