"""The S-curve of a project: planned, earned and spent, and where the estimates end."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.charts.sentences.parts import LEVEL, side
from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import paragraph, say

HEIGHT = 430
CHARACTER = 6.6  # pixels of a half character in a label
LINES = {"actual": "actual_cost", "planned": "planned_value", "earned": "earned_value"}


def s_curve(curves: pd.DataFrame, summary: Mapping[str, Any]) -> go.Figure:
    """Planned value dashed, actual cost in ink, earned value blue, the estimate dotted with its range as a band.

    `curves`: series (planned, earned, actual, original, estimate, estimate_low, estimate_high), on_date, value;
    original is the plan first approved of a project that was re-baselined, a thin line.
    `summary`: status_date, budget_at_completion, the three amounts, value_behind, cost_excess of the same project.
    """
    lines = {name: points.sort_values("on_date") for name, points in curves.groupby("series")}
    drawn = theme.figure(_title(summary), _caption(lines), _alt(lines), HEIGHT)
    _add_estimate(drawn, lines)
    _add_budget(drawn, summary["budget_at_completion"], curves["on_date"].min())
    for name in ("original", "planned", "actual", "earned"):  # what was planned lies behind what happened
        if name in lines:
            drawn.add_scatter(
                x=lines[name]["on_date"], y=lines[name]["value"], mode="lines", line=line_style(name),
                hovertemplate=[_hover(name, row) for row in lines[name].itertuples()],
            )  # fmt: skip
    _add_original(drawn, lines)
    _add_status(drawn, summary)
    top = float(curves["value"].max()) * 1.1
    _add_labels(drawn, _labels(lines, summary), top)
    drawn.update_yaxes(range=[0, top], **theme.money_ticks(top))
    first, last = curves["on_date"].min(), curves["on_date"].max()
    drawn.update_xaxes(range=[first, last + (last - first) * 0.04], tickformat="%Y-%m", nticks=6)
    return drawn


def line_style(name: str) -> dict[str, Any]:
    """How the line of planned, actual, earned or the plan first approved is drawn."""
    ink = theme.inks()
    return {
        "original": {"color": ink.muted, "width": 1, "dash": "6px,4px"},
        "planned": {"color": ink.plan, "width": 1.4, "dash": "dash"},
        "actual": {"color": ink.actual, "width": 2.6},
        "earned": {"color": ink.focus, "width": 2.6},
    }[name]


def _hover(name: str, row: tuple) -> str:
    return theme.hover(f"{say(f'charts.s_curve.{name}')}, {show(row.on_date, 'date')}", show(row.value, "money"))


def _add_estimate(drawn: go.Figure, lines: Mapping[str, pd.DataFrame]) -> None:
    """From the last actual cost straight to the estimate at the forecast finish; the range of formulas as a wedge."""
    if "estimate" not in lines or "actual" not in lines:
        return
    ink = theme.inks()
    start, end = lines["actual"].iloc[-1], lines["estimate"].iloc[-1]
    low, high = _range(lines)
    if end["on_date"] <= start["on_date"]:
        return
    drawn.add_scatter(
        x=[start["on_date"], end["on_date"], end["on_date"]], y=[start["value"], high, low],
        fill="toself", fillcolor=ink.band, line={"width": 0}, mode="lines", hoverinfo="skip",
    )  # fmt: skip
    drawn.add_scatter(
        x=[start["on_date"], end["on_date"]], y=[start["value"], end["value"]], mode="lines",
        line={"color": ink.actual, "width": 2, "dash": "dot"},
        hovertemplate=[_hover("actual", row) for row in (start, end)][:1] + [_hover("estimate", end)],
    )  # fmt: skip


def _range(lines: Mapping[str, pd.DataFrame]) -> tuple[float, float]:
    """The lowest and the highest estimate."""
    low, high = (lines.get(f"estimate_{end}", lines["estimate"]).iloc[-1]["value"] for end in ("low", "high"))
    return float(low), float(high)


def _labels(lines: Mapping[str, pd.DataFrame], summary: Mapping[str, Any]) -> list[tuple[float, str, str]]:
    """Height, text and colour: the three figures of the status date, and where the estimates end."""
    labels = [
        (float(summary[of]), f"{say(f'charts.s_curve.{name}_short')} {show(summary[of], 'money')}",
         line_style(name)["color"])
        for name, of in LINES.items() if not is_nothing(summary[of])
    ]  # fmt: skip
    if "estimate" in lines and "actual" in lines:
        low, high = _range(lines)
        ends = dict.fromkeys((show(low, "money"), show(high, "money")))
        text = f"{say('charts.s_curve.estimate_short')} {' – '.join(ends)}"
        labels.append((float(lines["estimate"].iloc[-1]["value"]), text, theme.inks().muted))
    return labels


def _add_labels(drawn: go.Figure, labels: list[tuple[float, str, str]], top: float) -> None:
    """Right of the plot, where they cover no curve, pushed apart."""
    heights = theme.spread([value for value, _, _ in labels], top * 0.05)
    for (_, text, colour), height in zip(labels, heights, strict=True):
        drawn.add_annotation(
            x=1, xref="paper", y=height, xanchor="left", xshift=6, showarrow=False, text=f"<b>{text}</b>",
            font={"color": colour},
        )  # fmt: skip
    width = max((theme.width_of(text) for _, text, _ in labels), default=0)
    drawn.update_layout(margin={"r": 16 + round(width * CHARACTER)})


def _add_budget(drawn: go.Figure, budget: float | None, first: pd.Timestamp) -> None:
    if is_nothing(budget):
        return
    ink = theme.inks()
    drawn.add_hline(y=float(budget), line={"color": ink.plan, "width": 1, "dash": "dot"})
    drawn.add_annotation(
        x=first, y=float(budget), text=say("charts.s_curve.budget", figure=show(budget, "money")), showarrow=False,
        xanchor="left", yanchor="bottom", font={"size": 11, "color": ink.muted},
    )  # fmt: skip


def _add_original(drawn: go.Figure, lines: Mapping[str, pd.DataFrame]) -> None:
    """The name of the plan first approved, at the day by which it meant to be done: above its end, or below where more
    was earned or spent by then."""
    if "original" not in lines:
        return
    points = lines["original"]
    end = points.loc[points["value"].idxmax()]
    above = [line[line["on_date"] <= end["on_date"]]["value"].max() for name, line in lines.items() if name in LINES]
    is_passed = max((value for value in above if value == value), default=0) >= end["value"]
    drawn.add_annotation(
        x=end["on_date"], y=float(end["value"]), text=say("charts.s_curve.original_short"), showarrow=False,
        xanchor="left" if is_passed else "right", yanchor="top" if is_passed else "bottom",
        xshift=6 if is_passed else -4, yshift=-2 if is_passed else 2, font={"size": 11, "color": theme.inks().muted},
    )  # fmt: skip


def _add_status(drawn: go.Figure, summary: Mapping[str, Any]) -> None:
    """The status date, as an upright line."""
    status_date = summary["status_date"]
    if is_nothing(status_date):
        return
    ink = theme.inks()
    drawn.add_vline(x=status_date, line={"color": ink.axis, "width": 1})
    drawn.add_annotation(
        x=status_date, y=0, text=say("charts.s_curve.status_date"), showarrow=False, xanchor="left", yanchor="bottom",
        xshift=4, font={"size": 11, "color": ink.muted},
    )  # fmt: skip


def _title(summary: Mapping[str, Any]) -> str:
    behind, excess = summary["value_behind"], summary["cost_excess"]
    if is_nothing(behind):
        return say("charts.s_curve.plain")
    way, value = side(behind, "money", "behind", "ahead"), show(abs(behind), "money")
    if is_nothing(excess) or side(excess, "percent", "more", "less") == LEVEL:
        return say(f"charts.s_curve.{way}", value=value)
    cost = side(excess, "percent", "more", "less")
    return say(f"charts.s_curve.{way}_{cost}", value=value, share=show(abs(excess), "percent"))


def _caption(lines: Mapping[str, pd.DataFrame]) -> str:
    missing = [say(f"charts.s_curve.no_{name}") for name in ("planned", "earned", "actual") if name not in lines]
    first = [say("charts.s_curve.original_caption")] if "original" in lines else []
    return paragraph([say("charts.s_curve.caption"), *first, *missing])


def _alt(lines: Mapping[str, pd.DataFrame]) -> str:
    return "; ".join(
        f"{say(f'charts.s_curve.{name}')}: {show(points['value'].iloc[-1], 'money')} "
        f"({show(points['on_date'].iloc[-1], 'date')})"
        for name, points in lines.items()
    )
