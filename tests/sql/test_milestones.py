"""Milestones: reached, missed, dropped, late and drifting, counted by hand."""

from datetime import date

import pytest

from tests.sql.conftest import named_in
from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"


def _milestone(name: str, baseline: str | None, project: str = "P1", **more) -> dict:
    return {"project_id": project, "milestone_name": name, "baseline_date": baseline, **more}


def _slips(portfolio) -> dict[str, tuple]:
    return {
        row["subject_id"].partition("|")[2]: (row["value"], row["reason"], row["flags"])
        for row in portfolio.rows("indicators.milestone_slip_days")
    }


@together
def test_a_milestone_slips_to_where_it_was_reached_or_is_expected(portfolio) -> Told:
    portfolio.load(
        "milestones",
        _milestone("early", "2026-03-15", actual_date="2026-03-01"),
        _milestone("late", "2026-03-01", actual_date="2026-03-15", forecast_date="2026-06-01"),
        _milestone("expected", "2026-04-10", forecast_date="2026-05-10"),
        _milestone("overdue", "2026-03-01"),  # thirty days by the end of March, and counting
        _milestone("stale", "2026-03-01", forecast_date="2026-03-20"),  # its forecast has passed: as overdue
        _milestone("done undated", "2026-03-01", status="done", forecast_date="2026-03-11"),
        _milestone("done nobody says when", "2026-03-01", status="done"),
        _milestone("to come", "2026-06-01"),
        _milestone("no plan", None, forecast_date="2026-05-10"),
        _milestone("cancelled", "2026-03-01", status="cancelled"),
        _milestone("dreamt", "2026-03-01", actual_date="2026-07-01"),
    )
    yield
    assert _slips(portfolio) == {
        "early": (-14, None, None),
        "late": (14, None, None),
        "expected": (30, None, None),
        "overdue": (30, None, "ESTIMATED"),
        "stale": (30, None, "ESTIMATED"),
        "done undated": (10, None, "ESTIMATED"),
        "done nobody says when": (None, "MISSING_INPUT(actual_date)", None),
        "to come": (None, "MISSING_INPUT(forecast_date)", None),
        "no plan": (None, "NO_BASELINE", None),
        "cancelled": (None, "CANCELLED", None),
        "dreamt": (None, "INVALID_INPUT(actual_date)", None),
    }
    assert portfolio.values("count_milestones_overdue") == {"P1": 2}
    # -14 + 14 + 30 + 30 + 30 + 10 over six
    assert portfolio.values("milestone_average_slip_days") == {"P1": pytest.approx(100 / 6)}
    assert portfolio.values("milestone_average_slip_days", "numerator") == {"P1": 100}
    assert portfolio.values("milestone_average_slip_days", "flags") == {"P1": "ESTIMATED,PARTIAL_COVERAGE"}


def _rates(portfolio) -> dict[str, tuple]:
    rows = portfolio.rows("indicators.milestone_hit_rate")
    return {row["project_id"]: (row["value"], row["numerator"], row["denominator"], row["reason"]) for row in rows}


@together
def test_the_hit_rate_counts_what_was_due_within_twelve_months(portfolio) -> Told:
    """Due: four hits (one of them early, one on the day), one late, one overdue. Not due: April; more than a year ago;
    reached nobody says when."""
    portfolio.load(
        "milestones",
        _milestone("early", "2026-03-15", actual_date="2026-02-01"),
        _milestone("on the day", "2026-03-01", actual_date="2026-03-01"),
        _milestone("hit", "2025-12-01", actual_date="2025-11-30"),
        _milestone("just inside", "2025-04-01", actual_date="2025-03-01"),
        _milestone("late", "2026-01-01", actual_date="2026-01-02"),
        _milestone("overdue", MAR),
        _milestone("to come", "2026-04-01", actual_date="2026-03-01"),
        _milestone("long ago", "2025-03-31", actual_date="2025-09-01"),
        _milestone("undated", "2026-02-01", status="done"),
        *(_milestone(f"few {number}", "2026-03-01", "few", actual_date="2026-03-01") for number in range(4)),
        _milestone("not due", "2026-09-01", "none due"),
    )
    portfolio.load("projects", {"project_id": "unsent"})
    yield
    assert _rates(portfolio) == {
        "P1": (pytest.approx(4 / 6), 4, 6, None),
        "few": (None, 4, 4, "SMALL_N(4<5)"),
        "none due": (None, None, None, "NOT_APPLICABLE"),
        "unsent": (None, None, None, "MISSING_INPUT(milestone_name)"),
    }
    assert portfolio.values("milestone_hit_rate", "flags")["P1"] == "PARTIAL_COVERAGE"


