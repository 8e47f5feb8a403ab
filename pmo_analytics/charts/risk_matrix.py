"""The risk matrix: where risks stand after the response, and where they came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import show
from pmo_analytics.words import say

SINGLE_UP_TO = 3  # more risks than these in a cell are one circle with their count
NAMED_UP_TO = 8  # names in the hover of such a circle
CIRCLE, RING, GROUP = 26, 18, 32
LOW, HIGH = -0.17, 0.25  # where circles and rings stand in their cell, from its middle
SLOTS = {1: (0.0,), 2: (-0.17, 0.17), 3: (-0.29, 0.0, 0.29)}
RING_SLOTS = {1: (0.1,), 2: (0.0, 0.26), 3: (-0.12, 0.12, 0.36)}  # clear of the score in the upper left corner
GAP = 0.018  # half of the gap between cells, in cells

Place = tuple[float, float]


@dataclass(frozen=True)
class Cell:
    """A class of impact and one of probability."""

    impact: int
    probability: int


def risk_matrix(cells: pd.DataFrame, risks: pd.DataFrame) -> go.Figure:
    """Open threats as circles in a grid of classes tinted by the bands of the score; a ring and an arrow show where a
    risk that was high or extreme stood before its response. A click on a single risk gives its project; one on the
    circle of a crowded cell gives nothing but where it lies.

    `cells`: probability, impact, score, light, count_inherent, count_current, of all 25.
    `risks`: project_id, project_name, risk_name, place, inherent_ and current_ probability, impact and score,
    is_rated_before, of the open threats.
    """
    rated = risks.dropna(subset=["current_score"])
    treated = rated[~rated["is_rated_before"].astype(bool)].dropna(subset=["inherent_score"])
    drawn = theme.figure(_title(cells, treated), _caption(risks, rated, treated), _alt(cells), height=500)
    for cell in cells.itertuples():
        _add_cell(drawn, cell)
    circles = dict(_places(rated, "current", LOW, SLOTS))
    rings = dict(_places(_moved(treated, circles, cells), "inherent", HIGH, RING_SLOTS))
    for row, ring in rings.items():
        _add_arrow(drawn, ring, circles[row])
    _add_rings(drawn, rated, rings)
    _add_circles(drawn, rated, circles)
    _add_groups(drawn, rated, circles)
    _set_axes(drawn, int(cells["impact"].max()))
    return drawn


def _cell(row: Any, when: str) -> Cell:
    return Cell(int(row[f"{when}_impact"]), int(row[f"{when}_probability"]))


def _places(
    risks: pd.DataFrame, when: str, level: float, slots: Mapping[int, Sequence[float]]
) -> Iterator[tuple[Any, Place]]:
    """Index of a risk -> its place, of those that stand in their cell with few others."""
    if risks.empty:
        return
    for (impact, probability), inside in risks.groupby([f"{when}_impact", f"{when}_probability"]):
        if len(inside) <= SINGLE_UP_TO:
            for row, shift in zip(inside.index, slots[len(inside)], strict=True):
                yield row, (int(impact) + shift, int(probability) + level)


def _moved(treated: pd.DataFrame, circles: Mapping[Any, Place], cells: pd.DataFrame) -> pd.DataFrame:
    """The risks drawn singly whose response brought them out of a cell that is high or extreme, or into one."""
    single = treated[treated.index.isin(list(circles))]
    severe = {Cell(cell.impact, cell.probability) for cell in cells.itertuples() if cell.light != "green"}
    moves = [(_cell(row, "inherent"), _cell(row, "current")) for _, row in single.iterrows()]
    return single[[before != after and bool({before, after} & severe) for before, after in moves]]


def _add_cell(drawn: go.Figure, cell: Any) -> None:
    """One cell in the wash of its band, with the sign of the band and the score in its corner."""
    light = theme.inks().lights[cell.light]
    left, bottom = cell.impact - 0.5 + GAP, cell.probability - 0.5 + GAP
    drawn.add_shape(
        type="rect", x0=left, y0=bottom, x1=left + 1 - 2 * GAP, y1=bottom + 1 - 2 * GAP, layer="below",
        fillcolor=light.wash, line={"width": 0},
    )  # fmt: skip
    sign = f"{light.mark} " if cell.light != "green" else ""
    drawn.add_annotation(
        x=left, y=bottom + 1 - 2 * GAP, text=f"{sign}{cell.score}", showarrow=False, xanchor="left", yanchor="top",
        xshift=3, yshift=-2, font={"size": 11, "color": light.text},
    )  # fmt: skip


def _add_arrow(drawn: go.Figure, ring: Place, circle: Place) -> None:
    """A line with its head, below the circles: annotations would lie on them."""
    ink = theme.inks()
    drawn.add_scatter(
        x=[ring[0], circle[0]], y=[ring[1], circle[1]], mode="lines+markers", hoverinfo="skip",
        line={"color": ink.plan, "width": 1.2},
        marker={"symbol": "arrow", "size": [0, 9], "angleref": "previous", "standoff": [0, CIRCLE / 2 + 1],
                "color": ink.plan, "opacity": 1},
        **_undimmed(ink.text),
    )  # fmt: skip


def _add_rings(drawn: go.Figure, risks: pd.DataFrame, rings: Mapping[Any, Place]) -> None:
    ink = theme.inks()
    rows = [risks.loc[row] for row in rings]
    drawn.add_scatter(
        x=[x for x, _ in rings.values()], y=[y for _, y in rings.values()], mode="markers+text",
        text=[str(int(row["place"])) for row in rows], textfont={"size": 11, "color": ink.text},
        marker={"size": RING, "color": ink.page, "line": {"color": ink.actual, "width": 1.4}, "opacity": 1},
        hovertemplate=[
            theme.hover(row["risk_name"], _score(row, "inherent"), say("risk_charts.matrix.was_here")) for row in rows
        ],
        customdata=[row["project_id"] for row in rows], **_undimmed(ink.text),
    )  # fmt: skip


def _add_circles(drawn: go.Figure, risks: pd.DataFrame, circles: Mapping[Any, Place]) -> None:
    ink = theme.inks()
    rows = [risks.loc[row] for row in circles]
    drawn.add_scatter(
        x=[x for x, _ in circles.values()], y=[y for _, y in circles.values()], mode="markers+text",
        text=[str(int(row["place"])) for row in rows], textfont={"size": 12, "color": ink.page},
        marker={"size": CIRCLE, "color": ink.actual, "line": {"width": 0}, "opacity": 1},
        hovertemplate=[theme.hover(row["risk_name"], _moves(row), row["project_name"]) for row in rows],
        customdata=[row["project_id"] for row in rows], **_undimmed(ink.page),
    )  # fmt: skip


def _add_groups(drawn: go.Figure, risks: pd.DataFrame, circles: Mapping[Any, Place]) -> None:
    """One circle for the risks of a cell that holds too many."""
    ink = theme.inks()
    crowded = risks[~risks.index.isin(list(circles))]
    if crowded.empty:
        return
    groups = list(crowded.groupby(["current_impact", "current_probability"]))
    drawn.add_scatter(
        x=[int(impact) for (impact, _), _ in groups], y=[int(probability) + LOW for (_, probability), _ in groups],
        mode="markers+text", text=[f"×{len(inside)}" for _, inside in groups],
        textfont={"size": 13, "color": ink.text},
        marker={"size": GROUP, "color": ink.page, "line": {"color": ink.actual, "width": 1.6}, "opacity": 1},
        hovertemplate=[_group_hover(inside) for _, inside in groups], **_undimmed(ink.text),
    )  # fmt: skip


def _undimmed(text: str) -> dict[str, Any]:
    """A click leaves the other marks as they are and makes the clicked one blue."""
    ink = theme.inks()
    return {
        "selected": {"marker": {"opacity": 1, "color": ink.focus}, "textfont": {"color": ink.page}},
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": text}},
    }


def _set_axes(drawn: go.Figure, highest: int) -> None:
    ink = theme.inks()
    classes = list(range(1, highest + 1))
    common = {"range": [0.46, highest + 0.54], "tickvals": classes, "showgrid": False, "showline": False, "ticks": ""}
    small = {"font": {"size": 11, "color": ink.muted}, "standoff": 4}
    drawn.update_xaxes(**common, title={"text": say("risk_charts.matrix.impact"), **small})
    drawn.update_yaxes(**common, title={"text": say("risk_charts.matrix.probability"), **small})


def _score(row: Mapping[str, Any], when: str) -> str:
    cell = _cell(row, when)
    return say("risk_charts.matrix.cell", probability=cell.probability, impact=cell.impact,
               score=show(row[f"{when}_score"], "score"))  # fmt: skip


def _moves(row: Mapping[str, Any]) -> str:
    if row["is_rated_before"] or row["inherent_score"] != row["inherent_score"]:
        return _score(row, "current")
    before, after = (show(row[f"{when}_score"], "score") for when in ("inherent", "current"))
    return say("risk_charts.matrix.moved", before=before, after=after)


def _group_hover(inside: pd.DataFrame) -> str:
    ordered = inside.sort_values("place")
    names = [theme.plain(f"{int(row.place)} {theme.cut(row.risk_name, 60)}") for row in ordered.itertuples()]
    left = len(names) - NAMED_UP_TO
    lines = [*names[:NAMED_UP_TO], *([say("risk_charts.matrix.more", count=left)] if left > 0 else [])]
    count = say("risk_charts.matrix.several", count=len(names))
    return f"<b>{count}</b><br>" + "<br>".join(lines) + "<extra></extra>"


def _title(cells: pd.DataFrame, treated: pd.DataFrame) -> str:
    if treated.empty:
        return say("risk_charts.matrix.plain")
    extreme = {(cell.impact, cell.probability) for cell in cells.itertuples() if cell.light == "red"}
    before, after = (_count_in(treated, when, extreme) for when in ("inherent", "current"))
    if not before and not after:
        return say("risk_charts.matrix.none")
    way = "same" if before == after else "brought" if before > after else "worse"
    return say(f"risk_charts.matrix.{way}", before=before, after=after, count=after)


def _count_in(risks: pd.DataFrame, when: str, cells: set[tuple[int, int]]) -> int:
    pairs: Sequence[tuple[int, int]] = list(zip(risks[f"{when}_impact"], risks[f"{when}_probability"], strict=True))
    return sum((int(impact), int(probability)) in cells for impact, probability in pairs)


def _caption(risks: pd.DataFrame, rated: pd.DataFrame, treated: pd.DataFrame) -> str:
    unrated = len(risks) - len(rated)
    caption = say(f"risk_charts.matrix.{'caption_before' if treated.empty else 'caption'}")
    return caption + (say("risk_charts.matrix.unrated", count=unrated) if unrated else "")


def _alt(cells: pd.DataFrame) -> str:
    counts = cells[cells["count_current"] > 0].groupby("score")["count_current"].sum().sort_index(ascending=False)
    return "; ".join(
        say("risk_charts.matrix.alt", score=int(score), count=int(count)) for score, count in counts.items()
    )
