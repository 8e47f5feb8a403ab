"""The finish of a project by its progress, by nine methods, against what was approved and what the manager expects."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import gantt, theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

HEIGHT = 190
TICKS = {"planned": 1.0, "performance": 2.6, "cost": 1.0}  # their widths
# of the two dates beside them: colour, width, dash, and the row above the plot in which it is named
LINES = {"manager_finish": ("actual", 2.0, "solid", 1), "baseline_finish": ("plan", 1.4, "dash", 0)}


def finish_methods(methods: pd.DataFrame) -> go.Figure:
    """A band for each basis from its earliest date to its latest, a tick for each method; the approved finish and the
    manager's run through all of them.

    `methods`: the rows of one project of the query `finish_methods`, one date at least.
    """
    known = methods.dropna(subset=["finish_date"])
    drawn = theme.figure(title(methods), _caption(known), _alt(methods), HEIGHT)
    bases, ink = list(methods["basis"].drop_duplicates()), theme.inks()
    for is_past_plan, band, tick in ((False, ink.inner_band, ink.focus), (True, ink.grid, ink.muted)):
        shown = known[known["is_past_plan"] == is_past_plan]
        _add_bands(drawn, shown, band)
        _add_ticks(drawn, shown, tick)
    first, last = _reach(methods)
    room = (last - first) * 0.06
    for name in LINES:
        _add_line(drawn, name, methods[name].iloc[0], first + (last - first) / 2)
    drawn.update_layout(margin={"t": 38}, barmode="overlay")
    drawn.update_xaxes(range=[first - room, last + room], type="date", showgrid=True, gridcolor=ink.grid,
                       **theme.date_ticks(first - room, last + room, most=5))  # fmt: skip
    drawn.update_yaxes(
        categoryorder="array", categoryarray=bases, tickvals=bases, range=[len(bases) - 0.5, -0.5], showgrid=False,
        ticktext=[say(f"schedule.methods.{basis}") for basis in bases],
        tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    return drawn


def title(methods: pd.DataFrame) -> str:
    """How many of the methods tell a date after the manager's, else after the approved one, and by how much; those that
    say little do not count, and none of it is said while too little is done."""
    known, now = methods[~methods["is_past_plan"]].dropna(subset=["finish_date"]), methods.iloc[0]
    if known.empty or known["is_early"].any():
        return say("schedule.methods.plain")
    beside = "baseline" if is_nothing(now["manager_finish"]) else "manager"
    after = (known["finish_date"] - now[f"{beside}_finish"]).dt.days
    later, count = int((after > 0).sum()), len(known)
    which = "none" if not later else "all" if later == count else "some"
    if count == 1:
        which = f"one_{which}"
    return say(f"schedule.methods.{which}_{beside}", later=spelled(later, capital=True), known=spelled(count),
               days=_days(int(after.min()), int(after.max())))  # fmt: skip


def _days(least: int, most: int) -> str:
    """'2–5 days'; '5 days' where both are that."""
    days = show(most, "days")
    return days if least == most else say("schedule.methods.days", least=least, days=days)


def _caption(known: pd.DataFrame) -> str:
    past = say("schedule.methods.caption_past_plan") if known["is_past_plan"].any() else ""
    return say("schedule.methods.caption") + past


def _add_bands(drawn: go.Figure, known: pd.DataFrame, colour: str) -> None:
    spans = known.groupby("basis", sort=False)["finish_date"].agg(["min", "max"])
    drawn.add_bar(
        base=list(spans["min"]), x=[days * gantt.DAY for days in (spans["max"] - spans["min"]).dt.days],
        y=list(spans.index), orientation="h", width=0.42, marker={"color": colour}, hoverinfo="skip",
    )  # fmt: skip


def _add_ticks(drawn: go.Figure, known: pd.DataFrame, colour: str) -> None:
    for pressure, width in TICKS.items():
        rows = known[known["pressure"] == pressure]
        drawn.add_scatter(
            x=list(rows["finish_date"]), y=list(rows["basis"]), mode="markers", cliponaxis=False,
            marker={"symbol": "line-ns-open", "size": 9, "color": colour, "line": {"color": colour, "width": width}},
            hovertemplate=[_hover(row) for row in rows.itertuples()],
        )  # fmt: skip


def _add_line(drawn: go.Figure, name: str, day: Any, middle: pd.Timestamp) -> None:
    """One of the two dates beside the methods, from top to bottom; its name above, each in a row of its own."""
    if is_nothing(day):
        return
    ink = theme.inks()
    colour, width, dash, row = LINES[name]
    colour, is_right = getattr(ink, colour), day > middle
    drawn.add_vline(x=day, line={"color": colour, "width": width, "dash": dash})
    drawn.add_annotation(
        x=day, y=1, yref="paper", yanchor="bottom", yshift=row * 15, showarrow=False,
        xanchor="right" if is_right else "left", xshift=4 if is_right else -4,
        text=f"{say(f'schedule.fan.{name}')} {show(day, 'date')}", font={"size": 11, "color": ink.text},
    )  # fmt: skip


def _reach(methods: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day that is drawn, two months apart at least."""
    days = methods[["finish_date", "baseline_finish", "manager_finish"]].stack()
    first, last = days.min(), days.max()
    lacking = max(pd.Timedelta(days=60) - (last - first), pd.Timedelta(0))
    return first - lacking / 2, last + lacking / 2


def _hover(row: tuple) -> str:
    return theme.hover(
        say("schedule.methods.of", basis=say(f"schedule.methods.{row.basis}"),
            pressure=say(f"schedule.methods.{row.pressure}")),
        show(row.finish_date, "date"),
        say("schedule.methods.slip", days=show(row.slip_days, "days", sign=True)),
    )  # fmt: skip


def _alt(methods: pd.DataFrame) -> str:
    """Each method and its date, as text."""
    return "; ".join(
        say("schedule.methods.of", basis=say(f"schedule.methods.{row.basis}"),
            pressure=say(f"schedule.methods.{row.pressure}")) + f": {show(row.finish_date, 'date')}"
        for row in methods.itertuples()
    )  # fmt: skip
