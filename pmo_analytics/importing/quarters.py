"""Quarters across the columns: points of a curve at their ends; amounts of a quarter alone belong to no month."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.fiscal_years import JANUARY, SAID, FiscalYear, fiscal_year_in, fiscal_year_of
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.melts import only_year, target_of, year_of
from pmo_analytics.importing.periods import month_end, plain
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

FEWEST = 2
QUARTER = re.compile(
    r"(?<![a-z])(?:q\s?([1-4])(?!\d)|(?<!\d)([1-4])\s?q(?![a-z])|quarter\s?([1-4])(?!\d)"
    r"|([1-4])(?:st|nd|rd|th)\s(?:quarter|qtr))|第?\s?([一二三四1-4])\s?季度?"
)
YEAR = re.compile(r"(?:19|20)\d\d\s?年?度?")
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class Quarter:
    """What a header says: the quarter, its calendar or its fiscal year where it names one, and the rest as a key."""

    number: int
    year: int | None
    fiscal: FiscalYear | None
    name: str

    def end(self, year: int | None, named: FiscalYear | None, start: int) -> str | None:
        """The last day of the quarter in ISO; None where that is not known. `year` and `named` are the calendar and the
        fiscal year that the title names, for a header without one; a fiscal year begins in the month `start`."""
        fiscal = self.fiscal or (None if self.year else named)
        if fiscal is None and start != JANUARY:
            return None
        month = (start + 3 * self.number - 2) % 12 + 1
        known = fiscal.year(month, start) if fiscal else self.year or year
        return month_end(known, month).isoformat() if known else None


@lru_cache(maxsize=50_000)
def quarter_in(text: str) -> Quarter | None:
    """The one quarter that a header names."""
    searched = plain(text)
    found = list(QUARTER.finditer(searched))
    if len(found) != 1:
        return None
    sign = next(filter(None, found[0].groups()))
    rest = f"{searched[: found[0].start()]} {searched[found[0].end() :]}"
    fiscal = fiscal_year_in(rest)
    rest = SAID.sub(" ", rest)
    return Quarter(NUMBERS.get(sign) or int(sign), only_year(rest), fiscal, key(YEAR.sub(" ", rest)))


def quarter_columns(columns: Columns) -> frozenset[int]:
    """The indexes of columns headed by a quarter and holding figures."""
    return frozenset(column.index for group in _by_measure(columns) for column in group)


def _by_measure(columns: Columns) -> list[list[Column]]:
    """The columns headed by a quarter and holding figures, by what they measure, where there are enough of one."""
    groups: dict[str, list[Column]] = {}
    for column in columns.all:
        quarter = quarter_in(column.header.text)
        if quarter and column.header.repeat == 1 and (column.look.is_number or not column.look.count):
            groups.setdefault(quarter.name, []).append(column)
    return [group for group in groups.values() if len(group) >= FEWEST]


def quarter_ends(columns: Columns, group: Sequence[Column], year: int | None, fiscal_start: int) -> list[str | None]:
    """The last day (ISO) of each column's quarter, None where it is not known; a header without a year is of `year`."""
    named = fiscal_year_of(columns)
    return [quarter_in(column.header.text).end(year, named, fiscal_start) for column in group]


def quarter_melts(columns: Columns, entities: tuple[str, ...], fiscal_start: int) -> list[Melt]:
    """The planned value by quarter as points of its curve, each at the quarter's last month.

    Only where quarters are those of the calendar, or said to be a fiscal year's: else nothing tells which months are
    meant where the fiscal year is another.
    """
    melts = []
    for group in _by_measure(columns):
        name = quarter_in(group[0].header.text).name
        entity, value_field = target_of(columns, name, entities, group) or ("", "")
        ends = quarter_ends(columns, group, year_of(columns), fiscal_start)
        if entity != "baseline_periods" or None in ends or len(set(ends)) < len(ends):
            continue
        steps = columns.multiplier(columns.dictionary.entities[entity].fields[value_field], group[0])
        indexes = tuple(column.index for column in group)
        melts.append(Melt(entity, indexes, "month", tuple(ends), value_field, steps))
    return melts


def kept_quarters(columns: Columns, left: frozenset[int], told: Mapping[str, str]) -> tuple[Finding, ...]:
    """A warning for each measure with quarters that became no rows; of those in `told` it was said what they are."""
    notes = []
    for group in _by_measure(columns):
        kept = [one.header for one in group if one.index in left and key(one.header.text) not in told]
        if kept:
            table, cell = columns.table, cell_of_header(columns.table, kept[0])
            text = " – ".join(dict.fromkeys((kept[0].text, kept[-1].text)))
            done = "layout.quarters_kept"
            notes.append(Finding(table.sheet, cell, None, text, "layout.months_or_year", "warning", done))
    return tuple(notes)
