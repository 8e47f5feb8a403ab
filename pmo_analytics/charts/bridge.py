"""From one month's estimate at completion to another's, step by step."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import notation, theme
from pmo_analytics.display import is_nothing, short_month, show
from pmo_analytics.words import say

HEIGHT = 330
ENDS = ("before", "now")
GONE = ("silent", "left")
NOT_IN_BOTH = ("entered", *GONE)


def estimate_bridge(steps: pd.DataFrame, before: pd.Timestamp, now: pd.Timestamp) -> go.Figure:
    """A waterfall: the compared month solid and light, steps up red and down green, the month shown hatched.

    `steps`: place, step (before, project, others, entered, silent, left, now), project_id, project_name, amount, total,
    count_projects, in order. A click on a project's step gives its id. The axis is cut where steps would be slivers.
    """
    rows = steps.to_dict("records")
    totals = [float(row["total"]) for row in rows]
    floor = _floor(totals)
    caption = say("budget.bridge.caption", before=show(before, "month"), now=show(now, "month"))
    cut = say("budget.bridge.cut", figure=show(floor, "money")) if floor else ""
    drawn = theme.figure(_title(rows), caption + cut, _alt(rows, before, now), HEIGHT)
    ink, reach = theme.inks(), max(totals) - floor
    for place, row in enumerate(rows):
        start = floor if row["step"] in ENDS else min(totals[place - 1], totals[place])
        height = totals[place] - floor if row["step"] in ENDS else abs(float(row["amount"]))
        project = "" if is_nothing(row["project_id"]) else row["project_id"]
        drawn.add_bar(
            x=[place], y=[height], base=[start], width=0.62, marker=_marker(row), customdata=[project],
            hovertemplate=theme.hover(
                _name(row, before, now), _figure(row), say("budget.bridge.projects", count=int(row["count_projects"]))
            ),
        )  # fmt: skip
        drawn.add_annotation(
            x=place, y=start + height, yanchor="bottom", showarrow=False, font={"color": _text_colour(row)},
            text=f"<b>{_figure(row)}</b>" if row["step"] == "now" else _figure(row),
        )  # fmt: skip
    if floor:
        drawn.add_annotation(
            x=0, y=floor, yanchor="bottom", text="≈", showarrow=False, font={"size": 14, "color": ink.text}
        )
    drawn.update_layout(barmode="overlay")
    drawn.update_xaxes(
        tickvals=list(range(len(rows))), ticktext=[theme.wrapped(_name(row, before, now), 15) for row in rows]
    )
    drawn.update_yaxes(visible=False, range=[floor, floor + reach * 1.12])
    return drawn


def _floor(totals: list[float]) -> float:
    """Where the axis begins: 0, or a round figure below the lowest total where the totals hardly differ."""
    lowest, highest = min(totals), max(totals)
    room = max(highest - lowest, highest * 0.002)
    if lowest <= 0 or lowest - room < 0.5 * lowest:
        return 0.0
    step = 10.0 ** (len(str(int(room))) - 1)
    return max(0.0, (lowest - room) // step * step)


def _marker(row: dict) -> dict:
    ink = theme.inks()
    if row["step"] == "now":
        return notation.hatched()
    if row["step"] in ("before", *NOT_IN_BOTH):
        return {"color": ink.previous}
    return {"color": ink.lights["red" if row["amount"] > 0 else "green"].fill}


def _text_colour(row: dict) -> str:
    ink = theme.inks()
    if row["step"] in ("project", "others"):
        return ink.lights["red" if row["amount"] > 0 else "green"].text
    return ink.text


def _figure(row: dict) -> str:
    return show(row["amount"], "money", sign=row["step"] not in ENDS)


def _name(row: dict, before: pd.Timestamp, now: pd.Timestamp) -> str:
    if row["step"] == "project":
        return str(row["project_name"])
    if row["step"] in ENDS:
        return short_month(before if row["step"] == "before" else now)
    return say(f"budget.bridge.{row['step']}")


def _title(rows: list[dict]) -> str:
    """Which project moved the estimate most, else how far it moved; like for like where projects came or went."""
    change = sum(float(row["amount"]) for row in rows if row["step"] in ("project", "others"))
    projects = [row for row in rows if row["step"] == "project"]
    if projects and change and abs(projects[0]["amount"]) > 0.5 * abs(change) and projects[0]["amount"] * change > 0:
        name = theme.cut(str(projects[0]["project_name"]), 22)
        return say("budget.bridge.driver", project=name, change=show(projects[0]["amount"], "money", sign=True))
    if any(row["step"] in NOT_IN_BOTH for row in rows):
        return _like_for_like(rows, change)
    if show(change, "money") == "0":
        return say("budget.bridge.same")
    return say(f"budget.bridge.{'rose' if change > 0 else 'fell'}", change=show(abs(change), "money"))


def _like_for_like(rows: list[dict], change: float) -> str:
    gone = sum(row["count_projects"] for row in rows if row["step"] in GONE)
    both = int(next(row["count_projects"] for row in rows if row["step"] == "before") - gone)
    return say("budget.bridge.like_for_like", count=both, change=show(change, "money", sign=True))


def _alt(rows: list[dict], before: pd.Timestamp, now: pd.Timestamp) -> str:
    return "; ".join(f"{_name(row, before, now)}: {_figure(row)}" for row in rows)
