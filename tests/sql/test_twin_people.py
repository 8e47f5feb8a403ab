"""People, bookings and capacity worked out a second time, in Python, on sixteen projects over nine months."""

from random import Random

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin import bookings, people, workloads
from tests.sql.twin.compared import differing_rows
from tests.sql.twin.loads import load_in_parts
from tests.sql.twin.people_invented import assignments, wrong_assignment, wrong_person
from tests.sql.twin.people_invented import people as invented_people
from tests.sql.twin.reports import Reports
from tests.sql.twin.shapes import Tables, flags_told, reasons_told

SEED, COUNT = 1, 16


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    reports, chance = Reports.of(SEED, COUNT), Random(SEED)
    reports.load(portfolio)
    listed, (booked, without) = invented_people(SEED), assignments(reports, SEED)
    load_in_parts(portfolio, "people", listed, chance, wrong_person, ("person_id", "person_name", "role"))
    keys = ("person_id", "person_name", "role", "starts_on", "ends_on")
    load_in_parts(portfolio, "assignments", booked, chance, wrong_assignment, keys, without)
    names = people.Names(listed, booked)
    rows = bookings.bookings(booked, names)
    sent = {(row["project_id"], row["period"]) for row in rows} | set(without)
    periods = sorted({period for _, period in reports.known})
    months = bookings.plan_months(periods, rows, workloads.running(reports.known, sent, rows))
    roster = people.roster(listed, rows, names)
    capacity = people.capacity(listed, months, names)
    demand = bookings.demand(rows, months, roster, capacity)
    loads = workloads.person_load(roster, months, capacity, demand, listed, names)
    roles = workloads.role_load(loads, months, demand)
    contention = workloads.contention(list(reports.known), sent, demand, loads, roles)
    effort = workloads.effort_to_date(list(reports.known), sent, demand)
    found: Tables = {
        "core.person_identity": names.identity(), "core.bookings": rows, "core.plan_months": months,
        "core.roster": roster, "core.capacity": capacity, "core.demand": demand, "core.person_load": loads,
        "core.role_load": roles, "core.contention": contention, "core.effort_to_date": effort,
    }  # fmt: skip
    of_month = [workloads.of_person(row) for row in loads if row["month"] == row["period"]]
    of_month += [workloads.of_role(row) for row in roles if row["month"] == row["period"]]
    of_month += map(workloads.of_project, reports.known.values(), contention, effort)
    for made in of_month:
        for name, row in made.items():
            found.setdefault(f"indicators.{name}", []).append(row)
    return found


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    different = {}
    for name, twin in tables.items():
        portfolio.make(name)
        different[name] = differing_rows(portfolio.database.connection, name, twin)
    assert "\n".join(f"{name} {len(rows)} {rows[:3]}" for name, rows in different.items() if rows) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 40} == set()
    assert reasons_told(tables) >= {
        "MISSING_INPUT(capacity_hours)", "INVALID_INPUT(capacity_hours)", "MISSING_INPUT(planned_hours)",
        "INVALID_INPUT(planned_hours)", "MISSING_INPUT(actual_hours)", "MISSING_INPUT(timesheet_hours)", "PERIOD_GAP",
        "ZERO_DENOM(capacity_hours)", "ZERO_DENOM(planned_hours)", "CANCELLED", "COMPLETE",
    }  # fmt: skip
    assert flags_told(tables) == {"ESTIMATED", "PARTIAL_COVERAGE"}
    numbers = [row["value"] for name, rows in tables.items() if name.startswith("indicators") for row in rows]
    assert sum(value is not None and value > 0 for value in numbers) > 100
