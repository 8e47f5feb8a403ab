"""Tasks against their approved dates: which count, which are finished, late and overdue, judged on the status date."""

from datetime import date, timedelta

import pytest

from tests.sql.conftest import named_in
from tests.sql.together import Together, Told

together = Together()

FEB, MAR = "2026-02-28", "2026-03-31"
DUE = "2026-03-20"
TASKS = (
    "baseline_execution_index", "hit_task_rate", "missed_task_rate", "count_tasks_overdue", "overdue_task_ratio",
    "median_task_overdue_days", "count_negative_float_tasks", "critical_task_ratio", "critical_path_length_index",
    "current_execution_index", "percent_complete_of_tasks",
)  # fmt: skip
SAID = ("value", "numerator", "denominator", "reason", "flags")


def task(name: str, baseline_finish: str | None = None, project: str = "P1", **more) -> dict:
    row = {"project_id": project, "task_name": name, "baseline_finish": baseline_finish, "status": "not_started"}
    return row | more


def done(name: str, baseline_finish: str | None = None, on: str = "2026-03-10", project: str = "P1", **more) -> dict:
    return task(name, baseline_finish, project, status="done", actual_finish=on) | more


def said(portfolio, indicator: str, project: str = "P1", period: str = MAR) -> tuple:
    (row,) = [
        row for row in portfolio.rows(f"indicators.{indicator}")
        if row["project_id"] == project and f"{row['period']}" == period
    ]  # fmt: skip
    return tuple(row[column] for column in SAID)


# none of them counts: if one did, every figure of the tests below would be another
DECOYS = (
    task("sum", "2026-01-31", is_summary=True),
    task("part of it", None, is_active=False, parent_task="above by name"),
    task("above by name", "2026-01-31"),
    task("above by place", "2026-01-31", wbs="7"),
    task("below by place", None, wbs="7.1", is_active=False),
    task("gate", "2026-01-31", is_milestone=True),
    task("lasts no day", "2026-01-31", duration_days=0),
    task("support", "2026-01-31", is_level_of_effort=True),
    task("not in the plan", "2026-01-31", is_active=False),
    task("given up", "2026-01-31", status="cancelled"),
)
DECOYS = tuple(one | {"total_float_days": -30, "is_critical": True, "forecast_finish": "2027-12-31"} for one in DECOYS)


@together
def test_tasks_without_an_approved_finish_count_against_the_index_and_early_ones_for_it(portfolio) -> Told:
    portfolio.load(
        "tasks",
        *(done(f"due {number}", DUE) for number in range(5)),
        done("ahead of plan", "2026-06-30"),
        done("never approved"),
        task("never approved either"),
    )
    yield
    assert said(portfolio, "baseline_execution_index") == (1.0, 7, 7, None, "UNAPPROVED_TASKS")


@together
def test_a_task_is_judged_on_the_status_date(portfolio) -> Told:
    """The report of March speaks of the 25th; what was finished in April was open."""
    portfolio.load("projects", {"project_id": "P1", "status_date": "2026-03-25"})
    portfolio.load(
        "tasks",
        *(done(f"on time {number}", DUE) for number in range(3)),
        done("on the day", DUE, on=DUE),
        done("late", DUE, on="2026-03-21"),
        done("finished after the month", DUE, on="2026-04-03"),
        task("open", DUE),
        task("due on the status date", "2026-03-25"),
        task("due after it", "2026-03-26"),
        done("nobody says when", DUE, on=None),
        *DECOYS,
    )
    yield
    assert said(portfolio, "missed_task_rate") == (0.5, 4, 8, None, "PARTIAL_COVERAGE")
    assert said(portfolio, "hit_task_rate") == (0.5, 4, 8, None, "PARTIAL_COVERAGE")
    assert said(portfolio, "count_tasks_overdue") == (2, None, None, None, None)
    assert said(portfolio, "baseline_execution_index") == (6 / 9, 6, 9, None, None)
    # 20 to 25 March for both: five days, but two are too few for a median
    assert said(portfolio, "median_task_overdue_days") == (None, None, None, "SMALL_N(2<5)", None)
    # two of the four that are open
    assert said(portfolio, "overdue_task_ratio") == (None, 2, 4, "SMALL_N(4<5)", None)


