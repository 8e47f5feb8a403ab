"""Invented people under several names, on leave or overbooked, and what projects book of them."""

from datetime import date, timedelta
from random import Random

from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.reports import Place, Reports

SENT_IN = range(7, 16)  # the months for which people and assignments are sent
WHOLE = (11, 12)  # those in which all projects send a plan
ROLES = ("Tester", "Architect", "Analyst", "Welder")
NUMBERED = [(f"E{number}", f"Person {number}") for number in range(7)] + [("E8", "Li Na"), ("E9", "Li Na")]
UNNUMBERED = ["Ann Abel", "Bo Berg", "Cy Clark"]


def _spelled(chance: Random, text: str) -> str:
    return chance.choice((text, text, text, text.upper(), text.replace(" ", "  ")))


def _named(chance: Random, number: int) -> Row:
    """One way of naming the number-th person."""
    if number >= len(NUMBERED):
        return {"person_name": _spelled(chance, UNNUMBERED[number - len(NUMBERED)])}
    code, name = NUMBERED[number]
    both = {"person_id": code, "person_name": name}
    return chance.choice((both, both, {"person_id": code}, {"person_name": _spelled(chance, name)}))


def invented_people(seed: int) -> list[Row]:
    """The list of people of each month: with months, for any month, or for neither; some are not listed."""
    rows = []
    for number in range(len(NUMBERED) + len(UNNUMBERED)):
        chance = Random(f"{seed}-person-{number}")
        role = chance.choice((*ROLES, None))
        unit = chance.choice(("Works", "Office", None))
        for place in SENT_IN:
            if number == 3 or chance.random() < 0.12:
                continue  # not listed
            months = chance.choice(([None], [0], [0, 1, 2], [1, 2, 5], [None, 0, 3], [0, 2, 4, 6]))
            named = _named(chance, number)
            if named.get("person_name", "").lower().split() == ["li", "na"]:  # two have this name
                named = dict(zip(("person_id", "person_name"), NUMBERED[number], strict=True))
            for ahead in months:
                row = {"period": month_end(place), **named, "role": role and _spelled(chance, role), "unit": unit,
                       "is_key_person": chance.choice((True, False, None))}  # fmt: skip
                row |= _capacity(chance, place, ahead)
                if ahead is not None:
                    row["month"] = month_end(place + ahead)
                rows.append({name: value for name, value in row.items() if value is not None})
    return rows


def _capacity(chance: Random, place: int, ahead: int | None) -> Row:
    day = month_end(place)
    row: Row = chance.choice((
        {"capacity_hours": chance.choice((0, 80, 120, 150))}, {"gross_hours": 160}, {"full_time_equivalent": 0.5},
        {"full_time_equivalent": 1}, {"working_days": 10}, {"working_days": 12, "full_time_equivalent": 0.5}, {},
        {"capacity_hours": 100, "gross_hours": 160, "full_time_equivalent": 1}, {"capacity_hours": -5},
    ))  # fmt: skip
    row |= {"leave_hours": chance.choice((None, None, 16, 40)), "non_project_hours": chance.choice((None, None, 24))}
    row["status"] = chance.choices(("active", "on_leave", "left", "notice", None), (30, 8, 5, 5, 50))[0]
    if chance.random() < 0.15:
        row["employed_from"] = day + timedelta(days=chance.randint(-60, 90))
    if chance.random() < 0.15:
        row["employed_until"] = day + timedelta(days=chance.randint(-60, 200))
    if chance.random() < 0.3 and ahead in (None, 0, 1):
        row["timesheet_hours"] = chance.choice((60, 120.5, 170, -3))
    return row


def wrong_person(row: Row) -> Row:
    """Another value for each field that tells something of a person."""
    other = {"capacity_hours": 11, "gross_hours": 12, "leave_hours": 13, "non_project_hours": 14, "working_days": 3,
             "full_time_equivalent": 0.1, "timesheet_hours": 15, "unit": "Nowhere", "status": "notice",
             "employed_from": date(2024, 1, 1), "employed_until": date(2026, 12, 1)}  # fmt: skip
    return {name: value for name, value in other.items() if name in row}


