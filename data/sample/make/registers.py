"""The rows of the registers for a month: risks, issues, changes, decisions, lessons, courses."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.sample.make import staffing
from data.sample.make.declared import Report
from data.sample.make.model import FIRST, LAST, Project, first_day, last_day, month_of, settings
from data.sample.make.records import Row, reporting, sponsor
from data.sample.make.words import teller

ISSUE_OF_RISK = {"HH-144": ("HH-144-R1", month_of("2026-08"))}  # the risk that happens, and when
LIKELIHOODS = {1: 0.05, 2: 0.15, 3: 0.3, 4: 0.5, 5: 0.8}
SEVERITIES = ("low", "low", "low", "medium", "medium", "medium", "medium", "high", "high", "critical")


def risk_rows(month: int, language: str) -> Iterator[Row]:
    for project in reporting(month):
        entries = settings("registers")["risks"][project.kind]
        count = min(len(entries), 2 + project.chance("risks").randint(0, 3))
        for number, entry in enumerate(project.chance("which").sample(entries, count), start=1):
            row = _risk(project, number, entry, month, language)
            if row["raised"] <= last_day(month):
                yield row


def _risk(project: Project, number: int, entry: list[str], month: int, language: str) -> Row:
    tell, code, dice = teller(project, language), f"{project.code}-R{number}", project.chance("risk", number)
    raised = first_day(project.start) + timedelta(days=dice.randint(-15, 240))
    closed, is_material = _closed_on(project, code, raised + timedelta(days=dice.randint(240, 900)))
    is_closed = closed <= last_day(month)
    due = raised + timedelta(days=dice.choice((90, 180, 270, 360, 480)))
    cost = round(project.plan[2] * dice.choice((0.005, 0.01, 0.015, 0.02, 0.04)), -1)
    return {
        "code": project.code, "name": project.name_in(month), "number": code, "risk": tell(entry[2:4]),
        "category": tell(entry[0:2]), "kind": "threat", **_scores(project, number, raised, month),
        "cost": None if dice.random() < 0.12 else cost, "response": tell(entry[4:6]), "strategy": entry[6],
        "owner": project.manager if number % 2 else sponsor(project), "raised": raised,
        "due": None if dice.random() < 0.1 else due, "reviewed": _reviewed(project, number, raised, month),
        "closed": closed if is_closed else None,
        "status": "open" if not is_closed else "occurred" if is_material else "closed",
    }  # fmt: skip


def _scores(project: Project, number: int, raised: date, month: int) -> Row:
    """Probability and impact before and after treatment; in a project in trouble they are worse, and treated less."""
    report, dice = Report(project, month), project.chance("scores", number)
    trouble = report.lights["overall"] == "red" or report.schedule_performance < 0.88
    probability, impact = (min(5, dice.randint(1, 4) + trouble) for _ in range(2))
    is_treated = (last_day(month) - raised).days > 35 and not (trouble and number == 1)
    left = max(1, probability - (2 - trouble) * is_treated), max(1, impact - is_treated)
    return {"p": probability, "i": impact, "probability": LIKELIHOODS[probability], "rp": left[0], "ri": left[1],
            "residual": LIKELIHOODS[left[0]]}  # fmt: skip


def _closed_on(project: Project, code: str, closed: date) -> tuple[date, bool]:
    """The day a risk is closed, at the latest with its project, and whether it was because it had happened."""
    happened = ISSUE_OF_RISK.get(project.code, ("", 0))
    if code == happened[0]:
        return first_day(happened[1]) + timedelta(days=11), True
    return min(closed, _over_on(project)), False


def _over_on(project: Project) -> date:
    """The day a project is over, finished or cancelled; far ahead where it goes on."""
    if project.cancelled:
        return last_day(month_of(project.cancelled))
    return project.finish_day() or last_day(LAST + 120)


def _reviewed(project: Project, number: int, raised: date, month: int) -> date | None:
    """Looked at every month or two; some have been forgotten since the spring."""
    forgotten = project.chance("forgotten", number).random() < 0.2
    seen = min(month, month_of("2026-03")) if forgotten else month - project.chance(number, month).randint(0, 1)
    day = last_day(seen) - timedelta(days=project.chance("day", number).randint(2, 20))
    return day if day > raised else None


def issue_rows(month: int, language: str) -> Iterator[Row]:
    texts = settings("registers")["issues"]["any"]
    for project in reporting(month):
        dice = project.chance("issues")
        for number in range(1, 2 + dice.randint(0, 2)):
            entry, begun = dice.choice(texts), max(project.start + 1, FIRST)
            raised = last_day(dice.randint(begun, max(begun, LAST))) - timedelta(days=dice.randint(1, 24))
            due = raised + timedelta(days=dice.choice((14, 30, 45)))
            closed = raised + timedelta(days=dice.randint(15, 150))
            if raised <= last_day(month):
                yield _issue(project, number, entry, raised, due, closed, dice.choice(SEVERITIES), month, language)
        risk, since = ISSUE_OF_RISK.get(project.code, ("", LAST + 1))
        if month >= since:
            raised = first_day(since) + timedelta(days=11)
            due, entry = raised + timedelta(days=45), settings("registers")["issues"]["of_risk"][0]
            issue = _issue(project, 9, entry, raised, due, last_day(LAST + 2), "high", month, language)
            yield {**issue, "risk": risk, "cost": 320, "days": 25}


def _issue(
    project: Project, number: int, entry: list[str], raised: date, due: date, closed: date, severity: str, month: int,
    language: str,
) -> Row:  # fmt: skip
    tell = teller(project, language)
    closed = min(closed, _over_on(project))
    is_closed = closed <= last_day(month)
    return {
        "code": project.code, "name": project.name_in(month), "number": f"{project.code}-I{number}",
        "issue": tell(entry[0:2]), "severity": severity, "owner": project.manager, "raised": raised,
        "due": due, "closed": closed if is_closed else None, "cost": None, "days": None,
        "status": "closed" if is_closed else "open", "action": tell(entry[2:4]), "risk": None,
    }  # fmt: skip


def change_rows(month: int, language: str) -> Iterator[Row]:
    texts = settings("registers")["changes"]["any"]
    for project in reporting(month):
        dice, tell = project.chance("changes"), teller(project, language)
        if project.rebaseline and month >= month_of(project.rebaseline[0]) - 2:
            yield _rebaseline_change(project, month, language)
        if dice.random() < 0.4:
            continue
        since = dice.randint(max(project.start + 1, FIRST), max(project.start + 1, LAST))
        entry, raised = dice.choice(texts), last_day(since) - timedelta(days=9)
        decided = raised + timedelta(days=dice.choice((12, 25, 40, 75)))
        is_decided, status = decided <= last_day(month), dice.choice(("approved", "approved", "rejected"))
        if raised <= last_day(month) and project.state(month) != "proposed":
            yield {
                "code": project.code, "number": f"{project.code}-C1", "change": tell(entry[0:2]),
                "kind": entry[2], "reason": tell(entry[3:5]), "requester": project.manager,
                "raised": raised, "due": raised + timedelta(days=30), "decided": decided if is_decided else None,
                "status": status if is_decided else "submitted",
                "cost": round(project.plan[2] * dice.choice((0, 0.01, 0.02)), -1),
                "days": dice.choice((0, 10, 20)),
            }  # fmt: skip


def _rebaseline_change(project: Project, month: int, language: str) -> Row:
    since, finish, budget = month_of(project.rebaseline[0]), month_of(project.rebaseline[1]), project.rebaseline[2]
    decided, tell, texts = month >= since, teller(project, language), settings("registers")["rebaseline"]
    return {
        "code": project.code, "number": f"{project.code}-C9", "change": tell(texts["change"]),
        "kind": "cost", "reason": tell(texts["reason"]),
        "requester": project.manager, "raised": first_day(since - 2) + timedelta(days=18),
        "due": first_day(since - 1) + timedelta(days=29),
        "decided": first_day(since) + timedelta(days=5) if decided else None,
        "status": "approved" if decided else "submitted", "cost": budget - project.plan[2],
        "days": (last_day(finish) - last_day(project.start + project.count - 1)).days,
    }  # fmt: skip


def decision_rows(month: int, language: str) -> Iterator[Row]:
    entries = settings("governance")["decisions"]
    for project in reporting(month):
        tell = teller(project, language)
        for number, entry in enumerate(entries.get(project.code, []), start=1):
            requested, due, decided = (date.fromisoformat(day) if day else None for day in entry[:3])
            if requested > last_day(month):
                continue
            is_decided = decided is not None and decided <= last_day(month)
            yield {
                "code": project.code, "number": f"{project.code}-D{number}", "decision": tell(entry[3:5]),
                "requester": project.manager, "maker": entry[6], "requested": requested, "due": due,
                "decided": decided if is_decided else None, "status": "decided" if is_decided else "pending",
                "outcome": tell(entry[7:9]) if is_decided else None, "stake": entry[5] or None,
            }  # fmt: skip


def lesson_rows(month: int, language: str) -> Iterator[Row]:
    """Most were written down and then nobody did anything."""
    for project in reporting(month):
        tell = teller(project, language)
        for number, entry in enumerate(settings("registers")["lessons"].get(project.code, []), start=1):
            since = month_of(entry[0])
            if since > month:
                continue
            done = entry[8] == "actioned" and month > since
            captured = first_day(since) + timedelta(days=20)
            yield {
                "code": project.code, "number": f"{project.code}-L{number}", "lesson": tell(entry[4:6]),
                "kind": entry[1], "category": tell(entry[2:4]), "by": project.manager,
                "advice": tell(entry[6:8]), "captured": captured,
                "owner": sponsor(project) if entry[8] == "actioned" else None,
                "actioned": captured + timedelta(days=38) if done else None, "status": "actioned" if done else "open",
                "reuse": 2 if done else 0,
            }  # fmt: skip


def course_rows(month: int, language: str) -> Iterator[Row]:
    for course, (en, zh, roles, hours, valid) in settings("governance")["courses"].items():
        for number, (role, entry) in staffing.people().items():
            if role not in roles:
                continue
            turn = (int(number[1:]) * 7 + int(course[1:]) * 5) % 13
            due = first_day(FIRST + turn) + timedelta(days=24)
            done = due + timedelta(days=(turn * 11) % 50 - 28) if turn % 4 else None
            expires = date(done.year + valid // 12, done.month, 28) if done and valid else None
            is_done = done is not None and done <= last_day(month)
            is_expired = is_done and expires is not None and expires <= last_day(month)
            yield {
                "number": number, "person": entry[1], "role": settings("people")["roles"][role]["name"],
                "course": course, "title": en if language == "en" else zh, "required": "yes", "due": due,
                "done": done if is_done else None,
                "expires": expires if is_done else None, "hours": hours,
                "status": _course_status(is_done, is_expired, due < last_day(month)),
            }  # fmt: skip


def _course_status(is_done: bool, is_expired: bool, is_due: bool) -> str:
    if is_done:
        return "expired" if is_expired else "done"
    return "overdue" if is_due else "not_started"
