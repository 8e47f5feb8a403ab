"""The hours of each day by the calendars known then, and the days left to each finish: a second calculation."""

from collections import defaultdict
from datetime import date, timedelta

from tests.sql.twin.invented import Row
from tests.sql.twin.promises import month_before
from tests.sql.twin.reports import Place, Reports


def working_days(periods: list[date], calendars: list[tuple[date, list[Row]]]) -> dict[date, dict[date, float]]:
    """The hours of each day of a month and of the twelve after it, by the calendars known then."""
    found = {}
    for period in periods:
        rows = [row for known_from, told in calendars if known_from <= period for row in told]
        names = {row["calendar_name"] for row in rows if "calendar_name" in row}
        told: dict[date, list[Row]] = defaultdict(list)
        for row in rows:
            if "calendar_name" not in row or len(names) == 1:
                for number in range((max(row.get("ends_on", row["day"]), row["day"]) - row["day"]).days + 1):
                    told[row["day"] + timedelta(days=number)].append(row)
        day, last = (
            period.replace(day=1),
            month_before(period.replace(year=period.year + 1, day=1) + timedelta(days=31)),
        )
        found[period] = {}
        while day <= last:
            found[period][day] = _hours(day, told.get(day, []))
            day += timedelta(days=1)
    return found


def _hours(day: date, rows: list[Row]) -> float:
    said = [row.get("is_working_day", row["kind"] in ("worked", "working") if "kind" in row else None) for row in rows]
    hours = max((row["working_hours"] for row in rows if "working_hours" in row), default=None)
    known = [one for one in said if one is not None]
    is_worked = any(known) if known else hours > 0 if hours is not None else day.weekday() < 5
    return (8 if hours is None else hours) if is_worked else 0


def days_to_finish(reports: Reports, tasks: dict[Place, Row], days: dict, first_known: date) -> list[Row]:
    """Working days from each status date to the finish that is forecast, by the report or else by its tasks."""
    found = []
    for place, row in reports.known.items():
        of_tasks = tasks.get(place, {}).get("forecast_finish")
        finish = row["forecast_finish"] or of_tasks
        count, day, last = None, row["status_date"], finish
        if finish is not None:
            hours = days[place[1]]
            ahead = [day + timedelta(days=one) for one in range(1, (last - day).days + 1)]
            count = sum(hours[one] > 0 if one in hours else one.weekday() < 5 for one in ahead)
        is_rough = place[1] < first_known or row["forecast_finish"] is None
        found.append({
            "project_id": place[0], "period": place[1], "working_days": count,
            "is_estimated": finish is not None and is_rough,
            "reason": "MISSING_INPUT(forecast_finish)" if finish is None else None,
        })  # fmt: skip
    return found
