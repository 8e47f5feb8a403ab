"""The table component: facts with lights, strips, links and sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics.display import is_nothing, show
from pmo_analytics.ui import filters
from pmo_analytics.words import language, say

_HERE = Path(__file__).parent
_table = st.components.v2.component(
    "pmo_table",
    js=(_HERE / "table.js").read_text(encoding="utf-8"),
    css=(_HERE / "table.css").read_text(encoding="utf-8"),
)

LIGHTS = ("red", "amber_red", "amber", "amber_green", "green", "unknown")
MOST_ROWS = 500


@dataclass(frozen=True)
class Column:
    """One column of a table: the rows' column `name` under `title`.

    type    link (opens the project), head (a name that opens nothing), num, light, short, text,
            strip (of `name`_strip, _declared, _reason, _gap)
    unit    of a num, as display.show takes it, or per row in `unit_column`; `sign` for changes and variances
    bad     the flag column that says that a figure is beyond its red bound
    mark    the column of what stands before a num, such as the kind of figure that it is in this row
    detail  the column in grey behind a link or below a text; of a light or a num why it is not known, of a num that
            bears a mark what the mark says
    """

    name: str
    title: str
    type: str = "short"
    unit: str = "text"
    unit_column: str | None = None
    sign: bool = False
    bad: str | None = None
    mark: str | None = None
    detail: str | None = None
    help: str | None = None


@dataclass(frozen=True)
class Link:
    """Where the links of a table lead: to `page` with the row's `column` as `parameter` of the address, and `also`;
    `beside` are parameters that come from another column of the row.
    With `opens` the reader stays where he is and it is called with the row's `column`; the address is for a new tab."""

    column: str
    parameter: str
    page: str = "project"
    also: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    opens: Callable[[str], None] | None = None


def table(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    key: str,
    label: str,
    height: int | None = None,
    framed: bool = False,
    sorted_by: str | None = None,
    link: Link | None = None,
    words: Mapping[str, str] | None = None,
    faded: str | None = None,
) -> None:
    """Show `rows` as a table called `label`; reasons in them are already in words. A link opens the row's project,
    unless `link` says what else.

    `height` in pixels makes the rows scroll under their header. Beyond 500 rows it says how many it shows.
    `sorted_by` marks the column by which the rows come sorted, largest first. `words` are said in place of the names
    of the lights. `faded` names the flag column of rows that are listed but count nowhere.
    """
    link = link or Link("project_id", "project")
    shown = rows.head(MOST_ROWS)
    data = {
        "label": label,
        "lang": "zh-CN" if language() == "zh" else "en",
        "target": link.page,
        "stays": link.opens is not None,
        "height": height,
        "framed": framed,
        "sorted": {"k": sorted_by, "up": False} if sorted_by else None,
        "words": {light: say(f"lights.{light}") for light in LIGHTS} | {"declared": say("table.declared")}
        | dict(words or {}),
        "columns": [
            {"k": column.name, "t": column.title, "type": column.type, "help": column.help or ""} for column in columns
        ],
        "rows": [_row(record, columns, link, faded) for record in shown.to_dict("records")],
    }
    result = _table(data=data, key=key, on_open_change=lambda: None)
    if len(rows) > MOST_ROWS:
        st.caption(say("frame.not_all", shown=MOST_ROWS, count=f"{len(rows):,}"))
    if result.open and link.opens:
        link.opens(result.open)


def _row(record: Mapping[str, Any], columns: Sequence[Column], link: Link, faded: str | None = None) -> dict[str, Any]:
    row_id = record.get(link.column)
    beside = {parameter: record[column] for parameter, column in link.beside.items() if record[column]}
    address = filters.address(**link.also, **beside, **{link.parameter: row_id}) if row_id else {}
    is_faded = bool(faded and record[faded])
    return {"id": row_id, "q": address, "faded": is_faded} | {column.name: _value(record, column) for column in columns}


def _value(record: Mapping[str, Any], column: Column) -> Any:
    value = record.get(column.name)
    match column.type:
        case "link" | "head":
            return [str(value), _text(record.get(column.detail)) if column.detail else ""]
        case "num":
            number = None if is_nothing(value) else float(value)
            is_bad = bool(column.bad and record[column.bad])
            unit = record[column.unit_column] if column.unit_column else column.unit
            mark = _text(record[column.mark]) if column.mark and number is not None else ""
            why = _text(record.get(column.detail)) if column.detail and (number is None or mark) else ""
            return [number, f"{mark} {show(value, unit, sign=column.sign)}".strip(), "bad" if is_bad else "", why]
        case "light":
            why = _text(record.get(column.detail)) if column.detail else ""
            return ["unknown" if is_nothing(value) else value, why]
        case "strip":
            gap = record[f"{column.name}_gap"]
            return [
                record[f"{column.name}_strip"],
                _text(record[f"{column.name}_declared"]),
                _text(record[f"{column.name}_reason"]),
                "better" if not is_nothing(gap) and gap > 0 else "",
            ]
        case _:
            text = "" if is_nothing(value) else show(value, column.unit)
            return [text, _text(record[column.detail])] if column.detail else text


def _text(value: Any) -> str:
    return "" if is_nothing(value) else str(value)
