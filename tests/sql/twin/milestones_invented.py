"""Invented milestones of projects over two years: early, late, moved, dropped, renamed, cancelled, undated, dreamt."""

from datetime import date, timedelta
from random import Random

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place, Reports

MORE_STATUS = ("in_progress", "late", "at_risk", "not_started", None, None, None)


def milestones(reports: Reports, seed: int) -> tuple[list[Row], list[Place]]:
    """Typed rows, and the projects and months for which milestones were sent but none of theirs."""
    rows, without = [], []
    for project, periods in reports.months().items():
        chance = Random(f"{seed}-{project}-milestones")
        if chance.random() < 0.1:
            continue  # sends none
        begun = periods[0] + timedelta(days=chance.randint(-200, 60))
        many = [_Milestone(chance, number, begun, project) for number in range(chance.choice((0, 2, 4, 7, 12, 16)))]
        for period in periods:
            if chance.random() < 0.08:
                continue  # not sent this month
            sent = [row for one in many if (row := one.row(period))]
            rows += sent
            without += [] if sent else [(project, period)]
    return rows, without


class _Milestone:
    """One milestone while its rows are written."""

    def __init__(self, chance: Random, number: int, begun: date, project: str) -> None:
        self.chance, self.project = chance, project
        self.names = {"milestone_id": f"M{number}"} if chance.random() < 0.5 else {}
        if not self.names or chance.random() < 0.6:
            self.names["milestone_name"] = f"Milestone {number % 11}" if self.names else f"Milestone {number}"
        self.new_name = f"Once {number}"
        self.baseline = begun + timedelta(days=chance.randint(0, 600))
        self.delay = chance.choice((-25, -3, 0, 0, 8, 40, 90))
        self.is_drifting = chance.random() < 0.5
        self.gone_from = begun + timedelta(days=chance.randint(200, 900)) if chance.random() < 0.25 else date.max
        self.renamed_from = begun + timedelta(days=chance.randint(100, 700)) if chance.random() < 0.1 else date.max
        self.cancelled_from = begun + timedelta(days=chance.randint(200, 900)) if chance.random() < 0.08 else date.max
        self.kind = chance.choices(("dated", "undated", "forecast", "unplanned"), (75, 10, 10, 5))[0]
        self.owner = chance.choice(("Ann", "Ben", None))

    def row(self, period: date) -> Row | None:
        chance = self.chance
        if self.is_drifting and chance.random() < 0.3:
            self.delay += chance.randint(0, 20)
        if chance.random() < 0.03:
            self.baseline += timedelta(days=chance.choice((30, 60, -15)))
        if period >= self.gone_from or chance.random() < 0.04:
            return None
        names = {"milestone_name": self.new_name} if period >= self.renamed_from else self.names
        reached = self.baseline + timedelta(days=self.delay)
        row: Row = {
            "project_id": self.project, "period": period, **names, "owner": self.owner,
            "is_critical": chance.choice((True, False, None)), "status": chance.choice(MORE_STATUS),
            "baseline_date": None if self.kind == "unplanned" or chance.random() < 0.02 else self.baseline,
            "forecast_date": reached if chance.random() < 0.7 else None,
        }  # fmt: skip
        if reached <= period:
            row |= self._reached(reached)
        elif chance.random() < 0.02:
            row["actual_date"] = period + timedelta(days=chance.choice((3, 100)))
        if period >= self.cancelled_from:
            row["status"] = "cancelled"
        return {name: value for name, value in row.items() if value is not None}

    def _reached(self, reached: date) -> Row:
        done = {"status": self.chance.choice(("done", "done", None))}
        return {
            "dated": {"actual_date": reached, **done}, "unplanned": {"actual_date": reached},
            "undated": {"status": "done", "forecast_date": None},
            "forecast": {"status": "done", "forecast_date": reached + timedelta(days=self.chance.choice((0, 0, 60)))},
        }[self.kind]  # fmt: skip


def wrong_milestone(row: Row) -> Row:
    """Another value for each field that tells something of a milestone."""
    other = {"owner": "Nobody", "is_critical": not row.get("is_critical"), "status": "on_hold"}
    dates = ("baseline_date", "forecast_date", "actual_date")
    later = {name: row[name] + timedelta(days=77) for name in dates if name in row}
    return {name: value for name, value in other.items() if name in row} | later
