"""A value and its unit become text: 12.3M or 1,234 万, +44, 0.90, 2026-03. Nothing else formats a number."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from pmo_analytics.words import language as spoken
from pmo_analytics.words import say

NOTHING = "–"
MINUS = "\N{MINUS SIGN}"

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARKS = {"red": "◆", "amber": "▲", "green": "●", "unknown": "○"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def show(value: Any, unit: str, language: str | None = None, sign: bool = False) -> str:
    """`value` as a reader writes it; '–' for None and NaN.

    Units: those of the model headers (money ratio percent points days months hours count score date month flag light
    text key currency). Percent takes a fraction. `sign` puts + or − before a change or a variance; a signed number
    of days or months goes without its unit, since its label names it.
    """
    if is_nothing(value):
        return NOTHING
    return _WRITERS.get(unit, _text)(value, language or spoken(), sign)


def figure(value: Any, unit: str, language: str | None = None, digits: int = 4) -> str:
    """`value` in a calculation that a reader may do again: money, ratios and percentages with four significant `digits`
    where they need them, 1.35M or 0.8164; all else as `show` writes it."""
    if is_nothing(value) or unit not in ("money", "ratio", "percent"):
        return show(value, unit, language)
    number = float(value)
    size, name = money_scale(number, language) if unit == "money" else (0.01, "%") if unit == "percent" else (1, "")
    scaled = abs(number) / size
    places = max(0, digits - 1 - math.floor(math.log10(scaled))) if scaled else 0
    whole, point, rest = _rounded(scaled, min(places, digits)).partition(".")
    return _signed(whole + (point + rest).rstrip("0").rstrip(".") + name, number, sign=False)


def bound(value: Any, unit: str) -> str:
    """The bound of a light: as `show` writes it where that is the whole number, 0.90, else as `figure` does, 103.5%."""
    shown, told = show(value, unit), figure(value, unit)
    return shown if _digits(shown) == _digits(told) else told


def _digits(text: str) -> Decimal | None:
    found = "".join(sign for sign in text if sign.isdigit() or sign == ".").strip(".")
    return Decimal(found) if found else None


def exact(value: Any, unit: str) -> str:
    """`value` as it was read from a cell: every digit of a number, 1,350,000.5 or 42.6%, and all else as `show`."""
    if is_nothing(value) or isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return show(value, unit)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if unit == "percent":
        return f"{(number * 100).normalize():,f}%"
    return f"{number.normalize():,f}"


def is_nothing(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA alike."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True


def width_of(text: str) -> int:
    """Width in half characters, as on a terminal: a Chinese character is as wide as two Latin ones."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def mark(light: Any) -> str:
    """The sign of a light, which says without colour what it is: ◆ ▲ ● ○, or two for a light on five steps."""
    return "".join(_MARKS[step] for step in light_steps(light))


def light_steps(light: Any) -> tuple[str, ...]:
    """The one or two plain lights that a light on either scale consists of, in the order of its name."""
    name = "unknown" if is_nothing(light) else str(light)
    return {"amber_green": ("amber", "green"), "amber_red": ("amber", "red")}.get(name, (name,))


def month_name(month: date, language: str | None = None, beside: date | None = None) -> str:
    """'February' or '2 月'; with the year where it is not the year of `beside`."""
    language = language or spoken()
    with_year = beside is None or beside.year != month.year
    if language == "zh":
        return f"{month.year} 年 {month.month} 月" if with_year else f"{month.month} 月"
    name = _MONTHS[month.month - 1]
    return f"{name} {month.year}" if with_year else name


def spelled(count: int, language: str | None = None, capital: bool = False) -> str:
    """A count in a sentence: in English words below 10, digits from 10 on; in Chinese digits: 7 个, 11 个."""
    if count >= len(_NUMBERS) or (language or spoken()) == "zh":
        return f"{count:,}"
    word = _NUMBERS[count]
    return word.capitalize() if capital else word


def short_month(month: date, language: str | None = None) -> str:
    """'Feb' or '2 月'."""
    return f"{month.month} 月" if (language or spoken()) == "zh" else _MONTHS[month.month - 1][:3]


def money_scale(largest: float, language: str | None = None) -> tuple[float, str]:
    """What to divide the figures of an axis by, and the unit to write behind them: (1e6, 'M'), (1e4, ' 万')."""
    steps = _CHINESE_STEPS if (language or spoken()) == "zh" else _ENGLISH_STEPS
    step = max((step for step in steps if step.size <= max(abs(largest), 1)), key=lambda step: step.size)
    return step.size, step.name


