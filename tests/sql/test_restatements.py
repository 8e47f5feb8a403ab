"""What was reported, and what was changed of it afterwards: closed months, the cut-off, late reports, withdrawals."""

import json
import random
from datetime import date, datetime

import pytest

FEB, MARCH = "2026-02-28", "2026-03-31"
IN_TIME, TOO_LATE = "2026-04-10", "2026-04-11"  # the tenth is the cut-off of March


@pytest.fixture
def send(portfolio):
    """send({"project_id": "P1", "actual_cost": 10}, received="2026-04-02"): one file as it arrives; its load."""

    def sent(*rows, received=None, recorded=None, withdrawn=None, **how) -> int:
        load_id = portfolio.load("projects", *rows, is_active=withdrawn is None, **how)
        ask = portfolio.database.connection.execute
        ask("update ledger.files set received_on = ? where file_id = ?", [received, load_id])
        ask("update ledger.loads set recorded_by = ? where load_id = ?", [f"person {load_id}", load_id])
        if recorded:
            ask("update ledger.loads set recorded_at = ? where load_id = ?", [recorded, load_id])
        if withdrawn:
            happened(portfolio, "withdraw", withdrawn, load_id=load_id)
        columns = ("actual_cost", "percent_complete", "forecast_finish", "earned_value", "declared_overall")
        portfolio.database.given("ledger.load_columns", [
            {"load_id": load_id, "entity": "projects", "field": field, "header": field, "address": f"{letter}{{row}}"}
            for letter, field in zip("CDEFG", columns, strict=True)
        ])  # fmt: skip
        return load_id

    return sent


def happened(portfolio, kind: str, at: str, **payload) -> None:
    number = portfolio.database.connection.execute("select count(*) + 1 from ledger.events").fetchall()[0][0]
    portfolio.database.given("ledger.events", {
        "event_id": number, "kind": kind, "recorded_at": at, "recorded_by": "Cho", "why": "wrong file",
        "payload": json.dumps(payload),
    })  # fmt: skip


def changes(portfolio) -> list[tuple]:
    """(project, month, field, kind, first, now, difference) of each row."""
    names = ("project_id", "period", "field", "kind", "first_value", "now_value", "difference")
    return [
        tuple(f"{row[name]:%m}" if name == "period" else row[name] for name in names)
        for row in portfolio.rows("marts.restatements")
    ]


def test_a_closed_month_that_is_reopened_and_corrected_is_restated_with_both_cells(portfolio, send) -> None:
    first = send(
        {"project_id": "P1", "project_name": "Alpha", "actual_cost": 100, "forecast_finish": "2026-09-30"},
        {"project_id": "P2", "actual_cost": 7},
        recorded="2026-04-05",
    )
    happened(portfolio, "close", "2026-04-06", period=MARCH)
    happened(portfolio, "reopen", "2026-05-01", period=MARCH)
    send(
        {"project_id": "P1", "project_name": "Alpha", "actual_cost": 130, "forecast_finish": "2026-10-30"},
        {"project_id": "P2", "actual_cost": 7},
        recorded="2026-05-02",
        replaces=first,
    )
    happened(portfolio, "close", "2026-05-03", period=MARCH)
    shared = {
        "project_id": "P1", "period": date(2026, 3, 31), "project_name": "Alpha", "kind": "restated",
        "counted_at": datetime(2026, 4, 6), "recorded_at": datetime(2026, 5, 2), "recorded_by": "person 2", "why": None,
        "first_load_id": 1, "first_file": "file 1.xlsx", "first_sheet": "Sheet1", "now_load_id": 2,
        "now_file": "file 2.xlsx", "now_sheet": "Sheet1",
    }  # fmt: skip
    assert portfolio.rows("marts.restatements") == [
        shared | {"field": "actual_cost", "type": "money", "first_value": "100.000000", "now_value": "130.000000",
                  "difference": 30, "first_cell": "C2", "now_cell": "C2"},
        shared | {"field": "forecast_finish", "type": "date", "first_value": "2026-09-30", "now_value": "2026-10-30",
                  "difference": 30, "first_cell": "E2", "now_cell": "E2"},
    ]  # fmt: skip
    reported = portfolio.rows("core.projects_as_reported", project_id="P1")
    assert [(row["actual_cost"], f"{row['forecast_finish']}", row["earned_value"]) for row in reported] == [
        (100, "2026-09-30", None)
    ]


