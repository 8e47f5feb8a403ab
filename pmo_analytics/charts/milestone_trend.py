"""The milestone trend: what was expected of each milestone, report by report."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import show, spelled
from pmo_analytics.words import say

HEIGHT = 430
SHOWN = 8
LABELS = 0.34  # of the width, right of the last report, for names and days


def milestone_trend(trends: pd.DataFrame) -> go.Figure:
    """A line per milestone: flat where it holds its date, rising where it drifts, ending on the diagonal when reached.
    A click gives the project.

    `trends`: project_id, milestone, period, project_name, milestone_name, report_date, expected_date, baseline_date,
    is_reached, slip_days, is_slip_red, moved_days of one project, by milestone and period.
    """
    shown, count = _shown(trends)
    drawn = theme.figure(_title(shown), _caption(shown, count), _alt(shown), HEIGHT)
    lines = {name: rows for name, rows in shown.groupby("milestone", sort=False)}
    first, last = shown["report_date"].min(), shown["report_date"].max()
    lowest = shown[["expected_date", "baseline_date"]].stack().min()
    highest = shown[["expected_date", "baseline_date"]].stack().max()
    margin = max((highest - lowest) * 0.06, pd.Timedelta(days=5))
    right = last + (last - first) * (LABELS / (1 - LABELS))
    _add_diagonal(drawn, first, right, lowest - margin, highest + margin)
    focus = _focus(shown)
    for name, rows in lines.items():
        _add_line(drawn, rows, is_focus=name == focus)
    _add_labels(drawn, lines, focus, (highest - lowest + 2 * margin).days)
    drawn.update_xaxes(range=[first - (last - first) * 0.02, right], type="date", **_report_ticks(shown))
    drawn.update_yaxes(
        range=[lowest - margin, highest + margin], type="date", **theme.date_ticks(lowest - margin, highest + margin)
    )
    drawn.update_xaxes(title={"text": say("schedule.trend.report_date"), "font": {"size": 11}})
    drawn.update_yaxes(title={"text": say("schedule.trend.expected_date"), "font": {"size": 11}, "standoff": 12})
    return drawn


def _shown(trends: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows of the milestones that moved most, and how many there are in all."""
    latest = trends.groupby("milestone", sort=False).last()
    most = latest.sort_values(["moved_days", "slip_days"], ascending=False, kind="stable").index[:SHOWN]
    return trends[trends["milestone"].isin(most)], len(latest)


def _focus(shown: pd.DataFrame) -> str | None:
    """The milestone that moved most to the worse, if any did."""
    moved = shown.groupby("milestone", sort=False)["moved_days"].last()
    return moved.idxmax() if moved.max() > 0 else None


def _add_diagonal(
    drawn: go.Figure, left: pd.Timestamp, right: pd.Timestamp, low: pd.Timestamp, high: pd.Timestamp
) -> None:
    """Where the expected day is the day of the report: below it, all is reached."""
    ink = theme.inks()
    start, end = max(left, low), min(right, high)
    if start >= end:
        return
    drawn.add_scatter(
        x=[start, end, right, right, start], y=[start, end, end, low, low], fill="toself", fillcolor=ink.panel,
        mode="lines", line={"width": 0}, hoverinfo="skip",
    )  # fmt: skip
    drawn.add_scatter(x=[start, end], y=[start, end], mode="lines", line={"color": ink.axis, "width": 1},
                      hoverinfo="skip")  # fmt: skip
    drawn.add_annotation(
        x=right, y=low, xanchor="right", yanchor="bottom", xshift=-6, yshift=4, showarrow=False,
        text=say("schedule.trend.reached"), font={"size": 11, "color": ink.muted},
    )  # fmt: skip


def _add_line(drawn: go.Figure, rows: pd.DataFrame, is_focus: bool) -> None:
    ink = theme.inks()
    colour = ink.focus if is_focus else ink.actual
    drawn.add_scatter(
        x=list(rows["report_date"]), y=list(rows["baseline_date"]), mode="lines", hoverinfo="skip",
        line={"color": ink.plan, "width": 1.4, "dash": "dash"},
    )  # fmt: skip
    drawn.add_scatter(
        x=list(rows["report_date"]), y=list(rows["expected_date"]), mode="lines+markers",
        line={"color": colour, "width": 2}, cliponaxis=False, customdata=list(rows["project_id"]),
        marker={"color": colour, "size": [10 if reached else 6 for reached in rows["is_reached"]],
                "symbol": ["diamond" if reached else "circle" for reached in rows["is_reached"]]},
        hovertemplate=[_hover(row) for row in rows.itertuples()],
    )  # fmt: skip


def _add_labels(drawn: go.Figure, lines: dict[str, pd.DataFrame], focus: str | None, reach: int) -> None:
    """Name and days of slip right of each line's last report, pushed apart."""
    ink = theme.inks()
    ends = {name: rows.iloc[-1] for name, rows in lines.items()}
    heights = theme.spread([end["expected_date"].toordinal() for end in ends.values()], reach * 0.06)
    for (name, end), height in zip(ends.items(), heights, strict=True):
        days = "" if pd.isna(end["slip_days"]) else f" <b>{show(end['slip_days'], 'days', sign=True)}</b>"
        drawn.add_annotation(
            x=end["report_date"], y=pd.Timestamp.fromordinal(round(height)), xanchor="left", xshift=9,
            showarrow=False, text=theme.plain(theme.cut(end["milestone_name"], 24)) + days,
            font={"color": ink.focus if name == focus else ink.text},
        )  # fmt: skip


def _report_ticks(shown: pd.DataFrame) -> dict[str, list]:
    months = sorted(shown["period"].unique())
    step = -(-len(months) // 5)
    return {"tickvals": months[::step], "ticktext": [show(month, "month") for month in months[::step]]}


def _title(shown: pd.DataFrame) -> str:
    focus = _focus(shown)
    months = spelled(shown["period"].nunique())
    if focus is None:
        return say("schedule.trend.none", months=months)
    worst = shown[shown["milestone"] == focus].iloc[-1]
    return say("schedule.trend.title", milestone=theme.cut(worst["milestone_name"], 26),
               days=show(worst["moved_days"], "days"), months=months)  # fmt: skip


def _caption(shown: pd.DataFrame, count: int) -> str:
    caption = say("schedule.trend.caption", project=theme.cut(shown["project_name"].iloc[-1], 40))
    return caption if count <= SHOWN else caption + say("schedule.trend.left_out", shown=SHOWN, count=count)


def _hover(row: tuple) -> str:
    what = say("charts.schedule.reached" if row.is_reached else "charts.schedule.expected",
               day=show(row.expected_date, "date"))  # fmt: skip
    return theme.hover(f"{row.milestone_name}, {show(row.period, 'month')}", what,
                       say("charts.schedule.baseline", day=show(row.baseline_date, "date")))  # fmt: skip


def _alt(shown: pd.DataFrame) -> str:
    latest = shown.groupby("milestone", sort=False).last()
    return "; ".join(f"{row.milestone_name}: {show(row.slip_days, 'days', sign=True)}" for row in latest.itertuples())
