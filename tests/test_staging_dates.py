"""From text to dates: the order of day and month, numbers of days, months and years that stand for a day."""

from datetime import date

from tests.typed_rows import MARCH, Given, Rows, column, reasons, rows, written

__all__ = ["rows"]


def test_day_and_month_are_told_apart_by_column_then_by_load_then_by_setting(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(
        load_id=1, baseline_start=["31/01/2025", "01/02/2025", "12/25/2025", "13/02/2025"],
        baseline_finish=["01/02/2026", "03/04/2026", None, None]))  # fmt: skip
    given("ledger.projects", written(load_id=2, baseline_start=["01/31/2025", "01/02/2025", "05/05/2025"]))
    given("ledger.projects", written(load_id=3, baseline_start=["01/02/2025", "05/05/2025", "TBD"]))
    given("ledger.projects", written(load_id=4, baseline_start=["01/02/2025"]))
    given("ledger.load_columns", column("baseline_start", load_id=4, date_order="mdy"))
    typed = rows("staging.projects")
    assert [row["baseline_start"] and str(row["baseline_start"]) for row in typed] == [
        "2025-01-31", "2025-02-01", None, "2025-02-13", "2025-01-31", "2025-01-02", "2025-05-05", "2025-02-01",
        "2025-05-05", None, "2025-01-02",
    ]  # fmt: skip
    assert [str(row["baseline_finish"]) for row in typed[:2]] == ["2026-02-01", "2026-04-03"]
    assert reasons(typed) == [
        [], [], ["date_order_contradicts"], [], [], [], [], ["date_order_assumed"], [], ["placeholder"], [],
    ]  # fmt: skip


def test_of_two_dates_in_a_cell_the_start_is_the_first_and_the_finish_the_second(given: Given, rows: Rows) -> None:
    spans = ["2025.3-2026.12", "2025年3月-2026年12月"]
    given("ledger.projects", written(baseline_start=spans, baseline_finish=spans, status_date=spans))
    typed = rows("staging.projects")
    assert [(row["baseline_start"], row["baseline_finish"], row["status_date"]) for row in typed] == [
        (date(2025, 3, 1), date(2026, 12, 31), None)] * 2  # fmt: skip
    assert [sorted(found) for found in reasons(typed)] == [["approximate_date", "approximate_date", "not_a_date"]] * 2


def test_the_setting_decides_the_order_where_nothing_else_does(given: Given, rows: Rows) -> None:
    given("reference.settings", {"name": "date_order", "value": "mdy"})
    given("ledger.projects", written(baseline_start=["03/04/2025"]))
    assert [(row["baseline_start"], reasons([row])[0]) for row in rows("staging.projects")] == [
        (date(2025, 3, 4), ["date_order_assumed"])
    ]


def test_day_numbers_are_dates_only_where_the_whole_column_is_of_them(given: Given, rows: Rows) -> None:
    given("ledger.projects", written(load_id=1, baseline_start=["45688", "45700.5", "TBD"], baseline_finish=["45688",
        "2026-01-31", None]))
    typed = rows("staging.projects")
    assert [row["baseline_start"] for row in typed] == [date(2025, 1, 31), date(2025, 2, 12), None]
    assert [row["baseline_finish"] for row in typed] == [None, date(2026, 1, 31), None]
    assert reasons(typed) == [["serial_date", "not_a_date"], ["serial_date"], ["placeholder"]]


def test_approximate_starts_take_the_first_day_and_all_else_the_last(given: Given, rows: Rows) -> None:
    given("reference.settings", {"name": "fiscal_year_start_month", "value": "4"})
    given("ledger.projects", written(baseline_start=["FY25/26", "3月"], baseline_finish=["FY25/26", "3月底"]))
    typed = rows("staging.projects")
    assert [(row["baseline_start"], row["baseline_finish"]) for row in typed] == [
        (date(2025, 4, 1), date(2026, 3, 31)), (date(2026, 3, 1), date(2026, 3, 31)),
    ]  # fmt: skip
    assert reasons(typed) == [["approximate_date"] * 2, ["year_from_period"] * 2]


def test_the_month_a_row_speaks_about_is_its_last_day(given: Given, rows: Rows) -> None:
    months = ["2026-03", "202603", "2026年3月", "2026-03-01", "March 2026", "3月", "15/03/2026", "2026-03-31 00:00:00"]
    given("ledger.budgets", written(month=months, budget=["1"] * len(months)))
    typed = rows("staging.budgets")
    assert [row["month"] for row in typed] == [MARCH] * len(months)
    assert reasons(typed) == [[], [], [], [], [], ["year_from_period"], [], []]