def _signed(text: str, value: float, sign: bool) -> str:
    """`text` is of the absolute value; a figure that is written as zero carries no sign but the asked-for plus."""
    if not any(digit in text for digit in "123456789"):
        return f"+{text}" if sign and value > 0 else text
    return MINUS + text if value < 0 else f"+{text}" if sign and value > 0 else text


def _rounded(value: float, digits: int) -> str:
    return f"{Decimal(repr(abs(float(value)))):,.{digits}f}"


@dataclass(frozen=True)
class _Step:
    """How money of a size is written: divided by `size`, `name` behind it, `digits` by the figure that is left. It is
    used from `size` on, or from `since` where that is less, so that 0.65 万 stands among others in 万."""

    size: float
    name: str
    digits: Callable[[float], int]
    since: float | None = None


_ENGLISH_STEPS = (
    _Step(1, "", lambda figure: 0),
    _Step(1e3, "k", lambda figure: 0 if figure >= 9.95 else 1),
    _Step(1e6, "M", lambda figure: 1),
    _Step(1e9, "B", lambda figure: 2),
)
_CHINESE_STEPS = (
    _Step(1, "", lambda figure: 0),
    _Step(1e4, " 万", lambda figure: 0 if figure >= 99.95 else 1 if figure >= 0.995 else 2, since=1e3),
    _Step(1e8, " 亿", lambda figure: 2),
)


def _money(value: Any, language: str, sign: bool) -> str:
    number = float(value)
    steps = _CHINESE_STEPS if language == "zh" else _ENGLISH_STEPS
    for step, larger in zip(steps, (*steps[1:], None), strict=True):
        figure = abs(number) / step.size
        digits = step.digits(figure)
        # 999,960 is written 1.0M, not 1,000k: the step is the one whose rounded figure stays below the next
        if larger is None or round(figure, digits) * step.size < (larger.since or larger.size):
            return _signed(_rounded(figure, digits) + step.name, number, sign)
    raise AssertionError("the last step holds every number")


def _ratio(value: Any, language: str, sign: bool) -> str:
    return _signed(_rounded(value, 2), float(value), sign)


def _percent(value: Any, language: str, sign: bool) -> str:
    percent = float(value) * 100
    digits = 1 if 0 < abs(percent) < 0.95 else 0
    return _signed(_rounded(percent, digits) + "%", percent, sign)


def _points(value: Any, language: str, sign: bool) -> str:
    points = float(value) * 100
    digits = 1 if 0 < abs(points) < 0.95 else 0
    return _signed(_rounded(points, digits), points, True) + say("units.points", language)


def _count(value: Any, language: str, sign: bool) -> str:
    number = float(value)
    digits = 0 if number == int(number) else 1
    return _signed(_rounded(number, digits), number, sign)


def _of_time(key: str) -> Callable[[Any, str, bool], str]:
    def write(value: Any, language: str, sign: bool) -> str:
        number = float(value)
        digits = 0 if key == "units.days" or number == int(number) else 1
        figure = _rounded(number, digits)
        if sign:
            return _signed(figure, number, sign)
        return _signed(say(key, language, count=figure), number, sign=False)

    return write


def _score(value: Any, language: str, sign: bool) -> str:
    return _signed(_rounded(value, 0), float(value), sign)


def _date(value: Any, language: str, sign: bool) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, date | datetime) else str(value)[:10]


def _month(value: Any, language: str, sign: bool) -> str:
    return _date(value, language, sign)[:7]


def _flag(value: Any, language: str, sign: bool) -> str:
    return say("units.yes" if value else "units.no", language)


def _light(value: Any, language: str, sign: bool) -> str:
    return say(f"lights.{value}", language)


def _text(value: Any, language: str, sign: bool) -> str:
    if isinstance(value, float) and math.isfinite(value):
        return _count(value, language, sign)
    return str(value)


_WRITERS: dict[str, Callable[[Any, str, bool], str]] = {
    "money": _money,
    "ratio": _ratio,
    "percent": _percent,
    "points": _points,
    "days": _of_time("units.days"),
    "months": _of_time("units.months"),
    "hours": _of_time("units.hours"),
    "count": _count,
    "score": _score,
    "date": _date,
    "month": _month,
    "flag": _flag,
    "light": _light,
}