@together
def test_the_hit_task_rate_is_of_the_days_since_the_last_status_date(portfolio) -> Told:
    """The report of February spoke of the 20th: what was due on the 25th is judged in March."""
    portfolio.load("projects", {"project_id": "P1", "status_date": "2026-02-20", "period": FEB})
    portfolio.load(
        "tasks",
        *(done(f"T{number}", DUE) for number in range(4)),
        task("due late in February", "2026-02-25"),
        task("due when February was reported", "2026-02-20"),
    )
    yield
    assert said(portfolio, "hit_task_rate") == (0.8, 4, 5, None, None)


@together
def test_the_age_of_what_is_overdue_is_a_median(portfolio) -> Told:
    days = ("2026-03-30", "2026-03-29", "2026-03-21", "2026-03-01", "2025-03-31")
    portfolio.load("tasks", *(task(day, day) for day in days), task("to come", "2026-05-01"), *DECOYS)
    yield
    assert said(portfolio, "median_task_overdue_days") == (10, None, None, None, None)
    assert said(portfolio, "overdue_task_ratio") == (5 / 6, 5, 6, None, None)


@together
def test_a_task_without_an_approved_finish_does_not_make_the_share_of_overdue_ones_smaller(portfolio) -> Told:
    portfolio.load("tasks", *(task(f"T{number}", DUE) for number in range(5)), task("to come", "2026-05-01"),
                   task("undated", None), *DECOYS)  # fmt: skip
    yield
    assert said(portfolio, "overdue_task_ratio") == (5 / 6, 5, 6, None, "PARTIAL_COVERAGE")


@together
def test_where_few_open_tasks_have_an_approved_finish_the_share_of_overdue_ones_says_so(portfolio) -> Told:
    portfolio.load("tasks", *(task(f"T{number}", DUE) for number in range(5)),
                   *(task(f"undated {number}", None) for number in range(9)))  # fmt: skip
    yield
    assert said(portfolio, "overdue_task_ratio") == (1.0, 5, 5, None, "FEW_KNOWN")


@together
def test_a_float_that_is_not_loaded_is_not_zero(portfolio) -> Told:
    portfolio.load(
        "tasks",
        *(task(f"T{number}", "2026-06-30", total_float_days=number - 2) for number in range(8)),
        task("unknown", "2026-06-30"),
        done("finished", DUE, total_float_days=-9),
        *DECOYS,
    )
    yield
    assert said(portfolio, "count_negative_float_tasks") == (2, None, None, None, "PARTIAL_COVERAGE")
    assert said(portfolio, "critical_task_ratio") == (0.375, 3, 8, None, "PARTIAL_COVERAGE")


@together
def test_without_float_nothing_is_negative_and_nothing_critical(portfolio) -> Told:
    portfolio.load("tasks", *(task(f"T{number}", "2026-06-30") for number in range(6)))
    portfolio.load("tasks", *(task(f"T{number}", DUE, "flagged", is_critical=number < 3) for number in range(6)))
    yield
    for indicator in ("count_negative_float_tasks", "critical_path_length_index"):
        assert portfolio.values(indicator, "reason") == dict.fromkeys(
            ("P1", "flagged"), "MISSING_INPUT(total_float_days)"
        )
    assert portfolio.values("critical_task_ratio") == {"P1": None, "flagged": 0.5}


LENGTHS = [(720, -60, 0.9166666666666666), (80, 20, 1.25), (800, 20, 1.025)]


