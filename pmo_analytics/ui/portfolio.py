"""The cards and the columns of the portfolio's pages."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from pmo_analytics.display import is_nothing, mark, short_month, show
from pmo_analytics.ui import changes, labels
from pmo_analytics.ui.cards import Figure, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, unit of its change, which way is good
CARDS = {
    "red_projects": ("count", "count", "lower"),
    "forecast_overrun": ("money", "money", "lower"),
    "budget_spent": ("percent", "points", None),
    "finish_on_time": ("percent", "points", "higher"),
    "median_slip": ("days", "days", "lower"),
    "green_said_red": ("count", "count", "lower"),
}
SHOWN = 7
DIMENSIONS = ("overall", "schedule", "cost", "scope", "risk", "resource")
FIGURE_REASONS = ("slip_reason", "over_budget_reason")
GRID_REASONS = (*(f"{name}_reason" for name in DIMENSIONS), *FIGURE_REASONS)


def overview_figures(cards: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """The six cards of the overview from `overview_cards`."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name, (unit, change_unit, better) in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        plan = say("overview.plan", figure=show(now["planned"], unit)) if not is_nothing(now["planned"]) else ""
        yield Figure(
            label=say(f"overview.card.{name}"),
            value=now["value"],
            unit=unit,
            change=None if better is None else now["change"],
            change_unit=change_unit,
            better=changes.good_way(now, better, "lowers"),
            note=labels.reason(now["reason"]) or plan or against,
            trend=trend,
            below=" · ".join(changes.notes(now)),
            explained_by=f"overview.{name}",
        )


def attention_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `attention_list`, with the decision asked for, else what made the project red."""
    shown = labels.with_reasons(rows, ("reason", *FIGURE_REASONS))
    why = shown["drivers"].map(
        lambda names: say("overview.declared_red") if is_nothing(names)
        else say("overview.because", drivers=labels.drivers(names))
    )  # fmt: skip
    return shown.assign(decision=shown["decision"].where(shown["decision"].notna(), why))


def attention_caption(count: int) -> str:
    """How the list is sorted, and how much of it is shown."""
    more = say("overview.attention_shown", shown=SHOWN, count=count) if count > SHOWN else ""
    return say("overview.attention_caption") + more


def attention_columns() -> list[Column]:
    """Project, computed, declared, decision, slip, over budget."""
    return [
        Column("project_name", say("columns.project"), "link"),
        Column("computed", say("columns.computed"), "light", detail="reason"),
        Column("declared", say("columns.declared"), "light"),
        Column("decision", say("columns.decision"), "text"),
        *_worst_figures(),
    ]


def _worst_figures() -> list[Column]:
    return [
        Column("finish_slip_days", say("columns.slip"), "num", "days", sign=True, bad="is_slip_red",
               detail="slip_reason"),
        Column("over_budget", say("columns.over_budget"), "num", "money", sign=True, bad="is_over_budget_red",
               detail="over_budget_reason"),
    ]  # fmt: skip


def grid_columns() -> list[Column]:
    """The health grid: project, attention, a strip per dimension, slip, over budget, manager."""
    return [
        Column("project_name", say("columns.project"), "link", detail="project_id"),
        Column("attention", say("columns.attention"), "num", "score", help=say("columns.attention_help")),
        *(Column(name, say(f"lights.dimension.{name}"), "strip") for name in DIMENSIONS),
        *_worst_figures(),
        Column("manager", say("columns.manager"), "short"),
    ]


def kinds_of_rows(grid: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of the health grid that the control above it offers: all, red, declared differs from computed."""
    return {
        "all": grid,
        "red": grid[grid["overall_strip"].str[-1] == "R"],
        "differs": grid[grid["count_differs"] > 0],
    }


def grid_key() -> None:
    """The four lights with their words."""
    colours = {"green": "green", "amber": "orange", "red": "red", "unknown": "gray"}
    st.markdown(
        "&nbsp; ".join(f":{colour}[{mark(light)}] {say(f'lights.{light}')}" for light, colour in colours.items()),
        width="content",
    )
