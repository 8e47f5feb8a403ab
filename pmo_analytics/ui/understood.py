"""One waiting file as it was understood, and where the reader says what it is instead."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from pmo_analytics import report_words, revision_words
from pmo_analytics.display import show
from pmo_analytics.findings import SEVERITIES, in_words, severity
from pmo_analytics.naming import field
from pmo_analytics.reading import ENCODINGS
from pmo_analytics.report import FileReport, SheetReport
from pmo_analytics.ui import mapping, revisions, told
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import listing, paragraph, say

ICONS = {"loaded": ":material/description:", "already_loaded": ":material/done_all:", "refused": ":material/block:"}
TEXT_FILES = (".csv", ".tsv", ".txt")


def card(path: Path, report: FileReport) -> None:
    """One file: what became of it, what is said of it alone, and one of its tables looked at closely."""
    key = path.name
    with st.container(border=True, key=f"file_{report.sha256[:12]}_{report.status}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{ICONS[report.status]} **{escaped(report.name)}**", width="stretch")
            if report.status != "already_loaded":
                _own(path, key, report.name)
        if report.status == "refused":
            st.error(escaped(report.reason or ""))
        elif report.status == "already_loaded":
            st.caption(say("imports.already"))
            st.button(say("imports.again"), help=say("imports.again_why"), icon=":material/refresh:", type="tertiary",
                      key=f"again_{key}", on_click=told.again, args=(path,))  # fmt: skip
        elif told.of(path).again:
            st.caption(f":material/refresh: {say('imports.reads_again')}")
        if report.sheets:
            _tables(path, key, report)


def _own(path: Path, key: str, file_name: str) -> None:
    """The month and the project of this file alone; of a text file also the encoding."""
    said = told.of(path)
    facts = " · ".join(filter(None, (said.month, said.project, said.encoding)))
    with st.popover(escaped(facts) or say("imports.only_this"), icon=":material/edit_calendar:"):
        for name, hint in (("month", "period_hint"), ("project", "project_hint")):
            widget = f"{name}_{key}"
            st.text_input(
                say("imports.period" if name == "month" else "imports.project"), getattr(said, name), key=widget,
                placeholder=say(f"imports.{hint}"), on_change=told.write, args=(path, name, widget),
            )  # fmt: skip
        if file_name.lower().endswith(TEXT_FILES):
            widget = f"encoding_{key}"
            st.selectbox(
                say("imports.encoding"), ENCODINGS, index=ENCODINGS.index(said.encoding) if said.encoding else None,
                key=widget, placeholder=say("imports.encoding_found"), on_change=told.write,
                args=(path, "encoding", widget),
            )  # fmt: skip


def _tables(path: Path, key: str, report: FileReport) -> None:
    """The tables of a file to choose from, those with something to mend marked, and the chosen one."""
    sheets = report.sheets
    first = next((place for place, sheet in enumerate(sheets) if _needs_a_look(sheet)), 0)
    chosen = first
    if len(sheets) > 1:
        chosen = st.pills(
            say("imports.tables", count=len(sheets)), range(len(sheets)), default=first, required=True,
            format_func=lambda place: _tab(sheets[place]), key=f"tables_{key}", label_visibility="collapsed",
        )  # fmt: skip
    _table(path, f"{key}_{chosen}", report, sheets[chosen])


def _unknown(sheet: SheetReport) -> str:
    """What is said of a table nobody knows: what it is nearest to and lacks, where it is near to anything."""
    missing = listing(field(f"{sheet.nearest}.{name}") for name in sheet.missing)
    nearest = say("imports.nearest", entity=field(sheet.nearest), missing=missing) if sheet.nearest and missing else ""
    said = (say("imports.table_unknown", sheet=sheet.sheet), nearest, say("imports.nothing_loaded"))
    return paragraph(said)


def _needs_a_look(sheet: SheetReport) -> bool:
    return not sheet.entity or bool(sheet.findings["error"] or (sheet.changes and sheet.changes.renames))


def _tab(sheet: SheetReport) -> str:
    mark = ":material/help:" if not sheet.entity else ":material/rule:" if _needs_a_look(sheet) else ""
    return f"{mark} {escaped(sheet.sheet)} · {sheet.rows_loaded}"


def _table(path: Path, key: str, report: FileReport, sheet: SheetReport) -> None:
    if sheet.entity:
        entities = listing(map(field, sheet.entities))
        text = say("imports.table", sheet=sheet.sheet, entity=entities, loaded=sheet.rows_loaded,
                   rows=sheet.rows_in_sheet)  # fmt: skip
        st.markdown(escaped(text))
        st.caption(escaped(paragraph(_effects(sheet))))
    elif sheet.correction.entity == "":
        st.caption(say("imports.left_out"))
    else:
        st.warning(escaped(_unknown(sheet)), icon=":material/help:")
    with st.container(gap="xxsmall"):
        changed = revision_words.counted(_of_sheet(report.revisions, sheet))
        for sentence in (*report_words.corrections(sheet), *report_words.differences(sheet), changed):
            if sentence:
                st.caption(f":material/history: {escaped(sentence)}")
    for pair, question in _names(path, sheet).items():
        widget = f"same_{key}_{pair}"
        st.checkbox(f"**{escaped(question)}**", pair in told.of(path).same, key=widget, on_change=told.same,
                    args=(path, pair, widget), help=say("imports.same_why"))  # fmt: skip
    _parts(path, key, report, sheet)


def _names(path: Path, sheet: SheetReport) -> dict[tuple[str, str], str]:
    """Projects that may go by a new name, and those of which the reader said so: their ids, and the question."""
    said = {pair: say("report.renamed_plainly", old=pair[0], new=pair[1]) for pair in sorted(told.of(path).same)}
    asked = dict(report_words.renames(sheet))
    return asked | (said if sheet.entity == "projects" else {})


def _parts(path: Path, key: str, report: FileReport, sheet: SheetReport) -> None:
    """What can be looked at of a table, one at a time: what it changes, else its columns first."""
    found, changed = _of_sheet(report.findings, sheet), _of_sheet(report.revisions, sheet)
    count = sum(sheet.findings.values())
    parts: dict[str, tuple[str, Callable[[], None]]] = {
        "columns": (_columns_label(sheet), lambda: mapping.editor(path, key, sheet)),
        "sample": (say("imports.sample"), lambda: mapping.sample(key, sheet)),
    }
    if len(changed):
        parts["changes"] = say("imports.changes", count=len(changed)), partial(revisions.shown, changed, key)
    if count:
        text = report_words.findings(sheet)
        parts["findings"] = text, partial(table, _findings(found), _finding_columns(), f"findings_{key}", text, 320)
    if sheet.rows_set_aside:
        text = say("imports.aside", count=sheet.rows_set_aside)
        parts["aside"] = text, partial(table, _aside(sheet), _aside_columns(), f"aside_{key}", text, 260)
    chosen = st.segmented_control(
        say("imports.look_at"), list(parts), default="changes" if len(changed) else "columns", required=True,
        key=f"part_{key}", format_func=lambda part: parts[part][0], label_visibility="collapsed",
    )  # fmt: skip
    parts[chosen][1]()
    if sheet.entity and not count:
        st.caption(say("imports.no_findings"))


def _of_sheet(rows: pd.DataFrame, sheet: SheetReport) -> pd.DataFrame:
    return rows[rows["sheet"] == sheet.sheet] if len(rows) else rows


def _columns_label(sheet: SheetReport) -> str:
    unused = len(sheet.unmapped)
    return say("imports.mapping", mapped=len(sheet.columns) - unused, extra=unused)


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


def _aside(sheet: SheetReport) -> pd.DataFrame:
    return pd.DataFrame({
        "row": [one.column or str(one.row) for one in sheet.set_aside],
        "reason": [say(f"imports.reasons.{one.reason}") for one in sheet.set_aside],
        "text": [one.text for one in sheet.set_aside],
    })  # fmt: skip


def _findings(rows: pd.DataFrame) -> pd.DataFrame:
    """In words, what cannot be read first."""
    told = in_words(rows.sort_values("severity", key=lambda names: names.map(SEVERITIES.index), kind="stable"))
    return told.assign(severity=told["severity"].map(severity))


def _aside_columns() -> list[Column]:
    return [Column("row", say("imports.row")), Column("reason", say("imports.reason")),
            Column("text", say("imports.text"), "text")]  # fmt: skip


def _finding_columns() -> list[Column]:
    return [
        Column("cell", say("imports.cell")),
        Column("about", say("imports.field")),
        Column("text", say("imports.text"), "text"),
        Column("severity", say("imports.severity")),
        Column("what", say("imports.what"), "text"),
    ]
