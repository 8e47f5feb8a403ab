"""The rows of the task lists that some projects send along: phases, the tasks in them, and how each stands."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.make import staffing
from data.sample.make.declared import Report
from data.sample.make.model import Project, last_day, settings, to_nearest
from data.sample.make.records import Row, reporting
from data.sample.make.words import said


def task_rows(month: int, language: str) -> Iterator[Row]:
    texts = settings("tasks")
    for project in reporting(month):
        if project.code not in texts["projects"]:
            continue
        report = Report(project, month)
        for place, phase in enumerate(texts[project.kind], start=1):
            yield _phase(report, place, phase, language)
            for number, entry in enumerate(phase["tasks"], start=1):
                yield _task(report, f"{place}.{number}", entry, language)


def _phase(report: Report, place: int, phase: dict, language: str) -> Row:
    """A row that sums up the tasks below it; the dates are theirs, and nobody does it."""
    begin, end = min(task[2] for task in phase["tasks"]), max(task[3] for task in phase["tasks"])
    project, reached = report.project, report.reached_day(end)
    return {
        **_named(project, report.month, str(place), said(phase["phase"], project, language), "yes"), "owner": None,
        "baseline_start": report.approved_day(begin), "baseline_finish": report.approved_day(end),
        "forecast": reached or report.expected_day(end), "started": None, "finished": reached,
        "complete": None, "hours": None, "float": None, "status": None,
    }  # fmt: skip


def _task(report: Report, wbs: str, entry: list, language: str) -> Row:
    project, (begin, end, hours, spare, role) = report.project, entry[2:7]
    started, finished = _started(report, begin), report.reached_day(end)
    status = "done" if finished else "in_progress" if started else "not_started"
    return {
        **_named(project, report.month, wbs, said(entry[0:2], project, language), "no"),
        "owner": _owner(project, wbs, role),
        "baseline_start": report.approved_day(begin) + timedelta(days=1), "baseline_finish": report.approved_day(end),
        "forecast": finished or report.expected_day(end), "started": started, "finished": finished,
        "complete": _complete(report, begin, end, status), "hours": round(hours * (project.plan[2] / 20000) ** 0.5, -1),
        "float": None if finished else spare - _late(report), "status": status,
    }  # fmt: skip


def _named(project: Project, month: int, wbs: str, task: str, is_phase: str) -> Row:
    return {"code": project.code, "name": project.name_in(month), "number": f"{project.code}-T{wbs}", "wbs": wbs,
            "task": task, "summary": is_phase}  # fmt: skip


def _started(report: Report, share: float) -> date | None:
    return report.project.start_day() if share == 0 else report.reached_day(share)


def _owner(project: Project, wbs: str, role: str) -> str:
    names = [entry[1] for of_role, entry in staffing.people().values() if of_role == role]
    return project.chance("task", wbs).choice(names)


def _complete(report: Report, begin: float, end: float, status: str) -> float:
    """As much as the work has come on between the task's beginning and its end, never quite all of it."""
    if status != "in_progress":
        return 1.0 if status == "done" else 0.0
    worked = report.project.worked(report.month) / report.project.count
    return min(0.9, max(0.1, to_nearest((worked - begin) / (end - begin), 0.05)))


def _late(report: Report) -> int:
    """Working days by which the finish is expected after the approved one: so many less every task may slip."""
    planned = last_day(report.project.version(report.month).finish)
    return max(0, round((report.forecast_finish - planned).days * 5 / 7)) if report.forecast_finish else 0
