"""Invented tasks and dependencies: nested, inactive, cancelled, undated, late, done early, with and without a float."""

from datetime import date, timedelta
from random import Random

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place, Reports

FLOATS = (-12, -1, 0, 0, 3, 10, 11, 30, 44, 45, 80)
DATES = ("baseline_start", "baseline_finish", "forecast_start", "forecast_finish", "actual_start", "actual_finish")


def tasks(reports: Reports, seed: int) -> tuple[list[Row], list[Place]]:
    """Typed rows, and the projects and months for which tasks were sent but none of theirs."""
    rows, without = [], []
    for project, periods in reports.months().items():
        chance = Random(f"{seed}-{project}-tasks")
        count = chance.choice((0, 1, 4, 8, 12, 12, 24))
        if chance.random() < 0.1:
            continue  # sends none
        begun = periods[0] + timedelta(days=chance.randint(-150, 60))
        many = [_Task(chance, number, begun, project, count) for number in range(count)]
        tells_nothing = chance.random() < 0.1
        for period in periods:
            if chance.random() < 0.15:
                continue  # not sent this month
            sent = [row for one in many if (row := one.row(period, tells_nothing))]
            rows += sent
            without += [] if sent else [(project, period)]
    return rows, without


class _Task:
    """One task while its rows are written; every fourth sums up those after it, in one way of saying so or another."""

    def __init__(self, chance: Random, number: int, begun: date, project: str, count: int) -> None:
        self.chance, self.project, self.number = chance, project, number
        group = number // 4
        self.names = chance.choice((
            {"task_id": f"T{number}", "task_name": f"Work {number % 7}"}, {"task_name": f"Work {number}"},
            {"wbs": f"{group}.{number % 4}" if number % 4 else str(group), "task_name": f"Work {number % 5}"},
        ))  # fmt: skip
        self.parent = chance.choice((None, None, None, f"T{4 * group}", f"Work {4 * group}", f"Work {number}"))
        marks = {"is_summary": 0.04, "is_milestone": 0.06, "is_level_of_effort": 0.04, "is_active": 0.9}
        self.marks = {name: chance.random() < share for name, share in marks.items() if chance.random() < 0.5}
        stage = chance.choice((90, 91, 95, 240, 242, 245))  # many are due in the same month
        self.start = begun + timedelta(days=stage if chance.random() < 0.6 else chance.randint(0, 500))
        self.finish = self.start + timedelta(days=chance.choice((-1, 0, 20, 20, 30, 60, 60, 90)))
        self.delay = chance.choice((-20, -1, 0, 0, 5, 30, 90))
        self.has_plan = chance.random() < 0.85
        weights = Random(f"{project}-{count}")  # told for all tasks of a project or for none, but for a few
        self.weights = [name for name in ("planned_cost", "planned_hours", "duration_days") if weights.random() < 0.5]
        self.floats = weights.random() < 0.7
        self.amounts = {"planned_cost": chance.choice((0, 100, 2500.5)), "planned_hours": chance.choice((8, 40)),
                        "duration_days": chance.choice((0, 5, 20, 20))}  # fmt: skip
        if chance.random() < 0.02:
            self.amounts = {name: -1 for name in self.amounts}
        self.gone_from = begun + timedelta(days=chance.randint(150, 900)) if chance.random() < 0.15 else date.max
        self.owner = chance.choice(("Ann", "Ben", None))

    def row(self, period: date, tells_nothing: bool) -> Row | None:
        chance = self.chance
        if period >= self.gone_from or chance.random() < 0.03:
            return None
        if chance.random() < 0.05:
            self.delay += chance.randint(-5, 40)
        late = timedelta(days=self.delay)
        row: Row = {
            "project_id": self.project, "period": period, **self.names, **self.marks, "owner": self.owner,
            "parent_task": self.parent,
            **{name: self.amounts[name] for name in self.weights if chance.random() < 0.99},
        }  # fmt: skip
        if self.has_plan:
            row |= {"baseline_start": self.start, "baseline_finish": self.finish}
        if chance.random() < 0.8:
            row |= {"forecast_start": self.start + late, "forecast_finish": self.finish + late}
        if self.floats and chance.random() < 0.8:
            row["total_float_days"] = chance.choice(FLOATS)
        if chance.random() < 0.3:
            row["is_critical"] = chance.random() < 0.4
        row |= {} if tells_nothing else self._progress(period, self.start + late, self.finish + late)
        row = {name: value for name, value in row.items() if value is not None}
        return {name: value for name, value in row.items() if name not in DATES or chance.random() < 0.95}

    def _progress(self, period: date, start: date, finish: date) -> Row:
        chance = self.chance
        if chance.random() < 0.03:
            return {"status": "cancelled"}
        if chance.random() < 0.02:
            return {"percent_complete": chance.choice((1.5, -0.2))}
        if finish <= period:
            return chance.choice((
                {"actual_start": start, "actual_finish": finish}, {"actual_finish": finish, "status": "done"},
                {"actual_start": start, "actual_finish": finish, "percent_complete": 1}, {"status": "done"},
                {"percent_complete": 1}, {"status": "in_progress", "percent_complete": 0.9},
            ))  # fmt: skip
        if start <= period:
            return chance.choice((
                {"actual_start": start, "percent_complete": 0.4}, {"status": "in_progress"}, {"actual_start": start},
                {"percent_complete": 0.25}, {"status": "not_started", "percent_complete": 0},
                {"actual_finish": period + timedelta(days=chance.choice((5, 40)))},
            ))  # fmt: skip
        return chance.choice(({"status": "not_started"}, {"percent_complete": 0}, {}, {"actual_start": start}))


