"""Years across the columns of benefits: sums up to the end of a year are known by month, a year's own amount is not."""

import re
from collections.abc import Collection, Sequence

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.fiscal_years import JANUARY, fiscal_year_in
from pmo_analytics.importing.headers import key, normalise
from pmo_analytics.importing.melts import only_year, target_of
from pmo_analytics.importing.periods import month_end
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

FEWEST = 2
AMOUNTS = frozenset({"planned", "actual", "forecast"})
OF_BENEFITS = re.compile(r"benefit|效益|收益")
BARE = re.compile(r"(?:cumulative|截至|累计|to|by|底|年底|末)*")
SUMS = re.compile(r"\bcumulative\b|\bcum\b|\bto date\b|累计")


def benefit_years(columns: Columns, entities: Sequence[str]) -> tuple[Column, ...]:
    """The columns headed by a year that hold amounts of benefits; () where they are fewer than two."""
    is_list = tuple(entities[:1]) == ("benefits",)
    found = [
        column for column in columns.all
        if column.said.years and column.said.month is None and column.header.repeat == 1
        and (column.look.is_number or not column.look.count)
        and (OF_BENEFITS.search(column.said.words)
             or is_list and (_field(columns, column) or _is_repeated(columns, column)))
    ]  # fmt: skip
    return tuple(found) if len({column.said.years for column in found}) >= FEWEST else ()


def _is_repeated(columns: Columns, column: Column) -> bool:
    """Whether the same is headed by another year too: 'Target 2026' and 'Target 2027' are of no one field."""
    return any(one.said.name == column.said.name and one.said.years != column.said.years for one in columns.all
               if one.said.years)  # fmt: skip


def _field(columns: Columns, column: Column) -> str | None:
    """The amount that a header names; the one that the sheet's name or the title tells where it is only a year."""
    if BARE.fullmatch(column.said.name):
        entity, name = target_of(columns, "", ("benefits",), [column]) or ("", "")
        return name if entity == "benefits" else "planned"
    field = columns.words.named("benefits", column.said.name)
    return field.name if field and field.name in AMOUNTS else None


def benefit_melts(columns: Columns, years: Sequence[Column], fiscal_start: int) -> list[Melt]:
    """A melt for each kind of amount of which it is said that it runs up to the end of its year."""
    groups: dict[str, list[tuple[int, str]]] = {}
    above = normalise(" ".join([columns.table.sheet, *(text for _, text in columns.table.title)]))
    for column in years:
        field, end = _field(columns, column), _end(column.said.years or "", fiscal_start)
        if field and end and (SUMS.search(above) or SUMS.search(column.said.words)):
            groups.setdefault(field, []).append((column.index, end))
    fields = columns.dictionary.entities["benefits"].fields
    return [
        Melt("benefits", tuple(i for i, _ in group), "month", tuple(end for _, end in group), field,
             columns.multiplier(fields[field], columns.all[group[0][0]]))
        for field, group in groups.items()
    ]  # fmt: skip


def _end(written: str, start: int) -> str | None:
    """The last day of a year in ISO: of a fiscal one by its name, of a plain one where all years begin in January."""
    fiscal = fiscal_year_in(written)
    if fiscal is None or start == JANUARY:
        year = fiscal.last if fiscal and not fiscal.is_of_two else only_year(written) if fiscal is None else None
        return month_end(year, 12).isoformat() if year and start == JANUARY else None
    return month_end(fiscal.last, start - 1).isoformat()


def kept_years(columns: Columns, left: Sequence[Column], told: Collection[str]) -> tuple[Finding, ...]:
    """A warning at the first year whose amounts became no rows; of those in `told` it was said what they are."""
    kept = [column.header for column in left if key(column.header.text) not in told]
    if not kept:
        return ()
    table, cell = columns.table, cell_of_header(columns.table, kept[0])
    text = " – ".join(dict.fromkeys((kept[0].text, kept[-1].text)))
    return (Finding(table.sheet, cell, None, text, "layout.benefit_to_date", "warning", "layout.years_kept"),)
