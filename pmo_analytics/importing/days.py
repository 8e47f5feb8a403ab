"""The day that a text names, where it can be read in one way only."""

from datetime import date

from pmo_analytics.importing.periods import DAYS, plain
from pmo_analytics.importing.periods import _is_a_day, _month_number, _year  # noqa: PLC2701


def day_in(text: str) -> date | None:
    """The one whole day that a text names (2026-03-31, 31/03/2026, March 31, 2026, 2026年3月31日), else None."""
    days = {
        date(_year(parts["year"]), _month_number(parts), int(parts["day"]))
        for pattern in DAYS
        for found in pattern.finditer(plain(text))
        if _is_a_day(parts := found.groupdict())
    }
    return days.pop() if len(days) == 1 else None
