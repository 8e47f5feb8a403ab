"""The cards and the columns of the portfolio's pages."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics.charts import sentences
from pmo_analytics.display import is_nothing, mark, short_month, show
from pmo_analytics.ui import causes as causes_of
from pmo_analytics.ui import changes, doubts, labels
from pmo_analytics.ui.cards import Figure, card, clicked, one_card, open_projects
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, unit of its change, which way is good
CARDS = {
    "projects": ("count", "count", None),
    "budget": ("money", "money", None),
    "budget_spent": ("percent", "points", None),
    "red_projects": ("count", "count", "lower"),
    "forecast_overrun": ("money", "money", "lower"),
    "finish_on_time": ("percent", "points", "higher"),
    "green_said_red": ("count", "count", "lower"),
}
ATTENTION_HEIGHT = 325  # of either list, so that choosing the other one moves nothing below
DIMENSIONS = ("overall", "schedule", "cost", "scope", "risk", "resource")
FIGURE_REASONS = ("slip_reason", "over_budget_reason")
LETTERS = {"red": "R", "amber": "A", "green": "G", "unknown": "N"}  # as the strips of the health grid have them
OVERRUN, DOUBT = ("forecast_overrun",), "over_budget_sign"  # the card of what is over budget; who is in doubt there
ASKED, RED, LIST = "asked", "red", "attention_list"  # the lists of the overview, and which one is shown


def overview_figures(cards: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """The cards of the overview from `overview_cards`."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name, (unit, change_unit, better) in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        plan = say("overview.plan", figure=show(now["planned"], unit)) if not is_nothing(now["planned"]) else ""
        some = int(now["count_projects"] - now["count_with_value"])
        lacking = {"projects": "overview.over", "budget": "overview.without_budget"}.get(name)
        known = say(lacking, count=some) if lacking and some else ""
        yield Figure(
            label=say(f"overview.card.{name}"),
            value=now["value"],
            unit=unit,
            change=None if better is None else now["change"],
            change_unit=change_unit,
            better=changes.good_way(now, better, "lowers"),
            note=labels.reason(now["reason"]) or plan or known or (against if better else ""),
            trend=trend,
            below=" · ".join((*_base(now), *changes.notes(now))),
            explained_by=f"overview.{name}",
        )


def _base(card: pd.Series) -> Iterator[str]:
    """'of 589.7M in 33 projects', under a share of another budget than the total."""
    if not is_nothing(card["base"]):
        yield say("overview.base", money=show(card["base"], "money"), count=int(card["count_with_value"]))


