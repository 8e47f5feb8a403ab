"""What is no evidence for a green light: costs that are not booked, budgets that are overspent, words alone."""

import pytest

MARCH = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01",
         "forecast_finish": "2026-12-31", "budget_at_completion": 1200, "planned_value": 300}  # fmt: skip


def _light(portfolio, dimension: str) -> dict[str, tuple]:
    rows = portfolio.rows("marts.lights", dimension=dimension)
    return {row["project_id"]: (row["computed"], row["reason"], row["drivers"]) for row in rows}


def test_work_without_a_cost_is_flagged_and_gives_no_green_light_for_cost(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "unbooked", **MARCH, "earned_value": 300, "actual_cost": 0},
        {"project_id": "nothing done", **MARCH, "earned_value": 0, "actual_cost": 0},
        {"project_id": "booked", **MARCH, "earned_value": 300, "actual_cost": 300},
        {"project_id": "overdrawn", **MARCH, "earned_value": 300, "actual_cost": 0, "contingency_approved": 100,
         "contingency_drawn": 50},
    )  # fmt: skip
    # TCPI (1200 - 300) / (1200 - 0) = 0.75, contingency (50 / 100) / (300 / 1200) = 2
    portfolio.only("actual_cost", "cost_variance", "estimate_at_completion_atypical", "percent_spent",
                   "earned_value", light="cost")  # fmt: skip
    assert _light(portfolio, "cost") == {
        "unbooked": (None, "ZERO_DENOM(actual_cost)", None),
        "nothing done": (None, "ZERO_DENOM(actual_cost)", None),
        "booked": ("green", None, "cost_performance_index,to_complete_performance_index,variance_at_completion_ratio"),
        "overdrawn": ("red", None, "contingency_drawdown"),
    }
    resting = ("actual_cost", "cost_variance", "estimate_at_completion_atypical", "percent_spent",
               "to_complete_performance_index")  # fmt: skip
    for indicator in resting:
        flags = {project: flags or "" for project, flags in portfolio.values(indicator, "flags").items()}
        assert {project for project in flags if "ACCRUAL_MISSING" in flags[project]} == {"unbooked", "overdrawn"}
    assert portfolio.values("earned_value", "flags")["unbooked"] is None
    assert portfolio.values("to_complete_performance_index")["unbooked"] == pytest.approx(0.75)


def test_more_work_than_was_approved_gives_no_green_light_where_more_was_spent_than_was_approved(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "overspent", **MARCH, "earned_value": 1300, "actual_cost": 1250},  # CPI 1.04
        {"project_id": "worse", **MARCH, "earned_value": 1300, "actual_cost": 1500},  # CPI 0.867
        {"project_id": "within", **MARCH, "earned_value": 1300, "actual_cost": 1200},
        {"project_id": "all done", **MARCH, "earned_value": 1200, "actual_cost": 1250},  # CPI 0.96, VAC -4.2 %
    )
    assert _light(portfolio.only(light="cost"), "cost") == {
        "overspent": (None, "INVALID_INPUT(earned_value)", None),
        "worse": ("red", None, "cost_performance_index"),
        "within": ("green", None, "cost_performance_index"),
        "all done": ("green", None, "cost_performance_index,variance_at_completion_ratio"),
    }


JAN, FEB, MAR, APR, MAY = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")


def test_a_month_without_a_reading_does_not_stand_for_a_better_one(portfolio) -> None:
    bad, good = {"earned_value": 300, "actual_cost": 400}, {"earned_value": 300, "actual_cost": 300}  # CPI 0.75, 1
    on_hold = {**good, "state": "on_hold"}
    told = {
        "not sent": {JAN: bad, FEB: bad, APR: good, MAY: good},
        "on hold": {JAN: bad, FEB: bad, MAR: on_hold, APR: good, MAY: good},
        "no cost": {JAN: bad, FEB: bad, MAR: {"earned_value": 300}, APR: good, MAY: good},
        "good twice": {JAN: bad, FEB: good, APR: good, MAY: good},
        "good once": {JAN: good, FEB: good, APR: bad, MAY: good},
    }
    for month in (JAN, FEB, MAR, APR, MAY):
        rows = [{"project_id": name, "period": month, **MARCH, **by_month[month]}
                for name, by_month in told.items() if month in by_month]  # fmt: skip
        if rows:
            portfolio.load("projects", *rows)
    portfolio.only(light="overall")
    found = portfolio.rows("marts.lights", dimension="cost")
    shown = {name: {f"{row['period']:%m}": (row["computed"], row["is_held"] and f"{row['given_in']:%m}")
                    for row in found if row["project_id"] == name} for name in told}  # fmt: skip
    red, held, green, none = ("red", False), ("red", "02"), ("green", False), (None, False)
    assert shown == {
        "not sent": {"01": red, "02": red, "04": held, "05": green},
        "on hold": {"01": red, "02": red, "03": none, "04": held, "05": green},
        "no cost": {"01": red, "02": red, "03": none, "04": held, "05": green},
        "good twice": {"01": red, "02": ("red", "01"), "04": green, "05": green},
        "good once": {"01": green, "02": green, "04": red, "05": ("red", "04")},
    }  # fmt: skip
    last = {row["project_id"]: row["drivers"] for row in found if row["period"].month == 4}
    assert last["on hold"] == "cost_performance_index,variance_at_completion_ratio"
    overall = {row["project_id"]: (row["computed"], row["is_held"], row["drivers"]) for row in portfolio.rows(
        "marts.lights", dimension="overall") if row["period"].month == 4}  # fmt: skip
    assert {name: overall[name] for name in ("on hold", "good once")} == {
        "on hold": ("red", True, last["on hold"]), "good once": ("red", False, last["good once"]),
    }  # fmt: skip


def test_a_start_that_is_overdue_is_not_made_green_by_a_finish_that_stays_as_promised(portfolio) -> None:
    nothing = {**MARCH, "actual_start": None, "earned_value": 0, "actual_cost": 0}
    portfolio.load(
        "projects",
        {"project_id": "overdue", **nothing},  # 31 March - 1 January = 89 days
        {"project_id": "put off", **nothing, "forecast_finish": "2027-03-31"},  # 90 of 365 days = 24.7 %
        {"project_id": "not due", **nothing, "baseline_start": "2026-04-01"},
        {"project_id": "begun", **nothing, "actual_start": "2026-03-30", "planned_value": None},
        {"project_id": "no word of work", **MARCH, "actual_start": None, "state": "proposed"},
    )
    portfolio.only("start_slip_days", "finish_slip_days", light="schedule")
    assert portfolio.values("finish_slip_days")["overdue"] == 0
    assert portfolio.values("start_slip_days")["overdue"] == 89
    found = _light(portfolio, "schedule")
    assert found == {
        "overdue": (None, "NOT_STARTED", None),
        "put off": ("red", None, "finish_slip_ratio"),
        "not due": ("green", None, "finish_slip_ratio"),
        "begun": ("amber", None, "schedule_performance_index_time,to_complete_schedule_index"),  # early: no red
        "no word of work": ("green", None, "finish_slip_ratio"),
    }
