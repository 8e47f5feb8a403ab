"""What one cell means: every macro of sql/macros on a table of texts, the ugly ones included."""

import math
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmo_analytics.models import macros
from pmo_analytics.workspace import PROJECT_ROOT

MACROS = macros.text()
ONE_CELL = (Path(__file__).parent / "one_cell.sql").read_text(encoding="utf-8")
CONNECTION = duckdb.connect()
CONNECTION.execute(MACROS + ONE_CELL)
MARCH = date(2026, 3, 31)


def ask(expression: str, *values: Any) -> Any:
    """The value of one expression; each ? is a value."""
    return CONNECTION.execute(f"select {expression}", list(values)).fetchall()[0][0]


def test_no_two_subjects_inside_projects_are_named_alike() -> None:
    pairs = [("P1", "R1"), ("P1|R1", ""), ("P1|", "R1"), ("P1", "|R1"), ("P1%7C", "R1"), ("P1", "")]
    assert len({ask("subject_within(?, ?)", *pair) for pair in pairs}) == len(pairs)
    assert ask("subject_within('P1', 'R1')") == "P1|R1"


def test_weekdays_after_a_day_are_the_mondays_to_fridays_that_follow_it() -> None:
    days = [date(2026, 3, 1) + timedelta(days=place) for place in range(14)]
    for first in days:
        for length in range(30):
            following = [first + timedelta(days=place) for place in range(1, length + 1)]
            expected = sum(day.isoweekday() <= 5 for day in following)
            assert ask("weekdays_after(?::date, ?::date)", first, first + timedelta(days=length)) == expected


@pytest.mark.parametrize(
    ("told", "coverage"),
    [
        ((True, 90, 100, 1, 2), 0.9), ((True, None, 100, 0, 2), 0), ((False, 90, 100, 1, 2), 0.5),
        ((True, 0, 0, 1, 5), 0.2), ((True, None, None, 1, 5), 0.2), ((None, 90, 100, 1, 2), 0.5),
        ((True, None, None, 0, 0), None),
    ],
)  # fmt: skip
def test_coverage_goes_by_budgets_where_there_is_money_in_all_else_by_number(told, coverage) -> None:
    assert ask("coverage_of(?, ?, ?, ?, ?)", *told) == coverage


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ((0.8, 4, 0, 5, 0.8, None), None), ((0.79, 4, 0, 5, 0.8, None), "LOW_COVERAGE"),
        ((0.6, 3, 1, 5, 0.8, None), "FX_MISSING"), ((0.4, 2, 1, 5, 0.8, None), "LOW_COVERAGE"),
        ((0, 0, 0, 5, 0, "NO_BASELINE"), "NO_BASELINE"), ((0, 0, 0, 5, 0, None), "LOW_COVERAGE"),
        ((None, 1, 0, 5, 0.8, None), "LOW_COVERAGE"),
    ],
)  # fmt: skip
def test_too_few_known_is_said_and_a_rate_is_missed_only_where_it_would_do(told, reason) -> None:
    assert ask("coverage_reason(?, ?, ?, ?, ?, ?)", *told) == reason


def test_an_amount_in_doubt_is_flagged_where_it_is_one_of_those_that_count() -> None:
    assert ask("jump_flags(['actual_cost', 'earned_value'], ['earned_value'])") == ["AMOUNT_JUMPED"]
    assert ask("jump_flags(['actual_cost'], ['earned_value', 'planned_value'])") == []
    assert ask("jump_flags(null::varchar[], ['earned_value'])") == []
    assert ask("jump_flags(['actual_cost'], null::varchar[])") == []


def test_flags_are_told_once_each_in_one_order_and_none_is_not_an_empty_text() -> None:
    assert ask("joined_flags(['PARTIAL_COVERAGE', 'ESTIMATED', 'ESTIMATED', null])") == "ESTIMATED,PARTIAL_COVERAGE"
    assert ask("joined_flags([]::varchar[])") is None
    assert ask("joined_flags(null::varchar[])") is None


def read(macro: str, *texts: str) -> list[tuple[Any, str | None]]:
    """(value, reason) of each text as `macro`, an expression over `text`, reads it."""
    return CONNECTION.execute(
        f"with cells as (select place, text, {macro} as cell from (select unnest(range(len($texts))) as place, "
        "unnest($texts::varchar[]) as text)) select cell.value, problems_of([{'field': '', 'text': text, "
        "'is_empty': cell.value is null, 'problem': cell.problem}])[1].reason from cells order by place",
        {"texts": list(texts)},
    ).fetchall()


def assert_read(macro: str, expected: dict[str, Any]) -> None:
    """Each text is read as expected: a plain value has no reason, a pair is (value, reason)."""
    wanted = {text: value if isinstance(value, tuple) else (value, None) for text, value in expected.items()}
    assert dict(zip(expected, read(macro, *expected), strict=True)) == wanted


def days(texts: dict[str, str]) -> dict[str, date]:
    return {text: date.fromisoformat(day) for text, day in texts.items()}


def with_reason(reason: str, values: dict[str, Any] | Iterable[str]) -> dict[str, tuple[Any, str]]:
    pairs = values.items() if isinstance(values, dict) else ((text, None) for text in values)
    return {text: (value, reason) for text, value in pairs}


NOTHING_SAID = ("-", "—", "/", "N/A", "n.a.", "NA", "null", "NULL", "TBD", "tbc", "待定", "长期", "无", "none",
    "To be determined")
FAILED_CELLS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
EXEMPT = "Exempt under Section 43 of the Freedom of Information Act 2000, see notes 1.5"


