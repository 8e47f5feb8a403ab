"""Sixty invented projects over sixteen months in two fiscal years that begin in April: budget tables by month and by
year, in one currency or two, corrected, withdrawn and replaced, beside reports that say the same, otherwise or nothing.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sql.conftest import Portfolio
from tests.sql.twin.invented import Row, month_end, number_of

COUNT_PROJECTS, FIRST, LAST, YEAR_BEGINS = 60, 6, 21, 4
CURRENCY = "EUR"
MONEY = {"budget_at_completion", "actual_cost", "actual_cost_this_period", "funding_approved", "committed_cost",
         "contingency_approved", "contingency_drawn", "budget_this_year", "budget_year_to_date", "actual_this_year",
         "forecast_this_year", "earned_value", "manager_estimate_at_completion", "estimate_to_complete"}  # fmt: skip


def fiscal_year(place: int) -> int:
    """The calendar year in which the fiscal year of a month ends."""
    day = month_end(place)
    return day.year + (day.month >= YEAR_BEGINS)


def year_start(year: int) -> int:
    """The number of the first month of a fiscal year."""
    return number_of(date(year - 1, YEAR_BEGINS, 1))


@dataclass
class Load:
    """Typed rows of one entity as one load brings them; `replaces` is the place of another one in the list."""

    entity: str
    rows: list[Row] = field(default_factory=list)
    is_active: bool = True
    replaces: int | None = None


@dataclass
class MoneyInvented:
    """What is typed of the portfolio, load by load."""

    loads: list[Load]
    baselines: list[Row] = field(default_factory=list)
    baseline_periods: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> "MoneyInvented":
        reports, tables = Load("projects"), Load("budgets")
        corrected, withdrawn = Load("budgets"), Load("budgets", is_active=False)
        replacing = Load("budgets", replaces=1)
        for number in range(COUNT_PROJECTS):
            project = _Project(Random(f"money-{seed}-{number}"), f"M{number:02}")
            reports.rows += project.reports()
            listed = project.tables()
            tables.rows += listed
            corrected.rows += project.corrections(listed, 0.03)
            withdrawn.rows += project.corrections(listed, 0.03)
            replacing.rows += project.replacements(listed)
        return cls([reports, tables, corrected, withdrawn, replacing])

    def load_into(self, portfolio: Portfolio) -> None:
        """Put in all loads in their order."""
        numbers: list[int | None] = []
        for load in self.loads:
            replaced = None if load.replaces is None else numbers[load.replaces]
            numbers.append(portfolio.load(load.entity, *load.rows, is_active=load.is_active, replaces=replaced))

    @property
    def projects(self) -> list[Row]:
        return self.loads[0].rows

    def known(self, entity: str) -> list[Row]:
        """The rows of a keyed entity in force, merged by key: field by field the newest load that says anything."""
        found: dict[tuple, Row] = {}
        for place, load in enumerate(self.loads):
            if load.entity != entity or not load.is_active:
                continue
            covered = {(row["project_id"], row["period"]) for other in self.loads if other.replaces == place
                       and other.is_active for row in other.rows}  # fmt: skip
            for row in load.rows:
                if (row["project_id"], row["period"]) not in covered:
                    key = tuple(row.get(one) for one in
                                ("project_id", "period", "month", "fiscal_year", "cost_type", "cost_code"))  # fmt: skip
                    found.setdefault(key, {}).update({name: one for name, one in row.items() if one is not None})
        return [row | {"line": key[2:]} for key, row in found.items()]


class _Project:
    """One project while its rows are written; what it does is drawn once."""

    def __init__(self, chance: Random, name: str) -> None:
        self.chance, self.name = chance, name
        self.start = month_end(chance.randint(1, 12)).replace(day=chance.choice((1, 1, 17)))
        self.finish = month_end(number_of(self.start) + chance.randint(6, 22))
        self.begins = number_of(self.start) + chance.choice((0, 0, 0, 1, 2, -1, -3))
        self.budget = chance.choice((1200, 36_000, 480_000.5))
        self.currency = chance.choice((None, None, "EUR", "USD", "GBP"))
        kinds = {"months": 38, "own month": 20, "year": 8, "mixed": 18, "elapsed": 8, "none": 8}
        self.kind = chance.choices(list(kinds), list(kinds.values()))[0]
        self.types = chance.sample(["Staff", "Supplier", None], chance.choice((1, 1, 2)))
        if self.kind == "elapsed":  # a line without any key is never the same as another
            self.types = [one or "Other" for one in self.types]
        self.is_plan_told = chance.random() < 0.85
        self.cost_told = chance.choice(("to date", "to date", "monthly", "never"))
        self.is_quick = chance.random() < 0.7
        self.is_value_told = chance.random() < 0.3
        self.expects = chance.choice(("manager_estimate_at_completion", "estimate_to_complete", None))
        self.tells_year, self.is_foreign = chance.random() < 0.3, chance.random() < 0.1
        self.tells_to_date = self.kind in ("months", "own month") and chance.random() < 0.2
        self.ends = chance.choice(("closed", "cancelled", "on_hold", None, None, None, None))
        self.ends_at = chance.randint(FIRST + 6, LAST)
        self.spent = self._spent()

    def _spent(self) -> dict[int, float]:
        """The cost of each month: nothing before it begins and after it ends, now and then a credit or nothing."""
        chance, share = self.chance, self.budget / 14
        costs = {place: round(share * chance.choice((0, 0.5, 1, 1, 1.4, -0.3)), 2) for place in range(40)}
        return {place: cost if self.begins <= place <= self._last() else 0 for place, cost in costs.items()}

    def _last(self) -> int:
        return self.ends_at if self.ends else 99

    def reports(self) -> list[Row]:
        found = []
        for place in range(FIRST, LAST + 1):
            if self.chance.random() < 0.05 and place > FIRST:
                continue
            row = {"project_id": self.name, "period": month_end(place), "currency": self.currency,
                   **self._status(place), **self._money(place), **(self._year(place) if self.tells_year else {})}
            for name in sorted(row.keys() & MONEY):
                if row[name] and self.chance.random() < 0.01:
                    row[name] = round(row[name] * self.chance.choice((100, 10_000, 0.01)), 6)
            found.append({name: one for name, one in row.items() if one is not None and
                          (name in ("project_id", "period", "state") or self.chance.random() < 0.95)})  # fmt: skip
        return found

    def _status(self, place: int) -> Row:
        chance, row = self.chance, {}
        is_over = self.ends and place >= self.ends_at
        row["state"] = self.ends if is_over else chance.choice(("active", None)) if place >= self.begins else "proposed"
        if self.is_plan_told:
            row |= {"baseline_start": self.start, "baseline_finish": self.finish}
        row["actual_start"] = month_end(self.begins).replace(day=9) if place >= self.begins else None
        row["forecast_start"] = month_end(self.begins).replace(day=9) if chance.random() < 0.3 else None
        expected = chance.choice((self.finish + timedelta(days=chance.randint(-60, 120)), month_end(place)))
        row["forecast_finish"] = expected if chance.random() < 0.6 else None
        if self.ends == "closed" and is_over and chance.random() < 0.8:
            row["actual_finish"] = month_end(self.ends_at).replace(day=20)
        row["status_date"] = month_end(place).replace(day=25) if chance.random() < 0.1 else None
        row["percent_complete"] = round(min(1, self._months_done(place) / 14), 3)
        return row

    def _months_done(self, place: int) -> int:
        return max(0, place - self.begins + self.is_quick)

    def _money(self, place: int) -> Row:
        chance = self.chance
        row: dict[str, Any] = {"budget_at_completion": self.budget}
        cost, spent = self.spent[place], round(sum(one for at, one in self.spent.items() if at <= place), 2)
        if spent >= 0 and chance.random() < 0.97:
            told = {"to date": {"actual_cost": spent}, "monthly": {"actual_cost_this_period": cost}, "never": {}}
            row |= told[self.cost_told]
        if chance.random() < 0.4:
            funded = chance.choice((0.4, 1, 1.3)) * self.budget
            row["funding_approved"] = round(chance.choice((funded, max(spent, 0))), 2)
        if chance.random() < 0.4:
            row["committed_cost"] = round(self.budget * chance.choice((0, 0.1, 0.3, -0.1)), 2)
        if self.is_value_told:
            row["earned_value"] = round(self.budget * self._months_done(place) / chance.choice((13, 14, 14, 15)), 2)
        if self.expects:
            row[self.expects] = round(self.budget * chance.choice((0.02, 0.7, 0.9, 1, 1.1, -0.01)), 2)
        row["cost_tolerance"] = chance.choice((0.1, 1, 0, -0.1)) if chance.random() < 0.5 else None
        if chance.random() < 0.7:
            row["contingency_approved"] = chance.choice((0, self.budget / 10, self.budget / 10, -5))
            row["contingency_drawn"] = round(self.budget * chance.choice((0, 0.02, 0.12, -0.01)), 2)
        return row

    def _year(self, place: int) -> Row:
        """What a report says of the fiscal year itself: the truth, a little else, or much else."""
        first = year_start(fiscal_year(place))
        spent = sum(self.spent[at] for at in range(first, place + 1))
        share = self.budget / 14
        told = {"budget_this_year": 12 * share, "budget_year_to_date": (place - first + 1) * share,
                "actual_this_year": spent, "forecast_this_year": spent + (first + 11 - place) * share}  # fmt: skip
        return {name: round(amount * self.chance.choice((0, 1, 1, 1.001, 1.2)), 2) for name, amount in told.items()
                if self.chance.random() < 0.6}  # fmt: skip

    def tables(self) -> list[Row]:
        found = []
        for place in range(FIRST, LAST + 1):
            if self.kind != "none" and self.chance.random() < 0.9:
                for cost_type in self.types:
                    found += self._table(place, cost_type)
        return found

    def _table(self, place: int, cost_type: str | None) -> list[Row]:
        chance, share = self.chance, self.budget / 14 / len(self.types)
        first = year_start(fiscal_year(place))
        shared = {"project_id": self.name, "period": month_end(place), "cost_type": cost_type}
        if self.kind in ("year", "elapsed") or self.kind == "mixed" and cost_type == self.types[0]:
            spent = sum(self.spent[at] for at in range(first, place + 1)) / len(self.types)
            row = {**shared, "budget": round(12 * share, 2), "actual": round(spent, 2)}
            row |= {"time_elapsed_rate": 0.5} if self.kind == "elapsed" else {"fiscal_year": self._year_name(place)}
            if chance.random() < 0.3:
                row |= {"committed": 50, "currency": "CHF" if self.is_foreign else None}
            kept = {name: one for name, one in row.items() if name in shared or chance.random() < 0.97}
            return [{name: one for name, one in kept.items() if one is not None}]
        if self.kind == "own month" and place > FIRST and place != first:
            months = [place]
        else:
            months = range(min(first, number_of(self.start)), max(first + 12, number_of(self.finish) + 1))
        return [row for month in months if chance.random() < 0.985 for row in self._line(shared, place, month, share)]

    def _line(self, shared: Row, place: int, month: int, share: float) -> list[Row]:
        chance, row = self.chance, {**shared, "month": month_end(month)}
        is_planned = number_of(self.start) <= month <= number_of(self.finish)
        row["budget"] = round(share * chance.choice((1, 1, 1, 1.5, 0)), 2) if is_planned else None
        if month <= place and month >= self.begins and chance.random() < 0.97:
            row["actual"] = round(self.spent[month] / len(self.types), 2)
        if self.tells_to_date and month == place:
            spent = sum(cost for at, cost in self.spent.items() if at <= month)
            row["actual_to_date"] = round(spent / len(self.types), 2)
        if month > place - chance.choice((0, 0, 3)) and is_planned:
            row["forecast"] = round(share * chance.choice((0.8, 1, 1, 1.2, 0)), 2)
        if month == place and chance.random() < 0.3:
            row["committed"] = round(share * 2, 2)
        row["currency"] = "CHF" if self.is_foreign and chance.random() < 0.1 else None
        row = {name: one for name, one in row.items() if one is not None}
        return [row] if row.keys() & {"budget", "actual", "actual_to_date", "forecast", "committed"} else []

    def _year_name(self, place: int) -> str:
        year = fiscal_year(place) + self.chance.choice((0, 0, 0, 0, 1, -1))
        return self.chance.choice((f"FY{year % 100}", f"FY{year - 1}/{year % 100}", f"FY{year}"))

    def corrections(self, listed: list[Row], share: float) -> list[Row]:
        """A second load of some rows, of which some fields are said otherwise and others not at all."""
        return [
            {name: round(one * 1.1, 2) if isinstance(one, float) else one for name, one in row.items()
             if name not in ("budget", "actual", "forecast") or self.chance.random() < 0.5}
            for row in listed if self.chance.random() < share
        ]  # fmt: skip

    def replacements(self, listed: list[Row]) -> list[Row]:
        """For one report in twenty all rows anew, without some of them."""
        months = {row["period"] for row in listed}
        chosen = {one for one in sorted(months) if self.chance.random() < 0.05}
        return [row for row in listed if row["period"] in chosen and self.chance.random() < 0.8]
