"""Rows of each entity that come about by chance, as texts of cells."""

import random
from collections.abc import Callable

from tests.conftest import Row

MONTHS = ("2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
PROJECTS = (("P1", "Alpha"), ("P2", "Beta"), (None, "Alpha"), (None, "Gamma"), ("P4", "Delta"))
PEOPLE = (("E1", "Ann Li"), ("E2", "Bo Chen"), (None, "Ann Li"), (None, "Cai Wu"))
CURRENCIES = ("EUR", "USD", "CNY", None)


class Chance:
    """Rows of each entity with cells by chance; a cell is missing as often as not."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *choices: object) -> object:
        return self.random.choice(choices)

    def money(self) -> str | None:
        return self.random.choice([None, *(str(100 * self.random.randint(1, 60)) for _ in range(4))])

    def day(self) -> str | None:
        return self.random.choice([None, f"{self.one(2025, 2026)}-{self.random.randint(1, 12):02}-15"])

    def share(self) -> str | None:
        return self.random.choice([None, f"{self.random.randint(0, 100)}%"])

    def named(self) -> Row:
        code, name = self.random.choice(PROJECTS)
        if code and self.random.random() < 0.15:
            name = f"{name} {self.one('II', 'new')}"
        return {"project_id": code, "project_name": name} if code else {"project_name": name}

    def rows(self, entity: str) -> list[Row]:
        made: Callable[[], Row] = getattr(self, entity)
        return [self.named() | made() for _ in range(self.random.randint(1, 4))]

    def projects(self) -> Row:
        return {
            "portfolio": self.one("North", "South", None), "department": self.one("IT", "Works", "I.T.", None),
            "programme": self.one("A", None), "manager": self.one("Ann Li", "Li Ann", "Bo Chen", "Bo  Chen", None),
            "currency": self.one(*CURRENCIES), "stage": self.one("Design", "Build", None),
            "state": self.one("active", "on hold", "closed", "cancelled", None),
            "percent_complete": self.share(), "percent_planned": self.share(),
            "budget_at_completion": self.money(), "planned_value": self.money(), "earned_value": self.money(),
            "actual_cost": self.money(), "actual_cost_this_period": self.money(),
            "earned_value_this_period": self.money(), "manager_estimate_at_completion": self.money(),
            "baseline_start": self.one("2025-09-01", "2025-10-01", None), "baseline_finish": self.day(),
            "forecast_finish": self.day(), "actual_start": self.one("2025-09-15", "2025-10-02", None),
            "actual_finish": self.one(None, None, "2026-01-20", "2026-03-10"),
            "baseline_version": self.one("1", "2", None), "declared_overall": self.one("red", "amber", "green", None),
            "declared_cost": self.one("red", "green", None), "budget_this_year": self.money(),
            "actual_this_year": self.money(), "status_date": self.one(None, None, "2026-02-05"),
            "contingency_approved": self.money(), "cost_tolerance": self.one("10%", None),
        }  # fmt: skip

    def baselines(self) -> Row:
        return {
            "version": self.one("1", "2", "3"), "kind": self.one("original", "rebaseline", None),
            "approved_on": self.day(), "effective_period": self.day(), "baseline_start": self.one("2025-09-01", None),
            "baseline_finish": self.day(), "budget_at_completion": self.money(), "currency": self.one(*CURRENCIES),
        }  # fmt: skip

    def baseline_periods(self) -> Row:
        return {
            "version": self.one("1", "2", None), "month": self.one(*MONTHS, "2026-06-30"),
            "planned_value": self.money(), "currency": self.one(*CURRENCIES),
        }  # fmt: skip

    def milestones(self) -> Row:
        return {
            "milestone_id": self.one("M1", "M2"), "milestone_name": self.one("Start", "End"),
            "baseline_date": self.day(), "forecast_date": self.day(), "actual_date": self.one(None, self.day()),
            "status": self.one("done", "open", None), "payment_amount": self.money(),
            "currency": self.one(*CURRENCIES),
        }  # fmt: skip

    def tasks(self) -> Row:
        return {
            "task_id": self.one("T1", "T2", "T3"), "task_name": self.one("Dig", "Pour"),
            "parent_task": self.one("T1", None),
            "baseline_start": self.one("2025-10-01", None), "baseline_finish": self.day(),
            "forecast_finish": self.day(), "actual_start": self.one("2025-10-03", None),
            "actual_finish": self.one(None, self.day()), "percent_complete": self.share(),
            "planned_cost": self.money(), "actual_cost": self.money(), "owner": self.one("Ann Li", "Bo Chen", None),
            "status": self.one("done", "in progress", None), "currency": self.one(*CURRENCIES),
        }  # fmt: skip

    def budgets(self) -> Row:
        return {
            "month": self.one(*MONTHS), "cost_type": self.one("labour", "material"), "budget": self.money(),
            "actual": self.money(), "forecast": self.money(), "committed": self.money(),
            "currency": self.one(*CURRENCIES), "department": self.one("IT", "I.T.", None),
        }  # fmt: skip

    def changes(self) -> Row:
        return {
            "change_id": self.one("C1", "C2"), "status": self.one("approved", "open", "rejected"),
            "decided_on": self.day(), "cost_impact": self.money(), "days_impact": self.one("10", "30", None),
            "currency": self.one(*CURRENCIES),
        }  # fmt: skip

    def risks(self) -> Row:
        return {
            "risk_id": self.one("R1", "R2"), "risk_name": "Rain", "probability": self.share(),
            "cost_impact": self.money(), "currency": self.one(*CURRENCIES), "raised_on": self.day(),
            "status": self.one("open", "closed", None), "owner": self.one("Ann Li", "Bo Chen", None),
        }  # fmt: skip

    def dependencies(self) -> Row:
        return {"dependency_id": self.one("D1", "D2"), "needed_on": self.day(), "promised_on": self.day(),
                "forecast_on": self.day(), "providing_project": self.one("P1", "Beta", None),
                "receiving_project": self.one("P2", "Alpha", None)}  # fmt: skip

    def _person(self) -> Row:
        code, name = self.random.choice(PEOPLE)
        return {"month": self.one(*MONTHS), "person_id": code, "person_name": name,
                "role": self.one("Engineer", "engineers", "Planner", None)}  # fmt: skip

    def people(self) -> Row:
        return self._person() | {"capacity_hours": self.one("160", "120", None), "unit": self.one("IT", "I.T.", None),
                                 "full_time_equivalent": self.one("1", "0.5", None)}  # fmt: skip

    def assignments(self) -> Row:
        return self._person() | {"planned_hours": self.one("40", "200", None), "actual_hours": self.one("40", None),
                                 "allocation_share": self.share()}  # fmt: skip

    def fx_rates(self) -> Row:
        return {"currency": self.one("EUR", "USD", "CNY"), "to_currency": self.one("EUR", "USD", None),
                "rate_type": self.one("plan", "actual"), "rate": self.one("1.1", "7.2", "0.9", "2"),
                "fiscal_year": self.one("FY25", "FY26", None), "month": self.one(None, *MONTHS)}  # fmt: skip

    def calendars(self) -> Row:
        return {"day": self.day() or "2026-03-02", "is_working_day": self.one("yes", "no"),
                "working_hours": self.one("8", "4", None)}  # fmt: skip


ENTITIES = tuple(name for name in vars(Chance) if name not in ("one", "money", "day", "share", "named", "rows")
                 and not name.startswith("_"))  # fmt: skip
LIKELY = ("projects",) * 6 + ENTITIES