# Arithmetic


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (1, 4, 0.25), (0, 5, 0.0), (Decimal("90.000000"), Decimal("100.000000"), 0.9), (-3, 2, -1.5),
        (1, 0, None), (0, 0, None), (None, 3, None), (3, None, None), (math.nan, 1.0, None), (1.0, math.nan, None),
        (math.inf, 1.0, None), (1.0, math.inf, None), (1e308, 1e-10, None),
    ],
)  # fmt: skip
def test_a_division_is_finite_or_unknown(numerator: Any, denominator: Any, quotient: float | None) -> None:
    assert ask("safe_div(?, ?)", numerator, denominator) == quotient


@pytest.mark.parametrize(("number", "kept"), [(1.5, 1.5), (0.0, 0.0), (math.nan, None), (math.inf, None), (None, None)])
def test_a_number_that_is_not_finite_is_unknown(number: float | None, kept: float | None) -> None:
    assert ask("finite(?)", number) == kept


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        ("2025-01-01", "2025-01-31", 1.0),
        ("2025-01-01", "2025-02-28", 2.0),
        ("2024-01-01", "2024-02-29", 2.0),
        ("2025-01-01", "2026-12-31", 24.0),
        ("2025-01-15", "2025-01-31", 17 / 31),
        ("2025-01-15", "2025-02-14", 17 / 31 + 14 / 28),
        ("2025-01-31", "2025-01-31", 1 / 31),
        ("2025-01-01", "2024-12-31", 0.0),
        ("2025-03-01", "2024-12-31", -2.0),
        ("2025-04-16", "2025-04-30", 0.5),
    ],
)
def test_whole_months_count_one_and_parts_their_share_of_days(start: str, day: str, months: float) -> None:
    assert ask("month_index(?::date, ?::date)", start, day) == pytest.approx(months, abs=1e-12)


def test_the_place_of_a_day_that_is_unknown_is_unknown() -> None:
    assert ask("month_index(null::date, date '2025-01-31')") is None
    assert ask("month_index(date '2025-01-31', null::date)") is None


@pytest.mark.parametrize(("day", "end"), [("2024-02-03", "2024-02-29"), ("2025-12-31", "2025-12-31"), ("2026-04-01",
    "2026-04-30")])
def test_a_month_ends_on_its_last_day(day: str, end: str) -> None:
    assert ask("month_end(?::date)", day) == date.fromisoformat(end)
    assert ask("month_end(?::timestamp)", day) == date.fromisoformat(end)


def test_five_steps_are_three_and_have_a_rank() -> None:
    lights = ("green", "amber_green", "amber", "amber_red", "red", None)
    assert [ask("light_on_three_steps(?)", light) for light in lights] == ["green", "amber", "amber", "amber", "red",
        None]
    assert [ask("light_rank(?)", light) for light in lights] == [0, 1, 1, 1, 2, None]


# Numbers


def test_numbers_with_a_decimal_point() -> None:
    assert_read("to_number(text, '.')", {
        "12": 12, "-3.5": -3.5, "1,234.50": 1234.5, "1,234": 1234, "12,34,567.00": 1234567, "1 234.5": 1234.5,
        "1'234'567.8": 1234567.8, "１２３": 123, "１，２３４．５": 1234.5, "1.2e3": 1200, "+5": 5, "'5": 5, "5  ": 5,
        "12\t": 12,
        "5\u00a0": 5, "1\u00a0234": 1234, "1\u202f234": 1234, "(500)": -500, "500-": -500, "−500": -500, "–500": -500,
        ".5": 0.5, "5.": 5, "0.125": 0.125, "0": 0, "": None, "  ": None, "\t": None,
    })  # fmt: skip


def test_numbers_with_a_decimal_comma() -> None:
    assert_read("to_number(text, ',')", {
        "1.234,50": 1234.5, "1.234": 1234, "1 234,5": 1234.5, "12,5": 12.5, "1.234.567": 1234567, "0,125": 0.125,
        "1200": 1200, "(1.200,5)": -1200.5, ",5": 0.5,
    })  # fmt: skip


def test_what_is_no_number_has_no_value_and_a_reason() -> None:
    no_numbers = (EXEMPT, "nan", "NaN", "inf", "-inf", "Infinity", "1e400", "1_000", "0x1F", "12 May", "5-10", "(-5)",
        "--5",
                  "1.2.3", "1,23,4", "£5", "45%", "５５five", "=1+1")  # fmt: skip
    assert_read("to_number(text, '.')", with_reason("not_a_number", no_numbers))
    assert_read("to_number(text, '.')", with_reason("placeholder", NOTHING_SAID))
    assert_read("to_number(text, '.')", with_reason("error_cell", FAILED_CELLS))
    assert_read("to_number(text, '.')", with_reason("uncalculated", ["#UNCALCULATED"]))


def test_a_number_with_the_other_decimal_sign_is_not_guessed() -> None:
    assert_read("to_number(text, '.')", with_reason("decimal_mark_contradicts", ["12,5", "1.234,50", "0,125",
        "1.234.567"]))
    assert_read("to_number(text, ',')", with_reason("decimal_mark_contradicts", ["12.5", "1,234.50", "0.125",
        "1,234,567"]))


def test_a_point_that_nothing_speaks_for_is_read_with_a_doubt() -> None:
    assert_read("to_number(text, '?')", {
        "1.234": (1.234, "decimal_mark_assumed"), "850.000": (850, "decimal_mark_assumed"),
        "1.5": 1.5, "0.125": 0.125, "1234.567": 1234.567, "1,234": 1234, "12": 12,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("1234.5", 1), ("0.125", 1), ("1234.567", 1), ("1,234,567", 1), ("1,234.50", 1), (".5", 1), ("£1.90m", 1),
        ("45.5%", 1),
        ("12,5", -1), ("1.234,50", -1), ("1.234.567", -1), ("0,125", -1), ("€1,90", -1), ("1 234,5", -1), ("45,55 %",
        -1),
        ("1.234", 0), ("1,234", 0), ("£1,403", 0), ("12", None), ("", None), ("N/A", None), (EXEMPT, None), ("1.2.3",
        None),
    ],
)  # fmt: skip
def test_a_cell_votes_for_the_decimal_sign_only_where_it_can_be_read_one_way(text: str, vote: int | None) -> None:
    assert ask("decimal_vote(?)", text) == vote


