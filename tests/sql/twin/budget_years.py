"""The fiscal year of each project as known in each month, worked out from its reports and its budget table."""

import re
from datetime import date

from tests.sql.twin.invented import Row, number_of
from tests.sql.twin.money_invented import fiscal_year, year_start
from tests.sql.twin.plans import TOLERANCE
from tests.sql.twin.tables import FOREIGN, Table

STATED = {"budget": "budget_this_year", "budget_to_date": "budget_year_to_date", "actual": "actual_this_year",
          "forecast": "forecast_this_year"}  # fmt: skip
PARTIAL = "PARTIAL_COVERAGE"


def of_year(place: int, month: int) -> bool:
    """Whether a month lies in the fiscal year of another."""
    return fiscal_year(month) == fiscal_year(place)


def windows(table: Table, fact: Row) -> Row:
    """The months whose budget, and those whose cost or forecast are needed: both ends, cut to the fiscal year; and
    whether only the table says when the project starts."""
    place = fact["place"]
    first, last = year_start(fiscal_year(place)), year_start(fiscal_year(place)) + 11
    listed = min((month for month in table.months(place) if of_year(place, month)), default=None)
    approved = _first_of(fact["baseline_start"], fact["actual_start"], listed)
    begun = _first_of(fact["actual_start"], fact["forecast_start"], fact["baseline_start"], listed)
    until = _first_of(fact["actual_finish"], fact["forecast_finish"], fact["baseline_finish"])
    if fact["state"] in ("COMPLETE", "CANCELLED"):
        end = min(place, place if until is None else until)
    else:
        end = min(last, max(place, last if until is None else until))
    planned_until = _first_of(fact["baseline_finish"], last)
    by_dates = fact["baseline_start"] or fact["actual_start"]
    return {
        "budget": range(max(first, first if approved is None else approved), min(last, planned_until) + 1),
        "cost": range(max(first, first if begun is None else begun), end + 1),
        "is_start_unknown": by_dates is None and listed is not None and listed > first,
    }


def _first_of(*days: date | int | None) -> int | None:
    """The month of the first that is known."""
    told = next((day for day in days if day is not None), None)
    return number_of(told) if isinstance(told, date) else told


def months_told(table: Table, fact: Row, is_over_from: int | None) -> list[Row]:
    """What the table says of each month of the fiscal year; of what is over nothing more is expected."""
    place, found = fact["place"], []
    for month in table.months(place):
        if not of_year(place, month):
            continue
        lines = table.counted(place, month)
        is_foreign = any(table.currency_of(row) != table.currency_at(place) for row in lines)
        budget, _ = table.newest(place, month, "budget")
        forecast, told = table.newest(place, month, "forecast")
        is_outlived = fact["state"] == "COMPLETE" and told is not None and told < is_over_from
        if month > place and (fact["state"] == "CANCELLED" or is_outlived):
            forecast = told = None
        actual = table.actual(place, month) if month <= place else None
        committed, _ = table.newest(place, month, "committed")
        known = {"budget": budget, "actual": actual, "forecast": forecast, "committed": committed,
                 "expected": actual if month <= place else forecast}  # fmt: skip
        found.append({
            "month": month, "is_foreign": is_foreign, "forecast_told": told,
            "is_partial": month <= place and table.is_partial(place, month),
            **{name: None if is_foreign else amount for name, amount in known.items()},
        })  # fmt: skip
    return found


def sums(table: Table, fact: Row, months: list[Row]) -> Row:
    """What the months add up to, and why a sum is not whole."""
    place, needed = fact["place"], windows(table, fact)
    past, ahead = [one for one in months if one["month"] <= place], [one for one in months if one["month"] > place]
    carried = [one for one in ahead if one["forecast_told"] is not None and one["forecast_told"] < place]
    quarter = year_start(fiscal_year(place)) + 9
    foreign = FOREIGN if any(one["is_foreign"] for one in months) else None
    budget = _sum(one["budget"] for one in months)
    to_date, actual = (_sum(one[name] for one in past) for name in ("budget", "actual"))
    forecast = _sum(one["forecast"] for one in ahead)
    ahead_needed = [month for month in needed["cost"] if month > place]

    def gap(rows: list[Row], name: str, window: list[int]) -> str | None:
        listed = {one["month"] for one in rows if one[name] is not None}
        return "PERIOD_GAP" if set(window) - listed else None

    no_forecast = None
    is_ahead_foreign = any(one["is_foreign"] and (one["month"] in ahead_needed or one["forecast_told"] is not None)
                           for one in ahead)  # fmt: skip
    if ahead_needed:
        no_forecast = "MISSING_INPUT(forecast_this_year)" if forecast is None else gap(ahead, "forecast", ahead_needed)
    return {
        "budget": budget, "budget_to_date": None if budget is None else to_date or 0, "actual": actual,
        "forecast_to_come": forecast or 0, "carried": _sum(one["forecast"] for one in carried) or 0,
        "carried_told": min((one["forecast_told"] for one in carried), default=None),
        "no_budget": foreign or ("MISSING_INPUT(budget_this_year)" if budget is None else
                                 gap(months, "budget", list(needed["budget"]))),
        "no_budget_to_date": foreign or ("MISSING_INPUT(budget_year_to_date)" if budget is None else
                                         gap(past, "budget", [one for one in needed["budget"] if one <= place])),
        "no_actual": foreign or ("MISSING_INPUT(actual_this_year)" if actual is None else
                                 gap(past, "actual", [one for one in needed["cost"] if one <= place])),
        "no_forecast": FOREIGN if is_ahead_foreign else no_forecast,
        "committed": None if foreign or table.has_foreign_commitments(place) else table.committed(place),
        "deviation": _sum(abs((one["actual"] or 0) - (one["budget"] or 0)) for one in past),
        "last_quarter": _sum(one["expected"] for one in months if one["month"] >= quarter),
        "is_partial": any(one["is_partial"] for one in months), "is_start_unknown": needed["is_start_unknown"],
        "begins_in_last_quarter": needed["cost"].start >= quarter,
    }  # fmt: skip


