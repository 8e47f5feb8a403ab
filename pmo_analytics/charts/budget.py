"""The fiscal year's money: by month, by department against the calendar, and how the final cost has moved."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import notation, theme
from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import listing, say

HEIGHT = 330
MOST_GROUPS, FEWEST_ROWS = 12, 5
OUTLINE, BAR = 0.62, 0.4
MOST_OVER = 3


def by_month(months: pd.DataFrame, projects: pd.DataFrame) -> go.Figure:
    """Budget as an outline behind the solid actual of months passed and the hatched forecast of those to come, of which
    the part that older reports expected is lighter.

    `months`: month, fiscal_year, budget, actual, forecast, carried, is_past, count_listed, count_projects, in order.
    `projects`: project_name, over_to_date, is_over_to_date; those beyond the bound are named.
    """
    first = months.iloc[0]
    over = projects[projects["is_over_to_date"]].sort_values("over_to_date", ascending=False)
    caption = say(
        "budget.by_month.caption", year=int(first["fiscal_year"]), known=int(first["count_listed"]),
        total=int(first["count_projects"]),
    )  # fmt: skip
    caption += _carried_caption(months) + _over_caption(over)
    drawn = theme.figure(_months_title(months, len(over)), caption, _months_alt(months), HEIGHT)
    styles = {
        "budget": (OUTLINE, notation.outlined()),
        "actual": (BAR, notation.solid()),
        "forecast": (BAR, notation.hatched()),
        "carried": (BAR, notation.hatched_before()),
    }
    for name, (width, marker) in styles.items():
        known = months[months[name].notna()]
        drawn.add_bar(
            x=list(known.index), y=[float(value) for value in known[name]], width=width, marker=marker,
            hovertemplate=[_month_hover(name, row) for row in known.to_dict("records")],
        )  # fmt: skip
    figures = months[list(styles)].astype(float)
    top, bottom = float(figures.max().max()) * 1.08, min(0.0, float(figures.min().min()) * 1.08)
    ticks = theme.month_ticks(months["month"])
    drawn.update_layout(barmode="overlay")
    drawn.update_xaxes(tickvals=list(months.index), ticktext=ticks["ticktext"])
    drawn.update_yaxes(range=[bottom, top], **theme.money_ticks(top, bottom))
    return drawn


def _month_hover(name: str, row: dict) -> str:
    compared = say("budget.by_month.compared", figure=show(row["budget"], "money")) if name != "budget" else ""
    what = f"{say(f'budget.by_month.{name}')}, {show(row['month'], 'month')}"
    return theme.hover(what, show(row[name], "money"), compared)


def _carried_caption(months: pd.DataFrame) -> str:
    return say("budget.by_month.carried_caption") if (months["carried"] > 0).any() else ""


def _over_caption(over: pd.DataFrame) -> str:
    """Who has spent more than its budget to date: sums hide them."""
    if over.empty:
        return ""
    named = [
        f"{theme.cut(row.project_name, 24)} {show(row.over_to_date, 'money', sign=True)}"
        for row in over.head(MOST_OVER).itertuples()
    ]
    more = len(over) - len(named)
    names = listing([*named, say("budget.by_month.over_more", count=more)] if more else named)
    return say("budget.by_month.over_caption", names=names)


def _months_title(months: pd.DataFrame, over: int) -> str:
    both = months[months["is_past"] & months["budget"].notna() & months["actual"].notna()]
    above = int((both["actual"] > both["budget"]).sum())
    below = int((both["actual"] < both["budget"]).sum())
    for way, count in (("below", below), ("above", above)):
        if len(both) > 1 and count > len(both) / 2:
            hidden = "_but" if way == "below" and over else ""
            return say(f"budget.by_month.{way}{hidden}", months=count, total=len(both), count=over)
    return say("budget.by_month.plain")


def _months_alt(months: pd.DataFrame) -> str:
    return "; ".join(
        f"{show(row['month'], 'month')}: "
        + ", ".join(
            f"{say(f'budget.by_month.{name}')} {show(row[name], 'money')}"
            for name in ("budget", "actual", "forecast", "carried") if not is_nothing(row[name])
        )
        for row in months.to_dict("records")
    )  # fmt: skip


def execution(groups: pd.DataFrame) -> go.Figure:
    """A solid bar per group up to its execution rate, time elapsed as one line across, rate and gap at the end; in grey
    why a group has no rate. A click gives level and name of a group that has a name.

    `groups`: level, name, fiscal_year, execution_rate, time_elapsed, gap, is_behind, bound, reason in words; furthest
    behind first.
    """
    shown = groups.head(MOST_GROUPS).assign(title=groups["name"].fillna(say("budget.execution.no_name")))
    drawn = theme.figure(_execution_title(groups), _execution_caption(groups), _execution_alt(shown), HEIGHT)
    ink, elapsed = theme.inks(), float(shown["time_elapsed"].iloc[0])
    places, rates = list(range(len(shown))), [float(rate) for rate in shown["execution_rate"].fillna(0)]
    drawn.add_bar(
        x=rates, y=places, orientation="h", width=0.46, marker=notation.solid(),
        customdata=[None if is_nothing(name) else [level, name] for level, name in shown[["level", "name"]].values],
        hovertemplate=[
            theme.hover(row.title, _end(row), say("budget.execution.elapsed", share=show(elapsed, "percent")))
            for row in shown.itertuples()
        ],
    )  # fmt: skip
    drawn.add_vline(x=elapsed, line={"color": ink.focus, "width": 2})
    drawn.add_annotation(
        x=elapsed, y=1, yref="paper", yanchor="bottom", showarrow=False, font={"color": ink.focus},
        text=say("budget.execution.elapsed", share=show(elapsed, "percent")),
    )  # fmt: skip
    reach = max([elapsed, *rates])
    for place, row, rate in zip(places, shown.itertuples(), rates, strict=True):
        # the figure stands right of the line where it would otherwise be crossed by it
        crosses = rate <= elapsed < rate + 0.34 * reach
        drawn.add_annotation(
            x=elapsed if crosses else rate, y=place, xshift=8, xanchor="left", showarrow=False, text=_end(row),
            font={"color": _end_colour(row)}, align="left", bgcolor=theme.inks().page,
        )  # fmt: skip
    drawn.update_xaxes(visible=False, range=[min([0.0, *rates]), reach * 1.42])
    drawn.update_yaxes(
        tickvals=places, ticktext=[theme.wrapped(title, 22) for title in shown["title"]], showgrid=False,
        range=[max(len(shown), FEWEST_ROWS) - 0.4, -0.6], tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    drawn.update_layout(margin={"t": 28})
    return drawn


def _end(row: tuple) -> str:
    """What stands at the end of a group's bar."""
    if is_nothing(row.execution_rate):
        return theme.wrapped(row.reason, 36)
    return f"{show(row.execution_rate, 'percent')}  <b>{show(row.gap, 'points')}</b>"


