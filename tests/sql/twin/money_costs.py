"""Indicators of cost, of estimates and of funding of one project and month, by the formulas of their specification."""

from tests.sql.twin.invented import Row
from tests.sql.twin.money_answers import STOPPED, answer, ratio

CREDIBLE = 0.1  # how far the efficiency needed may lie from the one reached
LEAST_LEFT = 0.1  # of the work: with less left a to-complete index says little
HIGH_COMMITMENT, LOW_PROGRESS = 0.9, 0.8


def _less(one: float | None, other: float | None) -> float | None:
    return None if None in (one, other) else round(one - other, 6)


def _beside(one: float | None, other: float | None) -> float | None:
    """A part where the other one is known: what is missing leaves both."""
    return None if other is None else one


def _index(earned: float | None, spent: float | None, known: str | None, flags: set[str]) -> Row:
    told = ratio(earned, spent, known, "actual_cost", flags)
    return told | {"denominator": spent or None}


def of_cost(fact: Row, report: Row, table_committed: float | None) -> dict[str, Row]:
    """Every indicator by its name."""
    budget, earned, spent = fact["budget_at_completion"], fact["earned_value"], fact["actual_cost"]
    no_budget, no_earned, no_cost = fact["budget_reason"], fact["earned_reason"], fact["cost_reason"]
    state = fact["state"]
    stopped = state if state in STOPPED else None
    cancelled = "CANCELLED" if state == "CANCELLED" else None
    early, about_earned, about_cost, about_budget = (
        fact[f"{name}_flags"] for name in ("early", "earned", "cost", "budget"))  # fmt: skip
    of_work = early | about_earned | about_cost
    of_all = of_work | about_budget
    known = stopped or no_earned or no_cost
    variance, gap = _less(earned, spent), _less(spent, earned)
    found = {
        "actual_cost": answer(spent, no_cost, about_cost),
        "budget_at_completion": answer(budget, no_budget, about_budget),
        "cost_variance": answer(variance, known, about_earned | about_cost),
        "cost_variance_ratio": ratio(variance, _beside(earned, variance), known, "earned_value", of_work),
        "cost_performance_index": _index(earned, spent, known, of_work),
        "percent_spent": ratio(spent, budget, cancelled or no_cost or no_budget, "budget_at_completion",
                               about_budget | about_cost),
        "spent_against_done_gap": ratio(gap, _beside(budget, gap), stopped or no_cost or no_earned or no_budget,
                                        "budget_at_completion", of_all),
        "commitment_cover": _commitments(fact, report, table_committed),
        "contingency_drawdown": _contingency(fact, report, stopped),
        "spent_against_elapsed_gap": _elapsed(fact, report, stopped),
    }  # fmt: skip
    return found | _estimates(fact, report, found["cost_performance_index"])


def _commitments(fact: Row, report: Row, table_committed: float | None) -> Row:
    stated, spent, budget = report.get("committed_cost"), fact["actual_cost"], fact["budget_at_completion"]
    committed = table_committed if stated is None else stated
    why = fact["state"] if fact["state"] in ("NOT_STARTED", "COMPLETE", "CANCELLED") else fact["cost_reason"]
    why = why or ("MISSING_INPUT(committed_cost)" if committed is None else None)
    why = why or ("INVALID_INPUT(committed_cost)" if committed < 0 else None) or fact["budget_reason"]
    used = None if None in (spent, committed) else spent + committed
    flags = fact["budget_flags"] | fact["cost_flags"]
    if stated is not None and "committed_cost" in fact["doubtful"]:
        flags |= {"AMOUNT_JUMPED"}
    share = fact["percent_complete"]
    if None not in (used, budget, share) and used / budget > HIGH_COMMITMENT and share < LOW_PROGRESS:
        flags |= {"COMMITTED_EARLY"}
    return ratio(used, budget, why, "budget_at_completion", flags)


