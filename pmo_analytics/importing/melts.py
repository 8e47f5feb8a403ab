"""Columns that become rows: months or years across the columns, and the columns that a format names."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pmo_analytics.fields import Field
from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.fiscal_years import month_names
from pmo_analytics.importing.formats import Format, says
from pmo_analytics.importing.headers import key, normalise
from pmo_analytics.importing.month_kinds import kind_melts, months_by_kind
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.staffing import PEOPLE, effort, has_people, is_capacity, is_demand

FEWEST_MONTHS, FEWEST_YEARS, FEW_LINES = 3, 2, 20
FEWEST_PLAIN_MONTHS, FEWEST_PLAIN_YEARS = 2, 3  # headed by a month with its year, or a year, and little or nothing else
PLANS = frozenset({"plan", "plans", "planned", "profile", "profiled", "profiles", "phasing"})
DONE = frozenset({"actual", "actuals", "spent"})
UNITS = ("fte", "hours", "days")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What plain months are said to hold, by the words beside them, in the sheet's name or above the table; first hit wins.
MEASURES = (
    ("baseline_periods", "planned_value", ("plannedvalue", "bcws", "pv", "计划价值")),
    ("benefits", "actual", ("benefitsrealised", "benefitsrealized", "realisedbenefit", "realizedbenefit", "实现效益")),
    ("benefits", "planned", ("benefit", "效益", "收益")),
    ("people", "capacity_hours", ("capacity", "available", "availability", "supply", "产能", "可用")),
    ("people", "leave_hours", ("leave", "absence", "休假", "请假")),
    (
        "assignments",
        "actual_hours",
        ("timesheet", "actualhours", "actualeffort", "hoursworked", "实际工时", "工时填报"),
    ),
    ("assignments", "planned_hours", ("resourceplan", "allocation", "plannedhours", "demand", "resource", "staffing")),
    ("assignments", "planned_hours", ("投入", "资源", "人力", "计划工时", "工时")),
    ("budgets", "forecast", ("forecast", "outlook", "预测", "预计")),
    ("budgets", "committed", ("commitment", "committed", "承诺")),
    ("budgets", "actual", ("actual", "spend", "spent", "expenditure", "实际", "支出", "发生", "花费")),
    ("budgets", "budget", ("budget", "cashflow", "planned", "plan", "预算", "计划")),
)


def month_columns(columns: Columns) -> frozenset[int]:
    """The indexes of columns headed by a month and holding figures, where there are enough of one measure."""
    groups = (*months_by_kind(columns).values(), *_by_measure(columns))
    return frozenset(column.index for group in groups for column in group)


def month_melts(columns: Columns, entities: tuple[str, ...], fiscal_start: int) -> list[Melt]:
    """One melt per measure whose months are spread over columns; a measure that nothing names gives none."""
    year = year_of(columns)
    melts = kind_melts(columns, entities, year, fiscal_start)
    for group in _by_measure(columns):
        target = target_of(columns, group[0].said.name, entities, group) or _bylines(columns)
        if target is None or any((melt.entity, melt.value_field) == target for melt in melts):
            continue
        entity, value_field = target
        names = month_names(columns, group, year, fiscal_start)
        indexes = tuple(column.index for column in group)
        for name, only in (lines(columns, entity) or {value_field: None}).items():
            filled, steps = _measured(columns, group, entity, name)
            melts.append(Melt(entity, indexes, "month", names, filled, steps, only))
    return melts


def _measured(columns: Columns, group: list[Column], entity: str, name: str) -> tuple[str, Decimal | None]:
    if entity in PEOPLE:
        return effort(columns, group, entity, name)
    return name, columns.multiplier(columns.dictionary.entities[entity].fields[name], group[0])


def _bylines(columns: Columns) -> tuple[str, str] | None:
    return ("budgets", "budget") if lines(columns, "budgets") else None


def lines(columns: Columns, entity: str) -> dict[str, tuple[int, frozenset[str]]]:
    """value field -> (column, its texts), where a column tells in each record which measure its months hold."""
    fields = columns.dictionary.entities[entity].fields
    kinds = {name for name, field in fields.items() if field.type in ("money", "hours")}
    for column in columns.all:
        if column.look.count > FEW_LINES:
            continue
        texts = columns.table.columns[column.index].drop_null().unique().to_pylist()
        told = {text: field.name for text in texts if (field := columns.words.named(entity, key(text)))}
        if len(told) == len(texts) > 1 and set(told.values()) <= kinds and len(set(told.values())) > 1:
            return {
                name: (column.index, frozenset(text for text in told if told[text] == name))
                for name in dict.fromkeys(told.values())
            }
    return {}


def year_melts(columns: Columns, taken: Iterable[int]) -> list[Melt]:
    """One melt into budgets per measure that several years hold."""
    groups: dict[str, list[Column]] = {}
    for column in columns.all:
        if column.said.years and column.index not in set(taken) and not column.look.is_sentence:
            groups.setdefault(column.said.name, []).append(column)
    melts = []
    for name, group in groups.items():
        field = columns.words.named("budgets", name) if name else _of_plain_years(columns, group)
        years = {column.said.years for column in group}
        if field and field.name in ("budget", "actual", "forecast", "committed") and len(years) >= FEWEST_YEARS:
            indexes, names = tuple(column.index for column in group), tuple(str(column.said.years) for column in group)
            steps = columns.multiplier(field, group[0])
            melts.append(Melt("budgets", indexes, "fiscal_year", names, field.name, steps))
    return melts


def _of_plain_years(columns: Columns, group: list[Column]) -> Field | None:
    """What years with nothing beside them hold: told by the sheet's name or the title, where there are enough."""
    if len(group) < FEWEST_PLAIN_YEARS or not all(column.look.is_number for column in group):
        return None
    entity, name = target_of(columns, "", (), group) or ("", "")
    return columns.dictionary.entities[entity].fields[name] if entity == "budgets" else None


