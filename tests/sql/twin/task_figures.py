"""The indicators that tasks and dependencies make, the days to the finish, and what was promised a month ago."""

from datetime import date, timedelta

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place
from tests.sql.twin.shapes import indicator, of_so_few

Expected = dict[Place, tuple[int, int, int]]


class TaskFigures:
    """The indicators of the tasks of one project and month, from their totals."""

    def __init__(self, total: Row) -> None:
        self.row, self.reason, self.progress = total, total["reason"], total["progress_reason"]
        self.count = {name.removeprefix("count_"): value for name, value in total.items() if name.startswith("count_")}
        self.is_over = "COMPLETE" if total["progress_state"] == "COMPLETE" else None
        self.all_unapproved = "NO_BASELINE" if self.count["unapproved"] == self.count["all"] else None

    def _share(self, name: str, of: str, reason: str | None, flags: list[str], told: bool) -> Row:
        number, asked = self.count[name], self.count[of]
        reason = reason or of_so_few(asked, 5)
        return indicator("project", self.row, None if reason else number / asked, reason, flags,
                         (number, asked) if told and asked else None)  # fmt: skip

    def _few(self, known: str, of: str = "open") -> list[str]:
        if self.count[known] == self.count[of]:
            return []
        return ["FEW_KNOWN" if self.count[known] / self.count[of] < 0.8 else "PARTIAL_COVERAGE"]

    def _of_open(self, known: str, missing: str) -> str | None:
        nothing = "NOT_APPLICABLE" if self.count["open"] == 0 else None
        return self.reason or self.is_over or nothing or (missing if self.count[known] == 0 else None)

    def baseline_execution_index(self) -> Row:
        self.count["asked"] = self.count["due"] + self.count["unapproved"]
        reason = self.progress or self.all_unapproved or ("NOT_APPLICABLE" if not self.count["asked"] else None)
        flags = ["UNAPPROVED_TASKS"] if self.count["unapproved"] else []
        return self._share("finished", "asked", reason, flags, not self.progress)

    def _judged(self, counted: str, known: str, of: int) -> Row:
        reason = self.progress or self.all_unapproved or ("NOT_APPLICABLE" if of == 0 else None)
        reason = reason or (None if self.count[known] else "MISSING_INPUT(tasks.actual_finish)")
        flags = ["PARTIAL_COVERAGE"] if self.count[known] < of else []
        return self._share(counted, known, reason, flags, not self.progress)

    def hit_task_rate(self) -> Row:
        return self._judged("hit_month", "judged_month", self.count["judged_month"] + self.count["unknown_month"])

    def missed_task_rate(self) -> Row:
        return self._judged("missed", "judged", self.count["due"])

    def count_tasks_overdue(self) -> Row:
        reason = self.reason or self.is_over or self.progress or self.all_unapproved
        flags = ["PARTIAL_COVERAGE"] if self.count["unapproved"] else []
        return indicator("project", self.row, self.count["overdue"], reason, flags)

    def median_task_overdue_days(self) -> Row:
        reason = self.reason or self.is_over or self.progress or self.all_unapproved
        reason = reason or (of_so_few(self.count["overdue"], 5) if self.count["overdue"] else "NOT_APPLICABLE")
        flags = ["PARTIAL_COVERAGE"] if self.count["unapproved"] else []
        return indicator("project", self.row, self.row["median_overdue_days"], reason, flags)

    def overdue_task_ratio(self) -> Row:
        reason = self.reason or self.is_over or self.progress or self._of_open("open_approved", "NO_BASELINE")
        flags = self._few("open_approved") if reason is None else []
        return self._share("overdue", "open_approved", reason, flags, reason is None)

    def count_negative_float_tasks(self) -> Row:
        reason = self._of_open("float", "MISSING_INPUT(total_float_days)")
        return indicator(
            "project", self.row, self.count["float_negative"], reason, reason is None and self._few("float")
        )

    def count_near_critical_tasks(self) -> Row:
        reason = self._of_open("float", "MISSING_INPUT(total_float_days)")
        return indicator("project", self.row, self.count["float_small"], reason, reason is None and self._few("float"))

    def high_float_task_ratio(self) -> Row:
        reason = self._of_open("float", "MISSING_INPUT(total_float_days)")
        return self._share("float_high", "float", reason, [] if reason else self._few("float"), reason is None)

    def critical_task_ratio(self) -> Row:
        reason = self._of_open("path", "MISSING_INPUT(total_float_days)")
        return self._share("critical", "path", reason, [] if reason else self._few("path"), reason is None)

    def critical_path_length_index(self, days: int | None, why: str | None, flags: list[str]) -> Row:
        """By the working days to the finish, or why they are not known."""
        reason = self._of_open("float", "MISSING_INPUT(total_float_days)") or why
        reason = reason or ("ZERO_DENOM(tasks.remaining_duration_days)" if days == 0 else None)
        return self._with_float(days, reason, flags)

    def float_consumption_index(self, begun: date | None, planned: date | None, status: date) -> Row:
        """By the weekdays since the start, the approved one where nobody says when work began."""
        state, start = self.row["progress_state"], begun or planned
        reason = self.reason or (state if state in ("NOT_STARTED", "COMPLETE") else None)
        reason = reason or self._of_open("float", "MISSING_INPUT(total_float_days)")
        days = None
        if reason is None and (start is None or start > status):
            reason = "MISSING_INPUT(actual_start)" if begun is None else "INVALID_INPUT(actual_start)"
        elif reason is None:
            days = weekdays(start - timedelta(days=1), status)
            reason = "ZERO_DENOM(status_date)" if days == 0 else None
        return self._with_float(days, reason, ["ESTIMATED"])

    def _with_float(self, days: int | None, reason: str | None, flags: list[str]) -> Row:
        left = None if reason else days + self.row["least_float_days"]
        flags = flags + ["PARTIAL_COVERAGE"] * (self.count["float"] < self.count["open"])
        return indicator("project", self.row, None if reason else left / days, reason, flags,
                         None if reason else (left, days))  # fmt: skip

    def percent_complete_of_tasks(self, rolled: Row | None) -> Row:
        """As the tasks that count tell it together, where any does."""
        reason = "CANCELLED" if self.row["progress_state"] == "CANCELLED" else None
        reason = reason or (None if self.row["is_sent"] else "MISSING_INPUT(task_name)")
        reason = reason or ("NOT_APPLICABLE" if rolled is None else rolled["percent_reason"])
        flags = [] if reason else ["ESTIMATED", f"TASKS_BY_{rolled['weighed_by'].upper()}"]
        return indicator("project", self.row, None if reason else rolled["percent_complete"], reason, flags)

    def current_execution_index(self, was_sent: bool, expected: list[Row]) -> Row:
        """Of the tasks that the report of the month before expected, if it was sent."""
        told, asked = (
            sum(row["forecast_finish"] is not None for row in expected),
            [row for row in expected if row["is_expected"]],
        )
        kept = sum(row["is_finished"] for row in asked)
        reason = self.progress or (None if was_sent else "PERIOD_GAP") or (None if expected else "NOT_APPLICABLE")
        reason = reason or (None if told else "MISSING_INPUT(tasks.forecast_finish)")
        reason = reason or (of_so_few(len(asked), 5) if asked else "NOT_APPLICABLE")
        return indicator("project", self.row, None if reason else kept / len(asked), reason, [],
                         (kept, len(asked)) if asked and not self.progress else None)  # fmt: skip


def weekdays(first: date, last: date) -> int:
    """Mondays to Fridays after one day, up to another."""
    return sum((first + timedelta(days=one)).weekday() < 5 for one in range(1, (last - first).days + 1))
