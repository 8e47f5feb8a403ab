"""Milestones worked out a second time: dates and slips, what was due and hit, totals, rates and trends."""

from collections import defaultdict
from datetime import date
from statistics import median

import numpy as np

from tests.sql.twin.invented import Row, number_of
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import Tables, by_place, indicator, of_so_few

OVER = ("ON_HOLD", "COMPLETE", "CANCELLED")
DAYS_PER_MONTH = 30.4375


def milestone_tables(reports: Reports, rows: list[Row], without: list[Place]) -> Tables:
    """The rows of each table of milestones, by its name."""
    dates = [_dated(row, reports.known[row["project_id"], row["period"]]) for row in rows]
    originals = _originals(dates)
    due = _due(dates, originals)
    sent = {(row["project_id"], row["period"]) for row in rows} | set(without)
    dates_of, due_of = by_place(dates), by_place(row for row in due if row["basis"] == "current")
    totals = [_total(row, place in sent, dates_of[place], due_of[place]) for place, row in reports.known.items()]
    rates = _rates(totals, originals, due)
    return {
        "core.milestone_dates": dates, "core.milestone_originals": originals, "core.milestones_due": due,
        "core.milestone_hits": _hits(due), "core.milestone_totals": totals, "core.milestone_rates": rates,
        "indicators.milestone_slip_days": [_slip(row) for row in dates],
        "indicators.milestone_trend_days_per_month": _trends(dates),
        "indicators.milestone_hit_rate": [_hit_rate(row) for row in rates if row["basis"] == "current"],
        **{f"indicators.{name}": [_of_slips(name, row) for row in totals] for name in (
            "milestone_average_slip_days", "milestone_median_slip_days", "milestone_slip_days_ninetieth",
            "milestone_late_slip_days", "count_milestones_overdue",
        )},
    }  # fmt: skip


def _dated(row: Row, known: Row) -> Row:
    status, state = known["status_date"], known["state"]
    until = max(status, row["period"])
    planned, forecast, actual = (row.get(f"{name}_date") for name in ("baseline", "forecast", "actual"))
    is_cancelled, is_dreamt = row.get("status") == "cancelled", actual is not None and actual > until
    is_undated = actual is None and row.get("status") == "done"
    reached = actual if actual is not None and not is_dreamt else None
    if is_undated and forecast is not None and forecast <= until:
        reached = forecast
    is_reached = is_undated or reached is not None
    is_open = not (is_reached or is_cancelled or is_dreamt) and state not in OVER
    expected, passed = reached, forecast if forecast is not None else planned
    if is_open:
        expected = forecast if forecast is not None and forecast >= status else None
        if expected is None and passed is not None and passed < status:
            expected = status
    reasons = (
        ("CANCELLED", is_cancelled), ("NO_BASELINE", planned is None), ("INVALID_INPUT(actual_date)", is_dreamt),
        ("MISSING_INPUT(actual_date)", is_reached and reached is None), (state, not is_reached and not is_open),
        ("MISSING_INPUT(forecast_date)", expected is None),
    )  # fmt: skip
    why = next((reason for reason, applies in reasons if applies), None)
    key = row.get("milestone_id", row.get("milestone_name"))
    return {
        "project_id": row["project_id"], "period": row["period"], "row_key": key,
        "milestone_name": row.get("milestone_name", key), "owner": row.get("owner"),
        "is_critical": row.get("is_critical"), "status_date": status, "baseline_date": planned,
        "forecast_date": forecast, "reached_date": reached, "is_reached": is_reached, "is_open": is_open,
        "is_overdue": is_open and planned is not None and planned < status, "expected_date": expected,
        "slip_days": (expected - planned).days if why is None else None, "slip_reason": why,
        "is_estimated": is_undated or is_open and expected != forecast,
    }  # fmt: skip


def _slip(row: Row) -> Row:
    flags = ["ESTIMATED"] if row["is_estimated"] else []
    return indicator("milestone", row, row["slip_days"], row["slip_reason"], flags, key=row["row_key"])


