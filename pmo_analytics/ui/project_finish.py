"""The finish of a project: as it was expected, report by report, and by its progress, by nine methods."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts.finish_methods import TICKS
from pmo_analytics.charts.finish_methods import title as title_of
from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import card, chart, missing
from pmo_analytics.ui.filters import only
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

FAN_FROM = 3  # reports that a finish needs to be drawn over time


def finish_fan(project_id: str) -> None:
    """How the finish of a project was expected, report by report; or how many reports that would take."""
    history = warehouse.read("finish_history", only(project_id))
    if len(history) < FAN_FROM:
        missing(say("schedule.fan.too_few"), say("schedule.fan.too_few_why", count=len(history)))
    else:
        chart(charts.finish_fan(history), "finish_fan")


def finish_methods(reported: Filters) -> None:
    """The finish by each method, drawn and as a table, or why there is none; nothing of a project of which no finish is
    expected. While too little is done the dates are told and not drawn."""
    rows = warehouse.read("finish_methods", reported)
    if rows.empty:
        return
    known = rows.dropna(subset=["finish_date"])
    if known.empty:
        missing(title_of(rows), labels.reason(rows["reason"].iloc[0]))
    elif known["is_early"].any():
        with card(title_of(rows), say("schedule.methods.caption_early", **conventions_said())):
            _table(rows)
    else:
        chart(charts.finish_methods(rows), "finish_methods", below=lambda: _table(rows))


def _table(rows: pd.DataFrame) -> None:
    """The dates; below, why some are missing."""
    shown = rows.pivot(index="basis", columns="pressure", values="finish_date").loc[rows["basis"].unique()]
    labelled = shown.map(lambda day: show(day, "date"))
    labelled["label"] = [say(f"schedule.methods.{basis}") for basis in shown.index]
    table(labelled, _columns(), "finish_methods_table", say("schedule.methods.table"), framed=True)
    for remark in _remarks(rows):
        st.caption(escaped(remark))


def _remarks(rows: pd.DataFrame) -> Iterator[str]:
    """Why some methods tell nothing, basis by basis; once where all of them lack the same."""
    lacking = {
        basis: say("flags.separator").join(_lacking(methods.dropna(subset=["reason"])))
        for basis, methods in rows.groupby("basis", sort=False)
    }
    if len(set(lacking.values())) == 1:
        yield from filter(None, set(lacking.values()))
        return
    for basis, why in lacking.items():
        if why:
            yield say("schedule.methods.why_not", method=say(f"schedule.methods.{basis}"), reason=why)


def _lacking(methods: pd.DataFrame) -> Iterator[str]:
    """Why methods of one basis tell nothing; once where all of them lack the same."""
    if len(methods) == len(TICKS) and methods["reason"].nunique() == 1:
        yield labels.reason(methods["reason"].iloc[0])
        return
    for row in methods.itertuples():
        pressure = say(f"schedule.methods.{row.pressure}")
        yield say("schedule.methods.why_not", method=pressure, reason=labels.reason(row.reason))


def _columns() -> list[Column]:
    """Basis, the date by each of its three methods."""
    pressures = [Column(name, say(f"schedule.methods.{name}")) for name in TICKS]
    return [Column("label", say("schedule.methods.basis"), "head"), *pressures]
