"""Months of people, named or only asked for: whose they are, and whether they hold hours, days, full-time people or
shares."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.headers import normalise
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.tables import Table, cell_of_header
from pmo_analytics.importing.units import unit_in
from pmo_analytics.reading import Finding

PEOPLE = frozenset({"people", "assignments"})
OF_PERSONS = ("people", ("person_name",))  # what capacity of nobody comes closest to, and lacks
WHO = frozenset({"person_id", "person_name", "role"})
# What a project has under the headers 'Resource' and 'Staff' is a light and a number, never a name.
LIGHT_OR_COUNT = frozenset({"declared_resource", "team_size"})
STAFFING = re.compile(
    r"\b(?:resourc|staff|team|people|hours?\b|fte|allocation|capacity|effort)|人员|人力|资源|工时|人天|人月|团队"
)
# The first that the months' headers, the sheet's name or a title says: (field, the unit where the field has several).
MEASURES = (
    (re.compile(r"\bftes?\b|全时当量|full time equivalent"), "full_time_equivalent", None),
    (re.compile(r"percent|百分比|投入比例|占比|利用率|\butili[sz]ation\b"), "allocation_share", None),
    (re.compile(r"人月|\b(?:person|man|staff) ?months?\b"), "hours", "人月"),
    (re.compile(r"人天|人日|工日|\b(?:(?:person|man)days?|days?)\b"), "hours", "人天"),
    (re.compile(r"工时|小时|人时|\b(?:hours?|hrs?|timesheets?)\b"), "hours", "工时"),
)
# What a sheet of months per project lists that names no person: the people it needs, if nothing speaks of money.
DEMAND = re.compile(
    r"\b(?:resourc|staff|headcount|workforce|manpower|effort|people|ftes?\b|(?:person|man) ?(?:day|month|hour)s?\b)"
    r"|人员|人力|资源|工时|人天|人日|人月|用工"
)
PLAN_OF_CAPACITY = re.compile(r"\bcapacity plan(?:s|ning)?\b")  # by project, what each is given of it
# What there is of people or of anything else: never money, and of people only where it is said whose.
CAPACITY = re.compile(r"\b(?:capacit(?:y|ies)|availability|headcount)\b|产能|可用")
# People whom a project reaches, or who come and go, do no work for it.
NO_DEMAND = re.compile(
    r"impacted|affected|reached|train|turnover|leavers|joiners|survey|satisf|影响|培训|流失|离职|入职|满意"
)
MONEY = re.compile(
    r"cost|budget|spend|spent|price|amount|funding|invoice|rate\b|费用|成本|预算|金额|支出|资金|单价|投资|薪|款"
)
FIGURE = re.compile(r"\d+(?:\.\d+)?")
MOST_FULL_TIME = 40  # people on one project; as hours of a month so few would be nobody's work
SHARES = 0.2  # from here on months with percent signs are shares, as a column of them is


def has_people(columns: Columns) -> bool:
    """Whether a column names persons or roles, and not the project or somebody who has a part in all of it."""
    return any(
        (one := columns.best("assignments", column)) is not None
        and one.field.name in WHO
        and one.confidence >= SURE
        and _is_of_the_row(columns, column)
        for column in columns.all
    )


def _is_of_the_row(columns: Columns, column: Column) -> bool:
    of_project = columns.best("projects", column)
    if of_project is None:
        return True
    if of_project.field.name in LIGHT_OR_COUNT:
        return not (column.look.is_light or column.look.is_number or column.look.is_date)
    return of_project.field.name == "project_name" and any(
        (other := columns.best("projects", beside)) is not None
        and beside.index != column.index
        and other.field.name == "project_name"
        and ("project" in beside.said.words or "项目" in beside.said.words)
        and any(map(STAFFING.search, _told(columns)))
        for beside in columns.all
    )


def is_demand(columns: Columns, group: Sequence[Column]) -> bool:
    """Whether months of projects are the people they need: a unit of effort, the sheet's name or a title says so."""
    unit, told = group[0].unit or columns.table_unit, [normalise(group[0].header.text), *_told(columns)]
    if (unit is not None and unit.kind == "money") or any(map(MONEY.search, told)) or any(map(NO_DEMAND.search, told)):
        return False
    named = set(entities_named(columns.table.sheet, columns.dictionary))
    is_told = any(map(DEMAND.search, told)) or (any(map(PLAN_OF_CAPACITY.search, told)) and _names_projects(columns))
    return named <= {"assignments", "people", "projects"} and is_told


