"""Dependencies worked out a second time: when they are expected, how late that is, and what is added up of it."""

from datetime import date

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import Tables, by_place, indicator


def dependency_tables(reports: Reports, rows: list[Row], without: list[Place]) -> Tables:
    """Dependencies against the day they are needed, added up, and what they are told by."""
    dates = [_awaited(row, reports.known[row["project_id"], row["period"]]["status_date"]) for row in rows
             if row.keys() & {"needed_on", "promised_on", "forecast_on", "actual_on"}]  # fmt: skip
    of, sent = by_place(dates), {(row["project_id"], row["period"]) for row in rows} | set(without)
    totals = [_waiting(row, of.get(place, []), place in sent) for place, row in reports.known.items()]
    return {
        "core.dependency_dates": dates, "core.dependency_totals": totals,
        "indicators.count_dependencies_late": [_of_waiting("count_late", row) for row in totals],
        "indicators.dependency_exposed_days": [_of_waiting("sum_exposed_days", row) for row in totals],
    }  # fmt: skip


def _awaited(row: Row, status: date) -> Row:
    needed, told = row.get("needed_on"), row.get("forecast_on", row.get("promised_on"))
    is_here = "actual_on" in row and row["actual_on"] <= max(status, row["period"])
    is_open = row.get("status") not in ("done", "cancelled") and not is_here
    day, latest = told if is_open and told is not None and told >= status else None, told or needed
    if is_open and day is None and latest is not None and latest < status:
        day = status
    return {
        "project_id": row["project_id"], "period": row["period"], "row_key": f"{row['dependency_id']}||",
        "is_open": is_open, "needed_on": needed, "expected_on": day,
        "exposed_days": None if day is None or needed is None else max((day - needed).days, 0),
        "is_estimated": day is not None and day != told,
    }  # fmt: skip


def _waiting(known: Row, rows: list[Row], is_sent: bool) -> Row:
    todo = [row for row in rows if row["is_open"]]
    days = [row["exposed_days"] for row in todo if row["exposed_days"] is not None]
    lacks = "needed_on" if any(row["needed_on"] is None for row in todo) else "forecast_on"
    reason = known["state"] if known["state"] in ("ON_HOLD", "COMPLETE", "CANCELLED") else None
    return {
        "project_id": known["project_id"], "period": known["period"],
        "reason": reason or (None if is_sent else "MISSING_INPUT(dependencies)"), "count_open": len(todo),
        "count_known": len(days), "count_late": sum(day > 0 for day in days), "sum_exposed_days": sum(days),
        "unknown_reason": f"MISSING_INPUT(dependencies.{lacks})" if rows else None,
        "is_estimated": any(row["is_estimated"] and row["exposed_days"] for row in todo),
    }  # fmt: skip


def _of_waiting(name: str, row: Row) -> Row:
    reason = row["reason"] or (row["unknown_reason"] if row["count_open"] and not row["count_known"] else None)
    flags = ["ESTIMATED"] * row["is_estimated"] + ["PARTIAL_COVERAGE"] * (row["count_known"] < row["count_open"])
    return indicator("project", row, row[name], reason, flags)
