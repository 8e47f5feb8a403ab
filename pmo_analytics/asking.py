"""What is asked of a snapshot: any table of it, filtered, and where a value comes from."""

import dataclasses
from datetime import date, datetime

import pandas as pd

from pmo_analytics import warehouse
from pmo_analytics.errors import WrongUsage
from pmo_analytics.explaining import LEVELS, CardExplanation, Explanation, explain_card, explain_group
from pmo_analytics.explaining import explain as explain_subject


def read_table(name: str, period: date | None, where: list[str], grain: str, as_of: datetime | None) -> pd.DataFrame:
    """Any table of a snapshot, filtered as the pages filter, and by the value of any other column."""
    chosen = dict(_pair(text) for text in where)
    known = {field.name for field in dataclasses.fields(warehouse.Filters)} - {"period", "compared", "as_of"}
    filters = warehouse.Filters(
        period=period, as_of=as_of.isoformat() if as_of else None, **{k: v for k, v in chosen.items() if k in known}
    )
    rows = warehouse.read(name, filters)
    columns = {k: v for k, v in chosen.items() if k not in known}
    if "grain" in rows.columns and name == "indicators":
        columns.setdefault("grain", grain)
    for column, value in columns.items():
        if column not in rows.columns:
            raise WrongUsage("column_unknown", column=column, name=name)
        rows = rows[rows[column].astype("string") == value]
    return rows.reset_index(drop=True)


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
