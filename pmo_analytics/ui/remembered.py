"""What people said that columns mean, which is used again, and the way to have one of it forgotten."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pmo_analytics import report_words, warehouse
from pmo_analytics.errors import NothingLoaded
from pmo_analytics.fields import dictionary
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
    """What the column, or the table as a whole, was said to be; fields that are no more by their address."""
    if not row["header"]:
        entity = row["entity"]
        return report_words.entity_name(entity) if entity in dictionary().entities else say("imports.leave_out")
    entity, _, name = row["field"].partition(".")
    if not entity:
        return say("imports.extra")
    is_known = entity in dictionary().entities and name in dictionary().entities[entity].fields
    return f"{report_words.entity_name(entity)} · {report_words.field_name(row['field'])}" if is_known else row["field"]


def _columns() -> list[Column]:
    return [
        Column("number", say("history.number")),
        Column("header", say("imports.header"), "text"),
        Column("meaning", say("imports.field"), "text"),
        Column("file", say("history.file"), "text"),
        Column("who", say("history.who")),
        Column("when", say("history.when")),
    ]
