"""What History shows: loads and decisions as rows for people, and what to say after one was made."""

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.fields import dictionary
from pmo_analytics.ui.messages import done
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import known, language, listing, say


def loads(filters: warehouse.Filters) -> pd.DataFrame:
    """Every load known to the snapshot, newest first, in words."""
    rows = warehouse.read("loads", warehouse.Filters(as_of=filters.as_of)).sort_values("load_id", ascending=False)
    rows["holds"] = [_entities(names) for names in rows["entities"]]
    rows["recorded"] = rows["recorded_at"].dt.strftime("%Y-%m-%d %H:%M")
    rows["state"] = [say(f"history.{_state(row)}") for row in rows.itertuples()]
    return rows


def files(filters: warehouse.Filters) -> pd.DataFrame:
    """Every file each time it was read, newest first, in words."""
    rows = warehouse.read("loaded_files", warehouse.Filters(as_of=filters.as_of))
    rows = rows.sort_values("first_load_id", ascending=False)
    rows["recorded"] = rows["recorded_at"].dt.strftime("%Y-%m-%d %H:%M")
    rows["state"] = [say(f"history.{state}") for state in rows["state"]]
    return rows


def tables_of_one(files: pd.DataFrame, loads: pd.DataFrame) -> None:
    """The tables of a file that is chosen by its name and moment, the newest where nobody chose."""
    names = {one.load_ids: f"{one.file_name} · {one.recorded}" for one in files.itertuples()}
    chosen = st.selectbox(say("history.tables_of"), list(names), format_func=names.__getitem__, width=480,
                          key="history_file")  # fmt: skip
    rows = loads[loads["load_id"].astype(str).isin(chosen.split(", "))]
    table(rows, load_columns(), "tables_of_file", say("history.tables_of"), 300 if len(rows) > 6 else None)


def file_columns() -> list[Column]:
    return [
        Column("file_name", say("history.file"), "text"),
        Column("recorded", say("history.when")),
        Column("recorded_by", say("history.who")),
        Column("count_tables", say("history.tables"), "num", "count"),
        Column("periods", say("history.months")),
        Column("rows_loaded", say("history.rows"), "num", "count"),
        Column("rows_set_aside", say("history.aside"), "num", "count"),
        Column("count_findings", say("history.findings"), "num", "count"),
        Column("state", say("history.standing")),
        Column("replaces", say("history.replaces"), "text"),
        Column("replaced_by", say("history.replaced_by"), "text"),
    ]


def _state(load: tuple) -> str:
    if not load.is_active:
        return "withdrawn"
    return "in_force" if load.is_speaking else "replaced"


def _entities(names: str) -> str:
    entities = dictionary().entities
    return listing(entities[name.strip()].label[language()] for name in names.split(",") if name.strip() in entities)


def load_columns() -> list[Column]:
    return [
        Column("load_id", say("history.number"), "num", "count"),
        Column("file_name", say("history.file"), "text"),
        Column("sheet", say("history.sheet")),
        Column("holds", say("history.holds")),
        Column("periods", say("history.months")),
        Column("rows_loaded", say("history.rows"), "num", "count"),
        Column("rows_set_aside", say("history.aside"), "num", "count"),
        Column("count_findings", say("history.findings"), "num", "count"),
        Column("recorded", say("history.when")),
        Column("recorded_by", say("history.who")),
        Column("state", say("history.standing")),
        Column("replaced_by", say("history.replaced_by")),
    ]


def load_name(rows: pd.DataFrame, load_id: int) -> str:
    """'12 · march.xlsx · Risks · in force'."""
    row = rows[rows["load_id"] == load_id].iloc[0]
    return f"{load_id} · {row['file_name']} · {row['sheet']} · {row['state']}"


def choices(rows: pd.DataFrame) -> dict[str, list[int]]:
    """What can be undone or restored: {its name: its loads}, whole files of several tables first, the newest on top."""
    files = {}
    for _, tables in rows.groupby("sha256", sort=False):
        if len(tables) > 1:
            last = tables.iloc[0]
            name = say("history.whole_file", file=last["file_name"], count=len(tables), moment=last["recorded"])
            files[name] = tables["load_id"].tolist()
    return files | {load_name(rows, load_id): [load_id] for load_id in rows["load_id"]}


def standing(rows: pd.DataFrame, load_ids: list[int], is_active: bool) -> list[int]:
    """Those of the loads that are in force, or those that are not; all where none is, so that it is said why."""
    found = rows[rows["load_id"].isin(load_ids) & (rows["is_active"] == is_active)]["load_id"].tolist()
    return found or load_ids


def answer(rows: pd.DataFrame) -> str:
    """How many files have a table that is in force and not replaced as a whole, and the last of them."""
    active = rows[rows["is_speaking"]]
    if active.empty:
        return say("history.nothing_in_force")
    last = active.iloc[0]
    return say("history.answer", count=active["sha256"].nunique(), moment=last["recorded"], who=last["recorded_by"])


def decisions(filters: warehouse.Filters) -> pd.DataFrame:
    """Every event, newest first, in words."""
    rows = warehouse.read("decisions", warehouse.Filters(as_of=filters.as_of)).sort_values("event_id", ascending=False)
    rows["recorded"] = rows["recorded_at"].dt.strftime("%Y-%m-%d %H:%M")
    kinds = [f"history.kinds.{kind}" for kind in rows["kind"]]
    rows["decision"] = [say(key) if known(key) else kind for key, kind in zip(kinds, rows["kind"], strict=True)]
    return rows


def decision_columns() -> list[Column]:
    return [
        Column("recorded", say("history.when")),
        Column("recorded_by", say("history.who")),
        Column("decision", say("history.decision")),
        Column("about", say("history.about"), "text"),
        Column("why", say("history.why"), "text"),
    ]


def closed_months(filters: warehouse.Filters) -> list[str]:
    """The months that are closed now."""
    rows = warehouse.read("closed_months", warehouse.Filters(as_of=filters.as_of))
    return [show(month, "month") for month in rows["period"]]


def said_next(key: str, **details: object) -> None:
    """Keep a sentence for the next run of the page, and run it."""
    st.session_state["just_done"] = (key, details)
    st.rerun()


def say_now() -> None:
    """Say what was kept."""
    kept = st.session_state.pop("just_done", None)
    if kept:
        done(kept[0], **kept[1])
