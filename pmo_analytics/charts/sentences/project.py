"""The sentences of one project's page."""

from datetime import date

import pandas as pd

from pmo_analytics.charts.sentences.parts import Row, in_currency
from pmo_analytics.display import is_nothing, month_name, show
from pmo_analytics.words import say

STOPPED = ("on_hold", "closed", "cancelled")


def indicators(rows: pd.DataFrame) -> str:
    """'Six of 58 indicators red, nine amber, 12 not known; 14 do not apply', as a title. Red by rule is known."""
    counts = {light: int((rows["light"] == light).sum()) for light in ("red", "amber")}
    asked = rows[rows["applies"]]
    unknown = asked["value"].isna() & asked["light"].isna()
    told = say("sentences.indicators", total=len(asked), unknown=int(unknown.sum()), **counts)
    idle = len(rows) - len(asked)
    return say("sentences.semicolon").join([told, say("sentences.indicators_idle", count=idle)]) if idle else told


def project(row: Row) -> str:
    """'It is forecast to finish 44 days late and 449k over budget; the manager declares red.' First of all, that it is
    on hold, closed or cancelled."""
    is_over = not is_nothing(row["actual_finish"])
    finish, money = _finish(row, is_over), _money(row)
    clauses = [clause for clause in (finish, money) if clause] or [say("sentences.project.nothing_known")]
    if money and not finish:
        clauses = [say("sentences.project.forecast", money=money)]
    told = _stopped(row) + say("sentences.comma").join(clauses) + _rebaselined(row)
    return told + say("sentences.semicolon") + _declared(row) + say("sentences.stop")


def _stopped(row: Row) -> str:
    """'On hold since July. ', and since when only where a report before it says otherwise; '' of one that runs."""
    if row["state"] not in STOPPED:
        return ""
    since = row["state_since"]
    if is_nothing(since):
        return say(f"sentences.project.{row['state']}")
    return say(f"sentences.project.{row['state']}_since", month=month_name(since, beside=row["period"]))


def _rebaselined(row: Row) -> str:
    """That finish and budget are measured against another plan than the one first approved."""
    if not row["is_rebaselined"]:
        return ""
    since = row["rebaselined_on"]
    if is_nothing(since):
        return say("sentences.project.by_a_later_plan")
    return say("sentences.project.by_the_plan_of", month=show(since, "month"))


def original_plan(row: Row) -> str:
    """'first approved: budget 62.0M, finish 2026-06-30; now 78.0M, 2026-12-31', or nothing where that is the plan."""
    if not row["is_rebaselined"]:
        return ""
    first = _plan(row["original_budget"], row["original_finish"])
    return say("sentences.facts.original", first=first, now=_plan(row["budget_at_completion"], row["baseline_finish"]))


def _plan(budget: float | None, finish: date | None) -> str:
    return say("sentences.facts.plan", budget=show(budget, "money"), finish=show(finish, "date"))


def _declared(row: Row) -> str:
    if is_nothing(row["declared_overall"]):
        return say("sentences.project.declares_nothing")
    return say("sentences.project.declares", light=say(f"lights.{row['declared_overall']}").lower())


def _finish(row: Row, is_over: bool) -> str:
    slip, is_stopped = row["finish_slip_days"], row["state"] in STOPPED and not is_over
    if is_nothing(slip) or is_stopped:
        forecast, way = row["forecast_finish"], "last_forecast" if is_stopped else "finishes"
        return "" if is_nothing(forecast) else say(f"sentences.project.{way}", day=show(forecast, "date"))
    way = "on_time" if round(slip) == 0 else "late" if slip > 0 else "early"
    return say(f"sentences.project.{'finished' if is_over else 'finishes'}_{way}", days=show(abs(slip), "days"))


def _money(row: Row) -> str:
    over = row["over_budget"]
    if is_nothing(over):
        return ""
    if show(over, "money") == "0":
        return say("sentences.project.on_budget")
    return say(f"sentences.project.{'over' if over > 0 else 'under'}_budget", money=show(abs(over), "money"))


def project_facts(row: Row, period: date) -> list[str]:
    """Status date, when it was submitted, how many findings; first of all, that it did not report this month; and
    with which plan it began, where that has changed."""
    facts = []
    if not row["is_reported"]:
        last = show(row["period"], "month")
        facts.append(say("sentences.facts.not_reported", month=show(period, "month"), last=last))
    facts.append(say("sentences.facts.status_date", day=show(row["status_date"], "date")))
    if not is_nothing(row["submitted_on"]):
        facts.append(say("sentences.facts.submitted", day=show(row["submitted_on"], "date")))
    return [*facts, original_plan(row), in_currency(row)]
