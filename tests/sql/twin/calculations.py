"""Every second calculation beside the models: what it loads into a portfolio, and the rows it has for each table."""

from collections.abc import Callable
from random import Random

from tests.sql.conftest import Portfolio
from tests.sql.twin import bookings, people, workloads
from tests.sql.twin.finishes import finish_tables
from tests.sql.twin.invented import month_end
from tests.sql.twin.loads import load_in_parts
from tests.sql.twin.milestones import milestone_tables
from tests.sql.twin.milestones_invented import milestones, wrong_milestone
from tests.sql.twin.people_invented import assignments, invented_people, wrong_assignment, wrong_person
from tests.sql.twin.plan_history import plan_tables
from tests.sql.twin.plan_history_invented import MONTHS, plan_histories
from tests.sql.twin.registers import load_registers
from tests.sql.twin.reports import Reports
from tests.sql.twin.risks import risk_tables
from tests.sql.twin.risks_invented import risks, wrong_risk
from tests.sql.twin.shapes import Tables
from tests.sql.twin.task_tables import TaskTables

SEED = 1


def milestones_and_finishes(portfolio: Portfolio) -> Tables:
    """Forty projects over two years."""
    reports = Reports.of(SEED, 40)
    reports.load(portfolio)
    rows, without = milestones(reports, SEED)
    keys = ("milestone_id", "milestone_name")
    load_in_parts(portfolio, "milestones", rows, Random(SEED), wrong_milestone, keys, without)
    return milestone_tables(reports, rows, without) | finish_tables(reports, {})


def tasks_and_dependencies(portfolio: Portfolio) -> Tables:
    """Twenty-four projects over two years, seldom reported, so that tasks speak for them."""
    return TaskTables(Reports.of(SEED, 24, silent_share=0.15), SEED).load(portfolio)


def risks_and_opportunities(portfolio: Portfolio) -> Tables:
    """Thirty projects over two years."""
    reports = Reports.of(SEED, 30)
    reports.load(portfolio)
    rows, without = risks(reports, SEED)
    load_in_parts(portfolio, "risks", rows, Random(SEED), wrong_risk, ("risk_id",), without)
    return risk_tables(reports, rows, without)


def people_and_bookings(portfolio: Portfolio) -> Tables:
    """Sixteen projects over nine months."""
    reports, chance = Reports.of(SEED, 16), Random(SEED)
    reports.load(portfolio)
    listed, (booked, without) = invented_people(SEED), assignments(reports, SEED)
    load_in_parts(portfolio, "people", listed, chance, wrong_person, ("person_id", "person_name", "role"))
    keys = ("person_id", "person_name", "role", "starts_on", "ends_on")
    load_in_parts(portfolio, "assignments", booked, chance, wrong_assignment, keys, without)
    names = people.Names(listed, booked)
    rows = bookings.bookings(booked, names)
    sent = {(row["project_id"], row["period"]) for row in rows} | set(without)
    months = bookings.plan_months(
        sorted({period for _, period in reports.known}), rows, workloads.running(reports.known, sent, rows)
    )
    roster = people.roster(listed, rows, names)
    capacity = people.capacity(listed, months, names)
    demand = bookings.demand(rows, months, roster, capacity)
    loads = workloads.person_load(roster, months, capacity, demand, listed, names)
    roles = workloads.role_load(loads, months, demand)
    contention = workloads.contention(list(reports.known), sent, demand, loads, roles)
    effort = workloads.effort_to_date(list(reports.known), sent, demand)
    made = [workloads.of_person(row) for row in loads if row["month"] == row["period"]]
    made += [workloads.of_role(row) for row in roles if row["month"] == row["period"]]
    made += map(workloads.of_project, reports.known.values(), contention, effort)
    return {
        "core.person_identity": names.identity(), "core.bookings": rows, "core.plan_months": months,
        "core.roster": roster, "core.capacity": capacity, "core.demand": demand, "core.person_load": loads,
        "core.role_load": roles, "core.contention": contention, "core.effort_to_date": effort,
    } | _of_indicators(made)  # fmt: skip


def _of_indicators(made: list[dict]) -> Tables:
    found: Tables = {}
    for told in made:
        for name, row in told.items():
            found.setdefault(f"indicators.{name}", []).append(row)
    return found


def registers(portfolio: Portfolio) -> Tables:
    """Every field of every register of four projects in three months."""
    return load_registers(portfolio, SEED)


def plans_and_changes(portfolio: Portfolio) -> Tables:
    """Sixty projects over fourteen months."""
    histories = plan_histories(SEED)
    portfolio.load("projects", *(row for one in histories for row in one.reports))
    for place in MONTHS:
        versions = [row for one in histories for sent, rows in one.versions if sent == place for row in rows]
        curves = [row for one in histories for sent, rows in one.curves if sent == place for row in rows]
        portfolio.load("baselines", *versions)
        portfolio.load("baseline_periods", *(row | {"period": month_end(place)} for row in curves))
    return plan_tables(histories)


CALCULATIONS: dict[str, Callable[[Portfolio], Tables]] = {
    "milestones": milestones_and_finishes, "tasks": tasks_and_dependencies, "people": people_and_bookings,
    "risks": risks_and_opportunities, "registers": registers,
    "plans": plans_and_changes,
}  # fmt: skip
