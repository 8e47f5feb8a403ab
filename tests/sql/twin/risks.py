"""Risks worked out a second time: rated, valued and aged one by one, then what each register adds up to."""

from datetime import date
from statistics import median

from tests.sql.twin.invented import Row
from tests.sql.twin.plans import TOLERANCE
from tests.sql.twin.reports import YUAN, Place, Reports, currency_of
from tests.sql.twin.shapes import Tables, by_place, indicator, of_so_few

STATES = {"occurred": "materialised", "closed": "closed", "cancelled": "cancelled"}
FOREIGN = "FX_MISSING(risks.currency)"


def risk_tables(reports: Reports, rows: list[Row], without: list[Place]) -> Tables:
    """The rows of each table of risks, by its name; risks in a currency of their own have no rate."""
    states = [_stated(row, reports.known[row["project_id"], row["period"]]) for row in rows]
    of, sent = by_place(states), {(row["project_id"], row["period"]) for row in rows} | set(without)
    totals = [_total(row, of.get(place, []), place in sent) for place, row in reports.known.items()]
    tables: Tables = {"core.risk_states": states, "core.risk_totals": totals}
    for state, row in zip(states, rows, strict=True):
        for name, told in _of_risk(state, row).items():
            tables.setdefault(f"indicators.{name}", []).append(told)
    for total in totals:
        report = reports.reported[total["project_id"], total["period"]]
        for name, told in _of_project(total, report).items():
            tables.setdefault(f"indicators.{name}", []).append(told)
    return tables


def _product(row: Row, one: str, other: str, limits: tuple[int, int]) -> tuple[int | None, str | None]:
    """A score, or why there is none: a class that is missing, or lies off the scale."""
    for name in (one, other):
        if name not in row:
            return None, f"MISSING_INPUT(risks.{name})"
    for name in (one, other):
        if not limits[0] <= row[name] <= limits[1]:
            return None, f"INVALID_INPUT(risks.{name})"
    return row[one] * row[other], None


def _value(row: Row, chance: float | None, cost: float | None, prefix: str) -> tuple[float | None, str | None]:
    """An expected value, below zero for an opportunity, or why there is none."""
    is_threat = row.get("kind", "threat") == "threat"
    if chance is None:
        return None, f"MISSING_INPUT(risks.{prefix}probability)"
    if cost is None or "currency" in row:
        return None, FOREIGN if "currency" in row else f"MISSING_INPUT(risks.{prefix}cost_impact)"
    if not 0 <= chance <= 1:
        return None, f"INVALID_INPUT(risks.{prefix}probability)"
    if is_threat and cost < 0:
        return None, f"INVALID_INPUT(risks.{prefix}cost_impact)"
    return round(chance * abs(cost), 6) * (1 if is_threat else -1), None


def _stated(row: Row, known: Row) -> Row:
    status, last = known["status_date"], max(known["status_date"], known["period"])
    state = STATES.get(row.get("status"), "open")
    if "status" not in row and row.get("closed_on", date.max) <= last:
        state = "closed"
    first, first_why = _product(row, "probability_score", "impact_score", (1, 5))
    then, then_why = _product(row, "residual_probability_score", "residual_impact_score", (1, 5))
    is_rated_before = then_why is not None and then_why.startswith("MISSING") and first_why is None
    value, value_why = _value(row, row.get("probability"), row.get("cost_impact"), "")
    later, later_why = None, "MISSING_INPUT(risks.residual_probability)"
    restated = ["residual_probability" in row, "residual_cost_impact" in row and "currency" not in row]
    chance = row.get("residual_probability", row.get("probability"))
    if any(restated):
        later, later_why = _value(row, chance, row.get("residual_cost_impact", row.get("cost_impact")), "residual_")
    is_valued_before = later_why is not None and later_why.startswith("MISSING") and value_why is None
    current = value if is_valued_before else later
    stands = "" if is_rated_before else "residual_"
    current_score = first if is_rated_before else then
    said = row.get("expected_value")
    return {
        "project_id": row["project_id"], "period": row["period"], "row_key": row["risk_id"],
        "kind": row.get("kind", "threat"), "state": state,
        "is_open": state == "open" and known["state"] not in ("COMPLETE", "CANCELLED"),
        "inherent_score": first, "inherent_score_reason": first_why, "residual_score": then,
        "residual_score_reason": then_why, "current_score": current_score,
        **{f"current_{one}_score": None if current_score is None else row[f"{stands}{one}_score"]
           for one in ("probability", "impact")},
        "is_rated_before": is_rated_before,
        "is_score_disputed": None not in (first, row.get("score")) and row["score"] != first
        or None not in (then, row.get("residual_score")) and row["residual_score"] != then,
        "inherent_value": value, "inherent_value_reason": value_why, "residual_value": later,
        "residual_value_reason": later_why, "current_value": current, "is_valued_before": is_valued_before,
        "is_carried": later is not None and not all(restated),
        "is_value_disputed": None not in (said, value) and "currency" not in row
        and abs(abs(said) - abs(value)) > TOLERANCE * abs(said),
        "is_certain": chance == 1, "response_cost": None if "currency" in row else row.get("response_cost"),
        "inherent_exposure": _in_euros(known, value), "current_exposure": _in_euros(known, current),
        **_days(row, state, status, last),
    }  # fmt: skip