@pytest.mark.parametrize(
    ("column", "load", "mark"),
    [(3, -9, "."), (-1, 9, ","), (0, 5, "."), (0, -5, ","), (0, 0, "?"), (0, None, "?"), (None, -5, ".")],
)
def test_the_column_decides_the_decimal_sign_then_the_load(column: int | None, load: int | None, mark: str) -> None:
    assert ask("decimal_mark(?::integer, ?::integer)", column, load) == mark


def test_counts_are_whole() -> None:
    assert_read("to_number(text, '.', null, 'count')", {
        "12": 12, "5.0": 5, "1,200": 1200, "3个": 3, "12 人": 12, "-2": -2, "5.5": (None, "not_a_number"),
        "1e15": 1e15, "1e16": (None, "not_a_number"), "3d": (None, "not_a_number"),
    })  # fmt: skip


def test_hours_have_units_and_headers_do() -> None:
    hours = "to_number(text, '.', {}, 'hours', 8.0)"
    assert_read(hours.format("null"), {
        "40": 40, "40h": 40, "40 hrs": 40, "7.5 hours": 7.5, "40小时": 40, "5d": 40, "5 days": 40, "3人天": 24,
        "2 人日": 16,
        "1w": 40, "1人月": 174, "PT8H": 8, "PT8H30M": 8.5, "P1DT2H": 26, "1w 2d 3h 30m": 59.5, "2h 30m": 2.5,
        "26:30": 26.5,
        "26:30:36": 26.51, "90m": 1.5, "5 days?": 40,
        "P": (None, "not_a_number"), "5 kg": (None, "not_a_number"), "N/A": (None, "placeholder"),
    })  # fmt: skip
    # under a header 人天 a plain number is days of work, and a cell's own unit still wins
    assert_read(hours.format("8"), {"5": 40, "40h": 40, "5d": 40, "0.5": 4})


def test_days_and_months_have_units() -> None:
    assert_read("to_number(text, '.', null, 'days', 8.0)", {
        "5": 5, "5d": 5, "5 days": 5, "12天": 12, "40h": 5, "P5D": 5, "-3": -3,
        "2w": (None, "not_a_number"), "1 month": (None, "not_a_number"), "PT5H": (None, "not_a_number"),
    })  # fmt: skip
    months = {"6": 6, "6个月": 6, "18 months": 18, "1.5年": 18, "2 years": 24}
    assert_read("to_number(text, '.', null, 'months')", months)


# Money


def test_money_reads_signs_units_and_brackets() -> None:
    assert_read("to_money(text, '.')", {
        text: Decimal(amount) for text, amount in {
            "1200": "1200", "1,234.50": "1234.5", "£1,403.00": "1403", "£1.90m": "1900000", "-£30.12m": "-30120000",
            "£-30": "-30", "(£30.5m)": "-30500000", "(500)": "-500", "500-": "-500", "−500": "-500",
            "GBP 1.2m": "1200000",
            "1.2m GBP": "1200000", "£1,200 GBP": None, "$5 CAD": "5", "US$ 1.2m": "1200000", "$1,800,000": "1800000",
            "1.2 bn": "1200000000", "10 k€": "10000", "10K": "10000", "€1.5m": "1500000", "¥1,200": "1200",
            "￥1,200": "1200",
            "1,200万": "12000000", "120万元": "1200000", "120 万 元": None, "120元": "120", "1.2亿": "120000000",
            "3.5亿元": "350000000", "2千": "2000", "2万亿": "2000000000000", "120万美元": "1200000", "RMB 5": "5",
            "人民币120万": "1200000",
            "'1200": "1200", "1200\t": "1200", "１，２００": "1200", "\u00a0£1.5": "1.5", "£.5": "0.5",
            "1122486.9599999997": "1122486.96", "0.1": "0.1", "123456789012.123456": "123456789012.123456",
            "123456789012345678": "123456789012345678", "1.23456789亿": "123456789", "0": "0",
        }.items() if amount
    })  # fmt: skip


def test_the_unit_of_a_cell_wins_over_that_of_its_header() -> None:
    assert_read("to_money(text, '.', 1000000)", {
        "1.90": Decimal("1900000"), "£1.90m": Decimal("1900000"), "£1.90": Decimal("1900000"),
        "1.9bn": Decimal("1900000000"),
        "0": Decimal(0), "(2)": Decimal("-2000000"), "1,403.5": Decimal("1403500000"),
    })  # fmt: skip
    assert_read("to_money(text, '.', 10000)", {
        "120": Decimal("1200000"), "120元": Decimal("120"), "120万": Decimal("1200000"), "1.2亿": Decimal("120000000"),
        "¥120": Decimal("1200000"), "1234567.89": Decimal("12345678900"),
    })  # fmt: skip
    assert_read("to_money(text, '.', 0.001)", {"1500": Decimal("1.5")})


def test_money_in_another_currency_than_its_row_has_no_value() -> None:
    assert_read("to_money(text, '.', null, 'GBP')", {
        "£5": Decimal(5), "5": Decimal(5), "GBP 5": Decimal(5),
        **with_reason("currency_contradicts", ["€5", "EUR 5", "$5", "¥5", "5元人民币", "120万美元"]),
    })  # fmt: skip
    assert_read("to_money(text, '.', null, 'CNY')", {"¥5": Decimal(5), "RMB 5": Decimal(5), "5元": Decimal(5)})
    assert_read("to_money(text, '.', null, 'CAD')", {"$5": Decimal(5), "C$5": Decimal(5), "US$5": (None,
        "currency_contradicts")})