@pytest.fixture(scope="module")
def of_lengths(portfolio_of_cases):
    """Weeks of five days after Tuesday 31 March 2026."""
    portfolio = portfolio_of_cases()
    portfolio.load("projects", *(
        {"project_id": f"{days_left}", "forecast_finish": date(2026, 3, 31) + timedelta(weeks=days_left // 5)}
        for days_left, *_ in LENGTHS
    ))  # fmt: skip
    for days_left, total_float, _ in LENGTHS:
        project = f"{days_left}"
        portfolio.load(
            "tasks",
            task("critical", "2026-06-30", project, total_float_days=total_float),
            task("with time to spare", "2026-06-30", project, total_float_days=total_float + 40),
            done("finished", DUE, project=project, total_float_days=-99),
            *(one | {"project_id": project} for one in DECOYS),
        )
    return portfolio


@pytest.mark.parametrize(("days_left", "total_float", "expected"), LENGTHS)
def test_w16_the_length_of_the_critical_path(of_lengths, days_left: int, total_float: int, expected: float) -> None:
    assert said(of_lengths, "critical_path_length_index", f"{days_left}") == (
        pytest.approx(expected), days_left + total_float, days_left, None, "ESTIMATED"
    )  # fmt: skip


def test_working_days_follow_the_calendar_where_one_is_loaded(portfolio) -> None:
    """31 March to 14 April: ten weekdays, of them two holidays, and a Saturday that is worked."""
    portfolio.load("projects", {"project_id": "P1", "forecast_finish": "2026-04-14"})
    portfolio.load("tasks", task("T", "2026-06-30", total_float_days=0))
    portfolio.load(
        "calendars",
        {"day": "2026-04-03", "is_working_day": False},
        {"day": "2026-04-06", "is_working_day": False},
        {"day": "2026-04-11", "is_working_day": True},
        {"day": "2026-04-20", "is_working_day": False},
        {"day": "2026-03-31", "is_working_day": False},
    )
    assert said(portfolio, "critical_path_length_index") == (1.0, 9, 9, None, None)


@together
def test_a_finish_that_has_passed_leaves_nothing_to_divide_by(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "forecast_finish": "2026-03-01"}, {"project_id": "P2"})
    portfolio.load("tasks", *(task("T", None, project, total_float_days=-5) for project in ("P1", "P2")))
    yield
    assert portfolio.values("critical_path_length_index", "reason") == {
        "P1": "ZERO_DENOM(tasks.remaining_duration_days)", "P2": "MISSING_INPUT(forecast_finish)",
    }  # fmt: skip


def promised(name: str, forecast: str | None, **more) -> dict:
    return task(name, "2026-01-31", period=FEB, forecast_finish=forecast) | more


@together
def test_the_current_index_is_of_what_last_month_expected(portfolio) -> Told:
    promises = [promised(f"T{number}", "2026-03-15", duration_days=5) for number in range(6)]
    portfolio.load(
        "tasks",
        *promises,
        promised("lasts no day", "2026-03-15", duration_days=0),
        promised("expected later", "2026-04-15"),
        promised("expected before", "2026-02-15"),
        promised("gone since", "2026-03-31"),
        promised("finished then", "2026-03-15", status="done"),
        promised("milestone", "2026-03-15", is_milestone=True),
        promised("sum", "2026-03-15", is_summary=True),
        promised("parent", "2026-03-15"),
        promised("part of it", "2026-04-15", parent_task="parent"),
    )
    portfolio.load(
        "tasks",
        *(done(f"T{number}", on="2026-03-31") for number in range(4)),
        task("T4", forecast_finish="2026-03-15"),
        done("T5", on="2026-04-02"),
        done("expected later"),
        done("not expected"),
    )
    yield
    assert said(portfolio, "current_execution_index") == (4 / 7, 4, 7, None, None)
    assert said(portfolio, "current_execution_index", period=FEB)[3] == "PERIOD_GAP"


@together
def test_a_promise_is_as_it_was_reported_then_not_as_it_was_corrected(portfolio) -> Told:
    """Both loads of February were recorded on 1 April, after its cut-off: the first speaks, although the second took
    two promises back."""
    first = portfolio.load("tasks", *(promised(f"T{number}", "2026-03-15") for number in range(6)))
    kept = [promised(f"T{number}", "2026-03-15") for number in range(4)]
    portfolio.load("tasks", *kept, promised("T4", "2026-06-30"), replaces=first)
    portfolio.load("tasks", *(done(f"T{number}") for number in range(4)), task("T4"), task("T5"))
    yield
    assert said(portfolio, "current_execution_index") == (4 / 6, 4, 6, None, None)


def test_a_correction_that_came_before_the_month_was_closed_is_what_was_reported(portfolio, given) -> None:
    first = portfolio.load("tasks", *(promised(f"T{number}", "2026-03-15") for number in range(6)))
    kept = [promised(f"T{number}", "2026-03-15") for number in range(5)]
    portfolio.load("tasks", *kept, promised("T5", "2026-06-30"), replaces=first)
    given("ledger.events", {"event_id": 1, "kind": "close", "recorded_at": "2026-04-05", "recorded_by": "Ann",
                            "payload": '{"period": "2026-02-28"}'})  # fmt: skip
    portfolio.load("tasks", *(done(f"T{number}") for number in range(4)), task("T4"), task("T5"))
    assert said(portfolio, "current_execution_index") == (0.8, 4, 5, None, None)


@together
def test_without_the_month_before_or_its_forecasts_there_is_no_current_index(portfolio) -> Told:
    portfolio.load("tasks", task("T", None, "gap", period="2026-01-31", forecast_finish="2026-03-15"),
                   promised("T", None, project_id="no forecast"), promised("T", "2026-06-30", project_id="none now"),
                   *(promised(f"T{number}", "2026-03-15", project_id="few") for number in range(4)))  # fmt: skip
    for project in ("gap", "no forecast", "none now", "few"):
        portfolio.load("tasks", done("T", None, project=project))
    yield
    reasons = portfolio.values("current_execution_index", "reason")
    assert {project: reasons[project, "2026-03"] for project in ("gap", "no forecast", "none now", "few")} == {
        "gap": "PERIOD_GAP", "no forecast": "MISSING_INPUT(tasks.forecast_finish)", "none now": "NOT_APPLICABLE",
        "few": "SMALL_N(4<5)",
    }  # fmt: skip


@together
def test_where_nothing_is_known_of_tasks_the_reason_is_said(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "unsent"}, {"project_id": "none"}, {"project_id": "held",
                   "state": "on_hold"}, {"project_id": "ended", "state": "cancelled"})  # fmt: skip
    portfolio.load("tasks", *(task(f"T{n}", DUE, project) for n in range(6) for project in ("held", "ended")),
                   *(task(f"T{n}", None, "unapproved") for n in range(6)),
                   *(task(f"T{n}", DUE, "silent", status=None) for n in range(6)), covers=[("none", MAR)])  # fmt: skip
    yield
    states = {"held": "ON_HOLD", "ended": "CANCELLED", "unsent": "MISSING_INPUT(task_name)"}
    silent = "MISSING_INPUT(tasks.actual_finish)"
    for indicator in ("baseline_execution_index", "hit_task_rate", "missed_task_rate", "overdue_task_ratio"):
        assert portfolio.values(indicator, "reason") == states | {
            "none": "NOT_APPLICABLE", "unapproved": "NO_BASELINE", "silent": silent,
        }  # fmt: skip
    assert set(portfolio.values("count_tasks_overdue").values()) == {None}