def _in_euros(known: Row, value: float | None) -> float | None:
    """A value in the currency of the portfolio; a project of which no report came is taken to be in that."""
    is_yuan = currency_of(known["project_id"]) == "CNY" and not known["is_silent"]
    return value if value is None or not is_yuan else round(value * YUAN, 6)


def _days(row: Row, state: str, status: date, last: date) -> Row:
    """Days open, since the review and overdue; nothing is raised or reviewed in days to come."""
    raised, reviewed, due = row.get("raised_on"), row.get("reviewed_on"), row.get("due_on")
    until = status if state == "open" else min(row.get("closed_on", status), status)
    why = {}
    for name, day in (("raised_on", raised), ("reviewed_on", reviewed)):
        why[name] = f"MISSING_INPUT(risks.{name})" if day is None else None
        if day is not None and day > last:
            why[name] = f"INVALID_INPUT(risks.{name})"
    seen = None if why["reviewed_on"] else max(reviewed, raised if why["raised_on"] is None else reviewed)
    return {
        "days_open": None if why["raised_on"] else max((until - raised).days, 0), "days_open_reason": why["raised_on"],
        "days_since_review": None if seen is None else max((status - seen).days, 0),
        "days_since_review_reason": why["reviewed_on"],
        "days_overdue": None if due is None else max((status - due).days, 0),
        "days_overdue_reason": "MISSING_INPUT(risks.due_on)" if due is None else None,
    }  # fmt: skip


def _of_risk(state: Row, row: Row) -> dict[str, Row]:
    """The indicators of one risk; one that is not open has none."""
    differs = ["INPUTS_DIFFER"]
    certain, carried = ["CERTAIN"] * state["is_certain"], ["ESTIMATED"] * state["is_carried"]
    later, later_why, cost = state["residual_value"], state["residual_value_reason"], state["response_cost"]
    together = None if None in (later, cost) else later + cost
    no_cost = later_why or ("MISSING_INPUT(risks.response_cost)" if cost is None else None)
    told = {
        "risk_score": (state["inherent_score"], state["inherent_score_reason"], differs * state["is_score_disputed"]),
        "residual_risk_score": (state["residual_score"], state["residual_score_reason"],
                                differs * state["is_score_disputed"]),
        "expected_monetary_value": (state["inherent_value"], state["inherent_value_reason"],
                                    differs * state["is_value_disputed"] + certain),
        "residual_expected_monetary_value": (later, later_why, carried + certain),
        "residual_expected_monetary_value_with_response": (together, no_cost, carried),
    }  # fmt: skip
    return {
        name: indicator("risk", state, value, why if state["is_open"] else "NOT_APPLICABLE", flags, key=row["risk_id"])
        for name, (value, why, flags) in told.items()
    }


def _total(known: Row, states: list[Row], is_sent: bool) -> Row:
    todo = [row for row in states if row["is_open"]]
    threats = [row for row in todo if row["kind"] == "threat"]
    treated = [row for row in threats if None not in (row["inherent_value"], row["residual_value"])]
    valued = sorted((row["current_value"] for row in threats if row["current_value"] is not None), reverse=True)
    ages = [row["days_open"] for row in threats if row["days_open"] is not None]
    reviews = [row["days_since_review"] for row in threats if row["days_since_review"] is not None]
    overdue = [row["days_overdue"] for row in threats if row["days_overdue"] is not None]
    scores = [row["current_score"] for row in threats if row["current_score"] is not None]
    foreign = any(row["inherent_value_reason"] == FOREIGN for row in todo)

    def of(name: str, rows: list[Row] = todo) -> list[float]:
        return [row[name] for row in rows if row[name] is not None]

    def added(values: list[float]) -> float | None:
        return float(sum(values)) if values else None

    reason = known["state"] if known["state"] in ("COMPLETE", "CANCELLED") else None
    return {
        "project_id": known["project_id"], "period": known["period"],
        "reason": reason or (None if is_sent else "MISSING_INPUT(risks)"),
        "value_reason": FOREIGN if foreign else "MISSING_INPUT(risks.probability,risks.cost_impact)",
        "count_open": len(threats), "count_opportunities": len(todo) - len(threats), "count_rated": len(scores),
        "count_rated_before": sum(row["is_rated_before"] for row in threats),
        "count_disputed": sum(row["is_score_disputed"] for row in threats), "count_valued": len(of("current_value")),
        "count_valued_first": len(of("inherent_value")), "count_treated": len(treated),
        "count_valued_before": sum(row["is_valued_before"] for row in todo), "count_threats_valued": len(valued),
        "count_due": len(overdue), "count_overdue": sum(days > 0 for days in overdue), "count_reviewed": len(reviews),
        "count_stale": sum(days > 60 for days in reviews), "count_aged": len(ages),
        "highest_score": max(scores, default=None), "inherent_value": added(of("inherent_value")),
        "current_value": added(of("current_value")), "treated_inherent": added(of("inherent_value", treated)),
        "treated_residual": added(of("residual_value", treated)), "threat_value": added(valued),
        "largest_value": added(valued[:5]), "median_days_open": float(median(ages)) if ages else None,
    }  # fmt: skip