def test_what_is_no_money_has_no_value_and_a_reason() -> None:
    no_money = (EXEMPT, "45%", "5 apples", "£", "nan", "inf", "1e400", "1_000", "xyz 5", "£1,200 GBP")
    assert [ask("easy_money(?, '.', null)", text) for text in ("- ", " -\t", "+ ", "-")] == [None] * 4
    assert_read("to_money(text, '.')", with_reason("not_a_number", no_money))
    assert_read("to_money(text, '.')", with_reason("placeholder", NOTHING_SAID))
    assert_read("to_money(text, '.')", with_reason("error_cell", FAILED_CELLS))
    assert_read("to_money(text, '.')", with_reason("decimal_mark_contradicts", ["€1,90", "1.234,50 €"]))
    assert_read("to_money(text, '?')", {"£1.234m": (Decimal(1234000), "decimal_mark_assumed"),
        "£1.9m": Decimal(1900000)})


# Shares


def test_a_share_is_clear_with_a_percent_sign_and_else_follows_its_column() -> None:
    clear = {"45%": 0.45, "45.5 %": 0.455, "４５％": 0.45, "-5%": -0.05, "(5%)": -0.05, "120%": 1.2, "0%": 0,
        "0.5%": 0.005}
    assert_read("to_ratio(text, '.', false)", {
        **clear, "0.45": 0.45, "1": 1, "0": 0, "-0.2": -0.2,
        "1.2": (1.2, "percent_unclear"), "2": (2, "percent_unclear"), "45": 45,
    })  # fmt: skip
    assert_read("to_ratio(text, '.', true)", {
        **clear, "45": 0.45, "45.0": 0.45, "1": 0.01, "0": 0, "100": 1, "-12": -0.12,
        **with_reason("percent_contradicts", ["0.45", "0.999", "-0.5"]),
    })  # fmt: skip
    assert_read("to_ratio(text, ',', true)", {"45,5": 0.455, "45,5 %": 0.455, "45.5": (None,
        "decimal_mark_contradicts")})
    assert_read("to_ratio(text, '.', false)", with_reason("not_a_number", [EXEMPT, ">100%", "nan", "half", "5d"]))
    assert_read("to_ratio(text, '.', false)", with_reason("placeholder", NOTHING_SAID))


@pytest.mark.parametrize(
    ("text", "points"),
    [("45", True), ("45,5", True), ("-45", True), ("2.5", True), ("2", False), ("1", False), ("0.45", False), ("45%",
        None),
     ("N/A", None), ("nan", None), ("1e400", None), ("", None)],
)  # fmt: skip
def test_only_a_plain_number_above_two_says_points(text: str, points: bool | None) -> None:
    assert ask("is_points(?)", text) == points


# Dates


def test_full_dates_are_read_in_every_way_of_writing_them() -> None:
    assert_read("to_date(text, 'dmy', date '2026-03-31')", days({
        "2025-01-31": "2025-01-31", "2025-01-31 17:00:00": "2025-01-31", "2025-01-31T23:30:00-05:00": "2025-01-31",
        "2025-01-31T00:00:00.000+0000": "2025-01-31", "2025/1/31": "2025-01-31", "2025.1.31": "2025-01-31",
        "2025-1-3": "2025-01-03", "20250131": "2025-01-31", "2024年8月9日": "2024-08-09", "2024年8月9号": "2024-08-09",
        "2025 年 1 月 31 日": "2025-01-31", "２０２５年１月３１日": "2025-01-31", "2026年3月5日 星期四": "2026-03-05",
        "31/01/2025": "2025-01-31", "01/02/2025": "2025-02-01", "1.2.2025": "2025-02-01",
        "5/02/2016 5:00:00 PM": "2016-02-05",
        "15/09/2015\n": "2015-09-15", "11/May/24 03:26 PM": "2024-05-11", "3/Nov/20 12:17": "2020-11-03",
        "January 15, 2026 8:00 AM": "2026-01-15", "December 1, 2016": "2016-12-01", "31 March 2021": "2021-03-31",
        "31-Mar-21": "2021-03-31", "1st March 2021": "2021-03-01", "2 Sept 2021": "2021-09-02",
        "3rd of May 2022": "2022-05-03",
        "2021-Mar-05": "2021-03-05", "29/02/2024": "2024-02-29", "Thu 15 January 2026": "2026-01-15",
        "'2025-01-31": "2025-01-31",
        "01/04/2123": "2123-04-01",
    }))  # fmt: skip
    assert_read("to_date(text, 'mdy', date '2026-03-31')", days({
        "01/31/2025": "2025-01-31", "01/02/2025": "2025-01-02", "6/21/2025 16:14": "2025-06-21",
        "2025-01-31": "2025-01-31",
    }))  # fmt: skip


def test_a_weekday_beside_a_date_is_read_over_and_held_against_it() -> None:
    wednesdays = [
        "2026-03-04 (Wed)", "Wed 4 Mar 2026", "Wednesday, 4 March 2026", "Wed. 4 Mar 2026", "4 Mar 2026 Wed",
        "4 March 2026, Wednesday", "4 March 2026 (Weds)", "(Wed) 2026-03-04", "2026年3月4日 星期三", "2026/3/4（周三）",
        "周三 2026-03-04", "星期三，2026年3月4日", "2026.3.4 礼拜三", "2026年3月4日（週三）", "2026-03-04 (Wed) 10:00",
        "2026-03-04周三",
    ]  # fmt: skip
    sundays = ["Sun 8 Mar 2026", "2026-03-08 星期日", "2026-03-08 周天"]
    read_so = dict.fromkeys(wednesdays, "2026-03-04") | dict.fromkeys(sundays, "2026-03-08")
    assert_read("to_date(text, 'dmy', date '2026-03-31')", days(read_so))
    others = {"2026-03-04 (Thu)": "2026-03-04", "2026年3月4日 星期四": "2026-03-04", "周一 2026-03-08": "2026-03-08",
              "Fri 15 January 2026": "2026-01-15"}  # fmt: skip
    assert_read("to_date(text, 'dmy', date '2026-03-31')", with_reason("weekday_contradicts", days(others)))
    assert_read("to_date(text, 'dmy', date '2026-03-31')",
                with_reason("not_a_date", ("Wedding", "Sunrise 2026", "Wed", "周三", "Monday or later")))  # fmt: skip


