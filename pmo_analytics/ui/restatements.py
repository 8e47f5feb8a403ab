"""What History shows of values that were changed after they had been reported."""

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import exact, is_nothing, show
from pmo_analytics.fields import dictionary
from pmo_analytics.ui.cards import card
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import language, say

UNITS = {"money": "money", "ratio": "points", "date": "days"}


def shown(filters: warehouse.Filters) -> None:
    """The card: every value that was changed, or a sentence that none was."""
    rows = restatements(filters)
    with card(say("restatements.title"), caption(rows)) as beside:
        if rows.empty:
            st.write(say("restatements.none"))
            return
        with beside:
            download(rows, columns(), "restatements", "restatements_download", say("restatements.title"))
        height = 320 if len(rows) > 5 else None
        table(rows, columns(), "restatements", say("restatements.title"), height=height)


def restatements(filters: warehouse.Filters) -> pd.DataFrame:
    """The changed values of the twelve months up to the one chosen, in words; the newest month first."""
    rows = warehouse.read("restatement_list", filters)
    fields = dictionary().entities["projects"].fields
    rows["month"] = [show(month, "month") for month in rows["period"]]
    rows["about"] = [
        fields[name].label[language()] if name else say("restatements.whole_report") for name in rows["field"]
    ]
    rows["what"] = [say(f"restatements.kinds.{kind}") for kind in rows["kind"]]
    for name in ("first", "now"):
        rows[name] = [_value(row[f"{name}_value"], row["type"]) for row in rows.to_dict("records")]
    rows["unit"] = [UNITS.get(kind, "number") for kind in rows["type"]]
    rows["recorded"] = rows["recorded_at"].dt.strftime("%Y-%m-%d %H:%M")
    rows["place"] = [" ".join(part for part in (sheet, cell) if part) for sheet, cell in
                     zip(rows["sheet"].fillna(""), rows["cell"].fillna(""), strict=True)]  # fmt: skip
    return rows


def _value(text: str | None, kind: str | None) -> str | None:
    """A value as a reader writes it, with every digit: two that differ little may not look alike."""
    if is_nothing(text):
        return None
    match kind:
        case "money":
            return exact(float(text), "money")
        case "ratio":
            return exact(float(text), "percent")
        case "light":
            return say(f"lights.{text}")
        case "choice":
            return say(f"restatements.states.{text}")
    return text


def caption(rows: pd.DataFrame) -> str:
    """What is listed, and how many values were changed and reports late."""
    late = rows["kind"] == "late"
    said = [say("restatements.caption")]
    if (~late).any():
        said.append(say("restatements.count", count=int((~late).sum())))
    if late.any():
        said.append(say("restatements.count_late", count=int(late.sum())))
    return " · ".join(said)


def columns() -> list[Column]:
    return [
        Column("project_name", say("restatements.project"), "link"),
        Column("month", say("restatements.month")),
        Column("about", say("restatements.field"), "text"),
        Column("what", say("restatements.what")),
        Column("first", say("restatements.first")),
        Column("now", say("restatements.now")),
        Column("difference", say("restatements.difference"), "num", unit_column="unit", sign=True),
        Column("recorded_by", say("restatements.by")),
        Column("recorded", say("history.when")),
        Column("file_name", say("history.file"), "text", detail="place"),
    ]