def _of_project(total: Row, report: Row) -> dict[str, Row]:
    """The indicators of one register."""
    why, threats = total["reason"], total["count_open"]
    everything, valued = threats + total["count_opportunities"], total["count_valued"]
    no_threat = why or (None if threats else "NOT_APPLICABLE")

    def partial(count: int, of: int = threats) -> list[str]:
        return ["PARTIAL_COVERAGE"] if count < of else []

    def of(value: float | None, reason: str | None, flags: list[str], parts: tuple | None = None) -> Row:
        return indicator("project", total, value, reason, flags, parts)

    def share(name: str, known: str, missing: str) -> Row:
        count, asked = total[f"count_{name}"], total[f"count_{known}"]
        reason = no_threat or (of_so_few(asked, 5) if asked else f"MISSING_INPUT(risks.{missing})")
        return of(None if reason else count / asked, reason, partial(asked), (count, asked or None))

    def exposure(value: str, counted: str, flags: list[str]) -> Row:
        reason = why or (total["value_reason"] if everything and not total[counted] else None)
        return of(total[value] or 0, reason, flags + partial(total[counted], everything))

    before = ["BEFORE_RESPONSE"]
    residual = exposure("current_value", "count_valued", before * (total["count_valued_before"] > 0))
    rated = total["count_rated"]
    no_score = no_threat or (None if rated else "MISSING_INPUT(risks.probability_score,risks.impact_score)")
    flags = before * (total["count_rated_before"] > 0) + ["INPUTS_DIFFER"] * (total["count_disputed"] > 0)
    flags += ["FEW_KNOWN"] if threats and rated / threats < 0.8 else partial(rated)
    aged = total["count_aged"]
    no_age = no_threat or (of_so_few(aged, 5) if aged else "MISSING_INPUT(risks.raised_on)")
    then, now, largest, all_of_it = (
        total[name] for name in ("treated_inherent", "treated_residual", "largest_value", "threat_value")
    )
    less = None if then is None else then - now
    untreated = no_threat or (None if total["count_treated"] else "MISSING_INPUT(risks.residual_probability)")
    untreated = untreated or ("ZERO_DENOM(risks.cost_impact)" if then == 0 else None)
    few = no_threat or (None if total["count_threats_valued"] else total["value_reason"])
    few = few or ("NOT_APPLICABLE" if total["count_threats_valued"] <= 5 else None)
    few = few or ("ZERO_DENOM(risks.cost_impact)" if all_of_it == 0 else None)
    return {
        "count_open_risks": of(threats, why, []),
        "risk_exposure": exposure("inherent_value", "count_valued_first", []),
        "residual_risk_exposure": residual,
        "highest_residual_score": of(total["highest_score"], no_score, flags),
        "median_risk_age_days": of(total["median_days_open"], no_age, partial(aged)),
        "overdue_response_ratio": share("overdue", "due", "due_on"),
        "stale_risk_ratio": share("stale", "reviewed", "reviewed_on"),
        "residual_risk_reduction": of(None if untreated else less / then, untreated,
                                      partial(total["count_treated"]), (less, then)),
        "risk_concentration_ratio": of(None if few else largest / all_of_it, few,
                                       partial(total["count_threats_valued"]), (largest, all_of_it)),
        "contingency_cover": _cover(total, report, residual, valued, everything),
    }  # fmt: skip


def _cover(total: Row, report: Row, residual: Row, valued: int, everything: int) -> Row:
    """Contingency left for each unit of exposure, where enough of that is known and there is any."""
    exposed = residual["value"]
    reason = residual["reason"]
    reason = reason or (total["value_reason"] if everything and valued / everything < 0.8 else None)
    reason = reason or ("NOT_APPLICABLE" if exposed <= 0 else None)
    missing = [name for name in ("contingency_approved", "contingency_drawn") if name not in report]
    reason = reason or (f"MISSING_INPUT({missing[0]})" if missing else None)
    left = None if missing else float(report["contingency_approved"] - report["contingency_drawn"])
    parts = (left if exposed is not None and exposed > 0 else None, None if left is None else exposed)
    flags = (residual["flags"] or "").split(",") if residual["flags"] else []
    return indicator("project", total, None if reason else left / exposed, reason, flags, parts)
