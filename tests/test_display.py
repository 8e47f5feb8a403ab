"""A value, its unit and a language become text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from pmo_analytics import display
from pmo_analytics.display import show

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0", "0"),
        (850, "850", "850"),
        (999, "999", "999"),
        (6_500, "6.5k", "0.65 万"),
        (9_960, "10k", "1.0 万"),
        (85_000, "85k", "8.5 万"),
        (850_000, "850k", "85.0 万"),
        (999_499, "999k", "99.9 万"),
        (999_960, "1.0M", "100 万"),
        (12_340_000, "12.3M", "1,234 万"),
        (99_994_999, "100.0M", "9,999 万"),
        (99_996_000, "100.0M", "1.00 亿"),
        (1_240_000_000, "1.24B", "12.40 亿"),
        (Decimal("838000.123456"), "838k", "83.8 万"),
        (-118_000, f"{MINUS}118k", f"{MINUS}11.8 万"),
    ],
)
def test_money_is_written_in_the_steps_of_the_language(value: Any, english: str, chinese: str) -> None:
    assert show(value, "money", "en") == english
    assert show(value, "money", "zh") == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (44, "days", "+44", "+44"),
        (-8, "days", f"{MINUS}8", f"{MINUS}8"),
        (0, "days", "0", "0"),
        (0.06, "points", "+6 pp", "+6 百分点"),
        (-0.13, "points", f"{MINUS}13 pp", f"{MINUS}13 百分点"),
        (0.004, "ratio", "+0.00", "+0.00"),
        (-0.004, "ratio", "0.00", "0.00"),
        (556_000, "money", "+556k", "+55.6 万"),
        (3, "count", "+3", "+3"),
    ],
)
def test_a_change_carries_its_sign(value: Any, unit: str, english: str, chinese: str) -> None:
    assert show(value, unit, "en", sign=True) == english
    assert show(value, unit, "zh", sign=True) == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (0.9, "ratio", "0.90", "0.90"),
        (0.0797, "percent", "8%", "8%"),
        (0.0041, "percent", "0.4%", "0.4%"),
        (1, "days", "1 day", "1 天"),
        (45, "days", "45 days", "45 天"),
        (2.5, "months", "2.5 months", "2.5 个月"),
        (1240, "hours", "1,240 h", "1,240 小时"),
        (1234, "count", "1,234", "1,234"),
        (65.6, "score", "66", "66"),
        (date(2026, 3, 31), "date", "2026-03-31", "2026-03-31"),
        (pd.Timestamp("2026-03-31"), "date", "2026-03-31", "2026-03-31"),
        (datetime(2026, 3, 31, 9), "month", "2026-03", "2026-03"),
        (True, "flag", "Yes", "是"),
        ("amber_red", "light", "Amber/Red", "红黄"),
        ("=1+1", "text", "=1+1", "=1+1"),
        ("P-110", "key", "P-110", "P-110"),
    ],
)
def test_a_value_is_written_in_its_unit(value: Any, unit: str, english: str, chinese: str) -> None:
    assert show(value, unit, "en") == english
    assert show(value, unit, "zh") == chinese


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT])
@pytest.mark.parametrize("unit", ["money", "ratio", "date", "light", "text", "flag"])
def test_what_is_not_known_is_a_dash_and_never_a_zero(nothing: Any, unit: str) -> None:
    assert show(nothing, unit, "en") == "–"


def test_zero_is_known() -> None:
    assert show(0.0, "ratio", "en") == "0.00"
    assert show(False, "flag", "en") == "No"


def test_a_month_is_named_with_its_year_only_where_the_year_differs() -> None:
    february, march = date(2026, 2, 28), date(2026, 3, 31)
    assert display.month_name(february, "en", beside=march) == "February"
    assert display.month_name(february, "zh", beside=march) == "2 月"
    assert display.month_name(date(2025, 12, 31), "en", beside=march) == "December 2025"
    assert display.month_name(date(2025, 12, 31), "zh", beside=march) == "2025 年 12 月"
    assert display.short_month(february, "en") == "Feb"


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [(0, "no", "0"), (7, "seven", "7"), (11, "11", "11"), (1200, "1,200", "1,200")],
)
def test_small_counts_are_words_in_a_sentence(count: int, english: str, chinese: str) -> None:
    assert display.spelled(count, "en") == english
    assert display.spelled(count, "zh") == chinese


def test_every_light_has_a_sign_of_its_own() -> None:
    lights = ("red", "amber", "green", None, "amber_green", "amber_red")
    assert [display.mark(light) for light in lights] == ["◆", "▲", "●", "○", "▲●", "▲◆"]


def test_an_axis_of_money_has_one_unit() -> None:
    assert display.money_scale(647_000_000, "en") == (1e6, "M")
    assert display.money_scale(647_000_000, "zh") == (1e8, " 亿")
    assert display.money_scale(12, "zh") == (1, "")
