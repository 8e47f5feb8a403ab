"""Numbers in a format of days or times that are no day and no time."""

from datetime import timedelta

from pmo_analytics.importing.opening.cells import duration_text, number_text

FIRST_DAY_OF_SERIALS = 61


def odd_moment(value: float | str, is_day: bool, is_1904: bool) -> str | None:
    """What to write for a number in a format of days (or of times) that is none: before March 1900, where Excel counts
    a day that never was, or below zero, the number; for a time of a day or more its duration. None where all is well.
    """
    try:
        number = float(value)
    except ValueError:
        return None
    if number < 0 or (is_day and number < FIRST_DAY_OF_SERIALS and not is_1904):
        return number_text(number)
    return duration_text(timedelta(days=number)) if not is_day and 1 <= number < FIRST_DAY_OF_SERIALS else None
