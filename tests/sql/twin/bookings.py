"""What projects book of people, worked out a second time: the months a row speaks of, and the hours in each."""

from collections import defaultdict
from datetime import date, timedelta

from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.people import GREATEST_HOURS, HOURS_PER_DAY, Names, hours
from tests.sql.twin.people_invented import key_of


def bookings(rows: list[Row], names: Names) -> list[Row]:
    """Each row of assignments with the person it means and the months it speaks of."""
    return [_booking(row, names) for row in rows]


def _booking(row: Row, names: Names) -> Row:
    period, begins, ends = row["period"], row.get("starts_on"), row.get("ends_on")
    is_stretch = "month" not in row and (begins is not None or ends is not None and ends > period)
    first = (begins or period.replace(day=1)) if is_stretch else None
    last = max(ends, first) if is_stretch and ends is not None else None
    month = None if is_stretch else row.get("month", period)
    end = month_end(number_of(last) if last else number_of(period) + 12) if is_stretch else month
    planned = {name: row.get(name) for name in ("planned_hours", "allocation_share", "full_time_equivalent")}
    return {
        "project_id": row["project_id"], "period": period, "row_key": key_of(row), "person": names.person(row),
        "role": names.role(row), "month": month, "from_day": first, "until_day": last, "until_month": end, **planned,
        "actual_hours": row.get("actual_hours"), "is_plan": any(value is not None for value in planned.values()),
        "is_firm": row.get("firmness", "firm") == "firm",
    }  # fmt: skip


def plan_months(periods: list[date], booked: list[Row], running: dict[date, dict[str, bool]]) -> list[Row]:
    """The month reported and the twelve after it, with the hours of a full-time person; `running` says of each project
    under way in a month whether it sent a plan."""
    found = []
    for period in periods:
        told = [row for row in booked if row["period"] == period and row["is_plan"]]
        last = max((row["until_month"] for row in told), default=date.min)
        with_end = max((
            row["until_month"] if row["month"] or row["until_day"]
            else max(month_end(number_of(row["from_day"])), period) for row in told
        ), default=date.min)  # fmt: skip
        for number in range(number_of(period), number_of(period) + 13):
            month = month_end(number)
            days = sum(month.replace(day=day).weekday() < 5 for day in range(1, month.day + 1))
            found.append({
                "period": period, "month": month, "full_time_hours": days * HOURS_PER_DAY, "is_planned": month <= last,
                "is_within_plans": month <= with_end,
                "is_all_planned": month <= with_end and all(running.get(period, {}).values()),
            })  # fmt: skip
    return found


def demand(booked: list[Row], months: list[Row], roster_rows: list[Row], able: list[Row]) -> list[Row]:
    """Hours planned and worked by project, month, and person or, where nobody is named, role."""
    role_of = {(row["person"], row["period"]): row["role"] for row in roster_rows}
    can = {(row["person"], row["period"], row["month"]): row for row in able}
    full = {(row["period"], row["month"]): row["full_time_hours"] for row in months}
    found: dict[tuple, list[Row]] = defaultdict(list)
    for row in booked:
        role = role_of[row["person"], row["period"]] if row["person"] else row["role"] or "unmapped"
        for month, of_stretch, of_month in _months_of(row, full):
            one = _measured(row, month, of_stretch, of_month, can.get((row["person"], row["period"], month)),
                            full.get((row["period"], month)))  # fmt: skip
            found[row["project_id"], row["period"], month, row["person"], role].append(one)
    return [_summed(keys, rows) for keys, rows in found.items()]


def _months_of(row: Row, full: dict) -> list[tuple[date, float | None, float]]:
    """The months that a booking falls in, with the part of the stretch and the part of the month that lies inside."""
    if row["month"]:
        return [(row["month"], 1, 1)]
    found, begins, ends = [], row["from_day"], row["until_day"]
    for period, month in full:
        if period == row["period"] and begins <= month <= row["until_month"]:
            inside = (min(ends or month, month) - max(begins, month.replace(day=1)) + timedelta(days=1)).days
            found.append((month, ends and inside / ((ends - begins).days + 1), inside / month.day))
    return found


def _measured(row: Row, month: date, of_stretch: float | None, of_month: float, can: Row | None, full: float) -> Row:
    amount, reason = None, None
    share, equivalent = row["allocation_share"], row["full_time_equivalent"]
    if row["planned_hours"] is not None:
        amount = None if of_stretch is None else row["planned_hours"] * of_stretch
        reason = "MISSING_INPUT(planned_hours)"
    elif share is not None:
        able = can and can["capacity_hours"]
        amount = None if able is None else share * able * of_month
        reason = (can and can["reason"]) or "MISSING_INPUT(capacity_hours)"
    elif equivalent is not None:
        amount = None if full is None else equivalent * full * of_month
        reason = "MISSING_INPUT(planned_hours)"
    if amount is not None:
        reason = None if 0 <= amount <= GREATEST_HOURS else "INVALID_INPUT(planned_hours)"
    actual = row["actual_hours"] if row["month"] or month == row["period"] else None
    return {
        "hours": amount, "reason": reason, "is_firm": row["is_firm"],
        "is_made": amount is not None and (row["planned_hours"] is None or not row["month"]),
        "actual": actual if actual is not None and 0 <= actual <= GREATEST_HOURS else None,
    }  # fmt: skip


def _summed(keys: tuple, rows: list[Row]) -> Row:
    def added(values: list[float]) -> float | None:
        return sum(values) if values else None

    good = [row for row in rows if row["hours"] is not None and row["reason"] is None]
    firm, tentative = (added([row["hours"] for row in good if row["is_firm"] is one]) for one in (True, False))
    return {
        **dict(zip(("project_id", "period", "month", "person", "role"), keys, strict=True)),
        "firm_hours": hours(0 if firm is None and tentative is not None else firm),
        "tentative_hours": hours(0 if tentative is None and firm is not None else tentative),
        "planned_reason": max((row["reason"] for row in rows if row["reason"]), default=None),
        "actual_hours": hours(added([row["actual"] for row in rows if row["actual"] is not None])),
        "is_estimated": any(row["is_made"] for row in rows),
    }  # fmt: skip
