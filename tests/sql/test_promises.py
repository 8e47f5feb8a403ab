"""What tasks promised a month ago, as was known then of several loads together, and what dependencies promise."""

FEB, MAR = "2026-02-28", "2026-03-31"


def _promised(project: str, count: int) -> list[dict]:
    return [
        {"project_id": project, "task_id": f"T{number}", "period": FEB, "forecast_finish": "2026-03-15"}
        for number in range(count)
    ]


def test_loads_of_one_month_make_a_promise_together_and_what_was_replaced_twice_makes_none(portfolio, given) -> None:
    """Parts: the schedule tells the dates of six tasks, a later list how far they are: six promises, four of them kept.
    Chain: of three loads each replaced the one before, and the second was withdrawn: the five tasks of the third are
    promised, not the seven of the first."""
    portfolio.load("tasks", *_promised("parts", 6))
    portfolio.load("tasks", *(
        {"project_id": "parts", "task_id": f"T{number}", "period": FEB, "percent_complete": 0.5} for number in range(6)
    ))  # fmt: skip
    first = portfolio.load("tasks", *_promised("chain", 7))
    second = portfolio.load("tasks", *_promised("chain", 6), replaces=first, is_active=False)
    portfolio.load("tasks", *_promised("chain", 5), replaces=second)
    given("ledger.events", {"event_id": 1, "kind": "close", "recorded_at": "2026-04-05", "recorded_by": "Ann",
                            "payload": f'{{"period": "{FEB}"}}'})  # fmt: skip
    for project in ("parts", "chain"):
        portfolio.load("tasks", *(
            {"project_id": project, "task_id": f"T{number}", "period": MAR, "status": "done" if number < 4 else "open"}
            for number in range(7)
        ))  # fmt: skip
    rows = portfolio.rows("indicators.current_execution_index")
    assert {row["project_id"]: (row["numerator"], row["denominator"]) for row in rows if row["value"] is not None} == {
        "parts": (4, 6), "chain": (4, 5),
    }  # fmt: skip


def test_what_was_finished_by_the_end_of_its_month_was_no_promise_whatever_day_its_report_is_dated(portfolio) -> None:
    """The report of February is dated the 20th. A task finished on the 25th was known to be done; one that is said to
    finish on 3 March was not: of seven tasks six were promised."""
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "status_date": "2026-02-20"})
    promised = _promised("P1", 7)
    portfolio.load("tasks", promised[0] | {"actual_finish": "2026-02-25"},
                   promised[1] | {"actual_finish": "2026-03-03"}, *promised[2:])  # fmt: skip
    portfolio.load("tasks", *(row | {"period": MAR, "status": "done"} for row in promised))
    rows = portfolio.rows("indicators.current_execution_index")
    assert [(row["numerator"], row["denominator"]) for row in rows if row["value"] is not None] == [(6, 6)]


def test_a_dependency_needed_on_the_day_of_the_report_is_not_overdue_on_it(portfolio) -> None:
    """Of neither is told when it comes: the one needed a day before comes a day too late at the least."""
    portfolio.load("dependencies", *(
        {"project_id": day, "dependency_id": "D1", "needed_on": day} for day in ("2026-03-30", "2026-03-31")
    ))  # fmt: skip
    assert portfolio.values("dependency_exposed_days") == {"2026-03-30": 1, "2026-03-31": None}
    reasons = portfolio.values("dependency_exposed_days", "reason")
    assert reasons == {"2026-03-30": None, "2026-03-31": "MISSING_INPUT(dependencies.forecast_on)"}
