"""The lights of the portfolio as charts: by dimension and by month."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import listing, say

WORST_FIRST = ("red", "amber", "green", "unknown")
DIMENSIONS = ("overall", "schedule", "cost", "scope", "risk", "resource", "benefits")
FEWEST_BARS = 5
LABELLED_FROM = 3  # a segment of fewer projects is too narrow for its figure


def by_dimension(counts: pd.DataFrame, period: str, compared: str) -> go.Figure:
    """Stacked bars, one per dimension with any known light; right of each, the change of its red projects.

    `counts`: dimension, light, count_projects, change. `period` and `compared` as shown, '2026-03'.
    """
    table = counts.pivot(index="dimension", columns="light", values="count_projects")
    changes = counts[counts["light"] == "red"].set_index("dimension")["change"]
    has_light = table[["red", "amber", "green"]].sum(axis=1) > 0
    known = [name for name in DIMENSIONS if has_light.get(name, False)]
    left_out = [name for name in DIMENSIONS if not has_light.get(name, True)]
    labels = [dimension_word(name) for name in known]
    caption = _dimension_caption(left_out, period, compared, bool(counts["is_declared"].any()))
    drawn = theme.figure(_dimension_title(table, known, period), caption, _dimension_alt(table, known), height=330)
    for light in WORST_FIRST:
        _add_segments(drawn, light, labels, [int(table.loc[name, light]) for name in known], horizontal=True)
        drawn.data[-1].customdata = [[name, light] for name in known]
    total = max((int(table.loc[name].sum()) for name in known), default=1)
    for name, label in zip(known, labels, strict=True):
        drawn.add_annotation(
            x=total, y=label, text=_change_of_red(changes[name]), showarrow=False, xanchor="left", xshift=8,
            font={"color": _change_colour(changes[name])},
        )  # fmt: skip
    drawn.update_layout(barmode="stack", bargap=_gap(len(known)), margin={"r": 44})
    drawn.update_xaxes(visible=False, range=[0, total * 1.004])
    drawn.update_yaxes(autorange="reversed", tickfont={"size": 12, "color": theme.inks().text}, showgrid=False)
    return drawn


def by_month(counts: pd.DataFrame) -> go.Figure:
    """Stacked columns of up to twelve months, red on top; figures left of the first and right of the last.

    `counts`: period, light, count_projects, of each month and light.
    """
    table = counts.pivot(index="period", columns="light", values="count_projects").sort_index()
    months = [show(month, "month") for month in table.index]
    drawn = theme.figure(
        _trend_title(table, months),
        say(f"charts.lights_by_month.{_trend_caption(counts)}"),
        _trend_alt(table, months),
        height=290,
    )
    bottom_up = WORST_FIRST[::-1]
    for light in bottom_up:
        _add_segments(drawn, light, months, [int(count) for count in table[light]], horizontal=False)
    last, highest = len(months) - 1, int(table.sum(axis=1).max())
    _label_column(drawn, table.iloc[last], last, "left", bottom_up)
    if last:
        _label_column(drawn, table.iloc[0], 0, "right", bottom_up)
    ends = sorted({0, last})
    drawn.update_layout(barmode="stack", bargap=0.22)
    shown = [months[place] for place in ends]
    drawn.update_xaxes(type="category", range=[-1.9, len(months) + 0.9], tickvals=shown, showline=False, ticks="")
    drawn.update_yaxes(visible=False, range=[-0.01 * highest, 1.02 * highest])  # below zero: the edge of the lowest
    return drawn


def _gap(count_bars: int) -> float:
    """The gap between bars that leaves few bars no thicker than many."""
    return 1 - 0.68 * min(1.0, max(count_bars, 1) / FEWEST_BARS)


def _trend_caption(counts: pd.DataFrame) -> str:
    return "caption_declared" if counts["is_declared"].all() else "caption"


def dimension_word(name: str) -> str:
    """The name of a dimension."""
    return say(f"lights.dimension.{name}")


def _add_segments(drawn: go.Figure, light: str, places: list[str], counts: list[int], horizontal: bool) -> None:
    style = theme.inks().lights[light]
    word = say(f"lights.{light}")
    texts = [f"{style.mark} {count}" if horizontal and count >= LABELLED_FROM else "" for count in counts]
    drawn.add_bar(
        x=counts if horizontal else places,
        y=places if horizontal else counts,
        orientation="h" if horizontal else "v",
        marker={"color": style.fill, "line": {"color": _edge(light), "width": 1}},
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": style.on_fill, "size": 12},
        hovertemplate=[
            theme.hover(place, f"{style.mark} {word} {count}") for place, count in zip(places, counts, strict=True)
        ],
        name=word,
    )


def _edge(light: str) -> str:
    """Amber and grey need their outline to be seen; between the others a line of the page keeps segments apart."""
    ink = theme.inks()
    return ink.lights[light].outline if light in ("amber", "unknown") else ink.page


def _change_of_red(change: float | None) -> str:
    if is_nothing(change):
        return ""
    red = theme.inks().lights["red"].mark
    return f"{red} =" if change == 0 else f"{red} {show(change, 'count', sign=True)}"


def _change_colour(change: float | None) -> str:
    ink = theme.inks()
    if is_nothing(change) or change == 0:
        return ink.muted
    return ink.lights["red" if change > 0 else "green"].text


def _dimension_title(table: pd.DataFrame, known: Sequence[str], period: str) -> str:
    parts = {name: int(table.loc[name, "red"]) for name in known if name != "overall"}
    most = max(parts.values(), default=0)
    worst = [dimension_word(name) for name, count in parts.items() if count == most]
    if not parts or len(worst) > 2:
        return say("charts.lights_by_dimension.plain", period=period)
    if most == 0:
        return say("charts.lights_by_dimension.no_red")
    return say("charts.lights_by_dimension.title", count=len(worst), dimensions=listing(worst))


def _dimension_caption(left_out: Sequence[str], period: str, compared: str, is_declared: bool) -> str:
    compared_too = compared and say("charts.lights_by_dimension.compared", compared=compared)
    missing = left_out and say(
        "charts.lights_by_dimension.left_out", dimensions=listing(dimension_word(name) for name in left_out)
    )
    caption = "caption_declared" if is_declared else "caption"
    return say(f"charts.lights_by_dimension.{caption}", period=period) + (compared_too or "") + (missing or "")


def _counted(row: pd.Series) -> str:
    return listing(f"{int(row[light])} {say(f'lights.{light}').lower()}" for light in WORST_FIRST if row[light])


def _dimension_alt(table: pd.DataFrame, known: Sequence[str]) -> str:
    return "; ".join(f"{dimension_word(name)}: {_counted(table.loc[name])}" for name in known)


def _label_column(drawn: go.Figure, counts: pd.Series, place: int, side: str, bottom_up: Sequence[str]) -> None:
    """Sign and count beside a column, at the middle of each segment, pushed apart where segments are thin.

    `side` is the edge of the text that stands at the column: 'left' for a label on its right.
    """
    total = float(counts.sum()) or 1.0
    shown = [light for light in bottom_up if counts[light]]
    below, middles = 0.0, []
    for light in bottom_up:
        if counts[light]:
            middles.append(below + counts[light] / 2)
        below += counts[light]
    for light, height in zip(shown, theme.spread(middles, total * 0.085), strict=True):
        style = theme.inks().lights[light]
        drawn.add_annotation(
            x=place + (-0.55 if side == "right" else 0.55), y=height, xanchor=side, showarrow=False,
            text=f"{style.mark} {int(counts[light])}", font={"color": style.text, "size": 12},
        )  # fmt: skip


def _trend_title(table: pd.DataFrame, months: Sequence[str]) -> str:
    first, last = int(table["red"].iloc[0]), int(table["red"].iloc[-1])
    since = "in_a_year" if len(months) == 12 else "since"
    if len(months) < 2:
        return say("charts.lights_by_month.plain")
    if first == last:
        return say("charts.lights_by_month.same", count=last, month=months[0])
    way = "grown" if last > first else "fallen"
    return say(f"charts.lights_by_month.{way}_{since}", first=first, last=last, month=months[0])


def _trend_alt(table: pd.DataFrame, months: Sequence[str]) -> str:
    return "; ".join(f"{month}: {_counted(row)}" for month, (_, row) in zip(months, table.iterrows(), strict=True))