def test_what_is_corrected_before_the_month_is_closed_was_never_reported(portfolio, send) -> None:
    first = send({"project_id": "P1", "actual_cost": 100}, recorded="2026-04-05")
    send({"project_id": "P1", "actual_cost": 130}, recorded="2026-04-20", replaces=first)
    happened(portfolio, "close", "2026-04-21", period=MARCH)
    assert changes(portfolio) == []
    assert portfolio.rows("core.projects_as_reported")[0]["actual_cost"] == 130


@pytest.mark.parametrize(
    ("received", "expected"),
    [(IN_TIME, []), (TOO_LATE, [("P1", "03", "actual_cost", "restated", "100.000000", "130.000000", 30)])],
)
def test_a_month_that_was_never_closed_is_restated_after_its_cut_off(portfolio, send, received, expected) -> None:
    first = send({"project_id": "P1", "actual_cost": 100}, received="2026-04-02")
    send({"project_id": "P1", "actual_cost": 130}, received=received, replaces=first)
    assert changes(portfolio) == expected


def test_a_file_of_which_nobody_says_when_it_came_arrived_on_its_status_date(portfolio, send) -> None:
    first = send({"project_id": "P1", "actual_cost": 100, "status_date": MARCH}, recorded="2026-08-01")
    second = send(
        {"project_id": "P1", "actual_cost": 130, "status_date": "2026-04-30"}, recorded="2026-08-02", replaces=first
    )
    send({"project_id": "P1", "actual_cost": 140, "status_date": "2026-04-01"}, recorded="2026-08-03", replaces=second)
    # the third came in time: it stands in the place of the second, and so in that of the first
    assert changes(portfolio) == []
    assert [(row["load_id"], row["basis"], row["is_first"]) for row in portfolio.rows("core.reported_loads")] == [
        (1, "received", False), (2, "received", False), (3, "received", True),
    ]  # fmt: skip


def test_a_value_that_was_blank_is_added_later_and_one_that_is_gone_withdrawn(portfolio, send) -> None:
    first = send({"project_id": "P1", "percent_complete": 0.5, "declared_overall": "green"}, received="2026-04-02")
    send({"project_id": "P1", "percent_complete": 0.5, "actual_cost": 130}, received=TOO_LATE, replaces=first)
    assert changes(portfolio) == [
        ("P1", "03", "actual_cost", "added", None, "130.000000", None),
        ("P1", "03", "declared_overall", "withdrawn", "green", None, None),
    ]


def test_what_is_withdrawn_after_it_was_reported_says_who_took_it_back_and_why(portfolio, send) -> None:
    send({"project_id": "P1", "actual_cost": 100}, received="2026-04-02", recorded="2026-04-02", withdrawn="2026-06-01")
    # neither known at the cut-off nor now: a load of history that was taken back counts for nothing
    send({"project_id": "P1", "actual_cost": 5}, received="2026-04-02", recorded="2026-06-02", withdrawn="2026-06-03")
    (row,) = portfolio.rows("marts.restatements")
    told = ("field", "kind", "first_value", "now_value", "recorded_by", "why", "first_cell", "now_file")
    assert [row[name] for name in told] == [
        "actual_cost", "withdrawn", "100.000000", None, "Cho", "wrong file", "C2", None
    ]  # fmt: skip
    assert row["recorded_at"] == datetime(2026, 6, 1)


def test_a_correction_that_is_undone_leaves_no_restatement(portfolio, send) -> None:
    first = send({"project_id": "P1", "actual_cost": 100}, received="2026-04-02", recorded="2026-04-02")
    send(
        {"project_id": "P1", "actual_cost": 130}, received=TOO_LATE, recorded="2026-05-02", replaces=first,
        withdrawn="2026-05-03",
    )  # fmt: skip
    assert changes(portfolio) == []


def test_a_project_that_reports_after_the_cut_off_is_late_and_restated_only_from_its_first_report_on(
    portfolio, send
) -> None:
    send({"project_id": "P1", "actual_cost": 100}, received="2026-04-02")
    late = send({"project_id": "P2", "actual_cost": 7, "percent_complete": 0.5}, received="2026-04-20")
    send({"project_id": "P2", "actual_cost": 9, "percent_complete": 0.5}, received="2026-05-02", replaces=late)
    assert changes(portfolio) == [
        ("P2", "03", "", "late", None, None, None),
        ("P2", "03", "actual_cost", "restated", "7.000000", "9.000000", 2),
    ]


