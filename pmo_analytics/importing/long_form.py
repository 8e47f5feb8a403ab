"""Projects in the long form: a row for each thing said of one, under Project, Indicator, Value (项目, 指标, 数值)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pmo_analytics.importing.assigning import assigned
from pmo_analytics.importing.choosing import Choice
from pmo_analytics.importing.columns import IDENTITY, Column, Columns
from pmo_analytics.importing.earned_value import THIS_PERIOD, TO_DATE
from pmo_analytics.importing.fiscal_years import month_names
from pmo_analytics.importing.headers import key, normalise
from pmo_analytics.importing.melts import by_words, lines, only_grows, only_year, year_of
from pmo_analytics.importing.month_reports import ISO, OF_A_REPORT, SHARES
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.tables import Header, Table, cell_of, is_corner
from pmo_analytics.reading import Finding

VALUES = frozenset(
    ("value", "values", "figure", "reading", "currentvalue", "数值", "值", "内容", "取值", "数据", "指标值", "当前值")
)
PLANNED = frozenset(("plan", "planned", "target", "targets", "baseline", "计划", "计划值", "目标", "目标值"))
ACTUAL = frozenset(("actual", "actuals", "actualvalue", "实际", "实际值", "完成值"))
BENEFITS = re.compile("benefit|效益|收益")
UNITS = frozenset({"unit", "units", "uom", "单位", "计量单位"})
NAMES = ("project_id", "project_name")
FEWEST, LEAST_KNOWN, SURE, MOST_KINDS, SAMPLE = 2, 0.5, 0.7, 100, 100_000


@dataclass(frozen=True)
class LongForm:
    """The columns of indicators and of their units, the fields that indicators fill, and those that fill none; what was
    planned of them, where it stands beside, is kept as it is."""

    indicators: Column
    units: Column | None
    melts: tuple[Melt, ...]
    unknown: tuple[str, ...]
    planned: tuple[Column, ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """The keys of the headers that name no field."""
        every = (self.indicators, self.units, *self.planned)
        return {key(one.header.text): "" for one in every if one is not None}


def long_form(columns: Columns, beside: Sequence[str] = (), fiscal_start: int = 1) -> LongForm | None:
    """The long form of projects; None unless most indicators are what projects have, each said once of a project (and a
    month) and of one unit. Values may stand under months, each the report of its month, or under Actual beside Plan."""
    indicators = [one for one in columns.all if is_corner(one.header.text) and one.look.count]
    if len(indicators) != 1 or columns.table.orientation != "rows":
        return None
    values = [one for one in columns.all if one.said.name in VALUES]
    by_month = _months(columns) if not values else []
    planned = [one for one in columns.all if one.said.name in PLANNED] if not values and not by_month else []
    values = values or by_month or ([one for one in columns.all if one.said.name in ACTUAL] if planned else [])
    if not values or len(values) > 1 and not by_month:
        return None
    table, at = columns.table, indicators[0].index
    kinds = table.columns[at].drop_null().unique().to_pylist()
    fewest = FEWEST if not by_month and not planned else 1
    if not fewest <= len(kinds) <= MOST_KINDS or len(table.records) > SAMPLE:
        return None
    wide = _wide(columns, at, [one.index for one in values], kinds, fewest)
    if wide is None:
        return None
    of_projects = Columns(wide, columns.dictionary, float(columns.hours_per_day))
    found = [
        match for match in assigned(of_projects, Choice(("projects",)), (), None, {}).matches
        if match.field not in IDENTITY and match.confidence >= SURE
        and (not by_month and not planned or _is_of_a_report(columns, match.field, kinds[match.header]))
    ]  # fmt: skip
    if len(found) < max(fewest, LEAST_KNOWN * len(kinds)):
        return None
    year = year_of(columns) or next(filter(None, map(only_year, beside)), None)
    names = month_names(columns, by_month, year, fiscal_start) if by_month else ("",)
    if by_month and not all(map(ISO.fullmatch, names)):
        return None
    indexes, period = tuple(one.index for one in values), "period" if by_month else ""
    melts = tuple(
        Melt("projects", indexes, period, names, _field(columns, by_month, match.field, kinds[match.header], at),
             match.multiplier, (at, frozenset({kinds[match.header]})))
        for match in found
    )  # fmt: skip
    known = {kinds[match.header] for match in found}
    unknown = tuple(text for text in kinds if text not in known)
    return LongForm(indicators[0], _of_units(columns), melts, unknown, tuple(planned))


def _months(columns: Columns) -> list[Column]:
    """The months across that hold the values; none where they hold a budget's lines or benefits."""
    named = (columns.table.sheet, *(text for _, text in columns.table.title), *(one.header.text for one in columns.all))
    found = [one for one in columns.all if one.said.month is not None and not one.said.name and one.header.repeat == 1]
    is_other = any(BENEFITS.search(normalise(text)) for text in named) or bool(lines(columns, "budgets"))
    is_once = len({one.said.month for one in found}) == len(found) >= FEWEST
    return found if is_once and not is_other else []