def _originals(dates: list[Row]) -> list[Row]:
    by_milestone: dict[tuple, list[Row]] = defaultdict(list)
    for row in sorted(dates, key=lambda one: one["period"]):
        if row["baseline_date"] is not None:
            by_milestone[row["project_id"], row["row_key"]].append(row)
    return [
        {"project_id": project, "row_key": key, "original_date": told[0]["baseline_date"],
         "original_period": told[0]["period"], "is_moved": len({row["baseline_date"] for row in told}) > 1}
        for (project, key), told in by_milestone.items()
    ]  # fmt: skip


def year_before(day: date) -> date:
    """The same day of the year before; the last of February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _due(dates: list[Row], originals: list[Row]) -> list[Row]:
    moved = {row["project_id"] for row in originals if row["is_moved"]}
    first = {(row["project_id"], row["row_key"]): row["original_date"] for row in originals}
    by_project: dict[str, list[Row]] = defaultdict(list)
    for row in dates:
        by_project[row["project_id"]].append(row)
    found = []
    for project, told in by_project.items():
        for period, status in {row["period"]: row["status_date"] for row in told}.items():
            last = {row["row_key"]: row for row in sorted(told, key=lambda one: one["period"])
                    if year_before(period) <= row["period"] <= period}  # fmt: skip
            for basis in ("current", "original") if project in moved else ("current",):
                approved = {key: row["baseline_date"] for key, row in last.items()}
                if basis == "original":
                    approved = {key: first[project, key] if day else None for key, day in approved.items()}
                there = {approved[key] for key, row in last.items() if row["period"] == period}
                found += [
                    {"basis": basis, "project_id": project, "period": period, "row_key": key,
                     "baseline_date": approved[key], "is_hit": _is_hit(row, approved[key]),
                     "is_dropped": row["period"] < period}
                    for key, row in last.items()
                    if approved[key] and year_before(status) < approved[key] <= status
                    and (row["period"] == period or approved[key] not in there)
                ]  # fmt: skip
    return found


def _is_hit(row: Row, approved: date) -> bool | None:
    if row["is_reached"]:
        return None if row["reached_date"] is None else row["reached_date"] <= approved
    return None if (row["slip_reason"] or "").startswith("INVALID") else False


def _hits(due: list[Row]) -> list[Row]:
    by_month: dict[tuple, list[Row]] = defaultdict(list)
    for row in due:
        by_month[row["basis"], row["project_id"], row["period"]].append(row)
    return [
        {"basis": basis, "project_id": project, "period": period, **_counted(told)}
        for (basis, project, period), told in by_month.items()
    ]


def _counted(due: list[Row]) -> Row:
    return {
        "count_due": sum(row["is_hit"] is not None for row in due),
        "count_hit": sum(row["is_hit"] is True for row in due),
        "count_dropped": sum(row["is_dropped"] for row in due),
        "count_unknown": sum(row["is_hit"] is None for row in due),
    }


def _total(known: Row, is_sent: bool, told: list[Row], due: list[Row]) -> Row:
    slips = [row["slip_days"] for row in told if row["slip_days"] is not None]
    late = [slip for slip in slips if slip > 0]
    reason = known["state"] if known["state"] in ("ON_HOLD", "CANCELLED") else None
    return {
        "project_id": known["project_id"], "period": known["period"], "progress_state": known["state"],
        "reason": reason or (None if is_sent else "MISSING_INPUT(milestone_name)"), "is_sent": is_sent,
        "count_all": len(told), **_counted(due),
        "count_overdue": sum(row["is_overdue"] for row in told), "count_slips": len(slips), "sum_slips": sum(slips),
        "count_late": len(late), "sum_late_slips": sum(late), "median_slip": float(median(slips)) if slips else None,
        "ninetieth_slip": float(np.quantile(slips, 0.9)) if slips else None,
        "is_estimated": any(row["is_estimated"] and row["slip_days"] is not None for row in told),
        "slip_reason": max((row["slip_reason"] for row in told if row["slip_reason"]), default=None),
    }  # fmt: skip


def _rates(totals: list[Row], originals: list[Row], due: list[Row]) -> list[Row]:
    moved = {row["project_id"] for row in originals if row["is_moved"]}
    first = {(row["project_id"], row["period"]): row for row in _hits(due) if row["basis"] == "original"}
    nothing = _counted([])
    found = [{"basis": "current", **row} for row in totals]
    for row in (one for one in totals if one["project_id"] in moved):
        found.append({**row, **nothing, **first.get((row["project_id"], row["period"]), {}), "basis": "original"})
    return [_rate(row) for row in found]


def _rate(row: Row) -> Row:
    reason, known, unknown = row["reason"], row["count_due"], row["count_unknown"]
    if reason is None:
        nothing = "NOT_APPLICABLE" if unknown == 0 else "MISSING_INPUT(actual_date)"
        reason = nothing if known == 0 else of_so_few(known, 5)
    flags = ["PARTIAL_COVERAGE"] * (unknown > 0) + ["DROPPED"] * (row["count_dropped"] > 0)
    names = ("basis", "project_id", "period", "count_due", "count_hit")
    return {name: row[name] for name in names} | {"reason": reason, "flags": flags}


def _hit_rate(row: Row) -> Row:
    known, hit = row["count_due"], row["count_hit"]
    share = hit / known if row["reason"] is None else None
    return indicator("project", row, share, row["reason"], row["flags"], (hit, known) if known else None)


def _of_slips(name: str, row: Row) -> Row:
    """An indicator of a project that its slips make: mean, median, ninetieth, mean of the late ones; those overdue."""
    reason, count, late = row["reason"], row["count_slips"], row["count_late"]
    if name == "count_milestones_overdue":
        reason = reason or ("COMPLETE" if row["progress_state"] == "COMPLETE" else None)
        return indicator("project", row, row["count_overdue"], reason, [])
    if reason is None:
        reason = "NOT_APPLICABLE" if row["count_all"] == 0 else row["slip_reason"] if count == 0 else None
    flags = ["PARTIAL_COVERAGE"] * (count < row["count_all"]) + ["ESTIMATED"] * row["is_estimated"]
    if name == "milestone_median_slip_days":
        return indicator("project", row, row["median_slip"], reason or of_so_few(count, 5), flags)
    if name == "milestone_slip_days_ninetieth":
        return indicator("project", row, row["ninetieth_slip"], reason or of_so_few(count, 10), flags)
    if name == "milestone_average_slip_days":
        mean = row["sum_slips"] / count if count else None
        return indicator("project", row, mean, reason, flags, (row["sum_slips"], count) if count else None)
    mean = row["sum_late_slips"] / late if late else None
    reason = reason or (None if late else "NOT_APPLICABLE")
    return indicator("project", row, mean, reason, flags, (row["sum_late_slips"], late) if late else None)


def _trends(dates: list[Row]) -> list[Row]:
    by_milestone: dict[tuple, list[Row]] = defaultdict(list)
    for row in dates:
        by_milestone[row["project_id"], row["row_key"]].append(row)
    return [_trend(row, told) for told in by_milestone.values() for row in told]


def _trend(row: Row, told: list[Row]) -> Row:
    months = range(number_of(row["period"]) - 11, number_of(row["period"]) + 1)
    points = [(one["status_date"].toordinal(), one["expected_date"].toordinal()) for one in told
              if one["expected_date"] is not None and number_of(one["period"]) in months]  # fmt: skip
    slope, reason = None, None
    if len({made for made, _ in points}) > 1:
        made, expected = np.array(points, dtype=float).T
        made, expected = made - made.mean(), expected - expected.mean()
        slope = float((made * expected).sum() / (made * made).sum()) * DAYS_PER_MONTH
    if row["is_reached"]:
        reason = "COMPLETE"
    elif not row["is_open"] or row["expected_date"] is None:
        reason = row["slip_reason"]
    elif len(points) < 4:
        reason = f"INSUFFICIENT_HISTORY({len(points)}<4)"
    flags = ["ESTIMATED"] if row["is_estimated"] else []
    return indicator("milestone", row, slope, reason, flags, key=row["row_key"])
