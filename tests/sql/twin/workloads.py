"""Who is booked beyond capacity, which roles are short, which projects rest on that, what was worked: a second time."""

from collections import defaultdict
from datetime import date

from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.people import GREATEST_HOURS, Names, hours
from tests.sql.twin.reports import Place
from tests.sql.twin.shapes import indicator

NO_HOURS, NO_CAPACITY = "MISSING_INPUT(planned_hours)", "MISSING_INPUT(capacity_hours)"


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def person_load(
    roster: list[Row], months: list[Row], capacity: list[Row], demand: list[Row], people: list[Row], names: Names
) -> list[Row]:
    """Each person in each month of a plan: capacity, hours of all projects, what is over."""
    can = {(row["person"], row["period"], row["month"]): row for row in capacity}
    asked, sheets, by_period = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in demand:
        asked[row["person"], row["period"], row["month"]].append(row)
    for row in people:
        if 0 <= row.get("timesheet_hours", -1) <= GREATEST_HOURS:
            sheets[names.person(row), row["period"], row.get("month", row["period"])].append(row["timesheet_hours"])
    for month in months:
        by_period[month["period"]].append(month)
    return [
        _loaded(one, month, can.get(key, {}), asked.get(key, []), sheets.get(key, []))
        for one in roster for month in by_period[one["period"]]
        for key in [(one["person"], one["period"], month["month"])]
    ]  # fmt: skip


def _loaded(one: Row, month: Row, able: Row, asked: list[Row], sheet: list[float]) -> Row:
    is_booked = any(row["firm_hours"] is not None or row["planned_reason"] for row in asked)
    reason = max((row["planned_reason"] for row in asked if row["planned_reason"]), default=None)
    reason = reason or (None if is_booked or month["is_all_planned"] else NO_HOURS)
    firm, tentative = (None if reason else _sum([row[f"{name}_hours"] for row in asked]) or 0
                       for name in ("firm", "tentative"))  # fmt: skip
    can = able.get("capacity_hours")
    return {
        "person": one["person"], "period": one["period"], "month": month["month"], "role": one["role"],
        "capacity_hours": can, "capacity_reason": able.get("reason", NO_CAPACITY), "firm_hours": firm,
        "tentative_hours": tentative, "demand_reason": reason, "is_unbooked": not is_booked,
        "actual_hours": max(sheet) if sheet else hours(_sum([row["actual_hours"] for row in asked])),
        "over_hours": None if None in (firm, can) else hours(max(firm - can, 0)),
        "is_estimated": able.get("is_estimated", False) or any(row["is_estimated"] for row in asked),
    }  # fmt: skip


def role_load(loads: list[Row], months: list[Row], demand: list[Row]) -> list[Row]:
    """Each role in each month of a plan: what its people can work, what is planned of them and of nobody by name."""
    of, unnamed = defaultdict(list), defaultdict(list)
    for row in loads:
        of[row["role"], row["period"], row["month"]].append(row)
    for row in demand:
        if not row["person"]:
            unnamed[row["role"], row["period"], row["month"]].append(row)
    roles = {(role, period) for role, period, _ in of.keys() | unnamed.keys()}
    return [
        _short(role, month, of.get((role, period, month["month"]), []), unnamed.get((role, period, month["month"]), []))
        for role, period in roles for month in months if month["period"] == period
    ]  # fmt: skip


