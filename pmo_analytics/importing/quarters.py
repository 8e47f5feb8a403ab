"""Quarters across the columns: points of a curve at their ends; amounts of a quarter alone belong to no month."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.melts import only_year, target_of, year_of
from pmo_analytics.importing.periods import FISCAL, month_end, plain
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.sheets import address
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
    """What a header says: the quarter, its year where it names a calendar year, and the rest as a key."""

    number: int
    year: int | None
    is_fiscal: bool
    name: str

    def end(self, year: int | None) -> str | None:
        """The last day of the quarter in ISO, in `year` where the header has none; None where that is not known."""
        known = self.year or year
        return month_end(known, 3 * self.number).isoformat() if known and not self.is_fiscal else None


@lru_cache(maxsize=50_000)
def quarter_in(text: str) -> Quarter | None:
    """The one quarter that a header names."""
    searched = plain(text)
    found = list(QUARTER.finditer(searched))
    if len(found) != 1:
        return None
    sign = next(filter(None, found[0].groups()))
    rest = f"{searched[: found[0].start()]} {searched[found[0].end() :]}"
    is_fiscal = bool(FISCAL.search(rest))
    rest = FISCAL.sub(" ", rest)
    return Quarter(NUMBERS.get(sign) or int(sign), only_year(rest), is_fiscal, key(YEAR.sub(" ", rest)))


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


def quarter_melts(columns: Columns, entities: tuple[str, ...], fiscal_start: int) -> list[Melt]:
    """The planned value by quarter as points of its curve, each at the quarter's last month.

    Only where quarters are those of the calendar: in another fiscal year nothing tells which months are meant.
    """
    melts, year = [], year_of(columns)
    for group in _by_measure(columns):
        name = quarter_in(group[0].header.text).name
        entity, value_field = target_of(columns, name, entities, group) or ("", "")
        ends = [quarter_in(column.header.text).end(year) for column in group]
        if entity != "baseline_periods" or fiscal_start != 1 or None in ends or len(set(ends)) < len(ends):
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
            table, place = columns.table, kept[0].place
            top = table.header_places[0] if table.header_places else 0
            cell = address(place, top) if table.orientation == "columns" else address(top, place)
            text = " – ".join(dict.fromkeys((kept[0].text, kept[-1].text)))
            done = "layout.quarters_kept"
            notes.append(Finding(table.sheet, cell, None, text, "layout.months_or_year", "warning", done))
    return tuple(notes)
