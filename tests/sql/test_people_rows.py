"""One month of a few people, their roles and their projects, each row worked out by hand."""

import pytest

MAR = "2026-03-31"
NO_CAPACITY = "MISSING_INPUT(capacity_hours)"


@pytest.fixture(scope="module")
def team(portfolio_of_cases):
    return _team(portfolio_of_cases())


def _team(portfolio):
    """Ann, Bo, Cy and Di are listed, Ed is only booked; nobody says what Cy and Ed can work."""
    portfolio.load("projects", {"project_id": "P1", "state": "active"}, {"project_id": "P2", "state": "active"})
    portfolio.load("people", *(one | {"month": MAR} for one in (
        {"person_id": "Ann", "person_name": "Ann Abel", "role": "Tester", "unit": "U1", "capacity_hours": 100,
         "timesheet_hours": 70},
        {"person_id": "Bo", "role": "Tester", "full_time_equivalent": 0.5, "timesheet_hours": -1},
        {"person_id": "Cy", "role": "Tester", "is_key_person": True},
        {"person_id": "Di", "role": "Buyer", "capacity_hours": 50, "timesheet_hours": 0},
    )))  # fmt: skip
    portfolio.load("assignments", *(one | {"month": MAR} for one in (
        {"project_id": "P1", "person_id": "Ann", "planned_hours": 90, "actual_hours": 60},
        {"project_id": "P2", "person_id": "Ann", "planned_hours": 30, "firmness": "tentative"},
        {"project_id": "P1", "person_id": "Bo", "planned_hours": 100, "actual_hours": 95},
        {"project_id": "P1", "person_id": "Cy", "planned_hours": 20},
        {"project_id": "P2", "person_id": "Ed", "planned_hours": 20, "role": "Tester"},
        {"project_id": "P2", "role": "Tester", "planned_hours": 25},
        {"project_id": "P2", "role": "Buyer", "planned_hours": 8, "firmness": "tentative"},
    )))  # fmt: skip
    return portfolio


def _said(portfolio, model: str, key: str, *columns: str) -> dict:
    rows = [row for row in portfolio.rows(model) if f"{row.get('month', row['period'])}" == MAR]
    return {row[key]: tuple(row[column] for column in columns) for row in rows}


def test_every_figure_of_a_person_is_that_of_the_worked_example(team) -> None:
    """Ann's own timesheet is heard before the hours of her projects; Bo's makes no sense. Bo is 12 hours over."""
    columns = ("capacity_hours", "capacity_reason", "firm_hours", "tentative_hours", "demand_reason", "is_unbooked",
               "actual_hours", "over_hours", "is_estimated")  # fmt: skip
    assert _said(team, "core.person_load", "person", *columns) == {
        "Ann": (100, None, 90, 30, None, False, 70, 0, False),
        "Bo": (88, None, 100, 0, None, False, 95, 12, True),
        "Cy": (None, NO_CAPACITY, 20, 0, None, False, None, None, False),
        "Di": (50, None, 0, 0, None, True, 0, 0, False),
        "Ed": (None, NO_CAPACITY, 20, 0, None, False, None, None, False),
    }
    assert _said(team, "core.roster", "person", "person_name", "role", "unit", "is_key_person", "is_listed") == {
        "Ann": ("Ann Abel", "Tester", "U1", None, True), "Bo": ("Bo", "Tester", None, None, True),
        "Cy": ("Cy", "Tester", None, True, True), "Di": ("Di", "Buyer", None, None, True),
        "Ed": ("Ed", "Tester", None, None, False),
    }  # fmt: skip


def test_every_figure_of_a_role_is_that_of_the_worked_example(team) -> None:
    """Testers: 100 + 88 hours, of which 10 are free; 190 hours of them and 25 without a name are asked of these. The 40
    hours of Cy and Ed are not known to be within anything: 215 of 255 hours are covered."""
    columns = ("count_people", "capacity_hours", "firm_hours", "tentative_hours", "unnamed_hours", "free_hours",
               "gap_hours", "coverage", "reason", "is_estimated")  # fmt: skip
    assert _said(team, "core.role_load", "role", *columns) == {
        "Tester": (4, 188, 215, 30, 25, 10, -27, pytest.approx(215 / 255), None, True),
        "Buyer": (1, 50, 0, 8, 0, 50, 50, 1, None, False),
    }


