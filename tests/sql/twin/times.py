"""Where a project stands in time: the months planned, the months that went by, and those that were earned."""

from bisect import bisect_right

from tests.sql.twin.invented import Row
from tests.sql.twin.plans import TOLERANCE, month_number


def times(row: Row, plan: Row) -> Row:
    """Planned duration, actual time and earned schedule in months from the approved start, each with its reason; the
    planned time goes with the earned schedule: it is over where the curve that was sent reaches the budget."""
    start, finish = row["baseline_start"], row["baseline_finish"]
    worked_to = row["last_day"]
    duration = actual = None
    duration_reason = actual_reason = "NO_BASELINE"
    if start is not None and finish is not None:
        duration_reason = "INVALID_INPUT(baseline_finish)" if finish < start else None
        duration = None if duration_reason else month_number(start, finish)
    if start is not None:
        actual_reason = "NOT_STARTED" if worked_to < start else None
        actual = None if actual_reason else month_number(start, worked_to)
    points, budget = plan["points"], plan["budget_at_completion"]
    schedule, schedule_reason = _on_reported(row, plan["reported"], duration), None
    if schedule is None:
        schedule, schedule_reason = _earned_schedule(row, points, duration, duration_reason)
    planned_time = duration
    if plan["sent_until"] is not None and plan["is_whole"] and budget is not None:
        most = max(value for _, value in points)
        if most * (1 + TOLERANCE) >= budget:
            planned_time = min(number for number, value in points if value >= min(budget, most))
    return {"planned_time": planned_time, "planned_duration": duration, "duration_reason": duration_reason,
            "actual_time": actual, "actual_time_reason": actual_reason,
            "earned_schedule": schedule, "earned_schedule_reason": schedule_reason}  # fmt: skip


def _on_reported(row: Row, reported: list[tuple[float, float]], duration: float | None) -> float | None:
    """Earned schedule on the planned values reported so far and the line from there to the end; None where these fall,
    or do not reach so far."""
    budget = row["budget_at_completion"]
    earned, total = (row["percent_complete"], 1) if budget is None else (row["earned_value"], budget)
    points = [(0.0, 0.0), *reported]
    numbers, values = map(list, zip(*points, strict=True))
    if earned is None or not reported or values != sorted(values) or numbers != sorted(numbers):
        return None
    if earned == 0:
        return 0.0
    if earned >= values[-1] >= total:
        return numbers[values.index(values[-1])]
    if earned >= values[-1]:
        if duration is None or duration <= numbers[-1]:
            return None
        numbers.append(duration)
        values.append(total)
    last = bisect_right(values, earned) - 1
    if last + 1 == len(values):  # more was earned than was planned in all
        return numbers[last]
    step = (earned - values[last]) / (values[last + 1] - values[last])
    return numbers[last] + step * (numbers[last + 1] - numbers[last])


def _earned_schedule(
    row: Row, points: list, duration: float | None, why: str | None
) -> tuple[float | None, str | None]:
    if row["baseline_start"] is None:
        return None, "NO_BASELINE"
    values = [value for _, value in points]
    if points and values != sorted(values) and row["earned_value"] is not None:
        return None, "INVALID_INPUT(planned_value)"
    if row["earned_value"] is not None and points:
        earned, numbers = row["earned_value"], [number for number, _ in points]
        if earned == 0:
            return 0.0, None
        if earned >= values[-1]:
            return numbers[values.index(values[-1])], None
        last = bisect_right(values, earned) - 1
        step = (earned - values[last]) / (values[last + 1] - values[last])
        return numbers[last] + step * (numbers[last + 1] - numbers[last]), None
    if row["earned_value"] is not None:
        return None, why or row["budget_reason"] or "NO_BASELINE"
    if row["percent_complete"] is not None and row["budget_reason"] == "NO_BASELINE":
        return (None, why) if why else (row["percent_complete"] * duration, None)
    return None, row["earned_reason"]
