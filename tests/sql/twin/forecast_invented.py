"""Sixty invented projects that forecast what they will cost and when they will finish, and mostly did; reports that
were corrected later, and registers of changes."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tests.sql.twin.invented import Row, month_end

COUNT_PROJECTS, LAST = 60, 21
CHANGED = ("manager_estimate_at_completion", "estimate_to_complete", "actual_cost", "forecast_finish")


@dataclass
class ForecastInvented:
    """Typed rows: reports as first sent, what later files said of them, and change requests."""

    projects: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> "ForecastInvented":
        found = cls()
        for number in range(COUNT_PROJECTS):
            _Project(Random(f"forecasts-{seed}-{number}"), f"F{number:02}", found).write()
        return found


class _Project:
    def __init__(self, chance: Random, name: str, found: ForecastInvented) -> None:
        self.chance, self.name, self.found = chance, name, found
        self.first, self.ends = chance.randint(0, 6), chance.choices(("closed", "cancelled", None), (85, 5, 10))[0]
        self.last = chance.randint(self.first + 1, 19)
        self.finish = month_end(self.last).replace(day=chance.choice((1, 14, 28)))
        self.start = month_end(self.first + chance.choice((-3, 0, 0, 2)))
        self.start = self.start.replace(day=chance.choice((1, 9, self.start.day)))
        self.cost = chance.choice((1000, 1000, 56_000.5, 0, 1, 20))
        self.is_exact = chance.random() < 0.1
        self.tells_rest = chance.random() < 0.4
        self.has_register = chance.random() < 0.7

    def write(self) -> None:
        until = min(LAST, self.last + self.chance.randint(0, 3)) if self.ends else LAST
        self.reported = [place for place in range(self.first, until + 1)
                         if self.chance.random() < 0.92 or place == self.last]  # fmt: skip
        for place in self.reported:
            report = self._report(place)
            self.found.projects.append(report)
            self._correct(report)
        if self.has_register:
            self._write_changes(until)

    def _report(self, place: int) -> Row:
        chance, period = self.chance, month_end(place)
        is_over = self.ends and place >= self.last
        row = {"project_id": self.name, "period": period, "status_date": period,
               "state": self.ends if is_over else "active", "actual_start": self.start,
               "actual_cost": self._spent(place)}  # fmt: skip
        wrong = 1 if self.is_exact else chance.choice((0.8, 0.9, 1, 1, 1.1, 1.5))
        if not is_over or chance.random() < 0.3:
            late = 0 if self.is_exact else chance.choice((-90, -40, 0, 25, 200))
            row["forecast_finish"] = self.finish + timedelta(days=late)
            if self.tells_rest:
                row["estimate_to_complete"] = round(self.cost * wrong / 3, 2)
            else:
                row["manager_estimate_at_completion"] = round(self.cost * wrong, 2)
        if is_over:
            row["actual_finish"] = self.finish + timedelta(days=400 if chance.random() < 0.03 else 0)
        return {name: one for name, one in row.items()
                if name in ("project_id", "period", "state", "status_date") or chance.random() < 0.9}  # fmt: skip

    def _spent(self, place: int) -> float:
        share = min(1, (place - self.first + 1) / (self.last - self.first + 1))
        return round(self.cost * share + (0 if place <= self.last else self.chance.choice((0, 0, 7))), 2)

    def _correct(self, report: Row) -> None:
        """Some reports are corrected half a year later: another figure, the same again, or one that was missing."""
        if self.chance.random() > 0.2:
            return
        row = {name: report[name] for name in ("project_id", "period")} | {
            "status_date": report["period"] + timedelta(days=180)}  # fmt: skip
        name = self.chance.choice(CHANGED)
        old = report.get(name)
        if name == "forecast_finish":
            row[name] = self.finish if old is None else old + timedelta(days=self.chance.choice((0, 10, 30)))
        else:
            row[name] = round((self.cost if old is None else old) * self.chance.choice((1, 1.2, 0.9)), 2)
        self.found.corrections.append(row)

    def _write_changes(self, until: int) -> None:
        """A register each month; the state of a change moves on, and some rows are left out later."""
        chance = self.chance
        for number in range(chance.randint(1, 4)):
            raised, shared = chance.randint(self.first, until), {"project_id": self.name, "change_id": f"C{number}"}
            decided = month_end(raised + chance.randint(0, 4)).replace(day=15)
            cost, days = chance.choice((0, 10, 90, -40, None)), chance.choice((0, 5, 30, None))
            for place in (one for one in self.reported if one >= raised):
                status = chance.choice(("approved", "approved", "implemented", "rejected", "submitted"))
                row = {**shared, "period": month_end(place), "status": status, "cost_impact": cost, "days_impact": days,
                       "decided_on": decided if chance.random() < 0.8 else None,
                       "implemented_on": decided + timedelta(days=9) if chance.random() < 0.3 else None}  # fmt: skip
                if chance.random() < 0.7:
                    self.found.changes.append({name: one for name, one in row.items() if one is not None})