def test_the_rate_of_a_portfolio_pools_all_milestones_also_of_small_projects(portfolio) -> None:
    """Six due with four hits, four due with four hits: eight of ten; the mean of the rates would be five sixths."""
    portfolio.load(
        "milestones",
        *(_milestone(f"M{number}", "2026-03-01", "P1", actual_date="2026-03-01") for number in range(4)),
        *(_milestone(f"L{number}", "2026-03-01", "P1") for number in range(2)),
        *(_milestone(f"M{number}", "2026-03-01", "few", actual_date="2026-03-01") for number in range(4)),
    )
    portfolio.only("milestone_hit_rate")
    (row,) = portfolio.rows("marts.rollup", indicator="milestone_hit_rate", level="portfolio", name="")
    assert (row["value"], row["numerator"], row["denominator"], row["light"]) == (0.8, 8, 10, "amber")


def test_a_share_of_less_than_five_milestones_has_no_value_and_no_light_even_rolled_up(portfolio) -> None:
    portfolio.load("milestones", *(_milestone(f"M{number}", "2026-03-01") for number in range(3)))
    portfolio.only(light="schedule")
    (row,) = portfolio.rows("marts.rollup", indicator="milestone_hit_rate", level="portfolio", name="")
    assert (row["value"], row["reason"], row["light"]) == (None, "SMALL_N(3<5)", None)
    lights = portfolio.rows("marts.lights", project_id="P1", dimension="schedule")
    assert [(row["computed"], row["reason"] is None) for row in lights] == [(None, False)]


@together
def test_a_project_whose_milestones_are_missed_is_red_in_schedule(portfolio) -> Told:
    dates = {"baseline_start": "2026-01-01", "baseline_finish": "2026-06-30", "forecast_finish": "2026-06-30"}
    portfolio.load("projects", {"project_id": "P1", "percent_complete": 0.5, "budget_at_completion": 10, **dates})
    portfolio.load("milestones", *(_milestone(f"M{number}", "2026-03-01") for number in range(5)))
    yield
    (row,) = portfolio.only(light="schedule").rows("marts.lights", project_id="P1", dimension="schedule")
    assert (row["computed"], row["drivers"]) == ("red", "milestone_hit_rate")


@together
def test_a_miss_cannot_be_deleted_but_a_renamed_milestone_is_no_miss(portfolio) -> Told:
    both = [_milestone(f"M{number}", "2026-02-10", actual_date="2026-02-10") for number in range(4)]
    portfolio.load(
        "milestones",
        *({**one, "period": FEB} for one in both),
        _milestone("dropped", "2026-02-20", period=FEB),
        _milestone("old name", "2026-02-25", period=FEB, actual_date="2026-02-24"),
        _milestone("dropped and long ago", "2025-01-20", period=FEB),
    )
    portfolio.load("milestones", *both, _milestone("new name", "2026-02-25", actual_date="2026-02-24"))
    yield
    found = {f"{row['period']:%m}": (row["numerator"], row["denominator"], row["flags"])
             for row in portfolio.rows("indicators.milestone_hit_rate")}  # fmt: skip
    assert found == {"02": (5, 6, None), "03": (5, 6, "DROPPED")}


@together
def test_a_table_of_milestones_that_names_none_of_a_project_says_it_has_none(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"}, {"project_id": "P3", "state": "on_hold"})
    portfolio.load("milestones", _milestone("M", "2026-03-01"), covers=[("P2", MAR), ("P3", MAR)])
    yield
    found = {row["project_id"]: (row["value"], row["reason"])
             for row in portfolio.rows("indicators.count_milestones_overdue")}  # fmt: skip
    assert found == {"P1": (1, None), "P2": (0, None), "P3": (None, "ON_HOLD")}


@together
def test_nothing_is_overdue_in_a_project_that_is_paused_or_over(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "held", "state": "on_hold"},
        {"project_id": "closed", "state": "closed"},
        {"project_id": "open", "state": "active"},
    )
    portfolio.load("milestones", *(_milestone(f"M {one}", "2026-03-01", one) for one in ("held", "closed", "open")))
    yield
    assert portfolio.values("count_milestones_overdue") == {"held": None, "closed": None, "open": 1}
    assert {name: reason for name, (_, reason, _) in _slips(portfolio).items()} == {
        "M held": "ON_HOLD", "M closed": "COMPLETE", "M open": None,
    }  # fmt: skip


