"""Fiscal years that a header or a title names outright (FY26, 2026/27财年), and which year a month of them lies in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.periods import month_end, plain
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

JANUARY = 1
YEARS = r"(?P<one>(?:19|20)\d\d|\d\d)(?:\s*[-/–]\s*(?P<other>(?:19|20)\d\d|\d\d))?"
SAID = re.compile(
    rf"(?<![a-z])(?:fy|f\.y\.|fiscal year|financial year|财年)\s*['’]?{YEARS}(?!\d)"
    rf"|(?<!\d){YEARS.replace('one', 'first').replace('other', 'second')}\s?年?度?\s?(?:财年|财政年度|fiscal year)"
)
TWO_YEARS = re.compile(r"(?<![\d/-])(?:19|20)\d\d\s*[-/–]\s*(?:(?:19|20)\d\d|\d\d)(?![\d/-])")
PLAIN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class FiscalYear:
    """The year it ends in; `is_of_two` where the name tells the one it begins in as well."""

    last: int
    is_of_two: bool

    def year(self, month: int, start: int) -> int | None:
        """The calendar year of one of its months, where it begins in the month `start`; None where its name tells two
        years and it begins in January."""
        if start == JANUARY:
            return None if self.is_of_two else self.last
        return self.last - 1 if month >= start else self.last


def fiscal_year_in(text: str) -> FiscalYear | None:
    """The one fiscal year that a text names; a single year is the one it ends in."""
    said = {found.group(): found.groupdict() for found in SAID.finditer(plain(text))}
    if len(said) != 1:
        return None
    (parts,) = said.values()
    first, second = (parts[one] or parts[other] for one, other in (("one", "first"), ("other", "second")))
    begins = int(first) if len(first) == 4 else 2000 + int(first)
    if second is None:
        return FiscalYear(begins, False)
    ends = int(second) if len(second) == 4 else begins // 100 * 100 + int(second)
    return FiscalYear(ends, True) if ends == begins + 1 else None


def fiscal_year_of(columns: Columns) -> FiscalYear | None:
    """The one fiscal year that the sheet's name or the lines above the table name."""
    return fiscal_year_in(_above(columns))


def _above(columns: Columns) -> str:
    return " ".join([columns.table.sheet, *(text for _, text in columns.table.title)])


def month_names(columns: Columns, group: Sequence[Column], year: int | None, start: int) -> tuple[str, ...]:
    """The last day of each column's month in ISO, or what is written of it where its year is not known.

    A month without a year of its own is of the fiscal year that its header or the title names, else of `year`. Months
    that run past December begin their fiscal year, of which two years (2026/27) are name enough; one year is not, as
    some name it by its first and some by its last.
    """
    numbers = [column.said.month for column in group]
    bare = [number for number in numbers if isinstance(number, int)]
    turns = sum(later < earlier for earlier, later in zip(bare, bare[1:], strict=False))
    first = bare[0] if turns == 1 and len(bare) == len(numbers) else start
    named = fiscal_year_of(columns)
    if turns and named is None and len(two := TWO_YEARS.findall(plain(_above(columns)))) == 1:
        named = fiscal_year_in(f"fy {two[0]}")
    return tuple(_name(column, named, None if turns else year, first) for column in group)


def _name(column: Column, named: FiscalYear | None, year: int | None, start: int) -> str:
    month, own = column.said.month, column.said.years or ""
    if isinstance(month, date):
        return month.isoformat()
    fiscal = fiscal_year_in(own) or (None if own else named)
    calendar = int(PLAIN_YEAR.findall(own)[0]) if PLAIN_YEAR.search(own) else year
    known = (fiscal.year(month, start) or calendar) if fiscal else calendar
    written = f"{month}月" if column.said.name else read_header(column.header.text).written
    return month_end(known, month).isoformat() if known else written


def fiscal_notes(columns: Columns, melts: Sequence[Melt]) -> tuple[Finding, ...]:
    """A note at the first columns whose months or quarters were read by a fiscal year."""
    named = fiscal_year_of(columns)
    for melt in melts:
        group = [columns.all[index] for index in melt.headers]
        if melt.name_field in ("month", "period") and all(_is_fiscal(column, named) for column in group):
            table, first, last = columns.table, group[0].header, group[-1].header
            cell, text = cell_of_header(table, first), f"{first.text} – {last.text}"
            return (Finding(table.sheet, cell, f"{melt.entity}.{melt.value_field}", text,
                            "layout.fiscal_year", "note", "layout.read_by_fiscal_year"),)  # fmt: skip
    return ()


def _is_fiscal(column: Column, named: FiscalYear | None) -> bool:
    """Whether the header names a fiscal year, or no year where the title names a fiscal one."""
    text = plain(column.header.text)
    has_year = isinstance(column.said.month, date) or PLAIN_YEAR.search(text)
    return fiscal_year_in(text) is not None or (named is not None and not has_year)