def _contingency(fact: Row, report: Row, stopped: str | None) -> Row:
    drawn, approved = report.get("contingency_drawn"), report.get("contingency_approved")
    earned, budget = fact["earned_value"], fact["budget_at_completion"]
    for_nothing = (fact["state"] in ("NOT_STARTED", "IN_PROGRESS") and earned == 0 and (approved or 0) > 0
                   and (drawn or 0) > 0)  # fmt: skip
    checks = (
        (for_nothing, "UNDEFINED_MATH"), (stopped, stopped), (fact["state"] == "COMPLETE", "COMPLETE"),
        (approved is None, "MISSING_INPUT(contingency_approved)"), (drawn is None, "MISSING_INPUT(contingency_drawn)"),
        ((approved or 0) < 0, "INVALID_INPUT(contingency_approved)"),
        ((drawn or 0) < 0, "INVALID_INPUT(contingency_drawn)"), (approved == 0, "ZERO_DENOM(contingency_approved)"),
        (fact["budget_reason"], fact["budget_reason"]), (fact["earned_reason"], fact["earned_reason"]),
        (earned == 0, "ZERO_DENOM(earned_value)"),
    )  # fmt: skip
    why = next((reason for holds, reason in checks if holds), None)
    done = None if None in (earned, budget) else earned / budget
    parts = (drawn / approved if drawn is not None and approved else None, done)
    if for_nothing:
        return answer(None, why, parts=parts) | {"flags": "RED_BY_RULE"}
    flags = fact["early_flags"] | fact["budget_flags"] | fact["earned_flags"]
    flags |= {"AMOUNT_JUMPED"} if fact["doubtful"] & {"contingency_approved", "contingency_drawn"} else set()
    return answer(None if why else parts[0] / parts[1], why, flags, parts)


def _elapsed(fact: Row, report: Row, stopped: str | None) -> Row:
    why = stopped or ("COMPLETE" if fact["state"] == "COMPLETE" else None) or fact["cost_reason"]
    why = why or fact["budget_reason"] or fact["duration_reason"] or fact["actual_time_reason"]
    value = None
    if why is None:
        elapsed = min(1, fact["actual_time"] / fact["planned_duration"])
        value = fact["actual_cost"] / fact["budget_at_completion"] - elapsed
    is_day_estimated = fact["is_done"] and "actual_finish" not in report
    is_estimated = is_day_estimated or {"baseline_start", "baseline_finish"} - report.keys()
    about = {"ESTIMATED"} if is_estimated else set()
    return answer(value, why, fact["budget_flags"] | fact["cost_flags"] | about)


def _estimates(fact: Row, report: Row, index: Row) -> dict[str, Row]:
    budget, earned, spent = fact["budget_at_completion"], fact["earned_value"], fact["actual_cost"]
    no_budget, no_earned, no_cost = fact["budget_reason"], fact["earned_reason"], fact["cost_reason"]
    state = fact["state"]
    is_over = state == "COMPLETE"
    of_all = fact["early_flags"] | fact["earned_flags"] | fact["cost_flags"] | fact["budget_flags"]
    stopped = state if state in STOPPED else None
    known = stopped or no_budget or no_earned or no_cost
    excess = "INVALID_INPUT(earned_value)" if known is None and earned > budget else None

    def estimate(factor: float | None, why: str | None, name: str) -> Row:
        if is_over:
            return answer(spent, no_cost, of_all)
        why = known or why or (f"ZERO_DENOM({name})" if factor <= 0 else None) or excess
        return answer(None if why else spent + (budget - earned) / factor, why, of_all)

    by_index = estimate(index["value"], index["reason"], "cost_performance_index")
    as_planned = estimate(1, None, "")
    manager = _manager(fact, report)
    first, second = (manager, by_index) if fact["early_flags"] else (by_index, manager)
    chosen = first if first["value"] is not None else second
    why = by_index["reason"] if chosen["value"] is None else None
    selected = answer(chosen["value"], why, _flags(chosen) | fact["early_flags"])
    over = "COMPLETE" if is_over else None
    no_gap = over or by_index["reason"] or manager["reason"] or no_budget
    gap = _less(by_index["value"], manager["value"])
    left = _less(by_index["value"], spent)
    variance, no_variance = _less(budget, by_index["value"]), by_index["reason"] or no_budget
    by_estimate = "CANCELLED" if state == "CANCELLED" else no_cost or selected["reason"]
    return {
        "estimate_at_completion": by_index, "estimate_at_completion_atypical": as_planned,
        "manager_estimate_at_completion": manager, "estimate_at_completion_selected": selected,
        "estimate_to_complete": answer(left, over or by_index["reason"], _flags(by_index)),
        "estimate_to_complete_atypical": answer(_less(as_planned["value"], spent), over or as_planned["reason"],
                                                _flags(as_planned)),
        "variance_at_completion": answer(variance, no_variance, _flags(by_index) | fact["budget_flags"]),
        "variance_at_completion_ratio": ratio(variance, _beside(budget, variance), no_variance, "budget_at_completion",
                                              _flags(by_index) | fact["budget_flags"]),
        "percent_spent_of_estimate": ratio(spent, _beside(selected["value"], spent), by_estimate,
                                           "estimate_at_completion_selected", fact["cost_flags"] | _flags(selected)),
        "estimate_optimism_gap": ratio(gap if no_gap is None else None, budget if no_gap is None else None, no_gap,
                                       "budget_at_completion", _flags(by_index) | _flags(manager)),
        "cost_tolerance_used": _tolerance(fact, selected),
        **_to_complete(fact, known, of_all, index, manager),
    }  # fmt: skip


