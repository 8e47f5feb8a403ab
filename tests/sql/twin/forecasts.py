"""How far forecasts were off, worked out a second time from what was first reported and what came true."""

from collections import defaultdict
from datetime import date
from typing import Any

from tests.sql.twin.forecast_invented import ForecastInvented
from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.money_answers import answer

HORIZONS = {3: "three_months", 6: "six_months", 12: "twelve_months"}
LEAST = 4
NOTHING = {"cost": 0.0, "days": 0.0, "is_cost_open": False, "is_days_open": False}
COST, FINISH = "MISSING_INPUT(manager_estimate_at_completion)", "MISSING_INPUT(forecast_finish)"


class Forecasts:
    """One project: what it first said of each month, what is known of the month now, and its changes."""

    def __init__(self, name: str, first: dict[int, Row], now: dict[int, Row], changes: list[Row]) -> None:
        self.name, self.first, self.now, self.changes = name, first, now, changes

    def estimate(self, place: int) -> float | None:
        """The whole cost as first reported, else cost and the rest of the same report."""
        row = self.first[place]
        if "manager_estimate_at_completion" in row:
            return row["manager_estimate_at_completion"]
        parts = row.get("actual_cost"), row.get("estimate_to_complete")
        return None if None in parts else round(sum(parts), 6)

    def is_restated(self, place: int, names: tuple[str, ...]) -> bool:
        """Whether something that was said first is said otherwise now."""
        first, now = self.first[place], self.now[place]
        return any(name in first and first[name] != now.get(name) for name in names)

    def is_estimate_restated(self, place: int) -> bool:
        whole = "manager_estimate_at_completion"
        parts = (whole,) if whole in self.first[place] else ("actual_cost", "estimate_to_complete")
        return self.is_restated(place, parts)

    def is_over(self, place: int) -> bool:
        row = self.now[place]
        finish = row.get("actual_finish")
        return row["state"] == "closed" or row["state"] != "cancelled" and finish is not None and finish <= max(
            row["status_date"], row["period"])  # fmt: skip

    def closing(self, place: int) -> Row:
        """When it began and finished and what it cost, as known in a month."""
        known: dict[str, Any] = {"started": None, "finished": None, "cost": None, "reason": None, "cost_reason": None}
        if not self.is_over(place):
            reason = "CANCELLED" if self.now[place]["state"] == "cancelled" else "NOT_APPLICABLE"
            return known | {"reason": reason, "cost_reason": reason}
        since = [one for one in sorted(self.now) if one <= place]
        while any(not self.is_over(one) for one in since):
            since.pop(0)
        for one in sorted(self.now):
            if one <= place:
                known["started"] = self.now[one].get("actual_start", known["started"])
        for one in since:
            for ours, name in (("finished", "actual_finish"), ("cost", "actual_cost")):
                known[ours] = self.now[one].get(name, known[ours])
        if known["finished"] is None:
            known["reason"] = "MISSING_INPUT(actual_finish)"
        elif known["finished"] > max(month_end(place), self.now[place]["status_date"]):
            known |= {"reason": "INVALID_INPUT(actual_finish)", "finished": None}
        if known["cost"] is None:
            known["cost_reason"] = known["reason"] or "MISSING_INPUT(actual_cost)"
        return known

    def forecast(self, place: int, before: int) -> Row:
        """The report of so many months before the finish, or why there is none."""
        closing = self.closing(place)
        if closing["finished"] is None:
            return closing | {"of": None, "why": closing["reason"]}
        of, began = number_of(closing["finished"]) - before, min(self.first)
        why = None
        if of not in self.first:
            if closing["started"] is not None and closing["started"] > month_end(of):
                why = "NOT_APPLICABLE"
            elif began < of:
                why = f"PERIOD_GAP({month_end(of):%Y-%m})"
            else:
                why = f"INSUFFICIENT_HISTORY({max(0, number_of(closing['finished']) - began)}<{before})"
        return closing | {"of": of, "why": why}

    def has_register(self, place: int) -> bool:
        """Whether a register of changes spoke of the project by then."""
        return any(number_of(row["period"]) <= place for row in self.changes)

    def added(self, place: int, of: int) -> Row:
        """What was approved after a forecast, by the newest row of each change; and whether some of it is open."""
        found = dict(NOTHING)
        newest = {row["change_id"]: row for row in sorted(self.changes, key=lambda row: row["period"])
                  if number_of(row["period"]) <= place}  # fmt: skip
        for row in newest.values():
            day = row.get("decided_on", row.get("implemented_on"))
            if row["status"] not in ("approved", "implemented") or day is not None and day <= month_end(of):
                continue
            for ours, name in (("cost", "cost_impact"), ("days", "days_impact")):
                if row.get(name) is None or day is None and row[name] != 0:
                    found[f"is_{ours}_open"] = True
                elif day is not None:
                    found[ours] += row[name]
        return found


def forecasts(invented: ForecastInvented) -> list[Forecasts]:
    """Every project with its reports by month, counted from January 2024."""
    first: dict[str, dict[int, Row]] = defaultdict(dict)
    now: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in [*invented.projects, *invented.corrections]:
        name, place = row["project_id"], number_of(row["period"])
        first[name].setdefault(place, row)
        now[name][place] = now[name].get(place, {}) | row
    return [Forecasts(name, first[name], now[name], [row for row in invented.changes if row["project_id"] == name])
            for name in first]  # fmt: skip


