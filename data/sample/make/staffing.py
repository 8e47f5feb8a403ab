"""Who works on what: hours of each person on each project in each month, and how much time each person has."""

from collections import defaultdict
from functools import cache

from data.sample.make.model import LAST, Project, month_of, projects, settings, written

HOURS_A_DAY, SHARE_FOR_PROJECTS = 8, 0.85
AVERAGE_DAYS, BOOKED_UNTIL = 21, month_of("2027-03")
MUCH_FOR_ONE = 45  # hours a month from which two people share a project's work
BEFORE_THE_RUSH = 0.82  # how full people were booked before, against the coming months
AHEAD, BEHIND = 6, 2  # months that a workbook plans ahead, and months of actual hours before its own
Person = list  # number, name, department, site, share of full time


@cache
def people() -> dict[str, tuple[str, Person]]:
    """number -> (role, entry)."""
    return {one[0]: (role, one) for role, entry in settings("people")["roles"].items() for one in entry["people"]}


def capacity(number: str, month: int) -> int:
    """Hours a person has for projects in a month, after a week or two of leave now and then."""
    leave = 4 if (int(number[1:]) + month) % 11 == 0 and number not in _booked() else 0
    return round((working_days(month) - leave) * HOURS_A_DAY * SHARE_FOR_PROJECTS * people()[number][1][4])


def working_days(month: int) -> int:
    return settings("people")["days"][written(month)]


@cache
def _booked() -> dict[str, dict[str, float]]:
    """person -> project -> hours of an average month, where several programmes have booked the same person."""
    return {one["person"]: one["projects"] for one in settings("people")["booked"]}


def _intensity(project: Project, month: int) -> float:
    """How much a project asks of its team in a month: little at the ends, most in the middle; nothing when over."""
    if month < project.start or project.state(min(month, LAST)) in ("cancelled", "on_hold"):
        return 0.0
    until = project.finish_day()
    end = until.year * 12 + until.month - 1 if until else _last_month(project)
    if month > end:
        return 0.0
    size = min(2.2, (project.plan[2] / 9000) ** 0.35)
    return size * (0.5 if month in (project.start, end) else 1.0)


def _last_month(project: Project) -> int:
    """The month in which an unfinished project is expected to end, as the booking of people goes by."""
    return max(
        project.start + project.count - 1 + (2 if project.candour else 0), LAST + 3 if project.start <= LAST else 0
    )


@cache
def _teams() -> dict[tuple[str, str], float]:
    """(person, project) -> hours of an average month: of each role that a project needs, whoever has least to do."""
    teams: dict[tuple[str, str], float] = {}
    burden: dict[str, float] = defaultdict(float)
    taken = {(people()[number][0], code) for number, of in _booked().items() for code in of}
    needs = [
        (hours * _intensity(project, LAST + 1), role, project)
        for project in projects()
        for role, hours in settings("people")["teams"][project.kind].items() if (role, project.code) not in taken
    ]  # fmt: skip
    for weight, role, project in sorted(needs, key=lambda need: (-need[0], need[2].code, need[1])):
        able = [number for number, (held, _) in people().items() if held == role and number not in _booked()]
        away = {number: people()[number][1][3] != project.at[2] for number in able}
        able.sort(key=lambda number: (burden[number] + 12 * away[number], number))
        chosen = able[: 2 if weight > MUCH_FOR_ONE else 1]
        for number in chosen:
            burden[number] += max(weight, 8) / len(chosen) / people()[number][1][4]
            teams[number, project.code] = settings("people")["teams"][project.kind][role] / len(chosen)
    return teams


@cache
def _scale(role: str) -> float:
    """What turns a role's hours into its `load` of the coming three months."""
    months = range(LAST + 1, LAST + 4)
    of_code = {project.code: project for project in projects()}
    asked = sum(
        hours * _intensity(of_code[code], month) * working_days(month) / AVERAGE_DAYS
        for (number, code), hours in _teams().items() if people()[number][0] == role
        for month in months
    )  # fmt: skip
    entry = settings("people")["roles"][role]
    has = sum(capacity(one[0], month) for one in entry["people"] if one[0] not in _booked() for month in months)
    return entry["load"] * has / asked if asked else 0.0


def planned(number: str, project: Project, month: int) -> int:
    """Hours planned for a person on a project in a month, in steps of four."""
    if booked := _booked().get(number):
        share = 0 if month > BOOKED_UNTIL else 1 if month > LAST else 0.55
        hours = booked.get(project.code, 0) * share if month >= project.start else 0
    else:
        hours = _teams().get((number, project.code), 0) * _intensity(project, month) * _scale(people()[number][0])
        hours *= 1 if month > LAST else BEFORE_THE_RUSH
    return 4 * round(hours * working_days(month) / AVERAGE_DAYS / 4)


def actual(number: str, project: Project, month: int) -> int:
    """Hours worked: near the plan, more where the project is dear."""
    spread = project.chance("hours", number, month).uniform(0.85, 1.12)
    return round(planned(number, project, month) * spread)


def pairs(month: int) -> list[tuple[str, Project]]:
    """Who is on which project in the months that a workbook of `month` shows."""
    shown = range(month - BEHIND, month + AHEAD + 1)
    return [
        (number, project)
        for number in people()
        for project in projects()
        if project.reports_in(month) and any(planned(number, project, one) for one in shown)
    ]
