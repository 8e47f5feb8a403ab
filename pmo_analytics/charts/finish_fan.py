"""How the finish of a project was expected, report by report: by its manager, and by its progress."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

HEIGHT = 300
LINES = ("baseline_finish", "manager_finish", "performance_finish")


def finish_fan(history: pd.DataFrame) -> go.Figure:
    """Manager's date in ink, as steps; the finish at the pace so far blue in its range; the approved finish dashed.

    `history`: period, baseline_finish, manager_finish, performance_finish, earliest_finish, latest_finish of one
    project, by period.
    """
    drawn = theme.figure(_title(history), say("schedule.fan.caption", **conventions_said()), _alt(history), HEIGHT)
    ink = theme.inks()
    _add_band(drawn, history.dropna(subset=["earliest_finish", "latest_finish"]))
    styles = {
        "baseline_finish": {"color": ink.plan, "width": 1.4, "dash": "dash", "shape": "hv"},
        "manager_finish": {"color": ink.actual, "width": 2.6, "shape": "hv"},
        "performance_finish": {"color": ink.focus, "width": 2.6},
    }
    for name in LINES:
        drawn.add_scatter(
            x=list(history["period"]), y=list(history[name]), mode="lines", line=styles[name], connectgaps=False,
            hovertemplate=[_hover(name, row.period, getattr(row, name)) for row in history.itertuples()],
        )  # fmt: skip
    _add_labels(drawn, history)
    first, last = history["period"].iloc[0], history["period"].iloc[-1]
    ticks = [first, history["period"].iloc[len(history) // 2], last]
    drawn.update_xaxes(
        range=[first, last + (last - first) * 0.42], type="date", tickvals=ticks,
        ticktext=[show(month, "month") for month in ticks],
    )  # fmt: skip
    days = history[[*LINES, "earliest_finish", "latest_finish"]].stack()
    margin = max((days.max() - days.min()) * 0.06, pd.Timedelta(days=5))
    low, high = days.min() - margin, days.max() + margin
    drawn.update_yaxes(type="date", range=[low, high], **theme.date_ticks(low, high))
    return drawn


def _add_band(drawn: go.Figure, known: pd.DataFrame) -> None:
    """The range of the estimates by progress, there and back."""
    if len(known) < 2:
        return
    drawn.add_scatter(
        x=[*known["period"], *known["period"][::-1]], y=[*known["latest_finish"], *known["earliest_finish"][::-1]],
        fill="toself", fillcolor=theme.inks().band, line={"width": 0}, mode="lines", hoverinfo="skip",
    )  # fmt: skip


def _add_labels(drawn: go.Figure, history: pd.DataFrame) -> None:
    """What each line and the end of the range is, right of the last report, pushed apart."""
    ink, now = theme.inks(), history.iloc[-1]
    colours = {"baseline_finish": ink.muted, "manager_finish": ink.text, "performance_finish": ink.focus,
               "latest_finish": ink.muted}  # fmt: skip
    days = {name: now[name] for name in colours if not is_nothing(now[name])}
    if days.get("latest_finish") == days.get("performance_finish"):
        days.pop("latest_finish", None)
    known = history[[*LINES, "latest_finish", "earliest_finish"]].stack()
    gap = max((known.max() - known.min()).days, 1) * 0.075
    heights = theme.spread([day.toordinal() for day in days.values()], gap)
    for (name, day), height in zip(days.items(), heights, strict=True):
        drawn.add_annotation(
            x=now["period"], y=pd.Timestamp.fromordinal(round(height)), xanchor="left", xshift=8, showarrow=False,
            text=f"{say(f'schedule.fan.{name}')} {show(day, 'date')}", font={"size": 11, "color": colours[name]},
        )  # fmt: skip


def _title(history: pd.DataFrame) -> str:
    """How far the manager's date moved, or moved and came back; where it stood, how much later progress points."""
    told = history.dropna(subset=["manager_finish"])
    count = spelled(len(history))
    if len(told) < 2:
        return say("schedule.fan.plain")
    since_first = (told["manager_finish"] - told["manager_finish"].iloc[0]).dt.days
    moved = since_first.iloc[-1]
    if moved:
        way = "later" if moved > 0 else "earlier"
        return say(f"schedule.fan.{way}", days=show(abs(moved), "days"), months=count)
    furthest = since_first.loc[since_first.abs().idxmax()]
    if furthest:
        way = "later" if furthest > 0 else "earlier"
        return say(f"schedule.fan.back_from_{way}", days=show(abs(furthest), "days"))
    now = history.iloc[-1]
    beyond = None if is_nothing(now["performance_finish"]) else (now["performance_finish"] - now["manager_finish"]).days
    if beyond and beyond > 0:
        return say("schedule.fan.stood_beyond", days=show(beyond, "days"), months=count)
    return say("schedule.fan.stood", months=count)


def _hover(name: str, period: pd.Timestamp, day: pd.Timestamp) -> str:
    return theme.hover(f"{say(f'schedule.fan.{name}')}, {show(period, 'month')}", show(day, "date"))


def _alt(history: pd.DataFrame) -> str:
    now = history.iloc[-1]
    return "; ".join(
        f"{say(f'schedule.fan.{name}')}: {show(now[name], 'date')}" for name in (*LINES, "latest_finish")
    )
