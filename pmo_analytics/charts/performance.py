"""How well the money buys work: the portfolio's S-curve, and cost against schedule project by project."""

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.charts.curves import line_style
from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import is_nothing, show, spelled, width_of
from pmo_analytics.words import listing, say

HEIGHT = 430
LOW, HIGH = 0.7, 1.15
LARGEST, SMALLEST = 30.0, 5.0
MOST_LEFT_OUT = 3
FARTHEST, DEAREST = 3, 2  # labelled: so many of the farthest, so many of the lowest cost index
SIGN_WIDTH, LINE_HEIGHT = 0.0058, 0.022  # of a half character and of a line, on the axes of a card of half a page
LABEL_DROPS = (0.035, -0.035, 0.06, -0.06, 0.09, -0.09, 0.12, -0.12)


Box = tuple[float, float, float, float]  # left, right, low, high


def portfolio_curves(curves: pd.DataFrame) -> go.Figure:
    """Planned value dashed, actual cost in ink, earned value blue, each with its last figure at the right.

    `curves`: series (planned, earned, actual), on_date, value, count_known, count_projects, budget_ratio,
    left_out_names, left_out_lag.
    """
    lines = {name: points.sort_values("on_date") for name, points in curves.groupby("series")}
    drawn = theme.figure(_curves_title(lines), _curves_caption(curves), _curves_alt(lines), HEIGHT)
    top = float(curves["value"].max()) * 1.1
    last = {name: float(points["value"].iloc[-1]) for name, points in lines.items()}
    heights = dict(zip(last, theme.spread(list(last.values()), top * 0.06), strict=True))
    for name in ("planned", "actual", "earned"):
        style = line_style(name)
        drawn.add_scatter(
            x=lines[name]["on_date"], y=lines[name]["value"], mode="lines", line=style,
            hovertemplate=[_curve_hover(name, row) for row in lines[name].itertuples()],
        )  # fmt: skip
        drawn.add_annotation(
            x=1, xref="paper", y=heights[name], xanchor="left", xshift=6, showarrow=False,
            text=f"<b>{say(f'charts.s_curve.{name}_short')} {show(last[name], 'money')}</b>",
            font={"color": style["color"]},
        )  # fmt: skip
    months = sorted(curves["on_date"].unique())
    drawn.update_layout(margin={"r": 96})
    drawn.update_yaxes(range=[0, top], **theme.money_ticks(top))
    drawn.update_xaxes(range=[months[0], months[-1]], **theme.month_ticks([pd.Timestamp(month) for month in months]))
    return drawn


def _curve_hover(name: str, row: tuple) -> str:
    return theme.hover(f"{say(f'charts.s_curve.{name}')}, {show(row.on_date, 'month')}", show(row.value, "money"))


def _curves_title(lines: dict[str, pd.DataFrame]) -> str:
    behind = lines["planned"]["value"].to_numpy() - lines["earned"]["value"].to_numpy()
    first, last = float(behind[0]), float(behind[-1])
    if last < 0:
        return say("earned_value.curves.ahead")
    if first <= 0 or len(behind) < 2 or show(first, "money") == show(last, "money"):
        return say("earned_value.curves.plain")
    way = "grown" if last > first else "caught"
    return say(f"earned_value.curves.{way}", first=show(first, "money"), last=show(last, "money"))


def _curves_caption(curves: pd.DataFrame) -> str:
    first = curves.iloc[0]
    known, total = int(first["count_known"]), int(first["count_projects"])
    share = first["budget_ratio"]
    told = "" if is_nothing(share) else say("earned_value.curves.share", share=show(share, "percent"))
    return say("earned_value.curves.caption", known=known, total=total) + told + _left_out(first)


def _left_out(row: pd.Series) -> str:
    """Which projects the headline speaks of and the curve does not, and what they lack to the headline's figure."""
    names = list(row["left_out_names"])
    if not names:
        return ""
    named = names if len(names) <= MOST_LEFT_OUT else [
        *names[: MOST_LEFT_OUT - 1],
        say("earned_value.curves.more", count=len(names) - MOST_LEFT_OUT + 1),
    ]  # fmt: skip
    lag = float(row["left_out_lag"])
    return say(
        f"earned_value.curves.left_out_{'ahead' if lag < 0 else 'behind'}", lag=show(abs(lag), "money"),
        names=listing(theme.cut(name, 26) for name in named),
    )  # fmt: skip


def _curves_alt(lines: dict[str, pd.DataFrame]) -> str:
    return "; ".join(
        f"{say(f'charts.s_curve.{name}')}: {show(points['value'].iloc[-1], 'money')} "
        f"({show(points['on_date'].iloc[-1], 'month')})"
        for name, points in lines.items()
    )


def bullseye(points: pd.DataFrame) -> go.Figure:
    """Cost index over schedule index: a bubble per project with the tail of its last months, on the tints of the
    thresholds. A click gives the project.

    `points`: project_id, project_name, period, cost_index, schedule_index, is_time, budget, is_now, the four bounds,
    distance from (1, 1); a row per project and month.
    """
    now = points[points["is_now"]]
    drawn = theme.figure(_bullseye_title(now), _bullseye_caption(now), _bullseye_alt(now), HEIGHT)
    _tint(drawn, now.iloc[0])
    _add_tails(drawn, points)
    _add_bubbles(drawn, now)
    _label_farthest(drawn, now)
    ink = theme.inks()
    axis = {"range": [LOW - 0.01, HIGH + 0.01], "tickvals": [0.7, 0.8, 0.9, 1.0, 1.1], "tickformat": ".1f"}
    titled = {"font": {"size": 11, "color": ink.muted}, "standoff": 6}
    drawn.update_xaxes(**axis, title={"text": say("earned_value.bullseye.schedule"), **titled})
    drawn.update_yaxes(**axis, showgrid=False, title={"text": say("earned_value.bullseye.cost"), **titled})
    return drawn