def test_what_was_withdrawn_and_what_only_covers_a_project_is_no_first_report_of_it(portfolio, send) -> None:
    """All came too late: one that was taken back, one without a row of the project, then 100, then 110."""
    send({"project_id": "P1", "actual_cost": 90}, received="2026-04-12", withdrawn="2026-04-20")
    send({"project_id": "P2", "actual_cost": 7}, received="2026-04-13", covers=[("P1", MARCH)])
    send({"project_id": "P1", "actual_cost": 100}, received="2026-04-15")
    send({"project_id": "P1", "actual_cost": 110}, received="2026-04-16")
    assert changes(portfolio) == [
        ("P1", "03", "", "late", None, None, None),
        ("P1", "03", "actual_cost", "restated", "100.000000", "110.000000", 10),
        ("P2", "03", "", "late", None, None, None),
    ]


def test_where_only_the_recording_is_known_nothing_is_called_late(portfolio, send) -> None:
    send({"project_id": "P1", "actual_cost": 100}, recorded="2027-01-01")
    assert changes(portfolio) == []
    assert [(row["basis"], row["is_late"], row["is_first"]) for row in portfolio.rows("core.reported_loads")] == [
        ("first", None, True)
    ]


def test_files_that_were_recorded_together_are_one_report_though_only_one_says_when_it_came(portfolio, send) -> None:
    send({"project_id": "P1", "actual_cost": 100, "status_date": MARCH}, recorded="2026-11-26 08:00")
    send({"project_id": "P1", "declared_overall": "green"}, recorded="2026-11-26 09:00")
    send({"project_id": "P1", "percent_complete": 0.5}, recorded="2026-11-27 09:00")
    send({"project_id": "P2", "actual_cost": 7}, recorded="2026-11-26 08:00")
    send({"project_id": "P2", "declared_overall": "red"}, recorded="2026-11-26 09:00")
    assert changes(portfolio) == [("P1", "03", "percent_complete", "added", None, "0.5", None)]


def test_what_is_recorded_beside_a_file_that_came_on_the_last_day_is_part_of_the_report(portfolio, send) -> None:
    for project, status_date in (("in time", IN_TIME), ("late", TOO_LATE)):
        send({"project_id": project, "actual_cost": 100, "status_date": status_date}, recorded="2026-11-26 08:00")
        send({"project_id": project, "declared_overall": "green"}, recorded="2026-11-26 09:00")
    known = {(row["project_id"], row["basis"], row["is_first"]) for row in portfolio.rows("core.reported_loads")}
    assert known == {("in time", "received", True), ("late", "first", True), ("late", "first", False)}


def test_what_is_taken_back_at_the_moment_of_closing_was_never_reported(portfolio, send) -> None:
    shared = {"recorded": "2026-04-05"}
    send({"project_id": "P1", "actual_cost": 100}, **shared, withdrawn="2026-04-21")
    send({"project_id": "P2", "actual_cost": 100}, **shared, withdrawn="2026-04-22")
    happened(portfolio, "close", "2026-04-21", period=MARCH)
    rows = portfolio.rows("core.reported_loads")
    assert {row["project_id"]: (row["basis"], row["is_first"]) for row in rows} == {
        "P1": ("first", False), "P2": ("closed", True),
    }  # fmt: skip


def test_a_month_that_was_never_closed_counts_as_known_when_its_last_day_of_grace_is_over(portfolio, send) -> None:
    """P1 was taken back in the last hour of 10 April, P2 at noon of the 11th."""
    shared = {"received": "2026-04-02", "recorded": "2026-04-02"}
    send({"project_id": "P1", "actual_cost": 100}, **shared, withdrawn="2026-04-10 23:00")
    send({"project_id": "P2", "actual_cost": 100}, **shared, withdrawn="2026-04-11 12:00")
    rows = portfolio.rows("core.reported_loads")
    assert {row["project_id"]: row["is_first"] for row in rows} == {"P1": False, "P2": True}
    assert {row["counted_at"] for row in rows} == {datetime(2026, 4, 11)}


def test_rows_that_do_not_count_change_nothing(portfolio, send) -> None:
    send({"project_id": "P1", "period": FEB, "actual_cost": 90}, received="2026-03-05")
    send({"project_id": "P1", "actual_cost": 100, "percent_complete": 0.3}, received="2026-04-02")
    # another file that says the same but for the noise of a spreadsheet's arithmetic; a list without a month of its own
    send({"project_id": "P1", "percent_complete": 0.1 + 0.2, "manager": "Ann"}, received="2026-06-01")
    send({"project_id": "P1", "period": FEB, "budget_at_completion": 5}, received="2026-06-02", standing=True)
    assert changes(portfolio) == []