def _short(role: str, month: Row, loads: list[Row], unnamed: list[Row]) -> Row:
    known, unknown, reasons = [], 0, []
    for row in loads:
        is_free = row["is_unbooked"] and month["is_within_plans"]
        firm, tentative = (0 if row[f"{one}_hours"] is None and row["is_unbooked"] else row[f"{one}_hours"]
                           for one in ("firm", "tentative"))  # fmt: skip
        if row["over_hours"] is not None or is_free and row["capacity_hours"] is not None:
            known.append((row["capacity_hours"], firm, tentative))
        else:
            unknown += firm or 0
        reasons.append((None if is_free else row["demand_reason"]) or row["capacity_reason"])
    can = sum(able for able, _, _ in known) if known else None
    free = sum(max(able - firm, 0) for able, firm, _ in known) if known else None
    asked = _sum([row["firm_hours"] for row in unnamed]) or 0
    firm = sum(firm for _, firm, _ in known) + asked
    tentative = sum(hours for _, _, hours in known) + (_sum([row["tentative_hours"] for row in unnamed]) or 0)
    coverage = firm / (firm + unknown) if firm + unknown else 1.0
    unnamed_reason = max((row["planned_reason"] for row in unnamed if row["planned_reason"]), default=None)
    reason = unnamed_reason if month["is_planned"] else NO_HOURS
    if reason is None and (can is None or coverage < 0.8):
        reason = max((one for one in reasons if one), default=NO_CAPACITY)
    return {
        "role": role, "period": month["period"], "month": month["month"], "count_people": len(loads),
        "capacity_hours": None if reason else can, "firm_hours": hours(firm) if month["is_planned"] else None,
        "tentative_hours": hours(tentative) if month["is_planned"] else None, "unnamed_hours": hours(asked),
        "free_hours": None if reason else hours(free), "gap_hours": None if reason else hours(can - firm),
        "coverage": coverage, "reason": reason, "is_estimated": any(row["is_estimated"] for row in [*loads, *unnamed]),
    }  # fmt: skip


def contention(
    places: list[Place], sent: set[Place], demand: list[Row], loads: list[Row], roles: list[Row]
) -> list[Row]:
    """How much of each project's plan, this month and the next two, lies beyond the capacity it rests on."""
    excess = {("", row["role"], row["period"], row["month"]): (
        row["unnamed_hours"], None if row["free_hours"] is None else max(row["unnamed_hours"] - row["free_hours"], 0),
        row["reason"], row["is_estimated"],
    ) for row in roles if row["role"] != "unmapped"}  # fmt: skip
    excess |= {(row["person"], "", row["period"], row["month"]): (
        row["firm_hours"], row["over_hours"], row["capacity_reason"] or row["demand_reason"], row["is_estimated"],
    ) for row in loads}  # fmt: skip
    of = defaultdict(list)
    for row in demand:
        of[row["project_id"], row["period"]].append(row)
    return [_contended(place, place in sent, of.get(place, []), excess) for place in places]


def _contended(place: Place, is_sent: bool, rows: list[Row], excess: dict) -> Row:
    has_plan = not rows or any(row["firm_hours"] is not None or row["planned_reason"] for row in rows)
    everything = known = beyond = 0.0
    reasons, load_reasons, is_rough = [], [], False
    months = {month_end(number_of(place[1]) + ahead) for ahead in range(3)}
    for row in rows:
        firm = row["firm_hours"]
        if row["month"] not in months or firm is None and not row["planned_reason"]:
            continue
        key = row["person"], "" if row["person"] else row["role"], row["period"], row["month"]
        of_all, over, why, rough = excess.get(key, (None, None, None, False))
        reasons.append(row["planned_reason"])
        load_reasons.append(why)
        is_rough |= row["is_estimated"] or rough
        everything += firm or 0
        if over is not None:
            known += firm or 0
            beyond += over * firm / of_all if firm and of_all else 0
    reason = max((one for one in reasons if one), default=None) if is_sent and has_plan else NO_HOURS
    coverage = known / everything if everything else None
    reason = reason or (None if everything else "ZERO_DENOM(planned_hours)")
    if reason is None and coverage < 0.8:
        reason = max((one for one in load_reasons if one), default=NO_CAPACITY)
    return {
        "project_id": place[0], "period": place[1], "firm_hours": None if reason else hours(known),
        "contended_hours": None if reason else hours(beyond), "coverage": coverage, "reason": reason,
        "is_estimated": reason is None and is_rough,
    }  # fmt: skip


def effort_to_date(places: list[Place], sent: set[Place], demand: list[Row]) -> list[Row]:
    """Hours worked to date against those planned of them: of each person and month what was last reported by then."""
    of = defaultdict(list)
    for row in sorted(demand, key=lambda one: one["period"]):
        if row["month"] <= row["period"]:
            of[row["project_id"]].append(row)
    return [_worked(place, place in sent, of[place[0]]) for place in places]


