"""The facts of each project and month, worked out from its typed rows alone: plan, amounts, state, place on the plan.

Written from the specification of the indicators, project by project and month by month, with numpy where a curve is
followed. Money is rounded to six decimals, as the specification stores it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from tests.sql.twin.invented import Invented, Row, month_end, number_of
from tests.sql.twin.plans import TOLERANCE, month_number, plan_in_force
from tests.sql.twin.times import times


def facts(invented: Invented, of_tasks: Iterable[Row] = ()) -> pd.DataFrame:
    """One row per project and reported month; what is not known is NaN (amounts, months) or None (dates, reasons).
    `of_tasks` is what the tasks of a project and month say of its plan and of whether work has begun."""
    by_project: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for entity in ("projects", "baselines", "baseline_periods"):
        for row in getattr(invented, entity):
            by_project[row["project_id"]][entity].append(row)
    for row in of_tasks:
        by_project[row["project_id"]]["tasks"].append(row)
    return pd.DataFrame([found for rows in by_project.values() for found in _of_project(rows)])


def _of_project(rows: dict[str, list[Row]]) -> list[Row]:
    reports = {number_of(row["period"]): row for row in rows["projects"]}
    tasks = {number_of(row["period"]): row for row in rows["tasks"]}
    told: dict[str, Any] = {}
    found: list[Row] = []
    held, points = None, []
    for place, report in sorted(reports.items()):
        told |= {name: report[name] for name in ("baseline_start", "baseline_finish", "budget_at_completion")
                 if name in report}  # fmt: skip
        plan = plan_in_force(report, told, rows, place, tasks.get(place, {}))
        named = tuple(plan[name] for name in ("version", "baseline_start", "baseline_finish", "budget_at_completion"))
        held, points = named, points if named == held else []
        found.append(_month(place, reports, plan | {"reported": points, "tasks": tasks.get(place, {})}, found))
    return found


def _to_date(reports: dict[int, Row], place: int, name: str) -> tuple[float | None, str | None]:
    """An amount to date as stated, else the last stated and all months since, else all months from the first. Where no
    report came at all, that is what is missing."""
    monthly = f"{name}_this_period"
    stated, month = reports[place].get(name), reports[place].get(monthly)
    invalid = f"INVALID_INPUT({name})"
    if reports[place].get("is_silent"):
        return None, f"MISSING_INPUT({name})"
    if stated is not None:
        before = reports.get(place - 1, {}).get(name)
        differs = None not in (before, month) and abs(stated - before - month) > TOLERANCE * abs(stated)
        return (None, invalid) if differs or stated < 0 else (stated, None)
    opened = max((one for one in reports if one < place and name in reports[one]), default=None)
    listed = [one for one in reports if monthly in reports[one] and one <= place and (opened is None or one > opened)]
    if not listed:
        return None, f"MISSING_INPUT({name})"
    first = min(listed) - 1 if opened is None else opened
    amount = sum(reports[one][monthly] for one in listed) + (reports[opened][name] if opened is not None else 0)
    begun = reports[place].get("actual_start")
    began_before = opened is None and begun is not None and number_of(begun) <= first
    if amount < 0:
        return None, invalid
    if len(listed) < place - first or began_before:
        return None, "PERIOD_GAP"
    return round(amount, 6), None


def _cost(reports: dict[int, Row], place: int) -> tuple[float | None, str | None, Row]:
    """Cost to date as the reports say it, else as the budget table does; with what the month alone cost, whether the
    table says it, and whether nothing says that the first month counted is the first."""
    amount, why = _to_date(reports, place, "actual_cost")
    table = reports[place].get("cost_of_table")
    if table and amount is None and table["reason"] is None and not why.startswith("INVALID"):
        more = {"month_cost": table["month_cost"], "is_cost_estimated": table["is_estimated"], "is_cost_of_table": True}
        return table["amount"], None, more
    if amount is None and "is_of_table" in reports[place]:
        why = "MISSING_INPUT(actual_cost)"
    if table and (why or "").startswith("MISSING"):
        why = table["reason"]
    month, before = reports[place].get("actual_cost_this_period"), reports.get(place - 1, {}).get("actual_cost")
    stated = reports[place].get("actual_cost")
    if month is None and None not in (stated, before):
        month = round(stated - before, 6)
    is_from_first = all("actual_cost" not in row for one, row in reports.items() if one <= place)
    is_estimated = amount is not None and is_from_first and "actual_start" not in reports[place]
    return amount, why, {"month_cost": month, "is_cost_estimated": is_estimated, "is_cost_of_table": False}


def _month(place: int, reports: dict[int, Row], plan: Row, before: list[Row]) -> Row:
    report = reports[place]
    status = report.get("status_date", month_end(place))
    tasks = plan["tasks"]
    stated = _to_date(reports, place, "earned_value")
    cost, cost_reason, more = _cost(reports, place)
    state = _state(report, plan, status, place, _earned(report, plan, stated)[0], cost)
    by_tasks = {"percent_complete": tasks.get("percent_complete")} if stated[0] is None else {}
    earned, earned_reason, share = _earned(by_tasks | report, plan, stated)
    if state in ("ON_HOLD", "COMPLETE", "CANCELLED"):
        earned, earned_reason = _frozen(earned, earned_reason, before, "earned_value", state)
        more["is_cost_estimated"] |= cost is None and not cost_reason.startswith("INVALID")
        cost, cost_reason = _frozen(cost, cost_reason, before, "actual_cost", state)
    elif state == "NOT_STARTED":
        earned_reason, cost_reason = (
            state if why is not None and not why.startswith("INVALID") else why for why in (earned_reason, cost_reason)
        )
    budget = plan["budget_at_completion"]
    expected = report.get("forecast_finish", tasks.get("forecast_finish"))
    worked = _worked_until(
        report | {"state": state, "status_date": status, "forecast_finish": expected}, share, earned, budget, before
    )
    heard = next((one["place"] for one in reversed(before) if one["state"] != "ON_HOLD"), place)
    heard = heard if state == "ON_HOLD" else place
    stated = _to_date(reports, heard, "planned_value")
    planned, planned_reason = _planned(reports[heard], plan, stated, worked["last_day"])
    by_budget = {"complete": earned, "planned": planned}
    percent = {name: None if None in (one, budget) else one / budget for name, one in by_budget.items()}
    stated_plan = reports[heard].get("percent_planned")
    found = {
        "project_id": report["project_id"], "place": place, "period": month_end(place), "status_date": status,
        "state": state, "version": plan["version"], "is_silent": "is_silent" in report, **worked,
        **{name: plan[name] for name in ("baseline_start", "baseline_finish", "budget_at_completion", "budget_reason")},
        "planned_value": planned, "planned_reason": planned_reason, "earned_value": earned,
        "earned_reason": earned_reason, "actual_cost": cost, "cost_reason": cost_reason,
        **more,
        "percent_complete": share if percent["complete"] is None else percent["complete"],
        "percent_planned": stated_plan if percent["planned"] is None else percent["planned"],
        **{name: report.get(name) for name in ("manager_estimate_at_completion", "estimate_to_complete",
                                               "forecast_finish", "actual_finish")},
    }  # fmt: skip
    is_told = planned is not None and (stated[0] is not None or stated_plan is not None)
    told = stated_plan if budget is None else planned if is_told else None
    is_of_its_day = worked["last_day"] == status and not plan["has_curve"]
    if told is not None and is_of_its_day and found["baseline_start"] and status >= found["baseline_start"]:
        plan["reported"].append((month_number(found["baseline_start"], status), told))
    return found | times(found, plan)


def _worked_until(row: Row, share: float | None, earned: float | None, budget: float | None, before: list[Row]) -> Row:
    """The day up to which time and plan are read: on hold that of the last month that was not, once the work is done
    the day on which it was, as told or the first that is known."""
    by_value = earned is not None and budget is not None and earned >= budget
    is_all_done = by_value if share is None else share >= 1
    is_done = row["state"] == "COMPLETE" or row["state"] == "IN_PROGRESS" and is_all_done
    day = row["status_date"]
    if row["state"] == "ON_HOLD":
        day = next((one["last_day"] for one in reversed(before) if one["state"] != "ON_HOLD"), day)
    elif row["state"] == "COMPLETE" and "actual_finish" in row:
        day = min(day, row["actual_finish"])
    elif is_done:
        left = [one for one in before if not one["is_done"]]
        since = [one["status_date"] for one in before if not left or one["period"] > left[-1]["period"]]
        day = min([day, *since])
        expected = row.get("forecast_finish")
        if expected is not None and expected < day and all(expected > one["status_date"] for one in left):
            day = expected
    return {"is_done": is_done, "last_day": day}


def _planned(report: Row, plan: Row, stated: tuple, status: date) -> tuple[float | None, str | None]:
    amount, why = stated
    if why and why.startswith("INVALID"):
        return None, why
    by_curve, is_sent = None, False
    if plan["points"]:
        numbers, values = zip(*plan["points"], strict=True)
        number = month_number(plan["baseline_start"], status)
        by_curve = round(float(np.interp(number, numbers, values)), 6)
        is_sent = plan["sent_until"] is not None and (number < plan["sent_until"] or plan["is_whole"])
    shared = plan["budget_at_completion"] is not None and "percent_planned" in report
    values = [value for _, value in plan["points"]]
    if amount is None and values != sorted(values) and (is_sent or not shared):
        return None, "INVALID_INPUT(planned_value)"
    if amount is None and is_sent:
        amount = by_curve
    if amount is None and shared:
        amount = round(plan["budget_at_completion"] * report["percent_planned"], 6)
    if amount is None:
        amount = by_curve
    if amount is not None:
        return amount, None
    return None, plan["budget_reason"] if (plan["budget_reason"] or "").startswith("INVALID") else "NO_BASELINE"


def _earned(report: Row, plan: Row, stated: tuple) -> tuple[float | None, str | None, float | None]:
    amount, why = stated
    share = report.get("percent_complete")
    if share is not None and not 0 <= share <= 1:
        reason, share = "INVALID_INPUT(percent_complete)", None
    elif share is None:
        reason = why if why == "PERIOD_GAP" else "MISSING_INPUT(percent_complete)"
    else:
        reason = plan["budget_reason"]
    if why and why.startswith("INVALID"):
        return None, why, share
    if amount is not None:
        return amount, None, share
    if reason is None:
        return round(plan["budget_at_completion"] * share, 6), None, share
    return None, reason, share


def _state(report: Row, plan: Row, status: date, place: int, earned: float | None, cost: float | None) -> str:
    told, finish = report.get("state"), report.get("actual_finish")
    if told == "cancelled":
        return "CANCELLED"
    if told == "closed" or finish is not None and finish <= max(status, month_end(place)):
        return "COMPLETE"
    if told == "on_hold":
        return "ON_HOLD"
    begun = report.get("actual_start")
    done = max(report.get("percent_complete") or 0, earned or 0)
    if begun is not None and begun <= status or done > 0 or (cost or 0) > 0:
        return "IN_PROGRESS"
    amounts = (report.get("percent_complete"), report.get("earned_value"), earned, cost)
    by_tasks = plan["tasks"].get("is_begun") if begun is None and amounts == (None,) * 4 else None
    if by_tasks:
        return "IN_PROGRESS"
    nothing_done = by_tasks is False or cost == 0 and 0 in (report.get("percent_complete"), earned)
    later = plan["baseline_start"] is not None and plan["baseline_start"] > status
    return "NOT_STARTED" if told == "proposed" or nothing_done or later else "IN_PROGRESS"


def _frozen(amount: float | None, why: str | None, before: list[Row], name: str, state: str) -> tuple:
    if amount is not None or why.startswith("INVALID"):
        return amount, why
    last = next((row[name] for row in reversed(before) if row[name] is not None), None)
    return (last, None) if last is not None else (None, why if state == "COMPLETE" else state)
