"""What readers take away of a table: all of its rows, as an Excel workbook or as CSV, made when they ask for it."""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics.display import is_nothing
from pmo_analytics.exporting.about import about
from pmo_analytics.exporting.tables import csv_bytes
from pmo_analytics.exporting.workbook import MOST_ROWS, Units, workbook_bytes
from pmo_analytics.ui import filters
from pmo_analytics.ui.tables import Column
from pmo_analytics.words import say

NEWEST = {"G": "green", "A": "amber", "R": "red"}
MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}


def download(rows: pd.DataFrame, columns: Sequence[Column], name: str, key: str, title: str | None = None) -> None:
    """The menu that saves the rows of a table under the titles of its columns, unrounded. `name` begins the file's
    name; `title` names the table in the workbook, where it is not to be called like the file."""
    chosen = filters.of_what_is_shown()
    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: workbook_bytes(
            exported(rows, columns), units(rows, columns), about(title or name, chosen)
        ),
        "csv": lambda: csv_bytes(exported(rows, columns)),
    }
    menu = st.popover(say("frame.download"), icon=":material/download:", type="tertiary", key=key)
    with menu.container(gap=None, width="content"):
        for kind, make in makers.items():
            # the file is made in a thread that knows neither the reader's language nor his mode: both go with it
            st.download_button(
                say(f"frame.download_{kind}"), data=partial(_within, copy_context(), make), mime=MIME[kind],
                file_name=f"{filters.file_stem(name)}.{kind}", type="tertiary", on_click="ignore",
                key=f"{key}_{kind}", disabled=kind == "xlsx" and len(rows) > MOST_ROWS,
            )  # fmt: skip


def _within(context: Any, make: Callable[[], bytes]) -> bytes:
    return context.copy().run(make)


def exported(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows as they are downloaded: the project's id first where there is one, numbers as they are, lights as words,
    a strip as its newest and its declared light; beside a number its mark, beside a number or a light why it is not
    known."""
    found: dict[str, Any] = {say("table.project_id"): rows["project_id"]} if "project_id" in rows else {}
    for column in columns:
        name, title = column.name, column.title
        if column.type == "strip":
            newest = rows[f"{name}_strip"].str[-1].map(NEWEST).fillna("unknown")
            found[title] = [say(f"lights.{light}") for light in newest]
            found[_declared(column)] = rows[f"{name}_declared"].map(_light_word)
            _add_reasons(found, title, rows[f"{name}_reason"])
            continue
        if column.type == "head" and column.detail:
            found[say("table.code")] = rows[column.detail]
        is_light = column.type == "light"
        found[title] = rows[name].fillna("unknown").replace("none", "").map(_light_word) if is_light else rows[name]
        if column.mark:
            found[f"{title} ({say('table.kind')})"] = rows[column.mark]
        if column.detail and column.type in ("light", "num"):
            _add_reasons(found, title, rows[column.detail].where(is_light | rows[name].isna()))
    return pd.DataFrame(found)


def _add_reasons(found: dict[str, Any], title: str, reasons: pd.Series) -> None:
    """A column that says why a figure is not known, where there is any such."""
    said = reasons.fillna("")
    if said.any():
        found[f"{title} ({say('table.reason')})"] = said


def units(rows: pd.DataFrame, columns: Sequence[Column]) -> Units:
    """The unit of each column of `exported`, or one per row where it differs from row to row."""
    found: dict[str, Any] = {}
    for column in columns:
        is_light = column.type in ("light", "strip")
        of_column = list(rows[column.unit_column]) if column.unit_column else column.unit
        found[column.title] = "light" if is_light else of_column
        if column.type == "strip":
            found[_declared(column)] = "light"
    return found


def _declared(column: Column) -> str:
    return f"{column.title} ({say('table.declared')})"


def _light_word(light: str | None) -> str:
    return "" if is_nothing(light) or not light else say(f"lights.{light}")