def _label_farthest(drawn: go.Figure, now: pd.DataFrame) -> None:
    """The names of the farthest from (1, 1) and of those that pay most for their work, each where it covers the fewest
    bubbles and no other name, tied to its bubble by a hairline."""
    ink = theme.inks()
    rows = pd.concat([now.nlargest(FARTHEST, "distance"), now.nsmallest(DEAREST, "cost_index")])
    bubbles = [(_within(row.schedule_index), _within(row.cost_index)) for row in now.itertuples()]
    taken: list[Box] = []
    for row in rows.drop_duplicates("project_id").itertuples():
        name = theme.cut(row.project_name, 26)
        at = (_within(row.schedule_index), _within(row.cost_index))
        x, y, box = min(_places(at, name), key=lambda place: _covered(place[2], bubbles, taken))
        taken.append(box)
        drawn.add_annotation(
            x=at[0], y=at[1], ax=x, ay=y, axref="x", ayref="y", showarrow=True, arrowhead=0, arrowwidth=0.8,
            arrowcolor=ink.plan, standoff=5, borderpad=1, text=theme.plain(name), font={"size": 11},
        )  # fmt: skip


def _places(at: tuple[float, float], name: str) -> Iterator[tuple[float, float, Box]]:
    """Where the name of a bubble may stand, the nearest first: its middle and its box."""
    half = width_of(name) * SIGN_WIDTH / 2
    for drop in LABEL_DROPS:
        for shift in (0, half, -half, 2 * half, -2 * half):
            x, y = at[0] + shift, at[1] - drop
            yield x, y, (x - half, x + half, y - LINE_HEIGHT / 2, y + LINE_HEIGHT / 2)


def _covered(box: Box, bubbles: list[tuple[float, float]], taken: list[Box]) -> int:
    """How bad a place is: other names in it, or being cut off at the edge, are worse than bubbles below it."""
    left, right, low, high = box
    names = sum(left < other[1] and right > other[0] and low < other[3] and high > other[2] for other in taken)
    cut = left < LOW or right > HIGH or low < LOW or high > HIGH
    near = 0.012
    below = sum(left - near < x < right + near and low - near < y < high + near for x, y in bubbles)
    return 100 * (names + cut) + below


def _within(index: float) -> float:
    return min(max(float(index), LOW), HIGH)


def _tint(drawn: go.Figure, bounds: pd.Series) -> None:
    """Red where either index is beyond its red bound, amber where either is beyond amber, else green."""
    lights, end = theme.inks().lights, HIGH + 0.01
    corners = (
        ("red", LOW - 0.01, LOW - 0.01),
        ("amber", bounds["schedule_red"], bounds["cost_red"]),
        ("green", bounds["schedule_amber"], bounds["cost_amber"]),
    )
    for light, left, bottom in corners:
        drawn.add_shape(
            type="rect", x0=left, y0=bottom, x1=end, y1=end, layer="below", line={"width": 0},
            fillcolor=lights[light].wash,
        )  # fmt: skip


def _add_tails(drawn: go.Figure, points: pd.DataFrame) -> None:
    tails = {"x": [], "y": []}
    for _, own in points.sort_values("period").groupby("project_id"):
        tails["x"] += [*own["schedule_index"].map(_within), None]
        tails["y"] += [*own["cost_index"].map(_within), None]
    drawn.add_scatter(**tails, mode="lines", line={"color": theme.inks().plan, "width": 0.8}, hoverinfo="skip")


def _add_bubbles(drawn: go.Figure, now: pd.DataFrame) -> None:
    ink, largest = theme.inks(), float(now["budget"].fillna(0).max()) or 1.0
    sizes = [max(SMALLEST, LARGEST * (max(float(size), 0.0) / largest) ** 0.5) for size in now["budget"].fillna(0)]
    drawn.add_scatter(
        x=now["schedule_index"].map(_within), y=now["cost_index"].map(_within), mode="markers",
        customdata=list(now["project_id"]),
        marker={"size": sizes, "color": ink.actual, "opacity": 0.85, "line": {"color": ink.page, "width": 1}},
        hovertemplate=[
            theme.hover(row.project_name, _indices(row), say("earned_value.bullseye.budget", figure=budget))
            for row, budget in zip(now.itertuples(), now["budget"].map(lambda size: show(size, "money")), strict=True)
        ],
    )  # fmt: skip


def _indices(row: tuple) -> str:
    return say(
        "earned_value.bullseye.figure", cost=show(row.cost_index, "ratio"), schedule=show(row.schedule_index, "ratio"),
        index=say(f"earned_value.bullseye.{'time' if row.is_time else 'schedule'}"),
    )  # fmt: skip


def _bullseye_title(now: pd.DataFrame) -> str:
    count = int(((now["cost_index"] < now["cost_amber"]) & (now["schedule_index"] < now["schedule_amber"])).sum())
    if not count:
        return say("earned_value.bullseye.none_both")
    return say("earned_value.bullseye.both", count=count, projects=spelled(count, capital=True))


def _bullseye_caption(now: pd.DataFrame) -> str:
    indices = now[["cost_index", "schedule_index"]]
    count = int(((indices < LOW) | (indices > HIGH)).any(axis=1).sum())
    bounds = {"low": show(LOW, "ratio"), "high": show(HIGH, "ratio")}
    clipped = say("earned_value.bullseye.clipped", count=count, **bounds) if count else ""
    return say("earned_value.bullseye.caption", **conventions_said()) + clipped


def _bullseye_alt(now: pd.DataFrame) -> str:
    return "; ".join(f"{row.project_name}: {_indices(row)}" for row in now.itertuples())
