"""The rows of gates, benefits and actions for a month."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.make.declared import Report
from data.sample.make.model import Project, last_day, month_of, s_curve, settings
from data.sample.make.records import Row, reporting, sponsor
from data.sample.make.words import said


def gate_rows(month: int, language: str) -> Iterator[Row]:
    texts = settings("governance")
    for project in reporting(month):
        report = Report(project, month)
        for number, (share, *names) in texts["gates"].items():
            planned, held = report.approved_day(share), report.reached_day(share)
            # Gate 3 is skipped by some: work goes on without it.
            if number == "G3" and project.chance("skips").random() < 0.25 and project.code != "HH-101":
                held = None
            conditional = held is not None and project.chance("gate", number).random() < 0.3
            due = held + timedelta(days=45) if conditional else None
            closed = due + timedelta(days=project.chance("closed", number).randint(-20, 150)) if due else None
            yield {
                "code": project.code, "name": project.name_in(month), "number": f"{project.code}-{number}",
                "gate": said(names[0:2], project, language), "document": said(names[2:4], project, language),
                "mandatory": "yes", "planned": None if project.no_baseline else planned,
                "held": held, "decision": "conditional" if conditional else "go" if held else None,
                "conditions": said(texts["conditions"], project, language) if conditional else None,
                "conditions_due": due, "conditions_closed": closed if closed and closed <= last_day(month) else None,
                "status": "done" if held else "overdue" if planned <= last_day(month) else "not_started",
                "decider": sponsor(project) if held else None,
            }  # fmt: skip


def benefit_rows(month: int, language: str) -> Iterator[Row]:
    for project in reporting(month):
        entry = settings("governance")["benefits"].get(project.code)
        if not entry:
            continue
        total, since, span, share = entry[4:]
        planned = total * s_curve((month - month_of(since) + 1) / span)
        measured = month >= month_of(since)
        yield {
            "code": project.code, "name": project.name_in(month), "number": f"{project.code}-B1",
            "benefit": said(entry[0:2], project, language), "measure": said(entry[2:4], project, language),
            "month": last_day(month), "financial": "yes", "total": total,
            "planned": round(planned) if measured else None, "actual": round(planned * share) if measured else None,
            "forecast": round(total * share) if measured else total, "owner": sponsor(project),
            "status": "planned" if not measured else "at_risk" if share < 0.7 else "on_track",
        }  # fmt: skip


def action_rows(month: int, language: str) -> Iterator[Row]:
    """One or two a month from the steering meetings, some of them long overdue."""
    for project in reporting(month):
        for since in range(month - 5, month + 1):
            if project.chance("action", since).random() < 0.22 and since >= project.start and project.reports_in(since):
                yield _action(project, since, month, language)


def _action(project: Project, since: int, month: int, language: str) -> Row:
    dice, texts = project.chance("what", since), settings("governance")
    raised = last_day(since) - timedelta(days=dice.randint(5, 20))
    due: date = raised + timedelta(days=dice.choice((14, 21, 30, 60)))
    done = due + timedelta(days=dice.choice((-8, -2, 3, 20, 70, 200)))
    is_done = done <= last_day(month)
    return {
        "code": project.code, "number": f"{project.code}-A{since % 100}",
        "action": said(dice.choice(texts["actions"]), project, language),
        "source": said(texts["meeting"], project, language), "owner": project.manager, "raised": raised,
        "due": due, "done": done if is_done else None, "status": "done" if is_done else "open",
    }  # fmt: skip
