"""People: capacity, demand, who is booked beyond it, which role is short, and which projects rest on that."""

import random
from datetime import date

import duckdb
import pytest

from pmo_analytics import warehouse

FEB, MAR, APR, MAY, JUN = "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"
PERSON = {"person_id": "E1", "person_name": "Ann", "role": "Tester"}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _person(portfolio, indicator: str, what: str = "value") -> dict:
    """What an indicator of people or roles says, by subject."""
    return {row["subject_id"]: row[what] for row in portfolio.rows(f"indicators.{indicator}")}


def _capacity(portfolio, *people: dict) -> dict:
    """(hours, reason, is it an estimate) of the first person, by month."""
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", *people)
    return _capacity_of(portfolio, "E1")


def _capacity_of(portfolio, person: str) -> dict:
    rows = portfolio.rows("core.capacity", person=person)
    return {
        f"{row['month']:%Y-%m}": (
            row["capacity_hours"] if row["capacity_hours"] is None else float(row["capacity_hours"]),
            row["reason"], row["is_estimated"],
        )
        for row in rows
    }  # fmt: skip


def test_w20_thirty_two_of_forty_hours_are_eighty_percent(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load(
        "people",
        {**PERSON, "month": MAR, "capacity_hours": 40, "timesheet_hours": 32},
        {"person_name": "decoy", "month": MAR, "capacity_hours": 40},
    )
    assert _person(portfolio, "actual_utilisation") == {"E1": 0.8, "decoy": None}
    assert _person(portfolio, "actual_utilisation", "reason") == {"E1": None, "decoy": "MISSING_INPUT(timesheet_hours)"}


SAID = [
    ({"capacity_hours": 120, "gross_hours": 160, "full_time_equivalent": 1}, 120, None, False),
    ({"gross_hours": 160, "leave_hours": 16, "non_project_hours": 24}, 120, None, False),
    ({"gross_hours": 160}, 160, None, False),
    ({"full_time_equivalent": 0.5}, 88, None, True),
    ({"full_time_equivalent": 0.5, "leave_hours": 8}, 80, None, True),
    ({"working_days": 10}, 80, None, True),
    ({"working_days": 10, "full_time_equivalent": 0.5}, 40, None, True),
    ({"full_time_equivalent": 1, "employed_until": "2026-03-10"}, 56.77, None, True),
    ({"full_time_equivalent": 1, "employed_until": FEB}, 0, None, False),
    ({"status": "on_leave", "full_time_equivalent": 1}, 0, None, False),
    ({"capacity_hours": 0}, 0, None, False),
    ({"gross_hours": 10, "leave_hours": 16}, None, "INVALID_INPUT(capacity_hours)", False),
    ({"capacity_hours": -1}, None, "INVALID_INPUT(capacity_hours)", False),
    ({"leave_hours": 8}, None, "MISSING_INPUT(capacity_hours)", False),
    ({}, None, "MISSING_INPUT(capacity_hours)", False),
]


@pytest.fixture(scope="module")
def of_people(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", *({"person_id": f"{said}", "role": "Tester", "month": MAR, **said} for said, *_ in SAID))
    return portfolio


@pytest.mark.parametrize(("said", "hours", "reason", "is_estimated"), SAID)
def test_capacity_is_what_is_stated_else_made_else_unknown(said, hours, reason, is_estimated, of_people) -> None:
    assert _capacity_of(of_people, f"{said}")["2026-03"] == (hours, reason, is_estimated)


def test_stated_hours_are_of_their_month_alone_and_a_contract_holds_on(portfolio) -> None:
    found = _capacity(
        portfolio,
        {**PERSON, "month": MAR, "capacity_hours": 100, "full_time_equivalent": 0.5},
        {**PERSON, "month": APR, "capacity_hours": 90},
    )
    assert found["2026-03"] == (100, None, False)
    assert found["2026-04"] == (90, None, False)
    assert found["2026-05"] == (84, None, True)
    assert len(found) == 13


def test_a_list_without_months_speaks_of_every_month(portfolio) -> None:
    found = _capacity(portfolio, {**PERSON, "capacity_hours": 130})
    assert set(found.values()) == {(130.0, None, False)}
    assert (min(found), max(found)) == ("2026-03", "2027-03")


def test_a_month_that_cannot_be_read_is_no_month(portfolio) -> None:
    found = _capacity(portfolio, {**PERSON, "capacity_hours": 130, "row_key": "Mrz|E1"})
    assert set(found.values()) == {(None, "MISSING_INPUT(capacity_hours)", False)}


def test_holidays_are_taken_off_and_days_worked_in_exchange_count(portfolio) -> None:
    portfolio.load(
        "calendars",
        {"day": "2026-03-02", "ends_on": "2026-03-04", "kind": "holiday"},
        {"day": "2026-03-07", "kind": "worked"},
        {"day": "2026-03-09", "working_hours": 4},
    )
    found = _capacity(portfolio, {**PERSON, "full_time_equivalent": 1})
    assert found["2026-03"] == ((22 - 3 + 1) * 8 - 4, None, True)
    assert found["2026-04"] == (176, None, True)


def test_of_several_named_calendars_only_what_is_everyones_counts(portfolio) -> None:
    portfolio.load(
        "calendars",
        {"day": "2026-03-02", "kind": "holiday", "calendar_name": "CN"},
        {"day": "2026-03-03", "kind": "holiday", "calendar_name": "DE"},
        {"day": "2026-03-04", "kind": "holiday"},
    )
    assert _capacity(portfolio, {**PERSON, "full_time_equivalent": 1})["2026-03"] == (168, None, True)


def test_a_name_joins_the_one_number_that_bears_it_and_no_other(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load(
        "people",
        {"person_id": "E1", "person_name": "Ann Abel", "month": MAR, "capacity_hours": 100},
        {"person_id": "E2", "person_name": "Li Na", "month": MAR, "capacity_hours": 100},
        {"person_id": "E3", "person_name": "Li Na", "month": MAR, "capacity_hours": 100},
    )
    portfolio.load(
        "assignments",
        {"project_id": "P1", "person_name": "ann  ABEL", "month": MAR, "planned_hours": 60},
        {"project_id": "P1", "person_name": "Li Na", "month": MAR, "planned_hours": 70},
    )
    assert _person(portfolio, "planned_utilisation", "numerator") == {"E1": 60, "E2": 0, "E3": 0, "Li Na": 70}
    assert _person(portfolio, "planned_utilisation", "reason")["Li Na"] == "MISSING_INPUT(capacity_hours)"


def _planned(portfolio, *assignments: dict) -> dict:
    """(firm hours, tentative hours, reason) of Ann, by month; she can work 100 hours in each."""
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {**PERSON, "capacity_hours": 100})
    portfolio.load("assignments", *({"project_id": "P1", "person_id": "E1", **one} for one in assignments))
    return {
        f"{row['month']:%Y-%m}": (row["firm_hours"], row["tentative_hours"], row["planned_reason"])
        for row in portfolio.rows("core.demand", person="E1")
    }


def test_hours_of_a_share_are_that_share_of_the_capacity_and_equivalents_are_of_a_full_month(portfolio) -> None:
    found = _planned(
        portfolio,
        {"month": MAR, "allocation_share": 0.4, "full_time_equivalent": 9},
        {"month": APR, "full_time_equivalent": 0.25},
        {"month": MAY, "planned_hours": 33, "allocation_share": 0.9},
        {"month": JUN, "actual_hours": 12},
    )
    assert found == {
        "2026-03": (40, 0, None), "2026-04": (44, 0, None), "2026-05": (33, 0, None), "2026-06": (None, None, None),
    }  # fmt: skip


def test_a_stretch_of_days_is_spread_over_its_months(portfolio) -> None:
    found = _planned(
        portfolio,
        {"starts_on": "2026-03-17", "ends_on": "2026-04-30", "planned_hours": 90, "task_id": "hours"},
        {"starts_on": "2026-05-01", "ends_on": "2026-06-15", "allocation_share": 0.5, "task_id": "share"},
    )
    assert found == {
        "2026-03": (30, 0, None), "2026-04": (60, 0, None), "2026-05": (50, 0, None), "2026-06": (25, 0, None),
    }  # fmt: skip


def test_a_row_without_month_or_days_speaks_of_the_month_reported(portfolio) -> None:
    found = _planned(portfolio, {"planned_hours": 10}, {"planned_hours": 5, "row_key": "Mrz|E1||", "role": "decoy"})
    assert found == {"2026-03": (10, 0, None)}


def test_hours_that_cannot_be_told_make_the_person_unknown_and_not_idle(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {"person_name": "Bo", "month": MAR, "capacity_hours": 100}, {**PERSON, "month": MAR})
    portfolio.load(
        "assignments",
        {"project_id": "P1", "person_id": "E1", "month": MAR, "allocation_share": 0.5},
        {"project_id": "P1", "person_name": "Bo", "month": MAR, "planned_hours": -3},
    )
    assert _person(portfolio, "planned_utilisation", "reason") == {
        "E1": "MISSING_INPUT(capacity_hours)", "Bo": "INVALID_INPUT(planned_hours)",
    }  # fmt: skip


def test_nothing_is_known_of_the_months_beyond_all_plans(portfolio) -> None:
    _planned(portfolio, {"month": APR, "planned_hours": 10})
    rows = {f"{row['month']:%Y-%m}": row for row in portfolio.rows("core.person_load", person="E1")}
    assert (rows["2026-03"]["firm_hours"], rows["2026-03"]["demand_reason"]) == (0, None)
    assert (rows["2026-05"]["firm_hours"], rows["2026-05"]["demand_reason"]) == (None, "MISSING_INPUT(planned_hours)")
    assert [f"{row['month']:%Y-%m}" for row in portfolio.rows("core.months_ahead")] == ["2026-04"]


@pytest.mark.parametrize(
    ("second", "state", "utilisation", "reason", "light"),
    [
        ("none", "active", None, "MISSING_INPUT(planned_hours)", None),
        ("worked", "active", None, "MISSING_INPUT(planned_hours)", None),
        ("none", "closed", 0, None, "green"),
        ("none", "on_hold", 0, None, "green"),
        ("empty", "active", 0, None, "green"),
        ("planned", "active", 0, None, "green"),
    ],
)
def test_nobody_is_idle_while_a_running_project_has_no_plan(
    second, state, utilisation, reason, light, portfolio
) -> None:
    """P1 books Ann and nobody books Bo; what P2 sends decides whether that says anything of Bo."""
    portfolio.load("projects", {"project_id": "P1", "state": "active"}, {"project_id": "P2", "state": state})
    portfolio.load("people", *({"person_id": one, "role": "Tester", "capacity_hours": 100} for one in ("E1", "E2")))
    hours = {"worked": {"actual_hours": 9}, "planned": {"planned_hours": 20}}.get(second)
    booked = {"person_id": "E1", "month": MAR}
    portfolio.load(
        "assignments",
        {"project_id": "P1", **booked, "planned_hours": 60},
        *([{"project_id": "P2", **booked, **hours}] if hours else []),
        covers=[("P2", MAR)] if second == "empty" else [],
    )
    portfolio.only("planned_utilisation")
    found = {row["subject_id"]: (row["value"], row["reason"], row["light"])
             for row in portfolio.rows("marts.indicators", indicator="planned_utilisation")}  # fmt: skip
    assert found["E2"] == (utilisation, reason, light)
    assert found["E1"] == (0.8 if second == "planned" else 0.6, None, "green")
    # what the role has left does not shrink by what is not known of one of its people
    assert _person(portfolio, "role_gap_hours") == {"Tester": 120 if second == "planned" else 140}


def test_a_booking_without_an_end_says_nothing_of_others_in_later_months(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    people = ("E1", "E2", "E3")
    portfolio.load("people", *({"person_id": one, "role": f"Role of {one}", "capacity_hours": 100} for one in people))
    portfolio.load(
        "assignments",
        {"project_id": "P1", "person_id": "E1", "starts_on": "2026-03-01", "allocation_share": 0.5},
        {"project_id": "P1", "person_id": "E2", "month": APR, "planned_hours": 10},
    )
    rows = portfolio.rows("core.person_load")
    found = {one: [row["firm_hours"] for row in rows if row["person"] == one] for one in ("E1", "E2", "E3")}
    assert found == {"E1": [50] * 13, "E2": [0, 10, *[None] * 11], "E3": [0, 0, *[None] * 11]}
    roles = portfolio.rows("core.role_load")
    gaps = {one: [row["gap_hours"] for row in roles if row["role"] == f"Role of {one}"] for one in ("E1", "E2", "E3")}
    assert gaps == {"E1": [50] * 13, "E2": [100, 90, *[None] * 11], "E3": [100, 100, *[None] * 11]}
    unknown = {row["demand_reason"] for row in rows if row["firm_hours"] is None}
    assert unknown == {"MISSING_INPUT(planned_hours)"}


BOOKED = [(100, "green"), (101, "amber"), (120, "amber"), (121, "red")]


@pytest.fixture(scope="module")
def of_booked(portfolio_of_cases):
    """People who can work 100 hours and are called by those they are booked for."""
    portfolio = portfolio_of_cases().only("planned_utilisation")
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", *({"person_id": f"{hours}", "capacity_hours": 100} for hours, _ in BOOKED))
    maybe = {"planned_hours": 70, "firmness": "tentative", "task_id": "maybe"}
    portfolio.load("assignments", *(
        {"project_id": "P1", "person_id": f"{hours}", "month": MAR, **booking}
        for hours, _ in BOOKED for booking in ({"planned_hours": hours}, maybe)
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("hours", "light"), BOOKED)
def test_the_light_of_a_person_changes_beyond_a_hundred_and_a_hundred_and_twenty(hours, light, of_booked) -> None:
    (row,) = of_booked.rows("marts.indicators", indicator="planned_utilisation", subject_id=f"{hours}")
    assert (row["grain"], row["light"]) == ("person", light)
    assert row["value"] == pytest.approx(hours / 100)
    assert _person(of_booked, "over_allocation_hours")[f"{hours}"] == max(0, hours - 100)


def test_who_has_no_hours_at_all_and_is_booked_is_over_by_all_of_it(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {**PERSON, "month": MAR, "capacity_hours": 0})
    portfolio.load("assignments", {"project_id": "P1", "person_id": "E1", "month": MAR, "planned_hours": 40})
    assert _person(portfolio, "planned_utilisation", "reason") == {"E1": "ZERO_DENOM(capacity_hours)"}
    assert _person(portfolio, "over_allocation_hours") == {"E1": 40}
    assert portfolio.values("contended_hours_ratio") == {"P1": 1}


@pytest.mark.parametrize("seed", range(3))
def test_spare_time_of_one_person_never_helps_another(seed: int, portfolio) -> None:
    chance = random.Random(seed)
    capacity = {f"E{number:02}": chance.randint(0, 160) for number in range(30)}
    hours = {(person, f"P{place}"): chance.randint(0, 90) for person in capacity for place in range(3)}
    portfolio.load("projects", *({"project_id": f"P{place}"} for place in range(3)))
    portfolio.load("people", *({"person_id": one, "month": MAR, "capacity_hours": of} for one, of in capacity.items()))
    portfolio.load(
        "assignments",
        *({"project_id": project, "person_id": person, "month": MAR, "planned_hours": planned}
          for (person, project), planned in hours.items()),
    )  # fmt: skip
    planned = {one: sum(of for (person, _), of in hours.items() if person == one) for one in capacity}
    over = {one: max(0, planned[one] - capacity[one]) for one in capacity}
    assert _person(portfolio, "over_allocation_hours") == over
    netted = max(0, sum(planned.values()) - sum(capacity.values()))
    assert sum(over.values()) > netted
    contended = portfolio.rows("core.contention")
    assert sum(float(row["contended_hours"]) for row in contended) == pytest.approx(sum(over.values()), abs=0.05)


def test_a_role_has_its_people_and_the_requests_without_a_name(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load(
        "people",
        {**PERSON, "month": MAR, "capacity_hours": 100},
        {"person_id": "E2", "role": "tester", "month": MAR, "capacity_hours": 60},
        {"person_id": "E3", "month": MAR, "capacity_hours": 50},
        {"person_id": "E4", "role": "Buyer", "month": MAR},
    )
    portfolio.load(
        "assignments",
        {"project_id": "P1", "person_id": "E1", "month": MAR, "planned_hours": 120, "role": "Lead"},
        {"project_id": "P1", "role": "TESTER", "month": MAR, "planned_hours": 72},
        {"project_id": "P1", "task_id": "T1", "month": MAR, "planned_hours": 20},
        {"project_id": "P1", "person_id": "E4", "month": MAR, "planned_hours": 30},
    )
    assert _person(portfolio, "role_gap_hours") == {"Tester": -32, "unmapped": 30, "Buyer": None}
    assert _person(portfolio, "role_utilisation") == {"Tester": 1.2, "unmapped": 0.4, "Buyer": None}
    assert _person(portfolio, "role_utilisation", "reason")["Buyer"] == "MISSING_INPUT(capacity_hours)"


UNKNOWN = [(4, 4, None), (20, 4, "PARTIAL_COVERAGE"), (30, None, None)]


@pytest.fixture(scope="module")
def of_roles(portfolio_of_cases):
    """Roles of two people, called like the hours of the one whose capacity is not known."""
    portfolio = portfolio_of_cases()
    portfolio.load("projects", {"project_id": "P1"})
    for unknown, _, _ in UNKNOWN:
        people = {"known": {"capacity_hours": 100}, "unknown": {}}
        hours = {"known": 96, "unknown": unknown}
        portfolio.load("people", *(
            {"person_id": f"{one} {unknown}", "role": f"Tester {unknown}", "month": MAR, **capacity}
            for one, capacity in people.items()
        ))  # fmt: skip
        portfolio.load("assignments", *(
            {"project_id": "P1", "person_id": f"{one} {unknown}", "month": MAR, "planned_hours": planned}
            for one, planned in hours.items()
        ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("unknown", "gap", "flags"), UNKNOWN)
def test_people_without_a_capacity_are_left_out_of_their_role_until_they_are_too_many(
    unknown, gap, flags, of_roles
) -> None:
    assert _person(of_roles, "role_gap_hours")[f"Tester {unknown}"] == gap
    assert _person(of_roles, "role_gap_hours", "flags")[f"Tester {unknown}"] == flags


def _contended(portfolio) -> dict:
    """Ann is 20 of 120 hours over in March, 90 of 190 in April; a request finds 88 of 100 hours left in her role."""
    portfolio.load(
        "projects", {"project_id": "A", "state": "active"}, {"project_id": "B"}, {"project_id": "C"},
        {"project_id": "over", "state": "closed"},
    )  # fmt: skip
    portfolio.load(
        "people",
        {**PERSON, "month": MAR, "capacity_hours": 100},
        {**PERSON, "month": APR, "capacity_hours": 100},
        {"person_id": "E2", "role": "Tester", "month": APR, "capacity_hours": 88},
    )
    portfolio.load(
        "assignments",
        {"project_id": "A", "person_id": "E1", "month": MAR, "planned_hours": 90},
        {"project_id": "A", "person_id": "E1", "month": APR, "planned_hours": 190},
        {"project_id": "A", "person_id": "E1", "month": JUN, "planned_hours": 999},
        {"project_id": "B", "person_id": "E1", "month": MAR, "planned_hours": 30},
        {"project_id": "B", "role": "Tester", "month": APR, "planned_hours": 100},
        {"project_id": "over", "person_id": "E1", "month": JUN, "planned_hours": 1},
    )
    return portfolio.values("contended_hours_ratio")


def test_each_project_bears_its_share_of_every_excess(portfolio) -> None:
    assert _contended(portfolio) == pytest.approx({"A": (15 + 90) / 280, "B": (5 + 12) / 130, "C": None, "over": None})
    reasons = portfolio.values("contended_hours_ratio", "reason")
    assert (reasons["C"], reasons["over"]) == ("MISSING_INPUT(planned_hours)", "COMPLETE")


def test_the_dimension_of_people_has_a_light_by_the_register_alone(portfolio) -> None:
    _contended(portfolio)
    portfolio.only(light="resource")
    lights = {row["project_id"]: row for row in portfolio.rows("marts.lights", dimension="resource")}
    assert {one: row["computed"] for one, row in lights.items()} == {
        "A": "red", "B": "amber", "C": None, "over": None,
    }  # fmt: skip
    assert lights["A"]["drivers"] == "contended_hours_ratio"
    assert lights["C"]["reason"] == "MISSING_INPUT(planned_hours)"
    shown = {row["project_id"]: row["light"] for row in portfolio.rows("marts.lights_shown", dimension="resource")}
    assert shown["A"] == "red"
    (whole,) = portfolio.rows("marts.rollup", indicator="contended_hours_ratio", level="portfolio", name="")
    assert (whole["numerator"], whole["denominator"]) == (122, 410)


def test_hours_worked_are_no_plan(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {**PERSON, "month": MAR, "capacity_hours": 100})
    portfolio.load("assignments", {"project_id": "P1", "person_id": "E1", "month": MAR, "actual_hours": 90})
    assert portfolio.values("contended_hours_ratio", "reason") == {"P1": "MISSING_INPUT(planned_hours)"}
    assert portfolio.values("effort_variance_hours", "reason") == {"P1": "MISSING_INPUT(planned_hours)"}
    assert _person(portfolio, "actual_utilisation") == {"E1": 0.9}


def _report(portfolio, period: str, *rows: tuple) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": period})
    portfolio.load(
        "assignments",
        *({"project_id": "P1", "period": period, "person_id": person, "month": month, "planned_hours": planned,
           "actual_hours": actual} for person, month, planned, actual in rows),
    )  # fmt: skip


def test_effort_is_compared_to_date_with_each_month_as_last_reported(portfolio) -> None:
    _report(portfolio, FEB, ("E1", FEB, 40, 50), ("E1", MAR, 40, None))
    _report(portfolio, MAR, ("E1", FEB, 40, 45), ("E1", MAR, 60, 50), ("E2", MAR, None, 8))
    assert portfolio.values("effort_variance_hours") == {("P1", "2026-02"): 10, ("P1", "2026-03"): 5 - 10 + 8}
    assert set(portfolio.values("effort_variance_hours", "flags").values()) == {None}


def test_who_sent_no_timesheet_is_left_out_and_a_month_without_any_is_a_gap(portfolio) -> None:
    _report(portfolio, FEB, ("E1", FEB, 40, 50))
    _report(portfolio, MAR, ("E1", MAR, 40, 40), ("E2", MAR, 40, None))
    _report(portfolio, APR, ("E1", APR, 40, None))
    _report(portfolio, MAY, ("E1", MAY, 40, 41))
    values, reasons = (portfolio.values("effort_variance_hours", what) for what in ("value", "reason"))
    assert list(values.values()) == [10, 10, None, None]
    assert list(reasons.values()) == [None, None, "MISSING_INPUT(actual_hours)", "PERIOD_GAP"]
    assert portfolio.values("effort_variance_hours", "flags")["P1", "2026-03"] == "PARTIAL_COVERAGE"


def test_a_period_knows_the_plan_of_its_own_report(portfolio) -> None:
    _report(portfolio, FEB, ("E1", APR, 40, None))
    _report(portfolio, MAR, ("E1", APR, 70, None))
    found = {row["period"]: row["firm_hours"] for row in portfolio.rows("core.demand", month=_day(APR))}
    assert found == {_day(FEB): 40, _day(MAR): 70}


def test_the_hours_of_each_month_are_those_of_the_ledgers_cells(load, built, workspace) -> None:
    chance = random.Random(5)
    texts = ["12", "8.5", "1,200", "40h", "5d", "-", "TBD", None, "0"]
    worth = {"12": 12, "8.5": 8.5, "1,200": 1200, "40h": 40, "5d": 40, "0": 0}
    for period, months in ((FEB, ("2026-02", "2026-03")), (MAR, ("2026-03", "2026-04", "2026-05"))):
        projects = [f"P{number}" for number in range(4)]
        load(period, projects=[{"project_id": project} for project in projects])
        load(period, assignments=[
            {"project_id": project, "person_id": f"E{person}", "month": month, "planned_hours": chance.choice(texts)}
            for project in projects for person in range(9) for month in months
        ])  # fmt: skip
    built()
    expected: dict[tuple[str, str], float] = {}
    with duckdb.connect() as kept:
        kept.execute(f"attach '{workspace.ledger}' as kept (read_only)")
        cells = kept.execute("select period, month, planned_hours from kept.ledger.assignments").fetchall()
        for period, month, text in cells:
            key = (f"{period:%Y-%m}", month)
            expected[key] = expected.get(key, 0) + worth.get(text, 0)
    assert len(expected) == 5
    demand = warehouse.read("demand")
    found = demand.groupby([demand["period"].dt.strftime("%Y-%m"), demand["month"].dt.strftime("%Y-%m")])
    assert found["firm_hours"].sum().to_dict() == pytest.approx(expected)
