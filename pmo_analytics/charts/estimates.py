"""How far the estimates of a project's final cost lie apart."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import show, spelled
from pmo_analytics.words import say

MOST_PROJECTS = 12
HIGHEST = 2.0
ROW = 30


def estimate_range(estimates: pd.DataFrame) -> go.Figure:
    """A row per project: a hairline from the lowest to the highest formula with a tick for each, the recommended one
    in blue, a diamond for the manager's, the budget as an outline. A click gives the project.

    `estimates`: project_id, project_name, estimate, value, budget, ratio, recommended, over_budget, low_ratio,
    high_ratio, is_manager, is_low, rank; a row per project and estimate, the largest overrun first.
    """
    shown = _shown(estimates).assign(ratio=lambda rows: rows["ratio"].clip(upper=HIGHEST))
    projects = shown.drop_duplicates("project_id")
    caption = _caption(estimates, len(projects))
    drawn = theme.figure(_title(estimates), caption, _alt(projects), 70 + ROW * max(len(projects), 5))
    _add_lines(drawn, projects)
    _add_ticks(drawn, shown, projects)
    low, high = float(shown["ratio"].min()), float(shown["ratio"].max())
    low, high = min(low, 1.0) - 0.01, max(high, 1.0)
    room = (high - low) * 0.16
    ink = theme.inks()
    for row in projects.itertuples():
        drawn.add_annotation(
            x=high + room, y=row.rank, xanchor="right", showarrow=False, text=show(row.over_budget, "money", sign=True),
            font={"color": ink.lights["red"].text if row.over_budget > 0 else ink.text},
        )  # fmt: skip
    drawn.add_annotation(
        x=1, y=1, yref="paper", yanchor="bottom", showarrow=False, text=say("earned_value.range.budget"),
        font={"size": 11, "color": ink.muted},
    )  # fmt: skip
    drawn.update_layout(margin={"t": 26})
    drawn.update_xaxes(range=[low, high + room], tickformat=".0%", nticks=6, showgrid=True, gridcolor=ink.grid)
    drawn.update_yaxes(
        range=[len(projects) + 0.6, 0.4], tickvals=list(projects["rank"]), showgrid=False,
        ticktext=[theme.plain(theme.cut(name, 30)) for name in projects["project_name"]],
        tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    return drawn


def _shown(estimates: pd.DataFrame) -> pd.DataFrame:
    """The rows of the projects that are drawn: those whose manager expects less than the formulas, and the largest
    overruns, ranked among themselves."""
    projects = estimates.groupby("project_id").agg(rank=("rank", "first"), is_low=("is_low", "any"))
    kept = projects.sort_values(["is_low", "rank"], ascending=[False, True]).head(MOST_PROJECTS)
    places = kept["rank"].rank().astype(int)
    return estimates[estimates["project_id"].isin(kept.index)].assign(rank=lambda rows: rows["project_id"].map(places))


def _add_lines(drawn: go.Figure, projects: pd.DataFrame) -> None:
    """The hairlines, and the budget of every project as an outline across all rows."""
    ink = theme.inks()
    lines = {"x": [], "y": []}
    for row in projects.itertuples():
        lines["x"] += [min(row.low_ratio, HIGHEST), min(row.high_ratio, HIGHEST), None]
        lines["y"] += [row.rank, row.rank, None]
    drawn.add_scatter(**lines, mode="lines", line={"color": ink.plan, "width": 1.2}, hoverinfo="skip")
    drawn.add_scatter(
        x=[1] * len(projects), y=projects["rank"], mode="markers", customdata=list(projects["project_id"]),
        marker={"symbol": "square-open", "size": 11, "color": ink.plan, "line": {"width": 1.2}},
        hovertemplate=[
            theme.hover(row.project_name, f"{say('earned_value.range.budget')} {show(row.budget, 'money')}")
            for row in projects.itertuples()
        ],
    )  # fmt: skip


def _add_ticks(drawn: go.Figure, shown: pd.DataFrame, projects: pd.DataFrame) -> None:
    ink = theme.inks()
    recommended = projects.assign(
        ratio=(projects["recommended"] / projects["budget"]).clip(upper=HIGHEST), value=projects["recommended"]
    )
    kinds = (
        (shown[~shown["is_manager"]], "line-ns", 10, 1.4, ink.actual),
        (recommended, "line-ns", 17, 3.0, ink.focus),
        (shown[shown["is_manager"] & ~shown["is_low"]], "diamond", 10, 1.0, ink.actual),
        (shown[shown["is_low"]], "diamond", 10, 1.0, ink.lights["red"].fill),
    )
    for rows, symbol, size, width, colour in kinds:
        drawn.add_scatter(
            x=rows["ratio"], y=rows["rank"], mode="markers", customdata=list(rows["project_id"]),
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": width}},
            hovertemplate=[
                theme.hover(
                    row.project_name, f"{show(row.value, 'money')} ({show(row.ratio, 'percent')})",
                    say("earned_value.range.managers") if symbol == "diamond"
                    else say("earned_value.range.recommended", figure=show(row.recommended, "money")),
                )
                for row in rows.itertuples()
            ],
        )  # fmt: skip


def _title(estimates: pd.DataFrame) -> str:
    low = int(estimates["is_low"].sum())
    if low:
        return say("earned_value.range.below_formulas", count=low, projects=spelled(low, capital=True))
    over = int((estimates.groupby("project_id")["ratio"].min() > 1).sum())
    if over:
        return say("earned_value.range.all_over", count=over, projects=spelled(over))
    return say("earned_value.range.plain")


def _caption(estimates: pd.DataFrame, shown: int) -> str:
    total = estimates["project_id"].nunique()
    is_clipped = bool((estimates["ratio"] > HIGHEST).any())
    clipped = say("earned_value.range.clipped", high=show(HIGHEST, "percent")) if is_clipped else ""
    return say("earned_value.range.caption", shown=shown, total=total) + clipped


def _alt(projects: pd.DataFrame) -> str:
    parts = []
    for row in projects.itertuples():
        formulas = f"{show(row.low_ratio, 'percent')} – {show(row.high_ratio, 'percent')}"
        recommended = say("earned_value.range.recommended", figure=show(row.recommended, "money"))
        parts.append(f"{row.project_name}: {say('earned_value.range.formulas')} {formulas}, {recommended}")
    return "; ".join(parts)
