"""Reports of several months in one table: lights, progress, PV, EV and AC headed by months, or rows of each month."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_analytics.importing.choosing import Choice, chosen, names_each_project_once
from pmo_analytics.importing.columns import IDENTITY, Column, Columns
from pmo_analytics.importing.earned_value import EARNED, THIS_PERIOD, TO_DATE
from pmo_analytics.importing.fiscal_years import month_names
from pmo_analytics.importing.headers import normalise
from pmo_analytics.importing.melts import by_words, month_columns, only_grows, only_year, year_of
from pmo_analytics.importing.month_kinds import OF_MONEY, months_by_kind
from pmo_analytics.importing.recognition import Match, Melt
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.staffing import has_people, is_demand
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

AMOUNTS = frozenset({"budgets", "assignments", "benefits"})
SHARES = frozenset({"percent_complete", "percent_planned"})
# What else a report may say that is of its month alone: an index, an estimate, a date as it was expected then.
OF_A_REPORT = frozenset(
    {"reported_cost_performance_index", "reported_schedule_performance_index", "reported_cost_variance",
     "reported_variance_at_completion", "manager_estimate_at_completion", "estimate_to_complete", "forecast_start",
     "forecast_finish"}
)  # fmt: skip
# What holds for every month of a project; anything else beside the months is of a month that its header does not say.
LASTING = IDENTITY | {
    "portfolio", "programme", "department", "manager", "sponsor", "project_type", "project_class", "customer",
    "delivery_organisation", "objective", "location", "currency", "budget_at_completion", "baseline_start",
    "baseline_finish",
}  # fmt: skip
LIGHTS = re.compile(r"\brags?\b|\bhealth\b|traffic lights?|红绿灯|健康度|状态灯|亮灯|灯号")
DONE = re.compile(r"\bprogress\b|\bpercent complete\b|\bcompletion\b|进度|完成率|完成百分比")
OTHER_SHARES = re.compile(r"\bplan(?:ned)?\b|\bbudget|\bcost|\bspen[dt]|计划|预算|资金|支出|费用|人员|人力|资源")
SHARE = re.compile(r"0(?:\.\d+)?|1(?:\.0+)?|\d{1,3}(?:\.\d+)?\s?%")
ISO = re.compile(r"\d{4}-\d\d-\d\d")
FEWEST = 2


@dataclass(frozen=True)
class Reports:
    """Field of a project -> the columns of its months, and the columns beside them of no month that is known."""

    by_field: Mapping[str, list[Column]]
    beside: tuple[Column, ...] = ()


def reports_across(columns: Columns) -> Reports | None:
    """The months of a table in which each project has a row and each month of it lights, progress or earned value;
    None where that is not what lies across."""
    if columns.table.orientation != "rows" or not names_each_project_once(columns):
        return None
    found: dict[str, list[Column]] = {}
    for column in columns.all:
        name = _field(columns, column) if column.said.month is not None and column.header.repeat == 1 else None
        if name:
            found.setdefault(name, []).append(column)
    phased = {name for name, group in found.items() if _is_phased(columns, name, group)}
    money = {name for name in found if name.removesuffix(THIS_PERIOD) in TO_DATE}
    if not EARNED & set(found):
        phased |= _of_others(columns, set(found))
    has_money = bool(EARNED & set(found) or money - phased)
    found = {name: group for name, group in found.items() if name not in phased or has_money and name in money}
    if not found:
        return None
    months = {name: {column.said.month for column in group} for name, group in found.items()}
    are_once = all(len(months[name]) == len(group) for name, group in found.items())
    if not set(found) - {"percent_planned"} or not are_once or max(map(len, months.values())) < FEWEST:
        return None
    taken = {column.index for group in found.values() for column in group}
    return Reports(found, tuple(one for one in columns.all if one.index not in taken and _is_of_a_month(columns, one)))


def _is_phased(columns: Columns, name: str, group: Sequence[Column]) -> bool:
    """Whether months hold amounts of each of them, as a budget's do: those of several kinds, and those that words and
    their number tell (Actual cost, Forecast), not the short name of a measure (AC, EAC)."""
    fields = columns.dictionary.entities["projects"].fields
    if fields[name].type != "money":
        return False
    told = [columns.words.named("projects", reading) for reading in group[0].said.readings]
    shared = {column.index for of_kind in months_by_kind(columns).values() for column in of_kind}
    indexes = {column.index for column in group}
    is_named = name in {one.name for one in told if one}
    is_worded = by_words(group[0].said.words) is not None and indexes <= month_columns(columns)
    return not is_named or bool(indexes & shared) or is_worded


def _of_others(columns: Columns, names: set[str]) -> set[str]:
    """Those of the fields that are of the milestones, people or benefits that a table lists rather than of projects."""
    months = [column for column in columns.all if column.said.month is not None]
    listed = chosen(columns, frozenset(column.index for column in months)).entities[:1]
    is_other = not {*listed} <= OF_MONEY or has_people(columns) or bool(months) and is_demand(columns, months)
    of_reports = (name for name in names if name in OF_A_REPORT or name.removesuffix(THIS_PERIOD) in TO_DATE)
    return set(of_reports) if is_other else set()


def _field(columns: Columns, column: Column) -> str | None:
    """The field of a project's report that a month holds: a light, a share done or planned, earned value, an index."""
    if not column.said.name:
        told = [normalise(text) for text in (columns.table.sheet, *(text for _, text in columns.table.title))]
        if column.look.is_light:
            return "declared_overall" if any(map(LIGHTS.search, told)) else None
        is_done = any(map(DONE.search, told)) and not any(map(OTHER_SHARES.search, told))
        return "percent_complete" if is_done and _are_shares(columns, column) else None
    one = columns.best("projects", column)
    if one is None or not column.look.count:
        return None
    name = one.field.name
    is_light = one.field.type == "light" and column.look.is_light
    is_of_a_month = name in SHARES | OF_A_REPORT or name.removesuffix(THIS_PERIOD) in TO_DATE
    return name if is_light or is_of_a_month else None