def _sum(amounts) -> float | None:
    known = [one for one in amounts if one is not None]
    return round(sum(known), 6) if known else None


def year_lines(table: Table, fact: Row) -> Row | None:
    """The lines of a whole year in the month's own report, with the months that it lists of other types of cost."""
    place = fact["place"]
    rows = table.rows.get(place, [])
    lines = [row for row in rows if "month" not in row and _names_year(row, fiscal_year(place))]
    if not lines or any(table.currency_of(row | {"told": place}) != table.currency_at(place) for row in lines):
        return None
    types = {row.get("cost_type") for row in lines}
    beside = [row for row in rows if "month" in row and of_year(place, number_of(row["month"]))
              and None not in types and row.get("cost_type") not in types]  # fmt: skip
    past = [row for row in beside if number_of(row["month"]) <= place]
    budget, actual = (_sum(row.get(name) for row in lines) for name in ("budget", "actual"))
    months_budget = _sum(row.get("budget") for row in beside)
    months_actual = _sum(row.get("actual") for row in past)
    is_budget_past = any("budget" in row for row in past)
    if months_budget is not None and budget is not None:
        budget = round(budget + months_budget, 6)
    if months_actual is not None and actual is not None:
        actual = round(actual + months_actual, 6)
    elif is_budget_past:
        actual = None
    count = {name: sum(name in row for row in lines + past) for name in ("budget", "actual")}
    return {"budget": budget, "actual": actual, "is_beside_months": months_budget is not None,
            "is_partial": count["actual"] < count["budget"]}  # fmt: skip


def _names_year(row: Row, year: int) -> bool:
    """FY26, FY2026 and FY2025/26 all name the year that ends in 2026."""
    if "fiscal_year" not in row:
        return "time_elapsed_rate" in row
    numbers = [int(digits) for digits in re.findall(r"\d{4}|\d{2}", row["fiscal_year"])]
    named = numbers[0] + 1 if len(numbers) > 1 else numbers[0]
    return named % 100 == year % 100


def figures(fact: Row, report: Row, added: Row, lines: Row | None, since: tuple, doubtful: set[str]) -> Row:
    """Budget, budget to date, actual and forecast of the year: value, reason and flags of each."""
    lines = lines or {"budget": None, "actual": None, "is_beside_months": False, "is_partial": False}
    whole = {name: not lines["is_beside_months"] or added[f"no_{name}"] is None for name in ("budget", "actual")}
    of_months = {name: added[name] if added[f"no_{name}"] is None else None for name in STATED if name != "forecast"}
    tables = dict(of_months)
    by_year = {name: lines[name] if whole[name] else None for name in ("budget", "actual")}
    if by_year["budget"] is not None or not whole["budget"]:
        tables["budget"] = by_year["budget"]
    month_flags = {"ESTIMATED"} if added["is_start_unknown"] else set()
    cost_flags: set[str] = set()
    if by_year["actual"] is not None:
        tables["actual"], cost_flags = by_year["actual"], {PARTIAL} if lines["is_partial"] else set()
    elif of_months["actual"] is not None:
        cost_flags = {PARTIAL} if added["is_partial"] else set()
    else:
        tables["actual"], cost_flags = since
    state = None if fact["state"] == "IN_PROGRESS" else fact["state"]
    found: Row = {}
    for name, stated_as in STATED.items():
        stated = report.get(stated_as)
        if name == "forecast":
            spent = 0 if found["actual_value"] is None and state == "NOT_STARTED" else found["actual_value"]
            table = None if added["no_forecast"] or spent is None else round(spent + added["forecast_to_come"], 6)
            reason = state or added["no_forecast"] or added["no_actual"] or f"MISSING_INPUT({stated_as})"
        else:
            table, reason = tables[name], state or added[f"no_{name}"] or f"MISSING_INPUT({stated_as})"
        differs = None not in (stated, table) and abs(stated - table) > TOLERANCE * abs(stated)
        flags = {"INPUTS_DIFFER"} if differs else set()
        if stated is not None:
            flags |= {"AMOUNT_JUMPED"} if stated_as in doubtful else set()
        elif name == "forecast":
            flags |= found["actual_flags"] | ({"ESTIMATED"} if added["carried_told"] is not None else set())
        else:
            flags |= month_flags | (cost_flags if name == "actual" else set())
        value = stated if stated is not None else table
        if name == "budget" and value is not None and value < 0:
            value, reason = None, f"INVALID_INPUT({stated_as})"
        reason = None if value is not None else reason
        found |= {f"{name}_value": value, f"{name}_reason": reason, f"{name}_flags": flags}
    is_added = found["forecast_value"] is not None and report.get("forecast_this_year") is None
    found["carried"] = None if found["forecast_value"] is None else added["carried"] if is_added else 0
    found["carried_told"] = added["carried_told"] if is_added else None
    return found