def _flags(told: Row) -> set[str]:
    return set((told["flags"] or "").split(",")) - {""}


def _tolerance(fact: Row, selected: Row) -> Row:
    """An overrun of what may not be overrun has no share of it, and is red by rule."""
    tolerance, budget = fact["cost_tolerance"], fact["budget_at_completion"]
    overrun = _less(selected["value"], budget)
    tolerated = None if None in (tolerance, budget) else tolerance * budget
    checks = ((tolerance is None, "MISSING_INPUT(cost_tolerance)"),
              ((tolerance or 0) < 0, "INVALID_INPUT(cost_tolerance)"), (fact["budget_reason"], fact["budget_reason"]),
              (selected["reason"], selected["reason"]), (tolerated == 0, "ZERO_DENOM(cost_tolerance)"))  # fmt: skip
    why = next((reason for holds, reason in checks if holds), None)
    told = answer(None if why else overrun / tolerated, why, _flags(selected), (overrun, tolerated))
    return told | ({"flags": "RED_BY_RULE"} if tolerance == 0 and (overrun or 0) > 0 else {})


def _to_complete(fact: Row, known: str | None, of_all: set[str], index: Row, manager: Row) -> dict[str, Row]:
    budget, earned, spent = fact["budget_at_completion"], fact["earned_value"], fact["actual_cost"]
    is_done = fact["state"] == "COMPLETE" or None not in (budget, earned) and earned >= budget
    stopped = fact["state"] if fact["state"] in STOPPED else None
    why = stopped or ("COMPLETE" if is_done else None) or known
    left, money = _less(budget, earned), _less(budget, spent)
    is_near_end = left is not None and left / budget <= LEAST_LEFT + 1e-9
    near = {"NEAR_END"} if is_near_end else set()
    exhausted = "BUDGET_EXHAUSTED" if money is not None and money <= 0 else None
    short = manager["reason"]
    if short is None and spent is not None and manager["value"] <= spent:
        short = "INVALID_INPUT(manager_estimate_at_completion)"
    needed = None if why or short else left / (manager["value"] - spent)
    if not is_near_end and None not in (needed, index["value"]) and abs(needed - index["value"]) > CREDIBLE + 1e-9:
        near = {"NOT_CREDIBLE"}
    about = of_all | near | (_flags(manager) & {"AMOUNT_JUMPED"})
    why_needed, no_gap = why or short, why or short or index["reason"]
    return {
        "to_complete_performance_index": answer(None if why or exhausted else left / money, why or exhausted,
                                                of_all | ({"NEAR_END"} if is_near_end else set()), (left, money)),
        "to_complete_performance_index_manager": answer(
            needed, why_needed, about, (None, None) if why_needed else (left, manager["value"] - spent)),
        "estimate_efficiency_gap": answer(None if no_gap else needed - index["value"], no_gap, about | _flags(index)),
    }  # fmt: skip


def _manager(fact: Row, report: Row) -> Row:
    stated, rest, spent = (report.get("manager_estimate_at_completion"), report.get("estimate_to_complete"),
                           fact["actual_cost"])  # fmt: skip
    name = "manager_estimate_at_completion" if stated is not None else "estimate_to_complete"
    flags = {"AMOUNT_JUMPED"} if name in fact["doubtful"] else set()
    if fact["state"] == "CANCELLED":
        return answer(None, "CANCELLED")
    if stated is not None:
        is_short = stated < max(spent or 0, 0)
        return answer(stated, "INVALID_INPUT(manager_estimate_at_completion)" if is_short else None, flags)
    if rest is None:
        missing = "MISSING_INPUT(manager_estimate_at_completion)"
        return answer(None, "COMPLETE" if fact["state"] == "COMPLETE" else missing)
    why = "INVALID_INPUT(estimate_to_complete)" if rest < 0 else fact["cost_reason"]
    return answer(None if why else spent + rest, why, flags | fact["cost_flags"])
