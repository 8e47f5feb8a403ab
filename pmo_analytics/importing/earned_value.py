"""Lines of planned value, earned value and actual cost under months: of one project, or with a column that names it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import LONGEST_NAME, Area, is_period
from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.fiscal_years import month_names
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.melts import FEW_LINES, only_grows, only_year, year_of
from pmo_analytics.importing.quarters import quarter_ends, quarter_in
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.sheets import first_texts

FEWEST_MONTHS, LABEL_COLUMNS = 2, 4
SAMPLE = 1_000
TO_DATE = {"planned_value", "earned_value", "actual_cost"}
EARNED = {"earned_value", "earned_value_this_period"}
THIS_PERIOD = "_this_period"
TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)  # the name of a measure has them, codes and days have not
BESIDE = (
    "budget_at_completion", "manager_estimate_at_completion", "reported_schedule_variance", "reported_cost_variance",
    "reported_schedule_performance_index", "reported_cost_performance_index",
)  # fmt: skip
# Under such a corner whole dates are read as a history: a table of columns, each of them a report.
DATED_CORNERS = frozenset({"date", "month", "period", "statusdate", "日期", "月份", "年月", "期间", "时间", "报告期"})


def is_by_lines(area: Area) -> bool:
    """Whether a sheet has lines of earned value under a row of months; such a sheet is not turned."""
    rows = area.rows[:200].tolist()
    for column in range(area.first, min(area.last, area.first + LABEL_COLUMNS) + 1):
        named = {row: measure for row in rows if (measure := _measure(area.text(row, column)))}
        if not set(named.values()) & EARNED:  # as in nearly all sheets
            continue
        lines = {row: named.get(row) for row in rows if len(area.places(row)) > 1}
        measures = {measure for measure in lines.values() if measure}
        if len(measures) < 2 or not measures & EARNED:
            continue
        first = next(row for row, measure in lines.items() if measure)
        head = max((row for row in rows if row < first), default=first)
        heads = [text for place, text in area.cells(head) if place > column]
        months = [read_header(text).month or quarter_in(text) for text in heads if is_period(text) or quarter_in(text)]
        months = [month for month in months if month is not None]
        is_history = key(area.text(head, column)) in DATED_CORNERS and any(isinstance(month, date) for month in months)
        if len(months) >= FEWEST_MONTHS and not is_history:
            return True
    return False


def line_column(columns: Columns) -> Column | None:
    """The column that says in each record which measure its months hold; one of them is the earned value."""
    for column in columns.all[:LABEL_COLUMNS]:
        cells = columns.table.columns[column.index]
        if len(set(first_texts(cells, SAMPLE))) > FEW_LINES:
            continue
        texts = cells.drop_null().unique().to_pylist()
        measures = [_measure(text) for text in texts[: FEW_LINES + 1]]
        if 1 < len(measures) <= FEW_LINES and all(measures) and set(measures) & EARNED:
            return column
    return None


def line_melts(columns: Columns, lines: Column, beside: Sequence[str], fiscal_start: int) -> list[Melt]:
    """What each project reported of every month, and the planned value also as its curve; [] where a year lacks.

    Figures without a word about it are to date, unless the planned value falls: then they are of each month alone. The
    year of months without one stands above the table or in its name, else in one of the texts `beside` it. Quarters
    stand for their last months where figures are to date.
    """
    months = [column for column in columns.all if column.said.month is not None and column.header.repeat == 1]
    quarters = [column for column in columns.all if quarter_in(column.header.text)] if not months else []
    year = year_of(columns) or next(filter(None, map(only_year, beside)), None)
    names = month_names(columns, months, year, fiscal_start)
    if quarters:
        months, ends = quarters, quarter_ends(columns, quarters, year, fiscal_start)
        names = tuple(end or "" for end in ends)
    is_dated = all(re.fullmatch(r"\d{4}-\d\d-\d\d", name) for name in names)
    if len(months) < FEWEST_MONTHS or list(names) != sorted(set(names)) or not is_dated:
        return []
    texts = columns.table.columns[lines.index].to_pylist()
    by_field: dict[str, set[str]] = {}
    for text in filter(None, texts):
        by_field.setdefault(_measure(text) or "", set()).add(text)
    planned = [text in by_field.get("planned_value", by_field.get("actual_cost", ())) for text in texts]
    is_to_date = only_grows(columns, months, planned)
    if quarters and (not is_to_date or any(measure.endswith(THIS_PERIOD) for measure in by_field)):
        return []
    melts, indexes = [], tuple(column.index for column in months)
    for measure, said in by_field.items():
        name = measure if is_to_date or measure not in TO_DATE else measure + THIS_PERIOD
        field = columns.dictionary.entities["projects"].fields[name]
        unit = next((found for text in said if (found := read_header(text).unit)), months[0].unit)
        steps = columns.multiplier(field, replace(months[0], unit=unit))
        only = (lines.index, frozenset(said))
        melts.append(Melt("projects", indexes, "period", names, name, steps, only))
        if measure.removesuffix(THIS_PERIOD) == "planned_value":
            melts.append(Melt("baseline_periods", indexes, "month", names, name, steps, only))
    return melts


@lru_cache(maxsize=50_000)
def _measure(text: str) -> str | None:
    """The field of a project that a line's label names, of those that a month can hold."""
    if len(text) > LONGEST_NAME or not TWO_LETTERS.search(text):
        return None
    return next((_measures()[reading] for reading in read_header(text).readings if reading in _measures()), None)


@cache
def _measures() -> dict[str, str]:
    fields = dictionary().entities["projects"].fields
    names = [*sorted(TO_DATE), *(name + THIS_PERIOD for name in sorted(TO_DATE)), *BESIDE]
    return {key(word): name for name in reversed(names) for word in fields[name].words}
