"""Whose estimate at completion moved."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import show, spelled
from pmo_analytics.words import say

WORST, BEST = 4, 3


def estimate_movers(movers: pd.DataFrame, compared: str) -> go.Figure:
    """Bars around zero: the four estimates that rose most above the three that fell most.

    `movers`: project_id, project_name, before, now, change, sorted by change, largest first. A click gives the id.
    """
    ink = theme.inks()
    rising, falling = movers[movers["change"] > 0].head(WORST), movers[movers["change"] < 0].tail(BEST)
    shown = pd.concat([rising, falling])
    drawn = theme.figure(
        _movers_title(movers, compared), say("charts.movers.caption", compared=compared), _movers_alt(shown), height=290
    )
    changes = [float(change) for change in shown["change"]]
    styles = [ink.lights["red" if change > 0 else "green"] for change in changes]
    drawn.add_bar(
        x=changes,
        y=list(shown["project_id"]),
        orientation="h",
        width=0.56,
        customdata=list(shown["project_id"]),
        marker={"color": [style.fill for style in styles]},
        text=[show(change, "money", sign=True) for change in changes],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": ink.text, "size": 12},
        hovertemplate=[
            theme.hover(
                row.project_name, show(row.change, "money", sign=True),
                say("charts.movers.hover", before=show(row.before, "money"), now=show(row.now, "money")),
            )
            for row in shown.itertuples()
        ],
    )  # fmt: skip
    worst, best = max([0.0, *changes]), min([0.0, *changes])
    reach = (worst - best) or 1.0
    drawn.add_vline(x=0, line={"color": ink.axis, "width": 1})
    drawn.update_xaxes(visible=False, range=[best - 0.42 * reach, worst + 0.42 * reach])
    drawn.update_yaxes(
        autorange="reversed", showgrid=False, tickvals=list(shown["project_id"]),
        ticktext=[theme.wrapped(name, 22) for name in shown["project_name"]],
        tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    return drawn


def _movers_title(movers: pd.DataFrame, compared: str) -> str:
    rising = movers[movers["change"] > 0]["change"].astype(float)
    total = float(movers["change"].astype(float).sum())
    if rising.empty or total < 0:
        return say("charts.movers.falls", change=show(-total, "money"), compared=compared)
    enough = int((rising.cumsum() < 0.8 * rising.sum()).sum()) + 1
    if enough <= WORST:
        return say("charts.movers.drivers", count=enough, projects=spelled(enough, capital=True))
    return say("charts.movers.plain", change=show(total, "money", sign=True), compared=compared)


def _movers_alt(shown: pd.DataFrame) -> str:
    return "; ".join(f"{row.project_name}: {show(row.change, 'money', sign=True)}" for row in shown.itertuples())