def _is_of_a_report(columns: Columns, name: str, text: str) -> bool:
    """Whether a field is of a report alone: no budget or estimate that words tell to be of each month."""
    field = columns.dictionary.entities["projects"].fields[name]
    if name.removesuffix(THIS_PERIOD) in TO_DATE or name in SHARES or field.type == "light":
        return True
    return name in OF_A_REPORT and (field.type != "money" or by_words(text) is None)


def _field(columns: Columns, months: Sequence[Column], name: str, text: str, at: int) -> str:
    """The field of an indicator; money that falls from month to month is of each month alone."""
    if not months or name not in TO_DATE:
        return name
    among = [one == text for one in columns.table.columns[at].to_pylist()]
    return name if only_grows(columns, months, among) else name + THIS_PERIOD


def _wide(columns: Columns, at: int, values: list[int], kinds: list[str], fewest: int) -> Table | None:
    """The same with a row for each project (and month) and a column for each indicator; None where one stands twice."""
    table = columns.table
    best = {one.index: found.field.name for one in columns.all if (found := columns.best("projects", one))}
    naming = [index for index, name in best.items() if name in NAMES and index not in (at, *values)]
    if not naming:
        return None
    months = [index for index, name in best.items() if name in ("period", "status_date") and index not in values]
    keys = list(zip(*(carried_down(table.columns[index].to_pylist()) for index in (*naming, *months)), strict=True))
    rows: dict[tuple, dict[str, str | None]] = {}
    for index in values:
        texts = table.columns[index].to_pylist()
        for own, kind, value in zip(keys, table.columns[at].to_pylist(), texts, strict=True):
            said = rows.setdefault((own, index), {})
            if kind is None or kind in said or own[0] is None:
                return None
            said[kind] = value
    units = _units(columns, at, kinds)
    if units is None or max(map(len, rows.values())) < fewest:
        return None
    headers = tuple(Header(kind, index, units.get(kind)) for index, kind in enumerate(kinds))
    texts = tuple(pa.array([row.get(kind) for row in rows.values()], pa.string()) for kind in kinds)
    return replace(table, headers=headers, columns=texts, records=tuple(range(len(rows))), notes=(), set_aside=())


def _units(columns: Columns, at: int, kinds: list[str]) -> dict[str, str] | None:
    """Indicator -> its unit in a column of units; None where one indicator has several."""
    beside = _of_units(columns)
    if beside is None:
        return {}
    table, found = columns.table, {kind: set() for kind in kinds}
    for kind, unit in Spread.of_column(table.columns[at]).beside(Spread.of_column(table.columns[beside.index])).values:
        if kind and unit:
            found[kind].add(unit)
    return None if any(len(units) > 1 for units in found.values()) else {k: u.pop() for k, u in found.items() if u}


def _of_units(columns: Columns) -> Column | None:
    return next((one for one in columns.all if key(one.header.text) in UNITS), None)


def long_notes(columns: Columns, form: LongForm | None) -> Iterator[Finding]:
    """What was decided, and a warning for each indicator that no project has, at its first cell."""
    if form is None:
        return
    table, texts = columns.table, columns.table.columns[form.indicators.index].to_pylist()

    def found(text: str, *told: str) -> Finding:
        return Finding(table.sheet, cell_of(table, form.indicators.index, texts.index(text)), None, text, *told)

    first = next(iter(form.melts[0].only[1])) if form.melts[0].only else ""
    yield found(first, "layout.one_row_a_project", "note", "layout.rows_of_indicators")
    for text in form.unknown:
        yield found(text, "layout.indicator_of_project", "warning", "layout.indicator_unread")
