"""How far off forecasts were, some months before the finish."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import say

HEIGHT = 300
FARTHEST = 1.0  # an error beyond it stands on the edge
LEAST_REACH = 0.16  # the band within which a forecast was right is never the whole picture
ROOM, STEP = 0.6, 0.09  # of a place on the axis: for the dots side by side, between two of them
JUDGED_BY = (6, 3, 12)  # months before the finish whose figure makes the title, the first that has one


def forecast_errors(errors: pd.DataFrame, beside: pd.DataFrame | None = None) -> go.Figure:
    """A dot per project that finished, twelve, six and three months before; a blue line for their median, a band for
    forecasts that were right. A click gives the project. `beside` are the errors of all charts that stand side by side:
    one scale for all of them.

    `errors`: of one measure, months_before, project_id, project_name, error, missed_days, error_less_changes, bias,
    bias_days, bias_less_changes, leaning, count_within, count_known, count_closed, least_count, tolerance; a row per
    project and month, the earliest months first.
    """
    measure, tolerance = errors["measure"].iloc[0], float(errors["tolerance"].iloc[0])
    months = list(errors["months_before"].drop_duplicates())
    known = errors.dropna(subset=["error"]).assign(shown=lambda rows: rows["error"].clip(-FARTHEST, FARTHEST))
    together = errors.drop_duplicates("months_before").set_index("months_before")
    drawn = theme.figure(_title(measure, together), _caption(measure, known, errors), _alt(known), HEIGHT)
    ink = theme.inks()
    drawn.add_hrect(y0=-tolerance, y1=tolerance, fillcolor=ink.grid, line_width=0, layer="below")
    drawn.add_hline(y=0, line={"color": ink.axis, "width": 1})
    reach = _reach(errors if beside is None else beside)
    for place, month in enumerate(months):
        _add_dots(drawn, known[known["months_before"] == month], place)
        _add_median(drawn, together.loc[month], place)
    drawn.update_xaxes(
        range=[-0.5, len(months) - 0.4], tickvals=list(range(len(months))), ticks="",
        ticktext=[_place(month, together.loc[month]) for month in months], tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    drawn.update_yaxes(range=[-reach * 1.15, reach * 1.15], showgrid=False, **_ticks(reach, tolerance))
    return drawn


def _reach(errors: pd.DataFrame) -> float:
    """The largest error that is shown, and never less than the band for forecasts that were right needs."""
    return max([LEAST_REACH, *errors["error"].dropna().astype(float).clip(-FARTHEST, FARTHEST).abs()])


def _ticks(reach: float, tolerance: float) -> dict[str, list]:
    """Two ticks at most on each side, on bounds of the band or multiples of it."""
    step = tolerance * next(times for times in (1, 2, 5) if times * tolerance * 3.5 >= reach)
    values = [step * place for place in range(-2, 3) if abs(step * place) <= reach * 1.15]
    return {"tickvals": values, "ticktext": [show(value, "percent", sign=True) for value in values]}


def _add_dots(drawn: go.Figure, rows: pd.DataFrame, place: int) -> None:
    """The projects side by side, the lowest error first, so that equal ones are seen apart."""
    ink = theme.inks()
    step = min(STEP, ROOM / max(len(rows), 1))
    first = place - step * (len(rows) - 1) / 2
    drawn.add_scatter(
        x=[first + step * number for number in range(len(rows))], y=rows["shown"], mode="markers",
        customdata=list(rows["project_id"]), cliponaxis=False,
        marker={"size": 9, "color": ink.actual, "line": {"color": ink.page, "width": 1}},
        hovertemplate=[
            theme.hover(
                say("earned_value.errors.hover", project=row.project_name, months=row.months_before), _figure(row),
                say("earned_value.errors.less_changes", share=show(row.error_less_changes, "percent", sign=True))
                if not is_nothing(row.error_less_changes) else "",
            )
            for row in rows.itertuples()
        ],
    )  # fmt: skip


def _figure(row: tuple) -> str:
    share = show(row.error, "percent", sign=True)
    if is_nothing(row.missed_days):
        return share
    return say("earned_value.errors.days", days=show(row.missed_days, "days", sign=True), share=share)


def _add_median(drawn: go.Figure, told: pd.Series, place: int) -> None:
    """The median as a line across the dots, its figure beside it; that without later changes where it is another."""
    if is_nothing(told["bias"]):
        return
    ink = theme.inks()
    bias = max(-FARTHEST, min(FARTHEST, float(told["bias"])))
    half = ROOM / 2 + 0.03
    drawn.add_shape(type="line", x0=place - half, x1=place + half, y0=bias, y1=bias,
                    line={"color": ink.focus, "width": 2.6})  # fmt: skip
    drawn.add_annotation(
        x=place + half, y=bias, xanchor="left", yanchor="bottom", xshift=3, showarrow=False,
        text=f"<b>{show(told['bias'], 'percent', sign=True)}</b>", font={"color": ink.focus},
    )  # fmt: skip


def _place(month: int, told: pd.Series) -> str:
    """'6 months before', how many were right, and the median without later changes where that is another."""
    lines = [say("earned_value.errors.before", months=month)]
    if not told["count_known"]:
        return "<br>".join([*lines, say("earned_value.errors.nothing")])
    lines.append(say("earned_value.errors.known", within=int(told["count_within"]), known=int(told["count_known"]),
                     tolerance=show(told["tolerance"], "percent")))  # fmt: skip
    without = show(told["bias_less_changes"], "percent", sign=True)
    if not is_nothing(told["bias_less_changes"]) and without != show(told["bias"], "percent", sign=True):
        lines.append(say("earned_value.errors.less_changes", share=without))
    return "<br>".join(lines)


def _title(measure: str, together: pd.DataFrame) -> str:
    """Which way most forecasts erred, where they did, else how many were right."""
    judged = [month for month in JUDGED_BY if month in together.index and not is_nothing(together.loc[month, "bias"])]
    if not judged:
        return say(f"earned_value.errors.{measure}_few")
    told = together.loc[judged[0]]
    if is_nothing(told["leaning"]):
        return say(f"earned_value.errors.{measure}_within", months=judged[0], within=int(told["count_within"]),
                   known=int(told["count_known"]), tolerance=show(told["tolerance"], "percent"))  # fmt: skip
    if measure == "finish":
        days = show(abs(float(told["bias_days"])), "count")
        return say(f"earned_value.errors.finish_{told['leaning']}", months=judged[0], days=days)
    share = show(abs(float(told["bias"])), "percent")
    return say(f"earned_value.errors.cost_{told['leaning']}", months=judged[0], share=share)


def _caption(measure: str, known: pd.DataFrame, errors: pd.DataFrame) -> str:
    told = say(f"earned_value.errors.{measure}_caption", least=int(errors["least_count"].iloc[0]),
               tolerance=show(errors["tolerance"].iloc[0], "percent"))  # fmt: skip
    clipped = int((known["error"].abs() > FARTHEST).sum())
    bound = show(FARTHEST, "percent")
    return told + (say("earned_value.errors.clipped", count=clipped, bound=bound) if clipped else "")


def _alt(known: pd.DataFrame) -> str:
    return "; ".join(
        f"{say('earned_value.errors.hover', project=row.project_name, months=row.months_before)}: {_figure(row)}"
        for row in known.itertuples()
    )