def test_a_year_of_two_digits_is_noted() -> None:
    read_so = days({"15.09.15": "2015-09-15", "1/2/70": "1970-02-01", "1/2/69": "2069-02-01"})
    assert_read("to_date(text, 'dmy', date '2026-03-31')", with_reason("short_year", read_so))


def test_approximate_dates_take_their_last_day_or_their_first_for_starts() -> None:
    spans = {
        "2026年3月": ("2026-03-01", "2026-03-31"), "2026年3月份": ("2026-03-01", "2026-03-31"), "2026.3": ("2026-03-01",
        "2026-03-31"),
        "2026-03": ("2026-03-01", "2026-03-31"), "202603": ("2026-03-01", "2026-03-31"), "3/2026": ("2026-03-01",
        "2026-03-31"),
        "Mar-21": ("2021-03-01", "2021-03-31"), "March 2021": ("2021-03-01", "2021-03-31"),
        "August2025": ("2025-08-01", "2025-08-31"),
        "Feb 2024": ("2024-02-01", "2024-02-29"), "Mar '21": ("2021-03-01", "2021-03-31"),
        "2026年3月底": ("2026-03-21", "2026-03-31"), "2026年3月中旬": ("2026-03-11", "2026-03-20"),
        "2026年3月初": ("2026-03-01", "2026-03-10"),
        "end of March 2025": ("2025-03-21", "2025-03-31"), "mid-March 2025": ("2025-03-11", "2025-03-20"),
        "Q3 2025": ("2025-07-01", "2025-09-30"), "2025Q3": ("2025-07-01", "2025-09-30"), "2025-Q1": ("2025-01-01",
        "2025-03-31"),
        "2025年第三季度": ("2025-07-01", "2025-09-30"), "2025年4季度": ("2025-10-01", "2025-12-31"),
        "H2 2025": ("2025-07-01", "2025-12-31"), "2025年上半年": ("2025-01-01", "2025-06-30"),
        "2026": ("2026-01-01", "2026-12-31"), "2026年": ("2026-01-01", "2026-12-31"), "2025年底": ("2025-12-01",
        "2025-12-31"),
        "end of 2025": ("2025-12-01", "2025-12-31"), "FY25/26": ("2025-04-01", "2026-03-31"),
        "FY2025-26": ("2025-04-01", "2026-03-31"),
        "2020-21": ("2020-04-01", "2021-03-31"), "2019/20": ("2019-04-01", "2020-03-31"), "2019-2020": ("2019-04-01",
        "2020-03-31"),
        "Fiscal Year 2019/2020": ("2019-04-01", "2020-03-31"), "FY26": ("2025-04-01", "2026-03-31"),
        "2026财年": ("2025-04-01", "2026-03-31"),
        "Q3 2019/20": ("2019-10-01", "2019-12-31"), "Q4 FY25/26": ("2026-01-01", "2026-03-31"),
        "Q2 FY26": ("2025-07-01", "2025-09-30"),
    }  # fmt: skip
    macro = "to_date(text, 'dmy', date '2026-03-31', '{}', false, 4)"
    starts = days({text: start for text, (start, _) in spans.items()})
    finishes = days({text: finish for text, (_, finish) in spans.items()})
    assert_read(macro.format("start"), with_reason("approximate_date", starts))
    assert_read(macro.format("finish"), with_reason("approximate_date", finishes))


def test_weeks_dates_at_the_latest_and_quarters_of_fiscal_years_are_approximate_dates() -> None:
    spans = {
        "2026-W14": ("2026-03-30", "2026-04-05"), "2025-W03": ("2025-01-13", "2025-01-19"),
        "2026-W53": ("2026-12-28", "2027-01-03"), "w/c 5 May 2026": ("2026-05-05", "2026-05-11"),
        "2025年12月31日前": ("2025-12-31", "2025-12-31"), "by 30 June 2026": ("2026-06-30", "2026-06-30"),
        "2026年四月": ("2026-04-01", "2026-04-30"), "2026年十二月底": ("2026-12-21", "2026-12-31"),
        "FY26 Q2": ("2025-07-01", "2025-09-30"), "FY25/26 Q2": ("2025-07-01", "2025-09-30"),
    }  # fmt: skip
    macro = "to_date(text, 'dmy', date '2026-03-31', '{}', false, 4)"
    assert_read(macro.format("start"), with_reason("approximate_date", days({k: v for k, (v, _) in spans.items()})))
    assert_read(macro.format("finish"), with_reason("approximate_date", days({k: v for k, (_, v) in spans.items()})))
    assert_read(macro.format("finish"), with_reason("impossible_date", ["2026-W54", "2026-W00"]))
    assert_read(macro.format("finish"), with_reason("not_a_date", ["W14", "w/c", "四月二十日", "2025.3-2026.12", "前"]))


def test_a_date_without_a_year_is_one_of_the_period() -> None:
    read_so = days({"3月底": "2026-03-31", "3月中旬": "2026-03-20", "1月": "2026-01-31", "3月15日": "2026-03-15",
        "March": "2026-03-31", "Q2": "2026-06-30", "三季度": "2026-09-30", "第3季度": "2026-09-30",
        "四月": "2026-04-30",
        "十一月": "2026-11-30", "本月底": "2026-02-28", "月底": "2026-02-28", "年底前": "2026-12-31",
        "本年底": "2026-12-31"})
    assert_read("to_date(text, 'dmy', date '2026-02-28')", with_reason("year_from_period", read_so))
    assert read("to_date(text, 'dmy', null::date)", "3月底") == [(None, "impossible_date")]