def test_every_figure_of_a_project_is_that_of_the_worked_example(team) -> None:
    """P1 bears Bo's 12 hours; 190 of its 210 hours are of people whose capacity is known. P2 has 25 of 45: too few."""
    columns = ("firm_hours", "contended_hours", "coverage", "reason", "is_estimated")
    assert _said(team, "core.contention", "project_id", *columns) == {
        "P1": (190, 12, pytest.approx(190 / 210), None, True),
        "P2": (None, None, pytest.approx(25 / 45), NO_CAPACITY, False),
    }
    columns = ("value", "numerator", "denominator", "reason", "flags")
    assert _said(team, "indicators.contended_hours_ratio", "subject_id", *columns) == {
        "P1": (pytest.approx(12 / 190), 12, 190, None, "ESTIMATED,PARTIAL_COVERAGE"),
        "P2": (None, None, None, NO_CAPACITY, None),
    }


def test_utilisation_is_that_of_the_worked_example(team) -> None:
    columns = ("value", "numerator", "denominator", "reason", "flags")
    assert _said(team, "indicators.planned_utilisation", "subject_id", *columns) == {
        "Ann": (0.9, 90, 100, None, None), "Bo": (pytest.approx(100 / 88), 100, 88, None, "ESTIMATED"),
        "Cy": (None, 20, None, NO_CAPACITY, None), "Di": (0, 0, 50, None, None),
        "Ed": (None, 20, None, NO_CAPACITY, None),
    }  # fmt: skip
    assert _said(team, "indicators.role_utilisation", "subject_id", *columns) == {
        "Tester": (pytest.approx(215 / 188), 215, 188, None, "ESTIMATED,PARTIAL_COVERAGE"),
        "Buyer": (0, 0, 50, None, None),
    }


def test_a_role_whose_people_have_no_hours_and_one_without_people_have_no_utilisation(portfolio) -> None:
    team = _team(portfolio)
    team.load("people", {"person_id": "Fay", "role": "Welder", "month": MAR, "capacity_hours": 0})
    team.load("assignments", {"project_id": "P1", "role": "Diver", "month": MAR, "planned_hours": 9})
    found = _said(team, "indicators.role_utilisation", "subject_id", "value", "numerator", "denominator", "reason")
    assert found["Welder"] == (None, 0, None, "ZERO_DENOM(capacity_hours)")
    assert found["Diver"] == (None, 9, None, NO_CAPACITY)
    counts = _said(team, "core.role_load", "role", "count_people", "capacity_hours")
    assert (counts["Welder"], counts["Diver"]) == ((1, 0), (0, None))


def test_hours_of_several_tasks_add_up_and_are_an_estimate_where_one_of_them_is(portfolio) -> None:
    """Ann has 90 and 60 hours of P1; of another task 10 % of her 100 hours, and 5 worked."""
    team = _team(portfolio)
    team.load("assignments", {"project_id": "P1", "person_id": "Ann", "month": MAR, "task_id": "T2",
                              "allocation_share": 0.1, "actual_hours": 5})  # fmt: skip
    (row,) = team.rows("core.demand", project_id="P1", person="Ann")
    assert (row["firm_hours"], row["actual_hours"], row["is_estimated"]) == (100, 65, True)