def test_a_portfolio_pools_the_tasks_of_all_projects_also_of_small_ones(portfolio) -> None:
    portfolio.load(
        "tasks",
        *(done(f"T{number}", DUE) for number in range(6)),
        *(task(f"T{number}", DUE, "few") for number in range(2)),
    )
    portfolio.only("baseline_execution_index", "missed_task_rate", "hit_task_rate", light="schedule")
    for indicator, value, light in (("baseline_execution_index", 0.75, "red"), ("missed_task_rate", 0.25, "red"),
                                    ("hit_task_rate", 0.75, None)):  # fmt: skip
        (row,) = portfolio.rows("marts.rollup", indicator=indicator, level="portfolio", name="")
        assert (row["value"], row["denominator"], row["light"]) == (value, 8, light)
    lights = portfolio.rows("marts.lights", project_id="P1", dimension="schedule")
    assert not {driver for row in lights for driver in (row["drivers"] or "").split(",")} & set(TASKS)


def test_the_list_of_overdue_tasks_holds_them_oldest_first_and_none_of_what_is_paused_or_over(portfolio, given) -> None:
    portfolio.load("projects", {"project_id": "held", "state": "on_hold"}, {"project_id": "over", "state": "closed"})
    portfolio.load(
        "tasks",
        task("young", "2026-03-30", owner="Ann", total_float_days=-3, percent_complete=0.4),
        task("old", "2026-03-01", forecast_finish="2026-05-01"),
        task("to come", "2026-04-30"),
        done("finished late", "2026-03-01"),
        *(task("not asked", "2026-01-01", project) for project in ("held", "over", "unseen")),
        *DECOYS,
    )
    portfolio.only(*named_in("marts.project_health"), light="overall")
    given("chosen", {"period": MAR, "compared": FEB})
    given("scope", [{"project_id": project, "period": MAR} for project in ("P1", "held", "over")])
    columns = ("task", "owner", "days_overdue", "share_complete", "total_float_days", "is_float_red")
    found = [tuple(row[column] for column in columns) for row in portfolio.answer("task_list")]
    assert found == [("old", None, 30, 0, None, False), ("young", "Ann", 1, 0.4, -3, True)]


