"""What is known of the money of each project and month: amounts, fiscal year, costs of single months, and doubts."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tests.sql.twin import budget_years
from tests.sql.twin.facts import facts
from tests.sql.twin.formulas import EARLY
from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.jumps import doubtful
from tests.sql.twin.money_invented import MONEY, MoneyInvented, fiscal_year, year_start
from tests.sql.twin.plans import TOLERANCE
from tests.sql.twin.tables import Table


@dataclass
class Money:
    """One project: its reports, its budget table, and its facts by month, counted from January 2024."""

    name: str
    reports: dict[int, Row]
    table: Table
    facts: dict[int, Row]

    def report(self, place: int) -> Row:
        return self.reports[place]


@dataclass
class _Typed:
    projects: list[Row]
    baselines: list[Row]
    baseline_periods: list[Row]


def money(invented: MoneyInvented) -> dict[str, Money]:
    """Every project by its name, with the facts of each month."""
    listed: dict[str, list[Row]] = defaultdict(list)
    for row in invented.known("budgets"):
        listed[row["project_id"]].append(row)
    reports: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in invented.projects:
        reports[row["project_id"]][number_of(row["period"])] = row
    tables = {}
    for name, told in reports.items():
        currency = {place: row.get("currency") for place, row in told.items()}
        tables[name] = table = Table(listed[name], currency)
        for place in set(table.rows) - set(told):
            told[place] = {"project_id": name, "period": month_end(place), "is_of_table": True}
        begun = {place: row.get("actual_start") for place, row in told.items()}
        for place, row in told.items():
            told[place] = row | {"cost_of_table": table.to_date(place, begun)}
    frame = facts(_Typed([row for told in reports.values() for row in told.values()], [], []))  # type: ignore[arg-type]
    known: dict[str, dict[int, Row]] = defaultdict(dict)
    for fact in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        known[fact["project_id"]][fact["place"]] = fact
    found = {name: Money(name, told, tables[name], known[name]) for name, told in reports.items()}
    for project in found.values():
        _complete(project)
    return found


def _complete(project: Money) -> None:
    """Add to the facts what is known of doubts, of plans that changed, and of the fiscal year."""
    reports, earlier = project.reports, []
    currency = {place: row.get("currency") for place, row in reports.items()}
    doubts = doubtful(reports, MONEY, currency)
    told: dict[str, Any] = {}
    for place, fact in sorted(project.facts.items()):
        report = reports[place]
        stated = {name: report[name] for name in ("budget_at_completion", "baseline_finish") if name in report}
        is_changed = any(name in told and told[name] != one for name, one in stated.items())
        told |= stated
        spent = next((one["actual_cost"] for one in reversed(earlier) if one["actual_cost"] is not None), None)
        cost = fact["actual_cost"]
        fact |= {
            "actual_start": report.get("actual_start"), "forecast_start": report.get("forecast_start"),
            "doubtful": doubts[place], "is_changed": is_changed,
            **_earned(fact, report, earlier), "cost_tolerance": report.get("cost_tolerance"),
            "is_cost_anew": is_changed and None not in (cost, spent) and cost < spent * (1 - TOLERANCE),
        }  # fmt: skip
        fact["cost_flags"] = _cost_flags(fact, report)
        _add_jumps(fact, report)
        earlier.append(fact)
        _add_year(project, fact, earlier)


def _earned(fact: Row, report: Row, earlier: list[Row]) -> Row:
    """What to know about the budget and the value of the work done."""
    budget, value = fact["budget_at_completion"], fact["earned_value"]
    about_budget = {"ESTIMATED"} if budget is not None and "budget_at_completion" not in report else set()
    about = set(about_budget)
    share, stated = report.get("percent_complete"), report.get("earned_value")
    is_frozen = fact["state"] in ("ON_HOLD", "COMPLETE", "CANCELLED") and stated is None and (
        share is None or not 0 <= share <= 1)  # fmt: skip
    about = {"ESTIMATED"} if is_frozen or stated is None and about_budget else set()
    if None not in (stated, share, budget) and abs(stated - budget * share) > TOLERANCE * budget:
        about.add("INPUTS_DIFFER")
    if None not in (value, budget) and value > budget:
        about.add("EV_GT_BAC")
    before = next((one["earned_value"] for one in reversed(earlier) if one["earned_value"] is not None), None)
    if None not in (value, before) and value < before:
        about.add("EV_REGRESSION")
    return {"budget_flags": about_budget, "earned_flags": about}


def _cost_flags(fact: Row, report: Row) -> set[str]:
    found = {"ESTIMATED"} if fact["is_cost_estimated"] else set()
    if (fact["month_cost"] or 0) < 0 and not fact["is_cost_anew"]:
        found.add("NEG_AC")
    if fact["actual_cost"] == 0 and (fact["earned_value"] or 0) > 0:
        found.add("ACCRUAL_MISSING")
    rests_on = {"actual_cost"} if "actual_cost" in report else {"actual_cost", "actual_cost_this_period"}
    return found | ({"AMOUNT_JUMPED"} if rests_on & fact["doubtful"] else set())


def _add_jumps(fact: Row, report: Row) -> None:
    """What is not stated is made of the budget."""
    if "budget_at_completion" in fact["doubtful"]:
        fact["budget_flags"].add("AMOUNT_JUMPED")
    of_value = {"earned_value", "earned_value_this_period"} & report.keys() or "percent_complete" not in report
    rests_on = "earned_value" if of_value else "budget_at_completion"
    if rests_on in fact["doubtful"]:
        fact["earned_flags"].add("AMOUNT_JUMPED")
    share = fact["percent_complete"]
    is_early = share is not None and share < EARLY and fact["state"] != "COMPLETE"
    fact["early_flags"] = {"EARLY"} if is_early else set()


def _add_year(project: Money, fact: Row, earlier: list[Row]) -> None:
    """The fiscal year, from the report, the lines of the year, the months, or the difference of two costs to date."""
    place, table = fact["place"], project.table
    alive = [one["place"] for one in earlier if one["state"] not in ("COMPLETE", "CANCELLED")]
    is_over_from = alive[-1] + 1 if alive else 0
    months = budget_years.months_told(table, fact, is_over_from)
    first = year_start(fiscal_year(place))
    opening = project.facts.get(first - 1, {}).get("actual_cost")
    begun, spent = fact["actual_start"], fact["actual_cost"]
    if begun is None or number_of(begun) < first:
        spent = None if None in (spent, opening) else round(spent - opening, 6)
    fact["months"], fact["sums"] = months, budget_years.sums(table, fact, months)
    fact["year_lines"] = budget_years.year_lines(table, fact)
    fact["year"] = budget_years.figures(fact, project.report(place), fact["sums"], fact["year_lines"],
                                        (spent, fact["cost_flags"]), fact["doubtful"])  # fmt: skip
