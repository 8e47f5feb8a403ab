"""Where the budget sits, and whose estimate moved."""

import math

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

SMALLEST_NAMED = 0.026  # share of the area below which a tile goes without its name
SIZE = (350, 290)  # the pixels a treemap is drawn for, to know how much of a name fits
WORST, BEST = 4, 3


def budget_by_light(budgets: pd.DataFrame) -> go.Figure:
    """A treemap of projects inside their programmes: area is the budget, tint and sign the computed light.

    `budgets`: project_id, project_name, programme, budget_at_completion, computed, reason (as text),
    red_budget_ratio. A click gives the project_id.
    """
    ink = theme.inks()
    total = float(budgets["budget_at_completion"].sum())
    programmes = budgets["programme"].fillna(say("charts.treemap.no_programme"))
    groups = list(dict.fromkeys(programmes))
    lights = [ink.lights[light] for light in budgets["computed"]]
    drawn = theme.figure(
        say("charts.treemap.title", share=show(budgets["red_budget_ratio"].iloc[0], "percent")),
        say("charts.treemap.caption"), _treemap_alt(budgets), height=SIZE[1],
    )  # fmt: skip
    names = [
        _tile_name(light.mark, name, float(budget) / total)
        for light, name, budget in zip(lights, budgets["project_name"], budgets["budget_at_completion"], strict=True)
    ]
    drawn.add_treemap(
        ids=[*(f"programme {group}" for group in groups), *budgets["project_id"]],
        parents=[*("" for _ in groups), *(f"programme {group}" for group in programmes)],
        labels=[*(theme.plain(theme.cut(group, 24)) for group in groups), *budgets["project_id"]],
        text=[*(theme.plain(theme.cut(group, 24)) for group in groups), *names],
        values=[*(0 for _ in groups), *(float(budget) for budget in budgets["budget_at_completion"])],
        customdata=[*("" for _ in groups), *budgets["project_id"]],
        texttemplate="%{text}",
        hovertemplate=[*("%{text}<extra></extra>" for _ in groups), *map(_tile_hover, budgets.itertuples())],
        marker={
            "colors": [*(ink.panel for _ in groups), *(light.wash for light in lights)],
            "line": {"color": ink.page, "width": 2},
            "pad": {"t": 18, "l": 1, "r": 1, "b": 1},
        },
        textfont={"size": 11, "color": [*(ink.muted for _ in groups), *(light.text for light in lights)]},
        root={"color": "rgba(0,0,0,0)"},
        tiling={"packing": "squarify", "pad": 1},
        pathbar={"visible": False},
    )
    drawn.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return drawn


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


def _tile_name(mark: str, name: str, share: float) -> str:
    """The sign and as much of the name as a tile of that share of the area holds; plotly shrinks what does not fit."""
    if share < SMALLEST_NAMED:
        return ""
    side = math.sqrt(share * SIZE[0] * SIZE[1])
    return theme.wrapped(f"{mark}\u00a0{name}", max(5, int(side * 0.92 / 6.2)))


def _tile_hover(row: tuple) -> str:
    light = theme.inks().lights[row.computed]
    word = f"{light.mark} {say(f'lights.{row.computed}')}"
    why = "" if is_nothing(row.reason) else row.reason
    return theme.hover(row.project_name, show(row.budget_at_completion, "money"), f"{word} {why}".strip())


def _treemap_alt(budgets: pd.DataFrame) -> str:
    largest = budgets.nlargest(5, "budget_at_completion")
    return "; ".join(
        f"{row.project_name}: {show(row.budget_at_completion, 'money')}, {say(f'lights.{row.computed}')}"
        for row in largest.itertuples()
    )


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