def test_a_fiscal_year_over_two_years_needs_its_first_month() -> None:
    january = "to_date(text, 'dmy', date '2026-03-31', 'finish', false, 1)"
    assert_read(january, with_reason("fiscal_year_unclear", ["FY25/26", "2020-21", "Q3 FY25/26"]))
    assert_read(january, with_reason("approximate_date", days({"FY26": "2026-12-31", "2020-12": "2020-12-31"})))
    july = "to_date(text, 'dmy', date '2026-03-31', '{}', false, 7)"
    assert_read(july.format("start"), with_reason("approximate_date", days({"FY25/26": "2025-07-01",
        "FY26": "2025-07-01"})))


def test_what_is_no_date_has_no_value_and_a_reason() -> None:
    macro = "to_date(text, 'dmy', date '2026-03-31', 'finish', false, 4)"
    no_dates = (EXEMPT, "Reset", "45688", "8/9", "12", "25-01-01", "2025-01-31 to 2025-02-10", "Mar 21",
        "marketing 2025", "on hold",
                "2025-01-31 (delayed)", "infinity", "epoch", "2025-01-1x", "May be 2025")  # fmt: skip
    impossible = ("2025-02-30", "30/02/2025", "29/02/2025", "30 Feb 2025", "0025-01-01", "9999-12-31", "13/13/2025",
        "2025-13", "1899-12-31",
                  "2020-22", "1905-07-18", "1949-12-31", "q5 2025")  # fmt: skip
    assert_read(macro, with_reason("not_a_date", no_dates))
    assert_read(macro, with_reason("impossible_date", impossible))
    assert_read(macro, with_reason("date_order_contradicts", ["12/25/2025", "6/21/2025 16:14"]))
    assert_read(macro, with_reason("placeholder", NOTHING_SAID))
    assert_read(macro, with_reason("error_cell", FAILED_CELLS))
    assert_read(macro, {"": None, " ": None})


def test_an_order_that_nothing_speaks_for_is_doubted_where_it_matters() -> None:
    assert_read("to_date(text, 'mdy?', date '2026-03-31')", {
        "01/02/2025": (date(2025, 1, 2), "date_order_assumed"), "05/05/2025": date(2025, 5, 5),
        "2025-01-02": date(2025, 1, 2),
        "12/25/2025": date(2025, 12, 25),
    })  # fmt: skip


def test_day_numbers_count_only_in_a_column_of_them() -> None:
    serial = "to_date(text, 'dmy', date '2026-03-31', 'finish', true)"
    assert_read(serial, {
        "45688": (date(2025, 1, 31), "serial_date"), "45688.75": (date(2025, 1, 31), "serial_date"),
        "60": (None, "not_a_date"), "TBD": (None, "placeholder"), "0000-00-00": (None, "placeholder"),
    })  # fmt: skip
    votes = {"45688": True, "45688.5": True, "60": False, "2025-01-31": False, "N/A": None, "": None,
        "31/01/2025": False, "-3": False}
    assert {text: ask("is_serial(?)", text) for text in votes} == votes


@pytest.mark.parametrize(
    ("text", "vote"),
    [("31/01/2025", 1), ("01/31/2025", -1), ("01/02/2025", 0), ("05/05/2025", None), ("13.1.25", 1),
        ("6/21/2025 16:14", -1),
     ("2025-01-31", None), ("31/31/2025", None), ("N/A", None), ("", None), ("5-6", None), ("31-01-2025", 1)],
)  # fmt: skip
def test_a_date_votes_for_its_order_only_where_it_can_be_read_one_way(text: str, vote: int | None) -> None:
    assert ask("order_vote(?)", text) == vote


@pytest.mark.parametrize(
    ("named", "column", "load", "setting", "order"),
    [("mdy", 5, 5, "dmy", "mdy"), (None, 2, -9, "mdy", "dmy"), (None, -1, 9, "dmy", "mdy"), (None, 0, -9, "dmy", "mdy"),
     (None, 0, 0, "dmy", "dmy?"), (None, None, None, "mdy", "mdy?")],
)  # fmt: skip
def test_the_format_decides_the_order_then_the_column_the_load_and_the_setting(
    named: str | None, column: int | None, load: int | None, setting: str, order: str
) -> None:
    assert ask("date_order(?::varchar, ?::integer, ?::integer, ?)", named, column, load, setting) == order


# Lights, flags, scores, currencies, choices, texts


def test_lights_are_read_by_letter_word_sign_and_fill() -> None:
    fills = {"green": ("92D050", "00B050", "C6EFCE"), "amber": ("FFC000", "FFFF00", "ED7D31", "FFEB9C"),
             "red": ("FF0000", "C00000", "FFC7CE")}  # fmt: skip
    lights = {
        "green": "G, g, green, Green, 绿, 绿色, 绿灯, 🟢, 正常, On track, on-track, GREEN - on track, 绿 G, "
            "绿灯（正常）, Green↑, Green - at risk",
        "amber_green": "Amber/Green, A/G, amber green, AG, Green/Amber, amber_green, 黄绿",
        "amber": "A, Amber, amber, yellow, 黄, 黄灯, 橙, 🟡, 🟠, 预警, At risk, 黄色预警, 🟡 ↓, Amber - late",
        "amber_red": "Amber/Red, Amber/red, A/R, AMBER / RED, Amber-Red, 红黄",
        "red": "R, red, Red, 红, 红灯, 🔴, 延期, 滞后, Off track, Red (↑), 红色预警, 红 R, Red: late",
    }
    assert_read("to_light(text)", {text: light for light, texts in lights.items() for text in texts.split(", ")})
    assert_read("to_light(text)", {f"fill:#{fill}": light for light, shades in fills.items() for fill in shades})
    unknown = (EXEMPT, "Reset", "No DCA", "1", "blue", "complete", "fill:#FFFFFF", "fill:#808080", "fill:#0070C0",
        "fill:#GGHHII", "grün", "Complete", "On hold", "Blue - closed", "Green (R)", "Red → Amber", "Amber - was red",
        "绿灯（红）", "Redesign", "Red team")
    assert_read("to_light(text)", with_reason("not_a_light", unknown))
    assert_read("to_light(text)", with_reason("placeholder", ["N/A", "-", "灰", "grey", "⚪", "TBD"]))
    assert_read("to_light(text)", {"": None, "⚠️": (None, "not_a_light")})


