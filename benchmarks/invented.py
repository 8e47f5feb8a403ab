"""Invented projects: what was planned, how well it goes, and what is true of it at the end of any month.

Everything follows from the seed and the project's number, so a longer portfolio begins with the shorter one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST_PERIOD = date(2025, 1, 31)

DEPARTMENTS = ("Operations", "Information technology", "Engineering", "Finance", "Customer service", "Research")
PROGRAMMES = ("Plant renewal", "Digital core", "Safe and green", "Better service", "New markets")
PLACES = ("Harbour", "Northfield", "Riverside", "Central", "Westgate", "Hillside", "Lakeview", "Southport", "Old town")
THINGS = ("warehouse", "billing system", "pump station", "contact centre", "data platform", "laboratory", "network")
WORKS = ("renewal", "extension", "migration", "relocation", "automation", "consolidation")
FIRST_NAMES = ("Ada", "Bruno", "Chen", "Dora", "Emil", "Farah", "Goran", "Hana", "Ivan", "Jin", "Karin", "Luis", "Mei")
LAST_NAMES = ("Abel", "Brandt", "Costa", "Duarte", "Ekberg", "Fischer", "Gao", "Horvat", "Ito", "Jansen", "Kim", "Liu")
ROLES = ("Analyst", "Engineer", "Developer", "Tester", "Architect", "Buyer", "Trainer")
STAGES = ("Initiation", "Planning", "Execution", "Closing")


def month_end(months: int, start: date = FIRST_PERIOD) -> date:
    """The month end `months` after the month of `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def months_between(start: date, end: date) -> float:
    """Months from `start` to `end`, parts by days of an average month."""
    return (end - start).days / 30.4375


def person(random: Random) -> str:
    return f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"


@dataclass(frozen=True)
class Project:
    """A plan and its fate: money in whole currency units, `speed` and `thrift` as 1 = to plan, below 1 = worse."""

    number: int
    name: str
    programme: str
    department: str
    manager: str
    start: date
    count_months: int
    budget: int
    speed: float
    thrift: float
    optimism: float
    team: tuple[tuple[str, str, int], ...]

    @classmethod
    def invented(cls, seed: int, number: int, count_people: int) -> "Project":
        random = Random(f"{seed}-{number}")
        place, thing, work = random.choice(PLACES), random.choice(THINGS), random.choice(WORKS)
        return cls(
            number=number,
            name=f"{place} {thing} {work} {number}",
            programme=random.choice(PROGRAMMES),
            department=random.choice(DEPARTMENTS),
            manager=person(random),
            start=month_end(random.randint(-10, 6)) + timedelta(days=1),
            count_months=random.randint(9, 30),
            budget=round(random.lognormvariate(13.5, 0.9), -3),
            speed=min(1.15, max(0.55, random.gauss(0.93, 0.12))),
            thrift=min(1.2, max(0.6, random.gauss(0.97, 0.1))),
            optimism=random.choice((0.0, 0.0, 0.05, 0.15)),
            team=tuple((person(random), random.choice(ROLES), random.randint(16, 120)) for _ in range(count_people)),
        )

    @property
    def id(self) -> str:
        return f"P-{self.number:05}"

    @property
    def finish(self) -> date:
        return month_end(self.count_months - 1, self.start)

    @property
    def forecast_finish(self) -> date:
        """Where the present speed leads to."""
        return self.start + timedelta(days=round((self.finish - self.start).days / self.speed))

    def planned(self, day: date) -> float:
        """The share of the work planned to be done by `day`: slow, fast, slow."""
        return _s_curve(months_between(self.start, day) / self.count_months)

    def done(self, day: date) -> float:
        """The share of the work done by `day`."""
        return _s_curve(self.speed * months_between(self.start, day) / self.count_months)

    def spent(self, day: date) -> float:
        return self.budget * self.done(day) / self.thrift

    def stage(self, day: date) -> str:
        place = sum(self.done(day) > bound for bound in (0, 0.15, 0.9))
        return STAGES[place]

    def light(self, performance: float) -> str:
        """What the manager declares: performance of 1 is to plan, and optimism helps."""
        felt = performance + self.optimism
        return "Green" if felt >= 0.95 else "Amber" if felt >= 0.85 else "Red"


def _s_curve(share: float) -> float:
    bounded = min(1.0, max(0.0, share))
    return bounded * bounded * (3 - 2 * bounded)
