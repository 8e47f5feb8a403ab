"""How late projects finish: the worst as bars against their baselines, and what managers promise against progress."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import gantt, theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

SHOWN = 12
ROW_HEIGHT = 31
FEWEST_ROWS = 4
NAME_WIDTH = 28  # half characters of a project's name beside its bar


def slip_bars(slips: pd.DataFrame) -> go.Figure:
    """The dozen projects that finish latest against their baselines; a click gives the project_id.

    `slips`: project_id, project_name, programme, status_date, start_date, baseline_start, baseline_finish,
    expected_finish, finish_slip_days, is_slip_red, latest first, of late projects only.
    """
    shown = slips.head(SHOWN)
    drawn = theme.figure(_slips_title(slips), _slips_caption(slips), _alt(shown, "finish_slip_days"), _height(shown))
    gantt.add_bars(drawn, [
        gantt.Bar(
            row.project_id, _slip_hover(row), row.start_date, row.baseline_start, row.baseline_finish,
            row.expected_finish, row.status_date, row.project_id,
        )
        for row in shown.itertuples()
    ])  # fmt: skip
    for row in shown.itertuples():
        gantt.add_label(
            drawn, row.expected_finish, row.project_id, gantt.signed(row.finish_slip_days), row.is_slip_red
        )
    drawn.add_vline(x=slips["status_date"].max(), line={"color": theme.inks().focus, "width": 1})
    _set_axes(drawn, shown, ("start_date", "baseline_start", "baseline_finish", "expected_finish"), room=0.1)
    return drawn


def finish_ranges(slips: pd.DataFrame) -> go.Figure:
    """The dozen projects whose manager promises most against progress; a click gives the project_id.

    `slips`: project_id, project_name, baseline_finish, manager_finish, planned_finish, performance_finish,
    cost_finish, earliest_finish, latest_finish, optimism_days, is_promised_too_early, most optimistic first.
    """
    shown = slips.head(SHOWN)
    drawn = theme.figure(_ranges_title(slips), say("schedule.ranges.caption"), _alt(shown, "optimism_days"),
                         _height(shown))  # fmt: skip
    ink = theme.inks()
    spans = [days * gantt.DAY for days in (shown["latest_finish"] - shown["earliest_finish"]).dt.days]
    drawn.add_bar(
        base=list(shown["earliest_finish"]), x=spans, y=list(shown["project_id"]), orientation="h", width=0.34,
        marker={"color": ink.inner_band}, customdata=list(shown["project_id"]), hovertemplate=_range_hovers(shown),
    )  # fmt: skip
    for name, style in (("planned_finish", (ink.focus, 1)), ("performance_finish", (ink.focus, 2.4)),
                        ("cost_finish", (ink.focus, 1)), ("baseline_finish", (ink.plan, 1.4))):  # fmt: skip
        _add_ticks(drawn, shown, name, *style)
    _add_diamonds(drawn, shown)
    for row in shown.itertuples():
        right = max(row.latest_finish, row.manager_finish)
        gantt.add_label(drawn, right, row.project_id, gantt.signed(row.optimism_days), row.is_promised_too_early)
    _set_axes(drawn, shown, ("baseline_finish", "manager_finish", "earliest_finish", "latest_finish"), room=0.14)
    return drawn


def _add_ticks(drawn: go.Figure, shown: pd.DataFrame, name: str, colour: str, width: float) -> None:
    """A date of each project as an upright tick; the baseline's stands out of the band."""
    size = 11 if name == "baseline_finish" else 6
    drawn.add_scatter(
        x=list(shown[name]), y=list(shown["project_id"]), mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": size, "color": colour, "line": {"color": colour, "width": width}},
    )  # fmt: skip


def _add_diamonds(drawn: go.Figure, shown: pd.DataFrame) -> None:
    ink = theme.inks()
    colours = [ink.lights["red"].fill if early else ink.actual for early in shown["is_promised_too_early"]]
    drawn.add_scatter(
        x=list(shown["manager_finish"]), y=list(shown["project_id"]), mode="markers", cliponaxis=False,
        customdata=list(shown["project_id"]), hovertemplate=_range_hovers(shown),
        marker={"symbol": "diamond", "size": 10, "color": colours, "line": {"color": ink.page, "width": 1}},
    )  # fmt: skip


def _set_axes(drawn: go.Figure, shown: pd.DataFrame, days: Sequence[str], room: float) -> None:
    """Projects from the top down under their names, dates from the first to the last with room for the figures."""
    ink, known = theme.inks(), shown[list(days)].stack()
    first, last = known.min(), known.max()
    drawn.update_layout(barmode="overlay")
    drawn.update_xaxes(
        range=[first - (last - first) * 0.03, last + (last - first) * room], type="date", tickformat="%Y-%m",
        nticks=6, showgrid=True, gridcolor=ink.grid,
    )  # fmt: skip
    drawn.update_yaxes(
        categoryorder="array", categoryarray=list(shown["project_id"]), showgrid=False,
        tickvals=list(shown["project_id"]),
        ticktext=[theme.plain(theme.cut(name, NAME_WIDTH)) for name in shown["project_name"]],
        range=[max(len(shown), FEWEST_ROWS) - 0.4, -0.6], tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip


def _height(shown: pd.DataFrame) -> int:
    return 52 + ROW_HEIGHT * max(len(shown), FEWEST_ROWS)


def _slips_title(slips: pd.DataFrame) -> str:
    """The programme that the two longest slips share, else who slips most."""
    worst = slips.head(2)
    programme = worst["programme"].iloc[0]
    if len(worst) == 2 and not is_nothing(programme) and worst["programme"].iloc[1] == programme:
        return say("schedule.slips.programme", programme=theme.cut(programme, 26))
    days = show(worst["finish_slip_days"].iloc[0], "days")
    return say("schedule.slips.worst", project=theme.cut(worst["project_name"].iloc[0], 38), days=days)


def _slips_caption(slips: pd.DataFrame) -> str:
    caption = say("schedule.slips.caption")
    return caption if len(slips) <= SHOWN else caption + say("schedule.slips.left_out", shown=SHOWN, count=len(slips))


def _slip_hover(row: tuple) -> str:
    return theme.hover(
        row.project_name,
        say("schedule.slips.hover", day=show(row.expected_finish, "date"),
            days=show(row.finish_slip_days, "days", sign=True)),
        say("charts.schedule.baseline", day=show(row.baseline_finish, "date")),
    )  # fmt: skip



def _ranges_title(slips: pd.DataFrame) -> str:
    early = int(slips["is_promised_too_early"].sum())
    if not early:
        return say("schedule.ranges.none")
    return say("schedule.ranges.title", count=early, projects=spelled(early, capital=True))


def _range_hovers(shown: pd.DataFrame) -> list[str]:
    return [
        theme.hover(
            row.project_name,
            say("schedule.ranges.hover", day=show(row.manager_finish, "date")),
            say("schedule.ranges.hover_range", first=show(row.earliest_finish, "date"),
                last=show(row.latest_finish, "date"), middle=show(row.performance_finish, "date")),
        )
        for row in shown.itertuples()
    ]  # fmt: skip


def _alt(shown: pd.DataFrame, days: str) -> str:
    """Each project and its days, as text."""
    named = zip(shown["project_name"], shown[days], strict=True)
    return "; ".join(f"{name}: {show(value, 'days', sign=True)}" for name, value in named)
