"""Projects in the long form: a row for each thing said of one, under Project, Indicator, Value (项目, 指标, 数值)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from pmo_analytics.importing.assigning import assigned
from pmo_analytics.importing.choosing import Choice
from pmo_analytics.importing.columns import IDENTITY, Column, Columns
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.tables import Header, Table, cell_of, is_corner
from pmo_analytics.reading import Finding

VALUES = frozenset(
    ("value", "values", "figure", "reading", "currentvalue", "数值", "值", "内容", "取值", "数据", "指标值", "当前值")
)
UNITS = frozenset({"unit", "units", "uom", "单位", "计量单位"})
NAMES = ("project_id", "project_name")
FEWEST, LEAST_KNOWN, SURE, MOST_KINDS, SAMPLE = 2, 0.5, 0.7, 100, 100_000


@dataclass(frozen=True)
class LongForm:
    """The columns of indicators and of their units, the fields that indicators fill, and those that fill none."""

    indicators: Column
    units: Column | None
    melts: tuple[Melt, ...]
    unknown: tuple[str, ...]

    @property
    def told(self) -> dict[str, str]:
        """The keys of the headers that name no field."""
        return {key(one.header.text): "" for one in (self.indicators, self.units) if one is not None}


def long_form(columns: Columns) -> LongForm | None:
    """The long form of projects; None unless most indicators are what projects have, each said once of a project (and a
    month) and of one unit."""
    indicators = [one for one in columns.all if is_corner(one.header.text) and one.look.count]
    values = [one for one in columns.all if one.said.name in VALUES]
    if len(indicators) != 1 or len(values) != 1 or columns.table.orientation != "rows":
        return None
    table, at = columns.table, indicators[0].index
    kinds = table.columns[at].drop_null().unique().to_pylist()
    if not FEWEST <= len(kinds) <= MOST_KINDS or len(table.records) > SAMPLE:
        return None
    wide = _wide(columns, at, values[0].index, kinds)
    if wide is None:
        return None
    of_projects = Columns(wide, columns.dictionary, float(columns.hours_per_day))
    found = [
        match for match in assigned(of_projects, Choice(("projects",)), (), None, {}).matches
        if match.field not in IDENTITY and match.confidence >= SURE
    ]  # fmt: skip
    if len(found) < max(FEWEST, LEAST_KNOWN * len(kinds)):
        return None
    melts = tuple(
        Melt("projects", (values[0].index,), "", ("",), match.field, match.multiplier,
             (at, frozenset({kinds[match.header]})))
        for match in found
    )  # fmt: skip
    known = {kinds[match.header] for match in found}
    unknown = tuple(text for text in kinds if text not in known)
    return LongForm(indicators[0], _of_units(columns), melts, unknown)


def _wide(columns: Columns, at: int, values: int, kinds: list[str]) -> Table | None:
    """The same with a row for each project (and month) and a column for each indicator; None where one stands twice."""
    table = columns.table
    best = {one.index: found.field.name for one in columns.all if (found := columns.best("projects", one))}
    naming = [index for index, name in best.items() if name in NAMES and index not in (at, values)]
    if not naming:
        return None
    months = [index for index, name in best.items() if name in ("period", "status_date")]
    keys = list(zip(*(carried_down(table.columns[index].to_pylist()) for index in (*naming, *months)), strict=True))
    rows: dict[tuple, dict[str, str | None]] = {}
    for own, kind, value in zip(keys, table.columns[at].to_pylist(), table.columns[values].to_pylist(), strict=True):
        said = rows.setdefault(own, {})
        if kind is None or kind in said or own[0] is None:
            return None
        said[kind] = value
    units = _units(columns, at, kinds)
    if units is None or max(map(len, rows.values())) < FEWEST:
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
