"""Whether a plain 完成日期 or 完成时间, which may be a plan or a fact, is the day by which something is to be done."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pmo_analytics.fields import Field
from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.periods import day_in, month_in
from pmo_analytics.importing.spread import Spread

PLAIN = re.compile("(?:项目|任务|里程碑)?(?:完成|结束|完工|竣工)(?:日期?|时间)?")
# The fields a plan fills, the first of them this one; where another column says one of them, 完成日期 is no plan.
PLANS = {
    "projects": ("baseline_finish", "forecast_finish"), "tasks": ("baseline_finish", "forecast_finish"),
    "milestones": ("baseline_date", "forecast_date"), "actions": ("due_on", "revised_due_on"),
    "risks": ("due_on",), "issues": ("due_on",),
}  # fmt: skip
STARTS = re.compile("(?:项目|任务)?(?:开始|起始|开工|启动)(?:日期?|时间)?")  # beside 计划开始 the plan would say so too
OVER = frozenset({"done", "closed", "cancelled", "occurred"})
FEWEST_DATED = 0.2  # of the texts; the others say that a day is open, or roughly when


def plain_finishes(
    columns: Columns, entities: tuple[str, ...], owner: Mapping[int, str], beside: Sequence[str]
) -> dict[int, str]:
    """Column -> address of the planned finish, for the one that is headed so: beside a start as plain, over days after
    the month that a text `beside` the table tells, or filled where a row is not over yet. So is a plain 结束日期."""
    entity = entities[0] if entities else ""
    mine = [one for one in columns.all if _is_plain(one) and owner.get(one.index, entity) == entity]
    if entity not in PLANS or len(mine) != 1:
        return {}
    named = {one.index: best.field for one in columns.all if one is not mine[0] and (best := columns.best(entity, one))
             and best.confidence >= SURE}  # fmt: skip
    names = {field.name for field in named.values()}
    if names & set(PLANS[entity]):
        return {}
    is_paired = "actual_start" not in names and any(STARTS.fullmatch(columns.all[index].said.name) for index in named)
    if is_paired or _is_ahead(columns, mine[0], beside) or _is_of_open_rows(columns, mine[0], named):
        return {mine[0].index: f"{entity}.{PLANS[entity][0]}"}
    return {}


def _is_plain(column: Column) -> bool:
    is_day = column.look.dates >= FEWEST_DATED or not column.look.count
    return is_day and column.header.repeat == 1 and PLAIN.fullmatch(column.said.name) is not None


def _is_ahead(columns: Columns, column: Column, beside: Sequence[str]) -> bool:
    """Whether some of the days are later than the month of the report."""
    known = [month for text in (*beside, columns.table.sheet) if (month := month_in(text))]
    days = [_last_day(text) for text in columns.table.columns[column.index].drop_null().unique().to_pylist()]
    return bool(known) and any(day > max(known) for day in days if day)


def _last_day(text: str) -> date | None:
    return day_in(text) or month_in(text)


def _is_of_open_rows(columns: Columns, column: Column, named: Mapping[int, Field]) -> bool:
    """Whether most rows that say they are not over, and one at least, have such a day."""
    days = Spread.of_column(columns.table.columns[column.index])
    for index, field in named.items():
        if field.name != "status" or field.entity == "tasks":  # of tasks the start tells
            continue
        pairs = Spread.of_column(columns.table.columns[index]).beside(days)
        counted = list(zip(pairs.values, pairs.counts(), strict=True))
        still_open = [(bool(day), count) for (text, day), count in counted if text and _is_open(field, text)]
        filled = sum(count for is_filled, count in still_open if is_filled)
        if filled and 2 * filled > sum(count for _, count in still_open):
            return True
    return False


def _is_open(field: Field, text: str) -> bool:
    return any(key(text) in map(key, (name, *said)) for name, said in field.values.items() if name not in OVER)