def test_a_rough_figure_is_read_with_a_doubt() -> None:
    amounts = {"约1.2亿": "120000000", "approx £2m": "2000000", "~2m": "2000000", "about 5m": "5000000",
               "50万左右": "500000"}
    rough = {text: Decimal(amount) for text, amount in amounts.items()}
    assert_read("to_money(text, '.')", with_reason("approximate_number", rough))
    exact = {"120(万元)": "1200000", "80（万元）": "800000", "35W": "350000", "35w": "350000", "(120)": "-120"}
    assert_read("to_money(text, '.')", {text: Decimal(amount) for text, amount in exact.items()})
    assert_read("to_money(text, '.')", with_reason("not_a_number", ["约", "120(万", "about", "£1-2m", "120(吨)"]))
    assert_read("to_number(text, '.')", with_reason("approximate_number", {"approx 5": 5.0, "~5": 5.0}))
    shares = {"约60%": 0.6, "~70%": 0.7, "50%左右": 0.5, "近九成": 0.9}
    assert_read("to_ratio(text, '.', false)", with_reason("approximate_number", shares))
    assert_read("to_ratio(text, '.', false)", {"九成": 0.9, "七成五": 0.75, "九成半": 0.95})
    assert_read("to_ratio(text, '.', false)", with_reason("not_a_number", ["百分之五", "成", "九成九九"]))


def test_flags_scores_and_currencies() -> None:
    flags = {"Yes": True, "y": True, "TRUE": True, "1": True, "是": True, "√": True, "有": True, "No": False,
        "false": False, "否": False,
             "无": False, "0": False, "×": False, "maybe": None, "x": None, "": None, "2": None}  # fmt: skip
    assert {text: ask("flag_of(?)", text) for text in flags} == flags
    scores = {"4": 4, "4.0": 4, "4/5": 4, "4 - High": 4, "4 (High)": 4, "4分": 4, "4: likely": 4,
              "Low (1)": 1, "高（4）": 4, "High (4": None, "(4)": None, "High 4": None, "Late (12 weeks)": None,
              "4 High": None, "4高": 4, "2 weeks": None, "1e400": None,
        "High": None, "4.5": None,
              "4-5": None, "12/05/2024": None, "": None, "高": None, "-4": None, "1,200": None}  # fmt: skip
    assert {text: ask("score_of(?)", text) for text in scores} == scores
    currencies = {"gbp": "GBP", "CNY": "CNY", "RMB": "CNY", "人民币": "CNY", "元": "CNY", "£": "GBP", "€": "EUR",
        "US$": "USD", "美元": "USD",
                  "C$": "CAD", "港币": "HKD", "$": None, "¥": None, "XXX": None, "pounds": None, "": None, "aed": "AED",
                  "zwg": "ZWG",
                  "d a": None}  # fmt: skip
    assert {text: ask("currency_of(?)", text) for text in currencies} == currencies


def test_words_of_a_list_are_compared_folded_and_the_later_map_counts() -> None:
    own = "folded_keys(map {'Done': 'active', 'In-Progress': 'active'})"
    words = f"map_concat(map {{'on hold': 'on_hold', 'done': 'closed'}}, {own})"
    texts = {"On hold": "on_hold", " ON_HOLD ": "on_hold", "on-hold": "on_hold", "DONE": "active",
        "in  progress": "active",
             "ｏｎ　ｈｏｌｄ": "on_hold", "paused": None, "": None}  # fmt: skip
    assert {text: ask(f"choice_of(?, {words})", text) for text in texts} == texts
    assert ask("folded_keys(map {})") is None
    assert ask("choice_of('x', null::map(varchar, varchar))") is None


def test_texts_keep_what_is_an_answer_and_drop_what_stands_for_nothing() -> None:
    cell = "read_texts([{{'field': '', 'text': text}}])[1]".format()
    assert_read(cell, {" Late supplier \n": "Late supplier", "无": "无", "none": "none", "长期": "长期", "e\u0301": "é",
        "\u3000项目\u3000": "项目",
                       "N/A to us": "N/A to us", "#1 risk": "#1 risk", "": None, "\u200b": None})  # fmt: skip
    assert_read(cell, with_reason("placeholder", ["-", "—", "N/A", "TBD", "待定", "null", "Ｎ/Ａ", " / "]))
    assert_read(cell, with_reason("error_cell", ["#N/A", "#REF!"]))
    name = "read_names([{'field': '', 'text': text}])[1]"
    assert_read(name, {" Li Wei\t": "Li Wei", "'t Hooft": "'t Hooft", **with_reason("placeholder", NOTHING_SAID)})
    assert_read(name, {
        "Li Wei (li@example.com)": "Li Wei", "Bo <bo@example.com>, Cy（cy@example.com）": "Bo, Cy",
        "li@example.com": "li@example.com", "(li@example.com)": "(li@example.com)",
        "Team (at large)": "Team (at large)",
    })  # fmt: skip


