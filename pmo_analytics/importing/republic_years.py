"""Dates by the years of the Republic of China (民國115年3月31日 is 2026-03-31), read where a table says so."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.traditional import is_traditional, narrow
from pmo_analytics.reading import Finding

ERA = "(?:中[華华])?民[國国]"
SAID = re.compile(ERA)
DATED = re.compile(rf"\s*({ERA})?\s*(\d{{2,3}})\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}})\s*日?\s*")
LIKELY = r"^\s*\D{0,4}\s*\d{2,3}\s*[年./-]"
FIRST_YEAR, FIRST_PLAIN, LAST = 1911, 100, 200  # a year of two digits alone may be any calendar's
FIRST_BESIDE = 80  # or a day of the month; from here on it is a year, the Republic's beside one of three digits
OF_A_CODE = re.compile(
    r"(?i)[编代序文案单件]号|[编代]码|号码|版本|wbs|(?<![a-z])(?:id|code|no|number|version|ref(?:erence)?)(?![a-z])"
)
OF_A_DAY = re.compile(
    r"(?i)日期|日(?![常程志本报])|时间|开始|完成|结束|开工|完工|竣工|启动|上线|投产|交付|验收|到期|截止|期限|时限"
    r"|\b(?:dates?|days?|start|begin|finish|end|due|deadline|completion|go[ -]?live|launch|delivery)\b"
)


def with_republic_years(table: Table) -> Table:
    """The table with these dates in the common calendar in columns of dates, each with a note at its first; where
    nothing says whose years they are, a warning with what to write. Codes stay as written whatever they look like."""
    likely = [at for at, one in enumerate(table.columns) if pc.any(pc.match_substring_regex(one, LIKELY)).as_py()]
    kinds = {at: _kind_of(table.headers[at].text) for at in likely}
    texts = {at: Spread.of_column(table.columns[at]) for at in likely if kinds[at] != "other"}
    is_said = _is_said(table, [texts[at] for at in texts if kinds[at] == "date"])
    columns, notes = list(table.columns), []
    for at, column in texts.items():
        plain = [text for text in column.values if text and text.strip().casefold() not in PLACEHOLDERS]
        read = {text: day for text in plain if (day := _day(text, is_said and kinds[at] == "date"))}
        is_of_three = any(text[:1].isdigit() for text in read)
        if is_of_three:
            read |= {text: day for text in plain if (day := _day(text, True, FIRST_BESIDE))}
        doubted = [text for text in plain if text not in read and _day(text, True)]
        if read:
            said = (str(read[text]) if text in read else text for text in column)
            columns[at] = pa.array(said, pa.string())
            notes.append(_note(table, at, next(iter(read)), "note", "republic_read"))
        is_whole = kinds[at] == "date" or len(doubted) + len(read) == len(plain)
        if doubted and is_whole and (is_said or _is_of_taiwan(table)):
            notes.append(_note(table, at, doubted[0], "warning", "republic_unsaid"))
    return replace(table, columns=tuple(columns), notes=(*table.notes, *notes)) if notes else table


@lru_cache(maxsize=10_000)
def _kind_of(header: str) -> str:
    """Whether a header is that of a 'date', of something 'other', or of what is 'unknown'."""
    said, words = read_header(header), words_of(dictionary())
    if OF_A_CODE.search(narrow(header)):
        return "other"
    types = {one.field.type for entity in words.by_entity for one in words.exact(entity, said)}
    return "date" if "date" in types or OF_A_DAY.search(narrow(header)) else "other" if types else "unknown"


def _is_said(table: Table, dates: list[Spread[str | None]]) -> bool:
    """Whether a line above, a header, or a date in a column of dates names the Republic's years."""
    told = [table.sheet, *(text for _, text in table.title), *(header.text for header in table.headers)]
    told += [text for column in dates for text in column.values if text and DATED.fullmatch(text)]
    return any(map(SAID.search, told))


def _is_of_taiwan(table: Table) -> bool:
    return any(is_traditional(header.text) for header in table.headers)


def _day(text: str, is_said: bool, first: int = FIRST_PLAIN) -> date | None:
    found = DATED.fullmatch(text)
    if not found or not (found[1] or is_said and int(found[2]) >= first) or int(found[2]) > LAST:
        return None
    try:
        return date(FIRST_YEAR + int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _note(table: Table, at: int, text: str, severity: str, done: str) -> Finding:
    record = table.columns[at].to_pylist().index(text)
    return Finding(table.sheet, cell_of(table, at, record), None, text, "layout.a_day", severity, f"layout.{done}")
