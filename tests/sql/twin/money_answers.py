"""Indicators of money by the formulas of their specification: value, numerator, denominator, reason and flags of each.

Reasons are asked in the order in which a reader would: does the project's state allow a figure at all, is every amount
known, can it be divided by."""

from collections.abc import Callable

from tests.sql.twin.budget_years import STATED
from tests.sql.twin.invented import Row
from tests.sql.twin.money_facts import Money
from tests.sql.twin.money_invented import YEAR_BEGINS

STOPPED = ("NOT_STARTED", "ON_HOLD", "CANCELLED")


def answer(value: float | None, why: str | None, flags: set[str] = frozenset(), parts: tuple = (None, None)) -> Row:
    """One answer; where there is a reason there is no value, and nothing to know about it. Parts stand as they are."""
    about = None if why else ",".join(sorted(flags)) or None
    return {"value": None if why else value, "reason": why, "flags": about,
            "numerator": parts[0], "denominator": parts[1]}  # fmt: skip


def ratio(above: float | None, below: float | None, why: str | None, name: str, flags: set[str]) -> Row:
    """A quotient: none of something by nothing, and none by less than nothing."""
    if why is None and below <= 0:
        why = f"{'ZERO' if below == 0 else 'NEG'}_DENOM({name})"
    return answer(above / below if why is None else None, why, flags, (above, below))


def of_year(fact: Row) -> dict[str, Row]:
    """The indicators of the fiscal year of one project and month."""
    year = fact["year"]
    budget, to_date, actual, forecast = (year[f"{name}_value"] for name in STATED)
    no_budget, no_to_date, no_actual, no_forecast = (year[f"{name}_reason"] for name in STATED)
    about_budget, about_to_date, about_actual, about_forecast = (year[f"{name}_flags"] for name in STATED)
    both, of_forecast = no_to_date or no_actual, no_budget or no_forecast
    elapsed = (fact["period"].month - YEAR_BEGINS) % 12 + 1
    cancelled = "CANCELLED" if fact["state"] == "CANCELLED" else None
    rate = cancelled or no_budget or no_actual
    sums = fact["sums"]
    variance = None if both else to_date - actual
    return {
        "budget_year_to_date": answer(to_date, no_to_date, about_to_date),
        "actual_year_to_date": answer(actual, no_actual, about_actual),
        "budget_variance_year_to_date": answer(variance, both, about_to_date | about_actual),
        "budget_variance_year_to_date_ratio": ratio(variance, None if both else to_date, both, "budget_year_to_date",
                                                    about_to_date | about_actual),
        "full_year_forecast": answer(forecast, no_forecast, about_forecast),
        "full_year_forecast_variance": answer(None if of_forecast else budget - forecast, of_forecast,
                                              about_budget | about_forecast),
        "full_year_forecast_ratio": ratio(forecast, budget, cancelled or of_forecast, "budget_this_year",
                                          about_budget | about_forecast),
        "budget_execution_rate": ratio(actual, budget, rate, "budget_this_year", about_budget | about_actual),
        "time_elapsed_ratio": answer(elapsed / 12, no_budget, parts=(elapsed, 12)),
        "budget_execution_gap": ratio(None if None in (budget, actual) else actual - budget * elapsed / 12, budget,
                                      rate, "budget_this_year", about_budget | about_actual),
        "budget_phasing_adherence": _phasing(fact, sums),
        "year_end_spend_ratio": _year_end(fact, sums),
    }  # fmt: skip


def _phasing(fact: Row, sums: Row) -> Row:
    state = fact["state"]
    is_silent = state == "CANCELLED" or state != "IN_PROGRESS" and sums["actual"] is None
    why = state if is_silent else sums["no_budget_to_date"] or sums["no_actual"]
    kept = None if None in (sums["budget_to_date"], sums["deviation"]) else sums["budget_to_date"] - sums["deviation"]
    return ratio(kept, sums["budget_to_date"], why, "budget_year_to_date", _about_months(sums))


def _year_end(fact: Row, sums: Row) -> Row:
    """Of a project that has not begun the whole year is still to come."""
    state = fact["state"]
    is_to_begin = state == "NOT_STARTED"
    why = state if state in ("COMPLETE", "CANCELLED", "ON_HOLD") else sums["no_forecast"]
    why = why or (None if is_to_begin else sums["no_actual"])
    why = why or ("NOT_APPLICABLE" if sums["begins_in_last_quarter"] else None)
    if why:
        return answer(None, why)
    year = (sums["actual"] or 0) + sums["forecast_to_come"]
    carried = {"ESTIMATED"} if sums["carried_told"] is not None else set()
    told = ratio(sums["last_quarter"] or 0, year, None, "full_year_forecast", _about_months(sums) | carried)
    return told if told["reason"] is None else answer(None, told["reason"])


def _about_months(sums: Row) -> set[str]:
    found = {"ESTIMATED"} if sums["is_start_unknown"] else set()
    return found | ({"PARTIAL_COVERAGE"} if sums["is_partial"] else set())


def answers(projects: dict[str, Money], told: Callable[[Money, Row], dict[str, Row]]) -> dict[str, list[Row]]:
    """By indicator the rows of all projects and months."""
    found: dict[str, list[Row]] = {}
    for project in projects.values():
        for fact in project.facts.values():
            for name, row in told(project, fact).items():
                found.setdefault(name, []).append({"project_id": project.name, "period": fact["period"], **row})
    return found