def attention(rows: pd.DataFrame, causes: pd.DataFrame, chosen: Filters) -> None:
    """The card of the projects that ask for a decision or are red: one of the two lists, as the reader chose."""
    lists = attention_lists(rows, causes, chosen)
    first = ASKED if len(lists[ASKED]) else RED
    name = st.session_state.get(LIST) or first
    shown, columns = lists[name], attention_columns(name)
    label = say(f"overview.named.{name}")
    with card(sentences.attention(shown, name), say(f"overview.caption.{name}")) as beside:
        with beside:
            download(shown, columns, f"attention-{name}", "attention_download", label)
        st.segmented_control(
            say("overview.attention"), list(lists), key=LIST, required=True, default=first,
            format_func=lambda name: say(f"overview.list.{name}", count=len(lists[name])),
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        table(shown, columns, f"attention_{name}", label, height=ATTENTION_HEIGHT)


def attention_lists(rows: pd.DataFrame, causes: pd.DataFrame, chosen: Filters) -> dict[str, pd.DataFrame]:
    """The rows of `attention_list` as two lists, which may share projects: what is asked for, with who asks whom and by
    when; what is red, with what made it so, from `light_causes`."""
    why = {project: causes_of.of_project(group, shown=1) for project, group in causes.groupby("project_id")}
    told = labels.with_reasons(rows, ("reason", *FIGURE_REASONS)).assign(
        asked_of=[_asked(row) for row in rows.to_dict("records")],
        why=rows["project_id"].map(why).fillna("").where(rows["computed"] == "red", say("overview.declared_red")),
    )
    told = doubts.in_rows(told, "over_budget_reason", chosen, OVERRUN, DOUBT)
    return {ASKED: told[told["decision"].notna()], RED: told[told["is_red"].astype(bool)]}


def _asked(row: Mapping[str, Any]) -> str:
    """'Li Na asks Zhang Min · by 2026-03-15, 16 days overdue', as far as it is known."""
    of = "" if is_nothing(row["asked_of"]) else say("overview.asks.of", person=row["asked_of"])
    by = "" if is_nothing(row["asked_by"]) else say("overview.asks.by", person=row["asked_by"])
    due = "" if is_nothing(row["due_on"]) else say("overview.asks.due", day=show(row["due_on"], "date"))
    late = "" if is_nothing(row["days_overdue"]) else say("overview.asks.late", days=show(row["days_overdue"], "days"))
    return " · ".join(part for part in (by + of, due + late) if part)


def attention_columns(name: str) -> list[Column]:
    """What is asked for and of whom, or why it is red; beside project, lights, slip and money."""
    asked = [
        Column("computed", say("columns.computed"), "light", detail="reason"),
        Column("decision", say("columns.decision"), "text", detail="asked_of"),
    ]
    red = [
        Column("declared", say("columns.declared"), "light"),
        Column("why", say("columns.why_red"), "text"),
        Column("months_red", say("columns.months_red"), "num", "count"),
    ]
    return [
        Column("project_name", say("columns.project"), "link"),
        *(asked if name == ASKED else red),
        *_worst_figures(),
    ]


def _worst_figures() -> list[Column]:
    return [
        Column("finish_slip_days", say("columns.slip"), "num", "days", sign=True, bad="is_slip_red",
               detail="slip_reason"),
        Column("over_budget", say("columns.over_budget"), "num", "money", sign=True, bad="is_over_budget_red",
               mark=DOUBT, detail="over_budget_reason"),
    ]  # fmt: skip


def grid_columns() -> list[Column]:
    """The health grid: project, attention, a strip per dimension, slip, over budget, manager."""
    return [
        Column("project_name", say("columns.project"), "link", detail="code"),
        Column("attention", say("columns.attention"), "num", "score", help=say("columns.attention_help")),
        *(Column(name, say(f"lights.dimension.{name}"), "strip") for name in DIMENSIONS),
        *_worst_figures(),
        Column("manager", say("columns.manager"), "short"),
    ]


def grid_rows(grid: pd.DataFrame, causes: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """The rows of `health_grid` with reasons and causes in words; a project that is over says so beside its code."""
    code = [
        say(f"projects.{row.state}", code=row.project_id) if row.is_over else row.project_id
        for row in grid.itertuples()
    ]  # fmt: skip
    told = doubts.in_rows(labels.with_reasons(grid, FIGURE_REASONS), "over_budget_reason", chosen, OVERRUN, DOUBT)
    return causes_of.with_causes(told, causes, DIMENSIONS).assign(code=code)


def kinds_of_rows(grid: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of the health grid that the control above it offers: all, red, declared differs from computed, and where
    the address names a dimension and a light, those. What is over counts among all only."""
    newest, counted = grid["overall_strip"].str[-1], ~grid["is_over"].astype(bool)
    kinds = {
        "all": grid,
        "red": grid[counted & (newest == "R")],
        "differs": grid[counted & (grid["count_differs"] > 0)],
    }
    asked = asked_light()
    if asked:
        dimension, light = asked
        kinds["asked"] = grid[counted & grid["is_reported"] & (grid[f"{dimension}_strip"].str[-1] == LETTERS[light])]
    return kinds


def asked_light() -> tuple[str, str] | None:
    """The dimension and the light that the address asks for, as a click on the overview's bars writes them."""
    asked = (st.query_params.get("dimension"), st.query_params.get("light"))
    return asked if asked[0] in DIMENSIONS and asked[1] in LETTERS else None


def choose_kind(kinds: Mapping[str, pd.DataFrame]) -> str:
    """The kind of rows that the reader chose; the light of the address when it is new."""
    asked = asked_light()
    if asked != st.session_state.get("light_asked"):
        st.session_state["light_asked"] = asked
        st.session_state.pop("show", None)
    return st.segmented_control(
        say("projects.show"), list(kinds), key="show", required=True, default="asked" if asked else "all",
        label_visibility="collapsed", persist_state="session",
        format_func=lambda name: _kind_word(name, len(kinds[name])),
    )  # fmt: skip


def _kind_word(name: str, count: int) -> str:
    dimension, light = asked_light() or ("overall", "red")
    return say(
        f"projects.kind.{name}", count=count, dimension=say(f"lights.dimension.{dimension}"),
        light=f"{mark(light)} {say(f'lights.{light}')}",
    )  # fmt: skip


def open_light(chart_key: str) -> None:
    """Go to the list of projects that have the light that was clicked in the chart of that key, if any was."""
    asked = clicked(chart_key)
    if asked:
        open_projects(dimension=asked[0], light=asked[1])


def grid_key() -> None:
    """The four lights with their words."""
    colours = {"green": "green", "amber": "orange", "red": "red", "unknown": "gray"}
    st.markdown(
        "&nbsp; ".join(f":{colour}[{mark(light)}] {say(f'lights.{light}')}" for light, colour in colours.items()),
        width="content",
    )