def _are_shares(columns: Columns, column: Column) -> bool:
    """Whether all of a month's cells are shares of the whole: 0.4, 40%."""
    texts = columns.table.columns[column.index].drop_null().unique().to_pylist()
    return bool(texts) and all(SHARE.fullmatch(text) for text in texts)


def _is_of_a_month(columns: Columns, column: Column) -> bool:
    one = columns.best("projects", column)
    return column.said.month is not None or one is not None and one.field.name not in LASTING


def report_melts(columns: Columns, reports: Reports, beside: Sequence[str], fiscal_start: int) -> list[Melt]:
    """A report of every month for each field, planned value also as the curve; [] where a year lacks.

    Money without a word about it is to date, unless the planned value falls: then it is of each month alone.
    """
    year = year_of(columns) or next(filter(None, map(only_year, beside)), None)
    planned = reports.by_field.get("planned_value", reports.by_field.get("actual_cost", ()))
    is_to_date = only_grows(columns, planned) if planned else True
    melts = []
    for measure, group in reports.by_field.items():
        names = month_names(columns, group, year, fiscal_start)
        if not all(map(ISO.fullmatch, names)):
            return []
        name = measure if is_to_date or measure not in TO_DATE else measure + THIS_PERIOD
        steps = columns.multiplier(columns.dictionary.entities["projects"].fields[name], group[0])
        indexes = tuple(column.index for column in group)
        melts.append(Melt("projects", indexes, "period", names, name, steps))
        if measure.removesuffix(THIS_PERIOD) == "planned_value":
            melts.append(Melt("baseline_periods", indexes, "month", names, name, steps))
    return melts


def with_amounts(reports: Reports, melts: Sequence[Melt]) -> tuple[Reports, list[Melt]]:
    """What stands beside the reports without the amounts of months among it, and these."""
    taken = {column.index for group in reports.by_field.values() for column in group}
    amounts = [melt for melt in melts if melt.entity in AMOUNTS and not taken & set(melt.headers)]
    melted = {index for melt in amounts for index in melt.headers}
    return replace(reports, beside=tuple(one for one in reports.beside if one.index not in melted)), amounts


def reports_in_rows(columns: Columns, choice: Choice) -> Choice:
    """The choice, but projects where rows of project and month hold progress or lights and no amount, though years and
    months beside them look like a budget's."""
    if choice.entities != ("budgets",) or "budgets" in entities_named(columns.table.sheet, columns.dictionary):
        return choice
    budget = [one.field for column in columns.all if (one := columns.best("budgets", column))]
    of_project = [one.field for column in columns.all if (one := columns.best("projects", column))]
    has_amount = any(field.type in ("money", "hours") for field in budget)
    is_report = any(field.type == "light" or field.name in SHARES for field in of_project)
    return Choice(("projects",)) if is_report and not has_amount and "month" in {one.name for one in budget} else choice


def report_notes(
    columns: Columns, reports: Reports | None, is_in_rows: bool, matches: tuple[Match, ...], melts: Sequence[Melt]
) -> tuple[Finding, ...]:
    """What was decided: that months across, or in rows, are reports of their months, and what is of no known month."""
    table = columns.table
    if is_in_rows:
        months = [columns.all[match.header].header for match in matches if match.field == "period"]
        return tuple(
            Finding(table.sheet, cell_of_header(table, one), "projects.period", one.text, "layout.month_reported_in",
                    "note", "layout.month_of_report")
            for one in months
        )  # fmt: skip
    if reports is None or not melts:
        return ()
    first = columns.all[melts[0].headers[0]].header
    notes = [Finding(table.sheet, cell_of_header(table, first), f"projects.{melts[0].value_field}", first.text,
                     "layout.one_report", "note", "layout.reports_of_months")]  # fmt: skip
    return (*notes, *(
        Finding(table.sheet, cell_of_header(table, one.header), None, one.header.text, "layout.month_in_header",
                "warning", "layout.column_kept_unmapped")
        for one in reports.beside
    ))  # fmt: skip
