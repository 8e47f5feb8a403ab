"""Two hundred invented projects over two years, with everything that reports do: gaps, new baselines, pauses, early
starts, credit notes, zeros, figures that are missing or impossible, and projects that are closed, held or cancelled."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
COUNT_PROJECTS, COUNT_MONTHS, FIRST_YEAR = 200, 24, 2024
PROGRAMMES = ("Plant renewal", "Digital core", "Safe and green", None)


@dataclass
class Invented:
    """Typed rows by entity, as loads would bring them; every row names its period."""

    projects: list[Row] = field(default_factory=list)
    baselines: list[Row] = field(default_factory=list)
    baseline_periods: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int, count_projects: int = COUNT_PROJECTS) -> "Invented":
        found = cls()
        for number in range(count_projects):
            _Project(Random(f"{seed}-{number}"), f"P{number:03}", found).write()
        return found


def month_end(number: int) -> date:
    """The last day of the number-th month, counted from 0 in January 2024."""
    year, month = FIRST_YEAR + number // 12, number % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def number_of(day: date) -> int:
    """The number of the month that a day lies in."""
    return 12 * (day.year - FIRST_YEAR) + day.month - 1


class _Project:
    """One project while its rows are written; what it does is drawn once."""

    def __init__(self, chance: Random, name: str, found: Invented) -> None:
        self.chance, self.name, self.found = chance, name, found
        self.first = chance.randint(0, 8)
        self.last = COUNT_MONTHS - 1
        self.start = month_end(self.first + chance.randint(-4, 4)).replace(day=chance.choice((1, 1, 1, 12, 28)))
        self.finish = month_end(number_of(self.start) + chance.randint(2, 20))
        if chance.random() < 0.3:
            self.finish = self.finish.replace(day=chance.randint(1, 28))
        self.budget = round(10 ** chance.uniform(3, 7), chance.choice((0, 0, 2)))
        self.plan_told = chance.choices(("monthly", "once", "versions", "never"), (45, 15, 33, 7))[0]
        self.earned_told = chance.choices(("stated", "percent", "both", "monthly", "apart"), (30, 40, 8, 15, 7))[0]
        self.cost_told = chance.choices(("to date", "monthly", "both"), (55, 35, 10))[0]
        self.planned_told = chance.choices(("curve", "stated", "percent", "monthly"), (70, 12, 10, 8))[0]
        self.speed, self.thrift = chance.uniform(0.5, 1.3), chance.uniform(0.6, 1.3)
        self.begins = number_of(self.start) + chance.choice((-2, 0, 0, 0, 1, 3))
        self.held = range(chance.randint(10, 16), chance.randint(12, 20)) if chance.random() < 0.15 else range(0)
        self.cancelled_from = chance.randint(12, 22) if chance.random() < 0.06 else None
        self.gaps = {place for place in range(self.first + 1, self.last) if chance.random() < 0.05}
        self.status_day = chance.choice((None, None, None, None, 20))

    def write(self) -> None:
        if self.plan_told == "versions":
            self._write_versions()
        self._write_curve("1" if self.plan_told == "versions" else None, self.start, self.finish, self.budget)
        earned = spent = 0.0
        for place in range(self.first, self.last + 1):
            if self.begins <= place and place not in self.held:
                share = self.speed / max(1, number_of(self.finish) - number_of(self.start) + 1)
                step = share * self.budget * self.chance.choice((0.3, 1, 1, 1.7))
                if self.cancelled_from is not None and place >= self.cancelled_from or earned >= self.budget:
                    step = 0.0
                step = round(step, 2)
                cost = round(step / self.thrift * self.chance.uniform(0.7, 1.3), 2)
                if self.chance.random() < 0.04:
                    cost = -round(self.chance.random() * spent * 0.1, 2)
            else:
                step = cost = 0.0
            earned, spent = round(min(earned + step, self.budget), 2), round(spent + cost, 2)
            if place not in self.gaps:
                self.found.projects.append(self._report(place, step, earned, cost, spent))

    def _report(self, place: int, step: float, earned: float, cost: float, spent: float) -> Row:
        period, chance = month_end(place), self.chance
        row: Row = {"project_id": self.name, "period": period, "state": self._state(place, earned)}
        if self.status_day:
            row["status_date"] = period.replace(day=self.status_day)
        if self.plan_told == "monthly" and chance.random() < 0.95 or self.plan_told == "once" and place == self.first:
            row |= {"baseline_start": self.start, "baseline_finish": self.finish, "budget_at_completion": self.budget}
            if chance.random() < 0.02:
                row["budget_at_completion"] = chance.choice((0, -100))
        if place >= self.begins and chance.random() < 0.95:
            row["actual_start"] = month_end(self.begins).replace(day=5)
        row |= self._earned(step, earned) | self._spent(cost, spent) | self._planned(place)
        row |= self._expected(place, earned, spent)
        return {name: value for name, value in row.items() if value is not None and chance.random() < self._kept(name)}

    def _kept(self, name: str) -> float:
        return 1 if name in ("project_id", "period", "state", "status_date") else 0.96

    def _state(self, place: int, earned: float) -> str | None:
        if self.cancelled_from is not None and place >= self.cancelled_from:
            return "cancelled"
        if earned >= self.budget:
            return self.chance.choice(("closed", "closed", "active"))
        if place in self.held:
            return "on_hold"
        return "proposed" if place < self.begins - 1 else self.chance.choice(("active", "active", None))

    def _earned(self, step: float, earned: float) -> Row:
        share = round(earned / self.budget, 4)
        if self.chance.random() < 0.02:
            return {"percent_complete": self.chance.choice((1.2, -0.1)), "earned_value": None}
        if self.chance.random() < 0.02:
            earned = round(earned * self.chance.choice((0.5, 1.4)), 2)
        return {
            "stated": {"earned_value": earned}, "percent": {"percent_complete": share},
            "both": {"earned_value": earned, "percent_complete": share}, "monthly": {"earned_value_this_period": step},
            "apart": {"earned_value": earned, "percent_complete": round(0.9 * share, 4)},
        }[self.earned_told]  # fmt: skip

    def _spent(self, cost: float, spent: float) -> Row:
        if self.chance.random() < 0.01:
            return {"actual_cost": -1}
        month = {"actual_cost_this_period": cost}
        if self.cost_told == "monthly":
            return month
        return {"actual_cost": spent} | (month if self.cost_told == "both" else {})

    def _planned(self, place: int) -> Row:
        whole = number_of(self.finish) - number_of(self.start) + 1
        share = min(1, max(0, (place - number_of(self.start) + 1) / whole))
        return {
            "curve": {}, "stated": {"planned_value": round(self.budget * share, 2)},
            "percent": {"percent_planned": round(share, 3)},
            "monthly": {"planned_value_this_period": round(self.budget / whole if 0 < share < 1 else 0, 2)},
        }[self.planned_told]  # fmt: skip

    def _expected(self, place: int, earned: float, spent: float) -> Row:
        chance, row = self.chance, {}
        if chance.random() < 0.7:
            row["forecast_finish"] = self.finish + timedelta(days=chance.randint(-30, 200))
        if chance.random() < 0.5:
            row["manager_estimate_at_completion"] = round(self.budget * chance.uniform(0.6, 1.6), 2)
        elif chance.random() < 0.5:
            row["estimate_to_complete"] = round((self.budget - earned) * chance.uniform(0.6, 1.6) - 1, 2)
        if earned >= self.budget and chance.random() < 0.8:
            row["actual_finish"] = month_end(place).replace(day=3)
        return row

    def _write_versions(self) -> None:
        """The first plan, and for some a second one that is effective later, longer and dearer, with its own curve."""
        shared = {"project_id": self.name, "period": month_end(self.first)}
        plan = {"baseline_start": self.start, "baseline_finish": self.finish, "budget_at_completion": self.budget}
        self.found.baselines.append({**shared, "version": "1", "kind": "original", **plan})
        if self.chance.random() < 0.7:
            place, later = self.first + self.chance.randint(3, 10), self.chance.randint(2, 8)
            finish = month_end(number_of(self.finish) + later)
            budget = round(self.budget * self.chance.uniform(0.9, 1.5), 2)
            second = {"baseline_start": self.start, "baseline_finish": finish, "budget_at_completion": budget}
            effective = month_end(place).replace(day=1)
            self.found.baselines.append({**shared, "version": "2", "kind": "rebaseline", **second,
                                         "effective_period": effective})  # fmt: skip
            self._write_curve("2", self.start, finish, budget)

    def _write_curve(self, version: str | None, start: date, finish: date, budget: float) -> None:
        """A curve for two projects in three: by value, month or share, with pauses, some short, some that fall."""
        chance, months = self.chance, range(number_of(start), number_of(finish) + 1)
        kind = chance.choices(("none", "value", "month", "share"), (35, 35, 15, 15))[0]
        if kind == "none" or len(months) < 3:
            return
        steps = [chance.choice((0, 0.5, 1, 1, 2)) for _ in months]
        steps[0] = max(steps[0], 0.5)
        total, so_far = sum(steps), 0.0
        is_short, falls_at = chance.random() < 0.1, chance.choice(months) if chance.random() < 0.05 else None
        for number, step in zip(months, steps, strict=True):
            if is_short and number > months[len(months) // 2]:
                return
            so_far += step / total
            told = so_far * (0.4 if number == falls_at else 1)
            amount = {"value": {"planned_value": round(budget * told, 2)}, "share": {"planned_percent": round(told, 4)},
                      "month": {"planned_value_this_period": round(budget * step / total, 2)}}[kind]  # fmt: skip
            shared = {"project_id": self.name, "period": month_end(self.first), "month": month_end(number)}
            self.found.baseline_periods.append({**shared, **({"version": version} if version else {}), **amount})
