"""The plan that each project is measured against in a month, and its planned value curve."""

from datetime import date

from tests.sql.twin.invented import Row, month_end, number_of

TOLERANCE = 0.005  # two statements of one amount that differ by less are the same


def month_number(start: date, day: date) -> float:
    """Months from the start of one day to the end of another: whole calendar months, parts by their share of days."""
    length = {one: month_end(number_of(one)).day for one in (start, day)}
    whole = number_of(day) - number_of(start)
    return whole + day.day / length[day] - (start.day - 1) / length[start]


def plan_in_force(report: Row, told: Row, rows: dict[str, list[Row]], place: int, tasks: Row) -> Row:
    """The plan in force: the report's, else the approved version's, else the last reported, else the curve's, else its
    dates from the tasks."""
    effective = [row for row in rows["baselines"] if number_of(row.get("effective_period", row["period"])) <= place]
    version = max(effective, key=lambda row: row["version"], default={})
    points = [row for row in rows["baseline_periods"] if row.get("version") in (version.get("version"), None)]
    curve = _curve_sent(points if not points or number_of(points[0]["period"]) <= place else [])
    of_curve = {}
    if curve:
        reached = min(day for day, value in curve["points"] if value == max(v for _, v in curve["points"]))
        start = curve["points"][0][0].replace(day=1)
        of_curve = {"baseline_start": start, "baseline_finish": reached}
        if curve["is_money"]:
            of_curve["budget_at_completion"] = curve["points"][-1][1]
    names = ("baseline_start", "baseline_finish", "budget_at_completion")
    sources = (report, version, told, of_curve, tasks)
    plan = {name: next((one[name] for one in sources if one.get(name) is not None), None) for name in names}
    budget = plan["budget_at_completion"]
    plan["budget_reason"] = None
    if budget is None or budget <= 0:
        plan["budget_at_completion"] = None
        plan["budget_reason"] = "NO_BASELINE" if budget is None else "INVALID_INPUT(budget_at_completion)"
    points = _points(plan, curve)
    # the last point stands for what nobody sent where it was drawn on to the end
    sent = len(points) - 1 if curve and len(points) - 1 > len(curve["points"]) else len(points) if curve else 0
    return plan | {
        "points": points, "sent_until": points[sent - 1][0] if sent else None, "is_whole": sent == len(points),
        "has_curve": bool(curve), "version": version.get("version"),
    }  # fmt: skip


def _curve_sent(points: list[Row]) -> Row:
    """The cumulative points of a curve by month end, in money or as shares of the budget."""
    if len(points) < 2:
        return {}
    ordered, so_far, found = sorted(points, key=lambda row: row["month"]), 0.0, []
    for row in ordered:
        so_far += row.get("planned_value_this_period", 0)
        value = row.get("planned_value", row.get("planned_percent", so_far))
        found.append((row["month"], round(value, 6)))
    return {"points": found, "is_money": "planned_percent" not in ordered[0]}


def _points(plan: Row, curve: Row) -> list[tuple[float, float]]:
    """Planned value by months from the start; drawn on to budget and finish where nothing or too little was sent."""
    start, finish, budget = plan["baseline_start"], plan["baseline_finish"], plan["budget_at_completion"]
    if start is None:
        return []
    scale = 1 if not curve or curve["is_money"] else budget
    sent = [(month_number(start, day), round(value * scale, 6)) for day, value in curve["points"]
            ] if curve and scale is not None else []  # fmt: skip
    ends_at, reaches = (max(n for n, _ in sent), max(value for _, value in sent)) if sent else (0, 0)
    if finish is not None and budget is not None and finish >= start:
        end = month_number(start, finish)
        if budget > reaches * (1 + TOLERANCE) and end > ends_at:
            sent.append((end, budget))
    return [(0.0, 0.0), *sent] if sent else []
