"""The schedule of one project: its bar against the baseline, and its milestones with their slips."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import gantt, theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

LATE_FROM = 30  # days of slip written in red: about one month, the red bound of the house's Gantt charts
FEWEST_ROWS = 3  # room for as many, so that one bar alone does not fill the card
ROW_HEIGHT = 34


def of_project(summary: Mapping[str, Any], milestones: pd.DataFrame) -> go.Figure:
    """On top the project: baseline as outline, elapsed solid, forecast hatched. Below, each milestone from its
    baseline (hollow) to where it was reached (filled) or is expected (crossed), with date and days of slip.

    `summary`: state, baseline_start, baseline_finish, forecast_finish, actual_finish, status_date, finish_slip_days.
    `milestones`: milestone, milestone_name, baseline_date, forecast_date, actual_date, slip_days, by baseline date.
    """
    height = 80 + ROW_HEIGHT * max(len(milestones), FEWEST_ROWS)
    drawn = theme.figure(
        _title(milestones, summary), _caption(summary), _alt(milestones), height
    )
    whole = say("charts.schedule.whole")
    _add_bar(drawn, summary, whole)
    for row in milestones.itertuples():
        _add_milestone(drawn, row)
    ink = theme.inks()
    if not is_nothing(summary["status_date"]):
        drawn.add_vline(x=summary["status_date"], line={"color": ink.focus, "width": 1})
    days = [day for day in _days(summary, milestones) if not is_nothing(day)]
    if days:
        first, last = min(days), max(days)
        drawn.update_xaxes(range=[first - (last - first) * 0.03, last + (last - first) * 0.3])
    drawn.update_layout(barmode="overlay")
    drawn.update_xaxes(showgrid=True, gridcolor=ink.grid, tickformat="%Y-%m", nticks=6, type="date")
    drawn.update_yaxes(
        categoryorder="array", categoryarray=[whole, *milestones["milestone"]], showgrid=False,
        tickvals=[whole, *milestones["milestone"]],
        ticktext=[whole, *(theme.plain(theme.cut(name, 26)) for name in milestones["milestone_name"])],
        range=[max(len(milestones), FEWEST_ROWS) + 0.6, -0.6], tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    return drawn


def _days(summary: Mapping[str, Any], milestones: pd.DataFrame) -> list[pd.Timestamp]:
    own = [summary[name] for name in ("baseline_start", "baseline_finish", "forecast_finish", "actual_finish")]
    return [*own, *milestones[["baseline_date", "forecast_date", "actual_date"]].to_numpy().ravel()]


def _add_bar(drawn: go.Figure, summary: Mapping[str, Any], label: str) -> None:
    start, baseline = summary["baseline_start"], summary["baseline_finish"]
    end = summary["actual_finish"] if not is_nothing(summary["actual_finish"]) else summary["forecast_finish"]
    if is_nothing(start):
        return
    hover = theme.hover(label, f"{show(start, 'date')} – {show(end, 'date')}",
                        say("charts.schedule.baseline", day=show(baseline, "date")))  # fmt: skip
    gantt.add_bars(drawn, [gantt.Bar(label, hover, start, start, baseline, end, summary["status_date"])])
    _add_slip(drawn, end, label, summary["finish_slip_days"], beside=baseline)


def _add_milestone(drawn: go.Figure, row: tuple) -> None:
    ink = theme.inks()
    is_reached = not is_nothing(row.actual_date)
    due = row.actual_date if is_reached else row.forecast_date
    is_late = not is_nothing(row.slip_days) and row.slip_days > LATE_FROM
    if not is_nothing(due) and not is_nothing(row.baseline_date):
        drawn.add_scatter(
            x=[row.baseline_date, due], y=[row.milestone] * 2, mode="lines", hoverinfo="skip",
            line={"color": ink.lights["red"].fill if is_late else ink.plan, "width": 2},
        )  # fmt: skip
    symbol = "diamond" if is_reached else "diamond-cross-open"
    for day, sign in ((row.baseline_date, "diamond-open"), (due, symbol)):
        if is_nothing(day):
            continue
        drawn.add_scatter(
            x=[day], y=[row.milestone], mode="markers", cliponaxis=False,
            marker={"symbol": sign, "size": 13, "color": ink.actual, "line": {"color": ink.actual, "width": 1.4}},
            hovertemplate=_hover(row),
        )  # fmt: skip
    _add_slip(drawn, due, row.milestone, row.slip_days, beside=row.baseline_date)


def _add_slip(drawn: go.Figure, day: Any, place: str, slip: float | None, beside: Any) -> None:
    """Date and signed days, right of all that is drawn for it; red beyond LATE_FROM."""
    if is_nothing(day):
        return
    is_late = not is_nothing(slip) and slip > LATE_FROM
    right = day if is_nothing(beside) else max(day, beside)
    gantt.add_label(drawn, right, place, f"{show(day, 'date')}  {gantt.signed(slip)}".rstrip(), is_late)


def _hover(row: tuple) -> str:
    reached = not is_nothing(row.actual_date)
    due = row.actual_date if reached else row.forecast_date
    when = say("charts.schedule.reached" if reached else "charts.schedule.expected", day=show(due, "date"))
    return theme.hover(row.milestone_name, when, say("charts.schedule.baseline", day=show(row.baseline_date, "date")))


def _title(milestones: pd.DataFrame, summary: Mapping[str, Any]) -> str:
    slips = milestones[milestones["slip_days"] > 0]
    if milestones.empty:
        return say("charts.schedule.plain")
    if slips.empty:
        return say("charts.schedule.none_slips")
    worst = show(slips["slip_days"].max(), "days")
    if len(slips) == len(milestones):
        return say("charts.schedule.all_slip", count=len(slips), worst=worst)
    return say("charts.schedule.some_slip", count=len(slips), slipped=spelled(len(slips), capital=True),
               total=len(milestones), worst=worst)  # fmt: skip


def _caption(summary: Mapping[str, Any]) -> str:
    return say("charts.schedule.on_hold" if summary["state"] == "on_hold" else "charts.schedule.caption")


def _alt(milestones: pd.DataFrame) -> str:
    return "; ".join(
        f"{row.milestone_name}: {show(row.slip_days, 'days', sign=True)}" for row in milestones.itertuples()
    )