def format_melts(columns: Columns, format: Format) -> list[Melt]:
    """The melts that a format describes."""
    melts = []
    for melt in format.melts:
        group = [column for column in columns.all if any(says(wanted, column.said) for wanted in melt.headers)]
        indexes, names = tuple(column.index for column in group), tuple(column.header.text for column in group)
        if indexes:
            melts.append(Melt(melt.entity, indexes, melt.name_field, names, melt.value_field))
    return melts


def _by_measure(columns: Columns) -> list[list[Column]]:
    groups: dict[str, list[Column]] = {}
    told = {column.index for group in months_by_kind(columns).values() for column in group}
    for column in columns.all:
        is_figure = column.look.is_number or not column.look.count
        is_used = columns.table.told.get(column.header.text) != ""
        is_free = column.header.repeat == 1 and column.index not in told and is_used
        if column.said.month is not None and is_figure and is_free:
            groups.setdefault(column.said.name, []).append(column)
    return [
        group
        for group in groups.values()
        if len({column.said.month for column in group}) == len(group) >= _fewest(group)
    ]


def _fewest(group: Sequence[Column]) -> int:
    """How many months make a measure: two where each names its year, nothing but a unit beside it, and all hold
    figures."""
    are_plain = all(
        isinstance(column.said.month, date) and column.said.name in ("", *UNITS) and column.look.is_number
        for column in group
    )
    return FEWEST_PLAIN_MONTHS if are_plain else FEWEST_MONTHS


def target_of(
    columns: Columns, measure: str, entities: tuple[str, ...], group: list[Column]
) -> tuple[str, str] | None:
    """(entity, value field) that the months fill: told by the words in their headers, the sheet's name, the title."""
    is_asked_for = not has_people(columns) and is_demand(columns, group)
    by_person = is_asked_for or has_people(columns)
    if not by_person and is_capacity(columns, group):
        return None
    has_project = any(
        (one := columns.best("projects", column)) and one.field.name in ("project_id", "project_name")
        for column in columns.all
    ) or any("project" in key(label) or "项目" in label for label in columns.table.labels)
    of_projects = columns.words.named("projects", measure) if measure and not by_words(measure) else None
    if of_projects and (of_projects.type == "money" or of_projects.name.startswith("reported_")):
        return ("budgets", "actual") if of_projects.name == "actual_cost" and not by_person else None
    said = [columns.table.sheet, *(text for _, text in columns.table.title)]
    told = {text: key(text) for text in (group[0].said.words if measure == group[0].said.name else measure, *said)}
    for written, text in told.items():
        for entity, value_field, words in MEASURES:
            is_other = columns.table.kind in PEOPLE and entity != columns.table.kind
            if is_other or is_asked_for and entity == "people":
                continue
            if by_person != (entity in PEOPLE) and not (by_person and entity == "budgets" and "cost" in text):
                continue
            if _says(text, words):
                if entity == "baseline_periods" and not only_grows(columns, group):
                    return entity, "planned_value_this_period"
                is_planned = (entity, value_field) == ("budgets", "actual") and _is_planned(written)
                return entity, "budget" if is_planned else value_field
    if by_person:
        is_money = columns.table_unit or group[0].unit and group[0].unit.kind == "money"
        if is_money:
            return None
        return ("assignments", "planned_hours") if has_project or is_asked_for else ("people", "capacity_hours")
    default = {"budgets": "budget", "benefits": "planned", "baseline_periods": "planned_value"}
    return next(((entity, default[entity]) for entity in entities if entity in default), None)


def by_words(text: str) -> tuple[str, str] | None:
    """(entity, value field) that the words of a header, a sheet's name or a title tell."""
    told = key(text)
    return next(((entity, field) for entity, field, words in MEASURES if _says(told, words)), None)


def _says(text: str, words: Iterable[str]) -> bool:
    return any(word == text or (word in text and (len(word) > 2 or not word.isascii())) for word in words)


def _is_planned(text: str) -> bool:
    """Whether a text that speaks of spending speaks of what is planned to be spent: a spend profile, 支出计划."""
    words = set(normalise(text).split())
    is_plan = bool(words & PLANS) or "计划" in text or "安排" in text
    return is_plan and not words & DONE and "实际" not in text


def only_grows(columns: Columns, group: Sequence[Column], among: Sequence[bool] | None = None) -> bool:
    """Whether the figures of the first records (of those `among`) never fall from month to month, as cumulative ones
    do not."""
    rows = list(zip(*(columns.table.columns[column.index][:50].to_pylist() for column in group), strict=True))
    rows = [row for row, counts in zip(rows, among or [True] * len(rows), strict=False) if counts]
    figures = [[float(text) for text in row if text and re.fullmatch(r"-?\d+(\.\d+)?", text)] for row in rows]
    return all(earlier <= later for row in figures for earlier, later in zip(row, row[1:], strict=False))


def year_of(columns: Columns) -> int | None:
    """The one year that the sheet's name or the lines above the table name."""
    told = [columns.table.sheet, *(text for _, text in columns.table.title)]
    return only_year(" ".join(told))


def only_year(text: str) -> int | None:
    """The one year that stands in a text."""
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
