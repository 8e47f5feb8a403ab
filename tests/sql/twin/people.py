"""People worked out a second time: who is who, in which role, and what each can work in which month."""

from collections import defaultdict
from datetime import date
from math import floor

from tests.sql.twin.invented import Row, number_of

HOURS_PER_DAY, GREATEST_HOURS = 8, 100_000


def hours(number: float | None) -> float | None:
    """Hours as they are kept: to a hundredth, halves away from nothing."""
    if number is None:
        return None
    return (1 if number >= 0 else -1) * floor(abs(number) * 100 + 0.5) / 100


def _folded(text: str) -> str:
    return "".join(text.lower().split())


class Names:
    """Which person and which role each way of writing one stands for, over all rows that are known."""

    def __init__(self, people: list[Row], assignments: list[Row]) -> None:
        rows = [*people, *assignments]
        self.written = {(row.get("person_id", ""), row.get("person_name", "")) for row in rows} - {("", "")}
        numbers, spellings = defaultdict(set), defaultdict(set)
        for code, name in self.written:
            if name:
                (numbers if code else spellings)[_folded(name)].add(code or name)
        self.of_name = {name: min(told) for name, told in spellings.items()}
        self.of_name |= {name: min(codes) for name, codes in numbers.items() if len(codes) == 1}
        listed = {row["role"] for row in people if "role" in row}
        known = listed | {row["role"] for row in assignments if "role" in row}
        alike = {role: {one for one in known if _folded(one) == _folded(role)} for role in known}
        self.roles = {role: min(spelled & listed or spelled) for role, spelled in alike.items()}
        called = defaultdict(set)
        for code, name in self.written:
            called[self.person_of(code, name)].add(name)
        self.called = {person: min(names - {""}, default=person) for person, names in called.items()}

    def person_of(self, code: str, name: str) -> str:
        return code or self.of_name[_folded(name)]

    def person(self, row: Row) -> str:
        """The person of a row; '' where it names none."""
        code, name = row.get("person_id", ""), row.get("person_name", "")
        return self.person_of(code, name) if code or name else ""

    def role(self, row: Row) -> str | None:
        return self.roles.get(row.get("role"))

    def identity(self) -> list[Row]:
        """The rows of the table of who is who."""
        return [{"written_id": code, "written_name": name, "person": self.person_of(code, name),
                 "person_name": self.called[self.person_of(code, name)]} for code, name in self.written]  # fmt: skip


def roster(people: list[Row], booked: list[Row], names: Names) -> list[Row]:
    """The people of each month; a role is that of the month, else of the nearest month, else of the bookings."""
    listed, by_booking = defaultdict(list), defaultdict(list)
    for row in people:
        apart = number_of(row.get("month", row["period"])) - number_of(row["period"])
        listed[names.person(row), row["period"]].append((abs(apart), row))
    for row in booked:
        if row["person"]:
            by_booking[row["person"], row["period"]].append(row["role"])
    found = []
    for person, period in listed.keys() | by_booking.keys():
        rows = [row for _, row in sorted(listed[person, period], key=lambda one: one[0])]
        roles = [role for row in rows if (role := names.role(row))]
        roles += sorted(role for role in by_booking[person, period] if role)
        keys = [row["is_key_person"] for row in rows if "is_key_person" in row]
        found.append({
            "person": person, "period": period, "person_name": names.called[person],
            "role": roles[0] if roles else "unmapped",
            "unit": next((row["unit"] for row in rows if "unit" in row), None),
            "is_key_person": any(keys) if keys else None, "is_listed": bool(rows),
        })  # fmt: skip
    return found


def capacity(people: list[Row], months: list[Row], names: Names) -> list[Row]:
    """What each person on the list can work in each month of a plan."""
    of = defaultdict(list)
    for row in people:
        of[names.person(row), row["period"]].append(row)
    by_period = defaultdict(list)
    for month in months:
        by_period[month["period"]].append(month)
    return [_able(person, month, rows) for (person, period), rows in of.items() for month in by_period[period]]


def _able(person: str, month: Row, rows: list[Row]) -> Row:
    offers = sorted((_offer(row, month) for row in rows), key=lambda one: one[0])
    stated, estimate = (next((offer[place] for offer in offers if offer[place] is not None), None) for place in (1, 3))
    is_away = offers[0][2]
    told = stated if stated is not None else 0 if is_away else estimate
    reason = "MISSING_INPUT(capacity_hours)" if told is None else None
    if told is not None and not 0 <= told <= GREATEST_HOURS:
        reason = "INVALID_INPUT(capacity_hours)"
    return {
        "person": person, "period": month["period"], "month": month["month"],
        "capacity_hours": None if reason else hours(told), "reason": reason,
        "is_estimated": reason is None and stated is None and not is_away,
    }  # fmt: skip


def _offer(row: Row, month: Row) -> tuple[tuple, float | None, bool, float | None]:
    """How far what a row says lies from a month, and the hours it states, whether it has the person away, and the hours
    that equivalents and days make; of a month that is not its own it tells the contract alone."""
    day, is_any = month["month"], "month" not in row
    is_own = row.get("month") == day
    speaks = is_own or is_any
    apart = 0 if is_own else 1 if is_any else 2 + abs(number_of(row["month"]) - number_of(day))
    away = row.get("leave_hours", 0) + row.get("non_project_hours", 0) if speaks else 0
    stated = row.get("capacity_hours", row["gross_hours"] - away if "gross_hours" in row else None) if speaks else None
    begins = max(row.get("employed_from", date.min), day.replace(day=1))
    employed = (min(row.get("employed_until", date.max), day) - begins).days + 1
    status = row.get("status")
    is_away = employed <= 0 or status == "left" or status == "on_leave" and (is_own or day == row["period"])
    full = row.get("full_time_equivalent")
    estimate = None if full is None else full * month["full_time_hours"] * employed / day.day - away
    if speaks and "working_days" in row:
        estimate = (1 if full is None else full) * row["working_days"] * HOURS_PER_DAY - away
    key = "|".join((str(row.get("month", "")), row.get("person_id", row.get("person_name", ""))))
    return (apart, key), stated, is_away, estimate
