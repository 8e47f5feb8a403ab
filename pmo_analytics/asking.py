"""What is asked of a snapshot: any table of it, filtered, and where a value comes from."""

import dataclasses
from datetime import date, datetime

import pandas as pd
from rapidfuzz import process

from pmo_analytics import warehouse
from pmo_analytics.errors import WrongUsage
from pmo_analytics.explaining import LEVELS, CardExplanation, Explanation, explain_card, explain_group
from pmo_analytics.explaining import explain as explain_subject
from pmo_analytics.words import say

MOST_NAMED = 12  # values that a remark names


def read_table(name: str, period: date | None, where: list[str], grain: str, as_of: datetime | None) -> pd.DataFrame:
    """Any table of a snapshot, filtered as the pages filter, and by the value of any other column. Where there is no
    row, `attrs["remark"]` says why: which condition leaves none and what there is instead, or what to ask or load."""
    chosen = dict(_pair(text) for text in where)
    known = {field.name for field in dataclasses.fields(warehouse.Filters)} - {"period", "compared", "as_of"}
    everyone = warehouse.Filters(period=period, as_of=as_of.isoformat() if as_of else None)
    rows = warehouse.read(name, dataclasses.replace(everyone, **{k: v for k, v in chosen.items() if k in known}))
    remarks = _not_offered(chosen, everyone) if rows.empty else []
    columns = {k: v for k, v in chosen.items() if k not in known}
    if "grain" in rows.columns and name == "indicators":
        columns.setdefault("grain", grain)
    for column, value in columns.items():
        if column not in rows.columns:
            raise WrongUsage("column_unknown", column=column, name=name)
        written = rows[column].astype("string")
        if len(rows) and not (written == value).any():
            remarks.append(_no_such(column, value, sorted(written.dropna().unique())))
        rows = rows[written == value]
    rows = rows.reset_index(drop=True)
    if rows.empty and not remarks:
        remarks = [_why_empty(name, everyone, bool(chosen))]
    rows.attrs["remark"] = "\n".join(remarks)
    return rows


def _why_empty(name: str, everyone: warehouse.Filters, is_narrowed: bool) -> str:
    """Why a table has no row although each condition finds something by itself."""
    months = warehouse.periods(everyone.as_of)
    if everyone.period and everyone.period not in months:
        period, first, last = (f"{month:%Y-%m}" for month in (everyone.period, months[0], months[-1]))
        return say("cli.no_such_month", period=period, first=first, last=last)
    if is_narrowed:
        return say("cli.no_row_of_all", name=name)
    if everyone.period:
        return say("cli.no_row_in_month", name=name, period=f"{everyone.period:%Y-%m}")
    return say("cli.no_row_ever", name=name)


def _not_offered(chosen: dict[str, str], everyone: warehouse.Filters) -> list[str]:
    """What the filters cannot find: a department that no project of the month has."""
    offered = warehouse.choices(everyone)
    asked = {name: value for name, value in chosen.items() if name in offered}
    return [_no_such(name, value, offered[name]) for name, value in asked.items() if value not in offered[name]]


def _no_such(column: str, value: str, there: list[str]) -> str:
    nearest = [name for name, *_ in process.extract(value, there, limit=MOST_NAMED)]
    named, more = (sorted(nearest), " …") if len(nearest) < len(there) else (there, "")
    return say("cli.no_such_value", column=column, value=value, there=", ".join(named) + more)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise WrongUsage("where_unclear", text=text)
    return name.strip(), value.strip()


def explain(
    indicator: str,
    subject: str | None,
    period: date | None = None,
    level: str | None = None,
    name: str = "",
    as_of: datetime | None = None,
) -> Explanation | CardExplanation:
    """Where a value comes from: of a subject (a project by id or name, else as `subject_id` names it) or, with a level
    or the subject 'portfolio', of a group of projects. A card, such as overview.red_projects, is of a group as well."""
    moment = as_of.isoformat() if as_of else None
    is_card = "." in indicator
    if level or subject == "portfolio" or is_card:
        level = level or "portfolio"
        if level not in LEVELS:
            raise WrongUsage("explaining.level_unknown", level=level, known=", ".join(LEVELS))
        if not is_card:
            return explain_group(indicator, level, name, period, moment)
        narrowed = {} if level == "portfolio" else {level: name}
        return explain_card(indicator, warehouse.Filters(period=period, as_of=moment, **narrowed))
    if not subject:
        raise WrongUsage("explaining.subject_needed")
    names = warehouse.read("project_names", warehouse.Filters(as_of=moment))
    named = names.loc[names["project_name"] == subject, "project_id"].tolist()
    return explain_subject(indicator, named[0] if len(named) == 1 else subject, period, moment)