def test_ids_lose_what_spreadsheets_add_and_show_what_nobody_sees() -> None:
    cell = "read_ids([{'field': '', 'text': text}])[1]"
    assert_read(cell, {
        "P-01": "P-01", "'00123": "00123", "00123\t": "00123", "项目A": "项目A", "ALPHA": "ALPHA",
        "Ρ1": ("Ρ1", "mixed_alphabets"), "Ω1": "Ω1",
        "P\u200b1": ("P\u200b1", "control_character"), "P\u202e1": ("P\u202e1", "control_character"),
        "P\x071": ("P\x071", "control_character"), "PΡ1": ("PΡ1", "mixed_alphabets"), "РP-1": ("РP-1",
        "mixed_alphabets"),
        "-": (None, "placeholder"), "N/A": (None, "placeholder"), "": None,
    })  # fmt: skip


# What is easy is read the same as what is hard


TEXTS = st.one_of(
    st.text("0123456789.,-+() %_eE", max_size=12),
    st.decimals(allow_nan=True, allow_infinity=True, places=3).map(str),
    st.floats().map(repr),
    st.dates(min_value=date(1, 1, 1)).map(str),
    st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2300, 1, 1)).map(lambda moment: str(moment)[:19]),
    st.sampled_from([*NOTHING_SAID, *FAILED_CELLS, EXEMPT, " Li", "李伟 ", "ok", "G", "Amber", "P-01", "x1", "#9", "１",
        "\tA"]),
    # a file with control characters other than tab and the ends of lines is refused
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8),
)


@pytest.mark.parametrize(
    ("easy", "hard"),
    [
        ("easy_number(text, '.', null)", "to_number(text, '.')"),
        ("easy_number(text, '?', null)", "to_number(text, '?')"),
        ("easy_number(text, '.', 1000)", "to_number(text, '.', 1000)"),
        ("easy_money(text, '.', null)", "to_money(text, '.')"),
        ("easy_money(text, '?', 10000)", "to_money(text, '?', 10000)"),
        ("easy_ratio(text, '.', false)", "to_ratio(text, '.', false)"),
        ("easy_ratio(text, '?', true)", "to_ratio(text, '?', true)"),
        ("easy_date(text)", "to_date(text, 'dmy', date '2026-03-31')"),
        ("easy_light(text)", "to_light(text)"),
        ("easy_text(text)", "read_texts([{'field': '', 'text': text}])[1]"),
        ("easy_name(text)", "read_names([{'field': '', 'text': text}])[1]"),
        ("easy_id(text)", "read_ids([{'field': '', 'text': text}])[1]"),
    ],
)
@settings(max_examples=10, deadline=None)
@example(texts=["'*", "'n/a", "'7"])
@given(texts=st.lists(TEXTS, min_size=150, max_size=150))
def test_the_short_way_never_says_more_than_the_long_one(easy: str, hard: str, texts: list[str]) -> None:
    quick = CONNECTION.execute(f"select {easy} from (select unnest($texts::varchar[]) as text)",
        {"texts": texts}).fetchall()
    said = [(text, value) for text, (value,) in zip(texts, quick, strict=True) if value is not None]
    for (text, value), (slow, reason) in zip(said, read(hard, *[text for text, _ in said]), strict=True):
        assert reason is None, text
        assert slow == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value), text


@pytest.mark.parametrize(("easy", "hard"), [("easy_text", "read_texts"), ("easy_name", "read_names"),
                                            ("easy_id", "read_ids")])  # fmt: skip
def test_what_says_nothing_says_nothing_in_odd_signs_either(easy: str, hard: str) -> None:
    signs = list(zip(*CONNECTION.execute("select odd_signs(), plain_signs()").fetchone(), strict=False))
    texts = {said.replace(plain, odd, 1) for said in NOTHING_SAID for odd, plain in signs}
    texts |= {sign + said for said in NOTHING_SAID for sign, _ in signs}
    quick = CONNECTION.execute(
        f"select text, {easy}(text), {hard}([{{'field': '', 'text': text}}])[1].value "
        "from (select unnest($texts::varchar[]) as text)", {"texts": sorted(texts)}
    ).fetchall()  # fmt: skip
    assert len(quick) > 1000
    assert [(text, value) for text, value, slow in quick if value is not None and value != slow] == []


@settings(max_examples=10, deadline=None)
@given(st.lists(st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31)), min_size=30, max_size=30))
def test_a_day_written_in_any_full_form_is_the_same_day(chosen: list[date]) -> None:
    forms = ("%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d-%b-%Y", "%B %d, %Y",
             "%Y%m%d", "%d/%b/%Y 03:26 PM")  # fmt: skip
    written = [(day, day.strftime(form)) for day in chosen for form in forms]
    assert read("to_date(text, 'dmy', date '2026-03-31')", *(text for _, text in written)) == [(day, None) for day,
        _ in written]


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 4000))
def test_a_place_on_the_calendar_adds_up_day_by_day(start: date, later: int) -> None:
    day = start + timedelta(days=later)
    whole = ask("month_index(?, ?)", start, day)
    parts = ask("month_index(?, ?)", start, start) + ask("month_index(?, ?)", start + timedelta(days=1), day)
    assert whole == pytest.approx(parts, abs=1e-9)


def test_every_reason_has_its_phrase() -> None:
    phrases = tomllib.loads((PROJECT_ROOT / "pmo_analytics" / "words" / "findings.toml").read_text(encoding="utf-8"))
    types = (PROJECT_ROOT / "pmo_analytics" / "models" / "field_types.py").read_text(encoding="utf-8")
    given = set(re.findall(r"(?:then|else|doubt,|, fault :=) '([a-z]+(?:_[a-z]+)+)'", MACROS)) - {"amber_green",
        "amber_red"}
    given |= set(re.findall(r'"(not_[a-z_]+)"', types)) | {"placeholder", "uncalculated"}
    assert len(given) > 25
    assert given <= set(phrases)
    assert {ask("severity_of(?)", reason) for reason in given} == {"error", "warning", "note"}
