"""Months are read where they stand as months, and the strongest source decides."""

from datetime import date

import pytest

from pmo_analytics.importing.periods import decide, month_in, months, period_of_status_date

MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03", "202603", "2026_03_status", "2026.3", "2026/3", "2026年3月", "2026 年 03 月份", "26年3月", 
        "2026年三月",
        "March 2026", "march_2026", "Mar-26", "Mar'26", "15-Mar-26", "2026 Mar", "2026March", "03-2026", "3/2026",
        "IT tracker 2026-03.xlsx", "Status202603.xlsx", "report.2026-03.xlsx", "项目月报202603终稿", "２０２６－０３",
        "2026-03-31", "20260331", "report 31.03.2026", "2026年3月5日", "March 5, 2026", "5 March 2026",
        "2026-03-01T00:00:00", "March 15, 2026 8:00 AM", "2026-03 (sent 2026-04-05)", "2026-03, again 202603",
    ],
)  # fmt: skip
def test_a_month_is_found_in(text: str):
    assert month_in(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "20260312345", "1202603", "2026031", "2026-13", "202613", "2026-00", "2026", "uk_2014.csv", "data_2016.csv",
        "jira.csv", "Capital_Delivery_Project_deidentified.csv", "FY2026", "FY25/26", "FY2026-03", "Q1 2026", "3月",
        "March", "P2026-03-001", "CR-2026-031", "PRJ2026-03", "8555-421-2460", "BIS_0014_1415-Q3", "marching 2026",
        "May I 2026", "Jan 2026 - Mar 2026", "2026-02 and 2026-03", "05-03-2026", "2026-02-30", "", "summary 2026 v3",
    ],
)  # fmt: skip
def test_no_month_is_found_in(text: str):
    assert month_in(text) is None


def test_months_of_a_text_come_with_their_places_and_without_whole_days():
    assert [
        (month.last_day, month.start, month.end) for month in months("Budget 2026-01 to 2026-02, as of 2026-03-05")
    ] == [
        (date(2026, 1, 31), 7, 14),
        (date(2026, 2, 28), 18, 25),
    ]


def test_the_last_day_of_a_month_knows_leap_years():
    assert month_in("2024-02") == date(2024, 2, 29)
    assert month_in("2026-02") == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "cut_off_day", "period"),
    [
        (date(2026, 4, 1), 10, MARCH),
        (date(2026, 4, 10), 10, MARCH),
        (date(2026, 4, 11), 10, date(2026, 4, 30)),
        (date(2026, 3, 31), 10, MARCH),
        (date(2026, 1, 5), 10, date(2025, 12, 31)),
        (date(2026, 4, 1), 0, date(2026, 4, 30)),
    ],
)
def test_a_status_date_up_to_the_cut_off_day_speaks_of_the_month_before(day: date, cut_off_day: int, period: date):
    assert period_of_status_date(day, cut_off_day) == period


def test_the_strongest_source_decides_and_the_others_are_told():
    said = {
        "user": date(2026, 1, 1),
        "column": date(2026, 2, 1),
        "sheet": ["Status", "报告期：2026年3月"],
        "file_name": "tracker 2026-04.xlsx",
        "status_date": date(2026, 6, 5),
    }
    months_of = {
        "user": date(2026, 1, 31),
        "column": date(2026, 2, 28),
        "sheet": date(2026, 3, 31),
        "file": date(2026, 4, 30),
        "status_date": date(2026, 5, 31),
    }
    blank = {"user": None, "column": None, "sheet": [], "file_name": "tracker.xlsx", "status_date": None}
    for name, source in zip(said, months_of, strict=True):
        period = decide(**said, cut_off_day=10)
        assert (period.source, period.month) == (source, months_of[source])
        rest = list(months_of)[list(months_of).index(source) + 1 :]
        assert period.others == tuple((other, months_of[other]) for other in rest)
        said[name] = blank[name]
    assert decide(**said, cut_off_day=10) is None


def test_sources_that_agree_leave_nothing_to_tell():
    period = decide(None, None, ["2026-03"], "tracker 202603.xlsx", date(2026, 4, 2), 10)
    assert (period.month, period.source, period.others) == (MARCH, "sheet", ())


@pytest.mark.parametrize(
    "file_name",
    ["Capital_Delivery_Project_deidentified.csv", "jira.csv", "uk_2014.csv", "data_2016.csv", "uk_2021.csv"],
)
def test_a_file_name_with_a_bare_year_or_none_decides_nothing(file_name: str):
    assert decide(None, None, [file_name.removesuffix(".csv")], file_name, None, 10) is None
