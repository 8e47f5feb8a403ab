"""Which month a table speaks of: months named in texts, status dates, and who has the last word."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pmo_analytics.importing.traditional import narrow

Source = Literal["user", "column", "sheet", "file", "status_date"]

MONTHS = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")
ABBREVIATIONS = {"sept": 9} | {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
NUMBERS = ABBREVIATIONS | {name: number for number, name in enumerate(MONTHS, start=1)}
CHINESE = {"十二": 12, "十一": 11, "十": 10} | {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}

NAME = "(?P<name>" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
YEAR = r"(?P<year>(?:19|20)\d\d)"
ANY_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)"
MONTH = r"(?P<month>0?[1-9]|1[0-2])"
PADDED = r"(?P<month>0[1-9]|1[0-2])"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
TIME = r"(?:t?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?z?)?"
# A month may stick to a word (tracker202603), not to a longer number nor to the short letters of a code (PRJ2026-03).
START, END = r"(?<![0-9])(?<!\b[a-z])(?<!\b[a-z]{2})(?<!\b[a-z]{3})", r"(?![0-9])"
NOT_A_CODE, NOT_A_DAY = r"(?![-_.]\d)", r"(?<![0-9][-_./])"
WORD, ENDWORD = r"(?<![a-z])", r"(?![a-z])"
FISCAL = re.compile(r"(?<![a-z])(?:fy|财年)\s*'?\d\d(?:\d\d)?(?:\s*[-/]\s*\d{2,4})?")
A_DIGIT = re.compile(r"\d")  # whatever names a day or a month of a year has one; most texts have none

# Whole days name their month too, but a month written as a month is the stronger word (see month_in).
DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{START}{YEAR}(?P<mark>[-_./]){MONTH}(?P=mark){DAY}{END}\s?{TIME}",
        rf"{START}{YEAR}{PADDED}(?P<day>0[1-9]|[12]\d|3[01]){END}",
        rf"{START}{YEAR}\s?年\s?{MONTH}\s?月\s?{DAY}\s?[日号]",
        rf"{START}(?P<day>1[3-9]|2\d|3[01])(?P<mark>[-_./]){MONTH}(?P=mark){YEAR}{END}",
        rf"{START}{MONTH}(?P<mark>[-_./])(?P<day>1[3-9]|2\d|3[01])(?P=mark){YEAR}{END}",
        rf"{START}{DAY}(?:st|nd|rd|th)?[-_ /]{NAME}{ENDWORD}[-_ /,.]{{1,2}}{ANY_YEAR}{END}",
        rf"{WORD}{NAME}{ENDWORD}[-_ .]{{1,2}}{DAY}(?:st|nd|rd|th)?[-_ ,]{{1,2}}{YEAR}{END}",
    )
)
WHOLE_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{START}(?P<year>(?:19|20)?\d\d)\s?年\s?{MONTH}\s?月",
        rf"{START}(?P<year>(?:19|20)?\d\d)\s?年\s?(?P<chinese>十[一二]?|[一二三四五六七八九])月",
        rf"{START}{YEAR}[-_./ ]{MONTH}{END}{NOT_A_CODE}",
        rf"{START}{YEAR}{PADDED}{END}",
        rf"{START}{NOT_A_DAY}{MONTH}[-_./]{YEAR}{END}",
        rf"{WORD}{NAME}[-_ .,]{{0,2}}{YEAR}{END}",
        rf"{WORD}{NAME}\.?[-_'’]\s?['’]?(?P<year>\d\d){END}(?![-_ ,]{{1,2}}\d)",
        rf"{START}{YEAR}[-_ ./]?{NAME}{ENDWORD}",
    )
)


@dataclass(frozen=True)
class Month:
    """A month found in a text: its last day, and where it stands (`start`, `end`) in the NFKC form of the text."""

    last_day: date
    start: int
    end: int


@dataclass(frozen=True)
class Period:
    """The month a table was reported in, who said so, and which weaker sources name another month."""

    month: date
    source: Source
    others: tuple[tuple[Source, date], ...]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def plain(text: str) -> str:
    """The text as it is searched: full-width signs narrow, letters small, characters simplified."""
    return narrow(text).casefold()


def months(text: str) -> list[Month]:
    """Every month that stands in a text, in the order of the text; whole days are left out."""
    searched = plain(text)
    if not A_DIGIT.search(searched):
        return []
    return sorted(_found(WHOLE_MONTHS, _without_days(searched)), key=lambda month: month.start)


@lru_cache(maxsize=10_000)
def month_in(text: str) -> date | None:
    """The last day of the one month a text names (2026-03, 202603, 2026年3月, March 2026, Mar-26), else None.

    A month counts before a whole day (2026-03-31); two different months decide nothing, nor does a bare year,
    a quarter, a fiscal year, or digits inside a longer number.
    """
    searched = plain(text)
    if not A_DIGIT.search(searched):
        return None
    searched = FISCAL.sub(lambda found: " " * len(found.group()), searched)
    for named in (_found(WHOLE_MONTHS, _without_days(searched)), _found(DAYS, searched)):
        distinct = {month.last_day for month in named}
        if distinct:
            return distinct.pop() if len(distinct) == 1 else None
    return None


@lru_cache(maxsize=10_000)
def day_in(text: str) -> date | None:
    """The one whole day that a text names (2026-03-31, March 31, 2026, 2026年3月31日), else None.

    A day that could be read in two ways (03/04/2026) is none.
    """
    days = {
        date(_year(parts["year"]), _month_number(parts), int(parts["day"]))
        for pattern in DAYS
        for found in pattern.finditer(plain(text))
        if _is_a_day(parts := found.groupdict())
    }
    return days.pop() if len(days) == 1 else None


def period_of_status_date(day: date, cut_off_day: int) -> date:
    """The month that a status date speaks of: the month before, up to and with the cut-off day of a month."""
    spoken_of = day.replace(day=1) - timedelta(days=1) if day.day <= cut_off_day else day
    return month_end(spoken_of.year, spoken_of.month)


def decide(
    user: date | None,
    column: date | None,
    sheet: Sequence[str],
    file_name: str,
    status_date: date | None,
    cut_off_day: int,
) -> Period | None:
    """The period by precedence: the user, a period column, the sheet, the file name, the status date; else None.

    `sheet` holds the sheet's name and the texts above the table, `column` any day of the month that the row's own
    reporting period names. The result tells its source and every weaker source that names another month.
    """
    said: list[tuple[Source, date | None]] = [
        ("user", user and month_end(user.year, user.month)),
        ("column", column and month_end(column.year, column.month)),
        ("sheet", next((month for text in sheet if (month := month_in(text))), None)),
        ("file", month_in(file_name)),
        ("status_date", status_date and period_of_status_date(status_date, cut_off_day)),
    ]
    known = [(source, month) for source, month in said if month is not None]
    if not known:
        return None
    (source, month), *weaker = known
    return Period(month, source, tuple(other for other in weaker if other[1] != month))


def _without_days(searched: str) -> str:
    for pattern in DAYS:
        searched = pattern.sub(lambda found: " " * len(found.group()), searched)
    return searched


def _found(patterns: Sequence[re.Pattern[str]], searched: str) -> list[Month]:
    return [
        Month(month_end(_year(parts["year"]), _month_number(parts)), found.start(), found.end())
        for pattern in patterns
        for found in pattern.finditer(searched)
        if _is_a_day(parts := found.groupdict())
    ]


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_number(parts: dict[str, str]) -> int:
    if parts.get("name"):
        return NUMBERS[parts["name"]]
    return CHINESE[parts["chinese"]] if parts.get("chinese") else int(parts["month"])


def _is_a_day(parts: dict[str, str]) -> bool:
    last = month_end(_year(parts["year"]), _month_number(parts)).day
    return int(parts.get("day") or 1) <= last
