"""The lights of one project, month by month, beside what its manager declared."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.charts.lights import DIMENSIONS, WORST_FIRST, dimension_word
from pmo_analytics.display import is_nothing, mark, show, spelled
from pmo_analytics.words import say

ROW_HEIGHT = 40
CAUSE_WIDTH = 72  # half characters
OLDER, NEWEST = 12, 17


def of_project(lights: pd.DataFrame, causes: Mapping[str, str]) -> go.Figure:
    """One row of marks per dimension, a mark per month, the newest larger; right of the rule what was declared; below
    the marks what made the newest red or amber.

    `lights`: dimension, period, computed, declared, reason (as text) of one project, up to twelve months. `causes`: by
    dimension, 'SPI(t) 0.82 < 0.90'.
    """
    told = lights[lights.groupby("dimension")[["computed", "declared"]].transform("any").any(axis=1)]
    known = [name for name in DIMENSIONS if name in set(told["dimension"])]
    months = pd.date_range(lights["period"].min(), lights["period"].max(), freq="ME")
    places = {month: place for place, month in enumerate(months)}
    newest = told[told["period"] == months[-1]].set_index("dimension")
    title, caption, alt = _title(lights), say("charts.project_lights.caption"), _alt(newest, known, causes)
    drawn = theme.figure(title, caption, alt, height=52 + ROW_HEIGHT * len(known))
    for light in WORST_FIRST:
        rows = told[told["computed"].fillna("unknown") == light]
        _add_marks(drawn, light, rows[rows["period"] < months[-1]], places, OLDER)
        _add_marks(drawn, light, rows[rows["period"] == months[-1]], places, NEWEST)
    _add_causes(drawn, {name: text for name, text in causes.items() if name in known}, len(months))
    _add_declared(drawn, newest["declared"].to_dict(), known, len(months))
    _set_axes(drawn, known, months)
    return drawn


def _add_marks(drawn: go.Figure, light: str, rows: pd.DataFrame, places: Mapping[pd.Timestamp, int], size: int) -> None:
    style = theme.inks().lights[light]
    is_unknown = light == "unknown"
    drawn.add_scatter(
        x=[places[month] for month in rows["period"]],
        y=[dimension_word(name) for name in rows["dimension"]],
        mode="markers+text" if is_unknown else "markers",
        text="–" if is_unknown else None,
        textfont={"color": style.text, "size": 9},
        cliponaxis=False,
        marker={
            "symbol": style.symbol,
            "size": size,
            "color": style.outline if is_unknown else style.fill if size == NEWEST else _faded(style.fill),
            "line": {"color": style.outline, "width": 1},
        },
        hovertemplate=[_hover(row, light) for row in rows.itertuples()],
    )


def _add_causes(drawn: go.Figure, causes: Mapping[str, str], count_months: int) -> None:
    """In small below the marks, right-aligned below the newest, which it speaks of."""
    for name, text in causes.items():
        drawn.add_annotation(
            x=count_months - 0.45, xanchor="right", y=dimension_word(name), yshift=-17, showarrow=False,
            text=theme.plain(theme.cut(text, CAUSE_WIDTH)), hovertext=theme.plain(text),
            font={"size": 10, "color": theme.inks().muted},
        )  # fmt: skip


def _faded(fill: str) -> str:
    red, green, blue = (int(fill[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},.5)"


def _hover(row: tuple, light: str) -> str:
    what = f"{dimension_word(row.dimension)}, {show(row.period, 'month')}"
    why = "" if is_nothing(row.reason) else row.reason
    return theme.hover(what, f"{mark(light)} {say(f'lights.{light}')}", why)


def _add_declared(drawn: go.Figure, declared: Mapping[str, str], known: list[str], count_months: int) -> None:
    ink = theme.inks()
    drawn.add_vline(x=count_months - 0.2, line={"color": ink.border, "width": 1})
    drawn.add_annotation(
        x=count_months + 0.1, y=1, yref="paper", yanchor="bottom", xanchor="left", yshift=-1, showarrow=False,
        text=say("charts.project_lights.declared"), font={"size": 11, "color": ink.muted},
    )  # fmt: skip
    for name in known:
        light = declared.get(name)
        light = "unknown" if is_nothing(light) else light
        worst = light.rpartition("_")[2] if light.startswith("amber_") else light
        drawn.add_annotation(
            x=count_months + 0.1, y=dimension_word(name), xanchor="left", showarrow=False,
            text=f"{mark(light)} {say(f'lights.{light}')}", font={"color": ink.lights[worst].text},
        )  # fmt: skip


def _set_axes(drawn: go.Figure, known: list[str], months: pd.DatetimeIndex) -> None:
    last = len(months) - 1
    shown = sorted({0, last // 2, last}) if last > 5 else sorted({0, last})
    drawn.update_layout(margin={"t": 26})
    drawn.update_xaxes(
        side="top", showline=False, ticks="", range=[-0.7, len(months) + 2.6],
        tickvals=shown, ticktext=[show(months[place], "month") for place in shown],
    )  # fmt: skip
    drawn.update_yaxes(
        categoryorder="array", categoryarray=[dimension_word(name) for name in known], showgrid=False,
        range=[len(known) - 0.4, -0.6], tickfont={"size": 12, "color": theme.inks().text},
    )  # fmt: skip


def _title(lights: pd.DataFrame) -> str:
    """How long the overall light has been what it is."""
    overall = lights[lights["dimension"] == "overall"].sort_values("period")["computed"].fillna("unknown")
    if overall.empty:
        return say("charts.project_lights.plain")
    now = overall.iloc[-1]
    same = int((overall[::-1] == now).cummin().sum())
    if same == len(overall):
        return say("charts.project_lights.always", light=say(f"lights.{now}"), count=spelled(same))
    before = overall.iloc[-same - 1]
    return say(
        "charts.project_lights.since" if same > 1 else "charts.project_lights.turned",
        light=say(f"lights.{now}"), before=say(f"lights.{before}").lower(), count=spelled(same),
    )  # fmt: skip


def _alt(newest: pd.DataFrame, known: list[str], causes: Mapping[str, str]) -> str:
    def word(light: str) -> str:
        return say(f"lights.{'unknown' if is_nothing(light) else light}")

    return "; ".join(
        say("charts.project_lights.alt", dimension=dimension_word(name), computed=word(newest["computed"].get(name)),
            declared=word(newest["declared"].get(name))) + (f" ({causes[name]})" if name in causes else "")
        for name in known
    )  # fmt: skip