def test_milestones_alone_without_any_project_table_are_judged(portfolio) -> None:
    portfolio.load("milestones", _milestone("M", "2026-03-01", forecast_date="2026-05-01"))
    assert _slips(portfolio) == {"M": (61, None, None)}
    assert portfolio.values("finish_slip_days", "reason") == {"P1": "NO_BASELINE"}


@together
def test_the_trend_of_a_milestone_needs_four_months(portfolio) -> Told:
    """Ten days later in each report, 28 to 31 days apart: about ten days a month. Held: not at all."""
    for place, month in enumerate((JAN, FEB, MAR, APR)):
        portfolio.load(
            "milestones",
            _milestone("drifts", "2026-06-01", period=month, forecast_date=f"2026-{6 + place:02}-{1 + 9 * place:02}"),
            _milestone("held", "2026-06-01", period=month, forecast_date="2026-06-11"),
            _milestone("new", "2026-06-01", period=month, forecast_date="2026-06-11") if place else
            _milestone("gone", "2026-01-10", period=month, actual_date="2026-01-10"),
            _milestone("reached", "2026-04-01", period=month, actual_date="2026-04-10" if place == 3 else None,
                       forecast_date="2026-04-10"),
        )  # fmt: skip
    yield
    found = {row["subject_id"].partition("|")[2]: (row["value"], row["reason"])
             for row in portfolio.rows("indicators.milestone_trend_days_per_month")
             if f"{row['period']:%m}" == "04"}  # fmt: skip
    # 1 June, 10 July, 19 August, 28 September: 39, 40 and 40 days later in 28, 31 and 30 days
    assert found.pop("drifts") == (pytest.approx(30.4375 * 119 / 89, rel=0.03), None)
    assert found == {
        "held": (0, None), "new": (None, "INSUFFICIENT_HISTORY(3<4)"), "reached": (None, "COMPLETE"),
    }  # fmt: skip


def test_lists_hold_what_is_overdue_due_and_just_reached(given, rows) -> None:
    given("chosen", {"period": MAR, "compared": FEB})
    given("scope", [{"project_id": "P1", "period": MAR}, {"project_id": "P1", "period": FEB}])
    rows("core.conventions")
    common = {"project_id": "P1", "period": MAR, "status_date": MAR, "is_open": True, "is_reached": False,
              "is_overdue": False}  # fmt: skip
    given("core.milestone_dates", [
        common | {"row_key": "overdue", "baseline_date": "2026-03-01", "is_overdue": True, "slip_days": 30},
        common | {"row_key": "older", "baseline_date": "2026-01-01", "is_overdue": True, "slip_days": 89},
        common | {"row_key": "due", "baseline_date": "2026-05-01", "forecast_date": "2026-05-30"},
        common | {"row_key": "far", "baseline_date": "2026-05-01", "forecast_date": "2026-05-31"},
        common | {"row_key": "reached", "reached_date": "2026-02-01", "is_open": False, "is_reached": True},
        common | {"row_key": "long ago", "reached_date": "2026-01-30", "is_open": False, "is_reached": True},
        common | {"row_key": "last month", "period": FEB, "is_overdue": True},
        common | {"row_key": "not mine", "project_id": "P9", "is_overdue": True},
    ])  # fmt: skip
    given("marts.project_health", {"project_id": "P1", "period": MAR, "project_name": "One"})
    given("marts.indicators", {"indicator": "milestone_slip_days", "grain": "milestone", "subject_id": "P1|older",
                               "project_id": "P1", "period": MAR, "value": 89, "light": "red"})  # fmt: skip
    found = [(row["milestone"], row["kind"], row["days_overdue"], row["is_slip_red"])
             for row in rows("queries.milestone_list")]  # fmt: skip
    assert found == [
        ("older", "overdue", 89, True),
        ("overdue", "overdue", 30, False),
        ("due", "due", None, False),
        ("reached", "reached", None, False),
    ]


