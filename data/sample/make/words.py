"""The words of values in both languages, and the choosing among texts."""

from collections.abc import Callable
from datetime import date
from functools import partial

from data.sample.make.declared import Report
from data.sample.make.model import Project, settings, written


def word(key: str, language: str) -> str:
    """What a value is called in the workbook's language."""
    return settings("words")[key][0 if language == "en" else 1]


def said(pair: list[str] | tuple[str, str], project: Project, language: str) -> str:
    """The text of a pair in the workbook's language, or in Chinese where the manager writes Chinese only."""
    return pair[0 if language == "en" and project.speaks == "en" else 1]


def teller(project: Project, language: str) -> Callable[[list[str]], str]:
    """`said` for one project and language."""
    return partial(said, project=project, language=language)


def shown_day(day: date, language: str) -> str:
    return f"{day.day} {day:%B}" if language == "en" else f"{day.month}月{day.day}日"


def highlight(report: Report, language: str, milestone: tuple[str, date] | None) -> tuple[str, str]:
    """What the manager writes of the month, and what he will do next."""
    texts, tell = settings("texts"), teller(report.project, language)
    mood = _mood(report)
    about = {"milestone": milestone[0] if milestone else tell(texts["end"]), "date": ""}
    if milestone:
        about["date"] = shown_day(milestone[1], language if report.project.speaks == "en" else "zh")
    doing = _of_his_own(report) or _turn(texts["highlights"][mood], report, 3)
    planning = _turn(texts["next_steps"][mood if mood in texts["next_steps"] else "other"], report, 5)
    return tell(doing).format(**about), tell(planning).format(**about)


def _of_his_own(report: Report) -> list[str] | None:
    """What he wrote of this very month, or has repeated for months."""
    texts, code, month = settings("texts"), report.project.code, written(report.month)
    kept = texts["repeated"].get(code)
    if kept and kept[0] <= month <= kept[1]:
        return kept[2:]
    return texts["own"].get(code, {}).get(month)


def _turn(lines: list[list[str]], report: Report, step: int) -> list[str]:
    """Another line each month, in an order of the project's own, of those that fit its kind."""
    project = report.project
    fit = [line for line in lines if len(line) < 3 or project.kind in line[2].split()]
    order = project.chance("lines", step, len(fit)).sample(range(len(fit)), len(fit))
    return fit[order[report.month % len(fit)]]


def _mood(report: Report) -> str:
    project, month = report.project, report.month
    fixed = {"proposed": "waiting", "on_hold": "paused", "cancelled": "stopped", "closed": "over"}
    if (state := project.state(month)) in fixed:
        return fixed[state]
    lights = report.lights
    if lights["schedule"] in ("amber", "red") and (lights["cost"] == "green" or month % 2):
        return "slow"
    return "dear" if lights["cost"] in ("amber", "red") else "well"


def decision_needed(report: Report, language: str) -> str | None:
    entry = settings("texts")["decisions_needed"].get(report.project.code)
    if not entry or not entry[0] <= written(report.month) <= (entry[1] or "9999"):
        return None
    return said(entry[2:], report.project, language)