def wrong_task(row: Row) -> Row:
    """Another value for each field that tells something of a task."""
    other = {"owner": "Nobody", "status": "on_hold", "total_float_days": 99, "is_critical": not row.get("is_critical"),
             "percent_complete": 0.77, "planned_cost": 7, "planned_hours": 7, "duration_days": 7}  # fmt: skip
    other |= {name: not row.get(name) for name in ("is_summary", "is_milestone", "is_level_of_effort", "is_active")}
    later = {name: row[name] + timedelta(days=77) for name in DATES if name in row}
    return {name: value for name, value in other.items() if name in row} | later


def dependencies(reports: Reports, seed: int) -> tuple[list[Row], list[Place]]:
    """Typed rows, and the projects and months for which dependencies were sent but none of theirs."""
    rows, without = [], []
    for project, periods in reports.months().items():
        chance = Random(f"{seed}-{project}-dependencies")
        many = [(number, periods[0] + timedelta(days=chance.randint(0, 600))) for number in range(chance.randint(0, 4))]
        for period in periods:
            if chance.random() < 0.3:
                continue
            sent = [_dependency(chance, project, period, number, needed) for number, needed in many]
            rows += sent
            without += [] if sent else [(project, period)]
    return rows, without


def _dependency(chance: Random, project: str, period: date, number: int, needed: date) -> Row:
    told = needed + timedelta(days=chance.choice((-40, -3, 0, 1, 15, 80)))
    row: Row = {
        "project_id": project, "period": period, "dependency_id": f"D{number}", "needed_on": needed,
        "promised_on": told, "forecast_on": told + timedelta(days=chance.choice((0, 0, 10, -10))),
        "actual_on": told if told <= period else period + timedelta(days=20),
        "status": chance.choice(("open", "late", "done", "cancelled", "at_risk")),
    }  # fmt: skip
    kept = {"needed_on": 0.85, "promised_on": 0.6, "forecast_on": 0.5, "actual_on": 0.2, "status": 0.6}
    return {name: value for name, value in row.items() if chance.random() < kept.get(name, 1)}


def wrong_dependency(row: Row) -> Row:
    """Another value for each field that tells something of a dependency."""
    dates = ("needed_on", "promised_on", "forecast_on", "actual_on")
    later = {name: row[name] + timedelta(days=77) for name in dates if name in row}
    return later | ({"status": "late" if row["status"] == "done" else "done"} if "status" in row else {})


def calendar(chance: Random, first: date) -> list[Row]:
    """Days of a year of two calendars: one for everybody, one of a team that counts only while it is alone."""
    rows: list[Row] = []
    for number in chance.sample(range(400), 100):
        day = first + timedelta(days=number)
        row: Row = {"day": day, "kind": chance.choice(("holiday", "worked", "working", "weekend", None))}
        row["ends_on"] = chance.choice((None, None, None, day + timedelta(days=6), day - timedelta(days=2)))
        row["is_working_day"] = chance.choice((None, None, None, True, False))
        row["working_hours"] = chance.choice((None, None, None, 4, 0))
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows
