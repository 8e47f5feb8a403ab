"""What the columns of a table were taken for, with examples, to be corrected in place; and the table as it stands."""

from pathlib import Path

import pandas as pd
import streamlit as st

from pmo_analytics import report_words
from pmo_analytics.fields import dictionary
from pmo_analytics.naming import field
from pmo_analytics.reading import ColumnUse
from pmo_analytics.report import SheetReport
from pmo_analytics.ui import told
from pmo_analytics.words import say

LEFT_OUT = ""
EXTRA = told.EXTRA
EXAMPLES, LONGEST_EXAMPLE = 3, 24
ROW_HEIGHT, MOST_ROWS_SHOWN = 35, 12


def editor(path: Path, key: str, sheet: SheetReport) -> None:
    """What the rows are and what each column means, both to be corrected; a correction is remembered at the load."""
    place = sheet.sheet, sheet.table
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rows_are(path, key, sheet)
        if told.of(path).tables.get(place):
            st.button(say("imports.reset"), icon=":material/undo:", key=f"reset_{key}", on_click=told.reset,
                      args=(path, place))  # fmt: skip
    if sheet.correction.entity == LEFT_OUT:
        return
    uses = _in_order(sheet)
    entities = sheet.entities or ((sheet.nearest,) if sheet.nearest else ())
    fields = [field.address for entity in entities for field in dictionary().entities[entity].fields.values()]
    others = {f"{use.entity}.{use.field}" for use in uses if use.field} - set(fields)
    options = [EXTRA, *fields, *sorted(others)]
    # the key holds what is shown: an editor keeps its edits by row, and these are taken over at once
    shown = f"columns_{key}_{hash(tuple((use.header, use.entity, use.field) for use in uses))}"
    st.data_editor(
        _as_rows(sheet, uses), hide_index=True, key=shown, row_height=ROW_HEIGHT,
        height=ROW_HEIGHT * (min(len(uses), MOST_ROWS_SHOWN) + 1) + 3,
        disabled=["cell", "header", "examples", "unit", "certainty", "runner_up"],
        column_config={
            "cell": st.column_config.TextColumn(say("imports.cell"), width=70),
            "header": st.column_config.TextColumn(say("imports.header")),
            "examples": st.column_config.TextColumn(say("imports.examples")),
            "field": st.column_config.SelectboxColumn(
                say("imports.field"), options=options, format_func=lambda one: _option(one, len(entities) > 1),
                required=True, help=say("imports.field_hint"),
            ),
            "unit": st.column_config.TextColumn(say("imports.unit"), width=110, help=say("imports.unit_hint")),
            "certainty": st.column_config.TextColumn(say("imports.confidence"), width=150),
            "runner_up": st.column_config.TextColumn(say("imports.runner_up")),
        },
        on_change=told.columns, args=(path, place, [use.header for use in uses], shown),
    )  # fmt: skip


def sample(key: str, sheet: SheetReport) -> None:
    """The first records of the table as they stand in the file."""
    rows = pd.DataFrame(list(sheet.sample), columns=list(sheet.headers)).fillna("")
    st.dataframe(rows, hide_index=True, key=f"sample_{key}")


def _rows_are(path: Path, key: str, sheet: SheetReport) -> None:
    entities = [*dictionary().entities, LEFT_OUT]
    now = LEFT_OUT if sheet.correction.entity == LEFT_OUT else sheet.entity
    widget = f"rows_are_{key}_{now}"
    st.selectbox(
        say("imports.rows_are"), entities, index=entities.index(now) if now is not None else None, key=widget,
        format_func=lambda name: field(name) if name else say("imports.leave_out"),
        placeholder=say("imports.choose"), on_change=told.entity, args=(path, (sheet.sheet, sheet.table), widget),
        width=320,
    )  # fmt: skip


def _in_order(sheet: SheetReport) -> list[ColumnUse]:
    """The columns as they stand in the file."""
    places = {header: place for place, header in enumerate(sheet.headers)}
    return sorted(sheet.columns, key=lambda use: places.get(use.header, len(places)))


def _as_rows(sheet: SheetReport, uses: list[ColumnUse]) -> pd.DataFrame:
    places = {header: place for place, header in enumerate(sheet.headers)}
    return pd.DataFrame({
        "cell": [use.address.replace("{row}", "").replace("{column}", "") for use in uses],
        "header": [use.header for use in uses],
        "examples": [_examples(sheet, places.get(use.header)) for use in uses],
        "field": [f"{use.entity}.{use.field}" if use.field else EXTRA for use in uses],
        "unit": [report_words.unit(use) for use in uses],
        "certainty": [report_words.certainty(sheet, use) for use in uses],
        "runner_up": [field(use.runner_up) if use.runner_up else "" for use in uses],
    })  # fmt: skip


def _examples(sheet: SheetReport, place: int | None) -> str:
    """The first different values of a column."""
    values = [row[place] for row in sheet.sample if place is not None and row[place]]
    return " · ".join(value[:LONGEST_EXAMPLE] for value in list(dict.fromkeys(values))[:EXAMPLES])


def _option(address: str, with_entity: bool) -> str:
    if address == EXTRA:
        return say("imports.extra")
    entity = address.partition(".")[0]
    return f"{field(entity)} · {field(address)}" if with_entity else field(address)
