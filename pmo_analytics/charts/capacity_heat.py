"""Who is booked how far, month by month: a heat map of utilisation whose cells can be clicked."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

MOST_ROWS = 14
ROW, EDGES, FEWEST_ROWS = 31, 62, 4
NAME_WIDTH = 28
BANDS = {"green": 0, "amber": 1, "red": 2}
BEYOND = 0.5  # how far beyond the red bound the deepest red is reached


def capacity_heat(months: pd.DataFrame, chosen: tuple[str, str] | None, is_narrowed: bool) -> go.Figure:
    """Rows of roles or people, columns of months ahead, in each cell the utilisation; the most overbooked on top.

    `months`: rows of one kind of `load_months`. `chosen` is the subject and the month (2026-04) of the cell to mark;
    a click gives both. `is_narrowed` says whether some projects are filtered out.
    """
    kind = months["kind"].iloc[0]
    subjects = list(dict.fromkeys(months["subject"]))[:MOST_ROWS]
    columns = sorted(months["month"].unique())
    cells = months[months["subject"].isin(subjects)].assign(
        row=lambda rows: rows["subject"].map(subjects.index), column=lambda rows: rows["month"].map(columns.index)
    )
    drawn = theme.figure(
        _title(months, kind), _caption(months, kind, is_narrowed), _alt(cells),
        EDGES + ROW * max(len(subjects), FEWEST_ROWS),
    )  # fmt: skip
    _add_colours(drawn, cells)
    for name in (*BANDS, "unknown"):
        _add_texts(drawn, cells[cells["light"].fillna("unknown") == name], name)
    if chosen:
        _mark(drawn, cells[(cells["subject"] == chosen[0]) & (cells["month"].dt.strftime("%Y-%m") == chosen[1])])
    names = cells.drop_duplicates("subject").set_index("subject")["subject_name"]
    ticks = theme.month_ticks([pd.Timestamp(month) for month in columns])
    drawn.update_xaxes(
        side="top", showline=False, ticks="", tickvals=list(range(len(columns))), ticktext=ticks["ticktext"],
        range=[-0.5, len(columns) - 0.5],
    )  # fmt: skip
    drawn.update_yaxes(
        range=[max(len(subjects), FEWEST_ROWS) - 0.5, -0.5], showgrid=False, tickvals=list(range(len(subjects))),
        ticktext=[theme.plain(theme.cut(names[subject], NAME_WIDTH)) for subject in subjects],
        tickfont={"size": 12, "color": theme.inks().text},
    )  # fmt: skip
    return drawn


def _add_colours(drawn: go.Figure, cells: pd.DataFrame) -> None:
    """The cells alone: a heat map gives no clicks, and no colour to its texts."""
    known = cells[cells["light"].notna()]
    stops = [
        [(place + end) / 3, colour]
        for place, (first, last, _) in enumerate(theme.inks().heat)
        for end, colour in ((0, first), (1, last))
    ]
    drawn.add_heatmap(
        x=known["column"], y=known["row"], z=[_heat(row) for row in known.itertuples()], zmin=0, zmax=1,
        colorscale=stops, showscale=False, xgap=2, ygap=2, hoverinfo="skip",
    )  # fmt: skip


def _heat(row: tuple) -> float:
    """Where a cell stands on the scale: a third for each band, in it from its lower bound to its upper one."""
    band = BANDS[row.light]
    lower, upper = ((0, row.amber), (row.amber, row.red), (row.red, row.red + BEYOND))[band]
    value = upper if is_nothing(row.utilisation) else row.utilisation
    return (band + min(max((value - lower) / (upper - lower), 0.01), 0.99)) / 3


def _add_texts(drawn: go.Figure, cells: pd.DataFrame, name: str) -> None:
    """The figures of one band, over invisible squares that take hover and click; a selection must not dim them."""
    ink = theme.inks()
    colour = ink.heat[BANDS[name]][2] if name in BANDS else ink.muted
    style: dict[str, Any] = {"marker": {"opacity": 0}, "textfont": {"color": colour}}
    drawn.add_scatter(
        x=cells["column"], y=cells["row"], mode="markers+text", text=[_text(row) for row in cells.itertuples()],
        textfont={"size": 11, "color": colour}, marker={"symbol": "square", "size": ROW - 3, "opacity": 0},
        selected=style, unselected=style, hovertemplate=[_hover(row) for row in cells.itertuples()], cliponaxis=False,
        customdata=[[row.subject, f"{row.month:%Y-%m}"] for row in cells.itertuples()],
    )  # fmt: skip


def _text(row: tuple) -> str:
    if row.light not in BANDS:
        return "–"
    if is_nothing(row.utilisation):
        return f"<b>{say('capacity.heat.away', hours=show(row.over_hours, 'hours'))}</b>"
    figure = show(row.utilisation, "percent")
    return figure if row.light == "green" else f"<b>{figure}</b>"


def _hover(row: tuple) -> str:
    compared = [say("capacity.heat.hover", planned=show(row.firm_hours, "hours"),
                    capacity=show(row.capacity_hours, "hours"))]  # fmt: skip
    if not is_nothing(row.tentative_hours) and row.tentative_hours > 0:
        compared.append(say("capacity.heat.tentative", hours=show(row.tentative_hours, "hours")))
    if not is_nothing(row.reason_text):
        compared.append(row.reason_text)
    what = f"{row.subject_name}, {show(row.month, 'month')}"
    return theme.hover(what, show(row.utilisation, "percent"), "; ".join(part for part in compared if part))


def _mark(drawn: go.Figure, cell: pd.DataFrame) -> None:
    for row in cell.itertuples():
        drawn.add_shape(
            type="rect", x0=row.column - 0.5, x1=row.column + 0.5, y0=row.row - 0.5, y1=row.row + 0.5,
            line={"color": theme.inks().focus, "width": 2.5},
        )  # fmt: skip


def _title(months: pd.DataFrame, kind: str) -> str:
    known = months[months["light"].notna()]
    if known.empty:
        return say("capacity.heat.unknown")
    bound = show(known["amber"].iloc[0], "percent")
    over = known[known["light"] != "green"].groupby("subject").size()
    most = int((over > known.groupby("subject").size().reindex(over.index) / 2).sum())
    count = most or len(over)
    way = "most" if most else "some" if count else "none"
    return say(
        f"capacity.heat.{kind}_{way}", count=count, subjects=spelled(count, capital=True), bound=bound,
        total=known["subject"].nunique(),
    )  # fmt: skip


def _caption(months: pd.DataFrame, kind: str, is_narrowed: bool) -> str:
    amber, red = (show(months[bound].iloc[0], "percent") for bound in ("amber", "red"))
    caption = say("capacity.heat.caption", amber=amber, red=red)
    total = months["subject"].nunique()
    if total > MOST_ROWS:
        which = "only_roles" if kind == "role" else "only_people"
        caption += say(f"capacity.heat.{which}", shown=MOST_ROWS, total=total)
    return caption + (say("capacity.heat.shared") if is_narrowed else "")


def _alt(cells: pd.DataFrame) -> str:
    peaks: Sequence[str] = [
        f"{name}: {', '.join(_told(row) for row in rows.itertuples())}"
        for name, rows in cells.groupby("subject_name", sort=False)
    ]
    return "; ".join(peaks[:5])


def _told(row: tuple) -> str:
    return f"{show(row.month, 'month')} {show(row.utilisation, 'percent')}"
