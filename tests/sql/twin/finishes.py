"""When projects start and finish, worked out a second time: durations, slips, the trend of forecasts, estimates."""

from datetime import date, timedelta
from itertools import combinations
from math import floor
from statistics import median

import pandas as pd

from tests.sql.twin.formulas import answers
from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.milestones import DAYS_PER_MONTH, OVER
from tests.sql.twin.plans import month_number
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import Tables, indicator

PRESSURES = ("planned", "performance", "cost")
LONGEST_DAYS = 1200 * DAYS_PER_MONTH
EPOCH = date(2000, 1, 1)


def finish_tables(reports: Reports, tasks: dict[Place, Row]) -> Tables:
    """The rows of each table that tells when projects start and finish, by its name; where a report is silent, what
    the tasks of the project say."""
    rows = list(reports.known.values())
    told = answers(pd.DataFrame(rows))
    months = {name: told[f"earned_schedule/{name}"] for name in PRESSURES}
    estimates = [
        {
            name: (None if value[place] != value[place] else value[place], why[place])
            for name, (value, why) in months.items()
        }
        for place in range(len(rows))
    ]
    finishes = [_finish(row, one, tasks.get((row["project_id"], row["period"]), {}))
                for row, one in zip(rows, estimates, strict=True)]  # fmt: skip
    by_place = {(row["project_id"], row["period"]): row for row in finishes}
    trends = {place: _trend(by_place, place) for place in reports.known}
    tables: Tables = {"core.finish_forecasts": finishes, "core.finish_trends": list(trends.values())}
    for place, row in reports.known.items():
        made = _Made(reports, row, by_place, trends[place], tasks.get(place, {}))
        for name in ("planned_duration", "estimated_duration", "finish_slip_days", "finish_slip_ratio",
                     "finish_slip_rate", "start_slip_days", "time_tolerance_used", "finish_trend_days_per_month",
                     "trend_finish_slip_days"):  # fmt: skip
            tables.setdefault(f"indicators.{name}", []).append(getattr(made, name)())
    return tables


def _manager_finish(row: Row, tasks: Row) -> date | None:
    """When the manager expects the finish; of what is over, when it was."""
    if row["state"] != "COMPLETE":
        return row["forecast_finish"] or tasks.get("forecast_finish")
    finish = row["actual_finish"]
    return None if finish is None or finish > max(row["status_date"], row["period"]) else finish


def _finish(row: Row, months: dict[str, tuple[float | None, str | None]], tasks: Row) -> Row:
    days = {name: _day_after(row["baseline_start"], value) for name, (value, _) in months.items()}
    known = [day for day in days.values() if day is not None]
    return {
        "project_id": row["project_id"], "period": row["period"], "status_date": row["status_date"],
        "progress_state": row["state"], "baseline_start": row["baseline_start"],
        "baseline_finish": row["baseline_finish"], "manager_finish": _manager_finish(row, tasks),
        **{f"{name}_finish": day for name, day in days.items()},
        "earliest_finish": min(known, default=None), "latest_finish": max(known, default=None),
        "reason": None if known else months["planned"][1], "is_from_tasks": _is_of_tasks(row, tasks),
    }  # fmt: skip


def _is_of_tasks(row: Row, tasks: Row) -> bool:
    """Whether it is the tasks that tell when the finish is expected."""
    return row["state"] != "COMPLETE" and row["forecast_finish"] is None and tasks.get("forecast_finish") is not None


def _day_after(start: date | None, months: float | None) -> date | None:
    """The first day up to whose end so many months have passed since a start; an instant more is none."""
    if months is None:
        return None
    day = month_end(number_of(start) + floor(months + (start.day - 1) / month_end(number_of(start)).day - 1e-9) - 1)
    while month_number(start, day) < months - 1e-9 - 1e-6 / 31:
        day += timedelta(days=1)
    return day


