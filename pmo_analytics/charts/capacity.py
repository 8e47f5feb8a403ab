"""Demand and capacity: the projects behind a cell of the heat map, and hours planned month by month."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import show, spelled
from pmo_analytics.words import say

MOST_BARS = 6
FEWEST_BARS = 4
# kind of subject -> how its amounts are shown: unit, column of firm amounts, of tentative ones
AMOUNTS = {"role": ("count", "firm_people", "tentative_people"), "person": ("hours", "firm_hours", "tentative_hours")}


def projects_behind(projects: pd.DataFrame, name: str) -> go.Figure:
    """Bars of the projects that plan hours of one role or person in one month: firm hatched, tentative outlined.

    `projects`: rows of `load_projects` of one subject and month, at least one. A click gives the project_id; hours of
    projects that are filtered out stand together and open nothing.
    """
    kind, month = projects["kind"].iloc[0], show(projects["month"].iloc[0], "month")
    unit, firm, tentative = AMOUNTS[kind]
    named = projects.assign(
        project_name=projects["project_name"].fillna(say("capacity.other")),
        firm=projects[firm].fillna(0).astype(float), tentative=projects[tentative].fillna(0).astype(float),
    )  # fmt: skip
    shown = _with_the_rest(named)
    caption = say(f"capacity.behind.caption_{kind}")
    drawn = theme.figure(_behind_title(named, name, month), caption, _alt(shown, unit), 220)
    places = list(range(len(shown)))
    ids = [project or None for project in shown["project_id"]]
    hovers = [theme.hover(f"{row.project_name}, {month}", _amount(row, unit)) for row in shown.itertuples()]
    for amounts, marker in ((shown["firm"], _hatched()), (shown["tentative"], _outlined())):
        drawn.add_bar(
            x=amounts, y=places, orientation="h", width=0.56, marker=marker, customdata=ids, hovertemplate=hovers
        )
    total = shown["firm"] + shown["tentative"]
    for place, row in zip(places, shown.itertuples(), strict=True):
        drawn.add_annotation(
            x=row.firm + row.tentative, y=place, text=_amount(row, unit), showarrow=False, xanchor="left", xshift=4
        )
    drawn.update_layout(barmode="stack")
    drawn.update_xaxes(visible=False, range=[0, (float(total.max()) or 1.0) * 1.28])
    drawn.update_yaxes(
        range=[max(len(shown), FEWEST_BARS) - 0.5, -0.5], showgrid=False, tickvals=places,
        ticktext=[theme.wrapped(name, 20) for name in shown["project_name"]],
        tickfont={"size": 12, "color": theme.inks().text},
    )  # fmt: skip
    return drawn


def demand(months: pd.DataFrame, name: str) -> go.Figure:
    """Columns of planned hours by month, firm hatched and tentative outlined on top, and the capacity as a step line.

    `months`: rows of `load_months` of one subject, oldest first. Amounts of roles are in full-time people.
    """
    kind = "person" if months["kind"].iloc[0] == "person" else "role"
    unit, firm, tentative = AMOUNTS[kind]
    capacity = "capacity_hours" if kind == "person" else "capacity_people"
    drawn = theme.figure(_demand_title(months, name), _demand_caption(months, kind, capacity), _demand_alt(months), 220)
    places = list(range(len(months)))
    for column, marker, word in ((firm, _hatched(), "planned"), (tentative, _outlined(), "tentative")):
        drawn.add_bar(
            x=places, y=months[column].astype(float), marker=marker, width=0.62,
            hovertemplate=[
                theme.hover(f"{say(f'capacity.demand.{word}')}, {show(month, 'month')}", show(amount, unit))
                for month, amount in zip(months["month"], months[column], strict=True)
            ],
        )  # fmt: skip
    known = [float(amount) for amount in months[capacity]]
    drawn.add_scatter(
        x=[place + edge for place in places for edge in (-0.5, 0.5)],
        y=[amount for amount in known for _ in range(2)],
        mode="lines", line={"color": theme.inks().actual, "width": 2.2, "shape": "linear"}, connectgaps=False,
        hovertemplate=[
            theme.hover(f"{say('capacity.demand.capacity')}, {show(month, 'month')}", show(amount, unit))
            for month, amount in zip(months["month"], known, strict=True)
            for _ in range(2)
        ],
    )  # fmt: skip
    top = max([1.0, *months[capacity].dropna(), *(months[firm].fillna(0) + months[tentative].fillna(0))]) * 1.08
    drawn.update_layout(barmode="stack")
    drawn.update_yaxes(range=[0, float(top)], nticks=5)
    ticks = theme.month_ticks(list(months["month"]))
    drawn.update_xaxes(range=[-0.6, len(places) - 0.4], tickvals=places, ticktext=ticks["ticktext"])
    return drawn


def _hatched() -> dict:
    """Planned: what is expected is hatched."""
    ink = theme.inks()
    return {
        "color": ink.actual, "line": {"color": ink.actual, "width": 1.2},
        "pattern": {"shape": "/", "fgcolor": ink.actual, "bgcolor": ink.page, "size": 5, "solidity": 0.4},
    }  # fmt: skip


def _outlined() -> dict:
    ink = theme.inks()
    return {"color": "rgba(0,0,0,0)", "line": {"color": ink.plan, "width": 1.2}}


def _with_the_rest(projects: pd.DataFrame) -> pd.DataFrame:
    """The projects with the most hours; the others together, where there are too many for bars."""
    if len(projects) <= MOST_BARS:
        return projects
    first, rest = projects.head(MOST_BARS - 1), projects.iloc[MOST_BARS - 1 :]
    together = {
        "project_id": "", "project_name": say("capacity.behind.rest", count=len(rest)), "firm": rest["firm"].sum(),
        "tentative": rest["tentative"].sum(),
    }  # fmt: skip
    return pd.concat([first, pd.DataFrame([together])])


def _amount(row: tuple, unit: str) -> str:
    digits = 1 if unit == "count" else 0
    return show(round(row.firm + row.tentative, digits), unit)


def _behind_title(projects: pd.DataFrame, name: str, month: str) -> str:
    total = projects["firm"].sum()
    enough = int((projects["firm"].cumsum() < total / 2).sum()) + 1
    if not total or enough > 3:
        return say("capacity.behind.plain", name=name, month=month)
    return say("capacity.behind.half", name=name, month=month, count=enough, projects=spelled(enough))


def _alt(projects: pd.DataFrame, unit: str) -> str:
    return "; ".join(f"{row.project_name}: {_amount(row, unit)}" for row in projects.itertuples())


def _demand_title(months: pd.DataFrame, name: str) -> str:
    known = months[months["capacity_hours"].notna() & months["firm_hours"].notna()]
    if known.empty:
        return say("capacity.demand.plain", name=name)
    over = int((known["firm_hours"] > known["capacity_hours"]).sum())
    if not over:
        return say("capacity.demand.within", name=name)
    if over == len(months):
        return say("capacity.demand.always", name=name)
    return say("capacity.demand.exceeds", name=name, count=over, total=len(months))


def _demand_caption(months: pd.DataFrame, kind: str, capacity: str) -> str:
    caption = say("capacity.demand.caption_hours" if kind == "person" else "capacity.demand.caption_people")
    return caption if months[capacity].notna().any() else f"{caption}. {say('capacity.demand.unknown')}"


def _demand_alt(months: pd.DataFrame) -> str:
    return "; ".join(
        f"{show(row.month, 'month')}: {say('capacity.demand.planned')} {show(row.firm_hours, 'hours')}, "
        f"{say('capacity.demand.capacity')} {show(row.capacity_hours, 'hours')}"
        for row in months.itertuples()
    )