def test_a_bar_in_a_name_joins_no_two_milestones(portfolio, given) -> None:
    """Project A|1 has a milestone M and project A one that is called 1|M: written with a bare bar, both are A|1|M."""
    far = {"baseline_date": "2026-03-01", "forecast_date": "2026-12-31"}
    portfolio.load(
        "milestones",
        _milestone("M", "2026-04-10", "A|1", forecast_date="2026-04-10"),
        {"project_id": "A", "milestone_name": "1|M", **far},
    )
    for indicator in ("milestone_slip_days", "milestone_trend_days_per_month"):
        rows = portfolio.rows(f"indicators.{indicator}")
        assert {row["project_id"]: row["subject_id"] for row in rows} == {"A|1": "A%7C1|M", "A": "A|1|M"}
    told = (named_in(name) for name in ("queries.milestone_list", "queries.milestone_trends", "marts.project_health"))
    portfolio.only(*frozenset().union(*told), light="overall")
    given("chosen", {"period": MAR, "compared": FEB})
    given("scope", [{"project_id": project, "period": MAR} for project in ("A|1", "A")])
    for query in ("milestone_list", "milestone_trends"):
        red = {row["project_id"]: row["is_slip_red"] for row in portfolio.answer(query)}
        assert red == {"A": True, "A|1": False}


def test_a_trend_shows_the_reports_until_a_milestone_is_reached(given, rows) -> None:
    given("chosen", {"period": APR, "compared": MAR})
    given("scope", [{"project_id": "P1", "period": month} for month in (FEB, MAR, APR)])
    common = {"project_id": "P1", "row_key": "M", "baseline_date": "2026-03-20", "is_reached": False}
    reached = {"is_reached": True, "reached_date": "2026-03-25", "expected_date": "2026-03-25"}
    given("core.milestone_dates", [
        common | {"period": FEB, "status_date": FEB, "expected_date": "2026-03-20"},
        common | {"period": MAR, "status_date": MAR} | reached,
        common | {"period": APR, "status_date": APR} | reached,
        common | {"row_key": "before", "period": FEB, "status_date": FEB} | reached,
        common | {"project_id": "P9", "period": MAR, "status_date": MAR, "expected_date": "2026-03-20"},
    ])  # fmt: skip
    given("marts.project_health", [{"project_id": "P1", "period": month} for month in (FEB, MAR)])
    found = [(row["milestone"], row["report_date"], row["expected_date"], row["moved_days"])
             for row in rows("queries.milestone_trends")]  # fmt: skip
    assert found == [
        ("M", date(2026, 2, 28), date(2026, 3, 20), 5),
        ("M", date(2026, 3, 25), date(2026, 3, 25), 5),
    ]


def test_the_card_of_hits_pools_what_the_roll_up_pools(portfolio, given) -> None:
    """Five of six due are hit; the misses of a cancelled project and of one on hold count in neither."""
    portfolio.load(
        "projects",
        {"project_id": "P1"},
        {"project_id": "P2"},
        {"project_id": "cancelled", "state": "cancelled"},
        {"project_id": "held", "state": "on_hold"},
    )
    portfolio.load(
        "milestones",
        *(_milestone(f"M{number}", "2026-03-01", actual_date="2026-03-01") for number in range(5)),
        _milestone("late", "2026-03-01", "P2"),
        *(_milestone(f"M{number}", "2026-03-01", decoy) for number in range(7) for decoy in ("cancelled", "held")),
    )
    portfolio.only(*named_in("queries.schedule_cards"))
    (whole,) = portfolio.rows("marts.rollup", indicator="milestone_hit_rate", level="portfolio", name="")
    given("chosen", {"period": MAR, "compared": FEB})
    given("scope", [{"project_id": project, "period": MAR} for project in ("P1", "P2", "cancelled", "held")])
    (card,) = (row for row in portfolio.answer("schedule_cards") if row["card"] == "hit_rate")
    assert (card["value"], card["count_with_value"]) == (whole["value"], whole["count_with_value"])
    assert card["value"] == pytest.approx(5 / 6)


def test_a_project_that_left_the_filter_is_not_among_those_that_drift(given, rows) -> None:
    """Moved was in the filter's department until February; its health of March is another department's."""
    given("chosen", {"period": MAR, "compared": FEB})
    stayed = [{"project_id": "stayed", "period": month} for month in (JAN, FEB, MAR)]
    given("scope", [*stayed, *({"project_id": "moved", "period": month} for month in (JAN, FEB))])
    given("core.milestone_dates", [
        {"project_id": project, "row_key": "M", "period": month, "expected_date": expected}
        for project in ("stayed", "moved")
        for month, expected in ((JAN, "2026-06-01"), (FEB, "2026-06-11"), (MAR, "2026-06-21"))
    ])  # fmt: skip
    given("marts.project_health", [{"project_id": project, "period": MAR} for project in ("stayed", "moved")])
    found = [(row["project_id"], row["moved_days"]) for row in rows("queries.drifting_projects")]
    assert found == [("stayed", 20)]
