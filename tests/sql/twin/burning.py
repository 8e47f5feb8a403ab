"""How fast each project spends, and how long its money lasts: a second calculation, month by month."""

from calendar import monthrange
from datetime import date, timedelta
from statistics import median

from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.money_answers import answer
from tests.sql.twin.money_facts import Money
from tests.sql.twin.plans import month_number

LONGEST = 1200


def add_burning(project: Money) -> None:
    """Add to the facts what each month alone cost, and what the last three did."""
    facts, crossed = project.facts, None
    for place, fact in sorted(facts.items()):
        before = facts.get(place - 1, {})
        rests_on = fact["cost_reason"] or before.get("cost_reason") or ""
        fact["invalid_cost"] = fact["cost_reason"] if (fact["cost_reason"] or "").startswith("INVALID") else None
        is_unknown = fact["is_cost_anew"] or rests_on.startswith("INVALID")
        fact["cost_alone"] = None if is_unknown else _alone(place, fact, before)
        recent = [_recent(project, fact, place - back) for back in range(3)]
        opening = facts.get(place - 3, {})
        refused = [facts.get(place - back, {}).get("invalid_cost") for back in range(4)]
        fact["refused"] = next((why for why in refused if why), None)
        fact["recent"] = [cost for cost in recent if cost is not None]
        is_whole = len(fact["recent"]) == 3 and fact["refused"] is None
        covered = _covered_to(opening) if opening.get("actual_cost") is not None else month_end(place - 3)
        months = month_number(covered + timedelta(days=1), _covered_to(fact))
        fact["mean_cost"] = round(sum(recent) / months, 6) if is_whole else None
        fact["middle_cost"] = median(recent) if is_whole else None
        _add_funding(project, fact)
        if (fact["left"] or 0) < 0 and before.get("left") is not None and before["left"] >= 0:
            crossed = fact["status_date"]
        fact["crossed_on"] = crossed


def _alone(place: int, fact: Row, before: Row) -> float | None:
    if None not in (fact["actual_cost"], before.get("actual_cost")):
        return round(fact["actual_cost"] - before["actual_cost"], 6)
    begun = fact["actual_start"]
    if begun is not None and number_of(begun) == place and fact["actual_cost"] is not None:
        return fact["actual_cost"]
    return fact["month_cost"]


def _recent(project: Money, fact: Row, month: int) -> float | None:
    """The cost of a month, as its own report has it, else as the table says of it by now."""
    then = project.facts.get(month, {})
    if then.get("cost_alone") is not None:
        return then["cost_alone"]
    if fact["is_cost_of_table"] and not then.get("is_cost_anew"):
        return project.table.actual(fact["place"], month)
    return None


def _covered_to(fact: Row) -> date:
    """The status date, where it lies in the month reported."""
    day = fact["status_date"]
    return day if number_of(day) == fact["place"] else month_end(fact["place"])


def _add_funding(project: Money, fact: Row) -> None:
    funded = project.report(fact["place"]).get("funding_approved")
    fact["is_funding_budget"] = funded is None
    fact["funding"] = fact["budget_at_completion"] if funded is None else funded
    known = None not in (fact["funding"], fact["actual_cost"])
    fact["left"] = round(fact["funding"] - fact["actual_cost"], 6) if known else None


def later(day: date, months: float) -> date:
    """The day so many calendar months after another, parts by their share of days; month ends go to month ends."""
    whole, part = int(months), months % 1
    reached = month_end(number_of(day) + whole)
    if day != month_end(number_of(day)):
        reached = reached.replace(day=min(day.day, reached.day))
    after = reached + timedelta(days=1)
    return reached + timedelta(days=int(part * monthrange(after.year, after.month)[1] + 0.5))


def of_funding(fact: Row, facts: dict[int, Row]) -> Row:
    """The row of the funding of a month: what is left, how fast it is spent, and the day on which it is used up."""
    state = None if fact["state"] == "IN_PROGRESS" else fact["state"]
    recent = [facts[place] for place in range(fact["place"] - 3, fact["place"] + 1) if place in facts]
    no_middle = state
    if no_middle is None and fact["mean_cost"] is None:
        anew = any(one["is_cost_anew"] for one in recent if one["place"] > fact["place"] - 3)
        short = "BASELINE_CHANGED" if anew else f"INSUFFICIENT_HISTORY({len(fact['recent'])}<3)"
        no_middle = fact["cost_reason"] or fact["refused"] or short
    no_burn = no_middle or ("NEG_DENOM(burn_rate)" if fact["mean_cost"] <= 0 else None)
    unfunded = "MISSING_INPUT(funding_approved)" if fact["funding"] is None else None
    unknown = state or unfunded or fact["cost_reason"]
    day = None
    if unknown is None and fact["left"] < 0:
        day = fact["crossed_on"]
        unknown = None if day else "BUDGET_EXHAUSTED"
    elif unknown is None:
        unknown = no_burn
        if unknown is None and fact["left"] / fact["mean_cost"] > LONGEST:
            unknown = "NOT_APPLICABLE"
        day = later(fact["status_date"], fact["left"] / fact["mean_cost"]) if unknown is None else None
    finish = fact["baseline_finish"]
    about = fact["doubtful"] & ({"budget_at_completion"} if fact["is_funding_budget"] else {"funding_approved"})
    return {
        "project_id": fact["project_id"], "period": fact["period"], "funding": fact["funding"],
        "left_to_spend": fact["left"], "burn_rate": None if no_burn else fact["mean_cost"], "burn_reason": no_burn,
        "middle_cost": None if no_middle else fact["middle_cost"], "middle_reason": no_middle, "runout_date": day,
        "runout_days": None if None in (day, finish) else (day - finish).days, "runout_reason": unknown,
        "is_funding_budget": fact["is_funding_budget"],
        "burn_flags": {"AMOUNT_JUMPED"} if any("AMOUNT_JUMPED" in one["cost_flags"] for one in recent) else set(),
        "funding_flags": {"AMOUNT_JUMPED"} if about else set(),
    }  # fmt: skip


def of_burning(fact: Row, told: Row) -> dict[str, Row]:
    """The indicators that tell of it."""
    day, why = told["runout_date"], told["runout_reason"]
    flags = told["burn_flags"] | told["funding_flags"] | ({"FUNDING_IS_BUDGET"} if told["is_funding_budget"] else set())
    finish = fact["forecast_finish"]
    expected = None if finish is None else max(finish, fact["status_date"])
    late = {"ESTIMATED"} if expected != finish else set()
    no_gap = why or ("MISSING_INPUT(forecast_finish)" if finish is None else None)
    no_days = why or ("NO_BASELINE" if told["runout_days"] is None else None)
    gap = None if no_gap else month_number(expected + timedelta(days=1), day)
    return {
        "burn_rate": answer(told["burn_rate"], told["burn_reason"], told["burn_flags"]),
        "burn_rate_median": answer(told["middle_cost"], told["middle_reason"], told["burn_flags"]),
        "funding_runout_days": answer(told["runout_days"], no_days, flags),
        "funding_gap_months": answer(gap, no_gap, flags | late),
    }
