"""The year of months in rows that name none: told in a column of years, on the sheet, or in the name of the file."""

import re
from collections import defaultdict
from dataclasses import replace

import pyarrow as pa

from pmo_analytics.errors import LoadRefused
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.melts import only_year
from pmo_analytics.importing.republic_years import FIRST_YEAR
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.tables import Table
from pmo_analytics.importing.traditional import is_traditional
from pmo_analytics.importing.understood import Understood

YEARS = frozenset({"year", "years", "calendaryear", "年", "年份", "年度"})
A_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|\s?年度?)?")
REPUBLIC_YEAR = re.compile(r"(?:民[國国])?\s?(1\d\d)\s?年?度?")  # beside traditional characters, in which it is written
NUMBER = re.compile(r"0?[1-9]|1[0-2]")
MOST = 0.9


def with_years(table: Table, file_name: str) -> Table:
    """The table with a year in each month of its rows that names none, where the year is told; months that are mere
    numbers have one where it stands beside them."""
    beside = _years(table)
    at = _months(table, has_years=beside is not None)
    if at is None:
        return table
    told = " ".join((table.sheet, *(text for _, text in table.title)))
    year = only_year(told) or only_year(file_name)
    years = beside or [year] * len(table.records)
    texts = [
        f"{own}-{month:02}" if own and (month := _month(text, beside is not None)) else text
        for text, own in zip(table.columns[at].to_pylist(), years, strict=True)
    ]
    return replace(table, columns=(*table.columns[:at], pa.array(texts, pa.string()), *table.columns[at + 1 :]))


def prove_years_are_told(one: Understood, file_name: str) -> None:
    """LoadRefused where projects are reported on in several months of a year that nothing tells: such reports would
    speak of one month and contradict each other."""
    at = _months(one.table, has_years=False)
    names = one.column("project_id") or one.column("project_name")
    if at is None or names is None or one.meaning.entities[0] != "projects":
        return
    months: dict[str | None, set[str | None]] = defaultdict(set)
    for name, month in names.beside(Spread.of_column(one.table.columns[at])).values:
        months[name].add(month)
    if any(name and len(several) > 1 for name, several in months.items()):
        header = one.table.headers[at].text
        raise LoadRefused("year_unclear", file=file_name, sheet=one.table.sheet, header=header)


def _months(table: Table, has_years: bool) -> int | None:
    """The column headed as months, of which (nearly) every cell says a month without its year."""
    if table.orientation != "rows":
        return None
    for at, header in enumerate(table.headers):
        texts = Spread.of_column(table.columns[at].drop_null()) if _heads_months(header.text) else ()
        if len(texts) and texts.where(lambda text: _month(text, has_years) is not None).mean() >= MOST:
            return at
    return None


def _heads_months(text: str) -> bool:
    words = words_of(dictionary())
    named = [words.named(one, reading) for reading in read_header(text).readings for one in ("budgets", "projects")]
    return any(field is not None and field.name in ("month", "period") for field in named)


def _month(text: str | None, has_years: bool) -> int | None:
    """The month that a text names and nothing else, 1 to 12."""
    if text is None:
        return None
    if has_years and NUMBER.fullmatch(text):
        return int(text)
    said = read_header(text)
    return said.month if isinstance(said.month, int) and not said.name else None


def _years(table: Table) -> list[int | None] | None:
    """The year of each record by a column of years; a blank cell is of the year above."""
    is_traditional_table = any(is_traditional(header.text) for header in table.headers)
    for header, column in zip(table.headers, table.columns, strict=True):
        if key(header.text) not in YEARS or column.null_count == len(column):
            continue
        found = [_year(text.strip(), is_traditional_table) if text else None for text in column.to_pylist()]
        if sum(one is not None for one in found) == len(column) - column.null_count:
            return list(carried_down(found))
    return None


def _year(text: str, may_be_republic: bool) -> int | None:
    if found := A_YEAR.fullmatch(text):
        return int(found[1])
    found = REPUBLIC_YEAR.fullmatch(text) if may_be_republic else None
    return FIRST_YEAR + int(found[1]) if found else None