def _names_projects(columns: Columns) -> bool:
    return any(
        (one := columns.best("projects", column)) is not None and one.field.name in ("project_id", "project_name")
        for column in columns.all
    )


def is_capacity(columns: Columns, group: Sequence[Column]) -> bool:
    """Whether months are what there is of something, by the sheet's name or a title, and nothing speaks of money."""
    unit, told = group[0].unit or columns.table_unit, [normalise(group[0].header.text), *_told(columns)]
    is_money = (unit is not None and unit.kind == "money") or any(map(MONEY.search, told))
    return not is_money and any(map(CAPACITY.search, told))


def _told(columns: Columns) -> list[str]:
    return [normalise(text) for text in (columns.table.sheet, *(text for _, text in columns.table.title))]


def effort(columns: Columns, group: Sequence[Column], entity: str, value_field: str) -> tuple[str, Decimal | None]:
    """(value field, multiplier) of months of people, by the unit that is told; hours where none is."""
    fields, (measure, unit) = columns.dictionary.entities[entity].fields, _measure(columns, group)
    if measure in fields and value_field in ("planned_hours", "capacity_hours"):
        return measure, None
    column = replace(group[0], unit=unit_in(unit)) if unit else group[0]
    return value_field, columns.multiplier(fields[value_field], column)


def _measure(columns: Columns, group: Sequence[Column]) -> tuple[str | None, str | None]:
    """(field, unit) of the months as told; full-time people where nobody is named and figures are too few for hours."""
    measure, unit = _told_measure(columns, group)
    if measure is None and not _names_persons(columns) and is_demand(columns, group) and _are_few(columns, group):
        return "full_time_equivalent", None
    return measure, unit


def _names_persons(columns: Columns) -> bool:
    return any(
        (one := columns.best("assignments", column)) is not None
        and one.field.name in ("person_id", "person_name")
        and one.confidence >= SURE
        and _is_of_the_row(columns, column)
        for column in columns.all
    )


def _are_few(columns: Columns, group: Sequence[Column]) -> bool:
    return _is_few([columns.table.columns[column.index] for column in group])


def measured(table: Table, at: int) -> tuple[str, str | None, bool]:
    """(hours or full_time_equivalent, the unit that lines around tell, whether any is told) of a column of people."""
    for text in (table.headers[at].text, table.sheet, *(text for _, text in table.title)):
        for words, measure, unit in MEASURES:
            if words.search(normalise(text)):
                return measure, unit if text != table.headers[at].text else None, True
    return "full_time_equivalent" if _is_few([table.columns[at]]) else "hours", None, False


def with_unit(table: Table, at: int, unit: str) -> Table:
    """The table with a unit for a column whose header names none."""
    header = replace(table.headers[at], unit_text=unit)
    return replace(table, headers=(*table.headers[:at], header, *table.headers[at + 1 :]))


def _is_few(every: Sequence[pa.Array]) -> bool:
    texts = [text for cells in every for text in cells.drop_null().unique().to_pylist()]
    return all(FIGURE.fullmatch(text) and float(text) <= MOST_FULL_TIME for text in texts)


def _told_measure(columns: Columns, group: Sequence[Column]) -> tuple[str | None, str | None]:
    for text in (normalise(group[0].header.text), *_told(columns)):
        for words, measure, unit in MEASURES:
            if words.search(text):
                return measure, unit
    return ("allocation_share" if any(one.look.percents >= SHARES for one in group) else None), None


def effort_notes(columns: Columns, melts: Sequence[Melt]) -> tuple[Finding, ...]:
    """A warning for months of people whose unit nothing tells."""
    read_as = {"planned_hours": "layout.read_as_hours", "full_time_equivalent": "layout.read_as_full_time"}
    notes = []
    for melt in melts:
        group = [columns.all[index] for index in melt.headers]
        is_read = melt.entity == "assignments" and melt.value_field in read_as
        if is_read and _told_measure(columns, group)[0] is None:
            table, header = columns.table, group[0].header
            cell, text, field = cell_of_header(table, header), header.text, f"{melt.entity}.{melt.value_field}"
            expected, done = "layout.unit_of_effort", read_as[melt.value_field]
            notes.append(Finding(table.sheet, cell, field, text, expected, "warning", done))
    return tuple(notes)