def _trend(finishes: dict, place: tuple[str, date]) -> Row:
    project, period = place
    row, number = finishes[place], number_of(period)
    made = [one for (other, _), one in finishes.items()
            if other == project and number - 11 <= number_of(one["period"]) <= number
            and one["manager_finish"] is not None and one["progress_state"] != "COMPLETE"]  # fmt: skip
    points = [((one["status_date"] - EPOCH).days, (one["manager_finish"] - EPOCH).days) for one in made]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if a[0] != b[0]]
    count = len({day for day, _ in points})
    why = row["progress_state"] if row["progress_state"] in OVER else None
    why = why or ("MISSING_INPUT(forecast_finish)" if row["manager_finish"] is None else None)
    why = why or (f"INSUFFICIENT_HISTORY({count}<4)" if count < 4 else None)
    slope, day, reason = None, None, why
    if why is None:
        slope = median(slopes)
        meets = None if slope == 1 else median(finish - slope * day for day, finish in points) / (1 - slope)
        if slope >= 1 or not 0 <= meets - (row["status_date"] - EPOCH).days <= LONGEST_DAYS:
            reason = "UNDEFINED_MATH"
        else:
            day = EPOCH + timedelta(days=floor(meets + 0.5))
    return {
        "project_id": project, "period": period, "count_months": count, "moved_days": slope, "slope_reason": why,
        "trend_finish": day, "reason": reason, "is_from_tasks": any(one["is_from_tasks"] for one in made),
    }  # fmt: skip


