"""What people said that columns mean, which is used again, and the way to have one of it forgotten."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.errors import NothingLoaded
from pmo_analytics.naming import field
from pmo_analytics.ui.cards import card as framed
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import say


def card(forget: Callable[[int], None]) -> None:
    """The corrections that are remembered; nothing where there is none."""
    rows = _standing()
    if rows.empty:
        return
    with framed(say("imports.remembered"), say("imports.remembered_why")):
        table(_in_words(rows), _columns(), "remembered", say("imports.remembered"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            numbers = sorted(set(rows["event_id"]), reverse=True)
            chosen = st.selectbox(say("imports.which_correction"), numbers, width=240)
            if st.button(say("imports.forget"), icon=":material/delete:"):
                forget(chosen)
                st.rerun()


def _standing() -> pd.DataFrame:
    try:
        rows = warehouse.read("mappings")
    except NothingLoaded:
        return pd.DataFrame()
    return rows[rows["is_standing"]].sort_values(["event_id", "header"], ascending=[False, True])


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "number": rows["event_id"].astype(str),
        "header": rows["header"].where(rows["header"] != "", say("imports.whole_table")),
        "meaning": [_meaning(row) for row in rows.to_dict("records")],
        "file": rows["file_name"] + " · " + rows["sheet"],
        "who": rows["recorded_by"],
        "when": rows["recorded_at"].dt.strftime("%Y-%m-%d %H:%M"),
    })  # fmt: skip


def _meaning(row: dict[str, str]) -> str:
    """What the column, or the table as a whole, was said to be."""
    if not row["header"]:
        return field(row["entity"]) if row["entity"] else say("imports.leave_out")
    entity = row["field"].partition(".")[0]
    return f"{field(entity)} · {field(row['field'])}" if entity else say("imports.extra")


def _columns() -> list[Column]:
    return [
        Column("number", say("history.number")),
        Column("header", say("imports.header"), "text"),
        Column("meaning", say("imports.field"), "text"),
        Column("file", say("history.file"), "text"),
        Column("who", say("history.who")),
        Column("when", say("history.when")),
    ]