def _worked(place: Place, is_sent: bool, rows: list[Row]) -> Row:
    project, period = place
    told = [
        row for row in rows if row["period"] <= period and row["actual_hours"] is not None and not row["planned_reason"]
    ]
    last = {(row["person"], "" if row["person"] else row["role"], row["month"]): row for row in told}
    now = [row for row in rows if row["period"] == row["month"] == period]
    reason = max((row["planned_reason"] for row in now if row["planned_reason"]), default=None)
    if not is_sent or all(row["firm_hours"] is None for row in now):
        reason = NO_HOURS
    months = {row["month"] for row in told}
    if reason is None and (not any(row["period"] == period for row in told) or max(months) != period):
        reason = "MISSING_INPUT(actual_hours)"
    if reason is None and len(months) != number_of(max(months)) - number_of(min(months)) + 1:
        reason = "PERIOD_GAP"
    is_partial = any((row["firm_hours"] or 0) > 0 and row["actual_hours"] is None for row in now)
    return {
        "project_id": project, "period": period,
        "actual_hours": None if reason else hours(sum(row["actual_hours"] for row in last.values())),
        "planned_hours": None if reason else hours(sum(row["firm_hours"] or 0 for row in last.values())),
        "is_partial": reason is None and is_partial, "reason": reason,
    }  # fmt: skip


def of_person(row: Row) -> dict[str, Row]:
    """The indicators of a person in the month reported."""
    can, firm, actual, why = row["capacity_hours"], row["firm_hours"], row["actual_hours"], row["capacity_reason"]
    flags = ["ESTIMATED"] * row["is_estimated"]
    nothing = "ZERO_DENOM(capacity_hours)" if can == 0 else None

    def share(hours: float | None, reason: str | None) -> Row:
        reason = reason or nothing
        return indicator("person", {"period": row["period"]}, None if reason else hours / can, reason, flags,
                         (hours, can or None), subject=row["person"])  # fmt: skip

    return {
        "planned_utilisation": share(firm, why or row["demand_reason"]),
        "actual_utilisation": share(actual, "MISSING_INPUT(timesheet_hours)" if actual is None else why),
        "over_allocation_hours": indicator("person", {"period": row["period"]}, row["over_hours"],
                                           why or row["demand_reason"], flags, subject=row["person"]),
    }  # fmt: skip


def of_role(row: Row) -> dict[str, Row]:
    """The indicators of a role in the month reported."""
    can, firm, why = row["capacity_hours"], row["firm_hours"], row["reason"]
    flags = ["ESTIMATED"] * row["is_estimated"] + ["PARTIAL_COVERAGE"] * (row["coverage"] < 0.95)
    nothing = why or ("ZERO_DENOM(capacity_hours)" if can == 0 else None)
    place = {"period": row["period"]}
    return {
        "role_utilisation": indicator("role", place, None if nothing else firm / can, nothing, flags,
                                      (firm, can or None), subject=row["role"]),
        "role_gap_hours": indicator("role", place, row["gap_hours"], why, flags, subject=row["role"]),
    }  # fmt: skip


def of_project(known: Row, contended: Row, worked: Row) -> dict[str, Row]:
    """The indicators of a project: the part of its plan beyond capacity, and the hours worked beyond those planned."""
    reason = known["state"] if known["state"] in ("COMPLETE", "CANCELLED", "ON_HOLD") else contended["reason"]
    beyond, firm, coverage = (contended[name] for name in ("contended_hours", "firm_hours", "coverage"))
    flags = ["ESTIMATED"] * contended["is_estimated"]
    flags += ["PARTIAL_COVERAGE"] * (coverage is not None and coverage < 0.95)
    less = None if worked["reason"] else worked["actual_hours"] - worked["planned_hours"]
    return {
        "contended_hours_ratio": indicator("project", known, None if reason else beyond / firm, reason, flags,
                                           (beyond, firm)),
        "effort_variance_hours": indicator("project", known, less, worked["reason"],
                                           ["PARTIAL_COVERAGE"] * worked["is_partial"]),
    }  # fmt: skip


def running(places: dict[Place, Row], sent: set[Place], booked: list[Row]) -> dict[date, dict[str, bool]]:
    """Of each project under way in a month whether it sent a plan; a list that names nobody is one."""
    plans = defaultdict(list)
    for row in booked:
        plans[row["project_id"], row["period"]].append(row["is_plan"])
    found: dict[date, dict[str, bool]] = defaultdict(dict)
    for (project, period), row in places.items():
        if row["state"] == "IN_PROGRESS":
            told = plans.get((project, period))
            found[period][project] = (project, period) in sent and (told is None or any(told))
    return found
