"""Invented plans over fourteen months: told in reports, approved as versions, drawn as curves, changed again."""

from datetime import date, timedelta
from random import Random

from tests.sql.twin.invented import Row, month_end

COUNT, MONTHS = 60, range(14)
VERSIONS = ("1", "2", "10", "A", "B", None)


class PlanHistory:
    """Typed rows of one project: its reports, and the loads of versions and of curves, each with its month."""

    def __init__(self, seed: int, number: int) -> None:
        self.chance, self.name = Random(f"{seed}-{number}-plans"), f"P{number:02}"
        chance = self.chance
        self.start = date(2024, 1, 1) + timedelta(days=chance.randint(-60, 60))
        self.finish, self.budget = self.start + timedelta(days=400), 1000.0
        self.tells = chance.choices(("always", "once", "never"), (35, 25, 40))[0]
        self.versions: list[tuple[int, list[Row]]] = []
        self.curves: list[tuple[int, list[Row]]] = []
        self.earned = self.spent = 0.0
        ways = ("planned_value", "planned_percent", "planned_value_this_period")
        self.told_by = {version: chance.choice(ways) for version in VERSIONS}
        names = chance.sample(VERSIONS, chance.randint(0, 4))
        places = sorted(chance.sample(MONTHS, chance.randint(1, 4)))
        for place in places:
            if names:
                self.versions.append(
                    (place, self._versions(place, chance.sample(names, chance.randint(1, len(names)))))
                )
            drawn = chance.sample(list(dict.fromkeys([*names, None, "1"])), chance.choice((0, 1, 2)))
            if drawn:
                self.curves.append((place, [row for version in drawn for row in self._curve(version)]))
        self.reports = [self._report(place, names) for place in MONTHS if chance.random() < 0.93]
        told = {row["period"] for row in self.reports}
        sent = {month_end(place) for place, _ in (*self.versions, *self.curves)}
        self.bare = [{"project_id": self.name, "period": period} for period in sorted(sent - told)]

    def _moved(self) -> Row:
        """A plan a little or much later and dearer than the first, or the same."""
        chance = self.chance
        found = {
            "baseline_start": self.start + timedelta(days=chance.choice((0, 0, 7))),
            "baseline_finish": self.finish + timedelta(days=chance.choice((0, 0, 0, 30, 90))),
            "budget_at_completion": self.budget * chance.choice((1, 1, 1, 1.004, 1.005, 1.2, 0.9)),
        }
        if chance.random() < 0.03:
            found["budget_at_completion"] = chance.choice((0, -5))
        return {name: value for name, value in found.items() if chance.random() < 0.85}

    def _versions(self, place: int, names: list[str | None]) -> list[Row]:
        chance, rows = self.chance, []
        for name in names:
            row: Row = {
                "project_id": self.name, "period": month_end(place), "version": name, **self._moved(),
                "kind": chance.choice(("original", "replan", "rebaseline", "over_target", None)),
                "approved_on": month_end(place) + timedelta(days=chance.randint(-200, 60)),
                "effective_period": month_end(place + chance.choice((-1, 0, 0, 3))), "currency": "USD",
            }  # fmt: skip
            kept = {"approved_on": 0.6, "effective_period": 0.5, "currency": 0.05}
            rows.append({one: value for one, value in row.items()
                         if value is not None and chance.random() < kept.get(one, 1)})  # fmt: skip
        return rows

    def _curve(self, version: str | None) -> list[Row]:
        chance = self.chance
        rows, kind = [], self.told_by[version]
        start = self.chance.randint(-1, 3)
        months = range(start, start + chance.choice((1, 2, 3, 8)))
        for step, place in enumerate(months, start=1):
            share = min(1, step / chance.choice((len(months), max(len(months) - 1, 1))))
            amount = {"planned_value": 1000 * share, "planned_percent": share, "planned_value_this_period": 100}[kind]
            row = {"project_id": self.name, "month": month_end(place), kind: round(amount, 4)}
            rows.append(row | ({"version": version} if version else {}))
        return rows

    def _report(self, place: int, names: list[str | None]) -> Row:
        chance = self.chance
        row: Row = {"project_id": self.name, "period": month_end(place), "state": "active", "currency": "EUR"}
        if self.tells == "always" and chance.random() < 0.9 or self.tells == "once" and chance.random() < 0.2:
            row |= self._moved()
        if chance.random() < 0.2:
            row["baseline_version"] = chance.choice([*names, "1"])
        if chance.random() < 0.1:
            row["original_budget"] = chance.choice((1000, 800, 0))
        step = chance.choice((50, 60, 40, -20, -300, -1))
        self.earned, self.spent = max(self.earned + step, 0), max(self.spent + chance.choice((50, -0.1, -90)), 0)
        if chance.random() < 0.85:
            row["earned_value"] = self.earned
        if chance.random() < 0.85:
            row["actual_cost"] = self.spent
        return {one: value for one, value in row.items() if value is not None}


def plan_histories(seed: int) -> list[PlanHistory]:
    """All projects."""
    return [PlanHistory(seed, number) for number in range(COUNT)]