def test_corrections_after_the_cut_off_leave_what_was_reported_as_it_was(portfolio, send) -> None:
    chance = random.Random(11)
    months = ["2025-01-31", "2025-02-28", "2025-03-31"]
    first = {
        month: send(
            *({"project_id": f"P{one}", "period": month, "actual_cost": chance.randint(1, 99)} for one in range(6)),
            received=month,
        )
        for month in months
    }
    model = "core.projects_as_reported"
    before, known = portfolio.rows(model), portfolio.rows("core.projects")
    named = ("project_id", "period", "actual_cost", "state", "percent_complete")
    assert [[row[name] for name in named] for row in before] == [[row[name] for name in named] for row in known]
    restated = months[1]
    send(
        *({"project_id": f"P{one}", "period": restated, "actual_cost": 1000 + one} for one in range(6)),
        received="2026-01-05",
        replaces=first[restated],
    )
    for table in [table for table in portfolio.database.made if table.startswith(("core.", "marts."))]:
        portfolio.database.connection.execute(f"drop table {table}")
        portfolio.database.made.remove(table)
    assert portfolio.rows(model) == before
    assert {(row["period"], row["field"]) for row in portfolio.rows("marts.restatements")} == {
        (date(2025, 2, 28), "actual_cost")
    }
    assert len(portfolio.rows("marts.restatements")) == 6


def test_the_rate_counts_values_changed_or_taken_back_of_those_reported_in_twelve_months(portfolio, send) -> None:
    shared = {"project_id": "P1", "budget_at_completion": 900, "percent_complete": 0.5, "actual_cost": 100}
    send({**shared, "period": "2025-03-31"}, received="2025-04-01")  # of the year before
    send({**shared, "period": "2025-03-31", "actual_cost": 1}, received="2025-06-01")
    first = send({**shared, "period": FEB, "earned_value": 400}, {"project_id": "P3", "period": FEB, "actual_cost": 1},
                 received="2026-03-02")  # fmt: skip
    send({**shared, "declared_overall": "green"}, received="2026-04-02")
    # earned value less by 50, progress taken back, a light added; of March nothing
    send({"project_id": "P1", "period": FEB, "budget_at_completion": 900, "actual_cost": 100, "earned_value": 350,
          "declared_overall": "red"}, {"project_id": "P3", "period": FEB, "actual_cost": 1}, received="2026-05-01",
         replaces=first)  # fmt: skip
    rate = portfolio.rows("indicators.restatement_rate", project_id="P1")
    told = [
        (f"{row['period']:%Y-%m}", row["value"], row["numerator"], row["denominator"], row["reason"]) for row in rate
    ]
    assert told == [
        ("2025-03", None, 1, 3, "SMALL_N(3<5)"),
        ("2026-02", pytest.approx(3 / 7), 3, 7, None),
        ("2026-03", pytest.approx(2 / 8), 2, 8, None),
    ]
    assert portfolio.values("earned_value_restatement") == {
        ("P1", "2025-03"): 0, ("P1", "2026-02"): -50, ("P1", "2026-03"): 0, ("P3", "2026-02"): None,
    }  # fmt: skip
    assert portfolio.values("actual_cost_restatement") == {
        ("P1", "2025-03"): -99, ("P1", "2026-02"): 0, ("P1", "2026-03"): 0, ("P3", "2026-02"): 0,
    }  # fmt: skip
    assert set(portfolio.values("earned_value_restatement", "reason").values()) == {
        None, "MISSING_INPUT(projects.earned_value)"
    }  # fmt: skip


def test_a_project_that_reported_nothing_has_nothing_to_restate(portfolio) -> None:
    portfolio.load("tasks", {"project_id": "P1", "task_id": "T1"})
    assert portfolio.values("restatement_rate", "reason") == {"P1": "NOT_APPLICABLE"}


def test_where_no_earned_value_is_stated_it_moves_with_progress_and_budget(portfolio, send) -> None:
    first = send(
        {"project_id": "P1", "percent_complete": 0.4, "budget_at_completion": 1000},
        {"project_id": "P2", "percent_complete": 0.4},
        received="2026-04-02",
    )
    send(
        {"project_id": "P1", "percent_complete": 0.3, "budget_at_completion": 1200},
        {"project_id": "P2", "percent_complete": 0.3},
        received="2026-05-02",
        replaces=first,
    )
    assert portfolio.values("earned_value_restatement") == {"P1": -40, "P2": None}