def test_four_fifths_of_the_hours_are_enough_to_tell_what_is_contended(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load("people", {"person_id": "Ann", "month": MAR, "capacity_hours": 200})
    portfolio.load("assignments", *(
        {"project_id": project, "person_id": person, "month": MAR, "planned_hours": hours}
        for project, person, hours in (("P1", "Ann", 80), ("P1", "Ed", 20), ("P2", "Ann", 79), ("P2", "Ed", 20))
    ))  # fmt: skip
    assert portfolio.values("contended_hours_ratio", "reason") == {"P1": None, "P2": NO_CAPACITY}


def test_who_was_planned_for_no_hours_and_sent_none_makes_no_effort_partial(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load("assignments", *(
        {"project_id": project, "person_id": person, "month": MAR, "planned_hours": planned, "actual_hours": actual}
        for project, person, planned, actual in (("P1", "Ann", 40, 45), ("P1", "Ed", 0, None), ("P2", "Ann", 40, 45),
                                                 ("P2", "Ed", 1, None))
    ))  # fmt: skip
    assert portfolio.values("effort_variance_hours") == {"P1": 5, "P2": 5}
    assert portfolio.values("effort_variance_hours", "flags") == {"P1": None, "P2": "PARTIAL_COVERAGE"}


def test_a_holiday_with_working_hours_beside_it_is_a_holiday(portfolio) -> None:
    portfolio.load("calendars", {"day": "2026-03-02", "kind": "holiday", "working_hours": 4})
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {"person_id": "Ann", "month": MAR, "full_time_equivalent": 1})
    assert _said(portfolio, "core.capacity", "person", "capacity_hours") == {"Ann": (168,)}


def test_without_a_booking_no_month_lies_within_the_plans(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    months = portfolio.rows("core.plan_months")
    assert {tuple(row[name] for name in ("is_planned", "is_within_plans", "is_all_planned")) for row in months} == {
        (False, False, False)
    }  # fmt: skip
    assert len(months) == 13


STATES = [("cancelled", "CANCELLED"), ("closed", "COMPLETE"), ("on_hold", "ON_HOLD"), ("active", None)]


@pytest.fixture(scope="module")
def of_states(portfolio_of_cases):
    """A project and a person of its own for each state, called like it."""
    portfolio = portfolio_of_cases()
    portfolio.load("projects", *({"project_id": state, "state": state} for state, _ in STATES))
    portfolio.load("people", *({"person_id": state, "month": MAR, "capacity_hours": 40} for state, _ in STATES))
    portfolio.load("assignments", *(
        {"project_id": state, "person_id": state, "month": MAR, "planned_hours": 60} for state, _ in STATES
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("state", "reason"), STATES)
def test_nobody_contends_for_what_is_paused_or_over(state: str, reason: str | None, of_states) -> None:
    assert of_states.values("contended_hours_ratio", "reason")[state] == reason


def test_who_only_worked_is_not_booked(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", *({"person_id": one, "month": MAR, "capacity_hours": 40} for one in ("Ann", "Bo")))
    portfolio.load("assignments", {"project_id": "P1", "person_id": "Ann", "month": MAR, "planned_hours": 0},
                   {"project_id": "P1", "person_id": "Bo", "month": MAR, "actual_hours": 9})  # fmt: skip
    assert _said(portfolio, "core.person_load", "person", "is_unbooked", "firm_hours", "actual_hours") == {
        "Ann": (False, 0, None), "Bo": (True, 0, 9),
    }  # fmt: skip


def test_who_a_person_is_follows_the_nearest_month_and_a_timesheet_without_one_is_of_the_month_reported(
    portfolio,
) -> None:
    """Of December, April and June the nearest to March is April, three months before and one after."""
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", *(
        {"person_id": "Ann", "month": month, "role": role, "unit": unit}
        for month, role, unit in (("2025-12-31", "Trainee", "U1"), ("2026-04-30", "Tester", "U2"),
                                  ("2026-06-30", "Lead", "U3"))
    ), {"person_id": "Bo", "role": "Buyer", "timesheet_hours": 30})  # fmt: skip
    assert _said(portfolio, "core.roster", "person", "role", "unit") == {
        "Ann": ("Tester", "U2"), "Bo": ("Buyer", None),
    }  # fmt: skip
    assert _said(portfolio, "core.person_load", "person", "actual_hours") == {"Ann": (None,), "Bo": (30,)}


def test_hours_that_are_made_of_full_time_equivalents_make_a_role_an_estimate(portfolio) -> None:
    """Half of March's 176 hours are asked of testers without a name, 25 hours of buyers."""
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("assignments", {"project_id": "P1", "month": MAR, "role": "Tester", "full_time_equivalent": 0.5},
                   {"project_id": "P1", "month": MAR, "role": "Buyer", "planned_hours": 25})  # fmt: skip
    assert _said(portfolio, "core.role_load", "role", "unnamed_hours", "is_estimated") == {
        "Tester": (88, True), "Buyer": (25, False),
    }  # fmt: skip


def test_hours_worked_are_set_against_any_capacity_that_is_not_nought(portfolio) -> None:
    portfolio.load("people", *(
        {"person_id": name, "month": MAR, "capacity_hours": hours, "timesheet_hours": 2}
        for name, hours in (("Ann", 1), ("Bo", 0))
    ))  # fmt: skip
    columns = ("value", "numerator", "denominator", "reason")
    assert _said(portfolio, "indicators.actual_utilisation", "subject_id", *columns) == {
        "Ann": (2, 2, 1, None), "Bo": (None, 2, None, "ZERO_DENOM(capacity_hours)"),
    }  # fmt: skip


def test_a_share_of_nobodys_hours_and_a_capacity_that_makes_no_sense_are_not_known(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {"person_id": "Ann", "month": MAR, "capacity_hours": -5})
    portfolio.load("assignments", {"project_id": "P1", "month": MAR, "role": "Tester", "allocation_share": 0.5},
                   {"project_id": "P1", "month": MAR, "person_id": "Ann", "planned_hours": 10})  # fmt: skip
    assert _said(portfolio, "core.demand", "person", "firm_hours", "planned_reason") == {
        "": (None, NO_CAPACITY), "Ann": (10, None),
    }  # fmt: skip
    assert _said(portfolio, "core.person_load", "person", "capacity_hours", "capacity_reason") == {
        "Ann": (None, "INVALID_INPUT(capacity_hours)"),
    }  # fmt: skip
