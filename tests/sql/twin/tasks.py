"""Tasks worked out a second time: what they are, where they stand, what they say of their project."""

from datetime import date, timedelta
from statistics import median

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import by_place


def task_dates(rows: list[Row], reports: Reports) -> list[Row]:
    """Each task against its approved dates."""
    status = {
        (row["project_id"], row["period"]): row.get("status_date", row["period"]) for row in reports.heard.projects
    }
    sums = {(*place, key) for place, told in by_place(rows).items() for key in _summaries(told)}
    return [_dated(row, status[row["project_id"], row["period"]], sums) for row in rows]


def key_of(row: Row) -> str:
    """What makes a task the same in another month."""
    return next(row[name] for name in ("task_id", "wbs", "task_name") if name in row)


def _summaries(rows: list[Row]) -> set[str]:
    """The keys of the tasks of one project and month that others are a part of; one told to be none is none."""
    parents = {row["parent_task"] for row in rows if "parent_task" in row
               and row["parent_task"] not in (row.get("task_id"), row.get("task_name"))}  # fmt: skip
    above = {row["wbs"].rpartition(".")[0] for row in rows if "." in row.get("wbs", "")}
    return {
        key_of(row) for row in rows
        if row.get("is_summary", bool(parents & {row.get("task_id"), row.get("task_name")} - {None})
                   or row.get("wbs") in above)
    }  # fmt: skip


def _dated(row: Row, status: date, sums: set[tuple]) -> Row:
    key, share, state = key_of(row), row.get("percent_complete"), row.get("status")
    until, actual, forecast = max(status, row["period"]), row.get("actual_finish"), row.get("forecast_finish")
    planned, is_sum = row.get("baseline_finish"), (row["project_id"], row["period"], key) in sums
    is_event = row.get("is_milestone", row.get("duration_days") == 0)
    is_in_plan = row.get("is_active", True) and state != "cancelled" and not row.get("is_level_of_effort", False)
    is_undated = actual is None and (state == "done" or share is not None and share >= 1)
    finished = actual if actual is not None and actual <= until else None
    if is_undated and forecast is not None and forecast <= until:
        finished = forecast
    is_finished = is_undated or finished is not None
    expected = finished or actual
    if expected is None:
        latest_told = forecast or planned
        if is_undated or forecast is not None and forecast >= status:
            expected = forecast
        elif latest_told is not None and latest_told < status:
            expected = status
    is_work = is_in_plan and not is_sum and not is_event
    begun, is_possible = row.get("actual_start"), share is not None and 0 <= share <= 1
    stretches = [(row.get(f"{one}_start"), row.get(f"{one}_finish")) for one in ("baseline", "forecast")]
    spans = [(end - start).days + 1 for start, end in stretches if None not in (start, end) and end >= start]
    in_time = None if planned is None or is_finished and finished is None else is_finished and finished <= planned
    slack = row.get("total_float_days")
    return {
        "project_id": row["project_id"], "period": row["period"], "row_key": key,
        "task_name": row.get("task_name", key), "owner": row.get("owner"), "status_date": status,
        "is_in_plan": is_in_plan, "is_summary": is_sum, "is_milestone": is_event, "is_work": is_work,
        **{name: row.get(name) for name in ("baseline_start", "baseline_finish", "forecast_start", "forecast_finish",
                                            "actual_start", "planned_cost", "planned_hours", "duration_days",
                                            "total_float_days")},
        "finished_on": finished, "is_told": state is not None or share is not None or actual is not None,
        "is_begun": is_finished or begun is not None and begun <= until or (share or 0) > 0 or state == "in_progress",
        "is_finished": is_finished, "is_open": is_work and not is_finished,
        "is_due": planned is not None and planned <= status, "is_on_time": in_time,
        "is_overdue": is_work and not is_finished and planned is not None and planned < status,
        "expected_finish": expected, "share_complete": 1.0 if is_finished else share if is_possible else 0.0,
        "is_share_invalid": share is not None and not is_possible, "span_days": spans[0] if spans else None,
        "is_critical": row.get("is_critical", None if slack is None else slack <= 0),
    }  # fmt: skip


def task_rollup(dates: list[Row]) -> list[Row]:
    """What the tasks of each project say of it, where any of them counts."""
    return [_rolled(place, told) for place, rows in by_place(dates).items()
            if (told := [row for row in rows if row["is_in_plan"]])]  # fmt: skip


