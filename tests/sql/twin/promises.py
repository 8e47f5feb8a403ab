"""What tasks promised a month ago, as was known then: a second calculation."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from tests.sql.twin.invented import Row
from tests.sql.twin.loads import Load
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import by_place
from tests.sql.twin.tasks import key_of

CUT_OFF_DAYS = 10


def month_before(period: date) -> date:
    """The end of the month before."""
    return period.replace(day=1) - timedelta(days=1)


def tasks_expected(
    reports: Reports, loads: list[Load], received: dict[int, date], closed: dict[date, datetime], dates: list[Row]
) -> list[Row]:
    """The tasks that the report of the month before expected, of projects that report tasks in both months. Of loads
    that came in time for a month the newest is heard first, field by field, and none that one of them replaced."""
    now, found = by_place(dates), []
    for project, period in now:
        before = reports.known.get((project, month_before(period)))
        if before is None:
            continue
        asked, answered = before["status_date"], reports.known[project, period]["status_date"]
        sums = {row["row_key"] for row in now.get((project, before["period"]), []) if row["is_summary"]}
        finished = {row["row_key"]: row["is_finished"] for row in now[project, period]}
        for key, row in _known_then(loads, received, closed, (project, before["period"])).items():
            day, actual = row.get("forecast_finish"), row.get("actual_finish")
            is_done = row.get("status") in ("done", "cancelled") or row.get("percent_complete", 0) >= 1
            is_done = is_done or actual is not None and actual <= max(asked, before["period"])
            if key not in sums and _is_work(row) and not is_done:
                found.append({
                    "project_id": project, "period": period, "row_key": key, "forecast_finish": day,
                    "is_expected": day is not None and asked < day <= answered,
                    "is_finished": finished.get(key, False),
                })  # fmt: skip
    return found


def _is_work(row: Row) -> bool:
    is_event = row.get("is_milestone", row.get("duration_days") == 0)
    return row.get("is_active", True) and not (row.get("is_level_of_effort") or row.get("is_summary") or is_event)


def _known_then(
    loads: list[Load], received: dict[int, date], closed: dict[date, datetime], place: Place
) -> dict[str, Row]:
    until = closed.get(place[1], datetime.combine(place[1] + timedelta(days=CUT_OFF_DAYS + 1), datetime.min.time()))
    speaking = [(number, rows) for number, told in loads if (rows := by_place(told).get(place))]
    in_time = [one for one in speaking if datetime.combine(received[one[0]], datetime.min.time()) < until]
    in_time = in_time or speaking[:1]
    if loads[1][0] in [number for number, _ in in_time]:
        in_time = [one for one in in_time if one[0] != loads[0][0]]
    found: dict[str, Row] = defaultdict(dict)
    for _, rows in reversed(in_time):
        for row in rows:
            found[key_of(row)] = row | found[key_of(row)]
    return found
