"""Uploaded files while they wait to be loaded: kept in a folder of the session, looked at, shown as understood."""

import shutil
import tempfile
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.exporting.template import template_bytes
from pmo_analytics.fields import dictionary
from pmo_analytics.findings import explained
from pmo_analytics.reading import ColumnUse
from pmo_analytics.report import FileReport, SheetReport
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import language, listing, say


def uploader() -> list[Any]:
    """The box that files are dropped on; what lies in it now."""
    turn = st.session_state.setdefault("upload_turn", 0)
    return st.file_uploader(say("imports.uploader"), accept_multiple_files=True, key=f"upload_{turn}")


def template_button(label: str) -> None:
    """The button that saves the tracker template in the reader's language."""
    st.download_button(
        label, data=partial(template_bytes, language()), file_name=f"{say('template.title')}.xlsx",
        help=say("imports.template_why"), icon=":material/table_view:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def forget() -> None:
    """Empty the box and what was kept of its files."""
    st.session_state["upload_turn"] += 1
    st.session_state.pop("upload_looked_at", None)
    shutil.rmtree(st.session_state.pop("upload_folder", ""), ignore_errors=True)


def once(question: Hashable, answer: Callable[[], list[FileReport]]) -> list[FileReport]:
    """What `answer` says, asked anew only when the question or the snapshot is another."""
    asked = (question, warehouse.snapshot_number())
    known_question, known_answer = st.session_state.get("upload_looked_at", (None, []))
    if known_question != asked:
        known_answer = answer()
        st.session_state["upload_looked_at"] = (asked, known_answer)
    return known_answer


def kept(files: Sequence[Any]) -> dict[Path, str]:
    """The uploaded files on disk: path -> name as uploaded. The paths hold no part of the names."""
    folder = Path(st.session_state.setdefault("upload_folder", tempfile.mkdtemp(prefix="pmo-upload-")))
    paths = {}
    for file in files:
        path = folder / file.file_id
        if not path.exists():
            path.write_bytes(file.getvalue())
        paths[path] = file.name
    return paths


def card(report: FileReport) -> None:
    """One file as understood: each table with its mapping, what it covers and replaces, and its findings."""
    with st.container(border=True, key=f"file_{report.sha256[:12]}_{report.status}"):
        st.markdown(f"**{escaped(report.name)}**")
        if report.status == "refused":
            st.error(escaped(report.reason or ""), icon=":material/block:")
        elif report.status == "already_loaded":
            st.info(say("imports.already"), icon=":material/done_all:")
        for sheet in report.sheets:
            _sheet(report, sheet)


def _sheet(report: FileReport, sheet: SheetReport) -> None:
    key = f"{report.sha256[:12]}_{sheet.sheet}_{sheet.table}"
    if not sheet.entity:
        nearest = _entity(sheet.nearest) if sheet.nearest else "–"
        lines = [say("imports.table_unknown", sheet=sheet.sheet),
                 say("imports.nearest", entity=nearest, missing=listing(sheet.missing) or "–")]  # fmt: skip
        st.warning(escaped(" ".join(lines)), icon=":material/help:")
        return
    entities = listing(map(_entity, sheet.entities))
    st.markdown(escaped(say("imports.table", sheet=sheet.sheet, entity=entities, loaded=sheet.rows_loaded,
                            rows=sheet.rows_in_sheet)))  # fmt: skip
    st.caption(escaped(" ".join(_effects(sheet))))
    unused = len(sheet.unmapped)
    with st.expander(say("imports.mapping", mapped=len(sheet.columns) - unused, extra=unused)):
        table(_mapping(sheet.columns), _mapping_columns(), f"mapping_{key}", f"{sheet.sheet}: {say('imports.field')}")
    if sheet.rows_set_aside:
        with st.expander(say("imports.aside", count=sheet.rows_set_aside)):
            table(
                _aside(sheet),
                _aside_columns(),
                f"aside_{key}",
                say("imports.aside", count=sheet.rows_set_aside),
                height=260,
            )
    found = sheet.findings
    if not sum(found.values()):
        st.caption(say("imports.no_findings"))
        return
    text = say("imports.findings", errors=found["error"], warnings=found["warning"], notes=found["note"])
    with st.expander(text, icon=":material/rule:" if found["error"] or found["warning"] else None):
        here = report.findings[report.findings["sheet"] == sheet.sheet]
        table(_findings(here), _finding_columns(), f"findings_{key}", text, height=320)


def _effects(sheet: SheetReport) -> list[str]:
    months = listing(show(pd.Timestamp(period), "month") for period in sheet.periods)
    if sheet.count_projects:
        lines = [say("imports.covers", count=sheet.count_projects, periods=months)]
    else:
        lines = [say("imports.covers_all", periods=months)]
    replaced = sorted({load_id for load_id, _ in sheet.replaces})
    lines.append(say("imports.replaces", loads=listing(map(str, replaced))) if replaced else say("imports.adds"))
    if sheet.lacking:
        lines.append(say("imports.lacking", count=len(sheet.lacking), projects=listing(sheet.lacking[:8])))
    return lines


def _entity(name: str) -> str:
    return dictionary().entities[name].label[language()]


def _field(use: ColumnUse) -> str:
    if not use.field:
        return say("imports.extra")
    return f"{_entity(use.entity)} · {dictionary().entities[use.entity].fields[use.field].label[language()]}"


def _label(address: str | None) -> str:
    return dictionary().field(address).label[language()] if address else ""


def _mapping(columns: Sequence[ColumnUse]) -> pd.DataFrame:
    places = [use.address.replace("{row}", "").replace("{column}", "") for use in columns]
    return pd.DataFrame({
        "cell": places,
        "header": [use.header for use in columns],
        "field": [_field(use) for use in columns],
        "confidence": [use.confidence for use in columns],
        "runner_up": [_label(use.runner_up) for use in columns],
    })  # fmt: skip


def _aside(sheet: SheetReport) -> pd.DataFrame:
    return pd.DataFrame({
        "row": [one.column or str(one.row) for one in sheet.set_aside],
        "reason": [say(f"imports.reasons.{one.reason}") for one in sheet.set_aside],
        "text": [one.text for one in sheet.set_aside],
    })  # fmt: skip


def _findings(rows: pd.DataFrame) -> pd.DataFrame:
    order = {"error": 0, "warning": 1, "note": 2}
    rows = rows.sort_values("severity", key=lambda names: names.map(order), kind="stable")
    return pd.DataFrame({
        "cell": rows["cell"],
        "field": [_label(f"{e}.{f}") if e and f else "" for e, f in zip(rows["entity"], rows["field"], strict=True)],
        "text": rows["text"].fillna("").str.slice(0, 200),
        "severity": [say(f"imports.severities.{name}") for name in rows["severity"]],
        "what": [
            explained(*one) for one in zip(rows["expected"], rows["action"], rows["text"].fillna(""), strict=True)
        ],
    })  # fmt: skip


def _mapping_columns() -> list[Column]:
    return [
        Column("cell", say("imports.cell")),
        Column("header", say("imports.header"), "text"),
        Column("field", say("imports.field"), "text"),
        Column("confidence", say("imports.confidence"), "num", "percent"),
        Column("runner_up", say("imports.runner_up"), "text"),
    ]


def _aside_columns() -> list[Column]:
    return [Column("row", say("imports.row")), Column("reason", say("imports.reason")),
            Column("text", say("imports.text"), "text")]  # fmt: skip


def _finding_columns() -> list[Column]:
    return [
        Column("cell", say("imports.cell")),
        Column("field", say("imports.field")),
        Column("text", say("imports.text"), "text"),
        Column("severity", say("imports.severity")),
        Column("what", say("imports.what"), "text"),
    ]