class _Made:
    """The indicators of one project and month."""

    def __init__(self, reports: Reports, row: Row, finishes: dict, trend: Row, tasks: Row) -> None:
        self.row, self.finishes, self.trend, self.tasks = row, finishes, trend, tasks
        self.state, self.status = row["state"], row["status_date"]
        self.report = reports.reported[row["project_id"], row["period"]]
        self.start, self.finish = row["baseline_start"], row["baseline_finish"]
        told = finishes[row["project_id"], row["period"]]
        self.manager, self.of_tasks = told["manager_finish"], ["ESTIMATED"] if told["is_from_tasks"] else []
        in_force = reports.version_in_force(row)
        self.start_flag, self.finish_flag = (
            ["ESTIMATED"] if row[name] is not None and name not in self.report and name not in in_force else []
            for name in ("baseline_start", "baseline_finish")
        )
        self.slip, self.slip_reason, self.slip_flag = self._slip()

    def _slip(self) -> tuple[int | None, str | None, list[str]]:
        over, actual = self.state == "COMPLETE", self.row["actual_finish"]
        told = actual if over else self.row["forecast_finish"] or self.tasks.get("forecast_finish")
        expected, known = told, told if told is not None else self.finish
        is_left = self.state in ("IN_PROGRESS", "NOT_STARTED") and not self.row["is_done"]
        if is_left and known is not None and known < self.status:
            expected = self.status
        reason = None
        if self.state in ("ON_HOLD", "CANCELLED"):
            reason = self.state
        elif self.finish is None:
            reason = "NO_BASELINE"
        elif over and actual is not None and actual > max(self.status, self.row["period"]):
            reason = "INVALID_INPUT(actual_finish)"
        elif expected is None:
            reason = f"MISSING_INPUT({'actual' if over else 'forecast'}_finish)"
        flags = self.finish_flag + self.of_tasks + (["ESTIMATED"] if expected != told else [])
        return (None, reason, []) if reason else ((expected - self.finish).days, None, flags)

    def _of(self, value: float | None, reason: str | None, flags: list[str], parts: tuple | None = None) -> Row:
        return indicator("project", self.row, value, reason, flags, parts)

    def planned_duration(self) -> Row:
        return self._of(self.row["planned_duration"], self.row["duration_reason"], self.start_flag + self.finish_flag)

    def estimated_duration(self) -> Row:
        what = "actual" if self.state == "COMPLETE" else "forecast"
        reason = None
        if self.state in ("ON_HOLD", "CANCELLED"):
            reason = self.state
        elif self.start is None:
            reason = "NO_BASELINE"
        elif self.manager is None:
            reason = f"MISSING_INPUT({what}_finish)"
        elif self.manager < self.start:
            reason = f"INVALID_INPUT({what}_finish)"
        months = None if reason else month_number(self.start, self.manager)
        return self._of(months, reason, self.start_flag + self.of_tasks)

    def finish_slip_days(self) -> Row:
        return self._of(self.slip, self.slip_reason, self.slip_flag)

    def finish_slip_ratio(self) -> Row:
        reason = self.slip_reason or self.row["duration_reason"]
        days = None if self.row["duration_reason"] else (self.finish - self.start).days + 1
        share = None if reason else self.slip / days
        return self._of(share, reason, self.slip_flag + self.start_flag, (self.slip, days))

    def time_tolerance_used(self) -> Row:
        tolerance = self.report.get("time_tolerance_days")
        reason = "MISSING_INPUT(time_tolerance_days)" if tolerance is None else self.slip_reason
        if tolerance is not None and tolerance < 0:
            reason = "INVALID_INPUT(time_tolerance_days)"
        reason = reason or ("ZERO_DENOM(time_tolerance_days)" if tolerance == 0 else None)
        share = None if reason else self.slip / tolerance
        is_red = tolerance == 0 and self.slip is not None and self.slip > 0
        found = self._of(share, reason, self.slip_flag, (self.slip, tolerance))
        return found | ({"flags": "RED_BY_RULE"} if is_red else {})

    def start_slip_days(self) -> Row:
        begun, reason, flags = self.report.get("actual_start"), None, list(self.start_flag)
        if begun is None and self.tasks.get("actual_start") is not None:
            begun = self.tasks["actual_start"]
            flags.append("ESTIMATED")
        if self.state == "CANCELLED":
            reason = "CANCELLED"
        elif self.start is None:
            reason = "NO_BASELINE"
        elif begun is not None and begun > max(self.status, self.row["period"]):
            reason = "INVALID_INPUT(actual_start)"
        elif begun is None:
            flags.append("ESTIMATED")
            if self.state == "ON_HOLD":
                reason = "ON_HOLD"
            elif self.state != "NOT_STARTED":
                reason = "MISSING_INPUT(actual_start)"
            elif self.status <= self.start:
                reason = "NOT_APPLICABLE"
        return self._of(None if reason else ((begun or self.status) - self.start).days, reason, flags)

    def finish_slip_rate(self) -> Row:
        place = self.row["project_id"], month_end(self.row["place"] - 1)
        before = self.finishes.get(place)
        moved = None if before is None or None in (self.manager, before["manager_finish"]) else (
            self.manager - before["manager_finish"]).days  # fmt: skip
        passed = None if before is None else (self.status - before["status_date"]).days
        reason = None
        if self.state in OVER:
            reason = self.state
        elif self.manager is None:
            reason = "MISSING_INPUT(forecast_finish)"
        elif moved is None:
            reason = "PERIOD_GAP"
        elif passed <= 0:
            reason = "ZERO_DENOM(status_date)"
        flags = self.of_tasks + (["ESTIMATED"] if before is not None and before["is_from_tasks"] else [])
        return self._of(None if reason else moved / passed, reason, flags, (moved, passed))

    def finish_trend_days_per_month(self) -> Row:
        slope = self.trend["moved_days"]
        flags = ["ESTIMATED"] if self.trend["is_from_tasks"] else []
        return self._of(None if slope is None else slope * DAYS_PER_MONTH, self.trend["slope_reason"], flags)

    def trend_finish_slip_days(self) -> Row:
        reason = "NO_BASELINE" if self.finish is None else self.trend["reason"]
        days = None if reason else (self.trend["trend_finish"] - self.finish).days
        flags = ["ESTIMATED"] if self.trend["is_from_tasks"] else []
        return self._of(days, reason, self.finish_flag + flags)
