"""Each project's plan, what really happens to it, and what its manager says: portfolio.toml as numbers by month.

Months are counted (year x 12 + month - 1), money is in thousands of the project's currency, shares are 0 to 1.
"""

import tomllib
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
FIRST, LAST = 2025 * 12 + 10, 2026 * 12 + 9  # November 2025 to October 2026
DAYS_PER_MONTH = 30.4


def month_of(text: str) -> int:
    """'2026-03' as a count of months."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def written(month: int) -> str:
    """A count of months as '2026-03'."""
    return f"{month // 12}-{month % 12 + 1:02}"


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1])


def s_curve(share: float) -> float:
    """Slow, fast, slow."""
    bounded = min(1.0, max(0.0, share))
    return bounded * bounded * (3 - 2 * bounded)


def to_nearest(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)


@dataclass(frozen=True)
class Version:
    """A version of the plan: in force from `effective`, `curve` is month -> share of all work planned by its end."""

    number: int
    effective: int
    finish: int
    budget: int
    curve: dict[int, float] = field(repr=False)


@dataclass(frozen=True)
class Project:
    """One entry of portfolio.toml, whose head says what each field means."""

    code: str
    name: str
    kind: str
    at: list[str]
    manager: str
    plan: list[Any]
    pace: list[list[Any]] = field(default_factory=lambda: [["2020-01", 1.0, 1.0]])
    candour: float = 1.0
    optimism: float = 0.0
    declares: list[list[str]] = field(default_factory=list)
    speaks: str = "en"
    currency: str = "CNY"
    renamed: list[str] | None = None
    known_from: str | None = None
    rebaseline: list[Any] | None = None
    recedes: list[Any] | None = None
    on_hold: str | None = None
    cancelled: str | None = None
    silent: list[str] = field(default_factory=list)
    no_baseline: bool = False
    no_cost: bool = False

    def __hash__(self) -> int:
        return hash(self.code)

    def chance(self, *about: object) -> Random:
        """Dice that always fall the same way for the same question about this project."""
        return Random(f"{self.code} {about}")

    @property
    def start(self) -> int:
        return month_of(self.plan[0])

    @property
    def count(self) -> int:
        return self.plan[1]

    @property
    def first_report(self) -> int:
        return max(FIRST, month_of(self.known_from) if self.known_from else self.start - 2)

    def reports_in(self, month: int) -> bool:
        return month >= self.first_report and written(month) not in self.silent

    def name_in(self, month: int) -> str:
        return self.renamed[1] if self.renamed and month >= month_of(self.renamed[0]) else self.name

    def _pace(self, month: int) -> tuple[float, float]:
        """Speed and thrift in a month; nothing moves while on hold or after the end."""
        if any(stop and month >= month_of(stop) for stop in (self.on_hold, self.cancelled)):
            return 0.0, 1.0
        found = [(speed, thrift) for since, speed, thrift in self.pace if month_of(since) <= month]
        return found[-1] if found else (1.0, 1.0)

    @cache  # noqa: B019
    def versions(self) -> tuple[Version, ...]:
        """The plan, and the second one where there is one: it takes the cost so far for planned."""
        months = range(self.start, self.start + self.count)
        curve = {month: s_curve((month - self.start + 1) / self.count) for month in months}
        first = Version(1, self.start, months[-1], self.plan[2], curve)
        if not self.rebaseline:
            return (first,)
        since, finish, budget = month_of(self.rebaseline[0]), month_of(self.rebaseline[1]), self.rebaseline[2]
        reached, ahead = self.spent(since - 1) / budget, finish - since + 1
        curve = {month: self.spent(month) / budget for month in range(self.start, since)}
        curve |= {month: reached + (1 - reached) * (month - since + 1) / ahead for month in range(since, finish + 1)}
        return first, Version(2, since, finish, budget, curve)

    def version(self, month: int) -> Version:
        """The version in force."""
        return self.versions()[1 if self.is_second(month) else 0]

    def is_second(self, month: int) -> bool:
        """Whether the second version of the plan is in force."""
        return bool(self.rebaseline) and month >= month_of(self.rebaseline[0])

    def worked(self, month: int, since: int | None = None) -> float:
        """Months' worth of work done by the end of a month, at the plan's speed."""
        begin = self.start if since is None else since
        return sum(self._pace(one)[0] for one in range(begin, month + 1))

    @cache  # noqa: B019
    def done(self, month: int) -> float:
        """The share of the work done by the end of a month, of the plan in force."""
        if self.is_second(month):
            second = self.versions()[1]
            reached, ahead = second.curve[second.effective - 1], second.finish - second.effective + 1
            return min(1.0, reached + (1 - reached) * self.worked(month, second.effective) / ahead)
        return s_curve(self.worked(month) / self.count)

    @cache  # noqa: B019
    def spent(self, month: int) -> float:
        """Cost by the end of a month."""
        if month < self.start:
            return 0.0
        before, budget = self.done(month - 1), self.plan[2]
        if self.is_second(month):
            second = self.versions()[1]
            before, budget = second.curve[month - 1] if month == second.effective else before, second.budget
        return self.spent(month - 1) + budget * (self.done(month) - before) / self._pace(month)[1]

    def elapsed(self, month: int) -> int:
        return max(0, month - self.start + 1)

    def is_finished(self, month: int) -> bool:
        return self.done(month) >= 1

    @cache  # noqa: B019
    def finish_day(self) -> date | None:
        """The day the last work was done, where that is in sight."""
        for month in range(self.start, LAST + 1):
            if self.is_finished(month):
                missing = self.count - self.worked(month - 1)
                share = min(1.0, missing / self._pace(month)[0])
                return first_day(month) + timedelta(
                    days=max(0, round(share * monthrange(month // 12, month % 12 + 1)[1]) - 1)
                )
        return None

    def start_day(self) -> date:
        return first_day(self.start) + timedelta(days=self.chance("start").randint(0, 8))

    def delay_months(self, month: int) -> float:
        """By how many months the finish will be late if the present speed holds."""
        speed = self._pace(month)[0]
        if self.elapsed(month) < 2 or not speed:
            return 0.0
        if self.is_second(month):
            since, ahead = self.version(month).effective, self.version(month).finish - self.version(month).effective + 1
            return month - since + 1 + (ahead - self.worked(month, since)) / speed - ahead
        return self.elapsed(month) + (self.count - self.worked(month)) / speed - self.count

    def state(self, month: int) -> str:
        if self.cancelled and month >= month_of(self.cancelled):
            return "cancelled"
        if self.on_hold and month >= month_of(self.on_hold):
            return "on_hold"
        if month < self.start:
            return "proposed"
        return "closed" if self.is_finished(month) else "active"

    def stage(self, month: int) -> str:
        done = self.done(month)
        bounds = (("initiation", 0.05), ("design", 0.28), ("build", 0.85), ("handover", 1.0))
        return next((stage for stage, bound in bounds if done < bound), "closed")


@cache
def settings(name: str) -> dict[str, Any]:
    """A toml file of this folder."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def projects() -> tuple[Project, ...]:
    return tuple(Project(code, **entry) for code, entry in settings("portfolio")["projects"].items())