def errors(project: Forecasts, place: int) -> dict[str, Row]:
    """The errors of one project as known in a month, by indicator."""
    found: dict[str, Row] = {}
    for before, name in HORIZONS.items():
        told = project.forecast(place, before)
        of, why = told["of"], told["why"]
        estimate = None if why else project.estimate(of)
        finish = None if why else project.first[of].get("forecast_finish")
        no_cost = why or _unsaid(estimate) or told["cost_reason"]
        no_finish = why or (FINISH if finish is None else None)
        restated = {"RESTATED"} if why is None and project.is_estimate_restated(of) else set()
        moved = {"RESTATED"} if why is None and project.is_restated(of, ("forecast_finish",)) else set()
        days = _days(told["started"], told["finished"])
        missed = None if no_cost else estimate - told["cost"]
        late = None if no_finish else (finish - told["finished"]).days
        found[f"estimate_error_{name}"] = _share(missed, told["cost"], no_cost, "actual_cost", restated)
        found[f"finish_error_days_{name}"] = answer(late, no_finish, moved)
        no_days = no_finish or ("MISSING_INPUT(actual_start)" if days is None else None)
        found[f"finish_error_ratio_{name}"] = _share(late, days, no_days, "actual_start", moved)
        unknown = why or (None if project.has_register(place) else "MISSING_INPUT(changes)")
        later = NOTHING if unknown else project.added(place, of)
        about_cost = restated | ({"ESTIMATED"} if later["is_cost_open"] else set())
        about_days = moved | ({"ESTIMATED"} if later["is_days_open"] else set())
        no_cost, no_days = no_cost or unknown, no_days or unknown
        found[f"estimate_error_less_changes_{name}"] = _share(
            None if no_cost else missed + later["cost"], None if no_cost else told["cost"] - later["cost"], no_cost,
            "actual_cost", about_cost)  # fmt: skip
        found[f"finish_error_ratio_less_changes_{name}"] = _share(
            None if no_days else late + later["days"], None if no_days else days - later["days"], no_days,
            "actual_start", about_days)  # fmt: skip
    return found


def _days(start: date | None, finish: date | None) -> int | None:
    """A duration, both ends included."""
    return None if None in (start, finish) else (finish - start).days + 1


def _unsaid(estimate: float | None) -> str | None:
    if estimate is None:
        return COST
    return COST.replace("MISSING", "INVALID") if estimate <= 0 else None


def _share(missed: float | None, final: float | None, why: str | None, name: str, flags: set[str]) -> Row:
    if why is None and final <= 0:
        why = f"{'NEG' if final < 0 else 'ZERO'}_DENOM({name})"
    return answer(None if why else missed / final, why, flags, (missed, None if missed is None else final))


def quality(project: Forecasts, place: int) -> dict[str, Row]:
    """The days for which forecasts stood, over the same days weighted by how far off each was."""
    closing = project.closing(place)
    finish, cost, start = closing["finished"], closing["cost"], closing["started"]
    days = _days(start, finish)
    estimates = {one: project.estimate(one) for one in sorted(project.first) if one <= place}
    estimates = {one: told for one, told in estimates.items() if told is not None and told > 0}
    finishes = {one: project.first[one].get("forecast_finish") for one in sorted(project.first) if one <= place}
    no_cost = closing["reason"] or closing["cost_reason"]
    no_days = closing["reason"] or ("MISSING_INPUT(actual_start)" if days is None else None)
    off_cost = lambda told: abs(told - cost) / cost  # noqa: E731
    off_days = lambda told: abs((told - finish).days) / days  # noqa: E731
    return {
        "estimate_quality_factor": _factor(project, estimates, finish, no_cost, cost, off_cost,
                                           project.is_estimate_restated, "actual_cost"),
        "finish_quality_factor": _factor(project, finishes, finish, no_days, days, off_days,
                                         lambda one: project.is_restated(one, ("forecast_finish",)), "actual_start"),
    }  # fmt: skip


def _factor(project: Forecasts, told: dict[int, Any], finish: date | None, why: str | None, final: float | None,
            off: Any, is_restated: Any, name: str) -> Row:  # fmt: skip
    told = {one: value for one, value in told.items()
            if value is not None and (finish is None or month_end(one) < finish)}  # fmt: skip
    if why is None and final <= 0:
        why = f"{'NEG' if final < 0 else 'ZERO'}_DENOM({name})"
    if why is None and len(told) < LEAST:
        why = f"INSUFFICIENT_HISTORY({len(told)}<{LEAST})"
    if finish is None or final is None or final <= 0 or not told:
        return answer(None, why)
    ends = [*(month_end(one) for one in list(told)[1:]), finish]
    stood = [(end - month_end(one)).days for one, end in zip(told, ends, strict=True)]
    known, missed = sum(stood), sum(days * off(value) for days, value in zip(stood, told.values(), strict=True))
    flags = {"RESTATED"} if any(is_restated(one) for one in told) else set()
    why = why or (None if missed else "ZERO_DENOM")
    return answer(None if why else known / missed, why, flags, (known, missed))
