"""The parts of the page of capacity: its cards, the cell that is looked at, the columns of its table."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from pmo_analytics.display import short_month
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import Figure, clicked, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, which way is good
CARDS = {
    "over_people": ("count", "lower"),
    "over_hours": ("hours", "lower"),
    "short_roles": ("count", "lower"),
    "free_hours": ("hours", None),
}
KINDS = ("role", "person")
UNMAPPED = "unmapped"


def capacity_figures(cards: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """The four cards from `capacity_cards`, of the months ahead that the page's headline names."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name, (unit, better) in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        yield Figure(
            label=say(f"capacity.card.{name}"), value=now["value"], unit=unit, change=now["change"],
            better=better, note=labels.reason(now["reason"]) or against, trend=trend,
            explained_by=f"capacity.{name}",
        )  # fmt: skip


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """`load_months` or `overbooked_people` in words: those without a role, and why a cell is not known."""
    words = {UNMAPPED: say("capacity.unmapped")}
    in_words = rows.assign(role=rows["role"].replace(words))
    if "subject_name" in rows:
        in_words = labels.with_reasons(in_words.assign(reason_text=rows["reason"]), ["reason_text"])
        in_words["subject_name"] = rows["subject_name"].replace(words)
    return in_words


def choose_kind() -> str:
    """Roles or people, as the reader chose."""
    return st.segmented_control(
        say("capacity.show"), KINDS, key="capacity_of", required=True, default="role", label_visibility="collapsed",
        format_func=lambda kind: say(f"capacity.kind.{kind}"), persist_state="session",
    )  # fmt: skip


def chosen_cell(months: pd.DataFrame, heat_key: str) -> tuple[str, str]:
    """The subject and the month (2026-04) that were clicked last, as long as they are shown; else the worst cell."""
    cell = _clicked_cell(months, heat_key)
    if cell:
        return cell
    first = months[months["subject"] == months["subject"].iloc[0]]
    worst = first.loc[first["over_hours"].astype(float).fillna(-1).idxmax()]
    return worst["subject"], f"{worst['month']:%Y-%m}"


def _clicked_cell(months: pd.DataFrame, heat_key: str) -> tuple[str, str] | None:
    """A second click on a cell takes the mark's selection away; the cell stays the one that is looked at."""
    remembered = f"{heat_key}_cell"
    if clicked(heat_key):
        st.session_state[remembered] = tuple(clicked(heat_key))
    cells = set(zip(months["subject"], months["month"].dt.strftime("%Y-%m"), strict=True))
    cell = st.session_state.get(remembered)
    return cell if cell in cells else None


def demand_shown(months: pd.DataFrame, kind: str, heat_key: str) -> tuple[pd.DataFrame, str]:
    """The months of the role or person that was clicked, else of all roles together; and their name."""
    of_kind = months[months["kind"] == kind]
    cell = _clicked_cell(of_kind, heat_key)
    together = months[months["kind"] == "whole"]
    if cell or together.empty:
        subject = cell[0] if cell else of_kind["subject"].iloc[0]
        return of_kind[of_kind["subject"] == subject], name_of(of_kind, subject)
    return together, say("capacity.demand.whole")


def of_cell(rows: pd.DataFrame, cell: tuple[str, str]) -> pd.DataFrame:
    """The rows of `load_projects` that speak of one cell, whichever kind it is of."""
    subject, month = cell
    return rows[(rows["subject"] == subject) & (rows["month"].dt.strftime("%Y-%m") == month)]


def name_of(months: pd.DataFrame, subject: str) -> str:
    """What a role or person is called."""
    return months.loc[months["subject"] == subject, "subject_name"].iloc[0]


def month_columns() -> list[Column]:
    """The rows of `load_months` as they are downloaded."""
    return [
        Column("subject_name", say("capacity.table.name")),
        Column("role", say("capacity.table.role")),
        Column("month", say("capacity.table.month"), unit="month"),
        Column("capacity_hours", say("capacity.demand.capacity"), "num", "hours"),
        Column("firm_hours", say("capacity.demand.planned"), "num", "hours"),
        Column("tentative_hours", say("capacity.demand.tentative"), "num", "hours"),
        Column("utilisation", say("capacity.table.utilisation"), "num", "percent"),
        Column("over_hours", say("capacity.table.hours"), "num", "hours"),
        Column("reason_text", say("columns.remark")),
    ]


def overbooked_columns() -> list[Column]:
    """Person, role, months over, peak month and its utilisation, hours over, main project, others."""
    return [
        Column("person_name", say("capacity.table.person"), "head"),
        Column("role", say("capacity.table.role")),
        Column("count_months", say("capacity.table.months"), "num", "count"),
        Column("peak_month", say("capacity.table.peak"), unit="month"),
        Column("peak_utilisation", say("capacity.table.utilisation"), "num", "percent", bad="is_peak_red",
               help=say("capacity.table.utilisation_help")),
        Column("over_hours", say("capacity.table.hours"), "num", "hours"),
        Column("project_name", say("capacity.table.project"), "link"),
        Column("other_projects", say("capacity.table.others"), "text"),
    ]  # fmt: skip
