"""What one cell of an OpenDocument spreadsheet says, by the written convention."""

import re
from datetime import timedelta

from pmo_analytics.importing.opening.cells import duration_text, number_text, percent_text
from pmo_analytics.importing.opening.marks import UNCALCULATED

DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d*)?S)?)?")
MIDNIGHT = "T00:00:00"
A_DAY = timedelta(days=1)


def cell_text(attributes: dict[str, str], lines: list[str]) -> str | None:
    """The text of a cell with these attributes (local names) and visible lines; ValueError for a number that is none.

    The value type decides, not what is shown: a percentage of 0.285 shown as 29% is 28.5%.
    """
    kind = attributes.get("value-type", "")
    shown = "\n".join(lines)
    if kind in ("float", "currency"):
        return number_text(attributes["value"])
    if kind == "percentage":
        return percent_text(number_text(attributes["value"]))
    if kind == "date":
        return attributes["date-value"].partition(".")[0].removesuffix(MIDNIGHT)
    if kind == "time":
        return _time_text(attributes["time-value"])
    if kind == "boolean":
        return attributes["boolean-value"]
    if not kind and not shown and "formula" in attributes:
        return UNCALCULATED
    return shown or attributes.get("string-value") or None


def _time_text(spelled: str) -> str:
    """A time of day below 24 hours, else a duration."""
    found = DURATION.fullmatch(spelled)
    if not found:
        raise ValueError(spelled)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if found[1] or span >= A_DAY:
        return duration_text(-span if found[1] else span)
    return f"{hours:02}:{minutes:02}:{seconds:02}"
