"""The parts of the page of the findings: its cards, its filters, its table, the files to send back, the messages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics import findings, warehouse
from pmo_analytics.display import short_month
from pmo_analytics.findings import SEVERITIES, sending
from pmo_analytics.ui import filters, menu
from pmo_analytics.ui.cards import Figure, clicked, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import language, say
from pmo_analytics.workspace import Workspace

CARDS = {"error": "lower", "warning": "lower", "note": None, "clean": "higher"}
# column of the rows -> parameter of the address, and width in pixels
NARROWING = {
    "file_name": ("file", 230), "project_id": ("about", 210), "manager": ("owner", 160), "severity": ("severity", 150),
    "field": ("field", 170),
}  # fmt: skip
MOST_FILES, SHOWN_FILES = 50, 5
BY_MANAGER = "findings_by_manager"  # key of the chart
_ALL = ""


def cards(rows: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """Errors, warnings, notes, and files without any."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name, better in CARDS.items():
        now, trend = one_card(rows, name, chosen)
        of = say("mending.card.of", count=int(now["count_of"])) if name == "clean" else ""
        yield Figure(
            label=say(f"mending.card.{name}"), value=now["value"], unit="count", change=now["change"], better=better,
            note=" · ".join(part for part in (of, against if pd.notna(now["change"]) else "") if part), trend=trend,
        )  # fmt: skip


def narrowed(rows: pd.DataFrame) -> pd.DataFrame:
    """The controls that narrow the rows by file, project, manager, severity and field; the rows that are left."""
    _pick_manager(rows)
    left = rows
    for column, (key, width) in NARROWING.items():
        picked = _choice(rows, column, key, width)
        if picked:
            left = left[left[column].fillna("") == ("" if picked == say("mending.nobody") else picked)]
    return left


def _pick_manager(rows: pd.DataFrame) -> None:
    """A click on a bar of the chart chooses its manager, once: another choice leaves it."""
    picked = clicked(BY_MANAGER)
    if picked != st.session_state.get("manager_seen"):
        st.session_state["manager_seen"] = picked
        if picked in set(rows["manager"]):
            st.session_state[NARROWING["manager"][0]] = picked


def _choice(rows: pd.DataFrame, column: str, key: str, width: int) -> str:
    name = column.removesuffix("_name").removesuffix("_id")
    values = [value for value in dict.fromkeys(rows[column].dropna()) if value]
    if column == "severity":
        values = [value for value in SEVERITIES if value in values]
    if column == "manager" and (rows["manager"].fillna("") == "").any():
        values.append(say("mending.nobody"))
    labels = _labels(rows, column)
    asked = st.query_params.get(key)
    if asked in labels and key not in st.session_state:  # an address may name the value in the place of its label
        st.session_state[key] = asked
    return st.selectbox(
        say(f"mending.column.{name}"), [_ALL, *values], key=key, width=width, label_visibility="collapsed",
        format_func=lambda value: labels.get(value, value) or say(f"mending.all.{name}"), bind="query-params",
        filter_mode="contains",
    )  # fmt: skip


def _labels(rows: pd.DataFrame, column: str) -> dict[str, str]:
    """What a value is called, where that is not the value."""
    match column:
        case "severity":
            return {name: say(f"mending.card.{name}") for name in SEVERITIES}
        case "field":
            return dict(zip(rows["field"], rows["about"], strict=True))
        case "project_id":
            named = zip(rows["project_id"], rows["project_name"], strict=True)
            return {code: code if name == code else f"{code} {name}" for code, name in named}
    return {}


