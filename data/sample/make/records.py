"""The rows of the tracker's main sheets for a month, the same in either language: projects, plans, money, people."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from data.sample.make import staffing
from data.sample.make.declared import Report
from data.sample.make.model import Project, first_day, last_day, projects, settings
from data.sample.make.words import decision_needed, highlight, said

Row = dict[str, Any]
COST_TYPES = {"CAPEX": {"product": 0.35, "plant": 0.85, "it": 0.3, "site": 0.9, "market": 0.4, "quality": 0.25}}
ORDERED = {"product": 0.35, "plant": 0.6, "it": 0.3, "site": 0.6, "market": 0.2, "quality": 0.15}
PLAN_RATES = {2025: 7.75, 2026: 7.8}
AVERAGE_RATES = {2025: 7.98, 2026: 8.04}  # of each year up to its latest month


def reporting(month: int) -> list[Project]:
    return [project for project in projects() if project.reports_in(month)]


def project_rows(month: int, language: str) -> Iterator[Row]:
    portfolio = settings("portfolio")
    for place, project in enumerate(reporting(month)):
        report, version = Report(project, month), project.version(month)
        following = next(iter(open_milestones(report, language)), None)
        doing, planning = highlight(report, language, following)
        is_begun = report.is_begun and project.state(month) != "proposed"
        yield {
            "project": project, "code": project.code, "name": project.name_in(month),
            "programme": portfolio["programmes"][project.at[0]], "department": portfolio["departments"][project.at[1]],
            "site": project.at[2], "manager": project.manager, "sponsor": sponsor(project),
            "class": "A" if project.plan[2] > 25000 else "B" if project.plan[2] > 6000 else "C",
            "stage": said(settings("texts")["stages"][project.stage(month)], project, language),
            "state": project.state(month), "currency": project.currency, "status_date": last_day(month),
            "baseline_start": None if project.no_baseline else first_day(project.start),
            "baseline_finish": None if project.no_baseline else last_day(version.finish),
            "forecast_finish": report.forecast_finish,
            "actual_start": project.start_day() if is_begun else None,
            "actual_finish": project.finish_day() if project.is_finished(month) else None,
            "percent_complete": report.percent_complete if is_begun else None,
            "budget": report.budget, "actual_cost": report.actual_cost if is_begun else None,
            "estimate": report.estimate_at_completion, "committed": _committed(report), **_contingency(report),
            **report.lights,
            "highlights": doing, "next_steps": planning, "decisions": decision_needed(report, language),
            "asides": _aside(project, month, language), "old_number": f"PX{place + 310}",
            "submitted": submitted(project, month),
        }  # fmt: skip


def sponsor(project: Project) -> str:
    sponsors = settings("portfolio")["sponsors"]
    return sponsors[list(settings("portfolio")["departments"]).index(project.at[1]) % len(sponsors)]


def submitted(project: Project, month: int) -> date:
    """The day the manager sent his lines: mostly in the first days of the next month, a few late."""
    day = project.chance("submitted", month).choice((1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 13))
    return last_day(month) + timedelta(days=day)


def _committed(report: Report) -> int | None:
    """Orders placed and not yet paid: a part of what is still to be spent."""
    project, month, total = report.project, report.month, report.estimate_at_completion
    if total is None or not report.is_begun:
        return None
    return round(max(0.0, total - project.spent(month)) * ORDERED[project.kind])


def _contingency(report: Report) -> Row:
    """Contingency is used up faster than the work goes where a project is dear."""
    project, month = report.project, report.month
    if report.budget is None or project.kind in ("market", "quality"):
        return {"contingency": None, "drawn": None}
    approved = round(project.versions()[0].budget * 0.06)
    used = project.done(month) * (0.5 + 6 * max(0.0, 1 - report.cost_performance))
    return {"contingency": approved, "drawn": round(approved * min(1.0, used)) if report.is_begun else 0}


def _aside(project: Project, month: int, language: str) -> str | None:
    notes = (("ask again", "再问一次"), ("see mail of the 4th", "见4日邮件"), ("new form!", "用新表"), ("ok", "已核"))
    dice = project.chance("aside", month)
    return said(dice.choice(notes), project, language) if dice.random() < 0.2 else None


def milestones(report: Report, language: str) -> Iterator[tuple[int, str, float]]:
    """(number, name, share of the work) of each milestone."""
    for number, (share, *name) in enumerate(settings("texts")["milestones"][report.project.kind], start=1):
        yield number, said(name, report.project, language), share


def open_milestones(report: Report, language: str) -> Iterator[tuple[str, date]]:
    """(name, expected day) of those that are not reached."""
    for _, name, share in milestones(report, language):
        if not report.reached_day(share):
            yield name, report.expected_day(share)


def milestone_rows(month: int, language: str) -> Iterator[Row]:
    for project in reporting(month):
        report = Report(project, month)
        for number, name, share in milestones(report, language):
            reached, approved = report.reached_day(share), report.approved_day(share)
            expected = reached or report.expected_day(share)
            stopped = project.state(month) in ("cancelled", "on_hold") and not reached
            status = "done" if reached else "late" if approved <= last_day(month) else "not_started"
            yield {
                "code": project.code, "name": project.name_in(month), "number": f"{project.code}-M{number}",
                "milestone": name, "critical": "yes" if share in (1.0, 0.84, 0.74, 0.75) else "no",
                "baseline": None if project.no_baseline else approved, "forecast": None if stopped else expected,
                "actual": reached, "status": project.state(month) if stopped else status, "owner": project.manager,
            }  # fmt: skip


def baseline_rows(month: int, language: str) -> Iterator[Row]:
    for project in reporting(month):
        if project.no_baseline:
            continue
        for version in project.versions():
            if version.number == 1 or version.effective <= month:
                kind = "original" if version.number == 1 else "rebaseline"
                reason = settings("registers")["rebaseline"]["reason"]
                yield {
                    "code": project.code, "name": project.name_in(month), "version": version.number, "kind": kind,
                    "approved": first_day(version.effective) + timedelta(days=5 if version.number == 2 else -20),
                    "approver": sponsor(project), "effective": first_day(version.effective),
                    "start": first_day(project.start), "finish": last_day(version.finish), "budget": version.budget,
                    "reason": said(reason, project, language) if version.number == 2 else None, "of": version,
                }  # fmt: skip


def curve_rows(month: int, language: str) -> Iterator[Row]:
    for row in baseline_rows(month, language):
        version = row["of"]
        yield {**row, "planned": {one: round(version.budget * share) for one, share in version.curve.items()}}


def budget_rows(month: int, language: str) -> Iterator[Row]:
    """Budget, actual and forecast of each month of the fiscal year, by cost type."""
    for project in reporting(month):
        for cost_type in ("CAPEX", "OPEX"):
            lines = money_of_year(project, month, cost_type)
            if any(lines.values()):
                yield {"code": project.code, "name": project.name_in(month), "type": cost_type,
                       "currency": project.currency, **lines}  # fmt: skip


def money_of_year(project: Project, month: int, cost_type: str) -> dict[str, dict[int, int]]:
    """budget, actual, forecast by month of the year of `month`; a new plan changes the budget of the months to come."""
    year = range(month // 12 * 12, month // 12 * 12 + 12)
    report = Report(project, month)
    budget = {
        one: _part(project, cost_type, version.budget * _step(version.curve, one))
        for one in year
        if one in (version := project.version(min(one, month))).curve and not project.no_baseline
    }
    if project.no_cost:
        return {"budget": budget, "actual": {}, "forecast": {}}
    over = project.finish_day()
    ended = over.year * 12 + over.month - 1 if over else month
    cost = {
        one: project.spent(one) - project.spent(one - 1) for one in year if project.start <= one <= min(month, ended)
    }
    actual = {one: _part(project, cost_type, spent) for one, spent in cost.items()}
    return {"budget": budget, "actual": actual, "forecast": _forecast(report, year, cost_type)}


def _forecast(report: Report, year: range, cost_type: str) -> dict[int, int]:
    """What is left to spend, spread evenly to the finish that the manager expects."""
    project, month, finish = report.project, report.month, report.forecast_finish
    total = report.estimate_at_completion
    if total is None or finish is None or project.is_finished(month) or project.state(month) == "on_hold":
        return {}
    start = max(month + 1, project.start)
    end = finish.year * 12 + finish.month - 1
    each = max(0.0, total - project.spent(month)) / max(1, end - start + 1)
    return {one: _part(project, cost_type, each) for one in year if start <= one <= end}


def _step(curve: dict[int, float], month: int) -> float:
    return curve[month] - curve.get(month - 1, 0.0)


def _part(project: Project, cost_type: str, amount: float) -> int:
    capital = round(amount * COST_TYPES["CAPEX"][project.kind])
    return capital if cost_type == "CAPEX" else round(amount) - capital


def people_rows(month: int, language: str) -> Iterator[Row]:
    entries = settings("people")["roles"]
    for number, (role, (_, name, department, site, share)) in staffing.people().items():
        yield {
            "number": number, "person": name, "role": entries[role]["name"], "site": site, "fte": share,
            "unit": settings("portfolio")["departments"][department],
            "type": "contractor" if share == 0.6 else "employee",
            "capacity": {one: staffing.capacity(number, one) for one in range(month, month + staffing.AHEAD + 1)},
        }  # fmt: skip


def assignment_rows(month: int, language: str) -> Iterator[Row]:
    for number, project in staffing.pairs(month):
        role, entry = staffing.people()[number]
        shown = range(month - staffing.BEHIND, month + staffing.AHEAD + 1)
        over = range(month - staffing.BEHIND, month + 1)
        yield {
            "number": number, "person": entry[1], "role": settings("people")["roles"][role]["name"],
            "code": project.code, "name": project.name_in(month),
            "firmness": "tentative" if project.state(month) == "proposed" else "firm",
            "hours": {one: hours for one in shown if (hours := staffing.planned(number, project, one))},
            "worked": {one: hours for one in over if (hours := staffing.actual(number, project, one))},
        }  # fmt: skip


def rate_rows(month: int, language: str) -> Iterator[Row]:
    for year, rate in PLAN_RATES.items():
        if year <= month // 12:
            yield {"from": "EUR", "to": "CNY", "kind": "plan", "year": str(year), "rate": rate}
            yield {"from": "EUR", "to": "CNY", "kind": "average", "year": str(year), "rate": AVERAGE_RATES[year]}
