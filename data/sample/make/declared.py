"""What a manager writes into the tracker about his project: figures as he rounds them, forecasts, lights."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.make.model import DAYS_PER_MONTH, Project, first_day, last_day, month_of, to_nearest

LETTERS = {"G": "green", "A": "amber", "R": "red"}


@dataclass(frozen=True)
class Report:
    """One project in one month, as its manager sees it."""

    project: Project
    month: int

    @property
    def is_begun(self) -> bool:
        return self.month >= self.project.start

    @property
    def percent_complete(self) -> float | None:
        return to_nearest(self.project.done(self.month), 0.005) if self.is_begun else 0.0

    @property
    def actual_cost(self) -> int | None:
        if self.project.no_cost:
            return None
        return round(self.project.spent(self.month))

    @property
    def budget(self) -> int | None:
        return None if self.project.no_baseline else self.project.version(self.month).budget

    @property
    def estimate_at_completion(self) -> int | None:
        """Cost so far and the rest, at the thrift the manager admits to."""
        project, month = self.project, self.month
        if project.no_cost or project.no_baseline:
            return None
        budget, done, spent = project.version(month).budget, project.done(month), project.spent(month)
        if not self.is_begun or done < 0.05:
            return budget
        if done >= 1:
            return round(spent)
        real = max(0.6, budget * done / spent if spent else 1.0)
        believed = 1 - (1 - real) * project.candour * (1 - 4 * project.optimism)
        return int(to_nearest(max(spent + budget * (1 - done) / believed, spent), 50 if budget > 5000 else 10))

    @property
    def forecast_finish(self) -> date | None:
        project, month = self.project, self.month
        if project.state(month) == "cancelled":
            return None
        if project.is_finished(month):
            return project.finish_day()
        if project.recedes and month >= month_of(project.recedes[0]):
            return last_day(month + project.recedes[1])
        planned = last_day(project.version(month).finish)
        late = project.delay_months(month) * project.candour
        expected = planned + timedelta(days=to_nearest(late * DAYS_PER_MONTH, 7))
        return max(expected, last_day(month + 1)) if expected <= last_day(month) else expected

    @property
    def schedule_performance(self) -> float:
        project, month = self.project, self.month
        if not self.is_begun:
            return 1.0
        if project.is_second(month):
            since = project.version(month).effective
            return (since - project.start + project.worked(month, since)) / project.elapsed(month)
        pace = min(1.0, project.worked(month) / project.count) / min(1.0, project.elapsed(month) / project.count)
        planned = last_day(project.version(month).finish)
        late = (self.forecast_finish - planned).days / DAYS_PER_MONTH if self.forecast_finish else 0
        return min(pace, 1 - late / project.count) if project.candour else pace

    @property
    def cost_performance(self) -> float:
        spent = self.project.spent(self.month)
        return self.project.version(self.month).budget * self.project.done(self.month) / spent if spent else 1.0

    @property
    def lights(self) -> dict[str, str | None]:
        """overall, schedule, cost: as felt, or as the manager has decided to say."""
        project, month = self.project, self.month
        if project.state(month) in ("proposed", "cancelled"):
            return {"overall": None, "schedule": None, "cost": None}
        said = [letters for since, letters in project.declares if month_of(since) <= month]
        if said:
            return dict(zip(("overall", "schedule", "cost"), (LETTERS[letter] for letter in said[-1]), strict=True))
        if self.month - project.start < 2:
            schedule = cost = "G"
        else:
            schedule, cost = (
                _letter(felt + project.optimism) for felt in (self.schedule_performance, self.cost_performance)
            )
        overall = max(schedule, cost, key="GAR".index)
        cost_light = None if project.no_cost else LETTERS[cost]
        return {
            "overall": LETTERS[schedule if project.no_cost else overall],
            "schedule": LETTERS[schedule],
            "cost": cost_light,
        }

    def approved_day(self, share: float) -> date:
        """The approved day of the milestone at a share of the work; a second plan moves only what is still to come."""
        project = self.project
        first = project.versions()[0]
        if project.is_second(self.month) and (ahead := self._share_of_second(share)) > 0:
            second = project.version(self.month)
            return _between(first_day(second.effective), last_day(second.finish), ahead)
        return _between(first_day(first.effective), last_day(first.finish), share)

    def reached_day(self, share: float) -> date | None:
        """The day the milestone was reached, where it was: mostly a few days before the work for it was all done."""
        project = self.project
        if share == 1:
            day = project.finish_day()
            return day if day and day <= last_day(self.month) else None
        for month in range(project.start, self.month + 1):
            ahead = self._reach(share, month)
            if ahead <= 0:
                speed = self._reach(share, month - 1) - ahead
                day = last_day(month) + timedelta(days=round(ahead / speed * DAYS_PER_MONTH))
                return day - timedelta(days=project.chance("milestone", share).randint(1, 5))
        return None

    def expected_day(self, share: float) -> date:
        """The day the manager expects a milestone that is not reached."""
        project = self.project
        planned, end = last_day(project.version(self.month).finish), self.forecast_finish
        late = (end - planned) * share if end else timedelta(0)
        return max(self.approved_day(share) + late, last_day(self.month) + timedelta(days=9 + round(25 * share)))

    def _reach(self, share: float, month: int) -> float:
        """Months' worth of work that are missing to a milestone at the end of a month; below zero: it is passed."""
        project = self.project
        if project.is_second(month) and (ahead := self._share_of_second(share)) > 0:
            second = project.version(month)
            return ahead * (second.finish - second.effective + 1) - project.worked(month, second.effective)
        return share * project.count - project.worked(month)

    def _share_of_second(self, share: float) -> float:
        """Where a milestone lies on the way that the second plan still has to go; below zero: it was behind."""
        reached = self.project.worked(self.project.versions()[1].effective - 1) / self.project.count
        return (share - reached) / (1 - reached)


def _between(start: date, end: date, share: float) -> date:
    return start + timedelta(days=round((end - start).days * share))


def _letter(felt: float) -> str:
    return "G" if felt >= 0.95 else "A" if felt >= 0.9 else "R"
