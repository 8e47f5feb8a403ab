"""Months across the columns of which each header says what it holds as well: 'Jan-26 Actual', 'Mar-26 Forecast'."""

from collections.abc import Sequence
from decimal import Decimal

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.fiscal_years import month_names
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.staffing import SHARES, effort, has_people, is_demand
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

FEWEST_KINDS, FEWEST_OF_ONE, FEWEST_MONTHS, FEWEST_COLUMNS = 2, 2, 3, 4
KINDS = ("budget", "actual", "forecast", "committed")
SHORT = {
    **dict.fromkeys(("a", "ac", "act", "acts", "acwp"), "actual"),
    **dict.fromkeys(("f", "fc", "fct", "fcst", "fcast"), "forecast"),
    **dict.fromkeys(("b", "bud", "bgt"), "budget"),
}
OF_BENEFITS = {"budget": "planned", "actual": "actual", "forecast": "forecast"}
OF_HOURS = frozenset({"planned_hours", "actual_hours"})
OF_MONEY = frozenset({"projects", "budgets", "baselines", "baseline_periods"})  # sheets called so may hold money
OF_PEOPLE = {"budget": "planned_hours", "forecast": "planned_hours", "actual": "actual_hours"}


def months_by_kind(columns: Columns) -> dict[str, list[Column]]:
    """Kind of amount -> the columns of its months; {} unless at least two kinds share out several months.

    One month of each kind is none of it: 'Budget Dec-25' beside 'Forecast Mar-26' are totals as they were known then.
    """
    found: dict[str, list[Column]] = {}
    for column in columns.all:
        is_figure = (column.look.is_number or not column.look.count) and column.look.percents < SHARES
        kind = _kind(columns, column) if column.said.month is not None and is_figure else None
        if kind and column.header.repeat == 1:
            found.setdefault(kind, []).append(column)
    every = [column for group in found.values() for column in group]
    months = {kind: {column.said.month for column in group} for kind, group in found.items()}
    is_spread = len(set().union(*months.values())) >= FEWEST_MONTHS or len(every) >= FEWEST_COLUMNS
    is_once = all(len(months[kind]) == len(group) for kind, group in found.items())
    has_several = any(len(one) >= FEWEST_OF_ONE for one in months.values())
    return found if len(found) >= FEWEST_KINDS and is_spread and is_once and has_several else {}


def _kind(columns: Columns, column: Column) -> str | None:
    field = columns.words.named("budgets", column.said.name)
    if field and field.name in KINDS:
        return field.name
    hours = columns.words.named("assignments", column.said.name)
    return hours.name if hours and hours.name in OF_HOURS else SHORT.get(column.said.name)


def kind_melts(columns: Columns, entities: Sequence[str], year: int | None, fiscal_start: int) -> list[Melt]:
    """A melt for each kind of amount; hours of people where the table has a column of them, benefits where it lists
    these. A kind that has no field there is left as it is."""
    kinds = months_by_kind(columns)
    names = _names(columns, list(kinds.values()), year, fiscal_start)
    melts: list[Melt] = []
    for kind, group in kinds.items():
        entity, field, steps = _target(columns, entities, kind, group)
        if field and not any((melt.entity, melt.value_field) == (entity, field) for melt in melts):
            indexes = tuple(column.index for column in group)
            melts.append(Melt(entity, indexes, "month", tuple(names[index] for index in indexes), field, steps))
    return melts


def _names(columns: Columns, groups: list[list[Column]], year: int | None, start: int) -> dict[int, str]:
    """The months by column: where each stands there once, the kinds go on from each other and may run past December."""
    every = sorted((column for group in groups for column in group), key=lambda column: column.index)
    is_one_run = len({column.said.month for column in every}) == len(every)
    return {
        column.index: name
        for group in ([every] if is_one_run and every else groups)
        for column, name in zip(group, month_names(columns, group, year, start), strict=True)
    }


def _target(
    columns: Columns, entities: Sequence[str], kind: str, group: list[Column]
) -> tuple[str, str | None, Decimal | None]:
    if kind in OF_HOURS:
        hours = columns.dictionary.entities["assignments"].fields[kind]
        return "assignments", kind, columns.multiplier(hours, group[0])
    if has_people(columns) or is_demand(columns, group):
        unit = group[0].unit or columns.table_unit
        field, steps = effort(columns, group, "assignments", "planned_hours")
        is_lacking = (unit is not None and unit.kind == "money") or (kind == "actual" and field != "planned_hours")
        own = field if kind != "actual" else OF_PEOPLE[kind]
        return "assignments", None if is_lacking or kind not in OF_PEOPLE else own, steps
    named = entities_named(columns.table.sheet, columns.dictionary)
    is_of_benefits = "benefits" in (*entities[:1], *named)
    if not is_of_benefits and named and not OF_MONEY & {*named}:
        return named[0], None, None
    entity, field = ("benefits", OF_BENEFITS.get(kind)) if is_of_benefits else ("budgets", kind)
    return entity, field, columns.multiplier(columns.dictionary.entities[entity].fields[field or "actual"], group[0])


def kinds_left(columns: Columns, melts: Sequence[Melt], told: frozenset[str]) -> tuple[Column, ...]:
    """The columns of months whose kind has no field (actual FTE, of which only the planned have one), without those
    in `told`, the keys of headers of which it was said what they are."""
    melted = {index for melt in melts for index in melt.headers}
    every = (column for group in months_by_kind(columns).values() for column in group)
    return tuple(one for one in every if one.index not in melted and key(one.header.text) not in told)


def kind_notes(columns: Columns, left: Sequence[Column]) -> tuple[Finding, ...]:
    """A warning at the first of the columns that were left as they are."""
    if not left:
        return ()
    table, header = columns.table, left[0].header
    cell = cell_of_header(table, header)
    text = " – ".join(dict.fromkeys((header.text, left[-1].header.text)))
    done = "layout.column_kept_unmapped"
    return (Finding(table.sheet, cell, None, text, "layout.kind_with_a_field", "warning", done),)