def _end_colour(row: tuple) -> str:
    ink = theme.inks()
    if is_nothing(row.execution_rate):
        return ink.muted
    return ink.lights["red"].text if row.is_behind else ink.text


def _execution_title(groups: pd.DataFrame) -> str:
    behind = groups[groups["is_behind"]]["name"].fillna(say("budget.execution.no_name"))
    if behind.empty:
        is_all_known = groups["execution_rate"].notna().all()
        return say("budget.execution.none_behind" if is_all_known else "budget.execution.plain")
    key, names = "behind_one" if len(behind) == 1 else "behind", listing(theme.cut(name, 24) for name in behind)
    if len(behind) > 2 or theme.width_of(names) > 30:
        return say("budget.execution.behind_count", behind=len(behind), total=len(groups))
    return say(f"budget.execution.{key}", groups=names)


def _execution_caption(groups: pd.DataFrame) -> str:
    first = groups.iloc[0]
    caption = say(
        "budget.execution.caption", year=int(first["fiscal_year"]), level=say(f"budget.execution.{first['level']}"),
        bound=show(first["bound"], "points"),
    )  # fmt: skip
    return caption + (say("budget.execution.more", count=MOST_GROUPS) if len(groups) > MOST_GROUPS else "")


def _execution_alt(shown: pd.DataFrame) -> str:
    return "; ".join(
        f"{row.title}: {show(row.execution_rate, 'percent')} ({row.reason or show(row.gap, 'points')})"
        for row in shown.itertuples()
    )
