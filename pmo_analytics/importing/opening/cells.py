"""Values as python-calamine reads them become text by the written convention, a column at a time in Arrow."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

import pyarrow as pa
import pyarrow.compute as pc

WHOLE_UP_TO = 2.0**53
START_OF_SERIALS = datetime(1899, 12, 31)
FIRST_SAFE_DAY = date(1900, 3, 1)


def number_text(value: float | str) -> str:
    """The shortest exact decimal form, never with an exponent: 3, 0.1, 1000000000000000000000."""
    number = Decimal(repr(float(value)))
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def percent_text(value: str) -> str:
    """A number's text as a percentage: 0.285 is 28.5%. Text that is no number stays as it is."""
    try:
        shifted = f"{Decimal(value).scaleb(2):f}"
    except InvalidOperation:
        return value
    return (shifted.rstrip("0").rstrip(".") if "." in shifted else shifted) + "%"


def duration_text(value: timedelta) -> str:
    """ISO 8601 in hours, minutes and seconds: 30 hours 5 minutes is PT30H5M."""
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    parts = [f"{amount}{unit}" for amount, unit in zip((hours, *divmod(rest, 60)), "HMS", strict=True) if amount]
    return ("-" if seconds < 0 else "") + "PT" + ("".join(parts) or "0S")


def texts(values: Sequence[object]) -> pa.StringArray:
    """One column's cells as text, null where a cell is blank."""
    kinds = set(map(type, values))
    parts = [_of_kind(kind, values, is_only=len(kinds) == 1) for kind in kinds]
    return parts[0] if len(parts) == 1 else pc.coalesce(*parts)


def without_blanks(column: pa.StringArray) -> pa.StringArray:
    """The same texts with null in place of those that are empty or hold only spaces."""
    is_blank = pc.or_(pc.equal(column, ""), pc.utf8_is_space(column))
    return pc.if_else(is_blank, None, column) if pc.any(is_blank).as_py() else column


def _of_kind(kind: type, values: Sequence[object], is_only: bool) -> pa.StringArray:
    stored, to_text = KINDS[kind]
    chosen = values if is_only else [value if value.__class__ is kind else None for value in values]
    if stored is None:
        return pa.array([None if value is None else to_text(value) for value in chosen], pa.string())
    return to_text(pa.array(chosen, stored))


def _numbers(column: pa.DoubleArray) -> pa.StringArray:
    is_whole = pc.and_(pc.equal(pc.floor(column), column), pc.less_equal(pc.abs(column), WHOLE_UP_TO))
    whole = pc.if_else(is_whole, column, None).cast(pa.int64()).cast(pa.string())
    spelled = pc.if_else(is_whole, whole, column.cast(pa.string()))
    has_exponent = pc.match_substring(spelled, "e")
    if not pc.any(has_exponent).as_py():
        return spelled
    pairs = zip(spelled.to_pylist(), has_exponent.to_pylist(), strict=True)
    return pa.array([number_text(text) if exponent else text for text, exponent in pairs], pa.string())


def _days(column: pa.Date32Array) -> pa.StringArray:
    return column.cast(pa.string())


def _moments(column: pa.TimestampArray) -> pa.StringArray:
    """To the second; midnight is the day alone."""
    seconds = pc.round_temporal(column, unit="second").cast(pa.timestamp("s"))
    moment = pc.replace_substring(seconds.cast(pa.string()), " ", "T")
    return pc.if_else(pc.ends_with(moment, "T00:00:00"), pc.utf8_slice_codeunits(moment, 0, 10), moment)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _time(value: time) -> str:
    return value.replace(microsecond=0).isoformat()


KINDS: dict[type, tuple[pa.DataType | None, Callable]] = {
    str: (pa.string(), without_blanks),
    float: (pa.float64(), _numbers),
    int: (pa.int64(), lambda column: column.cast(pa.string())),
    date: (pa.date32(), _days),
    datetime: (pa.timestamp("us"), _moments),
    bool: (None, _truth),
    time: (None, _time),
    timedelta: (None, duration_text),
}