def assignments(reports: Reports, seed: int) -> tuple[list[Row], list[Place]]:
    """Typed rows, and the projects and months for which assignments were sent but none of theirs."""
    rows, without = [], []
    for project, periods in reports.months().items():
        chance = Random(f"{seed}-{project}-assignments")
        sends = chance.choices(("plans", "hours", "nothing"), (80, 10, 10))[0]
        for period in periods:
            is_whole = number_of(period) in WHOLE
            if number_of(period) not in SENT_IN or not is_whole and (sends == "nothing" or chance.random() < 0.1):
                continue
            plans = is_whole or sends == "plans"
            sent = {} if chance.random() < 0.06 else _booked(chance, project, period, plans)
            rows += sent.values()
            without += [] if sent else [(project, period)]
    return rows, without


def _booked(chance: Random, project: str, period: date, plans: bool) -> dict[tuple, Row]:
    found = {}
    for _ in range(chance.randint(2, 7)):
        number = chance.choice((*range(len(NUMBERED) + len(UNNUMBERED)), None, None, None))
        named = {} if number is None else _named(chance, number)
        if number is None or chance.random() < 0.4:
            named["role"] = _spelled(chance, chance.choice((*ROLES, "Poet")))
        stretch = _when(chance, period)
        if number is None and stretch["months"] != [None] and chance.random() < 0.15:
            del named["role"]
        for month in stretch.pop("months"):
            row = {"project_id": project, "period": period, **named, **stretch, **_hours(chance, plans)}
            if month is not None:
                row["month"] = month
            row = {name: value for name, value in row.items() if value is not None}
            found[key_of(row)] = row
    return found


def key_of(row: Row) -> str:
    """What makes a row of assignments the same in another load."""
    parts = (row.get("month"), row.get("person_id", row.get("person_name")), row.get("role"), row.get("task_id"))
    return "|".join("" if part is None else str(part) for part in parts)


def _when(chance: Random, period: date) -> Row:
    place = number_of(period)
    if chance.random() < 0.55:
        first = chance.choice((0, 0, 0, -1, 1))
        months = [month_end(place + first + one) for one in range(chance.choice((1, 2, 4, 9)))]
        return {"months": months, "starts_on": chance.choice((None, None, None, period - timedelta(days=40)))}
    if chance.random() < 0.3:
        return {"months": [None]}
    begins = period + timedelta(days=chance.choice((-70, -20, 5, 40)))
    ends = begins + timedelta(days=chance.choice((-3, 0, 25, 60, 140)))
    return {
        "months": [None],
        "starts_on": chance.choice((begins, begins, None)),
        "ends_on": chance.choice((ends, None, period)),
    }


def _hours(chance: Random, plans: bool) -> Row:
    planned = chance.choice((
        {"planned_hours": chance.choice((8, 40, 90, 160.25))}, {"planned_hours": 60}, {"allocation_share": 0.4},
        {"full_time_equivalent": 0.5}, {"allocation_share": 0.25}, {"planned_hours": chance.choice((0, -4, 30))}, {},
    ))  # fmt: skip
    firmness = chance.choices(("firm", "tentative", None), (30, 20, 50))[0]
    actual = chance.choices((None, 0, 35, 70.5, -1), (50, 5, 25, 25, 3))[0]
    return (planned if plans else {}) | {"firmness": firmness, "actual_hours": actual}


def wrong_assignment(row: Row) -> Row:
    """Another value for each field that tells something of an assignment."""
    other = {"planned_hours": 21, "actual_hours": 22, "allocation_share": 0.9, "full_time_equivalent": 0.9,
             "firmness": "tentative" if row.get("firmness") == "firm" else "firm"}  # fmt: skip
    return {name: value for name, value in other.items() if name in row}