def show_all() -> None:
    """Let every row through again; for the on_click of a button."""
    for key, _ in NARROWING.values():
        st.session_state[key] = _ALL


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as the table has them: a dash of words where there is no project, no manager, no cell."""
    return rows.assign(
        project_name=rows["project_name"].fillna(say("mending.no_project")),
        manager=rows["manager"].replace("", None).fillna(say("mending.nobody")),
        severity_word=[findings.severity(name) for name in rows["severity"]],
        place=rows["cell"].replace("", None).fillna(say("mending.whole_file")),
    )


def columns() -> list[Column]:
    return [
        Column("light", say("mending.column.severity"), "light"),
        Column("file_name", say("mending.column.file"), "text", detail="sheet"),
        Column("place", say("mending.column.cell")),
        Column("project_name", say("mending.column.project"), "link", detail="project_id"),
        Column("manager", say("mending.column.manager")),
        Column("about", say("mending.column.field")),
        Column("text", say("mending.column.text"), "text"),
        Column("what", say("mending.column.what"), "text"),
    ]


def downloaded_columns() -> list[Column]:
    names = {"file_name": "file", "sheet": "sheet", "cell": "cell", "project_id": "project", "manager": "manager",
             "about": "field", "text": "text", "what": "what", "severity_word": "severity"}  # fmt: skip
    return [Column(name, say(f"mending.column.{title}")) for name, title in names.items()]


def light_words() -> dict[str, str]:
    """What the marks of the table say in the place of the names of lights."""
    return {findings.LIGHTS[name]: findings.severity(name) for name in SEVERITIES}


def of_project(project_id: str, count: int, period: date) -> None:
    """The way from a project to its findings in the month it reported, where it has any."""
    if count:
        st.page_link(
            menu.page("findings"), label=say("mending.of_project", count=count), icon=":material/rule:",
            query_params=filters.address(period=f"{period:%Y-%m}", **{NARROWING["project_id"][0]: project_id}),
        )  # fmt: skip


def send_back(files: pd.DataFrame) -> None:
    """Each file that has a finding, with the button that saves it with its findings written in."""
    asked = files[files[[f"count_{name}" for name in SEVERITIES]].sum(axis=1) > 0]
    if asked.empty:
        st.caption(say("mending.back.none"))
    with st.container(height=300 if len(asked) > SHOWN_FILES else "content", border=False):
        for file in asked.head(MOST_FILES).to_dict("records"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(gap=None, width="stretch"):
                    st.markdown(escaped(str(file["file_name"])))
                    counted = [(name, file[f"count_{name}"]) for name in SEVERITIES if file[f"count_{name}"]]
                    st.caption(" · ".join(say(f"mending.back.{name}", count=count) for name, count in counted))
                send_back_button(str(file["sha256"]), str(file["file_name"]), f"back_{file['sha256'][:12]}")


def send_back_one(loads: pd.DataFrame) -> None:
    """The same for any file that was ever loaded, chosen by its name."""
    names = dict(zip(loads["sha256"], loads["file_name"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sha256 = st.selectbox(say("mending.back.which"), list(names), format_func=names.__getitem__, width=360,
                              key="send_back_file")  # fmt: skip
        send_back_button(sha256, names[sha256], "send_back_one")


def send_back_button(sha256: str, name: str, key: str) -> None:
    """The button that makes what goes back of a file, in the reader's language; once made, the one that saves it stands
    in its place, for only then is it known whether the findings are in the file or beside it."""
    workspace, place = Workspace.current(), st.empty()
    is_kept = sending.is_kept(workspace, sha256)
    asked = (sha256, language(), warehouse.snapshot_number())
    if place.button(
        say("mending.back.button"), key=key, icon=":material/reply:", type="tertiary", disabled=not is_kept,
        help=None if is_kept else escaped(say("mending.back.gone", file=name)),
    ):  # fmt: skip
        with place, st.spinner(say("mending.back.making")):
            st.session_state["sent_back"] = (asked, *sending.packed(workspace, sha256))  # only the last one is kept
    made, file_name, content = st.session_state.get("sent_back", (None, "", b""))
    if made == asked:
        place.download_button(
            say("mending.back.save"), content, file_name, key=f"{key}_save", icon=":material/download:",
            type="tertiary", on_click="ignore", help=escaped(file_name),
        )  # fmt: skip


def messages(rows: pd.DataFrame, chosen: Filters) -> None:
    """The message to one manager, who is chosen above it; those with errors first."""
    asked = rows[rows["severity"] != "note"]
    names: list[Any] = list(dict.fromkeys(asked["manager"].fillna("")))
    if not names:
        st.caption(say("mending.message.none"))
        return
    to = st.selectbox(say("mending.message.to"), names, key="message_to", width=280,
                      format_func=lambda name: name or say("mending.nobody"))  # fmt: skip
    text = findings.message(rows[rows["manager"].fillna("") == to], to, chosen.period)
    st.code(text, language=None, wrap_lines=True, height=230)