def needed(name: str, needed_on: str | None, project: str = "P1", **more) -> dict:
    return {"project_id": project, "dependency_name": name, "needed_on": needed_on, **more}


@together
def test_a_dependency_is_late_where_it_is_expected_after_it_is_needed(portfolio) -> Told:
    portfolio.load(
        "dependencies",
        needed("late", "2026-05-01", forecast_on="2026-05-11"),
        needed("promised late", "2026-05-01", promised_on="2026-05-03"),
        needed("overdue, nobody says when", "2026-03-26"),
        needed("in time", "2026-05-01", forecast_on="2026-05-01"),
        needed("delivered late", "2026-03-01", actual_on="2026-03-20"),
        needed("given up", "2026-03-01", status="cancelled"),
        needed("nobody says when", "2026-06-01"),
        needed("needed some day", None, forecast_on="2026-05-01"),
        {"project_id": "P1", "predecessor_id": "A", "successor_id": "B"},
        needed("of another", "2026-03-01", "P2", forecast_on="2026-04-10"),
    )
    yield
    assert said(portfolio, "count_dependencies_late") == (3, None, None, None, "ESTIMATED,PARTIAL_COVERAGE")
    assert said(portfolio, "dependency_exposed_days") == (17, None, None, None, "ESTIMATED,PARTIAL_COVERAGE")


@together
def test_no_dependencies_are_a_true_zero_only_where_they_were_sent(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": project} for project in ("unsent", "none", "unknown")),
                   {"project_id": "held", "state": "on_hold"})  # fmt: skip
    portfolio.load("dependencies", needed("X", "2026-06-01", "unknown"), needed("X", "2026-01-01", "held"),
                   covers=[("none", MAR)])  # fmt: skip
    yield
    for indicator in ("count_dependencies_late", "dependency_exposed_days"):
        assert portfolio.values(indicator) == {"unsent": None, "none": 0, "unknown": None, "held": None}
        assert portfolio.values(indicator, "reason") == {
            "unsent": "MISSING_INPUT(dependencies)", "none": None,
            "unknown": "MISSING_INPUT(dependencies.forecast_on)", "held": "ON_HOLD",
        }  # fmt: skip
