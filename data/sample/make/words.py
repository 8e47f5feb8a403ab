"""The words of values in both languages, and the choosing among texts."""

from collections.abc import Callable
from datetime import date
from functools import partial

from data.sample.make.declared import Report
from data.sample.make.model import Project, settings


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
    texts, project = settings("texts"), report.project
    kept = texts["repeated"].get(project.code)
    if kept and kept[0] <= _written(report.month) <= kept[1]:
        return said(kept[2:], project, language), said(texts["next_steps"]["well"][0], project, language).format(
            milestone=_name(milestone, project, language)
        )
    mood = _mood(report)
    about = {"milestone": _name(milestone, project, language)}
    about["date"] = shown_day(milestone[1], language if project.speaks == "en" else "zh") if milestone else ""
    line = _turn(texts["highlights"][mood], project, report.month, 3)
    plan = _turn(texts["next_steps"][mood if mood in texts["next_steps"] else "other"], project, report.month, 5)
    return said(line, project, language).format(**about), said(plan, project, language).format(**about)


def _turn(lines: list[list[str]], project: Project, month: int, step: int) -> list[str]:
    """Another line each month, in an order of the project's own."""
    order = project.chance("lines", step, len(lines)).sample(range(len(lines)), len(lines))
    return lines[order[month % len(lines)]]


def _name(milestone: tuple[str, date] | None, project: Project, language: str) -> str:
    return milestone[0] if milestone else said(["the hand-over", "移交"], project, language)


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
    if not entry or _written(report.month) < entry[0]:
        return None
    return said(entry[1:], report.project, language)


def _written(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"