def _rolled(place: Place, told: list[Row]) -> Row:
    work = [row for row in told if row["is_work"]]
    weights = {name: [row[name] for row in work] for name in ("planned_cost", "planned_hours", "duration_days")}
    usable = [name for name, values in weights.items() if None not in values and min(values, default=-1) >= 0
              and sum(values) > 0]  # fmt: skip
    if not usable and all(row["span_days"] is not None for row in work):
        usable = ["span_days"]
    reason = None
    if not work:
        reason = "NOT_APPLICABLE"
    elif any(row["is_share_invalid"] for row in work):
        reason = "INVALID_INPUT(tasks.percent_complete)"
    elif not any(row["is_told"] for row in work):
        reason = "MISSING_INPUT(tasks.percent_complete)"
    elif not usable:
        reason = "MISSING_INPUT(tasks.planned_hours,tasks.duration_days)"
    share, by = None, None
    if reason is None:
        by = {"planned_cost": "cost", "planned_hours": "hours"}.get(usable[0], "duration")
        share = sum(row[usable[0]] * row["share_complete"] for row in work) / sum(row[usable[0]] for row in work)
    latest = max((row["expected_finish"] for row in told if row["expected_finish"]), default=None)
    unknown = [row["baseline_finish"] for row in told if row["expected_finish"] is None]
    open_undated = any(row["expected_finish"] is None and row["baseline_finish"] is None and not row["is_finished"]
                       for row in told)  # fmt: skip
    is_later = latest is not None and any(day > latest for day in unknown if day)

    def of(name: str) -> list[date]:
        return [row[name] for row in told if row[name] is not None]

    return {
        "project_id": place[0], "period": place[1], "percent_complete": share, "weighed_by": by,
        "percent_reason": reason, "baseline_start": min(of("baseline_start"), default=None),
        "baseline_finish": max(of("baseline_finish"), default=None),
        "forecast_finish": None if open_undated or is_later else latest,
        "actual_start": min(of("actual_start"), default=None),
        "is_begun": any(row["is_begun"] for row in told) if any(row["is_told"] for row in told) else None,
    }  # fmt: skip


def task_totals(reports: Reports, dates: list[Row], sent: set[Place]) -> list[Row]:
    """The tasks of each project and month added up."""
    of = by_place(row for row in dates if row["is_work"])
    return [_total(reports, row, of.get(place, []), place in sent) for place, row in reports.known.items()]


def _total(reports: Reports, known: Row, work: list[Row], is_sent: bool) -> Row:
    before = reports.known.get((known["project_id"], known["period"].replace(day=1) - timedelta(days=1)))
    since = before["status_date"] if before else known["period"].replace(day=1) - timedelta(days=1)
    reason = known["state"] if known["state"] in ("ON_HOLD", "CANCELLED") else None
    reason = reason or (None if is_sent else "MISSING_INPUT(task_name)")
    untold = None if any(row["is_told"] for row in work) else "MISSING_INPUT(tasks.actual_finish)"
    todo, due = [row for row in work if row["is_open"]], [row for row in work if row["is_due"]]
    month = [row for row in due if row["baseline_finish"] > since]
    late = [(row["status_date"] - row["baseline_finish"]).days for row in work if row["is_overdue"]]
    slack = [row["total_float_days"] for row in todo if row["total_float_days"] is not None]
    count = {
        "all": len(work), "open": len(todo), "finished": sum(row["is_finished"] for row in work), "due": len(due),
        "open_approved": sum(row["baseline_finish"] is not None for row in todo), "overdue": len(late),
        "unapproved": sum(row["baseline_finish"] is None for row in work),
        "judged": sum(row["is_on_time"] is not None for row in due),
        "missed": sum(row["is_on_time"] is False for row in due),
        "judged_month": sum(row["is_on_time"] is not None for row in month),
        "hit_month": sum(row["is_on_time"] is True for row in month),
        "unknown_month": sum(row["is_on_time"] is None for row in month),
        "float": len(slack), "float_negative": sum(days < 0 for days in slack),
        "float_small": sum(0 < (row["total_float_days"] or 0) <= 10 and row["is_critical"] is not True for row in todo),
        "float_high": sum(days > 44 for days in slack),
        "path": sum(row["is_critical"] is not None for row in todo),
        "critical": sum(row["is_critical"] is True for row in todo),
    }  # fmt: skip
    return {
        "project_id": known["project_id"], "period": known["period"], "progress_state": known["state"],
        "reason": reason, "progress_reason": reason or ("NOT_APPLICABLE" if not work else untold), "is_sent": is_sent,
        **{f"count_{name}": number for name, number in count.items()},
        "median_overdue_days": float(median(late)) if late else None, "least_float_days": min(slack, default=None),
    }  # fmt: skip
