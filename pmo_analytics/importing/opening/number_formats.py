"""What an Excel number format says of a number: a percentage, a day of the calendar, or a time of day."""

import re

PERCENT_BUILT_IN = {9, 10}
CALENDAR_BUILT_IN = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58}
CLOCK_BUILT_IN = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47}
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general', re.IGNORECASE)


def is_percent(number: int, code: str | None) -> bool:
    """Whether format `number`, spelled `code` where the file spells it, shows a number as a percentage."""
    return number in PERCENT_BUILT_IN if code is None else "%" in _spoken(code)


def is_calendar(number: int, code: str | None) -> bool:
    """Whether the format shows a day, month or year; a mere time of day or a duration does not."""
    if code is None:
        return number in CALENDAR_BUILT_IN
    spoken = _spoken(code)
    return any(letter in spoken for letter in "yd年") or ("m" in spoken and not is_clock(number, code))


def is_clock(number: int, code: str | None) -> bool:
    """Whether the format shows hours or seconds and no day."""
    if code is None:
        return number in CLOCK_BUILT_IN
    spoken = _spoken(code)
    return any(letter in spoken for letter in "hs") and not any(letter in spoken for letter in "yd年")


def _spoken(code: str) -> str:
    """The format for positive numbers in lower case, without quoted text, escapes, colours and conditions."""
    return NOT_FORMAT.sub("", ELAPSED.sub(r"\1", code)).split(";")[0].lower()
